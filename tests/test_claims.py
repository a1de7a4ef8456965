"""The draw of claims: steady, complete with its evidence, and wide enough to hold every kind."""

from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.claims import Claim, claims, draw, table
from kunskapsbank.macros import SIGNATURES


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    """The real data."""
    return assemble(root, None, SIGNATURES)[0]


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> list[Claim]:
    """Every claim of the real data."""
    return claims(catalogue)


def test_the_same_seed_gives_the_same_draw(found: list[Claim], catalogue: Catalogue) -> None:
    assert draw(found, 40, 7) == draw(claims(catalogue), 40, 7)
    assert draw(found, 40, 7) != draw(found, 40, 8)


def test_every_drawn_claim_has_source_and_key_words(found: list[Claim]) -> None:
    for claim in draw(found, len(found), 7):
        assert claim.text.strip(), claim
        assert claim.evidence, claim
        assert all(evidence.source and evidence.publisher and evidence.seen for evidence in claim.evidence)


@pytest.mark.parametrize(
    "address",
    [
        "guides/skola/",
        "statistics/",
        "methods/",
        "resources/ordlista/",
        "examples/",
    ],
)
def test_claims_come_from_every_part_of_the_site(found: list[Claim], address: str) -> None:
    assert any(claim.evidence and claim.address.startswith(address) for claim in found)


def test_a_claim_in_a_guide_is_the_sentence_before_its_citation(found: list[Claim]) -> None:
    guides = [claim for claim in found if claim.address.startswith("guides/") and "#" not in claim.address]
    assert all("{{" not in claim.text and "\n" not in claim.text for claim in guides)


def test_the_table_has_one_row_for_each_claim(found: list[Claim]) -> None:
    assert len(table(draw(found, 5, 7)).splitlines()) == 7
