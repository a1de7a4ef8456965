"""What everything in a catalogue holds, as short texts: two builds compare them to see what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

from kunskapsbank.lookups import ALL_ITEMS, ALL_PAGES, chosen, links_to, list_of

if TYPE_CHECKING:  # the catalogue holds its states
    from kunskapsbank.catalogue import Catalogue


class States:
    """What everything that may be looked up in a catalogue holds, as short texts to compare."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        # These are few and small, and words from them stand everywhere.
        shared = (
            catalogue.today,
            catalogue.vocabularies,
            catalogue.places,
            catalogue.moves,
            catalogue.search_words,
        )
        self._shared = sha256(repr(shared).encode()).hexdigest()
        self._of = {item.ref: item.document.digest for item in catalogue.items.values()}
        lists: dict[str, list[str]] = {ALL_ITEMS: sorted(self._of.values())}
        for item in catalogue.items.values():
            lists.setdefault(list_of(item.kind.folder), []).append(self._of[item.ref])
        for target in catalogue.link_targets:
            lists[links_to(target)] = [self._of[item.ref] for item in catalogue.linked_from(target)]
        pages = {page.ref: page.document.digest for page in catalogue.pages.values()}
        lists[ALL_PAGES] = list(pages.values())
        self._of |= pages
        self._of |= {key: _hash(states) for key, states in lists.items()}

    def of(self, keys: Iterable[str]) -> str:
        """Return the state of everything that ``keys`` name, and of what is shared by all."""
        return " ".join([self._shared, *(f"{key}={self._state_of(key)}" for key in sorted(keys))])

    def _state_of(self, key: str) -> str:
        """Return the state of what one key names, empty when it names nothing."""
        choice = chosen(key)  # made only when asked for: there are more choices than anybody makes
        if choice and key not in self._of:
            self._of[key] = _hash(self._of[item.ref] for item in self._catalogue.where(*choice))
        return self._of.get(key, "")


def _hash(states: Iterable[str]) -> str:
    return sha256("".join(states).encode()).hexdigest()
