"""The words of the search that editors own: synonyms, everyday words, pins, help, hints and places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from kunskapsbank import texts
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.schema.kinds import BY_NAME
from kunskapsbank.schema.pages import EverydayWordsFile
from kunskapsbank.schema.search import (
    Compounds,
    HelpFile,
    HelpGroup,
    HintsFile,
    PinsFile,
    PlaceWords,
    SynonymsFile,
)

File = TypeVar("File", bound=BaseModel)

_EMPTY: Mapping[str, BaseModel] = {
    "everyday-words": EverydayWordsFile.model_construct(words=()),
    "synonyms": SynonymsFile.model_construct(groups=()),
    "pins": PinsFile.model_construct(pins=()),
    "help": HelpFile.model_construct(groups=()),
    "hints": HintsFile.model_construct(
        roles=(),
        ages=(),
        kinds=(),
        places=PlaceWords.model_construct(words=(), page="", text=""),
        compounds=Compounds(),
        ways_on=(),
    ),
}
# Registers whose words are answered with the respectful one: «Visar träffar för …».
_SHOWN_REGISTERS = frozenset({"slang", "aldre", "felstavning"})


def search_words(catalogue: Catalogue, headings: Mapping[str, str]) -> dict[str, Any]:
    """Return what editors have written for the search, with references as addresses.

    Args:
        catalogue: the whole catalogue, with the editors' search words.
        headings: the heading under which the entries of each folder under data/ are found.
    """
    hints = search_hints(catalogue)
    everyday = _file(catalogue, "everyday-words", EverydayWordsFile)
    synonyms = _file(catalogue, "synonyms", SynonymsFile)
    pins = _file(catalogue, "pins", PinsFile)
    help_file = _file(catalogue, "help", HelpFile)
    return {
        "everyday": [
            {
                "typed": word.typed,
                "means": word.show_as,
                "also": word.means if word.means != word.show_as else "",
                "shown": word.show_as if word.register_ in _SHOWN_REGISTERS else "",
                "term": address_of(catalogue, f"glossary/{word.term}") if word.term else "",
            }
            for word in everyday.words
        ],
        "synonyms": [list(group.words) for group in synonyms.groups],
        "pins": [
            {
                "when": list(pin.when),
                "pages": [address_of(catalogue, reference) for reference in pin.pages],
                "always": pin.always == "ja",
            }
            for pin in pins.pins
        ],
        "help": [_help(catalogue, group) for group in help_file.groups],
        "roles": [{"role": role.role, "words": list(role.words)} for role in hints.roles],
        "ages": [{"words": list(age.words), "ages": [age.from_age, age.to_age]} for age in hints.ages],
        "kinds": [
            {"group": headings[BY_NAME[kind.kind].folder], "when": list(kind.when)} for kind in hints.kinds
        ],
        "place_words": list(hints.places.words),
        "short_parts": list(hints.compounds.short_parts),
        "also_parts": list(hints.compounds.also_parts),
        "never_split": list(hints.compounds.never_split),
    }


def _help(catalogue: Catalogue, group: HelpGroup) -> dict[str, Any]:
    lines = [catalogue.items[f"helplines/{identity}"].entry for identity in group.phone]
    found = [target for reference in group.pages if (target := catalogue.find(reference))]
    return {
        "id": group.id,
        "heading": group.heading,
        "text": group.text,
        "phone": [_number(line) for line in lines if line.number and line.number_check],
        "links": [{"address": target.address, "title": target.title} for target in found],
        "when": list(group.when),
    }


def _number(line: Any) -> dict[str, str]:  # noqa: ANN401  # Helpline
    """Return a number with the day of its check, without which it is not shown (safety.md 11)."""
    return {"title": line.title, "number": line.number, "checked": texts.day(line.checked)}


def search_places(catalogue: Catalogue) -> list[list[Any]]:
    """Return every municipality as its place in the address, its name and what else it is called."""
    return [
        [place.slug, place.name, [place.full_name, *place.also, *place.post_towns]]
        for place in sorted(catalogue.places.municipalities, key=lambda place: place.slug)
    ]


def search_hints(catalogue: Catalogue) -> HintsFile:
    """Return what tells roles, ages, kinds and places from other words."""
    return _file(catalogue, "hints", HintsFile)


def _file(catalogue: Catalogue, name: str, model: type[File]) -> File:
    """Return one of the editors' files; one that is not there counts as empty."""
    found = catalogue.search_words.get(name)
    return found if isinstance(found, model) else _EMPTY[name]  # type: ignore[return-value]  # same model


def address_of(catalogue: Catalogue, reference: str) -> str:
    """Return the address of an entry or a page; empty when there is none."""
    target = catalogue.find(reference)
    return target.address if target else ""
