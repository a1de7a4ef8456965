"""Structured data follows schema.org's vocabulary, and no text can leave its script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from schema_org.registry import CLASS_METADATA, PROPERTY_BY_SCHEMA, ancestry

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.linked_data import in_script, structured_data
from kunskapsbank.site import Site
from tests.exports.reading_back import ADDRESS


def things(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from things(value)


def of_type(name: str) -> set[str]:
    return {name, *ancestry(name)}


def schema_faults(data: dict[str, Any]) -> list[str]:
    """What schema.org's own vocabulary says against the types, fields and values of one description."""
    found = []
    for thing in things(data):
        kind = thing["@type"]
        allowed = {field for name in of_type(kind) for field in CLASS_METADATA[name].properties}
        for name, value in thing.items():
            if name.startswith("@"):
                continue
            if name not in allowed or PROPERTY_BY_SCHEMA[name].superseded_by:
                found.append(f"{kind}.{name}")
                continue
            ranges = set(PROPERTY_BY_SCHEMA[name].ranges)
            given = (
                of_type(value["@type"]) if isinstance(value, dict) else {"Text", "URL", "Date", "DateTime"}
            )
            if not ranges & given:
                found.append(f"{kind}.{name}: {value}")
    return found


@pytest.mark.parametrize(
    ("folder", "types"),
    [
        ("books", {"Book"}),
        ("films", {"Movie", "TVSeries"}),
        ("podcasts", {"PodcastSeries", "PodcastEpisode"}),
        ("sites", {"WebSite"}),
        ("courses", {"Course"}),
        ("statistics", {"Dataset"}),
    ],
)
def test_a_work_is_described_by_its_own_type(folder: str, types: set[str], catalogue: Catalogue) -> None:
    for item in catalogue.of(folder):
        data = structured_data(catalogue, ADDRESS, item)
        assert data is not None
        assert data["mainEntity"]["@type"] in types
        assert data["mainEntity"]["name"]


def test_structured_data_follows_the_vocabulary_of_schema_org(catalogue: Catalogue) -> None:
    described = [structured_data(catalogue, ADDRESS, thing) for thing in catalogue.items.values()]
    described += [structured_data(catalogue, ADDRESS, page) for page in catalogue.pages.values()]
    found = [data for data in described if data is not None]
    assert len(found) > 100
    for data in found:
        assert schema_faults(data) == [], data["url"]


def test_the_vocabulary_finds_a_field_that_a_type_does_not_have() -> None:
    assert schema_faults({"@type": "Book", "telephone": "112"}) == ["Book.telephone"]


def test_a_guide_is_an_article_once_it_may_spread(catalogue: Catalogue) -> None:
    guide = catalogue.pages["guides/orosanmalan"]
    assert structured_data(catalogue, ADDRESS, guide) is None
    done = replace(guide, front=guide.front.model_copy(update={"unreviewed_advice": None}))
    data = structured_data(catalogue, ADDRESS, done)
    assert data is not None
    assert data["@type"] == "Article"
    assert schema_faults(data) == []


def test_structured_data_stands_in_the_page_and_no_text_can_end_its_script(site: Site) -> None:
    page = site.pages["resources/books/liten.md"].markdown
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert script is not None
    assert json.loads(script[1])["mainEntity"]["name"] == "Liten"
    wrong = in_script({"name": "</script><script>alert(1)</script>&<!--"})
    assert "<" not in wrong
    assert json.loads(wrong)["name"] == "</script><script>alert(1)</script>&<!--"


def test_no_structured_data_gives_a_telephone_number(site: Site) -> None:
    scripts = [
        text
        for page in site.pages.values()
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.markdown)
    ]
    assert scripts
    assert not any("telephone" in text for text in scripts)
