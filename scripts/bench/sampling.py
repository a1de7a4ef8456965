"""Which real entries the made-up ones are copies of: each kind its share, within a kind evenly by size."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.rules.whole import NEEDED_BY_TEMPLATES

_LINKED_BY_TEMPLATES: Final = re.compile(r"""\bto\("([a-z]+/[a-z0-9-]+)"\)""")
_LAWS_IN_TEMPLATES: Final = re.compile(r"""\blaw(?:_text)?\("([a-z0-9-]+)"\)""")


@dataclass(frozen=True)
class Copy:
    """One made-up entry: its pattern, which copy of it this is (0 is the first), and its own id."""

    original: Item
    turn: int

    @property
    def id(self) -> str:
        """Its own id: the first copy keeps its pattern's."""
        return self.original.id if self.turn == 0 else f"{self.original.id}-{self.turn + 1}"

    @property
    def ref(self) -> str:
        """``folder/id``, as written in references."""
        return f"{self.original.kind.folder}/{self.id}"


def always_there(source: Path, catalogue: Catalogue) -> frozenset[str]:
    """Return the entries that templates link to by name."""
    templates = (source / "kunskapsbank" / "templates").rglob("*.html")
    text = "".join(path.read_text(encoding="utf-8") for path in templates)
    named = {*_LINKED_BY_TEMPLATES.findall(text), *NEEDED_BY_TEMPLATES}
    named |= {f"laws/{identity}" for identity in _LAWS_IN_TEMPLATES.findall(text)}
    return frozenset(named & catalogue.items.keys())


def draw(catalogue: Catalogue, entries: int, always: frozenset[str]) -> list[Copy]:
    """Return ``entries`` copies: each kind its share, and within a kind originals evenly by size."""
    by_folder: dict[str, list[Item]] = {}
    for item in catalogue.items.values():
        by_folder.setdefault(item.kind.folder, []).append(item)
    shares = _shares({folder: len(items) for folder, items in by_folder.items()}, entries)
    drawn = []
    for folder, items in by_folder.items():
        whole_turns, rest = divmod(shares[folder], len(items))
        by_size = sorted(items, key=lambda item: (len(str(item.document.data)), item.id))
        drawn += [Copy(item, turn) for turn in range(whole_turns) for item in by_size]
        needed = [] if whole_turns else [item for item in by_size if item.ref in always]
        drawn += [Copy(item, whole_turns) for item in _evenly(by_size, max(rest, len(needed)), needed)]
    return drawn


def _shares(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """Divide ``total`` in proportion to ``counts``, largest remainders first and at least one each."""
    all_together = sum(counts.values())
    exact = {name: total * count / all_together for name, count in counts.items()}
    shares = {name: max(1, int(value)) for name, value in exact.items()}
    by_remainder = sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))
    for name in by_remainder[: max(0, total - sum(shares.values()))]:
        shares[name] += 1
    return shares


def _evenly(items: list[Item], count: int, needed: list[Item]) -> list[Item]:
    others = [item for item in items if item not in needed]
    places = count - len(needed)
    return needed + [others[(2 * number + 1) * len(others) // (2 * places)] for number in range(places)]
