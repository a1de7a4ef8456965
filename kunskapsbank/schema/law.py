"""Paragraphs of law, deadlines and sources."""

from __future__ import annotations

from kunskapsbank.schema.common import Entry, Record
from kunskapsbank.schema.fields import (
    Country,
    Day,
    Isbn,
    LawId,
    Line,
    Order,
    Paragraph,
    Part,
    Sentence,
    Sfs,
    SourceKind,
    Url,
    Word,
    Year,
    many,
    optional,
    required,
)


class Law(Entry):
    """One paragraph in force, in our own words, with the day its text was read."""

    act: Line = required("Lag", "Lagens namn.", "Socialtjänstlag")
    abbreviation: Word = required("Förkortning", "Så som yrket säger.", "SoL")
    sfs: Sfs = required("SFS-nummer", "År och löpnummer.", "2025:400")
    chapter: Word | None = optional("Kapitel", "Siffran.", "19")
    paragraph: Word = required("Paragraf", "Siffra och bokstav, eller ett spann.", "1")
    in_force_from: Day | None = optional("Gäller från", "Dagen lydelsen började gälla.", "2025-07-01")
    replaces: Line | None = optional("Ersätter", "Äldre lagrum.", "14 kap. 1 § i 2001:453")
    in_short: Sentence = required(
        "I korthet", "Lagen på en rad, för guider och kort.", "Misstänker du … anmäl genast."
    )
    own_words: Paragraph = required("Med egna ord", "Vad paragrafen säger.", "Den som arbetar …")
    binds: Sentence = required("Vem den binder", "Yrken och verksamheter.", "Anställda i förskola, skola …")
    read_on: Day = required("Läst den", "Dagen då lagtexten lästes (eller kopians datum).", "2026-02-12")
    version: Line | None = optional("Lydelse", "Till och med vilken ändring.", "t.o.m. SFS 2025:1501")
    may_change: Sentence | None = optional(
        "Kan ha ändrats", "Förslag eller beslut som inte är läst.", "Prop. 2025/26:60 …"
    )
    for_lawyer: Sentence | None = optional(
        "Fråga till jurist", "Det en jurist ska läsa innan det används.", "Under 15 år …"
    )
    url: Url | None = optional("Lagtexten", "Sidan på riksdagen.se.", "https://www.riksdagen.se")


class Deadline(Record):
    """One time limit in the handling of a report."""

    step: Line = required("Steg", "Vad som ska göras.", "Förhandsbedömning")
    limit: Sentence = required("Tidsgräns", "Så som lagen säger.", "inom 14 dagar")
    law: LawId = required("Lagrum", "Id på paragrafen.", "sol-20-2")
    order: Order = required("Ordning", "Plats i tidslinjen, räknat från 1.", 1)
    for_reporter: Sentence | None = optional(
        "För dig som anmält", "Vad det betyder för dig.", "Du kan fråga …"
    )


class Source(Part):
    """A source that was read. Several facts may rest on it."""

    title: Sentence = required("Titel", "Så som källan själv heter.", "Socialtjänstlag (2025:400)")
    publisher: Line = required("Utgivare", "Myndighet, förlag, tidning eller förening.", "Riksdagen")
    year: Year | None = optional("År", "Utgivningsår.", 2025)
    kind: SourceKind = required("Slags källa", "Välj ur listan.", "lagtext")
    country: Country = required("Land", "Välj ur listan.", "sverige")
    authors: tuple[Line, ...] = many("Författare", "Namn som står på källan.", [])
    isbn: Isbn | None = optional("ISBN", "Siffror.", "9789175551234")
    series: Line | None = optional("Serie", "Serie och nummer.", "SOU 2021:93")
    url: Url | None = optional("Webbadress", "Börjar med https://", "https://www.riksdagen.se")
    note: Sentence | None = optional(
        "Anmärkning", "Det läsaren behöver veta om källan.", "Lydelse t.o.m. SFS 2025:1501."
    )
