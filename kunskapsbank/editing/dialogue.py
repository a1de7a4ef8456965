"""The conversation of ``scripts/new.py``: from a kind and a title to an entry that passes the check."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.identity import UnsafePlaceError, place_of, suggest_id
from kunskapsbank.editing.new_entry import NewEntry, compose, given_fields, problems_with
from kunskapsbank.editing.questions import (
    Question,
    Read,
    Say,
    ask,
    form_problems,
    question,
    required_questions,
)
from kunskapsbank.editing.twins import find_twins, read_left_out, title_key, twin_lines
from kunskapsbank.problems import Problem, format_report, has_errors
from kunskapsbank.schema.kinds import Kind, field_order
from kunskapsbank.yaml_reader import Node

# Not required, but they tell whether the same thing is here already.
_IDENTIFYING = ("url", "isbn")
MAY_BE_SKIPPED = "Tryck bara retur om du inte vet."


@dataclass(frozen=True)
class Desk:
    """Where the conversation takes place.

    Attributes:
        root: the repository's root; only read here.
        catalogue: everything that is here already, with today's date.
        read: shows a prompt and returns one line.
        say: shows a line.
    """

    root: Path
    catalogue: Catalogue
    read: Read
    say: Say


def new_by_dialogue(kind: Kind, title: str, desk: Desk) -> NewEntry | None:
    """Ask for what is needed and return an entry without errors; None when the editor stops.

    Args:
        kind: the kind of entry.
        title: its title, or the words, sign or step that it is known by.
        desk: where to ask and what is known.
    """
    fields = {title_key(kind): title, **given_fields(kind, desk.catalogue.today)}
    for key in _IDENTIFYING:
        if key in kind.model.model_fields:
            desk.say(MAY_BE_SKIPPED)
            _answer(kind, question(kind.model, key, desk.catalogue.vocabularies), fields, desk)
    if not _go_on_despite_twins(kind, fields, desk):
        return None
    identity = _identity(kind, title, desk)
    for asked in required_questions(kind, fields, desk.catalogue.vocabularies):
        _answer(kind, asked, fields, desk)
    return _until_right(kind, identity, fields, desk)


def _answer(kind: Kind, asked: Question, fields: dict[str, Node], desk: Desk) -> None:
    """Ask until the answer has the right form, and put it among the fields."""
    while value := ask(asked, desk.read, desk.say):
        problems = form_problems(kind, asked.key, value)
        if not problems:
            fields[asked.key] = value
            return
        desk.say(_told(problems))


def _told(problems: list[Problem]) -> str:
    """Return how it should be, without the file's name and line: the file is not there yet."""
    return "\n".join(f"{p.expected} {p.found} {p.hint}".strip() for p in problems)


def _yes(asked: str, desk: Desk) -> bool:
    return desk.read(f"{asked} (ja/nej) ").strip().lower() in ("j", "ja")


def _go_on_despite_twins(kind: Kind, fields: dict[str, Node], desk: Desk) -> bool:
    twins = find_twins(desk.catalogue, kind, fields, read_left_out(desk.root))
    if not twins:
        return True
    desk.say("\nDet finns redan något som liknar det här:")
    for line in twin_lines(twins):
        desk.say(f"  {line}")
    return _yes("Vill du ändå göra en ny post?", desk)


def _identity(kind: Kind, title: str, desk: Desk) -> str:
    suggested = suggest_id(title)
    while True:
        desk.say("\nId är filens namn och en del av adressen. Det ändras aldrig.")
        identity = desk.read(f"Id [{suggested}] > ").strip() or suggested
        try:
            path = place_of(desk.root, kind, identity)
        except UnsafePlaceError as error:
            desk.say(str(error))
            continue
        if not path.exists():
            return identity
        desk.say(f"{path.relative_to(desk.root)} finns redan. Välj ett annat id.")


def _until_right(kind: Kind, identity: str, fields: dict[str, Node], desk: Desk) -> NewEntry | None:
    """Hold the entry against all rules, and ask again for what they point at."""
    while True:
        entry = compose(kind, identity, fields)
        problems = problems_with(desk.catalogue, entry)
        if not has_errors(problems):
            return entry
        desk.say("\n" + format_report(problems))
        keys = [problem.field.split(".")[0] for problem in problems if problem.path == entry.path]
        again = [key for key in field_order(kind.model) if key in keys]
        if not again or not _yes("Vill du svara på nytt?", desk):
            return None
        for key in again:
            fields.pop(key, None)
            _answer(kind, question(kind.model, key, desk.catalogue.vocabularies), fields, desk)
