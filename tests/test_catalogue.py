"""The catalogue: order, lookups and links that go both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue, newest_date, page_ref, swedish_order
from kunskapsbank.macros import SIGNATURES
from tests.good_site import TODAY, copy_good, good_site


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return good_site(tmp_path_factory.mktemp("site") / "good").catalogue


def test_swedish_letters_come_last_in_the_order_of_the_alphabet() -> None:
    words = ["Öppna", "ärlig", "Åka", "zebra", "abstinens", "Abc", "åtta"]
    assert sorted(words, key=swedish_order) == ["Abc", "abstinens", "zebra", "Åka", "åtta", "ärlig", "Öppna"]


def test_order_does_not_depend_on_upper_or_lower_case() -> None:
    assert swedish_order("TRAPPAN") == swedish_order("trappan")


def test_signs_and_digits_come_before_letters() -> None:
    assert max(["Bris", "112", "7 steg"], key=swedish_order) == "Bris"
    assert max(["a b", "ab", "a-b"], key=swedish_order) == "ab"


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("index.md", "index"),
        ("guides/index.md", "guides"),
        ("guides/skola.md", "guides/skola"),
        ("guides/nu/index.md", "guides/nu"),
    ],
)
def test_a_page_is_called_by_its_path_without_ending(path: str, reference: str) -> None:
    assert page_ref(path) == reference


def test_an_entry_has_a_page_or_an_anchor_as_its_address(catalogue: Catalogue) -> None:
    assert catalogue.items["methods/exempel-metod"].address == "methods/exempel-metod/"
    assert catalogue.items["phrases/exempel-fras"].address == "guides/fraser/#exempel-fras"
    assert catalogue.pages["index"].address == ""
    assert catalogue.pages["guides/orosanmalan"].address == "guides/orosanmalan/"


def test_kinds_without_titles_are_known_by_their_words(catalogue: Catalogue) -> None:
    assert catalogue.items["phrases/exempel-fras"].title == "Jag har sett att du är trött."
    assert catalogue.items["deadlines/exempel-grans"].title == "Du anmäler"


def test_find_knows_entries_and_pages_and_says_none_to_the_rest(catalogue: Catalogue) -> None:
    assert catalogue.find("books/exempel-bok") is catalogue.items["books/exempel-bok"]
    assert catalogue.find("guides/orosanmalan") is catalogue.pages["guides/orosanmalan"]
    assert catalogue.find("books/finns-inte") is None


def test_links_go_both_ways(catalogue: Catalogue) -> None:
    assert [item.ref for item in catalogue.linked_from("books/exempel-bok")] == ["methods/exempel-metod"]


def test_drafts_and_archived_entries_are_not_listed(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    book = (root / "data/books/exempel-bok.yml").read_text(encoding="utf-8")
    book = book.replace("isbn: 9789163884627\n", "")
    for status in ("utkast", "arkiverad"):
        text = book.replace("title: En bok", f"title: Bok {status}") + f"status: {status}\n"
        (root / f"data/books/{status}.yml").write_text(text, encoding="utf-8")
    catalogue, problems = assemble(root, TODAY, SIGNATURES)
    assert problems == []
    assert [item.id for item in catalogue.of("books")] == ["exempel-bok"]
    assert not catalogue.items["books/utkast"].published
    assert catalogue.items["books/arkiverad"].published


def test_words_have_labels(catalogue: Catalogue) -> None:
    assert catalogue.label("urgency", "akut")
    with pytest.raises(KeyError):
        catalogue.label("urgency", "finns-inte")


def test_without_a_day_the_newest_date_in_data_decides(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    path = root / "data/books/exempel-bok.yml"
    text = path.read_text(encoding="utf-8").replace("checked: 2026-11-22", "checked: 2026-12-24")
    path.write_text(text, encoding="utf-8")
    catalogue, problems = assemble(root, None, SIGNATURES)
    assert (catalogue.today, problems) == (date(2026, 12, 24), [])


def test_no_entries_have_no_newest_date() -> None:
    assert newest_date([]) is None
