"""What a first visit to each type of page fetches, compressed as servers do, without a browser."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

# Type of page → a page of that type; {} stands for the largest page below that folder.
PAGES: Final = {
    "start": "index.html",
    "act now": "guides/nu/{}",
    "guide": "guides/{}",
    "method": "methods/{}",
    "list": "resources/books/index.html",
    "A–Ö": "a-o/index.html",
}
_SHEET: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"(?! media="print")')
_SCRIPT: Final = re.compile(r'<script[^>]* src="([^"]+)"')


def weigh(built: Path) -> dict[str, dict[str, int]]:
    """Weigh one page of every type.

    Args:
        built: the built site.

    Returns:
        By type of page: bytes of ``html``, ``css`` and ``js``, each file compressed by itself with gzip.
    """
    return {name: _weigh(built, _page(built, place)) for name, place in PAGES.items()}


def _page(built: Path, place: str) -> Path:
    if "{}" not in place:
        return built / place
    # A folder's own list is another type of page.
    below = (built / place.removesuffix("{}")).glob("*/index.html")
    return max(below, key=lambda path: (path.stat().st_size, path.as_posix()))


def _weigh(built: Path, page: Path) -> dict[str, int]:
    html = page.read_text(encoding="utf-8")

    def sizes(links: list[str]) -> int:
        files = [(page.parent / link).resolve() for link in links]
        return sum(_compressed(path) for path in files if path.is_relative_to(built.resolve()))

    sheets, scripts = _SHEET.findall(html), _SCRIPT.findall(html)
    return {"html": _compressed(page), "css": sizes(sheets), "js": sizes(scripts)}


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), compresslevel=6, mtime=0))
