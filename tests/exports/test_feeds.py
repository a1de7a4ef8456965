"""Feeds are valid Atom, escape every text and tell the newest first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import Components
from kunskapsbank.exports.feeds import feeds
from kunskapsbank.exports.steps import export_files
from tests.exports.reading_back import ADDRESS
from tests.good_site import HERE, good_site


@pytest.fixture(scope="module")
def atom() -> Any:  # noqa: ANN401  # lxml has no types
    return etree.RelaxNG(etree.parse(HERE / "data/atom.rng"))


def feed_paths(catalogue: Catalogue) -> list[str]:
    return ["nytt/alla.xml", *(f"nytt/{term.id}.xml" for term in catalogue.vocabularies["audiences"].terms)]


def test_every_feed_is_valid_atom(catalogue: Catalogue, files: dict[str, str], atom: Any) -> None:  # noqa: ANN401
    for path in feed_paths(catalogue):
        assert atom.validate(etree.fromstring(files[path].encode())), (path, str(atom.error_log))


def test_the_schema_finds_a_feed_without_id(files: dict[str, str], atom: Any) -> None:  # noqa: ANN401
    broken = re.sub("<id>[^<]*</id>", "", files["nytt/alla.xml"], count=1)
    assert not atom.validate(etree.fromstring(broken.encode()))


def test_text_in_a_feed_is_escaped(tmp_path: Path, atom: Any) -> None:  # noqa: ANN401
    site = good_site(tmp_path / "good")
    item = site.catalogue.items["books/exempel-bok"]
    title = "</title><script>alert(1)</script> & «å»"
    wrong = replace(item, entry=item.entry.model_copy(update={"title": title}))
    catalogue = replace(site.catalogue, items=dict(site.catalogue.items) | {item.ref: wrong})
    text = dict(export_files(catalogue, Components(catalogue, ADDRESS)))["nytt/alla.xml"]
    tree = etree.fromstring(text.encode())
    assert atom.validate(tree)
    assert title in [node.text for node in tree.iter("{http://www.w3.org/2005/Atom}title")]


def test_a_feed_tells_the_newest_first_and_its_ids_are_addresses(catalogue: Catalogue) -> None:
    for feed in feeds(catalogue):
        days = [entry.added for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        assert len({entry.address for entry in feed.entries}) == len(feed.entries)
        if days:
            assert feed.updated == days[0]
