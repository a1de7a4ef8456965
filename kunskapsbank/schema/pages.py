"""Front matter of hand-written pages, and the small data files that are not entries."""

from __future__ import annotations

from pydantic import Field

from kunskapsbank.schema.common import Entry
from kunskapsbank.schema.fields import (
    Audience,
    CountyCode,
    Day,
    EntryRef,
    GlossaryId,
    KindName,
    LawId,
    Line,
    Part,
    PhraseId,
    SearchRegister,
    Sentence,
    SourceId,
    Word,
    YesNo,
    at_least_one,
    many,
    optional,
    required,
)


class MeetingCase(Part):
    """An invented case for one workplace, with questions for a staff meeting."""

    role: Audience = required("Roll", "Arbetsplatsen som fallet är till för.", "forskola")
    case: Sentence = required(
        "Påhittat fall", "Aldrig ett riktigt barn.", "Klockan är halv fem. En vuxen kommer för att hämta."
    )
    questions: tuple[Sentence, ...] = at_least_one(
        "Frågor", "Att prata om två och två.", ["Vem stannar hos barnet, och vem ringer?"]
    )
    say: tuple[PhraseId, ...] = many("Ord att öva högt", "Id på fraser.", ["lova-inte-hemligt"])
    laws: tuple[LawId, ...] = many("Lagen", "Id på paragrafer utöver plikten att anmäla.", ["sol-19-4"])
    read: tuple[EntryRef, ...] = many(
        "Läs sedan", "Sidor eller poster, skrivna som mapp/id.", ["situations/berusad-vuxen-hamtar"]
    )


class Meeting(Part):
    """A staff meeting: what all workplaces share, and a case for each. Every case gets a page to print."""

    rules: tuple[Sentence, ...] = at_least_one("Vad som gäller", "Läses högt först.", ["Inga riktiga barn."])
    agenda: tuple[Sentence, ...] = at_least_one(
        "Dagordning", "Börja med hur lång tid.", ["**5 minuter.** Läs reglerna högt."]
    )
    questions: tuple[Sentence, ...] = at_least_one(
        "Frågor för alla", "Samma för alla arbetsplatser.", ["Är det fara nu?"]
    )
    cases: tuple[MeetingCase, ...] = at_least_one("Fall", "Ett för varje arbetsplats.", [{"role": "skola"}])


class Page(Entry):
    """Front matter of a page under docs/. It enters the catalogue like an entry."""

    nav_title: Word | None = optional("Kort namn", "Visas i brödsmulan när titeln är lång.", "Skola")
    role: Audience | None = optional("Rollsida för", "När sidan är guiden för en roll.", "skola")
    order: int | None = optional("Ordning", "Plats i listan över guider.", 10)
    unreviewed_advice: YesNo | None = optional(
        "Ogranskat råd", "ja: sidan får inte spridas av sig själv (noindex).", "ja"
    )
    checklist_items: tuple[Sentence, ...] = many(
        "Checklista", "Punkter att bocka av, hämtade ur samma text.", ["Jag har skrivit ner vad jag såg."]
    )
    meeting: Meeting | None = optional(
        "Personalmöte", "Dagordning, frågor och fall. Varje fall får en egen sida att skriva ut.", {}
    )
    template: Word | None = optional("Mall", "Egen sidmall, när en sådan behövs.", "home.html")
    hide: tuple[Word, ...] = many("Dölj", "Delar av sidan som inte visas.", ["toc"])


class Term(Part):
    """One word of a vocabulary."""

    id: Word = required("Id", "ASCII, små bokstäver.", "skola")
    label: Line = required("Etikett", "Visas för läsaren.", "Skola")
    description: Sentence = required("Beskrivning", "När ordet ska väljas.", "Lärare, mentorer, rektorer.")
    short: Word | None = optional("Kort etikett", "När plats saknas.", "Skola")
    icon: Word | None = optional("Ikon", "Namn på en ikon i Materials uppsättning.", "material/school")
    group: Word | None = optional("Grupp", "Hör samman med.", "roll")


class VocabularyFile(Part):
    """A list of words that a field may hold, in the order readers see them."""

    title: Line = required("Namn", "Listans namn.", "Målgrupper")
    terms: tuple[Term, ...] = at_least_one("Ord", "I visningsordning.", [])


class County(Part):
    """One of the 21 counties."""

    code: Word = required("Länskod", "Två siffror.", "14")
    name: Line = required("Namn", "Fullt namn.", "Västra Götalands län")
    short: Word = required("Kort namn", "Utan «län».", "Västra Götaland")
    region: Line = required("Region", "Regionens namn.", "Västra Götalandsregionen")
    also: tuple[Word, ...] = many("Kallas också", "Andra namn.", ["VGR"])


class Municipality(Part):
    """One of the 290 municipalities."""

    code: Word = required("Kommunkod", "Fyra siffror.", "1480")
    name: Word = required("Namn", "Utan «kommun».", "Göteborg")
    full_name: Line = required("Fullt namn", "Med «kommun».", "Göteborgs kommun")
    slug: Word = required("Adressnamn", "ASCII.", "goteborg")
    county: CountyCode = required("Länskod", "Två siffror.", "14")
    domain: Line | None = optional("Webbplats", "Domännamn, när källor är överens.", "goteborg.se")
    also: tuple[Word, ...] = many("Kallas också", "Andra namn och stavningar.", ["gbg"])
    post_towns: tuple[Word, ...] = many("Postorter", "Orter i kommunen.", ["Göteborg"])


class MunicipalitiesFile(Part):
    """data/municipalities.yml: counties and municipalities with their sources."""

    counties: tuple[County, ...] = at_least_one("Län", "21 län.", [])
    municipalities: tuple[Municipality, ...] = at_least_one("Kommuner", "290 kommuner.", [])
    sources: tuple[SourceId, ...] = at_least_one("Källor", "Id.", [])


class Move(Part):
    """An address that has changed or been retired. Addresses are forever."""

    old: Line = required("Gammalt", "mapp/id som fanns.", "books/gammal-bok")
    new: Line | None = optional("Nytt", "mapp/id som gäller nu.", "books/ny-bok")
    reason: Sentence = required(
        "Skäl", "Varför den flyttades eller togs bort.", "Samma bok fanns två gånger."
    )


class MovedFile(Part):
    """data/moved.yml."""

    moves: tuple[Move, ...] = many("Flyttade", "En post per flytt.", [])


class EverydayWord(Part):
    """A word that readers type, and the word the site uses for it."""

    typed: Word = required("Skrivs i sökrutan", "Så som läsaren skriver det, med små bokstäver.", "soc")
    means: Line = required("Betyder", "Det vi kallar det.", "socialtjänsten")
    term: GlossaryId | None = optional("Ord i ordlistan", "Id på uppslagsordet.", "socialtjanst")
    # With an underscore, since every class has a method called register.
    register_: SearchRegister = Field(
        alias="register", title="Slags ord", description="Välj ur listan.", examples=["vardagligt"]
    )
    show_as: Line = required("Visas som", "Det respektfulla ordet i «Visar träffar för …».", "socialtjänsten")


class EverydayWordsFile(Part):
    """data/search/everyday-words.yml."""

    words: tuple[EverydayWord, ...] = at_least_one("Ord", "En post per ord.", [])


class LeftOut(Part):
    """Something that was looked at and not published, so that nobody adds it again without knowing why."""

    kind: KindName = required("Slag", "Samma namn som i schemat.", "book")
    id: Word = required("Id", "Det id posten hade fått.", "gammal-bok")
    title: Sentence = required("Titel", "Namnet eller orden.", "Gammal bok")
    reason: Sentence = required("Skäl", "Varför den inte är med.", "Enda källan är en blogg.")


class LeftOutFile(Part):
    """One file in data/left-out."""

    items: tuple[LeftOut, ...] = at_least_one("Poster", "En post per sak.", [])


class Waiver(Part):
    """A place where a language rule is set aside, with the reason."""

    page: Line = required("Sida", "Filens plats.", "docs/guides/skola.md")
    rule: Word = required("Regel", "Regelns id.", "L05")
    text: Line = required("Text", "Det som hittades, eller en del av det.", "tystnadsplikt")
    reason: Sentence = required("Skäl", "Varför regeln inte gäller här.", "Ordet förklaras i ordlistan.")
    date: Day = required("Datum", "Dagen då undantaget gjordes.", "2026-11-22")


class WaiversFile(Part):
    """data/language/waivers.yml."""

    waivers: tuple[Waiver, ...] = many("Undantag", "Ett per plats.", [])


class LinkWaiver(Part):
    """A link that the weekly check cannot follow though readers can, with the reason."""

    link: Line = required(
        "Länk eller värdnamn",
        "Hela adressen, eller bara värdnamnet när det gäller alla sidor där.",
        "www.exempel.se",
    )
    reason: Sentence = required("Skäl", "Varför kontrollen inte kommer fram.", "Servern nekar robotar.")
    date: Day = required("Datum", "Dagen då en människa öppnade länken.", "2026-11-22")


class LinkWaiversFile(Part):
    """data/links/waivers.yml."""

    waivers: tuple[LinkWaiver, ...] = many("Undantag", "Ett per länk eller värdnamn.", [])


class OwnWordsFile(Part):
    """data/language/words.yml: words that the dictionary lacks and names of people, places and methods."""

    words: tuple[Word, ...] = at_least_one("Ord", "Små bokstäver, eller som namnet skrivs.", ["orosanmälan"])
