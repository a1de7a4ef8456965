"""The open search, its page of hits and narrowed lists under axe: light and dark, narrow and wide."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.audit.accessibility import COLOURS, faults_on, open_page
from scripts.audit.opened import LISTS, hit_faults, list_faults, open_search, search_faults
from tests.browser.serving import Site

# Between them every kind of control: ages, counties, few choices, entries without pages of their own.
SOME_LISTS = ("methods/", "examples/", "guides/fraser/")


@pytest.fixture(params=COLOURS, scope="module")
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with open_page(browser, request.param) as page:
        yield page


def test_axe_finds_nothing_in_the_open_search(looked_at: Page, site: Site, root: Path) -> None:
    assert search_faults(looked_at, site.url, ["guides/skola/"], root) == []


def test_axe_finds_nothing_among_the_hits(looked_at: Page, site: Site, root: Path) -> None:
    assert hit_faults(looked_at, site.url, root) == []


def test_axe_finds_nothing_on_narrowed_lists(looked_at: Page, site: Site, root: Path) -> None:
    assert list_faults(looked_at, site.url, SOME_LISTS, root) == []


def test_axe_notices_a_fault_in_the_open_search(looked_at: Page, site: Site, root: Path) -> None:
    open_search(looked_at, site.address("guides/skola/"), "barn")
    looked_at.evaluate("document.querySelector('.search-panel .search-title').style.color = '#777'")
    assert [line for line in faults_on(looked_at, root) if line.startswith("color-contrast")]


def test_the_audit_knows_every_list_that_can_be_narrowed(site: Site) -> None:
    pages = (path for path in site.folder.rglob("index.html") if b"data-filters=" in path.read_bytes())
    assert {f"{page.parent.relative_to(site.folder).as_posix()}/" for page in pages} == set(LISTS)
