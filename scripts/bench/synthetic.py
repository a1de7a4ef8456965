"""Write a copy of the repository with any number of made-up entries of real shape, for measuring.

The real catalogue is the pattern. Each kind gets its share of the entries; within a kind the originals are
taken evenly by size, so that 300 and 10,000 entries have the same mix of short and long. Every copy keeps
the fields, lists and lengths of its original, while one long word in four is exchanged for another of the
same length out of the same catalogue: no text repeats, so no cache and no compression is flattered, and
nobody can take the entries for real ones. References lead to copies that exist. The hand-written pages are
all kept; what they name is led to a copy, and links to anchors and to entries that were not drawn become
plain text.

Use: ``python -m scripts.bench.synthetic ENTRIES FOLDER [--seed NUMBER]``
"""

from __future__ import annotations

import argparse
import copy
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, cast
from zlib import crc32

from pydantic import BaseModel

from kunskapsbank.assemble import assemble
from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.load import Document, read_page, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.markup import links
from kunskapsbank.problems import format_report, has_errors
from kunskapsbank.rules.whole import NEEDED_BY_TEMPLATES
from kunskapsbank.schema.fields import Format, Limit, Reference, Vocabulary
from kunskapsbank.schema.kinds import BY_FOLDER, PAGE_MODEL, key_order
from kunskapsbank.schema.pages import MunicipalitiesFile
from kunskapsbank.schema.search import SEARCH_FILES
from kunskapsbank.schema.walk import Place, Text, texts
from kunskapsbank.validation import validate
from kunskapsbank.yaml_reader import Node

_FOLDERS: Final = ("assets", "kunskapsbank", "overrides", "schemas", "scripts", "docs")
_FILES: Final = ("mkdocs.yml", "package.json", "package-lock.json", "pyproject.toml", "LICENSE")
# Lists that name no entries are taken over as they stand.
_DATA_AS_IT_STANDS: Final = ("vocabularies", "language", "links", "templates")

_LINKED_BY_TEMPLATES: Final = re.compile(r"""\bto\("([a-z]+/[a-z0-9-]+)"\)""")
_LAWS_IN_TEMPLATES: Final = re.compile(r"""\blaw(?:_text)?\("([a-z0-9-]+)"\)""")
_SWAPPABLE: Final = re.compile(r"(?<![\w/.@(\[-])[a-zåäö]{5,}(?![\w/.@:\])-])")
# Words that the rules forbid in some fields, or ask for beside an old paragraph; texts with links stay whole.
_NOT_TO_SWAP: Final = re.compile(r"evidensbas|bevis|fungera|missbruk|alkis|knark|tidigare|gamla|äldre|förr")
_STAYS_WHOLE: Final = re.compile(r"14 kap|2001:453|\]\(")
_NAMES: Final = frozenset({"name", "label"})
_SHARE_SWAPPED: Final = 4
_CALL: Final = re.compile(r"\b(law|helpline|chart|say)\(([^)]*)\)")
_CALL_FOLDER: Final = {"law": "laws", "helpline": "helplines", "chart": "statistics", "say": "phrases"}
_FIGURE: Final = re.compile(r"""\{\{ *figure\("([a-z0-9-]+)"[^}]*\}\}""")
_QUOTED: Final = re.compile(r'"([^"]+)"')
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class _Copy:
    """One made-up entry: its pattern, which copy of it this is (0 is the first), and its own id."""

    original: Item
    turn: int

    @property
    def id(self) -> str:
        return self.original.id if self.turn == 0 else f"{self.original.id}-{self.turn + 1}"

    @property
    def ref(self) -> str:
        return f"{self.original.kind.folder}/{self.id}"


def write_repository(source: Path, folder: Path, entries: int, seed: int = 1) -> None:
    """Write a repository with made-up entries that ``scripts.check`` and the build accept.

    Args:
        source: the real repository's root; its ``node_modules`` are linked to, not copied.
        folder: where the copy is written; must not exist.
        entries: how many entries there are to be, sources included (they are half of all).
        seed: decides which words are exchanged; the same seed gives the same bytes.

    Raises:
        FileExistsError: ``folder`` is there already.
        ValueError: the real data has errors, so that there is no pattern to follow.
    """
    if folder.exists():
        raise FileExistsError(folder)
    catalogue, problems = assemble(source, None, SIGNATURES)
    if has_errors(problems):
        raise ValueError(format_report(problems))
    folder.mkdir(parents=True)
    _copy_the_rest(source, folder)
    drawn = _draw(catalogue, entries, _always_there(source, catalogue))
    led = _Leading(catalogue, drawn)
    words = _Words(catalogue, seed)
    titles: set[tuple[str, str]] = set()
    for one in drawn:
        path = folder / "data" / f"{one.ref}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = _made_up(one, led, words, titles)
        path.write_text(_dump(data, one.original.kind.model), encoding="utf-8")
    _write_shared(source, folder, led)
    _write_pages(source, folder, led)


def _dump(data: Mapping[str, Node], model: type[BaseModel]) -> str:
    return dump(data, cast("KeyOrder", key_order(model)))


def _copy_the_rest(source: Path, folder: Path) -> None:
    skip = shutil.ignore_patterns("__pycache__")
    for name in _FOLDERS:
        shutil.copytree(source / name, folder / name, ignore=skip)
    for name in _FILES:
        shutil.copy(source / name, folder / name)
    (folder / "data").mkdir()
    for name in _DATA_AS_IT_STANDS:
        shutil.copytree(source / "data" / name, folder / "data" / name)
    (folder / "data" / "moved.yml").write_text("moves: []\n", encoding="utf-8")
    (folder / "node_modules").symlink_to((source / "node_modules").resolve())


def _always_there(source: Path, catalogue: Catalogue) -> frozenset[str]:
    """Return the entries that templates link to by name."""
    templates = (source / "kunskapsbank" / "templates").rglob("*.html")
    text = "".join(path.read_text(encoding="utf-8") for path in templates)
    named = {*_LINKED_BY_TEMPLATES.findall(text), *NEEDED_BY_TEMPLATES}
    named |= {f"laws/{identity}" for identity in _LAWS_IN_TEMPLATES.findall(text)}
    return frozenset(named & catalogue.items.keys())


def _draw(catalogue: Catalogue, entries: int, always: frozenset[str]) -> list[_Copy]:
    """Return ``entries`` copies: each kind its share, and within a kind originals evenly by size."""
    by_folder: dict[str, list[Item]] = {}
    for item in catalogue.items.values():
        by_folder.setdefault(item.kind.folder, []).append(item)
    shares = _shares({folder: len(items) for folder, items in by_folder.items()}, entries)
    drawn = []
    for folder, items in by_folder.items():
        whole_turns, rest = divmod(shares[folder], len(items))
        by_size = sorted(items, key=lambda item: (len(str(item.document.data)), item.id))
        drawn += [_Copy(item, turn) for turn in range(whole_turns) for item in by_size]
        needed = [] if whole_turns else [item for item in by_size if item.ref in always]
        drawn += [_Copy(item, whole_turns) for item in _evenly(by_size, max(rest, len(needed)), needed)]
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


class _Leading:
    """Where references lead in the copy: to the same turn of the same entry when it was drawn."""

    def __init__(self, catalogue: Catalogue, drawn: Iterable[_Copy]) -> None:
        self._originals = catalogue.items
        self.pages = frozenset(page.path for page in catalogue.pages.values())
        self._turns: dict[str, int] = {}
        self._listed: dict[str, list[_Copy]] = {}
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
            return _Copy(self._originals[f"{folder}/{identity}"], nearest).id
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


class _Words:
    """Exchanges words for others of the same length, drawn as often as the catalogue uses them."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self._seed = seed
        self._by_length: dict[int, list[str]] = {}
        for item in catalogue.items.values():
            for text in texts(item.entry):
                for word in _SWAPPABLE.findall(text.value) if _is_prose(text) else ():
                    if not _NOT_TO_SWAP.search(word):
                        self._by_length.setdefault(len(word), []).append(word)

    def for_copy(self, one: _Copy) -> Callable[[str], str]:
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


def _made_up(one: _Copy, led: _Leading, words: _Words, titles: set[tuple[str, str]]) -> dict[str, Node]:
    data = copy.deepcopy(one.original.document.data)
    swap = words.for_copy(one)
    for text in texts(one.original.entry):
        value = swap(text.value) if _is_prose(text) else text.value
        _put(data, text.place, led.text(Text(text.place, value, text.markers), one.turn))
    _make_title_unique(one, data, titles)
    if "isbn" in data:
        data["isbn"] = _isbn(one.ref)
    return data


def _put(data: Any, place: Place, value: str) -> None:  # noqa: ANN401  # a tree of lists and mappings
    for part in place[:-1]:
        data = data[part]
    data[place[-1]] = value


def _make_title_unique(one: _Copy, data: dict[str, Node], titles: set[tuple[str, str]]) -> None:
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


def _write_shared(source: Path, folder: Path, led: _Leading) -> None:
    """Write the files that name entries: municipalities, and what the search knows."""
    shared: dict[str, type[BaseModel]] = {f"search/{name}.yml": model for name, model in SEARCH_FILES.items()}
    shared["municipalities.yml"] = MunicipalitiesFile
    (folder / "data" / "search").mkdir()
    for name, model in shared.items():
        if (source / "data" / name).is_file():
            document = _read(read_yaml(source, source / "data" / name))
            data = _with_references(document, model, led)
            (folder / "data" / name).write_text(_dump(data, model), encoding="utf-8")


def _read(result: Document | list[Any]) -> Document:
    if isinstance(result, list):
        raise TypeError("the files were checked before, and cannot have errors now")
    return result


def _with_references(document: Document, model: type[BaseModel], led: _Leading) -> dict[str, Node]:
    data = copy.deepcopy(document.data)
    entry = validate(document, model)
    if isinstance(entry, BaseModel):
        for text in texts(entry):
            _put(data, text.place, led.text(text, 0))
    return data


def _write_pages(source: Path, folder: Path, led: _Leading) -> None:
    docs = source / "docs"
    for path in sorted(docs.rglob("*.md")):
        document = _read(read_page(source, path))
        front = _with_references(document, PAGE_MODEL, led)
        for before, after in zip(_source_refs(document.data), _source_refs(front), strict=True):
            after.setdefault("name", before["id"])  # so that cite("…") still finds it
        body = _body(document.body, path.relative_to(docs), led)
        text = f"---\n{_dump(front, PAGE_MODEL)}---\n{body}"
        (folder / path.relative_to(source)).write_text(text, encoding="utf-8")


def _source_refs(front: Mapping[str, Node]) -> Iterator[dict[str, Node]]:
    for source in front.get("sources", ()):
        yield cast("dict[str, Node]", source)


def _body(body: str, page: Path, led: _Leading) -> str:
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


def _leads_somewhere(target: str, page: Path, led: _Leading) -> bool:
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


def main() -> int:
    """Write a repository of made-up entries for measuring."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("entries", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write_repository(Path.cwd(), chosen.folder, chosen.entries, chosen.seed)
    print(f"{chosen.entries} entries in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
