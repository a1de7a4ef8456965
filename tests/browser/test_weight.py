"""Pages that are opened in a hurry are light: all they need on a first visit, compressed, before search."""

import pytest
from playwright.sync_api import Browser

from scripts.audit.serving import serve_compressed
from scripts.audit.speed import measure
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site

MOST = 100_000


@pytest.mark.parametrize("name", ["start", "act-now list", "situation", "situation for a role", "child"])
def test_a_page_opened_in_a_hurry_weighs_at_most_100_kilobytes(
    browser: Browser, site: Site, name: str
) -> None:
    with serve_compressed(site.folder) as start:
        weight = measure(browser, start + PAGE_TYPES[name], runs=1).weight
    assert 10_000 < weight <= MOST
