"""The made-up entries that the search is measured with, and what the table says of a missed bar."""

import pytest

from scripts.audit.search import KEY_BAR, Answers, make_many, told

DOCUMENT = {
    "title": "Barn som far illa",
    "text": "En kort text.",
    "body": "Ord efter ord i en sida " * 9,
    "keywords": [],
}
SOURCE = {
    "documents": [
        {**DOCUMENT, "address": "guides/skola/"},
        {**DOCUMENT, "address": "guides/skola/#forst", "section": True},
        {**DOCUMENT, "address": "resources/ordlista/#sip"},
    ],
    "words": {},
}


def test_made_up_entries_are_as_many_as_asked_for_and_differ() -> None:
    made = make_many(SOURCE, 10)
    documents = made["documents"]
    assert sum(not document.get("section") for document in documents) == 10
    assert len({document["address"] for document in documents}) == len(documents) == 15
    assert len({document["body"] for document in documents}) == 5
    assert made == make_many(SOURCE, 10)


def test_a_section_still_stands_on_a_page_of_its_own_copy() -> None:
    addresses = {document["address"] for document in make_many(SOURCE, 10)["documents"]}
    pages = {address.partition("#")[0] for address in addresses if address.startswith("guides/")}
    assert pages <= addresses


def test_a_missed_bar_istold(capsys: pytest.CaptureFixture[str]) -> None:
    slow = Answers((40.0, 60.0), (KEY_BAR + 1.0, 90.0), 31.0)
    assert len(told("som den är", slow, KEY_BAR)) == 2
    assert told("som den är", Answers((4.0, 6.0), (9.0, 12.0), 3.0), KEY_BAR) == []
    assert str(KEY_BAR) in capsys.readouterr().out
