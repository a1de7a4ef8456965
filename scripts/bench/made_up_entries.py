"""What a made-up entry says: its pattern with one long word in four exchanged, and a title of its own."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from random import Random
from typing import Final
from zlib import crc32

from pydantic import BaseModel

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.schema.fields import Format, Limit, Reference, Vocabulary
from kunskapsbank.schema.walk import Text, texts
from kunskapsbank.yaml_reader import Node
from scripts.bench.references import Leading, put
from scripts.bench.sampling import Copy

_SWAPPABLE: Final = re.compile(r"(?<![\w/.@(\[-])[a-zåäö]{5,}(?![\w/.@:\])-])")
# Words that the rules forbid in some fields, or ask for beside an old paragraph; texts with links stay whole.
_NOT_TO_SWAP: Final = re.compile(r"evidensbas|bevis|fungera|missbruk|alkis|knark|tidigare|gamla|äldre|förr")
_STAYS_WHOLE: Final = re.compile(r"14 kap|2001:453|\]\(")
_NAMES: Final = frozenset({"name", "label"})
_SHARE_SWAPPED: Final = 4


class Words:
    """Exchanges words for others of the same length, drawn as often as the catalogue uses them."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self._seed = seed
        self._by_length: dict[int, list[str]] = {}
        for item in catalogue.items.values():
            for text in texts(item.entry):
                for word in _SWAPPABLE.findall(text.value) if _is_prose(text) else ():
                    if not _NOT_TO_SWAP.search(word):
                        self._by_length.setdefault(len(word), []).append(word)

    def for_copy(self, one: Copy) -> Callable[[str], str]:
        """Return the exchange for one copy, the same for the same seed."""
        random = Random(f"{self._seed}/{one.ref}")  # noqa: S311  # not for secrets

        def swapped(match: re.Match[str]) -> str:
            word = match[0]
            if _NOT_TO_SWAP.search(word) or random.randrange(_SHARE_SWAPPED):
                return word
            return random.choice(self._by_length.get(len(word), [word]))

        return lambda text: text if _STAYS_WHOLE.search(text) else _SWAPPABLE.sub(swapped, text)


def _is_prose(text: Text) -> bool:
    bound = any(text.marker(kind) for kind in (Vocabulary, Reference, Format))
    return not bound and text.marker(Limit) is not None and text.place[-1] not in _NAMES


def made_up(one: Copy, led: Leading, words: Words, titles: set[tuple[str, str]]) -> dict[str, Node]:
    """Return what the file of one copy holds.

    Args:
        one: the copy.
        led: where its references lead.
        words: exchanges words in its prose.
        titles: the folders and titles of those made before; its own is added.
    """
    data = copy.deepcopy(one.original.document.data)
    swap = words.for_copy(one)
    for text in texts(one.original.entry):
        value = swap(text.value) if _is_prose(text) else text.value
        put(data, text.place, led.text(Text(text.place, value, text.markers), one.turn))
    _make_title_unique(one, data, titles)
    if "isbn" in data:
        data["isbn"] = _isbn(one.ref)
    return data


def _make_title_unique(one: Copy, data: dict[str, Node], titles: set[tuple[str, str]]) -> None:
    field, folder = one.original.title_field, one.original.kind.folder
    title = str(data[field])
    number = one.turn + 1
    if one.turn:
        title = _numbered(title, number, one.original.entry, field)
    while (folder, title.casefold()) in titles:
        number += 1
        title = _numbered(str(data[field]), number, one.original.entry, field)
    titles.add((folder, title.casefold()))
    data[field] = title


def _numbered(title: str, number: int, entry: BaseModel, field: str) -> str:
    limit = next(mark for text in texts(entry) if text.place == (field,) if (mark := text.marker(Limit)))
    ending = f" ({number})"
    return title[: limit.characters - len(ending)].rstrip() + ending


def _isbn(reference: str) -> str:
    """Return an ISBN-13 of its own for an entry, with the right check digit (ISO 2108)."""
    digits = f"978{crc32(reference.encode()) % 10**9:09}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return f"{digits}{check}"
