"""The one table: kind → model → folder → address → Swedish heading. Addresses are forever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from kunskapsbank.schema import advice, law, pages, resources, support
from kunskapsbank.schema.common import Record
from kunskapsbank.schema.walk import parts_in


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


# The values of ``own_page``, by name so that the table can be read.
PAGE_EACH, SHARED_PAGE = True, False

KINDS: tuple[Kind, ...] = (
    Kind("situation", advice.Situation, "situations", "guides/nu/", PAGE_EACH, "Gör nu", "Läge"),
    Kind("method", support.Method, "methods", "methods/", PAGE_EACH, "Metoder", "Metod"),
    Kind("practice", support.Practice, "practices", "examples/", PAGE_EACH, "Goda exempel", "Gott exempel"),
    Kind("book", resources.Book, "books", "resources/books/", PAGE_EACH, "Böcker", "Bok"),
    Kind("film", resources.Film, "films", "resources/films/", PAGE_EACH, "Filmer och serier", "Film"),
    Kind("podcast", resources.Podcast, "podcasts", "resources/podcasts/", PAGE_EACH, "Poddar", "Podd"),
    Kind("site", resources.Site, "sites", "resources/sites/", PAGE_EACH, "Webbplatser", "Webbplats"),
    Kind(
        "helpline",
        resources.Helpline,
        "helplines",
        "resources/helplines/",
        PAGE_EACH,
        "Stödlinjer",
        "Stödlinje",
    ),
    Kind(
        "course", resources.Course, "courses", "resources/courses/", PAGE_EACH, "Utbildningar", "Utbildning"
    ),
    Kind("statistic", support.Statistic, "statistics", "statistics/", PAGE_EACH, "Statistik", "Statistik"),
    Kind(
        "review",
        support.Review,
        "reviews",
        "methods/reviews/",
        PAGE_EACH,
        "Forskningsöversikter",
        "Forskningsöversikt",
    ),
    Kind("law", law.Law, "laws", "guides/lagen/", PAGE_EACH, "Lagen", "Lagrum"),
    Kind("phrase", advice.Phrase, "phrases", "guides/fraser/", SHARED_PAGE, "Ord att säga", "Fras"),
    Kind("avoid", advice.Avoid, "avoid", "guides/undvik/", SHARED_PAGE, "Undvik", "Undvik"),
    Kind("sign", advice.Sign, "signs", "guides/tecken/", SHARED_PAGE, "Tecken", "Tecken"),
    Kind("myth", advice.Myth, "myths", "guides/myter/", SHARED_PAGE, "Myter", "Myt"),
    Kind(
        "deadline",
        law.Deadline,
        "deadlines",
        "guides/efter-anmalan/",
        SHARED_PAGE,
        "Tidsgränser",
        "Tidsgräns",
    ),
    Kind("glossary", advice.GlossaryTerm, "glossary", "resources/ordlista/", SHARED_PAGE, "Ordlista", "Ord"),
    Kind("source", law.Source, "sources", "om/kallor/", SHARED_PAGE, "Källor", "Källa"),
)

BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS}
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
PAGE_MODEL = pages.Page

_HEAD = ("title", "summary", "audiences", "ages", "themes", "keywords")
_TAIL = ("sources", "related", "status", "added", "checked", "review_by", "reviewed")


@cache
def field_order(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of ``model`` as written in files: what it is, its own fields, then its state."""
    keys = {info.alias or name: None for name, info in model.model_fields.items()}
    own = [key for key in keys if key not in _HEAD and key not in _TAIL]
    if not issubclass(model, Record):
        return tuple(keys)
    return (*(k for k in _HEAD if k in keys), *own, *(k for k in _TAIL if k in keys))


@cache
def key_order(model: type[BaseModel]) -> Mapping[str, object]:
    """Return the canonical order of ``model``'s keys, nested: key → order of the keys below it, or None."""
    fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
    return {key: _below(fields[key]) for key in field_order(model)}


def _below(annotation: object) -> Mapping[str, object] | None:
    part = next(parts_in(annotation), None)
    return None if part is None else key_order(part)
