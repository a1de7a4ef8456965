"""The small script of every page: light and dark, the way back to the top, and folded parts that open."""

import pytest
from playwright.sync_api import expect

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site
from tests.browser.visiting import Visitor


def test_a_reader_changes_to_dark_and_back_by_keyboard(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    phone.page.get_by_role("button", name="Byt till mörkt läge").press("Enter")
    assert phone.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    phone.page.get_by_role("button", name="Byt till ljust läge").press("Enter")
    assert phone.page.locator("body").get_attribute("data-md-color-scheme") == "default"


def test_a_system_in_dark_is_dark_before_anything_is_chosen(phone: Visitor, site: Site) -> None:
    phone.page.emulate_media(color_scheme="dark")
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    assert phone.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert phone.page.get_by_role("button", name="Byt till ljust läge").is_visible()


def test_the_way_to_the_top_shows_when_a_reader_far_down_turns_upwards(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    upwards = phone.page.get_by_role("button", name="Till toppen")
    assert upwards.is_hidden()
    phone.page.evaluate("scrollTo(0, 4000)")
    phone.page.wait_for_function("() => scrollY === 4000")
    phone.page.evaluate("scrollTo(0, 3500)")
    upwards.click()
    phone.page.wait_for_function("() => scrollY === 0")


def test_the_list_of_headings_follows_along_on_a_phone_and_folds_when_one_is_chosen(
    phone: Visitor, site: Site
) -> None:
    phone.page.goto(site.address(PAGE_TYPES["phrases"]))
    contents = phone.page.locator(".toc-phone")
    phone.page.evaluate("scrollTo(0, 9000)")
    # Not exactly there: the browser keeps what is read in place while the list above is laid out.
    phone.page.wait_for_function("() => scrollY > 4000")
    assert contents.evaluate("contents => contents.getBoundingClientRect().top") == 0
    contents.locator("summary").click()
    chosen = contents.get_by_role("link").nth(5)
    heading = phone.page.locator(chosen.get_attribute("href") or "")
    chosen.click()
    phone.page.wait_for_function("() => !document.querySelector('.toc-phone').open")
    bar, box = contents.bounding_box(), heading.bounding_box()
    assert bar is not None
    assert box is not None
    assert bar["y"] + bar["height"] <= box["y"] <= 300, "the heading stands below the list, not under it"


@pytest.mark.parametrize("name", ["phrases", "sources", "field guide"])
def test_what_is_long_is_laid_out_whole_once_the_reader_moves(phone: Visitor, site: Site, name: str) -> None:
    phone.page.goto(site.address(PAGE_TYPES[name]))
    assert phone.page.locator(".laid-out").count() == 0
    phone.page.mouse.wheel(0, 50)
    phone.page.wait_for_function(
        "() => [...document.querySelectorAll('.entry, main tbody > tr')].every(piece =>"
        " piece.firstElementChild.checkVisibility({contentVisibilityAuto: true}))"
    )
    assert phone.page.locator(".laid-out").count() > 20


def test_a_letter_far_down_leads_to_its_first_source(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["sources"]))
    phone.page.locator(".letters a").last.click()
    target = phone.page.locator(phone.page.locator(".letters a").last.get_attribute("href") or "")
    expect(target).to_be_in_viewport()


def test_a_link_into_a_folded_part_opens_it(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    part = phone.page.locator("main details:not(.toc-phone):not([open])").first
    part.evaluate("part => { part.lastElementChild.id = 'inne'; location.hash = 'inne'; }")
    phone.page.wait_for_function("() => document.getElementById('inne').closest('details').open")


def test_folded_parts_are_open_on_paper_only(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    folded = phone.page.locator("main details:not([open])").count()
    assert folded > 0
    phone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert phone.page.locator("main details:not([open])").count() == 0
    phone.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert phone.page.locator("main details:not([open])").count() == folded
