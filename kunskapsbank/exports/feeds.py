"""Atom feeds (RFC 4287): «Nytt i kunskapsbanken», and one per audience. Dates come from ``added``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kunskapsbank.catalogue import Catalogue, HandWritten, Item, swedish_order
from kunskapsbank.review import item_may_spread, page_may_spread, review_line

# A new subscriber needs what is new, not the whole collection.
_MOST_ENTRIES = 100
NEW = "nytt/alla.xml"


@dataclass(frozen=True)
class FeedEntry:
    """One thing that is new: its page, and the words that go with it."""

    title: str
    address: str
    summary: str
    review: str
    added: date
    audiences: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """One feed: path from the site's root, title, day of the newest entry, entries with the newest first."""

    path: str
    title: str
    updated: date
    entries: tuple[FeedEntry, ...]


def feeds(catalogue: Catalogue) -> tuple[Feed, ...]:
    """Return the feed of everything and one for each audience, the empty ones too: their addresses last."""
    entries = sorted(
        _entries(catalogue), key=lambda e: (-e.added.toordinal(), swedish_order(e.title), e.address)
    )
    oldest = min((entry.added for entry in entries), default=catalogue.today)
    made = [_feed(NEW, "Nytt i kunskapsbanken", entries, oldest)]
    for term in catalogue.vocabularies["audiences"].terms:
        chosen = [entry for entry in entries if term.id in entry.audiences]
        made.append(_feed(f"nytt/{term.id}.xml", f"Nytt i kunskapsbanken: {term.label}", chosen, oldest))
    return tuple(made)


def _feed(path: str, title: str, entries: list[FeedEntry], oldest: date) -> Feed:
    newest = entries[0].added if entries else oldest
    return Feed(path, f"Se barnet – {title}", newest, tuple(entries[:_MOST_ENTRIES]))


def _entries(catalogue: Catalogue) -> list[FeedEntry]:
    """Return what has a page of its own and may spread. Words and sources are not news."""
    items = [
        item for item in catalogue.items.values() if item.kind.own_page and item_may_spread(catalogue, item)
    ]
    pages = [
        page for page in catalogue.pages.values() if page.ref.startswith("guides/") and page_may_spread(page)
    ]
    return [_entry(item, item.entry) for item in items] + [_entry(page, page.front) for page in pages]


def _entry(thing: Item | HandWritten, entry: object) -> FeedEntry:
    return FeedEntry(
        title=thing.title,
        address=thing.address,
        summary=getattr(entry, "summary", ""),
        review=review_line(entry),
        added=getattr(entry, "added"),  # noqa: B009  # an entry of any model that has a page
        audiences=getattr(entry, "audiences", ()),
    )
