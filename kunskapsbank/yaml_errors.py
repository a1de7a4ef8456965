"""What the YAML parsers' English errors mean: the rule that was broken, its line and a hint in Swedish.

libyaml and PyYAML name the place where they gave up, which is often not the place of the mistake.
``WORDINGS`` is therefore read from the top: the first row whose wording, context and look of the
line all fit decides which rule was broken and which of the two marked lines to show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kunskapsbank.yaml_rules import RULES


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
        rule: id of a rule in ``yaml_rules``.
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
