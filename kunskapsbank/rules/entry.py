"""Rules for one entry at a time: its texts, its dates and sources, and what its kind demands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from kunskapsbank.load import Document
from kunskapsbank.problems import Problem, Rule, rule_table
from kunskapsbank.rules.contract import Check, Context, Found
from kunskapsbank.rules.texts import RULES as TEXT_RULES
from kunskapsbank.rules.texts import check_texts, is_prose
from kunskapsbank.schema.advice import Phrase, Situation
from kunskapsbank.schema.common import Record
from kunskapsbank.schema.resources import Helpline
from kunskapsbank.schema.support import Method
from kunskapsbank.schema.walk import Place, texts
from kunskapsbank.validation import show

RULES = rule_table(
    [
        Rule(
            "R07",
            "Datum för tillagd, kontrollerad, granskad och läst ligger inte i framtiden.",
            "Ingen kan ha läst i morgon.",
            "checked: 2026-11-22",
            "checked: 2031-01-01",
        ),
        Rule(
            "R09",
            "Ord som sägs till en förälder eller patient har «Säg det inte när».",
            "Samma ord kan hjälpa ett barn och skada ett annat.",
            "when_not: Vid misstanke om våld.",
            "(when_not saknas)",
        ),
        Rule(
            "R10",
            "Ett läge som är «följ upp» säger när det blir en anmälan.",
            "Uppföljning får aldrig ersätta eller fördröja en anmälan.",
            "turns_into_report: Misstänker du …",
            "(turns_into_report saknas)",
        ),
        Rule(
            "R11",
            "Tillförlitlighet anges bara när granskaren är en som graderar.",
            "Vi sätter aldrig egna betyg.",
            "certainty: ej-graderad",
            "reviewer: foretradare med certainty: hog",
        ),
        Rule(
            "R12",
            "Orden evidensbaserad, bevisat och fungerar sägs inte om en metod.",
            "Vi sätter aldrig egna betyg.",
            "aim: Att barnet får ord.",
            "aim: En evidensbaserad metod.",
        ),
        Rule(
            "R13",
            "Ett telefonnummer skrivs bara ut när en kontroll med källa bekräftar det.",
            "Ett fel nummer kan kosta ett barn hjälpen.",
            "number_check: …",
            "number: 08-123 45 67 utan number_check",
        ),
        Rule(
            "R17",
            "En post om hälsa, lag, tecken eller effekt har minst en källa med sedda nyckelord.",
            "Varje påstående ska gå att lägga bredvid sin källa.",
            "sources:\n  - id: sol-2025-400\n    seen: genast",
            "(sources saknas)",
        ),
    ]
)

# A breach knows only the id of its rule; the claim is looked up in both tables at once.
_BOTH_TABLES = rule_table([*TEXT_RULES.values(), *RULES.values()])

_RATING_WORDS = re.compile(r"\b(evidensbaserad\w*|bevisa[td]\w*|fungerar)\b", re.IGNORECASE)
# Fields that hold what somebody else has written: names, quotations and addresses.
_WORDS_OF_OTHERS = ("seen", "title", "reviewer_name", "locator", "url")
_GRADING_REVIEWERS = frozenset({"svensk-myndighet", "systematisk-oversikt", "utlandskt-register"})
_SENSITIVE_TO = frozenset({"foralder", "patient"})


def check_entry(entry: BaseModel, document: Document, context: Context) -> list[Problem]:
    """Return every breach of the rules for one entry or one page's front matter."""
    return [
        Problem(
            document.path,
            document.line(*breach.place),
            breach.rule,
            ".".join(map(str, breach.place)),
            _BOTH_TABLES[breach.rule].claim,
            breach.found,
            breach.hint,
        )
        for check in _CHECKS
        for breach in check(entry, context)
    ]


def _dates(entry: BaseModel, context: Context) -> Iterator[Found]:
    days: dict[Place, date | None] = {
        (name,): getattr(entry, name, None) for name in ("added", "checked", "read_on")
    }
    reviewed = getattr(entry, "reviewed", None)
    days["reviewed", "date"] = reviewed.date if reviewed else None
    for place, day in days.items():
        if day is not None and day > context.today:
            yield Found("R07", place, f"Nu står det {show(day)}.", f"I dag är det {context.today}.")


def _phrases(entry: BaseModel, _context: Context) -> Iterator[Found]:
    if isinstance(entry, Phrase) and entry.to in _SENSITIVE_TO and not entry.when_not:
        yield Found(
            "R09", ("when_not",), "Fältet when_not saknas.", "Skriv till exempel: Vid misstanke om våld."
        )


def _situations(entry: BaseModel, _context: Context) -> Iterator[Found]:
    if not isinstance(entry, Situation):
        return
    levels = {entry.urgency, *(role.urgency for role in entry.by_role if role.urgency)}
    if "folj-upp" in levels and not entry.turns_into_report:
        yield Found("R10", ("turns_into_report",), "Fältet turns_into_report saknas.")


def _methods(entry: BaseModel, _context: Context) -> Iterator[Found]:
    if not isinstance(entry, Method):
        return
    for number, line in enumerate(entry.evidence):
        if line.certainty != "ej-graderad" and line.reviewer not in _GRADING_REVIEWERS:
            yield Found(
                "R11",
                ("evidence", number, "certainty"),
                f"Nu står det {show(line.certainty)}.",
                "Skriv ej-graderad.",
            )
    for text in texts(entry):
        if not is_prose(text) or text.place[-1] in _WORDS_OF_OTHERS or "keywords" in text.place:
            continue
        if match := _RATING_WORDS.search(text.value):
            yield Found(
                "R12", text.place, f"Nu står det {show(match[0])}.", "Beskriv vad källan fann i stället."
            )


def _helplines(entry: BaseModel, _context: Context) -> Iterator[Found]:
    if isinstance(entry, Helpline) and entry.number and not entry.number_check:
        yield Found(
            "R13",
            ("number",),
            f"Nu står det {show(entry.number)}.",
            "Lägg till number_check eller ta bort numret.",
        )


def _sources(entry: BaseModel, _context: Context) -> Iterator[Found]:
    if not isinstance(entry, Record) or type(entry).__name__ not in _NEEDS_SOURCE:
        return
    if not any(source.seen for source in entry.sources):
        yield Found("R17", ("sources",), "Ingen källa med sedda nyckelord finns.")


_NEEDS_SOURCE = frozenset(
    {
        "Method",
        "Practice",
        "Review",
        "Statistic",
        "Law",
        "Deadline",
        "Phrase",
        "Avoid",
        "Sign",
        "Myth",
        "GlossaryTerm",
        "Helpline",
    }
)
_CHECKS: tuple[Check, ...] = (check_texts, _dates, _phrases, _situations, _methods, _helplines, _sources)
