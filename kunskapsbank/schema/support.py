"""Methods, good examples, research reviews and statistics."""

from __future__ import annotations

from decimal import Decimal

from kunskapsbank.schema.common import Entry, Place
from kunskapsbank.schema.fields import (
    AvailabilityAnswer,
    Certainty,
    Chart,
    Direction,
    Fit,
    Focus,
    LessonsBasis,
    Line,
    MethodFormat,
    MethodKind,
    Paragraph,
    Part,
    PartialDate,
    Participation,
    PracticeKind,
    Relevance,
    Reviewer,
    Seen,
    Sentence,
    Setting,
    SourceId,
    TrainingLevel,
    Url,
    Year,
    at_least_one,
    many,
    optional,
    required,
)


class Evidence(Part):
    """One line of the honesty card: who has looked, at which outcome, and what they say. We never rate."""

    reviewer: Reviewer = required("Vem har granskat", "Vilket slags granskare.", "svensk-myndighet")
    reviewer_name: Line | None = optional("Granskarens namn", "Myndighet, register eller studie.", "SBU")
    outcome: Line = required("Utfall", "Vad som mättes.", "barns skuldkänslor")
    direction: Direction = required("Riktning", "Vad källan säger hände med utfallet.", "oklart")
    certainty: Certainty = required(
        "Tillförlitlighet", "Bara när källan själv graderar; annars ej-graderad.", "ej-graderad"
    )
    sweden: Fit = required("Studerat i Sverige", "ja, delvis, nej eller framgar-inte.", "nej")
    our_target_group: Fit = required(
        "Vår målgrupp", "Barn i familjer med skadligt bruk eller beroende?", "delvis"
    )
    statement: Sentence = required(
        "Vad källan säger", "Med egna ord, utan betyg.", "Sju studier, oklart resultat."
    )
    source: SourceId = required("Källa", "Källans id.", "sbu-280-press-2018")
    locator: Line | None = optional("Plats i källan", "Sida eller avsnitt.", "s. 12")
    seen: Seen = required("Sedda nyckelord", "De ord i källan som bär påståendet.", "kan inte bedömas")
    year: Year | None = optional("År", "Året då granskningen eller studien kom.", 2018)


class Training(Part):
    """What a leader needs before using the method."""

    level: TrainingLevel = required("Utbildningskrav", "Välj ur listan.", "grundutbildning")
    note: Sentence | None = optional(
        "Om utbildningen", "Vem som ger den, hur länge, vad den kostar.", "Två dagar hos …"
    )


class Availability(Part):
    """Whether the method can be had today, as far as a dated source says."""

    answer: AvailabilityAnswer = required("Finns att få", "Välj ur listan.", "oklart")
    as_of: PartialDate = required("Enligt uppgift från", "År, år-månad eller dag.", "2024-05")
    note: Sentence | None = optional("Kommentar", "Vad som är oklart.", "Nya kurser har inte setts.")


class Method(Entry):
    """A way of working with children or families."""

    also_known_as: tuple[Line, ...] = many("Kallas också", "Andra namn och stavningar.", ["barngrupp"])
    kind: MethodKind = required("Slags metod", "Välj ur listan.", "stodgrupp")
    relevance: Relevance = required(
        "Närhet till ämnet", "direkt när metoden är gjord för barn i familjer med beroende.", "direkt"
    )
    target_group: Sentence = required(
        "Målgrupp", "Vilka barn och vuxna den är till för.", "Barn 7–12 år vars …"
    )
    aim: Paragraph = required("Mål", "Vad metoden vill åstadkomma.", "Att barnet får ord för …")
    how_it_works: Paragraph = required("Så går det till", "Steg för steg, kort.", "Gruppen träffas …")
    settings: tuple[Setting, ...] = many("Var", "Var metoden används.", ["socialtjanst"])
    format: tuple[MethodFormat, ...] = many("Form", "Välj ur listan.", ["grupp"])
    sessions: Sentence | None = optional("Träffar", "Antal, längd och takt.", "15 träffar, en i veckan")
    participation: tuple[Participation, ...] = many("Vem är med", "Välj ur listan.", ["barn-utan-foralder"])
    training: Training | None = optional(
        "Utbildning", "Vad ledaren behöver kunna.", {"level": "grundutbildning"}
    )
    cost: Sentence | None = optional("Kostnad", "Vad källan säger om pris.", "Fri att ladda ner")
    when_not: tuple[Sentence, ...] = many(
        "När inte", "Lägen där metoden inte ska användas.", ["Vid pågående våld."]
    )
    evidence: tuple[Evidence, ...] = many("Granskning", "En post per granskare och utfall.", [])
    used_in_sweden: Paragraph | None = optional(
        "I Sverige", "Var och hur den används.", "I omkring 40 kommuner …"
    )
    available_now: Availability | None = optional(
        "Finns att få", "Enligt daterad källa.", {"answer": "oklart", "as_of": "2024"}
    )
    owner: Line | None = optional("Ägare", "Den som ger ut eller utvecklar metoden.", "Rädda Barnen")
    interest: Line = required(
        "Junis del i metoden",
        "Driver eller utbildar Junis eller IOGT-NTO-rörelsen i metoden? Bara Junis kan svara.",
        "uppgift saknas – fråga Junis",
    )
    url: Url | None = optional(
        "Webbadress", "Ägarens sida. Börjar med https://", "https://www.allmannabarnhuset.se"
    )


class Practice(Entry):
    """A good example: what somebody did somewhere, and what came of it."""

    place: Place = required("Plats", "Kommun, län eller hela landet.", {"municipality": "1480"})
    organisation: Line = required("Organisation", "Den som gjorde det.", "Socialkontoret i Lövgärdet")
    kind: PracticeKind = required("Slags exempel", "Välj ur listan.", "tillit")
    focus: Focus = required(
        "Inriktning", "Gäller det beroende i familjen eller utsatta barn i stort?", "beroende"
    )
    years: Line | None = optional("År", "När det pågick.", "2018–2021")
    problem: Paragraph = required("Problemet", "Vad de ville ändra på.", "Få sökte stöd själva.")
    what_they_did: Paragraph = required("Det här gjorde de", "Kort och konkret.", "De var på plats …")
    result: Paragraph | None = optional("Resultat", "Tal med år och källa.", "Från 3 till 75 ansökningar.")
    lessons: Paragraph | None = optional("Lärdomar", "Vad andra kan ta med sig.", "Närvaro bygger tillit.")
    lessons_basis: LessonsBasis | None = optional(
        "Lärdomarnas grund", "Säger källan det, eller är det vår tolkning?", "kalla"
    )
    how_to_start: tuple[Sentence, ...] = many("Så kan du börja", "Tre till fem små steg.", ["Bjud in …"])
    url: Url | None = optional("Webbadress", "Börjar med https://", "https://www.gotland.se")


class Review(Entry):
    """What an authority or a systematic review found."""

    body: Line = required("Vem", "Myndighet eller organisation.", "SBU")
    year: Year | None = optional("År", "Utgivningsår.", 2018)
    scope: Sentence = required("Vad de granskade", "Frågan och underlaget.", "33 studier om …")
    finding: Paragraph = required("Vad de fann", "Med egna ord.", "Oklart om …")
    limits: Paragraph | None = optional(
        "Begränsningar", "Vad översikten inte säger.", "Ingen studie i Sverige."
    )
    url: Url | None = optional("Webbadress", "Börjar med https://", "https://www.sbu.se")


class Point(Part):
    """One figure: its year, value, what it counts and where it was seen."""

    year: Year = required("År", "Året som uppgiften gäller.", 2023)
    value: Decimal = required("Värde", "Tal med punkt som decimaltecken.", "2542")
    label: Line | None = optional("Etikett", "När flera grupper redovisas för samma år.", "flickor")
    source: SourceId = required("Källa", "Källans id.", "accent-junis-2024")
    seen: Seen = required("Sedda nyckelord", "De ord i källan som bär siffran.", "2 542 barn")
    note: Sentence | None = optional("Anmärkning", "Det som gäller just den punkten.", "178 kommuner svarade")


class Statistic(Entry):
    """A series of figures with the caveat it must never be shown without."""

    unit: Line = required("Enhet", "Vad talen räknar.", "barn")
    population: Sentence = required("Gäller", "Vilka som ingår.", "kommuner som svarat på Junis enkät")
    counted_by: Line = required("Vem räknade", "Myndighet, organisation eller forskare.", "Junis")
    points: tuple[Point, ...] = at_least_one("Värden", "Ett per år och etikett.", [])
    caveat: Sentence = required(
        "Läs så här", "Det man måste veta för att inte läsa fel.", "Olika kommuner svarar …"
    )
    chart: Chart = required("Visas som", "staplar, linje, andel eller tabell.", "staplar")
    whole: Decimal | None = optional(
        "Helheten", "Talet som en andel räknas av, när diagrammet visar andel. Utan det: 100.", "290"
    )
