"""The running text of the site, cut into passages that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.schema.fields import Format, Reference, Vocabulary
from kunskapsbank.schema.walk import Text, texts

# Fields that hold what others have written, names, and words that only the search uses.
_NOT_OURS = frozenset(
    [
        "seen",
        "locator",
        "keywords",
        "search_only",
        "synonyms",
        "also_known_as",
        "creators",
        "publisher",
        "owner",
        "organisation",
        "reviewer_name",
        "body",
        "counted_by",
        "act",
        "abbreviation",
        "replaces",
        "version",
        "series",
        "authors",
        "term",
        "law",
        "avoid",
        "name",
        "nav_title",
        "by",
    ]
)
# Headings and what stands in tables: spelled right like all else, but left out of LIX.
_NOT_RUNNING = frozenset({"title", "unit", "label", "population"})
_FENCE = re.compile(r"^(\?{3}|!{3})\+? \w+")
# Macro calls and `code` such as names of fields are not words.
_NOT_WORDS = re.compile(r"\{\{.*?\}\}|`[^`]*`")
_DOMAIN = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:se|com|nu|org|no|dk|info|eu|gov)\b(?:/\S*)?")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|\{:?[^}]*\}|[*_`#>|]|<[^>]*>")


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item or field of running text.

    ``page`` groups passages that a reader meets together: a page under docs/, or an entry's file.
    ``raw`` is what is written, macros included; ``text`` is what is read aloud.
    """

    page: str
    line: int
    field: str
    raw: str
    text: str
    heading: bool = False


def passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Yield every passage of every entry and page, in order of file and line."""
    for item in catalogue.items.values():
        if item.kind.folder != "sources":
            yield from _of_entry(item)
    for page in catalogue.pages.values():
        yield from _of_page(page)


def _of_entry(item: Item) -> Iterator[Passage]:
    for text in texts(item.entry):
        if is_prose(text):
            field = ".".join(map(str, text.place))
            line = item.document.line(*text.place)
            heading = text.place[-1] in _NOT_RUNNING
            yield Passage(item.document.path, line, field, text.value, _plain(text.value), heading)


def is_prose(text: Text) -> bool:
    """Tell whether a text is written by us to be read."""
    if any(text.marker(kind) for kind in (Vocabulary, Reference, Format)):
        return False
    return not _NOT_OURS.intersection(part for part in text.place if isinstance(part, str))


def _of_page(page: HandWritten) -> Iterator[Passage]:
    document = page.document
    for text in texts(page.front):
        if is_prose(text) and text.place[0] in ("title", "summary", "checklist_items", "meeting"):
            field = ".".join(map(str, text.place))
            line = document.line(*text.place)
            yield Passage(
                document.path, line, field, text.value, _plain(text.value), text.place[0] == "title"
            )
    yield from _body(document.path, document.body, document.body_line)


def _body(path: str, body: str, first_line: int) -> Iterator[Passage]:
    gathered: list[str] = []
    start = first_line
    for number, line in enumerate([*body.splitlines(), ""], start=first_line):
        stripped = line.strip()
        starts_item = bool(re.match(r"([-*]|\d+\.) ", stripped))
        if gathered and (not stripped or starts_item or stripped.startswith(("#", "|"))):
            yield from _passage(path, start, gathered)
            gathered = []
        if not stripped or _FENCE.match(stripped):
            continue
        if not gathered:
            start = number
        gathered.append(stripped)
        if stripped.startswith("#"):
            yield from _passage(path, start, gathered)
            gathered = []
    if gathered:
        yield from _passage(path, start, gathered)


def _passage(path: str, line: int, lines: list[str]) -> Iterator[Passage]:
    raw = " ".join(lines)
    text = _plain(raw)
    if text and not raw.startswith("|"):
        yield Passage(path, line, "", raw, text, raw.startswith("#"))


def _plain(raw: str) -> str:
    text = _NOT_WORDS.sub("", raw)
    text = _DOMAIN.sub("", _MARKUP.sub(lambda match: match[1] or "", text))
    return " ".join(re.sub(r"^([-*]|\d+\.) ", "", text.strip()).split())
