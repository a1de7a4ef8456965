"""The browser tests' own tools: what they must notice, they notice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import Site, serve_folder
from tests.browser.visiting import DESKTOP, PHONE, Visitor, visit

PAGE = "<!doctype html><html lang=sv><link rel=icon href=data:,><title>{0}</title><h1>{0}</h1>"
OUTSIDE = "https://example.invalid/typsnitt.css"


@pytest.fixture
def small_site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "index.html").write_text(PAGE.format("Hej"), encoding="utf-8")
    (tmp_path / "404.html").write_text(PAGE.format("Finns inte"), encoding="utf-8")
    with serve_folder(tmp_path, "/kunskapsbank/") as site:
        yield site


def open_quietly(visitor: Visitor, address: str) -> None:
    """Open a page and forget the console errors: only the requests matter here."""
    visitor.page.goto(address)
    visitor.errors.clear()


def test_a_page_opens_at_both_sizes_and_gives_a_picture(visitor: Visitor, small_site: Site) -> None:
    visitor.page.goto(small_site.url)
    assert visitor.page.locator("h1").inner_text() == "Hej"
    assert visitor.page.viewport_size in (PHONE, DESKTOP)
    assert visitor.page.screenshot().startswith(b"\x89PNG")


def test_a_missing_page_answers_404_with_the_sites_own_page(phone: Visitor, small_site: Site) -> None:
    answer = phone.page.goto(small_site.address("saknas/"))
    assert answer is not None
    assert answer.status == 404
    assert phone.page.locator("h1").inner_text() == "Finns inte"
    phone.errors.clear()


def test_nothing_is_served_outside_the_prefix(phone: Visitor, small_site: Site) -> None:
    answer = phone.page.goto(small_site.url.replace("/kunskapsbank/", "/index.html"))
    assert answer is not None
    assert answer.status == 404
    phone.errors.clear()


@pytest.mark.parametrize("fault", ["console.error('trasigt')", "throw new Error('trasigt')"])
def test_an_error_in_a_script_fails_the_visit(browser: Browser, small_site: Site, fault: str) -> None:
    page = PAGE.format("Fel") + f"<script>{fault}</script>"
    (small_site.folder / "index.html").write_text(page, encoding="utf-8")
    with pytest.raises(AssertionError, match="trasigt"), visit(browser, PHONE) as visitor:
        visitor.page.goto(small_site.url)


def test_a_request_that_leaves_the_machine_fails_the_visit(browser: Browser, small_site: Site) -> None:
    page = PAGE.format("Läcka") + f'<link rel="stylesheet" href="{OUTSIDE}">'
    (small_site.folder / "index.html").write_text(page, encoding="utf-8")
    with pytest.raises(AssertionError, match=OUTSIDE), visit(browser, PHONE) as visitor:
        open_quietly(visitor, small_site.url)


def test_a_visitor_without_scripts_sees_the_page(browser: Browser, small_site: Site) -> None:
    page = PAGE.format("Text") + "<script>document.querySelector('h1').remove()</script>"
    (small_site.folder / "index.html").write_text(page, encoding="utf-8")
    with visit(browser, PHONE, javascript=False) as visitor:
        visitor.page.goto(small_site.url)
        assert visitor.page.locator("h1").inner_text() == "Text"
