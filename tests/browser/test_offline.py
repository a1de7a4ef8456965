"""Reading without a network: what a visit stores, when it is shown, how it is removed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import Site, serve_folder
from tests.browser.stored_copy import stored, visit_once, wait_for_sets, without_network
from tests.browser.visiting import PHONE, Visitor, visit

ACT_NOW = "guides/nu/berusad-vuxen-hamtar/skola/"
NOT_STORED = "methods/stodgrupper/"
LEAVE_TO = "https://www.1177.se/"
# Keeps in `told` how much was said to be stored, each time it changed.
NOTE_PROGRESS = """() => {
    const amount = document.querySelector("[data-progress] span");
    window.told = [];
    new MutationObserver(() => told.push(amount.textContent)).observe(amount, { childList: true });
}"""
ADDRESSES_STORED = """async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
    return [names, keys.flat().map(({ url }) => url)];
}"""


@pytest.fixture(scope="module")
def beneath(site: Site) -> Iterator[Site]:
    """The site, served under a path as many hosts do."""
    with serve_folder(site.folder, "/kunskapsbank/") as served:
        yield served


def test_after_one_visit_a_page_that_is_opened_in_a_hurry_works_without_a_network(
    keeper: Visitor, beneath: Site
) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    for path in (
        "",
        ACT_NOW,
        "guides/orosanmalan/",
        "guides/nar-barnet-berattar/",
        "barn/",
        "barn/foralder/",
    ):
        keeper.page.goto(beneath.address(path))
        expect(keeper.page.locator("h1")).to_be_visible()
        expect(keeper.page.locator(".stored-note")).to_contain_text("Du läser en sparad kopia från")
        expect(keeper.page.get_by_role("link", name="Ring 112").first).to_be_visible()
        # The styles are there: a page without them has no such line beside the note.
        assert (
            keeper.page.locator(".stored-note").evaluate("note => getComputedStyle(note).borderLeftStyle")
            == "solid"
        )
        # So are the scripts: without them this button is hidden.
        expect(keeper.page.locator(".colours")).to_be_visible()


def test_a_page_that_is_not_stored_gives_way_to_one_that_says_what_can_be_done(
    keeper: Visitor, beneath: Site
) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    keeper.page.goto(beneath.address(NOT_STORED))
    expect(keeper.page.get_by_role("heading", level=1, name="Sidan är inte sparad")).to_be_visible()
    article = keeper.page.locator("article")
    for number in ("tel:112", "tel:116111"):
        expect(article.locator(f'a[href="{number}"]').first).to_be_visible()
    again = keeper.page.get_by_role("link", name="Försök igen")
    ways = article.locator("h2:has-text('Det här går utan nät') + ul a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert len(ways) > 4
    keeper.page.context.set_offline(False)
    again.click()
    keeper.page.wait_for_url(beneath.address(NOT_STORED))
    without_network(keeper)
    for way in ways:
        keeper.page.goto(way)
        assert keeper.page.url == way
        expect(keeper.page.locator(".stored-note")).to_be_visible()


def test_what_is_stored_does_not_tell_what_was_read(browser: Browser, beneath: Site) -> None:
    found = []
    for paths in (("",), (ACT_NOW, "guides/fraser/", "barn/", "resources/books/liten/")):
        with visit(browser, PHONE, stores=True) as reader:
            for path in paths:
                reader.page.goto(beneath.address(path))
            # The last page is an ordinary one: those for children store nothing by themselves.
            wait_for_sets(reader.page, "bas")
            found.append(reader.page.evaluate(ADDRESSES_STORED))
            assert reader.page.context.cookies() == []
    assert found[0] == found[1]
    assert all(name.startswith("se-barnet /kunskapsbank/ ") for name in found[0][0])


def test_who_comes_straight_to_the_childrens_pages_leaves_nothing_stored(
    keeper: Visitor, beneath: Site
) -> None:
    for path in ("barn/", "barn/foralder/", "barn/anhorig/"):
        keeper.page.goto(beneath.address(path), wait_until="networkidle")
        keeper.page.wait_for_timeout(300)
        assert stored(keeper.page) == []
        assert keeper.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_the_quick_way_out_works_from_a_stored_page(keeper: Visitor, beneath: Site) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    keeper.page.goto(beneath.address("barn/"))
    expect(keeper.page.locator(".stored-note")).to_be_visible()
    keeper.page.context.route(
        LEAVE_TO + "**", lambda route: route.fulfill(status=200, content_type="text/html", body="1177")
    )
    keeper.page.get_by_role("link", name="Lämna sidan snabbt").click()
    keeper.page.wait_for_url(LEAVE_TO)
    keeper.outside.clear()


def test_everything_can_be_saved_searched_and_removed(keeper: Visitor, beneath: Site) -> None:
    page = keeper.page
    page.goto(beneath.address("om/offline/"))
    box = page.locator("[data-offline]")
    status = box.get_by_role("status")
    page.evaluate(NOTE_PROGRESS)
    box.get_by_role("button", name="Spara för läsning utan nät").click()
    expect(status).to_contain_text("Klart. Hela kunskapsbanken är sparad. Kopian är från", timeout=60_000)
    assert sum(text.endswith(" MB") for text in page.evaluate("told")) > 10
    wait_for_sets(page, "bas", "allt")
    without_network(keeper)
    for path in (NOT_STORED, "statistics/junis-barn-i-stod/", "om/integritet/"):
        page.goto(beneath.address(path))
        expect(page.locator(".stored-note")).to_be_visible()
    page.goto(beneath.address("sok/#q=mamma%20dricker"))
    expect(page.locator(".search-results li").first).to_be_visible()
    page.goto(beneath.address("om/offline/"))
    box.get_by_role("button", name="Ta bort").click()
    expect(status).to_contain_text("Kopian är borttagen.")
    assert stored(page) == []
    page.context.set_offline(False)
    page.goto(beneath.url, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert stored(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
