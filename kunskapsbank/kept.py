"""What one build in a process made and the next can use, when all that it was made from is as it was.

Only serving keeps anything: an editor who saves an entry waits for the pages that it is seen on, not for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kunskapsbank.catalogue import Catalogue

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Kept(Generic[Made]):
    keys: frozenset[str]
    state: str
    made: Made


class Kept(Generic[Made]):
    """Things by name, each with the keys that were looked up while it was made."""

    def __init__(self) -> None:
        self._by_name: dict[str, _Kept[Made]] = {}

    def get(self, name: str, catalogue: Catalogue, make: Callable[[], Made], own: str = "") -> Made:
        """Return what is kept under ``name`` if nothing it was made from has changed, else make and keep it.

        Args:
            name: what the thing is called in all builds; also a key that it depends on.
            catalogue: what ``make`` looks things up in.
            make: makes the thing from the catalogue, and from nothing else that changes without ``own``.
            own: the state of what it is made from beside the catalogue.
        """
        kept = self._by_name.get(name)
        if kept is None or own + catalogue.states.of(kept.keys) != kept.state:
            keys = {name}
            with catalogue.lookups.listening(keys):
                made = make()
            kept = _Kept(frozenset(keys), own + catalogue.states.of(keys), made)
            self._by_name[name] = kept
        return kept.made
