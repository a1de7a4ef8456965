"""The real data/ and docs/: no errors, in canonical form, and every page made from them is whole."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import Components
from kunskapsbank.formatting import canonical_files
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import GeneratedPage, build_pages
from kunskapsbank.problems import Problem, format_report, has_errors
from kunskapsbank.rules.whole import NEEDED_BY_TEMPLATES
from kunskapsbank.schema.fields import Markup, Reference, Vocabulary
from kunskapsbank.schema.walk import Marker, texts


@pytest.fixture(scope="module")
def read(root: Path) -> tuple[Catalogue, list[Problem]]:
    return assemble(root, datetime.now(UTC).date(), SIGNATURES)


@pytest.fixture(scope="module")
def pages(read: tuple[Catalogue, list[Problem]]) -> dict[str, GeneratedPage]:
    assert not has_errors(read[1]), format_report(read[1])
    return build_pages(read[0], Components(read[0]))


def test_the_real_data_have_no_errors(read: tuple[Catalogue, list[Problem]]) -> None:
    assert not has_errors(read[1]), format_report(read[1])


def test_every_file_is_in_canonical_form(root: Path) -> None:
    differing = []
    for result in canonical_files(root):
        assert isinstance(result, tuple), format_report([result])
        path, text = result
        if path.read_text(encoding="utf-8") != text:
            differing.append(path.relative_to(root).as_posix())
    assert differing == [], "kör make format"


def test_two_builds_of_the_pages_are_the_same(
    read: tuple[Catalogue, list[Problem]], pages: dict[str, GeneratedPage], root: Path
) -> None:
    again = assemble(root, read[0].today, SIGNATURES)[0]
    assert build_pages(again, Components(again)) == pages


def test_every_page_leads_to_a_file_that_exists(pages: dict[str, GeneratedPage], root: Path) -> None:
    for page in pages.values():
        assert (root / page.data_file).is_file(), page.path


def test_nothing_unfinished_is_printed_on_any_page(pages: dict[str, GeneratedPage]) -> None:
    found = [path for path, page in pages.items() if re.search(r"\bNone\b|\{\{|\{%|Undefined", page.markdown)]
    assert found == []


def test_titles_of_pages_are_unique(
    read: tuple[Catalogue, list[Problem]], pages: dict[str, GeneratedPage]
) -> None:
    titles = [page.markdown.split("\n")[1] for page in pages.values()]
    titles += [f'title: "{page.title}"' for page in read[0].pages.values()]
    assert [title for title, count in Counter(titles).items() if count > 1] == []


def test_no_page_is_made_both_by_hand_and_from_data(
    read: tuple[Catalogue, list[Problem]], pages: dict[str, GeneratedPage]
) -> None:
    assert {page.path for page in read[0].pages.values()} & set(pages) == set()


def test_nobody_but_a_named_human_has_reviewed_anything_yet(read: tuple[Catalogue, list[Problem]]) -> None:
    reviewed = [
        item.ref for item in read[0].items.values() if getattr(item.entry, "reviewed", None) is not None
    ]
    assert reviewed == [], "ta bort den här raden när den första sakkunniga har granskat"


@pytest.mark.parametrize("wanted", [(Reference, Markup), (Vocabulary,)])
def test_asking_for_some_texts_gives_those_and_no_others(
    wanted: tuple[type[Marker], ...], read: tuple[Catalogue, list[Problem]]
) -> None:
    for item in read[0].items.values():
        every = texts(item.entry)
        assert texts(item.entry, *wanted) == [text for text in every if any(map(text.marker, wanted))]


def test_what_templates_link_to_by_name_is_guarded_by_a_rule(root: Path) -> None:
    # The chooser is not on every site: the page that calls it is told when an entry it links to is missing.
    templates = [
        path for path in (root / "kunskapsbank/templates").rglob("*.html") if path.name != "chooser.html"
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in templates)
    assert set(re.findall(r'\bto\("([^"]+)"\)', text)) == set(NEEDED_BY_TEMPLATES)
