"""What a call from a page chooses in the catalogue, and the headings that it stands under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from kunskapsbank.catalogue import Catalogue, HandWritten, Item, swedish_order
from kunskapsbank.facets import Facet, facets
from kunskapsbank.filters import Filter, filter_of
from kunskapsbank.schema.kinds import BY_FOLDER, Kind
from kunskapsbank.schema.pages import County, MunicipalitiesFile, Municipality
from kunskapsbank.schema.support import Point

Thing = TypeVar("Thing", Item, HandWritten, "Item | HandWritten")


class CallError(ValueError):
    """A macro was called with what does not exist. The message is in Swedish, for the page's writer."""


def select(catalogue: Catalogue, folder: str, filters: Mapping[str, str]) -> tuple[Item, ...]:
    """Return the listed entries of ``folder`` whose fields hold every wanted value."""
    if folder not in BY_FOLDER:
        raise CallError(f"«{folder}» är inget slag av poster. Välj bland: {', '.join(BY_FOLDER)}.")
    wanted = {_filter(BY_FOLDER[folder], name).field: value for name, value in filters.items()}
    return catalogue.where(folder, wanted.items()) if wanted else catalogue.of(folder)


def _filter(kind: Kind, name: str) -> Filter:
    found = filter_of(kind, name)
    if found is None:
        raise CallError(f"{kind.heading} har inget fält «{name}» att välja på.")
    return found


def further_choices(
    catalogue: Catalogue, folder: str, items: Sequence[Item], filters: Mapping[str, str]
) -> tuple[Facet, ...]:
    """Return what readers can narrow a whole list by; none when a guide's own choice is already made."""
    return () if filters else facets(catalogue, folder, items)


def grouped(
    catalogue: Catalogue, folder: str, items: Sequence[Item], name: str
) -> list[tuple[str, str, list[Item]]]:
    """Return (id, label, items) per value of a field, in vocabulary order; an item may be in several."""
    if name == "letter":
        return [(f"bokstav-{letter.lower()}", letter, found) for letter, found in _by_letter(items)]
    chosen = _filter(BY_FOLDER[folder], name)
    terms = catalogue.vocabularies[chosen.vocabulary].terms
    groups = [
        (term.id, term.label, [item for item in items if item.holds(chosen.field, term.id)]) for term in terms
    ]
    return [group for group in groups if group[2]]


def everything_by_letter(catalogue: Catalogue) -> list[tuple[str, list[Item | HandWritten]]]:
    """Return all listed entries and pages under their first letters, in Swedish order of title."""
    listed: list[Item | HandWritten] = [
        item
        for item in catalogue.items.values()
        if item.listed and item.kind.folder not in ("sources", "phrases", "signs", "avoid", "deadlines")
    ]
    listed += [entry for entry in catalogue.pages.values() if entry.ref not in ("index", "a-o")]
    listed.sort(key=lambda entry: (swedish_order(entry.title), entry.ref))
    return _by_letter(listed)


def _by_letter(things: Iterable[Thing]) -> list[tuple[str, list[Thing]]]:
    """Return things under the first letters of their titles, letters in Swedish order."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(_first_letter(thing.title), []).append(thing)
    return sorted(found.items(), key=lambda pair: swedish_order(pair[0]))


def _first_letter(title: str) -> str:
    """Return the heading letter of a title; digits share «0–9»."""
    letter = next((sign for sign in title if sign.isalnum()), "#").upper()
    return "0–9" if letter.isdigit() else {"É": "E", "Ü": "U"}.get(letter, letter)


def by_county(places: MunicipalitiesFile) -> list[tuple[County, list[Municipality]]]:
    """Return each county with its municipalities, both in Swedish order of name."""
    return [
        (
            county,
            sorted(
                (m for m in places.municipalities if m.county == county.code),
                key=lambda m: swedish_order(m.name),
            ),
        )
        for county in sorted(places.counties, key=lambda county: swedish_order(county.name))
    ]


def published_guides(catalogue: Catalogue) -> list[HandWritten]:
    """Return the hand-written guides in the order that they are shown."""
    guides = [
        p
        for ref, p in catalogue.pages.items()
        if ref.startswith("guides/") and p.front.status == "publicerad"
    ]
    guides.sort(key=lambda p: (p.front.order or 999, swedish_order(p.title)))
    return guides


def point_of(item: Item, year: int, label: str) -> Point:
    """Return the only figure of a statistic for a year, and a label when there are several."""
    matching = [p for p in item.entry.points if p.year == year and (not label or p.label == label)]
    if len(matching) != 1:
        known = ", ".join(f"{p.year}{f' ({p.label})' if p.label else ''}" for p in item.entry.points)
        raise CallError(f"{item.id}: ange ett år (och etikett) som ger ett enda värde. Det finns: {known}.")
    point: Point = matching[0]
    return point
