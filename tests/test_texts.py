"""How dates, ages, numbers and paragraphs of law are written for Swedish readers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kunskapsbank import texts

NBSP = "\N{NO-BREAK SPACE}"


def test_a_day_is_written_with_the_month_in_words() -> None:
    assert texts.day(date(2026, 11, 2)) == "2 november 2026"


@pytest.mark.parametrize(
    ("written", "shown"), [("2024", "2024"), ("2024-05", "maj 2024"), ("2024-05-09", "9 maj 2024")]
)
def test_a_date_is_shown_as_exactly_as_it_is_known(written: str, shown: str) -> None:
    assert texts.partial_day(written) == shown


def test_one_age_is_not_a_span() -> None:
    assert texts.ages(6, 12) == "6–12 år"
    assert texts.ages(7, 7) == "7 år"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (2542, f"2{NBSP}542"),
        (1234567, f"1{NBSP}234{NBSP}567"),
        (Decimal("2542.50"), f"2{NBSP}542,5"),
        (Decimal("9.4"), "9,4"),
        (Decimal("12.00"), "12"),
        (Decimal("1E+3"), f"1{NBSP}000"),
    ],
)
def test_numbers_have_spaces_between_thousands_and_a_comma_for_decimals(
    value: Decimal | int, shown: str
) -> None:
    assert texts.number(value) == shown


def test_an_article_of_a_convention_has_no_paragraph_sign() -> None:
    assert texts.paragraph(None, "artikel 12", "barnkonventionen") == "Artikel 12 i barnkonventionen"


@pytest.mark.parametrize(
    ("chapter", "paragraph", "shown"),
    [
        ("19", "1", f"19{NBSP}kap. 1{NBSP}§ SoL"),
        (None, "7 a", f"7 a{NBSP}§ SoL"),
        ("19", "1–2", f"19{NBSP}kap. 1–2{NBSP}§§ SoL"),
        ("19", "1 och 4", f"19{NBSP}kap. 1 och 4{NBSP}§§ SoL"),
    ],
)
def test_a_paragraph_of_law_is_written_as_lawyers_do(chapter: str | None, paragraph: str, shown: str) -> None:
    assert texts.paragraph(chapter, paragraph, "SoL") == shown
