"""The small Markdown subset that editors may use in data, and the one place where values are escaped.

Allowed: paragraphs, lists with «- », **bold**, *italics* and [links](https://… or folder/id).
Everything else is text. Raw HTML never passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_ITALIC = re.compile(r"(?<![\w*])\*(\S(?:[^*]*?\S)?)\*(?![\w*])")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")

# Marks the place of a link while the rest is escaped; no text holds it, since the reader refuses NUL.
_ASIDE = "\x00"

ResolveLink = Callable[[str], str | None]


def links(text: str) -> list[str]:
    """Return the targets of all links in ``text``, as written."""
    return [match[2] for match in _LINK.finditer(text)]


def inline(text: str, resolve: ResolveLink) -> str:
    """Return one line of the subset as HTML.

    Args:
        text: as the editor wrote it.
        resolve: turns ``folder/id`` into an address on the page being made, or None when it leads nowhere.

    Returns:
        HTML in which every character of ``text`` is escaped, and only the subset's own tags stand.
    """
    # Links are set aside first, so that nothing in an address is read as emphasis or escaped twice.
    anchors: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        anchors.append(_anchor(_emphasised(match[1]), match[2], resolve))
        return f"{_ASIDE}{len(anchors) - 1}{_ASIDE}"

    html = _emphasised(_LINK.sub(set_aside, text.replace(_ASIDE, "")))
    return re.sub(f"{_ASIDE}(\\d+){_ASIDE}", lambda match: anchors[int(match[1])], html)


def _emphasised(text: str) -> str:
    html = escape(text, quote=False)
    html = _BOLD.sub(r"<strong>\1</strong>", html)
    return _ITALIC.sub(r"<em>\1</em>", html)


def _anchor(label: str, target: str, resolve: ResolveLink) -> str:
    if target.startswith("https://"):
        return f'<a href="{escape(target)}" rel="noopener noreferrer">{label}</a>'
    address = resolve(target)
    return label if address is None else f'<a href="{escape(address)}">{label}</a>'


def block(text: str, resolve: ResolveLink) -> str:
    """Return a text of one or more paragraphs and lists as HTML, without blank lines inside."""
    parts: list[str] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        parts.extend(_chunk(chunk.splitlines(), resolve))
    return "\n".join(parts)


def _chunk(lines: list[str], resolve: ResolveLink) -> list[str]:
    parts: list[str] = []
    items: list[str] = []
    prose: list[str] = []
    for line in lines:
        stripped = line.strip()
        if stripped.startswith("- "):
            if prose:
                parts.append(f"<p>{inline(' '.join(prose), resolve)}</p>")
                prose = []
            items.append(f"<li>{inline(stripped[2:], resolve)}</li>")
        elif stripped:
            if items:
                parts.append(f"<ul>{''.join(items)}</ul>")
                items = []
            prose.append(stripped)
    if items:
        parts.append(f"<ul>{''.join(items)}</ul>")
    if prose:
        parts.append(f"<p>{inline(' '.join(prose), resolve)}</p>")
    return parts
