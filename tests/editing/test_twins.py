"""An entry that is there already, or was left out with a reason, is told before a new one is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.twins import find_twins, read_left_out, twin_lines
from kunskapsbank.schema.kinds import BY_NAME
from kunskapsbank.schema.pages import LeftOut

BOOK = BY_NAME["book"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"title": "En  BOK."}, "samma titel"),
        ({"title": "En boks"}, "nästan samma titel"),
        ({"title": "Annat", "isbn": "978-91-638-8462-7"}, "samma ISBN"),
        ({"title": "Annat", "url": "http://exempel.se/bok/#sidan"}, "samma webbadress"),
    ],
    ids=str,
)
def test_a_twin_is_known_by_title_number_and_address(
    data: dict[str, str], reason: str, shelf: tuple[Path, Catalogue]
) -> None:
    catalogue = shelf[1]
    item = catalogue.items["books/exempel-bok"]
    entry = item.entry.model_copy(update={"url": "https://www.exempel.se/bok", "isbn": "9789163884627"})
    known = replace(catalogue, items={**catalogue.items, item.ref: replace(item, entry=entry)})
    twins = find_twins(known, BOOK, data)
    assert (twins[0].place, twins[0].reason) == ("data/books/exempel-bok.yml", reason)


def test_other_things_are_no_twins(shelf: tuple[Path, Catalogue]) -> None:
    assert find_twins(shelf[1], BOOK, {"title": "Något helt annat"}) == []
    assert find_twins(shelf[1], BY_NAME["film"], {"title": "En bok"}) == []


def test_what_was_left_out_is_told_with_its_reason(shelf: tuple[Path, Catalogue]) -> None:
    gone = LeftOut(kind="book", id="bort", title="Bortvald bok", reason="Enda källan är en blogg.")
    twins = find_twins(shelf[1], BOOK, {"title": "Bortvald bok"}, [("data/left-out/books.yml", gone)])
    assert twin_lines(twins) == [
        "Bortvald bok (data/left-out/books.yml): valdes bort: Enda källan är en blogg."
    ]
    assert read_left_out(shelf[0])
