"""The one table: kind → model → folder → address → Swedish heading. Addresses are forever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic import BaseModel

from kunskapsbank.schema import advice, law, pages, resources, support


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    ``folder`` is the folder under data/ and the first half of a reference (``folder/id``). ``address`` is
    the site path of the list or shared page; with ``own_page`` an entry lives at ``address + id + "/"``,
    otherwise at ``address + "#" + id``.
    """

    name: str
    model: type[BaseModel]
    folder: str
    address: str
    own_page: bool
    heading: str
    singular: str


KINDS: tuple[Kind, ...] = (
    Kind("situation", advice.Situation, "situations", "guides/nu/", True, "Gör nu", "Läge"),
    Kind("method", support.Method, "methods", "methods/", True, "Metoder", "Metod"),
    Kind("practice", support.Practice, "practices", "examples/", True, "Goda exempel", "Gott exempel"),
    Kind("book", resources.Book, "books", "resources/books/", True, "Böcker", "Bok"),
    Kind("film", resources.Film, "films", "resources/films/", True, "Filmer och serier", "Film"),
    Kind("podcast", resources.Podcast, "podcasts", "resources/podcasts/", True, "Poddar", "Podd"),
    Kind("site", resources.Site, "sites", "resources/sites/", True, "Webbplatser", "Webbplats"),
    Kind(
        "helpline", resources.Helpline, "helplines", "resources/helplines/", True, "Stödlinjer", "Stödlinje"
    ),
    Kind("course", resources.Course, "courses", "resources/courses/", True, "Utbildningar", "Utbildning"),
    Kind("statistic", support.Statistic, "statistics", "statistics/", True, "Statistik", "Statistik"),
    Kind(
        "review",
        support.Review,
        "reviews",
        "methods/reviews/",
        True,
        "Forskningsöversikter",
        "Forskningsöversikt",
    ),
    Kind("law", law.Law, "laws", "guides/lagen/", True, "Lagen", "Lagrum"),
    Kind("phrase", advice.Phrase, "phrases", "guides/fraser/", False, "Ord att säga", "Fras"),
    Kind("avoid", advice.Avoid, "avoid", "guides/undvik/", False, "Undvik", "Undvik"),
    Kind("sign", advice.Sign, "signs", "guides/tecken/", False, "Tecken", "Tecken"),
    Kind("myth", advice.Myth, "myths", "guides/myter/", False, "Myter", "Myt"),
    Kind("deadline", law.Deadline, "deadlines", "guides/efter-anmalan/", False, "Tidsgränser", "Tidsgräns"),
    Kind("glossary", advice.GlossaryTerm, "glossary", "resources/ordlista/", False, "Ordlista", "Ord"),
    Kind("source", law.Source, "sources", "om/kallor/", False, "Källor", "Källa"),
)

BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
PAGE_MODEL = pages.Page

_HEAD = ("title", "summary", "audiences", "ages", "themes", "keywords")
_TAIL = ("sources", "related", "status", "added", "checked", "review_by", "reviewed")


@cache
def field_order(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of ``model`` as they are written in files: what it is, its own fields, then its state."""
    keys = {info.alias or name: None for name, info in model.model_fields.items()}
    own = [key for key in keys if key not in _HEAD and key not in _TAIL]
    if not issubclass(model, (advice.Record,)):
        return tuple(keys)
    return (*(k for k in _HEAD if k in keys), *own, *(k for k in _TAIL if k in keys))


@cache
def key_order(model: type[BaseModel]) -> Mapping[str, object]:
    """Return the canonical order of ``model``'s keys, nested: key → order of the keys below it, or None."""
    fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return {key: _below(fields[key]) for key in field_order(model)}


def _below(annotation: object) -> Mapping[str, object] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return key_order(annotation)
    found = (_below(argument) for argument in get_args(annotation))
    return next((order for order in found if order is not None), None)
