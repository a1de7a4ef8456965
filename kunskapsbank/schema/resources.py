"""Books, films, podcasts, sites, help lines and courses."""

from __future__ import annotations

from kunskapsbank.schema.common import Resource
from kunskapsbank.schema.fields import (
    BookKind,
    CourseKind,
    FilmKind,
    Isbn,
    Language,
    Line,
    NumberCheckResult,
    Part,
    PartialDate,
    Seen,
    Sentence,
    SourceId,
    Year,
    at_least_one,
    many,
    optional,
    required,
)

_QUESTIONS = (
    "Frågor att prata om",
    "Öppna frågor som inte tvingar någon att berätta om sig själv.",
    ["Vem kunde hjälpa?"],
)


class Book(Resource):
    """A book or a report."""

    creators: tuple[Line, ...] = at_least_one(
        "Upphov", "Författare, illustratör eller utgivare.", ["Stina Wirsén"]
    )
    publisher: Line | None = optional("Förlag", "Förlag eller utgivare.", "Bonnier Carlsen")
    year: Year | None = optional("År", "Utgivningsår.", 2014)
    isbn: Isbn | None = optional("ISBN", "Siffror, med eller utan bindestreck.", "9789163884627")
    kind: BookKind = required("Slags bok", "Välj ur listan.", "bilderbok")
    length: Line | None = optional("Längd", "Sidor eller lästid.", "32 sidor")
    where: Line | None = optional("Var den finns", "Bibliotek, förlag eller fri på nätet.", "Bibliotek")
    questions: tuple[Sentence, ...] = many(*_QUESTIONS)


class Film(Resource):
    """A film, series or programme."""

    creators: tuple[Line, ...] = many("Av", "Regissör, produktionsbolag eller kanal.", ["SVT"])
    year: Year | None = optional("År", "Premiärår.", 2023)
    kind: FilmKind = required("Slags film", "Välj ur listan.", "dokumentar")
    length: Line | None = optional("Längd", "Minuter eller antal avsnitt.", "58 minuter")
    age_limit: Line | None = optional("Åldersgräns", "Den gräns källan anger.", "från 11 år")
    where: Line | None = optional("Var den finns", "Kanal, tjänst eller bibliotek.", "SVT Play")
    questions: tuple[Sentence, ...] = many(*_QUESTIONS)


class Podcast(Resource):
    """A podcast, radio series or episode."""

    creators: tuple[Line, ...] = many("Av", "Den som gör podden.", ["Sveriges Radio P1"])
    year: Year | None = optional("År", "Året den kom.", 2021)
    episode: Line | None = optional("Avsnitt", "När det gäller ett visst avsnitt.", "Att växa upp med …")
    length: Line | None = optional("Längd", "Minuter eller antal avsnitt.", "40 minuter")
    where: Line | None = optional("Var den finns", "Tjänst eller app.", "Sveriges Radio")
    questions: tuple[Sentence, ...] = many(*_QUESTIONS)


class SiteCheck(Part):
    """What the latest look at the site's currency said."""

    date: PartialDate | None = optional("Källans datum", "År, år-månad eller dag.", "2025-08-20")
    source: SourceId | None = optional("Källa", "Källans id.", "8sidor-bris-2025-08")
    verdict: Sentence = required("Besked", "Vad kontrollen kom fram till.", "Gäller.")


class Site(Resource):
    """A web site."""

    owner: Line = required("Ägare", "Den som ansvarar för sajten.", "Bris")
    languages: tuple[Language, ...] = many("Språk", "Språk som sajten finns på.", ["svenska"])
    offers: Sentence = required("Vad du hittar där", "Med egna ord.", "Chatt, fakta och råd.")
    check: SiteCheck | None = optional(
        "Kontroll", "Senaste kontrollen av att sajten lever.", {"verdict": "Gäller."}
    )


class NumberCheck(Part):
    """The check without which no telephone number is printed (safety.md 11)."""

    date: PartialDate | None = optional("Källans datum", "Dagen källan är från.", "2024-04-16")
    source: SourceId = required("Källa", "Källans id.", "nck-nyhet-2024-04")
    seen: Seen = required("Sedda nyckelord", "Ordagrant ur källan.", "020-50 50 50 är öppen dygnet runt")
    result: NumberCheckResult = required("Besked", "Välj ur listan.", "bekraftat")
    verdict: Sentence = required(
        "Förklaring", "Vad som bekräftas och vad som är osäkert.", "Källan är ägaren."
    )


class Helpline(Resource):
    """A help line or chat."""

    owner: Line = required("Ägare", "Den som driver linjen.", "Bris")
    number: Line | None = optional("Telefonnummer", "Bara nummer som kontrollen bekräftar.", "116 111")
    number_check: NumberCheck | None = optional(
        "Kontroll av numret", "Datum, källa och besked.", {"result": "bekraftat"}
    )
    hours: Line | None = optional("Öppet", "Tider enligt kontrollen.", "dygnet runt")
    who_may_call: Line = required("Vem får ringa", "Med läsarens ord.", "Barn och unga under 18 år")
    chat: Line | None = optional("Chatt och mejl", "Andra vägar än telefon.", "Chatt på bris.se")
    cost: Line | None = optional("Kostnad", "Vad samtalet kostar.", "Gratis")


class Course(Resource):
    """A course, lecture or study material for professionals or volunteers."""

    owner: Line = required("Arrangör", "Den som ger utbildningen.", "Barnafrid")
    kind: CourseKind = required("Slags utbildning", "Välj ur listan.", "webbutbildning")
    length: Line | None = optional("Längd", "Timmar, dagar eller träffar.", "ungefär tre timmar")
    cost: Line | None = optional("Kostnad", "Vad källan säger om pris.", "Gratis")
    where: Line | None = optional("Var", "På nätet eller på plats.", "På nätet")
    available_now: PartialDate | None = optional("Senast sedd", "Senaste uppgift om att den ges.", "2024")
