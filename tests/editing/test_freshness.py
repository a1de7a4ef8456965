"""What is to be read again, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.freshness import freshness, review_day
from tests.good_site import TODAY


def test_nothing_is_overdue_on_the_first_day_and_all_is_in_ten_years(shelf: tuple[Path, Catalogue]) -> None:
    assert freshness(shelf[1]).overdue == ()
    later = freshness(replace(shelf[1], today=TODAY + timedelta(days=3_650)))
    due = [i for i in shelf[1].items.values() if i.listed and getattr(i.entry, "checked", None)]
    assert {entry.ref for entry in later.overdue} >= {item.ref for item in due}
    assert sum(kind.overdue for kind in later.kinds) == len(due)


def test_a_text_that_names_no_day_is_read_again_after_a_year(shelf: tuple[Path, Catalogue]) -> None:
    entry = shelf[1].items["books/exempel-bok"].entry
    nameless = entry.model_copy(update={"review_by": None, "checked": date(2026, 3, 1)})
    assert review_day(nameless) == date(2027, 3, 1)
    assert review_day(nameless.model_copy(update={"review_by": date(2026, 9, 1)})) == date(2026, 9, 1)


def test_a_law_is_old_the_day_after_ninety_days(shelf: tuple[Path, Catalogue]) -> None:
    law = shelf[1].items["laws/sol-19-1"]
    on_the_day = replace(shelf[1], today=law.entry.read_on + timedelta(days=90))
    assert freshness(on_the_day).old_laws == ()
    day_after = replace(on_the_day, today=on_the_day.today + timedelta(days=1))
    assert freshness(day_after).old_laws == (law,)


def test_the_page_about_freshness_is_made_by_its_macro(root: Path) -> None:
    assert "{{ freshness() }}" in (root / "docs/om/aktualitet.md").read_text(encoding="utf-8")
