"""The copy that a browser keeps: which sets of it are stored, and a visit that stores them."""

import pytest
from playwright.sync_api import Page

from tests.browser.visiting import Visitor


def stored(page: Page) -> list[str]:
    """The names of the sets that are stored, in order."""
    names: list[str] = page.evaluate("caches.keys()")
    return sorted(names)


def wait_for_sets(page: Page, *endings: str) -> None:
    """Wait until the whole stored sets are these: «bas» or «allt», or with the build «bas 0123»."""
    for _ in range(600):
        names = stored(page)
        whole = page.evaluate("""async () => {
            const marks = (await caches.keys()).map(async name => (await (await caches.open(name)).keys())
                .some(({ url }) => url.endsWith("offline/hel")));
            return (await Promise.all(marks)).every(Boolean);
        }""")
        active = page.evaluate("navigator.serviceWorker.getRegistration().then(one => !!one?.active)")
        fits = [any(f" {ending}" in name for name in names) for ending in endings]
        if whole and active and len(names) == len(endings) and all(fits):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"expected the sets {endings}, found {stored(page)}")


def visit_once(visitor: Visitor, address: str) -> None:
    """Open a page and wait until the first visit's copy is stored."""
    visitor.page.goto(address)
    wait_for_sets(visitor.page, "bas")


def without_network(visitor: Visitor) -> None:
    """Cut the visitor off from every host."""
    visitor.page.context.set_offline(True)
