"""How dates, ages and numbers are written for Swedish readers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
NARROW_SPACE = "\N{NO-BREAK SPACE}"


def day(value: date) -> str:
    """Return a date such as «22 november 2026»."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def partial_day(value: str) -> str:
    """Return «2024», «maj 2024» or «31 maj 2024» for ``2024``, ``2024-05`` or ``2024-05-31``."""
    parts = value.split("-")
    if len(parts) == 1:
        return value
    month = MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"


def ages(first: int, last: int) -> str:
    """Return an age span such as «6–12 år»."""
    return f"{first} år" if first == last else f"{first}–{last} år"


def number(value: Decimal | int) -> str:
    """Return a number with a comma for decimals and no-break spaces between thousands, as in «2 542,5»."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    whole, dot, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", NARROW_SPACE) + ("," + decimals if dot and decimals else "")


def paragraph(law_chapter: str | None, law_paragraph: str, abbreviation: str) -> str:
    """Return a reference to law: «19 kap. 1 § SoL», «2–3 §§ …», and «Artikel 12 i …» for a convention."""
    if law_paragraph.startswith("artikel"):
        return f"{law_paragraph.capitalize()} i {abbreviation}"
    sign = "§§" if any(mark in law_paragraph for mark in "–-,") or " och " in law_paragraph else "§"
    chapter = f"{law_chapter}{NARROW_SPACE}kap. " if law_chapter else ""
    return f"{chapter}{law_paragraph}{NARROW_SPACE}{sign} {abbreviation}"
