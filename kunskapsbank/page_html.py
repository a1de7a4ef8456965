"""Generated pages as HTML, without Markdown.

Our templates write HTML, and Markdown only for headings: a line ``## Heading``, with an anchor of its own as
``## Heading {: #anchor }``. Running such a page through Markdown costs 15 times more than the template itself
and gives the same page, so only the heading lines are made into HTML here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

_FENCE = "---\n"
_HEADING = re.compile(r"^(#{2,3}) (.+?)(?: *\{: #([\w-]+) \})?$", re.MULTILINE)
_ID = re.compile(r'<[^>]*\sid="([^"]+)"')

MakeHeading = Callable[["Heading"], str]


@dataclass(frozen=True)
class Heading:
    """A heading on a page.

    Attributes:
        level: 2 or 3.
        text: as HTML.
        anchor: unique among the page's heading lines.
    """

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class PageHtml:
    """A page as HTML with its headings in order and every id that a link may lead to."""

    content: str
    headings: tuple[Heading, ...]
    ids: frozenset[str]


def front_matter(markdown: str) -> tuple[dict[str, Any], str]:
    """Part a generated page into its keys and its body.

    Args:
        markdown: front matter with one ``key: JSON`` on each line, then the body.

    Returns:
        The keys and the text below them.
    """
    _, lines, body = markdown.split(_FENCE, 2)
    pairs = (line.partition(": ") for line in lines.splitlines())
    return {key: json.loads(value) for key, _, value in pairs}, body


def page_html(body: str, make_heading: MakeHeading) -> PageHtml:
    """Return the body of a generated page as HTML.

    Args:
        body: HTML with heading lines.
        make_heading: returns a heading's element.

    Returns:
        The page; blank lines around headings are gone.
    """
    content: list[str] = []
    headings: list[Heading] = []
    for part in parts(body):
        if isinstance(part, Heading):
            part = _with_own_anchor(part, {heading.anchor for heading in headings})  # noqa: PLW2901
            headings.append(part)
            content.append(make_heading(part))
        else:
            content.append(part)
    html = "\n".join(content)
    return PageHtml(html, tuple(headings), ids_in(html))


def ids_in(html: str) -> frozenset[str]:
    """Return every id in a piece of HTML of ours."""
    return frozenset(_ID.findall(html))


def parts(body: str) -> Iterator[str | Heading]:
    """Yield pieces of HTML and the headings between them, in order; a heading may still lack its anchor."""
    end = 0
    for match in _HEADING.finditer(body):
        if html := body[end : match.start()].strip():
            yield html
        yield Heading(len(match[1]), match[2], match[3] or "")
        end = match.end()
    if html := body[end:].strip():
        yield html


def _with_own_anchor(heading: Heading, taken: set[str]) -> Heading:
    if heading.anchor:
        return heading
    anchor = wanted = anchor_of(unescape(heading.text))
    number = 0
    while anchor in taken:
        number += 1
        anchor = f"{wanted}_{number}"
    return Heading(heading.level, heading.text, anchor)


def anchor_of(text: str) -> str:
    """Return the anchor that Markdown's table of contents gives a heading (Python-Markdown, ``slugify``)."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_text).strip().lower())
