"""What readers can narrow a list by, and how many entries stand behind each choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kunskapsbank.catalogue import Catalogue, Item, swedish_order
from kunskapsbank.filters import Filter, filter_of
from kunskapsbank.schema.kinds import BY_FOLDER

# Shorter lists are read faster than they are filtered.
FEWEST_ENTRIES = 5
# With fewer entries that say anything, a choice would hide nearly the whole list.
FEWEST_ANSWERS = 3
ADULT = 19
MISSING = "saknas"


@dataclass(frozen=True)
class Choice:
    """One value to tick. ``id`` is all that the address ever carries: a vocabulary word or a number."""

    id: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One question that narrows a list.

    Attributes:
        id: its name in the address and in the cards' data attributes.
        label: what readers see.
        choices: in the order of the vocabulary.
        words: for each entry's id, the choices that hold for it, with blanks between.
    """

    id: str
    label: str
    choices: tuple[Choice, ...]
    words: Mapping[str, str]


_Values = Callable[[Item], tuple[str, ...]]
_Labels = Mapping[str, str]

# Facets that are a field with a vocabulary: id → label and the word that ``filters`` knows the field by.
_FIELDS = {
    "for-vem": ("För vem", "audience"),
    "form": ("Form", "format"),
    "vem-ar-med": ("Vem är med", "participation"),
    "slag": ("Slag", "kind"),
    "inriktning": ("Inriktning", "focus"),
    "narhet": ("Närhet till ämnet", "relevance"),
    "sprak": ("Språk", "languages"),
    "tema": ("Tema", "theme"),
    "sags-till": ("Sägs till", "to"),
}
_OF_FOLDER = {
    "methods": ("alder", "for-vem", "form", "vem-ar-med", "narhet", "granskning"),
    "practices": ("lan", "for-vem", "slag", "inriktning", "alder"),
    "books": ("for-vem", "slag", "narhet", "alder"),
    "films": ("for-vem", "slag", "narhet", "alder"),
    "podcasts": ("for-vem", "narhet", "alder"),
    "sites": ("for-vem", "sprak", "narhet", "alder"),
    "courses": ("for-vem", "slag", "narhet", "alder"),
    "helplines": ("for-vem", "narhet", "alder"),
    "statistics": ("tema", "for-vem", "alder"),
    "reviews": ("tema", "for-vem", "alder"),
    "situations": ("for-vem", "tema", "alder"),
    "glossary": ("for-vem", "tema"),
    "phrases": ("sags-till", "for-vem", "alder"),
    "laws": ("for-vem", "tema"),
}


def facets(catalogue: Catalogue, folder: str, items: Sequence[Item]) -> tuple[Facet, ...]:
    """Return the questions that can narrow a list, without those that would not part it.

    Args:
        catalogue: gives the labels and the order of the choices.
        folder: the folder under data/ that the entries come from.
        items: the entries of the list, each once.

    Returns:
        Facets whose choices all have at least one entry; none for a short list.
    """
    if len(items) < FEWEST_ENTRIES:
        return ()
    found = [_facet(catalogue, folder, name, items) for name in _OF_FOLDER.get(folder, ())]
    return tuple(facet for facet in found if facet is not None)


def _facet(catalogue: Catalogue, folder: str, name: str, items: Sequence[Item]) -> Facet | None:
    label, labels, values = _question(catalogue, folder, name)
    of_item = {item.id: values(item) for item in items}
    answered = [words for words in of_item.values() if words and words != (MISSING,)]
    counts = {word: sum(word in words for words in of_item.values()) for word in labels}
    choices = tuple(Choice(word, labels[word], count) for word, count in counts.items() if count)
    parts_the_list = len({*of_item.values()}) > 1
    if not parts_the_list or len(answered) < FEWEST_ANSWERS:
        return None
    return Facet(name, label, choices, {identity: " ".join(words) for identity, words in of_item.items()})


def _question(catalogue: Catalogue, folder: str, name: str) -> tuple[str, _Labels, _Values]:
    if name == "alder":
        return "Barnets ålder", _age_labels(), _ages_of
    if name == "granskning":
        label = catalogue.label("reviewers", "svensk-myndighet")
        return "Granskning", {"svensk-myndighet": f"Granskad av {label.lower()}"}, _reviewed_by_authority
    if name == "lan":
        return "Län", _county_labels(catalogue), lambda item: _county_of(catalogue, item)
    label, field_name = _FIELDS[name]
    chosen = filter_of(BY_FOLDER[folder], field_name)
    if chosen is None:
        raise KeyError(f"{folder} has no field for {name}")
    terms = catalogue.vocabularies[chosen.vocabulary].terms
    return label, {term.id: term.label for term in terms}, lambda item: _field_of(chosen, item)


def _field_of(chosen: Filter, item: Item) -> tuple[str, ...]:
    value = getattr(item.entry, chosen.field)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _age_labels() -> _Labels:
    years = {str(age): f"{age} år" for age in range(ADULT)}
    return years | {str(ADULT): f"{ADULT} år och äldre", MISSING: "Uppgift saknas"}


def _ages_of(item: Item) -> tuple[str, ...]:
    span = item.entry.ages
    if span is None:
        return (MISSING,)
    return tuple(str(age) for age in range(min(span.from_, ADULT), min(span.to, ADULT) + 1))


def _reviewed_by_authority(item: Item) -> tuple[str, ...]:
    return ("svensk-myndighet",) if any(e.reviewer == "svensk-myndighet" for e in item.entry.evidence) else ()


def _county_labels(catalogue: Catalogue) -> _Labels:
    counties = sorted(catalogue.places.counties, key=lambda county: swedish_order(county.short))
    return {"hela-landet": "Hela landet"} | {county.code: county.short for county in counties}


def _county_of(catalogue: Catalogue, item: Item) -> tuple[str, ...]:
    place = item.entry.place
    if place.county:
        return (place.county,)
    if place.municipality:
        return tuple(m.county for m in catalogue.places.municipalities if m.code == place.municipality)
    return ("hela-landet",) if place.nationwide == "ja" else ()
