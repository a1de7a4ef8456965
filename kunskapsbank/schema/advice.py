"""What to do and say: situations, phrases, what to avoid, signs, myths, glossary."""

from __future__ import annotations

from kunskapsbank.schema.common import Entry, Record
from kunskapsbank.schema.fields import (
    Addressee,
    AgeGroup,
    Audience,
    AvoidId,
    Country,
    EntryRef,
    GlossaryId,
    HelplineId,
    LawId,
    Line,
    Origin,
    Paragraph,
    ParentTold,
    Part,
    PhraseId,
    Sentence,
    Setting,
    Specificity,
    TalkSituation,
    Urgency,
    Word,
    at_least_one,
    many,
    optional,
    required,
)

_PARENT_TOLD = (
    "Får föräldern veta före anmälan",
    "ja, nej, eller fraga-socialtjansten. Vid misstanke om våld, övergrepp eller heder alltid nej.",
    "fraga-socialtjansten",
)


class RoleAdvice(Part):
    """What differs for one role; a field left out means the common text holds."""

    role: Audience = required("Roll", "Välj ur listan.", "tandvard")
    summary: Sentence | None = optional("Sammanfattning", "Ersätter den gemensamma.", "Du ser barnet …")
    urgency: Urgency | None = optional("Angelägenhet", "Ersätter den gemensamma.", "genast")
    first_sentence: Sentence | None = optional(
        "Första meningen", "Ersätter den gemensamma.", "Jag är glad att …"
    )
    first_sentence_to: Addressee | None = optional("Sägs till", "Vem meningen sägs till.", "barn")
    danger: Sentence | None = optional("Fara nu", "När du ringer 112.", "Ring 112 om …")
    report: Sentence | None = optional("Anmäl", "När och hur du anmäler.", "Misstanke räcker.")
    now: tuple[Sentence, ...] = many("Nu", "Ersätter de gemensamma stegen.", ["Stanna hos barnet."])
    today: tuple[Sentence, ...] = many("I dag", "Ersätter de gemensamma stegen.", ["Ring socialtjänsten."])
    after: tuple[Sentence, ...] = many("Sedan", "Ersätter de gemensamma stegen.", ["Fråga hur det går."])
    write_down: tuple[Sentence, ...] = many(
        "Skriv ner", "Ersätter de gemensamma.", ["Dag, tid, barnets ord."]
    )
    say: tuple[PhraseId, ...] = many("Säg", "Id på fraser.", ["lova-inte-hemligt"])
    avoid: tuple[AvoidId, ...] = many("Undvik", "Id på det som ska undvikas.", [])
    phone: tuple[HelplineId, ...] = many("Ring", "Id på stödlinjer.", ["bris-116111"])
    laws: tuple[LawId, ...] = many("Lagen", "Id på paragrafer.", ["sol-19-1"])
    parent: tuple[Sentence, ...] = many(
        "Föräldern", "Sist: vad som gäller föräldern.", ["Fråga socialtjänsten först."]
    )
    parent_told_before_report: ParentTold | None = optional(*_PARENT_TOLD)


class Situation(Entry):
    """An act-now path. The page shows its parts in the order of safety.md 1, whatever the order here."""

    urgency: Urgency = required("Angelägenhet", "akut, genast eller folj-upp.", "genast")
    turns_into_report: Sentence | None = optional(
        "När det blir en anmälan",
        "Krävs när angelägenheten är folj-upp.",
        "Misstänker du att barnet far illa: anmäl genast.",
    )
    first_sentence: Sentence = required(
        "Första meningen att säga", "Ordagrant, går att läsa högt.", "Vad bra att du berättade."
    )
    first_sentence_to: Addressee = required("Sägs till", "Vem meningen sägs till.", "barn")
    danger: Sentence = required("Fara nu", "När du ringer 112.", "Ring 112 om någon är skadad eller hotad.")
    report: Sentence = required("Anmäl", "När och hur du anmäler.", "Misstanke räcker. Anmäl genast.")
    now: tuple[Sentence, ...] = at_least_one("Nu", "Stegen de närmaste minuterna.", ["Stanna hos barnet."])
    today: tuple[Sentence, ...] = many("I dag", "Stegen samma dag.", ["Ring socialtjänsten."])
    after: tuple[Sentence, ...] = many("Sedan", "Stegen dagarna efter.", ["Fråga hur det går."])
    write_down: tuple[Sentence, ...] = many(
        "Skriv ner", "Det som ska antecknas.", ["Dag, tid, barnets egna ord."]
    )
    say: tuple[PhraseId, ...] = many("Säg", "Id på fraser.", ["lova-inte-hemligt"])
    avoid: tuple[AvoidId, ...] = many("Undvik", "Id på det som ska undvikas.", [])
    phone: tuple[HelplineId, ...] = many("Ring", "Id på stödlinjer.", ["bris-116111"])
    laws: tuple[LawId, ...] = many("Lagen", "Id på paragrafer.", ["sol-19-1"])
    parent: tuple[Sentence, ...] = many(
        "Föräldern", "Sist: vad som gäller föräldern.", ["Fråga socialtjänsten först."]
    )
    parent_told_before_report: ParentTold = required(*_PARENT_TOLD)
    not_settled: Sentence | None = optional(
        "Inte avgjort här",
        "Det som en jurist eller din verksamhet måste svara på.",
        "Hur långt personal får gå …",
    )
    next: tuple[EntryRef, ...] = many(
        "Nästa steg", "Sidor eller poster, skrivna som mapp/id.", ["guides/orosanmalan"]
    )
    by_role: tuple[RoleAdvice, ...] = at_least_one(
        "Roller", "En post för varje roll som läget gäller.", [{"role": "skola"}]
    )


class Phrase(Record):
    """Words that can be said aloud, with the conditions they must never be shown without."""

    words: Sentence = required(
        "Orden", "Ordagrant, går att säga högt.", "Jag har sett att du är trött. Hur har du det?"
    )
    situation: TalkSituation = required("Läge", "Välj ur listan.", "oppna-samtal-barn")
    to: Addressee = required("Sägs till", "Välj ur listan.", "barn")
    why: Sentence = required("Varför", "Varför orden hjälper.", "Barnet får beskriva det som syns.")
    origin: Origin = required("Ursprung", "Egen lydelse efter källan, eller citat.", "egen")
    country: Country = required("Källans land", "Välj ur listan.", "sverige")
    when_not: Sentence | None = optional(
        "Säg det inte när",
        "Krävs för allt som sägs till en förälder.",
        "Vid misstanke om våld eller övergrepp.",
    )
    do_first: Sentence | None = optional(
        "Gör detta först", "Det som måste vara gjort innan.", "Säg att du inte kan lova att hålla tyst."
    )
    urgency: Urgency | None = optional("Angelägenhet", "När orden hör till ett bråttom läge.", "genast")
    parent_told_before_report: ParentTold | None = optional(*_PARENT_TOLD)


class Avoid(Record):
    """What not to say or do, and what to do instead."""

    avoid: Sentence = required("Undvik", "Det som inte ska sägas eller göras.", "Lova att hålla tyst.")
    instead: Sentence = required("I stället", "Det som hjälper.", "Säg vem du måste berätta för.")
    why: Sentence | None = optional("Varför", "Varför det skadar.", "Barnet tappar tilliten.")
    country: Country = required("Källans land", "Välj ur listan.", "sverige")


class Sign(Record):
    """Something an adult may see. Never a diagnosis and never a label on a child."""

    sign: Sentence = required(
        "Det här kan du se", "Vad som syns, utan tolkning.", "Barnet blir ofta hämtat sent."
    )
    age_groups: tuple[AgeGroup, ...] = at_least_one(
        "Åldersgrupp", "Bara den indelning källan bär.", ["skolalder"]
    )
    settings: tuple[Setting, ...] = at_least_one("Var det syns", "Välj ur listan.", ["skola"])
    specific: Specificity = required(
        "Hör det till beroende", "Säger källan att tecknet hör till beroende i familjen?", "oklart"
    )
    country: Country = required("Källans land", "Välj ur listan.", "sverige")
    urgency: Urgency = required("Angelägenhet", "akut, genast eller folj-upp.", "folj-upp")
    caution: Sentence | None = optional(
        "Tänk på", "Andra förklaringar och det man inte får sluta sig till.", "Kan bero på …"
    )


class Myth(Record):
    """A common belief and the sourced answer."""

    myth: Sentence = required("Det sägs", "Så som folk säger det.", "Man måste vara säker.")
    answer: Paragraph = required("Så är det", "Svaret med egna ord.", "Misstanke räcker.")
    laws: tuple[LawId, ...] = many("Lagen", "Id på paragrafer.", ["sol-19-1"])


class WordAdvice(Part):
    """How to speak with respect."""

    use: Line = required("Säg", "Det respektfulla ordet.", "göra en orosanmälan")
    avoid: tuple[Word, ...] = many("Undvik", "Ord som sårar eller är föråldrade.", ["ange"])
    why: Sentence | None = optional("Varför", "Skälet.", "Anmälan gäller barnets behov.")


class GlossaryTerm(Record):
    """A word explained so that anyone understands it at once."""

    term: Line = required("Ord", "Uppslagsordet.", "orosanmälan")
    plain: Paragraph = required("Förklaring", "En eller två enkla meningar.", "När någon berättar …")
    synonyms: tuple[Word, ...] = many(
        "Kallas också", "Ord med samma betydelse som får visas.", ["anmälan om oro"]
    )
    search_only: tuple[Word, ...] = many(
        "Bara i sökningen", "Slang, äldre ord och felstavningar.", ["socanmälan"]
    )
    see_also: tuple[GlossaryId, ...] = many("Se även", "Id på andra ord.", ["skyddsbedomning"])
    law: tuple[Line, ...] = many("Lagrum", "Så som det skrivs.", ["19 kap. 1 § SoL (2025:400)"])
    advice: WordAdvice | None = optional("Ordråd", "Vad du hellre säger.", {"use": "göra en orosanmälan"})
