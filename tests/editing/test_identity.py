"""Ids: suggested from a title, always valid, and never a way out of their folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunskapsbank.editing.identity import MAX_ID, UnsafePlaceError, place_of, suggest_id
from kunskapsbank.editing.new_entry import NewEntry, save
from kunskapsbank.load import ID_PATTERN
from kunskapsbank.schema.kinds import BY_NAME

BOOK = BY_NAME["book"]


@pytest.mark.parametrize(
    ("title", "identity"),
    [
        ("Bläckfisken", "blackfisken"),
        ("Åsa & Örjan: en SAGA!", "asa-orjan-en-saga"),
        ("  Är det sant?  ", "ar-det-sant"),
        ("Crème brûlée 2", "creme-brulee-2"),
        ("Sørens ærlige bok", "sorens-arlige-bok"),
        ("../../etc/passwd", "etc-passwd"),
        ("«»…", ""),
        ("كتاب", ""),
    ],
)
def test_the_id_is_the_title_in_small_plain_letters(title: str, identity: str) -> None:
    assert suggest_id(title) == identity


# Half of the titles are long enough in plain letters to be cut.
@given(st.text(max_size=300) | st.text("aåØ9 -._", min_size=MAX_ID, max_size=300))
def test_a_suggested_id_is_always_a_valid_one(title: str) -> None:
    identity = suggest_id(title)
    assert len(identity) <= MAX_ID
    assert identity == "" or ID_PATTERN.fullmatch(identity)


PATH_TRICKS = [
    "",
    "..",
    "../x",
    "a/b",
    "/etc/x",
    "a\\b",
    "a\0",
    "Å",
    "a b",
    "a.yml",
    "-a",
    "a--b",
    "a\n",
    "con:",
    "x" * 99,
]


@pytest.mark.parametrize("trick", PATH_TRICKS, ids=repr)
def test_no_id_leads_out_of_its_folder(trick: str, good: Path) -> None:
    with pytest.raises(UnsafePlaceError, match="a–z"):
        save(good, NewEntry(BOOK, trick, "title: X\n"))


def test_a_folder_that_is_a_link_is_refused(good: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(good / "data/books")
    (good / "data/books").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePlaceError, match="länk"):
        place_of(good, BOOK, "liten")
    assert not list((tmp_path / "elsewhere").iterdir())
