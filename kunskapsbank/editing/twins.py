"""Warn when something like a new entry is here already, or was left out for a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.load import read_folder
from kunskapsbank.schema.kinds import BY_NAME, Kind
from kunskapsbank.schema.pages import LeftOut, LeftOutFile
from kunskapsbank.validation import validate
from kunskapsbank.yaml_reader import Node

# «Dansar med pappa» and «Dansa med pappa» share 0.97; two books in one series about 0.7.
NEAR: Final = 0.85


@dataclass(frozen=True)
class Twin:
    """Something that may be the same thing.

    Attributes:
        place: the file, relative to the repository's root; for what was left out, the file that says why.
        title: what it is called there.
        reason: Swedish, what is alike.
    """

    place: str
    title: str
    reason: str


def read_left_out(root: Path) -> tuple[tuple[str, LeftOut], ...]:
    """Return everything that was looked at and not published, each with the file that says why."""
    documents, _ = read_folder(root, root / "data" / "left-out")
    files = [(document.path, validate(document, LeftOutFile)) for document in documents]
    return tuple((path, item) for path, file in files if isinstance(file, LeftOutFile) for item in file.items)


def find_twins(
    catalogue: Catalogue, kind: Kind, data: Mapping[str, Node], left_out: Iterable[tuple[str, LeftOut]] = ()
) -> list[Twin]:
    """Return what may be the same thing as a new entry.

    Args:
        catalogue: everything that is here already.
        kind: the kind of the new entry.
        data: its fields as text.
        left_out: what was looked at and not published.

    Returns:
        One twin per entry with the strongest reason, the most alike first.
    """
    title = _plain(str(data.get(title_key(kind), "")))
    found = [
        (likeness[0], Twin(item.document.path, item.title, likeness[1]))
        for item in catalogue.items.values()
        if (likeness := _likeness(item, kind, title, data))
    ]
    found += [
        (near, Twin(path, gone.title, f"valdes bort: {gone.reason}"))
        for path, gone in left_out
        if BY_NAME.get(gone.kind) is kind and (near := _ratio(title, _plain(gone.title))) >= NEAR
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].place))
    return [twin for _, twin in found]


def title_key(kind: Kind) -> str:
    """Return the field that readers know an entry of this kind by."""
    keys = ("title", "words", "sign", "avoid", "myth", "term", "step")
    return next(key for key in keys if key in kind.model.model_fields)


def _likeness(item: Item, kind: Kind, title: str, data: Mapping[str, Node]) -> tuple[float, str] | None:
    """Return how alike (0 to 1) and why, or None."""
    return next(
        iter(_same_number(item, data)), next(iter(_same_address(item, kind, data)), None)
    ) or _alike_by_title(item, kind, title)


def _same_number(item: Item, data: Mapping[str, Node]) -> Iterator[tuple[float, str]]:
    mine, theirs = _digits(data.get("isbn", "")), _digits(getattr(item.entry, "isbn", None) or "")
    if mine and mine == theirs and item.kind.folder != "sources":
        yield 1.0, "samma ISBN"


def _same_address(item: Item, kind: Kind, data: Mapping[str, Node]) -> Iterator[tuple[float, str]]:
    # A source may share the address of what it speaks of.
    if item.kind is not kind and "sources" in (item.kind.folder, kind.folder):
        return
    mine, theirs = _address(data.get("url", "")), _address(getattr(item.entry, "url", None) or "")
    if mine and mine == theirs:
        yield 1.0, "samma webbadress"


def _alike_by_title(item: Item, kind: Kind, title: str) -> tuple[float, str] | None:
    if item.kind is not kind or not title:
        return None
    near = _ratio(title, _plain(item.title))
    if near == 1.0:
        return 1.0, "samma titel"
    return (near, "nästan samma titel") if near >= NEAR else None


def _ratio(mine: str, theirs: str) -> float:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    # The quick bounds rule nearly all out, so a thousand titles take no time.
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def _digits(isbn: Node) -> str:
    return re.sub(r"[^0-9X]", "", str(isbn))


def _address(url: Node) -> str:
    plain = re.sub(r"^https?://(www\.)?", "", str(url).casefold())
    return plain.partition("#")[0].rstrip("/")


def twin_lines(twins: Sequence[Twin], longest: int = 5) -> list[str]:
    """Return the twins as Swedish lines, at most ``longest`` of them."""
    return [f"{twin.title} ({twin.place}): {twin.reason}" for twin in twins[:longest]]
