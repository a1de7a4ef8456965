"""How current the content is on a given day: what to read again and which laws were read long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from kunskapsbank.catalogue import Catalogue, HandWritten, Item, swedish_order
from kunskapsbank.schema.kinds import KINDS, Kind
from kunskapsbank.schema.law import Law

LAW_IS_OLD_AFTER_DAYS: Final = 90
# An entry that names no day, such as one from the form, must not be forgotten for ever.
READ_AGAIN_AFTER: Final = timedelta(days=365)


def law_is_old(law: Law, today: date) -> bool:
    """Tell whether the law's text was read so long ago that the page must say so (safety.md 10)."""
    return (today - law.read_on).days > LAW_IS_OLD_AFTER_DAYS


@dataclass(frozen=True)
class KindFreshness:
    """One kind of entry in numbers.

    Attributes:
        kind: the kind.
        count: listed entries.
        oldest: the day when the text that has waited longest was compared with its sources.
        newest: the latest such day.
        overdue: entries whose day to be read again has passed (``review_day``).
        reviewed: entries that a named expert has reviewed.
    """

    kind: Kind
    count: int
    oldest: date
    newest: date
    overdue: int
    reviewed: int


@dataclass(frozen=True)
class Freshness:
    """The whole site on one day."""

    today: date
    kinds: tuple[KindFreshness, ...]
    pages: int
    overdue: tuple[Item | HandWritten, ...]
    old_laws: tuple[Item, ...]

    @property
    def entries(self) -> int:
        """Number of entries that have days of their own."""
        return sum(kind.count for kind in self.kinds)

    @property
    def reviewed(self) -> int:
        """Number of entries that a named expert has reviewed."""
        return sum(kind.reviewed for kind in self.kinds)


def freshness(catalogue: Catalogue) -> Freshness:
    """Return how current everything is on the catalogue's day."""
    today = catalogue.today
    # Sources carry no days of their own: each reference to them stands in an entry that does.
    dated = [kind for kind in KINDS if "checked" in kind.model.model_fields]
    pages = [page for page in catalogue.pages.values() if page.front.status == "publicerad"]
    everything: list[Item | HandWritten] = [item for kind in dated for item in catalogue.of(kind.folder)]
    everything += pages
    overdue = [entry for entry in everything if review_day(_front(entry)) < today]
    return Freshness(
        today=today,
        kinds=tuple(
            _numbers(kind, catalogue.of(kind.folder), today) for kind in dated if catalogue.of(kind.folder)
        ),
        pages=len(pages),
        overdue=tuple(sorted(overdue, key=lambda e: (review_day(_front(e)), swedish_order(e.title), e.ref))),
        old_laws=tuple(
            sorted(
                (item for item in catalogue.of("laws") if law_is_old(item.entry, today)),
                key=lambda item: (item.entry.read_on, item.ref),
            )
        ),
    )


def _front(entry: Item | HandWritten) -> Any:  # noqa: ANN401  # any kind of entry
    return entry.front if isinstance(entry, HandWritten) else entry.entry


def review_day(front: Any) -> date:  # noqa: ANN401  # any kind of entry, or a page's front matter
    """Return the day by which a text should be read again: the one named, else a year after ``checked``."""
    named: date | None = front.review_by
    checked: date = front.checked
    return named or checked + READ_AGAIN_AFTER


def _numbers(kind: Kind, items: Iterable[Item], today: date) -> KindFreshness:
    entries = [item.entry for item in items]
    return KindFreshness(
        kind,
        len(entries),
        min(entry.checked for entry in entries),
        max(entry.checked for entry in entries),
        sum(review_day(entry) < today for entry in entries),
        sum(entry.reviewed is not None for entry in entries),
    )
