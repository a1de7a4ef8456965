"""Lists that can be narrowed: by hand, by keyboard, by a shared address, and whole without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.audit.opened import LISTS
from tests.browser.serving import Site
from tests.browser.visiting import PHONE, Visitor, visit


def choices(page: Page) -> str:
    """What stands after the address now."""
    found: str = page.evaluate("location.hash")
    return found


def count(page: Page) -> list[int]:
    """The numbers in the line «12 av 63 visas»."""
    found = re.match(r"(\d+) av (\d+) visas", page.locator(".filters-count").inner_text())
    assert found is not None
    return [int(found[1]), int(found[2])]


def visible_entries(page: Page) -> set[str]:
    cards = page.locator("[data-entry]:not([hidden])")
    return set(cards.evaluate_all("cards => cards.map((card) => card.dataset.entry)"))


@pytest.mark.parametrize("address", LISTS)
def test_every_list_can_be_narrowed_and_fits_a_small_phone(
    browser: Browser, site: Site, address: str
) -> None:
    with visit(browser, {"width": 320, "height": 700}) as visitor:
        page = visitor.page
        page.goto(site.address(address))
        shown, total = count(page)
        assert shown == total == len(visible_entries(page))
        page.locator(".filters-open").click()
        page.locator(".facet > summary").first.click()
        page.locator(".facet input").first.check()
        assert 0 < count(page)[0] <= total
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_choices_narrow_the_list_and_the_address_shares_them(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address("methods/"))
    page.locator(".filters-open").click()
    page.locator(".facet--alder > summary").click()
    page.locator("input[name='alder'][value='8']").check()
    page.locator(".facet--vem-ar-med > summary").click()
    page.locator("input[name='vem-ar-med'][value='barn-utan-foralder']").check()
    shown, total = count(page)
    assert 0 < shown < total
    assert choices(page) == "#alder=8&vem-ar-med=barn-utan-foralder"
    chosen = visible_entries(page)
    assert len(chosen) == shown
    assert "methods/cap" in chosen
    page.goto(site.url)
    page.goto(site.address("methods/#alder=8&vem-ar-med=barn-utan-foralder"))
    assert visible_entries(page) == chosen
    page.locator(".filters-clear").click()
    assert count(page) == [total, total]
    assert choices(page) == ""
    assert page.evaluate("document.activeElement.matches('.filters-open, summary')")


def test_the_count_beside_a_choice_is_what_the_choice_gives(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.goto(site.address("methods/#narhet=direkt"))
    for value in ("grupp", "individuellt", "digitalt"):
        label = page.locator(f"label:has(input[name='form'][value='{value}'])")
        promised = int(re.findall(r"\((\d+)\)", label.text_content() or "")[0])
        page.goto(site.address(f"methods/#narhet=direkt&form={value}"))
        assert count(page)[0] == promised


def test_empty_groups_and_the_ways_to_them_are_hidden(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.goto(site.address("methods/#form=digitalt"))
    expect(page.locator("h2#webb")).to_be_visible()
    expect(page.locator("h2#bedomning")).to_be_hidden()
    expect(page.locator(".md-sidebar a[href$='#bedomning']")).to_be_hidden()


def test_an_entry_under_several_headings_is_counted_once(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.goto(site.address("resources/sites/"))
    assert page.locator("[data-entry]").count() >= len(visible_entries(page)) == count(page)[1]


def test_only_words_that_the_page_offers_are_read_from_the_address(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.goto(site.address("methods/#alder=hej,<b>,8&okand=1&form=%E0%A4%A"))
    assert page.locator(".filters input:checked").count() == 1
    page.locator("input[value='9'][name='alder']").evaluate("box => box.click()")
    assert choices(page) == "#alder=8,9"


def test_an_ordinary_anchor_still_leads_to_its_place(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address("resources/ordlista/#barnahus"))
    assert count(page)[0] == count(page)[1]
    expect(page.locator("#barnahus")).to_be_in_viewport()


def test_the_keyboard_is_enough(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.goto(site.address("resources/books/"))
    page.locator(".facet > summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    shown, total = count(page)
    assert 0 < shown < total
    page.keyboard.press("Escape")
    assert page.locator(".facet[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_list_does_not_jump_when_the_script_wakes_up(desktop: Visitor, site: Site) -> None:
    page = desktop.page
    page.route("**/assets/js/filters.js", lambda route: route.abort())
    page.goto(site.address("methods/"))
    before = page.locator("ul.cards").first.bounding_box()
    desktop.errors.clear()
    page.unroute("**/assets/js/filters.js")
    page.goto(site.url)
    page.goto(site.address("methods/"))
    after = page.locator("ul.cards").first.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 1


def test_without_scripts_the_whole_list_stands_and_no_dead_controls(browser: Browser, site: Site) -> None:
    with visit(browser, PHONE, javascript=False) as visitor:
        page = visitor.page
        page.goto(site.address("methods/#alder=8"))
        assert len(visible_entries(page)) > 50
        expect(page.locator(".filters-open")).to_be_hidden()
        assert page.locator(".filters input:visible").count() == 0
