"""A list of a thousand entries, made from the longest built list: nobody has collected so many books yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scripts.audit.varied import exchanged

LENGTH: Final = 1000
# Two folders deep, as the list it is made from, so that its relative links hold.
ADDRESS: Final = "prov/lang-lista/"
_REAL: Final = "resources/books/index.html"
_CARD: Final = re.compile(r'<li class="card .*?</li>', re.DOTALL)
_TEXT: Final = re.compile(r"(?<=>)[^<>]*\w[^<>]*(?=<)")


@contextmanager
def with_long_list(site: Path) -> Iterator[Path]:
    """Yield a folder with everything in the built site and the long list at ``ADDRESS``.

    Args:
        site: the built site; nothing is written there.
    """
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for path in site.iterdir():
            (folder / path.name).symlink_to(path.resolve())
        target = folder / ADDRESS / "index.html"
        target.parent.mkdir(parents=True)
        target.write_text(long_list((site / _REAL).read_text(encoding="utf-8")), encoding="utf-8")
        yield folder


def long_list(page: str) -> str:
    """Return a list page with ``LENGTH`` cards: its own, and copies of them with words exchanged.

    Raises:
        ValueError: the page has no cards.
    """
    cards = _CARD.findall(page)
    if not cards:
        raise ValueError(f"{_REAL} har inga kort")
    words = sorted({word for card in cards for text in _TEXT.findall(card) for word in text.split()})
    copies = [_copy(cards[number % len(cards)], number, words) for number in range(LENGTH - len(cards))]
    last = page.rindex(cards[-1]) + len(cards[-1])
    return "\n".join([page[:last], *copies, page[last:]])


def _copy(card: str, number: int, words: list[str]) -> str:
    return _TEXT.sub(lambda text: exchanged(text[0], number + 1, words), card)
