"""Rules for each text wherever it stands in an entry: words out of lists, links, numbers, law and respect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import BaseModel

from kunskapsbank.markup import links
from kunskapsbank.problems import Rule, rule_table
from kunskapsbank.rules.contract import Context, Found
from kunskapsbank.schema.common import Record
from kunskapsbank.schema.fields import Format, Markup, Reference, Vocabulary
from kunskapsbank.schema.law import Law
from kunskapsbank.schema.walk import Place, Text, texts
from kunskapsbank.validation import nearest, show

RULES = rule_table(
    [
        Rule(
            "R01",
            "Ord ur en lista är ord som finns i listan.",
            "Filter och etiketter bygger på dem.",
            "audiences:\n  - skola",
            "audiences:\n  - skolan",
        ),
        Rule(
            "R02",
            "En webbadress börjar med https:// och har ett värdnamn.",
            "Andra länkar är osäkra eller leder ingenstans.",
            "url: https://www.bris.se",
            "url: javascript:alert(1)",
        ),
        Rule(
            "R03",
            "Ett ISBN har rätt kontrollsiffra.",
            "Annars hittar ingen boken.",
            "isbn: 9789163884627",
            "isbn: 9789163884628",
        ),
        Rule(
            "R04",
            "En text innehåller ingen HTML.",
            "Text från en ändring får aldrig köras på sajten.",
            "about: Om en flicka.",
            "about: <b>Om</b> en flicka.",
        ),
        Rule(
            "R05",
            "En text innehåller inga mallkommandon ({{ }}, {% %}).",
            "Text från en ändring får aldrig köras på sajten.",
            "about: Om en flicka.",
            "about: Om {{ flicka }}.",
        ),
        Rule(
            "R06",
            "Lagen är socialtjänstlagen (2025:400); den gamla nämns bara som «tidigare 14 kap. 1 §».",
            "Fel paragraf i en anmälan skapar osäkerhet.",
            "own_words: Enligt 19 kap. 1 § …",
            "own_words: Enligt 14 kap. 1 § SoL …",
        ),
        Rule(
            "R08",
            "Adresser till kopior som lagts ut utan lov används inte.",
            "Vi länkar till utgivaren, eller anger serie, år eller ISBN.",
            "url: https://www.socialstyrelsen.se",
            "url: https://www.scribd.com/document/1",
        ),
        Rule(
            "R14",
            "Respektfulla ord: aldrig «missbrukare» eller «alkis».",
            "Läsaren kan vara barnet eller föräldern.",
            "about: En pappa som dricker.",
            "about: En missbrukare.",
        ),
        Rule(
            "R15",
            "Ett datum som år, år-månad eller dag skrivs 2024, 2024-05 eller 2024-05-31.",
            "Annars går det inte att sortera.",
            "as_of: 2024-05",
            "as_of: maj 2024",
        ),
        Rule(
            "R16",
            "Ett SFS-nummer skrivs år:löpnummer.",
            "Så hittar läsaren lagen.",
            "sfs: 2025:400",
            "sfs: SFS 400",
        ),
        Rule(
            "R18",
            "Lagtextens egna äldre paragrafer skrivs i fältet Ersätter.",
            "Läsaren ska se vad som gäller nu.",
            "replaces: 14 kap. 1 § i 2001:453",
            "own_words: 14 kap. 1 § …",
        ),
    ]
)

_HTML = re.compile(r"<[A-Za-z/!?]")
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
_WITHDRAWN = re.compile(r"(?<!\d)14 kap\.? ?1 ?[a-c]? ?§|2001:453", re.IGNORECASE)
# One of these stands in whatever the pattern finds; looking for them is much quicker.
_WITHDRAWN_HINTS = ("14 kap", "2001:453")
_HISTORY = re.compile(
    r"tidigare|gamla|äldre|ersatt|ersätt|upphäv|före (?:den )?(?:1 )?juli 2025|förr", re.IGNORECASE
)
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SFS = re.compile(r"\d{4}:\d{1,4}")
_DISRESPECTFUL = ("missbrukare", "alkis", "knarkare")
_DISRESPECT = re.compile(rf"\b((?:{'|'.join(_DISRESPECTFUL)})\w*)\b", re.IGNORECASE)
_DISRESPECT_ALLOWED = ("search_only", "typed", "avoid", "title", "seen", "keywords", "act", "locator")
# Names of copies put out without leave; matched against the registrable part of the host name.
PIRATE_MIRRORS = frozenset(
    {
        "5dok",
        "coggle",
        "docplayer",
        "docsity",
        "dokumen",
        "pdfcoffee",
        "pdfslide",
        "scribd",
        "slideplayer",
        "studylib",
        "vdocuments",
    }
)
_HISTORY_ALLOWED = ("seen", "replaces", "locator", "note", "version", "typed")


def check_texts(entry: BaseModel, context: Context) -> Iterator[Found]:
    """Yield every breach of the rules in this module, for one entry or one page's front matter."""
    written = texts(entry)
    for text in written:
        if Vocabulary in text.markers:
            yield from _vocabulary(text, context)
        elif Format in text.markers or Markup in text.markers:
            yield from _form(text)
    # Looking for a few letters is much quicker than the rules' own patterns, and hardly ever finds any.
    everything = "\n".join(text.value for text in written)
    folded = everything.casefold()
    if "<" in everything or "{" in everything or "}" in everything:
        for text in written:
            yield from _safe(text)
    if any(hint in folded for hint in _WITHDRAWN_HINTS):
        for text in written:
            yield from _law(text, entry)
    if any(word in folded for word in _DISRESPECTFUL):
        for text in written:
            yield from _respect(text)


def _vocabulary(text: Text, context: Context) -> Iterator[Found]:
    vocabulary = text.marker(Vocabulary)
    if vocabulary is None:
        return
    allowed = context.words.get(vocabulary.name)
    if allowed is None:
        return  # a list that is missing or has faults of its own is told once, not for every word
    if text.value not in allowed:
        yield Found("R01", text.place, f"Nu står det {show(text.value)}.", nearest(text.value, allowed))


def _form(text: Text) -> Iterator[Found]:
    form = text.marker(Format)
    if form is None:
        if text.marker(Markup):
            for target in links(text.value):
                if ":" in target:
                    yield from _url(text.place, target)
        return
    if form.name == "url":
        yield from _url(text.place, text.value)
    elif form.name == "isbn" and not isbn_is_valid(text.value):
        yield Found(
            "R03", text.place, f"Nu står det {show(text.value)}.", "Läs siffrorna på boken en gång till."
        )
    elif form.name == "partial_date" and not _PARTIAL_DATE.fullmatch(text.value):
        yield Found("R15", text.place, f"Nu står det {show(text.value)}.")
    elif form.name == "sfs" and not _SFS.fullmatch(text.value):
        yield Found("R16", text.place, f"Nu står det {show(text.value)}.")


def _url(place: Place, address: str) -> Iterator[Found]:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = None, ""
    if parts is None or parts.scheme != "https" or "." not in host or re.search(r"[\s<>\"'`]", address):
        yield Found(
            "R02", place, f"Nu står det {show(address)}.", "Kopiera adressen ur webbläsarens adressfält."
        )
    elif PIRATE_MIRRORS & set(host.split(".")):
        yield Found(
            "R08", place, f"Nu står det {show(address)}.", "Ta bort adressen och ange utgivare och år."
        )


def isbn_is_valid(text: str) -> bool:
    """Tell whether ``text`` is an ISBN-10 or ISBN-13 with the right check digit (ISO 2108)."""
    digits = text.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(d) * (1 if i % 2 == 0 else 3) for i, d in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if d == "X" else int(d) for d in digits]
        return sum((10 - i) * value for i, value in enumerate(values)) % 11 == 0
    return False


def _safe(text: Text) -> Iterator[Found]:
    if match := _HTML.search(text.value):
        yield Found(
            "R04", text.place, f"Nu står det {show(text.value[match.start() :])}.", "Skriv utan < och >."
        )
    if match := _TEMPLATE.search(text.value):
        yield Found("R05", text.place, f"Nu står det {show(text.value[match.start() :])}.")


def _law(text: Text, entry: BaseModel) -> Iterator[Found]:
    if text.place[-1] in _HISTORY_ALLOWED or any(part in ("keywords", "search_only") for part in text.place):
        return  # words that searchers use
    if text.place[0] == "title" and not isinstance(entry, Record):
        return  # titles that old sources carry themselves
    for match in _WITHDRAWN.finditer(text.value):
        before = text.value[max(0, match.start() - 90) : match.end() + 60]
        if not _HISTORY.search(before):
            rule = "R18" if isinstance(entry, Law) else "R06"
            yield Found(rule, text.place, f"Nu står det {show(before)}.", "Skriv 19 kap. 1 § SoL (2025:400).")


def is_prose(text: Text) -> bool:
    """Tell whether a text is the editor's own words: ids, addresses and words out of lists are not."""
    return not any(text.marker(kind) for kind in (Vocabulary, Reference, Format))


def _respect(text: Text) -> Iterator[Found]:
    if not is_prose(text) or any(part in _DISRESPECT_ALLOWED for part in text.place):
        return
    if match := _DISRESPECT.search(text.value):
        yield Found(
            "R14", text.place, f"Nu står det {show(match[0])}.", "Skriv till exempel «förälder som dricker»."
        )
