"""The copy opened from a folder, as a reader without a host does: read, searched, narrowed, walked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kunskapsbank.file_copy import write_file_copy
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site
from tests.browser.visiting import DESKTOP, Visitor, visit


@pytest.fixture(scope="module")
def copy(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the copy's folder, ending in /."""
    folder: Path = tmp_path_factory.mktemp("copy") / "site-offline"
    write_file_copy(site.folder, folder)
    return f"{folder.as_uri()}/"


@pytest.fixture
def reader(browser: Browser, copy: str) -> Iterator[Visitor]:
    """A visitor of the copy: every file that is asked for lies in its folder, the console is silent."""
    with visit(browser, DESKTOP) as visitor:
        yield visitor
        visitor.page.goto("about:blank")
        assert [address for address in visitor.outside if not address.startswith(copy)] == []
        assert visitor.outside
        visitor.outside.clear()


def test_every_type_of_page_opens_with_styles_and_scripts(reader: Visitor, copy: str) -> None:
    for path in PAGE_TYPES.values():
        reader.page.goto(f"{copy}{path}index.html")
        expect(reader.page.locator("h1")).to_be_visible()
        expect(reader.page.locator(".stored-note")).to_contain_text("Du läser en kopia från")
        note = reader.page.locator(".stored-note")
        assert note.evaluate("each => getComputedStyle(each).borderLeftStyle") == "solid", path
        expect(reader.page.locator(".colours")).to_be_visible()


def test_a_reader_finds_a_page_by_searching_from_the_start(reader: Visitor, copy: str) -> None:
    reader.page.goto(f"{copy}index.html")
    field = reader.page.locator(".search--home input")
    field.fill("stödgrupper")
    option = reader.page.get_by_role("option").first
    expect(option).to_be_visible()
    assert (option.get_attribute("href") or "").endswith("/index.html")
    field.press("Enter")
    reader.page.wait_for_url(f"{copy}sok/index.html#q=*")
    hit = reader.page.locator(".search-results a.search-title", has_text="Stödgrupper").first
    hit.click()
    expect(reader.page.locator("h1")).to_contain_text("tödgrupper")
    assert reader.page.url.startswith(copy)


def test_search_on_the_search_page_leads_to_sections_too(reader: Visitor, copy: str) -> None:
    reader.page.goto(f"{copy}sok/index.html")
    reader.page.locator(".search--page input").fill("mamma dricker")
    results = reader.page.locator(".search-results a")
    expect(results.first).to_be_visible()
    links = results.evaluate_all("links => links.map(link => link.href)")
    assert any("#" in link for link in links)
    assert [link for link in links if "/index.html" not in link] == []


def test_filters_and_chooser_work(reader: Visitor, copy: str) -> None:
    reader.page.goto(f"{copy}resources/books/index.html")
    count = reader.page.locator(".filters-count")
    before = count.inner_text()
    facet = reader.page.locator(".facet").first
    facet.locator("summary").click()
    facet.locator("input").first.check()
    expect(count).not_to_have_text(before)
    assert "#" in reader.page.url
    reader.page.goto(f"{copy}methods/valj/index.html")
    count = reader.page.locator(".chooser-count")
    before = count.inner_text()
    reader.page.locator("[data-ask] label").first.click()
    expect(count).not_to_have_text(before)


def test_links_are_followed_from_page_to_page(reader: Visitor, copy: str) -> None:
    reader.page.goto(f"{copy}index.html")
    for name, address in (
        ("Fara nu", "guides/nu/index.html#akut"),
        ("Guider", "guides/index.html"),
        ("Metoder", "methods/index.html"),
        ("Start", "index.html"),
    ):
        reader.page.get_by_role("link", name=name, exact=True).first.click()
        reader.page.wait_for_url(f"{copy}{address}")
    reader.page.goto(f"{copy}guides/skola/index.html")
    reader.page.locator(".brand").click()
    reader.page.wait_for_url(f"{copy}index.html")
