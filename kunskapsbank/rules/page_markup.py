"""Rules for HTML, links and braces on hand-written pages: nothing on a page may run or fetch anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from kunskapsbank.catalogue import HandWritten
from kunskapsbank.problems import Problem, Rule, rule_table
from kunskapsbank.validation import show
from kunskapsbank.yaml_reader import MAX_PROBLEMS

RULES = rule_table(
    [
        Rule(
            "K13",
            "HTML på en sida är några få ofarliga element, med citattecken runt värdena.",
            "Text från en ändring får aldrig köras på sajten.",
            '<a href="../../data/alla.json">Allt i en fil</a>',
            "<script>alert(1)</script>",
        ),
        Rule(
            "K14",
            "En länk på en sida leder till en sida här, till https:// eller till ett telefonnummer (tel:).",
            "Andra länkar är osäkra. Bilder visas härifrån, så att ingen annan får veta vem som läser.",
            "[Så anmäler du](orosanmalan.md)",
            "[Så anmäler du](javascript:alert(1))",
        ),
        Rule(
            "K15",
            "Inom { } på en sida står bara ett ankare (#namn), en klass (.namn) eller en bilds mått.",
            "Andra attribut kan köra något eller ändra hur sidan ser ut.",
            "## Om du är osäker { #osaker }",
            '## Om du är osäker { onclick="alert(1)" }',
        ),
    ]
)

_TAG_BEGINS = re.compile(r"<[A-Za-z/!?]")
_ELEMENTS = "a|button|div|em|li|noscript|ol|p|progress|small|span|strong|ul"
_WORD_ATTRIBUTES = "class|hidden|id|markdown|max|role|value|aria-[a-z]+|data-[a-z-]+"
# Without quotation marks, or with signs of HTML within them, browsers and parsers could read it otherwise.
_SAFE_TAG = re.compile(
    rf"</(?:{_ELEMENTS})>|<!--[^<>]*-->"
    rf"|<(?:{_ELEMENTS})"
    rf'(?: (?:(?:{_WORD_ATTRIBUTES})(?:="[^"<>]*")?|type="button"|href="(?P<target>[^"<>]*)"))*>'
)
_LINK = re.compile(r"\]\(\s*<?(?P<target>[^)\s>]*)")
_LINK_DEFINITION = re.compile(r"\]:\s*<?(?P<target>\S+)")
# How far an end is looked for is limited: on a page of nothing but beginnings it would take minutes.
_PICTURE_FROM_OUTSIDE = re.compile(r"!\[[^\]]{0,1000}\]\(\s*<?https:")
# Jinja's own braces come first, and have no group: calls have rules of their own (``calls.py``).
_BRACES = re.compile(
    r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,1000}?#\}|\{(?P<attributes>[^{}\n]*)\}", re.DOTALL
)
_SAFE_ATTRIBUTES = re.compile(
    r""":?(?:\s*(?:[#.][\w-]+|(?:width|height)="\d+"|loading="lazy")(?=\s|$))+\s*"""
)


def check_markup(page: HandWritten) -> list[Problem]:
    """Hold the Markdown of one page against the rules in this module.

    Args:
        page: a hand-written page.

    Returns:
        The first breaches; lines are those of the file, front matter included.
    """
    body = page.document.body
    found = islice(chain(_html(body), _links(body), _braces(body)), MAX_PROBLEMS)
    return [_problem(page, at, rule, hint) for at, rule, hint in found]


def _problem(page: HandWritten, at: int, rule: str, hint: str) -> Problem:
    body = page.document.body
    line = body.count("\n", 0, at)
    written = show(body.split("\n")[line].strip())
    number = page.document.body_line + line
    return Problem(page.document.path, number, rule, "", RULES[rule].claim, f"Nu står det {written}.", hint)


def _html(body: str) -> Iterator[tuple[int, str, str]]:
    for begins in _TAG_BEGINS.finditer(body):
        tag = _SAFE_TAG.match(body, begins.start())
        if tag is None:
            yield begins.start(), "K13", "Skriv det med Markdown i stället."
        elif tag["target"] is not None and not _is_safe(tag["target"]):
            yield begins.start(), "K14", ""


def _links(body: str) -> Iterator[tuple[int, str, str]]:
    for pattern in (_LINK, _LINK_DEFINITION):
        for link in pattern.finditer(body):
            if not _is_safe(link["target"]):
                yield link.start(), "K14", ""
    for picture in _PICTURE_FROM_OUTSIDE.finditer(body):
        yield picture.start(), "K14", "Lägg bilden i docs/assets och visa den därifrån."


def _is_safe(target: str) -> bool:
    """Tell whether a link leads within the site, to https or to a telephone; «&#58;» is a hidden colon."""
    inside = ":" not in target and "&" not in target and not target.startswith("//")
    return inside or target.startswith(("https://", "tel:"))


def _braces(body: str) -> Iterator[tuple[int, str, str]]:
    for braces in _BRACES.finditer(body):
        attributes = braces["attributes"]
        if attributes is not None and not _SAFE_ATTRIBUTES.fullmatch(attributes.strip()):
            yield braces.start(), "K15", ""
