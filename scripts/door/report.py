"""Lay a site built by another engine beside ours and tell, as Markdown, what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_EXAMPLES: Final = 5
_NOT_TEXT: Final = frozenset({"script", "style", "svg"})
_VOID: Final = frozenset(
    {"area", "base", "br", "circle", "col", "embed", "hr", "img", "input", "link", "meta"}
)
# Links out of the HTML file that point into the site: attribute by element.
_LINKS: Final = {"a": "href", "link": "href", "script": "src", "img": "src"}


@dataclass(frozen=True)
class PageFacts:
    """What is compared of one page.

    Attributes:
        title: text of the title element.
        text: words of the article, one space between.
        elements: how many of each element the article has, as ``(name, count)``.
        ids: every id on the page.
        links: addresses in links, pictures, scripts and style sheets, as written.
        styles: file names of the style sheets, in order.
        scripts: file names of the scripts, in order.
    """

    title: str
    text: str
    elements: tuple[tuple[str, int], ...]
    ids: frozenset[str]
    links: tuple[str, ...]
    styles: tuple[str, ...]
    scripts: tuple[str, ...]


@dataclass
class _Reader(HTMLParser):
    title: str = ""
    words: list[str] = field(default_factory=list)
    elements: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if identity := values.get("id"):
            self.ids.add(identity)
        if "article" in self._open:
            self.elements[tag] += 1
        if address := values.get(_LINKS.get(tag, ""), ""):
            self.links.append(address)
        if tag == "link" and values.get("rel") == "stylesheet":
            self.styles.append(values["href"].rpartition("/")[2])
        if tag == "script" and "src" in values:
            self.scripts.append(values["src"].rpartition("/")[2])
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data
        elif "article" in self._open and not _NOT_TEXT.intersection(self._open):
            self.words += data.split()


def page_facts(html: str) -> PageFacts:
    """Read what is compared out of one built page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageFacts(
        " ".join(reader.title.split()),
        " ".join(reader.words),
        tuple(sorted(reader.elements.items())),
        frozenset(reader.ids),
        tuple(reader.links),
        tuple(reader.styles),
        tuple(reader.scripts),
    )


def read_site(folder: Path) -> dict[str, PageFacts]:
    """Return the facts of every HTML file of a built site by path below ``folder``."""
    return {
        path.relative_to(folder).as_posix(): page_facts(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }


def broken_links(folder: Path, pages: Mapping[str, PageFacts]) -> list[str]:
    """Return ``page → address`` for every link within the site that leads nowhere, anchors included."""
    return [
        f"{name} → {address}"
        for name, page in pages.items()
        for address in dict.fromkeys(page.links)
        if not _leads_somewhere(folder, name, address, pages)
    ]


def _leads_somewhere(folder: Path, name: str, address: str, pages: Mapping[str, PageFacts]) -> bool:
    parts = urlsplit(address)
    # The page for wrong addresses is written with addresses from the site's root.
    if parts.scheme or parts.netloc or name == "404.html":
        return True
    here = folder / name
    target = (here.parent / unquote(parts.path)) if parts.path else here
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return False
    facts = pages.get(target.resolve().relative_to(folder.resolve()).as_posix())
    # What stands after # on the search page is a question, not an anchor.
    anchor = unquote(parts.fragment)
    return not anchor or facts is None or "=" in anchor or anchor in facts.ids


def compare(ours: Path, theirs: Path, engine: str) -> str:
    """Return a report of what differs between two built sites.

    Args:
        ours: the site as MkDocs built it.
        theirs: the site as the other engine built it, with the same steps of publishing after it.
        engine: name and version of the other engine.

    Returns:
        Markdown with one table, and examples below it.
    """
    first, second = read_site(ours), read_site(theirs)
    both = sorted(first.keys() & second.keys())
    rows = [
        ("pages", f"{len(first)} and {len(second)}", sorted(first.keys() ^ second.keys())),
        ("titles", f"{len(both)} compared", _differing(both, first, second, "title")),
        ("text of the article", f"{len(both)} compared", _differing(both, first, second, "text")),
        ("elements of the article", f"{len(both)} compared", _differing(both, first, second, "elements")),
        ("ids", f"{len(both)} compared", _differing(both, first, second, "ids")),
        ("style sheets asked for", f"{len(both)} compared", _differing(both, first, second, "styles")),
        ("scripts asked for", f"{len(both)} compared", _differing(both, first, second, "scripts")),
        ("links that lead nowhere, ours", "", broken_links(ours, first)),
        (f"links that lead nowhere, {engine}", "", broken_links(theirs, second)),
        *_other_files(ours, theirs),
    ]
    lines = [f"# What differs when {engine} builds the site", ""]
    lines += ["| what | size | differ |", "| --- | --- | --- |"]
    lines += [f"| {what} | {size} | {len(found)} |" for what, size, found in rows]
    for what, _, found in rows:
        if found:
            lines += ["", f"## {what[0].upper()}{what[1:]}: {len(found)}", ""]
            lines += [f"- `{name}`" for name in found[:_EXAMPLES]]
            lines += [f"- and {len(found) - _EXAMPLES} more"] if len(found) > _EXAMPLES else []
    return "\n".join(lines) + "\n"


def _differing(
    names: Iterable[str], first: Mapping[str, PageFacts], second: Mapping[str, PageFacts], what: str
) -> list[str]:
    return [
        f"{name}: {_first_difference(getattr(first[name], what), getattr(second[name], what))}"
        for name in names
        if getattr(first[name], what) != getattr(second[name], what)
    ]


def _first_difference(ours: object, theirs: object) -> str:
    """Return the first place where two values part, short enough for one line."""
    if isinstance(ours, str) and isinstance(theirs, str):
        pairs = enumerate(zip(ours, theirs, strict=False))
        start = next((number for number, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
        start = max(0, start - 20)
        return f"«{ours[start : start + 60]}» / «{theirs[start : start + 60]}»"
    first = ours if isinstance(ours, frozenset | tuple) else ()
    second = theirs if isinstance(theirs, frozenset | tuple) else ()
    gone = sorted(str(value) for value in set(first) - set(second))[:3]
    new = sorted(str(value) for value in set(second) - set(first))[:3]
    return f"only ours: {', '.join(gone) or '–'}; only theirs: {', '.join(new) or '–'}"


def _other_files(ours: Path, theirs: Path) -> list[tuple[str, str, list[str]]]:
    """Return rows for search and exports: every file that is no page, ours against theirs."""
    exports = ("data/", "nytt/", "text/", "llms.txt", "sitemap.xml", "robots.txt")
    groups = {
        "search (our index and script)": ("assets/search/",),
        "open data, feeds and plain text": exports,
        "form editor": ("redigera/",),
        "pictures, styles and scripts": ("assets/",),
    }
    everything = sorted(_files(ours) | _files(theirs))
    rows, seen = [], set[str]()
    for what, places in groups.items():
        names = [name for name in everything if name.startswith(places) and name not in seen]
        seen.update(names)
        found = [
            f"{name}: {_state(ours / name, theirs / name)}"
            for name in names
            if _state(ours / name, theirs / name)
        ]
        rows.append((what, f"{len(names)} files", found))
    rest = sorted((_files(ours) ^ _files(theirs)) - seen)
    return [*rows, ("other files that only one has", "", rest)]


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".html"
    }


def _state(ours: Path, theirs: Path) -> str:
    if not theirs.is_file():
        return "only ours"
    if not ours.is_file():
        return "only theirs"
    return "" if ours.read_bytes() == theirs.read_bytes() else "other bytes"
