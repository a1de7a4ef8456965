"""The method chooser's rows and the lists' facets, on the real data and on made-up methods."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kunskapsbank.bundling import BundlingError, bundle
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.chooser import Row, chooser_groups, chooser_rows, is_support, violence_reason
from kunskapsbank.components import Components
from kunskapsbank.facets import MISSING, Facet, facets
from kunskapsbank.schema.support import Method
from kunskapsbank.site import load_site

ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    site, problems = load_site(root, None)
    assert site is not None, problems
    return site.catalogue


@pytest.fixture(scope="module")
def rows(catalogue: Catalogue) -> dict[str, Row]:
    return {row.item.id: row for row in chooser_rows(catalogue)}


def method(**fields: object) -> Method:
    """A made-up method: only what the test is about is said."""
    values: dict[str, Any] = {"kind": "stodgrupp", "participation": (), "when_not": ()} | fields
    return Method.model_construct(**values)


def facet(catalogue: Catalogue, folder: str, name: str) -> Facet:
    return next(f for f in facets(catalogue, folder, catalogue.of(folder)) if f.id == name)


def test_every_support_has_one_row_and_assessments_have_none(
    catalogue: Catalogue, rows: dict[str, Row]
) -> None:
    assert set(rows) == {item.id for item in catalogue.of("methods") if is_support(item.entry)}
    assert "stodgrupper" in rows
    assert "audit" not in rows
    assert "bbic" not in rows


def test_rows_stand_by_age_and_then_alphabetically_with_unknown_ages_last(catalogue: Catalogue) -> None:
    ages = [row.item.entry.ages for row in chooser_rows(catalogue)]
    known = [(span.from_, span.to) for span in ages if span]
    assert known == sorted(known)
    assert all(span is None for span in ages[len(known) :])


def test_groups_hold_every_row_once_with_other_target_groups_last(catalogue: Catalogue) -> None:
    groups = chooser_groups(catalogue)
    ids = [row.item.id for group in groups for row in group.rows]
    assert sorted(ids) == sorted(row.item.id for row in chooser_rows(catalogue))
    assert {row.item.entry.relevance for row in groups[-1].rows} == {"angransande", "generell"}
    assert {row.item.entry.relevance for group in groups[:-1] for row in group.rows} == {"direkt", "delvis"}


def test_a_joint_session_is_a_reason_to_leave_a_method_out_when_there_is_violence() -> None:
    assert violence_reason(method(participation=("hela-familjen",))) == "Familjen träffas i samma rum."
    assert violence_reason(method(participation=("barn-och-foralder-tillsammans", "bara-foralder")))
    assert not violence_reason(method(participation=("barn-utan-foralder", "hela-familjen")))
    assert not violence_reason(method(participation=("barn-och-foralder-var-for-sig",)))


def test_a_methods_own_warning_about_violence_is_quoted() -> None:
    warned = method(
        participation=("barn-utan-foralder",), when_not=("Inte akut.", "Inte så länge våldet pågår.")
    )
    assert violence_reason(warned) == "Inte så länge våldet pågår."


def test_no_real_method_with_only_joint_sessions_is_shown_when_there_is_violence(
    rows: dict[str, Row],
) -> None:
    joint = {"barn-och-foralder-tillsammans", "hela-familjen", "natverk", "syskon-tillsammans"}
    for row in rows.values():
        ways = {*row.item.entry.participation}
        if ways & joint and "barn-utan-foralder" not in ways:
            assert row.violence, row.item.id


@pytest.mark.parametrize(
    ("ways", "parent"),
    [
        ((), ""),
        (("barn-utan-foralder", "bara-foralder"), "nej"),
        (("barn-och-foralder-var-for-sig",), "egen-del"),
        (("barn-och-foralder-var-for-sig", "hela-familjen"), "ja"),
        (("bara-foralder",), "ja"),
    ],
)
def test_each_row_says_whether_a_parent_must_be_in(
    rows: dict[str, Row], ways: tuple[str, ...], parent: str
) -> None:
    for row in rows.values():
        if {*row.item.entry.participation} == {*ways}:
            assert row.parent == parent, row.item.id


def test_the_finding_is_the_first_line_of_the_honesty_card(rows: dict[str, Row]) -> None:
    row = rows["stodgrupper"]
    assert row.finding == row.item.entry.evidence[0]
    assert row.more_findings == len(row.item.entry.evidence) - 1


def test_the_table_is_whole_without_scripts(catalogue: Catalogue, rows: dict[str, Row]) -> None:
    html = Components(catalogue).chooser("methods/valj/")
    assert html.count("<tr data-method=") == len(rows)
    for row in rows.values():
        assert f'href="../{row.item.id}/"' in html
    assert html.index("gör detta först") < html.index("<table")
    for law in ("fb-6-13a", "sol-21-2"):
        assert f"guides/lagen/{law}/" in html
    for word in ("rekommender", "poäng", "evidensbaserad", "None"):
        assert word not in html, word


def test_facets_offer_only_what_the_list_holds(catalogue: Catalogue) -> None:
    for folder in (
        "methods",
        "practices",
        "books",
        "sites",
        "courses",
        "helplines",
        "situations",
        "glossary",
    ):
        items = catalogue.of(folder)
        found = facets(catalogue, folder, items)
        assert found, folder
        for each in found:
            assert ID.match(each.id)
            for choice in each.choices:
                assert ID.match(choice.id)
                assert choice.count == sum(choice.id in words.split() for words in each.words.values())
                assert 0 < choice.count <= len(items)


def test_an_entry_without_ages_can_be_found_under_missing(catalogue: Catalogue) -> None:
    ages = facet(catalogue, "methods", "alder")
    assert ages.words["stodgrupper"] == MISSING
    assert ages.words["cap"].split() == ["7", "8", "9", "10", "11", "12"]
    assert ages.choices[-1].id == MISSING


def test_methods_reviewed_by_a_swedish_authority_can_be_picked_out(catalogue: Catalogue) -> None:
    reviewed = facet(catalogue, "methods", "granskning")
    for item in catalogue.of("methods"):
        by_authority = any(line.reviewer == "svensk-myndighet" for line in item.entry.evidence)
        assert bool(reviewed.words[item.id]) == by_authority


def test_a_municipality_counts_to_its_county(catalogue: Catalogue) -> None:
    assert facet(catalogue, "practices", "lan").words["sandviken-lyktan"] == "21"


def test_a_short_list_and_a_guides_own_choice_have_no_controls(catalogue: Catalogue) -> None:
    assert facets(catalogue, "books", catalogue.of("books")[:4]) == ()
    components = Components(catalogue)
    assert "data-filters" in components.cards("methods/", "methods", filters={})
    assert "data-filters" not in components.cards("guides/vard/", "methods", filters={"audience": "vard"})


def test_bundling_gives_the_same_bytes_twice_and_tells_a_fault(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    root = Path()  # as an engine that names the repository by where we stand
    for name in ("one.js", "two.js"):
        bundle(root, tmp_path, {"assets/filters/filters.js": name})
    assert (tmp_path / "one.js").read_bytes() == (tmp_path / "two.js").read_bytes()
    broken = tmp_path / "broken.js"
    broken.write_text("const = ;", encoding="utf-8")
    with pytest.raises(BundlingError, match="broken"):
        bundle(root, tmp_path, {str(broken): "out.js"})
