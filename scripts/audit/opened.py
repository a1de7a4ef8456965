"""What readers open by hand, tried with axe-core: the search with its hits, and lists that are narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from scripts.audit.accessibility import HEIGHT, WIDTHS, faults_at_each_width

# A question with hits in several groups and in sections, one that needs help first, one without an answer.
QUERIES: Final = ("orosanmälan", "min pappa slår mig", "xqzqv")
# Every list that can be narrowed.
LISTS: Final = (
    "methods/",
    "methods/reviews/",
    "examples/",
    "resources/books/",
    "resources/films/",
    "resources/podcasts/",
    "resources/sites/",
    "resources/courses/",
    "resources/helplines/",
    "resources/ordlista/",
    "statistics/",
    "guides/nu/",
    "guides/fraser/",
    "guides/lagen/",
)


def open_search(page: Page, address: str, query: str) -> None:
    """Open a page as on a phone, type a question into the header's field and step to the first hit."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    page.locator(".search-open").click()
    page.locator(".search--header input").fill(query)
    page.locator(".search--header [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")


def show_hits(page: Page, start: str, query: str) -> None:
    """Open the search page with the hits of a question, the first of its choices made."""
    page.goto("about:blank")
    page.goto(f"{start}sok/#q={query}")
    page.locator("ol.search-results > li").first.wait_for()
    choice = page.locator(".search-filters select").first
    if choice.count():
        choice.select_option(index=1)


def narrow(page: Page, address: str) -> None:
    """Open a list as on a phone, unfold the first question and tick its first choice."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    page.locator(".filters-open").click()
    page.locator(".facet > summary").first.click()
    page.locator(".facet input").first.check()


def search_faults(page: Page, start: str, paths: Iterable[str], root: Path) -> list[str]:
    """Try the open search on pages: each with the first question, the first of them with every question.

    Args:
        page: an open page in the colours to try.
        start: the site's address, ending in /.
        paths: addresses within the site.
        root: the repository's root.

    Returns:
        One line per fault, with the page and the question.
    """
    faults = []
    for number, path in enumerate(paths):
        for query in QUERIES if number == 0 else QUERIES[:1]:
            open_search(page, start + path, query)
            faults += [f"/{path} «{query}» {fault}" for fault in faults_at_each_width(page, root)]
    return faults


def hit_faults(page: Page, start: str, root: Path) -> list[str]:
    """Try the search page with the hits of every question; return one line per fault."""
    faults = []
    for query in QUERIES:
        show_hits(page, start, query)
        faults += [f"/sok/ «{query}» {fault}" for fault in faults_at_each_width(page, root)]
    return faults


def list_faults(page: Page, start: str, paths: Iterable[str], root: Path) -> list[str]:
    """Try lists that are narrowed; return one line per fault."""
    faults = []
    for path in paths:
        narrow(page, start + path)
        faults += [f"/{path} narrowed {fault}" for fault in faults_at_each_width(page, root)]
    return faults
