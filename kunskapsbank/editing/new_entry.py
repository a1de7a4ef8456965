"""A new entry from a few answers: canonical text, every problem it would bring, and a safe way to save it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.editing.identity import place_of
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Problem
from kunskapsbank.rules.contract import Context
from kunskapsbank.rules.entry import check_entry
from kunskapsbank.rules.whole import Around, check_whole
from kunskapsbank.schema.kinds import Kind, key_order
from kunskapsbank.validation import validate
from kunskapsbank.yaml_reader import Node

# Fields with one answer that is right for every new entry; nobody is asked for them.
_UNASKED: Final = {"interest": "uppgift saknas – fråga Junis"}


@dataclass(frozen=True)
class NewEntry:
    """An entry that is not on disk yet."""

    kind: Kind
    id: str
    text: str

    @property
    def path(self) -> str:
        """POSIX path relative to the repository's root."""
        return f"data/{self.kind.folder}/{self.id}.yml"


def given_fields(kind: Kind, today: date) -> dict[str, Node]:
    """Return the fields that need no question: the days, and what only Junis can answer."""
    in_a_year = today.replace(year=today.year + 1, day=min(today.day, 28))
    fields: dict[str, Node] = {
        "added": today.isoformat(),
        "checked": today.isoformat(),
        "review_by": in_a_year.isoformat(),
        **_UNASKED,
    }
    return {key: value for key, value in fields.items() if key in kind.model.model_fields}


def compose(kind: Kind, identity: str, fields: Mapping[str, Node]) -> NewEntry:
    """Return an entry in the canonical form; empty answers are left out."""
    filled = {key: value for key, value in fields.items() if value}
    return NewEntry(kind, identity, dump(filled, cast("KeyOrder", key_order(kind.model))))


def problems_with(catalogue: Catalogue, entry: NewEntry) -> list[Problem]:
    """Return every problem that ``make check`` would tell if the entry were saved.

    Args:
        catalogue: everything that is here already, its day too.
        entry: the new entry; its id must be safe (see ``place_of``).

    Returns:
        The problems that the entry itself has or brings to other files, sorted.
    """
    document = _read_back(entry)
    if not isinstance(document, Document):
        return document
    checked = validate(document, entry.kind.model)
    if isinstance(checked, list):
        return sorted(checked)
    problems = check_entry(checked, document, Context(catalogue.vocabularies, catalogue.today))
    item = Item(entry.kind, entry.id, checked, document)
    more = replace(catalogue, items=dict(sorted({**catalogue.items, item.ref: item}.items())))
    before = set(check_whole(catalogue, SIGNATURES, Around()))
    brought = set(check_whole(more, SIGNATURES, Around())) - before
    return sorted({*problems, *brought})


def _read_back(entry: NewEntry) -> Document | list[Problem]:
    """Read the text as the site will, in a folder of its own, so that nothing reaches data/ unchecked."""
    with TemporaryDirectory() as folder:
        path = place_of(Path(folder).resolve(), entry.kind, entry.id)
        path.parent.mkdir(parents=True)
        # surrogatepass: half a character pair reaches the reader, which names it in Swedish.
        path.write_text(entry.text, encoding="utf-8", errors="surrogatepass", newline="\n")
        return read_yaml(Path(folder).resolve(), path)


def save(root: Path, entry: NewEntry) -> Path:
    """Write the entry where it belongs; a file that exists is never overwritten.

    Raises:
        UnsafePlaceError: if the place lies outside the folder of its kind.
        FileExistsError: if the file is there already.
    """
    path = place_of(root, entry.kind, entry.id)
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(entry.text)
            file.flush()
        except OSError:
            path.unlink()  # a full disk must not leave half an entry
            raise
    return path
