"""What a page looked up while it was made, so that a change is shown by making only the pages it is seen on.

A key is ``folder/id`` for one entry or page, ``folder/id<`` for those that name it, ``folder/`` for the list
of a folder, ``folder/?field=value`` for a choice from it, and ``items`` or ``pages`` for all of them.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload
from urllib.parse import parse_qsl, urlencode

Value = TypeVar("Value")
Default = TypeVar("Default")

ALL_ITEMS = "items"
ALL_PAGES = "pages"


def list_of(folder: str) -> str:
    """Return the key of the list of one folder under data/."""
    return f"{folder}/"


def choice_from(folder: str, wanted: Iterable[tuple[str, str]]) -> str:
    """Return the key of those in a folder whose fields hold every wanted value."""
    return f"{folder}/?{urlencode(sorted(wanted))}"


def chosen(key: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Return the folder and what is wanted, when ``key`` is a choice; else None."""
    folder, mark, wanted = key.partition("/?")
    return (folder, parse_qsl(wanted)) if mark else None


def links_to(reference: str) -> str:
    """Return the key of those that name ``reference`` as related."""
    return f"{reference}<"


@dataclass
class Lookups:
    """Notes keys, but only while somebody listens."""

    _noted: list[set[str]] = field(default_factory=list)

    def note(self, key: str) -> None:
        """Note that ``key`` was looked up."""
        for noted in self._noted:
            noted.add(key)

    @contextmanager
    def listening(self, into: set[str]) -> Iterator[None]:
        """Add everything that is looked up meanwhile to ``into``."""
        self._noted.append(into)
        try:
            yield
        finally:
            self._noted.pop()


class Noted(dict[str, Value]):
    """A mapping that notes what is asked of it; whoever goes through it has seen all of it."""

    def __init__(self, values: Mapping[str, Value], everything: str, lookups: Lookups) -> None:
        super().__init__(values)
        self._everything = everything
        self._lookups = lookups

    def __getitem__(self, key: str) -> Value:
        """Return the value, and note the key."""
        self._lookups.note(key)
        return super().__getitem__(key)

    @overload
    def get(self, key: str, default: None = None, /) -> Value | None: ...
    @overload
    def get(self, key: str, default: Value, /) -> Value: ...
    @overload
    def get(self, key: str, default: Default, /) -> Value | Default: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """Return the value or the default, and note the key: also what is missing may come."""
        self._lookups.note(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        """Tell whether the key is there, and note it."""
        self._lookups.note(str(key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        """Go through the keys; note that everything was seen."""
        self._lookups.note(self._everything)
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # the stubs want the dict's own class
        """Return the keys; note that everything was seen."""
        self._lookups.note(self._everything)
        return super().keys()

    def values(self) -> ValuesView[Value]:  # type: ignore[override]
        """Return the values; note that everything was seen."""
        self._lookups.note(self._everything)
        return super().values()

    def items(self) -> ItemsView[str, Value]:  # type: ignore[override]
        """Return the pairs; note that everything was seen."""
        self._lookups.note(self._everything)
        return super().items()
