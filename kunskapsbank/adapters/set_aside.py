"""HTML from our macros goes round Markdown: a mark stands in its place until the page's own text is HTML.

A list of a thousand entries takes Markdown seconds to read, only to be left as it was.
"""

from __future__ import annotations

import re

from kunskapsbank.page_html import Heading, ids_in, parts

_MARK = '<div data-set-aside="{number}"></div>'
_MARKS = re.compile(r'<div data-set-aside="(\d+)"></div>')
_aside: list[str] = []


def set_aside(made: str) -> str:
    """Keep the HTML of a block and return what stands in for it.

    Args:
        made: what a macro returned: HTML, maybe with heading lines, or Markdown.

    Returns:
        Heading lines and Markdown as they are, and a mark for each piece of HTML between them.
    """
    pieces = []
    for part in parts(made):
        if isinstance(part, Heading):
            anchor = f" {{: #{part.anchor} }}" if part.anchor else ""
            pieces.append(f"{'#' * part.level} {part.text}{anchor}")
        elif part.startswith("<") and part.endswith(">"):
            _aside.append(part)
            pieces.append(_MARK.format(number=len(_aside) - 1))
        else:
            pieces.append(part)
    return "\n\n".join(pieces)


def put_back(html: str) -> tuple[str, frozenset[str]]:
    """Put everything set aside for a page back in its place.

    Args:
        html: the page's content with marks.

    Returns:
        The content without marks, and the ids that came with what was put back.
    """
    if not _aside:
        return html, frozenset()
    whole = _MARKS.sub(lambda mark: _aside[int(mark[1])], html)
    ids = frozenset(name for part in _aside for name in ids_in(part))
    _aside.clear()
    return whole, ids
