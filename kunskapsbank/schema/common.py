"""What several kinds share: source references, ages, places, review state and the two base records."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from kunskapsbank.schema.fields import (
    Age,
    Audience,
    CountyCode,
    Day,
    EntryRef,
    Line,
    MunicipalityCode,
    Part,
    Relevance,
    Seen,
    Sentence,
    SourceId,
    Status,
    Summary,
    Theme,
    Url,
    Word,
    YesNo,
    at_least_one,
    many,
    optional,
    required,
)


class SourceRef(Part):
    """One place in one source that carries a claim, with the key words seen there."""

    name: Word | None = optional(
        "Namn på hänvisningen",
        "Eget kort namn på sidan, när samma källa används för flera påståenden.",
        "anmala-genast",
    )
    id: SourceId = required("Källa", "Källans id, samma som filnamnet i data/sources.", "sol-2025-400")
    locator: Line | None = optional("Plats i källan", "Kapitel, paragraf, sida eller avsnitt.", "19 kap. 1 §")
    seen: Seen | None = optional(
        "Sedda nyckelord",
        "De ord i källan som bär påståendet, ordagrant och kort.",
        "misstänker att ett barn far illa",
    )


class Ages(Part):
    """Whole years, both ends included."""

    from_: Age = Field(alias="from", title="Från ålder", description="Hela år.", examples=[6])
    to: Age = Field(title="Till ålder", description="Hela år, samma eller högre än från.", examples=[12])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError("ages_reversed")
        return self


class Reviewed(Part):
    """Who, by name, has reviewed the text as a subject expert, and when."""

    by: Line = required(
        "Granskad av", "Namn och roll på den sakkunniga människa som har läst.", "Namn Namnsson, jurist"
    )
    date: Day = required("Granskad den", "Dagen då granskningen blev klar.", "2026-11-22")


class Record(Part):
    """What every entry has, however small."""

    audiences: tuple[Audience, ...] = many(
        "För vem", "De som har nytta av posten. Välj ur listan.", ["skola", "elevhalsa"]
    )
    ages: Ages | None = optional(
        "Barnets ålder", "Hela år. Lämna tomt när källan inte säger något.", {"from": 6, "to": 12}
    )
    themes: tuple[Theme, ...] = many("Teman", "Välj ur listan.", ["alkohol"])
    keywords: tuple[Word, ...] = many(
        "Sökord", "Ord som läsare kan tänkas skriva, också vardagliga.", ["barngrupp", "stödgrupp"]
    )
    sources: tuple[SourceRef, ...] = many(
        "Källor",
        "Källans id, plats i källan och de ord som sågs där.",
        [{"id": "sol-2025-400", "seen": "genast"}],
    )
    related: tuple[EntryRef, ...] = many("Se även", "Andra poster, skrivna som mapp/id.", ["methods/trappan"])
    status: Status = Field(
        default="publicerad",
        title="Status",
        description="Utkast syns inte på sajten. Arkiverad ligger kvar med en förklaring.",
        examples=["publicerad"],
    )
    added: Day = required("Tillagd", "Dagen då posten lades till.", "2026-11-22")
    checked: Day = required("Kontrollerad", "Dagen då texten senast jämfördes med sina källor.", "2026-11-22")
    review_by: Day | None = optional("Läs om senast", "Dagen då posten bör läsas om.", "2027-11-22")
    reviewed: Reviewed | None = optional(
        "Granskad",
        "Fylls bara i av en namngiven sakkunnig.",
        {"by": "Namn Namnsson, jurist", "date": "2026-11-22"},
    )


class Entry(Record):
    """What every entry with a page or a card of its own has."""

    title: Line = required("Titel", "Namnet, så som läsaren känner igen det.", "Trappan")
    summary: Summary = required(
        "Sammanfattning",
        "En eller två meningar: vad det är och vem det hjälper.",
        "Samtal i tre steg för barn.",
    )


class Resource(Entry):
    """What all that a reader may pick up and use has: books, films, podcasts, sites, help lines, courses."""

    about: Sentence | None = optional(
        "Om innehållet", "Vad den handlar om, med egna ord.", "En flicka berättar …"
    )
    when_to_use: Sentence | None = optional(
        "När passar den", "Läget där den hjälper.", "Inför ett samtal i klassen."
    )
    when_not: Sentence | None = optional(
        "När passar den inte", "Läget där den kan göra skada eller missa.", "Inte för …"
    )
    relevance: Relevance | None = optional(
        "Närhet till ämnet",
        "Handlar den direkt om beroende i familjen, eller om något som ligger nära?",
        "direkt",
    )
    url: Url | None = optional("Webbadress", "Börjar med https://", "https://www.junis.se")


class Place(Part):
    """Where something is done; the municipality by its official code."""

    municipality: MunicipalityCode | None = optional("Kommun", "Kommunkod med fyra siffror.", "1480")
    county: CountyCode | None = optional("Län", "Länskod med två siffror.", "14")
    district: Line | None = optional("Stadsdel eller ort", "Namnet på platsen.", "Lövgärdet")
    nationwide: YesNo | None = optional("Hela landet", "ja när det gäller hela landet.", "ja")


__all__ = ["Ages", "Entry", "Place", "Record", "Resource", "Reviewed", "SourceRef", "at_least_one"]
