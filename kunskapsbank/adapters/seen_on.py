"""What each hand-written page was made from, so that only pages that a change is seen on are made again."""

from __future__ import annotations

# Path of a page under docs/ → the keys that its macros looked up when it was last made.
_keys: dict[str, set[str]] = {}


def begin(path: str) -> None:
    """Forget what a page was made from: it is being made again."""
    _keys[path] = set()


def keys_of(path: str) -> set[str]:
    """Return the keys that a page's macros have looked up so far; add to it."""
    return _keys.setdefault(path, set())
