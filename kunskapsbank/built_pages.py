"""What the search needs to know of pages as they were built: their anchors and their sections as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

# Parts of a page that repeat what stands elsewhere, or that nobody searches for.
_LEFT_OUT = frozenset(
    {"cite", "headerlink", "cards", "sources", "checklist", "related", "page-related", "entry-end", "entries"}
    | {"county", "chart", "roles", "path", "page-edit", "review-line", "card-kind", "law-date", "letters"}
)
_VOID = frozenset(
    {"area", "base", "br", "circle", "col", "embed", "hr", "img", "input", "link", "meta", "path", "rect"}
    | {"source", "wbr"}
)
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "summary", "blockquote", "td", "th", "dt", "dd", "figcaption"}
)
_NOT_TEXT = frozenset({"nav", "form"})
# A comment, a script, a style sheet and a picture are passed over whole.
_TAG = re.compile(
    r"<!.*?>|<(?P<whole>script|style|svg)\b.*?</(?P=whole)>"
    r"|<(?P<ends>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>",
    re.DOTALL,
)
_ID = re.compile(r'\sid="([^"]+)"')
_CLASS = re.compile(r'\sclass="([^"]*)"')
# A source mark that is left out leaves the space before it.
_BEFORE_SIGN = re.compile(r" (?=[.,;:!?](?:\s|$))")


@dataclass(frozen=True)
class Section:
    """A part of a page under its own heading of level two.

    Attributes:
        anchor: id of the heading.
        heading: the heading's text.
        texts: its paragraphs and list items in order, without markup.
    """

    anchor: str
    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class BuiltPage:
    """A page as readers get it: every id on it, its opening texts and its sections."""

    ids: frozenset[str]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass
class _Part:
    anchor: str = ""
    heading: str = ""
    texts: list[str] = field(default_factory=list)


class _Reader:
    """Reads the article of a page; what stands in a part that is left out is skipped.

    Our own pages are well formed and escape every ``<`` and ``>`` in text and attributes, so one pattern
    finds all tags, in a third of the time of ``html.parser``.
    """

    def __init__(self) -> None:
        self.parts: list[_Part] = [_Part()]
        self._open: list[tuple[str, bool]] = []
        self._skipped = 0
        self._in_article = False
        self._in_heading = False
        self._text = ""

    def read(self, html: str) -> None:
        """Read a page from its first to its last tag."""
        end = 0
        for tag in _TAG.finditer(html):
            if self._in_article and not self._skipped:
                self._text += html[end : tag.start()]
            end = tag.end()
            if tag["ends"]:
                self._end(tag["name"])
            elif tag["name"]:
                self._start(tag["name"], tag["attributes"])

    def _start(self, name: str, attributes: str) -> None:
        if name in _VOID:
            return
        classes = _attribute(_CLASS, attributes).split()
        if name == "article" and "md-content__inner" in classes:
            self._in_article = True
        left_out = name in _NOT_TEXT or not _LEFT_OUT.isdisjoint(classes)
        if name in _BLOCKS:
            self._end_block()
        self._open.append((name, left_out))
        self._skipped += left_out
        if name == "h2" and self._in_article and not self._skipped:
            self.parts.append(_Part(anchor=_attribute(_ID, attributes)))
            self._in_heading = True

    def _end(self, name: str) -> None:
        if name in _BLOCKS:
            self._end_block()
        if name == "h2":
            self._in_heading = False
        while self._open:
            opened, left_out = self._open.pop()
            self._skipped -= left_out
            if opened == name:
                break

    def _end_block(self) -> None:
        text = _BEFORE_SIGN.sub("", " ".join(unescape(self._text).split()))
        self._text = ""
        if not text:
            return
        if self._in_heading:
            self.parts[-1].heading = text
        else:
            self.parts[-1].texts.append(text)


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return unescape(found[1]) if found else ""


def read_built_page(html: str) -> BuiltPage:
    """Return anchors and sections of a built page.

    Args:
        html: the whole document.

    Returns:
        The page; sections without an id are left out, since no hit can lead to them.
    """
    html = html.partition('<footer class="site-foot"')[0]
    reader = _Reader()
    reader.read(html)
    opening, *parts = reader.parts
    sections = tuple(
        Section(part.anchor, part.heading, tuple(part.texts))
        for part in parts
        if part.anchor and part.heading
    )
    return BuiltPage(frozenset(map(unescape, _ID.findall(html))), tuple(opening.texts), sections)
