"""What a rule for one entry may know, and the form of what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from kunskapsbank.schema.pages import VocabularyFile
from kunskapsbank.schema.walk import Place


@dataclass(frozen=True)
class Context:
    """What a rule may know besides the entry."""

    vocabularies: Mapping[str, VocabularyFile]
    today: date

    @cached_property
    def words(self) -> Mapping[str, frozenset[str]]:
        """The ids of each vocabulary by its name."""
        return {name: frozenset(term.id for term in file.terms) for name, file in self.vocabularies.items()}


@dataclass(frozen=True)
class Found:
    """A breach before it gets its file and line: rule, place, what was found and a hint."""

    rule: str
    place: Place
    found: str
    hint: str = ""


Check = Callable[[BaseModel, Context], Iterator[Found]]
