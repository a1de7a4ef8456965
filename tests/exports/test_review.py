"""What nobody has reviewed stays home, and spreads once a named person has reviewed it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.exports.linked_data import structured_data
from kunskapsbank.review import UNREVIEWED, item_may_spread, page_may_spread, review_line
from kunskapsbank.schema.common import Reviewed
from kunskapsbank.site import Site
from tests.exports.reading_back import ADDRESS, STAY_HOME
from tests.good_site import good_site


def test_no_unreviewed_advice_stands_in_feeds_or_plain_text(
    catalogue: Catalogue, files: dict[str, str]
) -> None:
    spread = {path: text for path, text in files.items() if path.startswith(("nytt/", "text/", "llms"))}
    waiting = [
        item
        for item in catalogue.items.values()
        if item.kind.folder in STAY_HOME and item.entry.reviewed is None
    ]
    assert waiting
    hidden = [ADDRESS + item.address for item in waiting]
    hidden += [
        ADDRESS + page.address for page in catalogue.pages.values() if page.address.startswith("barn/")
    ]
    for path, text in spread.items():
        for word in re.findall(re.escape(ADDRESS) + r"[^\s<>\")]*", text):
            assert word not in hidden, path
    words = [item.entry.words for item in waiting if item.kind.folder == "phrases"]
    joined = "\n".join(spread.values())
    assert [one for one in words if one in joined] == []


def reviewed(catalogue: Catalogue, ref: str) -> tuple[Catalogue, Item]:
    item = catalogue.items[ref]
    by = Reviewed(by="Namn Namnsson, jurist", date=date(2026, 11, 22))
    done = replace(item, entry=item.entry.model_copy(update={"reviewed": by}))
    return replace(catalogue, items=dict(catalogue.items) | {ref: done}), done


def test_a_situation_spreads_once_a_named_person_has_reviewed_it(tmp_path: Path) -> None:
    site = good_site(tmp_path / "good")
    before = site.catalogue.items["situations/exempel-lage"]
    assert not item_may_spread(site.catalogue, before)
    assert structured_data(site.catalogue, ADDRESS, before) is None
    catalogue, after = reviewed(site.catalogue, before.ref)
    assert item_may_spread(catalogue, after)
    assert review_line(after.entry).startswith("Granskad 22 november 2026 av Namn Namnsson, jurist.")


def test_an_entry_spreads_no_further_than_the_page_it_stands_on(catalogue: Catalogue) -> None:
    for item in catalogue.items.values():
        if not item.kind.own_page and item_may_spread(catalogue, item):
            page = catalogue.pages[item.kind.address.rstrip("/")]
            assert page_may_spread(page), item.ref


def test_a_page_offers_the_box_to_copy_only_when_it_may_spread(site: Site) -> None:
    book = site.pages["resources/books/liten.md"].markdown
    law = site.pages["guides/lagen/sol-19-1.md"].markdown
    for page in (book, law):
        assert 'class="citation">Se barnet, <cite>' in page
        assert "kontrollerad " in page
    assert "<textarea" in book
    assert "&lt;a href=&#34;https://sebarnet.example/kunskapsbank/resources/books/liten/&#34;" in book
    assert UNREVIEWED in book[book.index("<textarea") :]
    assert "&lt;script" not in book
    assert "<textarea" not in law
    assert "ld+json" not in law
