"""What the search needs to know of pages as they were built: their anchors and their sections as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

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
_NOT_TEXT = frozenset({"script", "style", "svg", "nav", "form"})


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


class _Reader(HTMLParser):
    """Reads the article of a page; what stands in a part that is left out is skipped."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.parts: list[_Part] = [_Part()]
        self._open: list[tuple[str, bool]] = []
        self._in_article = False
        self._in_heading = False
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, begin sections and blocks."""
        values = dict(attrs)
        if identity := values.get("id"):
            self.ids.add(identity)
        if tag == "article" and "md-content__inner" in (values.get("class") or ""):
            self._in_article = True
        if tag in _VOID:
            return
        classes = set((values.get("class") or "").split())
        self._open.append(
            (tag, bool(classes & _LEFT_OUT) or tag in ("script", "style", "svg", "nav", "form"))
        )
        if tag in _BLOCKS:
            self._end_block()
        if tag == "h2" and self._in_article and not self._skipping():
            self.parts.append(_Part(anchor=values.get("id") or ""))
            self._in_heading = True

    def handle_endtag(self, tag: str) -> None:
        """End blocks, and the article at the page's foot."""
        if tag in _BLOCKS:
            self._end_block()
        if tag == "h2":
            self._in_heading = False
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Keep text that readers see in the article."""
        if self._in_article and not self._skipping():
            self._text += data

    def _skipping(self) -> bool:
        return any(left_out for _, left_out in self._open)

    def _end_block(self) -> None:
        text = " ".join(self._text.split())
        self._text = ""
        if not text:
            return
        if self._in_heading:
            self.parts[-1].heading = text
        else:
            self.parts[-1].texts.append(text)


def read_built_page(html: str) -> BuiltPage:
    """Return anchors and sections of a built page.

    Args:
        html: the whole document.

    Returns:
        The page; sections without an id are left out, since no hit can lead to them.
    """
    reader = _Reader()
    reader.feed(html.partition('<footer class="site-foot"')[0])
    reader.close()
    opening, *parts = reader.parts
    sections = tuple(
        Section(part.anchor, part.heading, tuple(part.texts))
        for part in parts
        if part.anchor and part.heading
    )
    return BuiltPage(frozenset(reader.ids), tuple(opening.texts), sections)
