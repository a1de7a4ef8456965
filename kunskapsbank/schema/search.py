"""The editors' words for the search: data/search/*.yml."""

from __future__ import annotations

from kunskapsbank.schema.fields import (
    Age,
    AgeGroup,
    Audience,
    EntryRef,
    HelplineId,
    KindName,
    Line,
    Part,
    Sentence,
    Word,
    YesNo,
    at_least_one,
    many,
    optional,
    required,
)
from kunskapsbank.schema.pages import EverydayWordsFile

_PATTERN = (
    "Mönster",
    "Ord som ska finnas i frågan, i vilken ordning som helst. / är eller, + är intill, [ålder] är en ålder.",
    "min+mamma/pappa slår",
)


class SynonymGroup(Part):
    """Words that mean the same to a searcher; each finds the others."""

    words: tuple[Word, ...] = at_least_one("Ord", "Grundformer, små bokstäver.", ["påverkad", "berusad"])


class SynonymsFile(Part):
    """data/search/synonyms.yml."""

    groups: tuple[SynonymGroup, ...] = at_least_one("Grupper", "En post per betydelse.", [])


class Pin(Part):
    """Pages that editors want first for a question."""

    when: tuple[Sentence, ...] = at_least_one(*_PATTERN[:2], [_PATTERN[2]])
    pages: tuple[EntryRef, ...] = at_least_one(
        "Sidor", "Sidor eller poster, bäst först.", ["guides/orosanmalan"]
    )
    always: YesNo | None = optional("Alltid först", "ja: också när frågan har många andra ord.", "ja")


class PinsFile(Part):
    """data/search/pins.yml."""

    pins: tuple[Pin, ...] = at_least_one("Fästa svar", "En post per fråga.", [])


class HelpGroup(Part):
    """Help that stands before every hit when the words are of danger, suicide or a child's own life."""

    id: Word = required("Id", "ASCII, små bokstäver.", "barn-skriver")
    heading: Line = required("Rubrik", "Överst i hjälprutan.", "Är det du som har det svårt?")
    text: Sentence = required("Text", "En eller två korta meningar.", "Det är inte ditt fel.")
    phone: tuple[HelplineId, ...] = many("Ring", "Id på stödlinjer, viktigast först.", ["112"])
    pages: tuple[EntryRef, ...] = many("Sidor", "Sidor som visas först bland träffarna.", ["barn"])
    when: tuple[Sentence, ...] = at_least_one(*_PATTERN[:2], [_PATTERN[2]])


class HelpFile(Part):
    """data/search/help.yml. The first group that fits decides which pages come first."""

    groups: tuple[HelpGroup, ...] = at_least_one("Grupper", "Viktigast först.", [])


class RoleWords(Part):
    """What those who hold a role call themselves and their workplace."""

    role: Audience = required("Roll", "Välj ur listan.", "tandvard")
    words: tuple[Word, ...] = at_least_one("Ord", "Yrken och arbetsplatser.", ["tandläkare"])


class AgeWords(Part):
    """Words that say how old a child is."""

    words: tuple[Word, ...] = at_least_one("Ord", "Grundformer.", ["lågstadiet", "lågstadieelev"])
    from_age: Age = required("Från ålder", "Hela år.", 7)
    to_age: Age = required("Till ålder", "Hela år.", 9)
    group: AgeGroup | None = optional("Åldersgrupp", "Den grupp av tecken som orden svarar mot.", "skolalder")


class KindWords(Part):
    """What readers write when they look for one kind of thing."""

    kind: KindName = required("Slag", "Samma namn som i schemat.", "book")
    when: tuple[Line, ...] = at_least_one(*_PATTERN[:2], ["bok"])


class PlaceWords(Part):
    """What makes a question with a municipality a question about its social services."""

    words: tuple[Word, ...] = at_least_one("Ord", "Grundformer.", ["socialtjänst", "kommun"])
    page: EntryRef = required("Sida", "Sidan med alla kommuner.", "guides/socialtjansten-i-din-kommun")
    text: Sentence = required("Text", "Visas i träffen.", "Ring kommunens växel.")


class Compounds(Part):
    """How compounds are taken apart."""

    short_parts: tuple[Word, ...] = many("Korta delar", "Ord på tre bokstäver som kan ingå.", ["oro"])
    also_parts: tuple[Word, ...] = many(
        "Andra delar", "Ord som kan ingå fast de inte står på sajten.", ["fotboll"]
    )
    never_split: tuple[Word, ...] = many("Delas aldrig", "Ord som ser sammansatta ut.", ["tandem"])


class HintsFile(Part):
    """data/search/hints.yml: roles, ages, places, compounds, and the ways on when nothing was found."""

    roles: tuple[RoleWords, ...] = at_least_one("Roller", "En post per roll.", [])
    ages: tuple[AgeWords, ...] = at_least_one("Åldrar", "En post per ålder.", [])
    kinds: tuple[KindWords, ...] = many("Slag", "En post per slag.", [])
    places: PlaceWords = required("Platser", "Ord och sida.", {})
    compounds: Compounds = required("Sammansättningar", "Delar och undantag.", {})
    ways_on: tuple[EntryRef, ...] = at_least_one(
        "Vägar vidare", "Visas när inget hittas.", ["guides/nu", "a-o"]
    )


SEARCH_FILES: dict[str, type[Part]] = {
    "everyday-words": EverydayWordsFile,
    "synonyms": SynonymsFile,
    "pins": PinsFile,
    "help": HelpFile,
    "hints": HintsFile,
}
