"""Where references lead among made-up entries: in fields, and in the calls and links of pages."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from pydantic import BaseModel

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.load import Document
from kunskapsbank.markup import links
from kunskapsbank.schema.fields import Reference
from kunskapsbank.schema.kinds import BY_FOLDER
from kunskapsbank.schema.walk import Place, Text, texts
from kunskapsbank.validation import validate
from kunskapsbank.yaml_reader import Node
from scripts.bench.sampling import Copy

_CALL: Final = re.compile(r"\b(law|helpline|chart|say)\(([^)]*)\)")
_CALL_FOLDER: Final = {"law": "laws", "helpline": "helplines", "chart": "statistics", "say": "phrases"}
_FIGURE: Final = re.compile(r"""\{\{ *figure\("([a-z0-9-]+)"[^}]*\}\}""")
_QUOTED: Final = re.compile(r'"([^"]+)"')
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


class Leading:
    """Where references lead in the copy: to the same turn of the same entry when it was drawn."""

    def __init__(self, catalogue: Catalogue, drawn: Iterable[Copy]) -> None:
        self._originals = catalogue.items
        self.pages = frozenset(page.path for page in catalogue.pages.values())
        self._turns: dict[str, int] = {}
        self._listed: dict[str, list[Copy]] = {}
        for one in drawn:
            turns = self._turns.get(one.original.ref, 0)
            self._turns[one.original.ref] = max(turns, one.turn + 1)
            if one.original.listed:
                self._listed.setdefault(one.original.kind.folder, []).append(one)

    def is_first(self, reference: str) -> bool:
        """Tell whether ``folder/id`` of the real data has a copy with the same id."""
        return reference in self._turns

    def is_entry(self, reference: str) -> bool:
        """Tell whether ``folder/id`` is an entry of the real data."""
        return reference in self._originals

    def id(self, folder: str, identity: str, turn: int = 0) -> str:
        """Return the id that a reference to ``folder/identity`` from copy number ``turn`` leads to."""
        turns = self._turns.get(f"{folder}/{identity}", 0)
        if turns:
            nearest = min(turn, turns - 1)
            return Copy(self._originals[f"{folder}/{identity}"], nearest).id
        # Words to say must be meant for the roles that say them (rule K11).
        wanted = _audiences(self._originals[f"{folder}/{identity}"])
        listed = self._listed[folder]
        known = [one for one in listed if not (has := _audiences(one.original)) or has >= wanted]
        known = known or [max(listed, key=lambda one: (len(_audiences(one.original) & wanted), one.id))]
        return known[crc32(f"{folder}/{identity}/{turn}".encode()) % len(known)].id

    def text(self, text: Text, turn: int) -> str:
        """Return the value of ``text`` with every reference in it led to a copy."""
        reference = text.marker(Reference)
        if reference is not None and reference.folder in BY_FOLDER:
            return self.id(reference.folder, text.value, turn)
        if reference is not None:
            return self._free(text.value, turn)
        value = text.value
        for target in links(value) if "](" in value else ():
            value = value.replace(f"]({target})", f"]({self._free(target, turn)})")
        return value

    def _free(self, reference: str, turn: int) -> str:
        folder, _, identity = reference.partition("/")
        return f"{folder}/{self.id(folder, identity, turn)}" if self.is_entry(reference) else reference


def _audiences(item: Item) -> frozenset[str]:
    return frozenset(getattr(item.entry, "audiences", ()))


def with_references(document: Document, model: type[BaseModel], led: Leading) -> dict[str, Node]:
    """Return what a file holds, with every reference in it led to a copy."""
    data = copy.deepcopy(document.data)
    entry = validate(document, model)
    if isinstance(entry, BaseModel):
        for text in texts(entry):
            put(data, text.place, led.text(text, 0))
    return data


def put(data: Any, place: Place, value: str) -> None:  # noqa: ANN401  # a tree of lists and mappings
    """Put ``value`` where ``place`` says, instead of the text that stands there."""
    for part in place[:-1]:
        data = data[part]
    data[place[-1]] = value


def page_text(body: str, page: Path, led: Leading) -> str:
    """Return a page's text in which every call and link names something that was drawn."""

    def call(match: re.Match[str]) -> str:
        folder = _CALL_FOLDER[match[1]]
        arguments = _QUOTED.sub(lambda quoted: f'"{led.id(folder, quoted[1])}"', match[2])
        return f"{match[1]}({arguments})"

    def figure(match: re.Match[str]) -> str:
        return match[0] if led.is_first(f"statistics/{match[1]}") else "en siffra"

    def link(match: re.Match[str]) -> str:
        return match[0] if _leads_somewhere(match[2], page, led) else match[1]

    return _LINK.sub(link, _FIGURE.sub(figure, _CALL.sub(call, body)))


def _leads_somewhere(target: str, page: Path, led: Leading) -> bool:
    if ":" in target:
        return True
    if "#" in target:
        return False  # the anchors of lists depend on what was drawn
    if not target.endswith(".md"):
        return True
    parts = list(page.parent.parts)
    for part in target.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    path = "/".join(parts)
    return path in led.pages or any(
        led.is_first(f"{folder}/{path.removeprefix(kind.address).removesuffix('.md').partition('/')[0]}")
        for folder, kind in BY_FOLDER.items()
        if kind.own_page and path.startswith(kind.address)
    )
