"""What each hand-written page was made from, so that only pages that a change is seen on are made again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from kunskapsbank.catalogue import ALL_ITEMS, ALL_PAGES, Catalogue
from kunskapsbank.load import Document

# Path of a page under docs/ → the keys that its macros looked up when it was last made.
_keys: dict[str, set[str]] = {}


def begin(path: str) -> None:
    """Forget what a page was made from: it is being made again."""
    _keys[path] = set()


def keys_of(path: str) -> set[str]:
    """Return the keys that a page's macros have looked up so far; add to it."""
    return _keys.setdefault(path, set())


class States:
    """What everything that a page may look up holds, as short texts to compare."""

    def __init__(self, catalogue: Catalogue) -> None:
        # These are few and small, and words from them stand everywhere.
        shared = (
            catalogue.today,
            catalogue.vocabularies,
            catalogue.places,
            catalogue.moves,
            catalogue.search_words,
        )
        self._shared = sha256(repr(shared).encode()).hexdigest()
        self._of = {item.ref: _state(item.document) for item in catalogue.items.values()}
        lists: dict[str, list[str]] = {ALL_ITEMS: sorted(self._of.values())}
        for item in catalogue.items.values():
            lists.setdefault(f"{item.kind.folder}/", []).append(self._of[item.ref])
        pages = {page.ref: _state(page.document) for page in catalogue.pages.values()}
        lists[ALL_PAGES] = list(pages.values())
        self._of |= pages
        self._of |= {key: sha256("".join(states).encode()).hexdigest() for key, states in lists.items()}

    def of_page(self, path: str) -> str:
        """Return the state of everything that the page at ``path`` was last made from."""
        return " ".join([self._shared, *self._of_keys(sorted(keys_of(path)))])

    def _of_keys(self, keys: Iterable[str]) -> Iterable[str]:
        return (f"{key}={self._of.get(key, '')}" for key in keys)


def _state(document: Document) -> str:
    return sha256(f"{document.path}\0{document.data!r}".encode()).hexdigest()
