"""The rules for how a file is written, and what the YAML parsers' English errors mean in Swedish.

libyaml and PyYAML name the place where they gave up, which is often not the place of the mistake.
``WORDINGS`` is therefore read from the top: the first row whose wording, context and look of the
line all fit decides which rule was broken and which of the two marked lines to show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kunskapsbank.problems import Rule, rule_table

RULES: Final[dict[str, Rule]] = rule_table(
    (
        Rule(
            "Y01",
            "Filen ska vara sparad som UTF-8.",
            "I en annan teckenkodning blir å, ä och ö fel eller går inte att läsa.",
            "title: Bläckfisken",
            "Filen är sparad som Windows-1252 eller UTF-16.",
        ),
        Rule(
            "Y02",
            "Filen ska vara sparad som UTF-8 utan BOM.",
            "BOM är ett osynligt tecken först i filen som förstör det första fältets namn.",
            "title: Bläckfisken",
            "Filen är sparad som «UTF-8 med BOM» i Anteckningar.",
        ),
        Rule(
            "Y03",
            "Texten ska bara ha synliga tecken, mellanslag och radbrytningar.",
            "Osynliga tecken följer ofta med när du klistrar in text. De stör sökningen och kan dölja text.",
            "title: Bläckfisken",
            'title: "Bläck\\u200bfisken"',
        ),
        Rule(
            "Y04",
            "Indrag ska göras med mellanslag, aldrig med tabb.",
            "YAML vet inte hur bred en tabb är och kan därför inte se vad som hör ihop.",
            "audiences:\n  - skola",
            "audiences:\n\t- skola",
        ),
        Rule(
            "Y05",
            "Ett citattecken som öppnar en text ska ha ett likadant som stänger den.",
            "Utan det stängande tecknet läses resten av filen som en del av texten.",
            'title: "Bläckfisken"',
            'title: "Bläckfisken',
        ),
        Rule(
            "Y06",
            "En text med kolon och mellanslag i ska stå inom citattecken.",
            "Kolon följt av mellanslag skiljer fältets namn från dess värde.",
            'title: "Bläckfisken: en bok om oro"',
            "title: Bläckfisken: en bok om oro",
        ),
        Rule(
            "Y07",
            "En text som börjar med ett specialtecken ska stå inom citattecken.",
            "Tecknen @ ` % > | - ? , ] och } har en egen betydelse i YAML när de står först.",
            'summary: "> 18 år"',
            "summary: > 18 år",
        ),
        Rule(
            "Y08",
            "En text som börjar med & eller * ska stå inom citattecken.",
            "I YAML är det genvägar som kopierar text mellan fält. Här står varje text där den hör hemma.",
            'summary: "*Viktigt* att veta"',
            "summary: *Viktigt* att veta",
        ),
        Rule(
            "Y09",
            "En text som börjar med ! ska stå inom citattecken.",
            "I YAML är det en typmärkning, och sådana kan få ett program att köra kod.",
            'summary: "!Viktigt att veta"',
            "summary: !Viktigt att veta",
        ),
        Rule(
            "Y10",
            "Varje fält ska skrivas ut; sammanslagning med << används inte.",
            "Den som läser filen ska se alla uppgifter där, utan att leta i en annan del av den.",
            "title: Bläckfisken\nyear: 2019",
            "title: Bläckfisken\n<<: {year: 2019}",
        ),
        Rule(
            "Y11",
            "En fil ska ha en enda post; raden --- får bara stå först.",
            "Filens namn är postens adress. Två poster i en fil skulle dela adress.",
            "title: Bläckfisken",
            "title: Bläckfisken\n---\ntitle: Vinterbarn",
        ),
        Rule(
            "Y12",
            "Varje fält ska stå högst en gång på samma nivå.",
            "Står det två gånger kan ingen veta vilket som gäller, och det ena skulle försvinna.",
            "title: Bläckfisken\nyear: 2019",
            "title: Bläckfisken\ntitle: Vinterbarn",
        ),
        Rule(
            "Y13",
            "Filen ska ha innehåll.",
            "En tom fil blir en tom sida. Ta bort filen om posten inte ska finnas.",
            "title: Bläckfisken",
            "# Här finns inga fält.",
        ),
        Rule(
            "Y14",
            "Filen ska bestå av rader med fält, kolon och värde.",
            "Fälten säger vad varje uppgift är. En lista eller en lös text säger inte det.",
            "title: Bläckfisken",
            "- Bläckfisken\n- Vinterbarn",
        ),
        Rule(
            "Y15",
            "En text med # efter ett mellanslag ska stå inom citattecken.",
            "Från # till radens slut är en kommentar, så den delen av texten försvinner utan att det syns.",
            'title: "#barn"',
            "title: #barn",
        ),
        Rule(
            "Y16",
            "Filen ska vara högst 200 kB.",
            "En post är några kB text. En större fil är oftast en bild eller en export som har hamnat fel.",
            "Filen är 3 kB.",
            "Filen är 5 MB.",
        ),
        Rule(
            "Y17",
            "Filen ska vara en vanlig fil, inte en genväg (symbolisk länk).",
            "En genväg kan peka utanför kunskapsbanken och fungerar inte på andra datorer.",
            "data/books/blackfisken.yml är en fil.",
            "data/books/blackfisken.yml är en länk till en annan fil.",
        ),
        Rule(
            "Y18",
            "Namnet ska tillhöra en vanlig fil, inte en mapp.",
            "Varje post är en egen fil direkt i mappen för sin sort.",
            "data/books/blackfisken.yml är en fil.",
            "data/books/blackfisken.yml är en mapp.",
        ),
        Rule(
            "Y19",
            "Filen ska finnas och gå att läsa.",
            "En fil som inte går att läsa kan inte bli en sida.",
            "Du kan öppna filen.",
            "Filen saknar läsrättighet.",
        ),
        Rule(
            "Y20",
            "Fält ska ligga i högst 12 nivåer.",
            "Posterna har få nivåer. Fler tyder på att indraget eller klamrarna har blivit fel.",
            "ages:\n  from: 7",
            "ages: [[[[[[[[[[[[[7]]]]]]]]]]]]]",
        ),
        Rule(
            "Y21",
            "Ett fältnamn ska vara ett ord på en rad, direkt före kolon.",
            "Namnet är det som talar om vilken uppgift som följer.",
            "title: Bläckfisken",
            ": Bläckfisken",
        ),
        Rule(
            "Y22",
            "En text som börjar med [ eller { ska stå inom citattecken.",
            "Tecknen öppnar en lista eller en grupp av fält, som måste stängas på samma rad.",
            'title: "[Bläckfisken] och andra"',
            "title: [Bläckfisken] och andra",
        ),
        Rule(
            "Y23",
            "Rader på samma nivå ska börja lika långt in.",
            "Indraget visar vad som hör ihop.",
            "ages:\n  from: 7\n  to: 9",
            "ages:\n    from: 7\n  to: 9",
        ),
        Rule(
            "Y24",
            "Varje fält ska ha ett kolon efter sitt namn.",
            "Utan kolon går det inte att se var namnet slutar och värdet börjar.",
            "title: Bläckfisken\nyear: 2019",
            "title: Bläckfisken\nyear 2019",
        ),
        Rule(
            "Y25",
            "Efter kolonet i ett fält och efter listans streck ska det stå ett mellanslag.",
            "Utan mellanslaget blir tecknet en del av texten.",
            "title: Bläckfisken",
            "title:Bläckfisken",
        ),
        Rule(
            "Y26",
            'Inom "citattecken" ska ett omvänt snedstreck skrivas dubbelt.',
            "Ett ensamt omvänt snedstreck inleder en kod för ett annat tecken.",
            'summary: "mappen C:\\\\skola"',
            'summary: "mappen C:\\skola"',
        ),
        Rule(
            "Y27",
            "Citattecken ska stå runt hela texten.",
            "Det som står efter det stängande tecknet hör annars inte till någonting.",
            "title: '\"Bläckfisken\" och jag'",
            'title: "Bläckfisken" och jag',
        ),
        Rule(
            "Y28",
            "Filen ska inte börja med en rad som inleds med %.",
            "En sådan rad är en instruktion till YAML-läsaren, och det behövs ingen.",
            "title: Bläckfisken",
            "%YAML 1.2\n---\ntitle: Bläckfisken",
        ),
        Rule(
            "Y29",
            "Sidan ska börja med en rad --- och därefter sina fält.",
            "Fälten ger sidan dess titel, målgrupper och källor.",
            "---\ntitle: Orolig för ett barn\n---\n\nText.",
            "# Orolig för ett barn",
        ),
        Rule(
            "Y30",
            "Sidans fält ska avslutas med en egen rad ---.",
            "Utan den raden går det inte att se var fälten slutar och texten börjar.",
            "---\ntitle: Orolig för ett barn\n---\n\nText.",
            "---\ntitle: Orolig för ett barn\n\nText.",
        ),
        Rule(
            "Y31",
            "Filens namn ska sluta på .yml.",
            "Med en enda ändelse hittar både du och verktygen alla poster.",
            "blackfisken.yml",
            "blackfisken.yaml",
        ),
        Rule(
            "Y32",
            "Mappen ska bara innehålla poster, en .yml-fil för varje.",
            "Annat i mappen blir aldrig en sida och glöms bort.",
            "blackfisken.yml",
            "anteckningar.docx",
        ),
        Rule(
            "Y33",
            "Filens namn ska ha små bokstäver a–z, siffror och bindestreck.",
            "Namnet är sidans adress. Å, ä, ö, mellanslag och stora bokstäver går sönder i länkar.",
            "blackfisken.yml",
            "Bläck fisken.yml",
        ),
        Rule(
            "Y34",
            "I docs/ ska det bara stå sidor (.md), och i docs/assets/ bilder, stilmallar och skript.",
            "Annat skulle visas för läsarna utan att någon regel har sett det.",
            "skola.md",
            "skola.html",
        ),
        Rule(
            "Y99",
            "Filen ska vara giltig YAML.",
            "Annars går den inte att läsa. Felet är ovanligt och har ingen egen förklaring.",
            "title: Bläckfisken",
            "Filen går inte att läsa, av ett skäl som inte finns i den här listan.",
        ),
    )
)


@dataclass(frozen=True)
class ParserError:
    """What a YAML parser said, with 0-based lines and columns.

    Attributes:
        problem: English wording of the fault.
        context: English wording of what was being read; empty when not told.
        line: line where the parser gave up.
        column: column where it gave up, in characters.
        context_line: line where the thing being read began; equals ``line`` when not told.
        quoted_from: line where the last finished quoted text began, or None if the last text was not quoted.
    """

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    quoted_from: int | None = None


@dataclass(frozen=True)
class Wording:
    """One row of the table: how an error is worded, and which rule was broken.

    Attributes:
        problem: pattern for the wording of the fault, libyaml's or PyYAML's.
        rule: id of the broken rule.
        context: text that the context must contain.
        look: pattern for the marked line of the file; shown lines that do not fit go to a later row.
        at_context: the mistake stands where the context began, not where the parser gave up.
        hint: Swedish; empty when a mended line can be shown instead.
    """

    problem: str
    rule: str
    context: str = ""
    look: str = ""
    at_context: bool = False
    hint: str = ""


_CLOSE_QUOTE = "Sätt ett citattecken till efter textens sista ord."
_USE_SPACES = "Byt varje tabb mot två mellanslag."
_INDENT = (
    "Flytta raden så att den börjar lika långt in som raderna den hör ihop med. "
    "Fortsätter den texten ovanför: skriv hela texten på en rad."
)
_LIST_ROWS = "Är det en lista: skriv varje punkt på en egen rad under fältet, med «  - » först."
_KEY_ENDED = r"did not find expected key|expected <block end>"

WORDINGS: Final[tuple[Wording, ...]] = (
    Wording(
        r"unexpected (end of stream|document)", "Y05", "quoted scalar", at_context=True, hint=_CLOSE_QUOTE
    ),
    Wording(r"tab character", "Y04", hint=_USE_SPACES),
    Wording(r"cannot start any token", "Y04", look=r"^ *\t", hint=_USE_SPACES),
    Wording(r"cannot start any token", "Y07"),
    Wording(r"", "Y07", "scanning a block scalar", at_context=True),
    Wording(r"", "Y08", "scanning an a"),  # an alias, an anchor
    Wording(r"tag handle", "Y09"),
    Wording(r"", "Y09", "ing a tag"),
    Wording(r"directive", "Y28"),
    Wording(r"", "Y28", "scanning a directive"),
    Wording(r"mapping values are not allowed", "Y06", look=r"^\s*(- +)*[^\s:#][^:]*:\s+.*:(\s|$)"),
    Wording(r"mapping values are not allowed", "Y23", look=r"^\s+\S", hint=_INDENT),
    Wording(r"mapping values are not allowed", "Y24", hint="Saknas ett kolon på raden ovanför?"),
    Wording(r"could not find expected ':'", "Y25", look=r"^\s*(-\S|[\w-]+:\S)", at_context=True),
    Wording(r"could not find expected ':'", "Y24", at_context=True),
    Wording(r"sequence entries are not allowed", "Y07", hint=_LIST_ROWS),
    Wording(r"mapping keys are not allowed", "Y07"),
    Wording(r"", "Y22", "parsing a flow", at_context=True),
    Wording(r"node content", "Y07"),
    Wording(r"unexpected ':'", "Y06"),
    Wording(r"escape|hexa?decimal", "Y26"),
    Wording(_KEY_ENDED, "Y21", look=r"^\s*:(\s|$)"),
    Wording(_KEY_ENDED, "Y22", look=r":\s+[\[{]"),
    Wording(_KEY_ENDED, "Y08", look=r":\s+[*&]"),
    Wording(_KEY_ENDED + r"|expected '-' indicator|<?document start>?", "Y23", hint=_INDENT),
    Wording(r"(control|special) characters are not allowed", "Y03"),
)


@dataclass(frozen=True)
class Explanation:
    """Which rule was broken, on which 0-based line, and a Swedish hint (may be empty)."""

    rule: str
    line: int
    hint: str


def _raw(lines: list[str], line: int) -> str:
    return lines[line] if 0 <= line < len(lines) else ""


def _broken_quote(error: ParserError, lines: list[str]) -> Explanation | None:
    """A text that goes on after its closing quote: either quoted in part, or closed by a later quote."""
    before = _raw(lines, error.line)[: error.column].rstrip()
    if error.quoted_from is None or not before.endswith(('"', "'")):
        return None
    if not re.search(_KEY_ENDED, error.problem):
        return None
    if error.quoted_from < error.line:
        return Explanation("Y05", error.quoted_from, _CLOSE_QUOTE)
    return Explanation("Y27", error.line, mended_line(_raw(lines, error.line)))


def explain(error: ParserError, lines: list[str]) -> Explanation:
    """Find the rule behind a parser's error.

    Args:
        error: what the parser said.
        lines: the file's lines without line ends.

    Returns:
        The broken rule; Y99 when the wording is not in the table.
    """
    quote = _broken_quote(error, lines)
    if quote is not None:
        return quote
    for row in WORDINGS:
        line = error.context_line if row.at_context else error.line
        if (
            row.context in error.context
            and re.search(row.problem, error.problem)
            and re.search(row.look, _raw(lines, line))
        ):
            return Explanation(row.rule, line, row.hint or _hint(row.rule, _raw(lines, line)))
    return Explanation("Y99", min(error.line, max(len(lines) - 1, 0)), _example("Y99"))


def _example(rule: str) -> str:
    good = RULES[rule].good
    return "" if "\n" in good else f"Så här går det bra: {good}"


# Rules that are kept by setting quotes round the whole value.
_MENDED_BY_QUOTES = frozenset({"Y06", "Y07", "Y08", "Y09", "Y15", "Y22", "Y27"})


def _hint(rule: str, raw: str) -> str:
    if rule == "Y26":
        doubled = re.sub(r'\\(?!["\\nt])', r"\\\\", raw.strip())
        return f"Skriv: {doubled}"
    return hint_for(rule, raw)


def hint_for(rule: str, raw: str) -> str:
    """Show how a line could be written so that the rule is kept.

    Args:
        rule: id of a rule in this module.
        raw: the line as it stands in the file.

    Returns:
        The editor's own line mended where quotes mend it, otherwise the rule's example; may be empty.
    """
    mended = mended_line(raw) if rule in _MENDED_BY_QUOTES else ""
    return mended or _example(rule)


def mended_line(raw: str) -> str:
    """Set quotes round the value of a line.

    Args:
        raw: a line such as ``title: Text: mer`` or ``  - @namn``.

    Returns:
        A Swedish hint with the line as it should be; empty if the line has no value to quote.
    """
    match = re.match(r"^\s*((?:- +)*(?:[\w-]+:[ \t]+)?)(\S.*)$", raw)
    if match is None or not match[1]:
        return ""
    value = match[2].rstrip()
    single = '"' in value or "\\" in value
    quoted = "'" + value.replace("'", "''") + "'" if single else f'"{value}"'
    return f"Skriv: {match[1]}{quoted}"
