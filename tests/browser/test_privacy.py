"""A visit leaves no trace that we can help: nothing stored, nothing sent, nothing told to other sites."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site
from tests.browser.visiting import CHROMIUM_ARGUMENTS, PHONE, Visitor, visit

OUTSIDE = "https://www.1177.se/"
FOR_FAMILIES = ("barn/", "barn/foralder/", "barn/anhorig/")
# Advice that no named professional has reviewed (safety.md 13) stays out of search engines.
UNREVIEWED = ("situation", "situation for a role", "law", "phrases", "child", "parent")
# The reader's choice of light or dark, kept by the theme in the reader's own browser.
COLOURS = "colours"


def test_the_tests_browser_reaches_nothing_but_this_machine() -> None:
    assert any("~NOTFOUND" in argument for argument in CHROMIUM_ARGUMENTS)


def test_a_walk_over_all_page_types_stores_and_sends_nothing(phone: Visitor, site: Site) -> None:
    """The visitor notes outside requests and console errors, which breaches of the policy are."""
    breaches: list[str] = []

    def note(directive: str) -> None:
        breaches.append(directive)

    phone.page.expose_function("noteBreach", note)
    phone.page.add_init_script(
        "addEventListener('securitypolicyviolation', event => noteBreach(event.violatedDirective))"
    )
    for path in PAGE_TYPES.values():
        phone.page.goto(site.address(path))
        kept = phone.page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        assert [key for key in kept if key != COLOURS] == [], path
    assert breaches == []
    assert phone.page.context.cookies() == []
    assert phone.page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_the_choice_of_colours_is_all_that_is_kept(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    phone.page.get_by_role("button", name="Byt till mörkt läge").click()
    phone.page.goto(site.address(PAGE_TYPES["book"]))
    assert phone.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert phone.page.evaluate("Object.keys(localStorage)") == [COLOURS]
    assert phone.page.context.cookies() == []


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_policy_referrer_and_outside_links(site: Site, name: str) -> None:
    html = (site.folder / PAGE_TYPES[name] / "index.html").read_text(encoding="utf-8")
    assert html.index('http-equiv="Content-Security-Policy"') < html.index("<script")
    assert '<meta name="referrer" content="no-referrer">' in html
    outside = re.findall(r'<a [^>]*href="https?://[^>]*>', html)
    assert [link for link in outside if not {"noopener", "noreferrer"} <= _relations(link)] == []


def _relations(link: str) -> set[str]:
    found = re.search(r'rel="([^"]*)"', link)
    return set(found[1].split()) if found else set()


@pytest.mark.parametrize("name", UNREVIEWED)
def test_unreviewed_advice_stays_out_of_search_engines(site: Site, name: str) -> None:
    html = (site.folder / PAGE_TYPES[name] / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html


def _stand_in(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>1177</title>")


def _leave_from(page: Page, site: Site, path: str) -> None:
    """Come to the page from the start page, with a stand-in for the site that one leaves to."""
    page.context.route(OUTSIDE + "**", _stand_in)
    page.goto(site.url)
    page.goto(site.address(path))


@pytest.mark.parametrize("path", FOR_FAMILIES)
def test_the_way_out_is_at_hand_and_honest(visitor: Visitor, site: Site, path: str) -> None:
    visitor.page.goto(site.address(path))
    link = visitor.page.get_by_role("link", name="Lämna sidan snabbt")
    for depth in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        visitor.page.evaluate(f"scrollTo(0, {depth})")
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] >= 0, depth
        assert box["y"] + box["height"] <= 740, depth
    assert "Historiken finns kvar" in visitor.page.locator(".quick-exit").inner_text()
    assert not visitor.outside


@pytest.mark.parametrize("way", ["click", "keys"])
def test_leaving_gives_up_the_place_in_the_history(phone: Visitor, site: Site, way: str) -> None:
    _leave_from(phone.page, site, "barn/")
    if way == "click":
        phone.page.get_by_role("link", name="Lämna sidan snabbt").click()
    else:
        for _ in range(3):
            phone.page.keyboard.press("Shift")
    phone.page.wait_for_url(OUTSIDE)
    phone.page.go_back()
    assert phone.page.url == site.url
    assert {address for address in phone.outside if not address.startswith(OUTSIDE)} == set()
    phone.outside.clear()


def test_escape_and_ordinary_typing_do_not_leave(phone: Visitor, site: Site) -> None:
    _leave_from(phone.page, site, "barn/")
    for key in ("Escape", "Escape", "Escape", "Shift", "a", "Shift", "a", "Shift", "Tab"):
        phone.page.keyboard.press(key)
    phone.page.wait_for_timeout(300)
    assert phone.page.url == site.address("barn/")


def test_without_scripts_the_way_out_is_a_plain_link(browser: Browser, site: Site) -> None:
    with visit(browser, PHONE, javascript=False) as reader:
        _leave_from(reader.page, site, "barn/")
        reader.page.get_by_role("link", name="Lämna sidan snabbt").click()
        reader.page.wait_for_url(OUTSIDE)
        reader.outside.clear()
