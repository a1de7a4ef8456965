"""Every guide gives what a guide promises: words to say, sourced claims, law, a checklist, a next step."""

import re
from pathlib import Path

import pytest

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "guides"
# Shared pages and lists: their entries carry words, sources and law themselves.
LISTS = {"index.md", "undvik.md"}
NAMES = sorted(path.name for path in GUIDES.glob("*.md") if path.name not in LISTS)


def calls(text: str, macro: str) -> list[str]:
    """The arguments of every call of a macro."""
    return re.findall(r"\{\{ *" + macro + r"\((.*?)\) *\}\}", text)


@pytest.fixture(params=NAMES)
def guide(request: pytest.FixtureRequest) -> str:
    text: str = (GUIDES / request.param).read_text(encoding="utf-8")
    return text


def test_a_guide_has_at_least_three_sentences_to_say(guide: str) -> None:
    assert sum(len(re.findall(r'"[^"]+"', arguments)) for arguments in calls(guide, "say")) >= 3


def test_a_guide_has_at_least_eight_sourced_claims(guide: str) -> None:
    assert sum(len(calls(guide, macro)) for macro in ("cite", "law", "figure", "chart")) >= 8


def test_a_guide_names_the_law(guide: str) -> None:
    assert calls(guide, "law")


def test_a_guide_has_a_checklist_that_fits_a_page(guide: str) -> None:
    block = re.search(r"^checklist_items:\n((?:  - .*\n)+)", guide, re.MULTILINE)
    assert block is not None
    assert 6 <= block[1].count("  - ") <= 10
    assert len(calls(guide, "checklist")) == 1


def test_a_guide_has_folded_depth_a_next_step_and_related_entries(guide: str) -> None:
    assert re.search(r"^\?\?\? ", guide, re.MULTILINE)
    assert "Nästa steg" in guide or "nästa steg" in guide
    assert re.search(r"^related:$", guide, re.MULTILINE)
    assert guide.rstrip().endswith("{{ page_end() }}")


def test_a_guide_says_first_what_to_do_in_danger(guide: str) -> None:
    body = guide.split("---", 2)[2]
    assert "112" in body[:1500]
