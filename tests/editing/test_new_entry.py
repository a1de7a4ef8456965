"""A new entry is asked for question by question, shown its twins, and saved only when it passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.new_entry import NewEntry, compose, given_fields, problems_with, save
from kunskapsbank.editing.questions import find_kind
from kunskapsbank.formatting import canonical_files
from kunskapsbank.problems import Problem
from kunskapsbank.schema.kinds import BY_NAME, KINDS
from kunskapsbank.yaml_reader import Node
from scripts import new
from tests.editing.repository import errors, snapshot
from tests.good_site import TODAY

BOOK = BY_NAME["book"]


class Editor:
    """Answers one line at a time and remembers what was said."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def say(self, line: str) -> None:
        self.said.append(line)

    @property
    def heard(self) -> str:
        return "\n".join(self.said)


def test_a_book_takes_seven_answers_and_passes_the_check(good: Path) -> None:
    editor = Editor("", "", "", "Om en liten bok.", "Anna Exempel", "", "Bilderbok")
    assert new.main(["bok", "Den lilla ön"], editor.read, editor.say) == 0
    assert (good / "data/books/den-lilla-on.yml").read_text(encoding="utf-8") == (
        "title: Den lilla ön\n"
        "summary: Om en liten bok.\n"
        "creators:\n"
        "  - Anna Exempel\n"
        "kind: bilderbok\n"
        "added: 2026-11-22\n"
        "checked: 2026-11-22\n"
        "review_by: 2027-11-22\n"
    )
    assert errors(good) == []
    for result in canonical_files(good):
        assert not isinstance(result, Problem)
        path, text = result
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("good")
def test_a_wrong_answer_is_explained_and_asked_for_again() -> None:
    editor = Editor("", "", "", "x" * 400, "Kort.", "Anna", "", "bilderbk", "1")
    assert new.main(["book", "Ny bok"], editor.read, editor.say) == 0
    assert "Texten får ha högst 320 tecken; den har 400." in editor.heard
    assert "«bilderbk» finns inte i listan. Menade du «Bilderbok»?" in editor.heard


def test_what_the_rules_say_is_asked_for_again(good: Path) -> None:
    editor = Editor("http://x.se", "", "", "Kort.", "Anna", "", "1", "ja", "https://exempel.se/ny")
    assert new.main(["book", "Ny bok"], editor.read, editor.say) == 0
    assert "R02" in editor.heard
    assert "url: https://exempel.se/ny\n" in (good / "data/books/ny-bok.yml").read_text(encoding="utf-8")


def test_fields_inside_fields_are_asked_for(good: Path) -> None:
    place = ("", "", "", "ja")
    source = ("ja", "exempel-kalla", "de lyssnade")
    editor = Editor("", "", "Kort.", *place, "Skolan", "1", "1", "Ett problem.", "De lyssnade.", *source)
    assert new.main(["practice", "Öppen skola"], editor.read, editor.say) == 0, editor.heard
    assert "place:\n  nationwide: ja\n" in (good / "data/practices/oppen-skola.yml").read_text(
        encoding="utf-8"
    )


def test_a_twin_is_shown_before_anything_is_written(good: Path) -> None:
    before = snapshot(good)
    editor = Editor("", "", "nej")
    assert new.main(["book", "En bok!"], editor.read, editor.say) == 1
    assert "En bok (data/books/exempel-bok.yml): samma titel" in editor.heard
    assert snapshot(good) == before


def test_an_id_that_is_taken_is_asked_for_again(good: Path) -> None:
    editor = Editor("", "", "exempel-bok", "../x", "ny", "Kort.", "Anna", "", "1")
    assert new.main(["book", "Något helt annat"], editor.read, editor.say) == 0
    assert "data/books/exempel-bok.yml finns redan" in editor.heard
    assert (good / "data/books/ny.yml").exists()


def test_an_editor_who_stops_leaves_nothing_behind(good: Path) -> None:
    before = snapshot(good)
    assert new.main(["book", "Ny bok"], Editor("", "").read, print) == 1
    assert snapshot(good) == before


@pytest.mark.parametrize("arguments", [[], ["bok"], ["rymdskepp", "X"], ["bok", " "], ["bok", "X", "Y"]])
def test_wrong_arguments_show_how(arguments: list[str]) -> None:
    editor = Editor()
    assert new.main(arguments, editor.read, editor.say) == 2
    assert "book (bok)" in editor.heard


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_known_by_its_names(kind: object) -> None:
    assert isinstance(kind, type(BOOK))
    assert {find_kind(n) for n in (kind.name, kind.folder, kind.singular, kind.singular.upper())} == {kind}


def test_a_file_that_is_there_is_never_overwritten(good: Path) -> None:
    before = snapshot(good)
    with pytest.raises(FileExistsError):
        save(good, NewEntry(BOOK, "exempel-bok", "title: Ny\n"))
    assert snapshot(good) == before


def test_the_check_before_saving_tells_what_make_check_would(shelf: tuple[Path, Catalogue]) -> None:
    fields: dict[str, Node] = {"title": "En bok", "summary": "S.", "creators": ["A"], "kind": "roman"}
    fields |= given_fields(BOOK, TODAY)
    problems = problems_with(shelf[1], compose(BOOK, "ny-bok", fields))
    assert [problem.rule for problem in problems] == ["K02"]
