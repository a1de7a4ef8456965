"""Review state: the line every reader is shown, and what may spread by itself (safety.md 13)."""

from __future__ import annotations

from typing import Any

from kunskapsbank import texts
from kunskapsbank.catalogue import Catalogue, HandWritten, Item

UNREVIEWED = "Sammanställd ur öppna källor. Ännu inte granskad av Junis sakkunniga."
# Kinds whose unreviewed entries must not spread by themselves.
UNREVIEWED_STAYS_HOME = frozenset({"situations", "phrases", "laws", "avoid", "signs"})
# Pages for the child who reads; they too wait for a review.
_FOR_CHILDREN = "barn/"


def review_line(entry: Any) -> str:  # noqa: ANN401  # every model of an entry or a page
    """Return who has reviewed a text, or that nobody has, and when it was compared with its sources.

    Args:
        entry: an entry or the front matter of a page. Sources have no review state of their own.
    """
    reviewed = getattr(entry, "reviewed", None)
    line = f"Granskad {texts.day(reviewed.date)} av {reviewed.by}." if reviewed else UNREVIEWED
    checked = getattr(entry, "checked", None)
    return f"{line} Jämförd med källorna {texts.day(checked)}." if checked else line


def may_be_indexed(item: Item) -> bool:
    """Tell whether search engines may list the page of an entry."""
    return item.kind.folder not in UNREVIEWED_STAYS_HOME or item.entry.reviewed is not None


def page_may_spread(page: HandWritten) -> bool:
    """Tell whether a hand-written page may be indexed and spread by itself."""
    waits = page.address.startswith(_FOR_CHILDREN) and page.front.reviewed is None
    return page.front.status == "publicerad" and page.front.unreviewed_advice != "ja" and not waits


def item_may_spread(catalogue: Catalogue, item: Item) -> bool:
    """Tell whether an entry may stand in feeds, plain text, structured data and boxes to copy.

    An entry without a page of its own never spreads further than the page it stands on.
    """
    if not (item.listed and may_be_indexed(item)):
        return False
    shared = None if item.kind.own_page else catalogue.pages.get(item.kind.address.rstrip("/"))
    return shared is None or page_may_spread(shared)
