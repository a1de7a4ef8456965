"""The catalogue: every published entry and page, linked, sorted and unchangeable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel

from kunskapsbank.load import Document
from kunskapsbank.lookups import Lookups, choice_from, links_to, list_of
from kunskapsbank.schema.kinds import Kind
from kunskapsbank.schema.pages import Move, MunicipalitiesFile, Page, Term, VocabularyFile
from kunskapsbank.states import States

_TITLE_FIELDS = ("title", "words", "sign", "avoid", "myth", "term", "step")
# The signs that follow z in Unicode stand for å, ä and ö.
_ORDER = str.maketrans("åäæöøéèêëáàâãíìîïóòôõúùûüçñ", "{||}}eeeeaaaaiiiioooouuuucn")


@cache  # asked for every link, and pydantic takes long to name its fields
def _title_field(model: type[BaseModel]) -> str:
    return next(name for name in _TITLE_FIELDS if name in model.model_fields)


@dataclass(frozen=True)
class Item:
    """One entry with its id and its place in data/."""

    kind: Kind
    id: str
    entry: Any
    document: Document = field(repr=False, compare=False)

    @property
    def ref(self) -> str:
        """``folder/id``, as written in references."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def title(self) -> str:
        """What readers know the entry by."""
        return str(getattr(self.entry, self.title_field))

    @property
    def title_field(self) -> str:
        """The field that holds the title: kinds without a title are known by their words."""
        return _title_field(self.kind.model)

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash."""
        return f"{self.kind.address}{self.id}/" if self.kind.own_page else f"{self.kind.address}#{self.id}"

    @property
    def published(self) -> bool:
        """Whether readers may see it."""
        return getattr(self.entry, "status", "publicerad") != "utkast"

    @property
    def listed(self) -> bool:
        """Whether lists and feeds show it."""
        return getattr(self.entry, "status", "publicerad") == "publicerad"

    def holds(self, field: str, value: str) -> bool:
        """Tell whether a field has this value, or a list with it."""
        found = getattr(self.entry, field)
        return value in found if isinstance(found, tuple) else found == value


def page_ref(path: str) -> str:
    """Return what a page is called in references; ``path`` is relative to docs/ and ends with ``.md``."""
    return path.removesuffix(".md").removesuffix("/index")


@dataclass(frozen=True)
class HandWritten:
    """A page under docs/ with its validated front matter."""

    path: str
    front: Page
    document: Document = field(repr=False, compare=False)

    @property
    def ref(self) -> str:
        """Path under docs/ without ending; the index page of a folder is the folder itself."""
        return page_ref(self.path)

    @property
    def title(self) -> str:
        """Title of the page."""
        return self.front.title

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash."""
        return "" if self.ref == "index" else f"{self.ref}/"


@dataclass(frozen=True)
class Catalogue:
    """Everything the site is made from. ``today`` is an argument, never the clock."""

    items: Mapping[str, Item]
    pages: Mapping[str, HandWritten]
    vocabularies: Mapping[str, VocabularyFile]
    places: MunicipalitiesFile
    moves: tuple[Move, ...]
    today: date
    search_words: Mapping[str, BaseModel] = field(default_factory=dict)
    lookups: Lookups = field(default_factory=Lookups, repr=False, compare=False)

    def of(self, folder: str) -> tuple[Item, ...]:
        """Return the listed entries of one folder under data/, in Swedish order of title."""
        self.lookups.note(list_of(folder))
        return self._by_folder.get(folder, ())

    def where(self, folder: str, wanted: Iterable[tuple[str, str]]) -> tuple[Item, ...]:
        """Return the listed entries of a folder whose fields hold every wanted value, in order of title.

        Args:
            folder: a folder under data/.
            wanted: field and value; a field with a list holds each value of it.
        """
        pairs = tuple(wanted)
        self.lookups.note(choice_from(folder, pairs))
        return tuple(item for item in self._by_folder.get(folder, ()) if all(item.holds(*p) for p in pairs))

    @cached_property
    def _by_folder(self) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.items.values():
            if item.listed:
                found.setdefault(item.kind.folder, []).append(item)
        return {folder: tuple(sorted(items, key=_by_title)) for folder, items in found.items()}

    def find(self, reference: str) -> Item | HandWritten | None:
        """Return the entry or hand-written page that ``reference`` (``folder/id``) names, or None."""
        return self.items.get(reference) or self.pages.get(reference)

    def term(self, vocabulary: str, word: str) -> Term:
        """Return the term with id ``word``; a KeyError here means that validation was skipped."""
        return self._terms[vocabulary][word]

    def label(self, vocabulary: str, word: str) -> str:
        """Return the Swedish label of a vocabulary word."""
        return self.term(vocabulary, word).label

    @cached_property
    def _terms(self) -> dict[str, dict[str, Term]]:
        return {name: {term.id: term for term in file.terms} for name, file in self.vocabularies.items()}

    def linked_from(self, reference: str) -> tuple[Item, ...]:
        """Return the listed entries that name ``reference`` as related, so that links go both ways."""
        self.lookups.note(links_to(reference))
        return self._linked_from.get(reference, ())

    @property
    def link_targets(self) -> Set[str]:
        """Every reference that some listed entry names as related."""
        return self._linked_from.keys()

    @cached_property
    def _linked_from(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.items.values():
            for reference in getattr(item.entry, "related", ()):
                if item.listed:
                    found.setdefault(reference, []).append(item)
        return {reference: tuple(sorted(items, key=_by_title)) for reference, items in found.items()}

    @cached_property
    def states(self) -> States:
        """What everything here holds, to compare with another build's catalogue."""
        return States(self)


def swedish_order(text: str) -> str:
    """Return a sort key that puts å, ä and ö last, ignores case and other accents, without any locale."""
    return text.casefold().translate(_ORDER)


def _by_title(item: Item) -> tuple[str, str]:
    return swedish_order(item.title), item.id


def newest_date(entries: Iterable[BaseModel]) -> date | None:
    """Return the newest ``added`` or ``checked`` among ``entries``."""
    days = [
        day
        for entry in entries
        for day in (getattr(entry, "added", None), getattr(entry, "checked", None))
        if day
    ]
    return max(days, default=None)
