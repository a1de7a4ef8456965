"""axe-core on a page in a browser: light and dark, narrow and wide, no rule left out without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page, sync_playwright

AXE: Final = Path("node_modules/axe-core/axe.min.js")
Colours = Literal["light", "dark"]
COLOURS: Final[tuple[Colours, ...]] = ("light", "dark")
# A small phone, or a desk screen enlarged four times; and a desk screen. In CSS pixels.
WIDTHS: Final = (320, 1280)
HEIGHT: Final = 800
# All pages take many minutes: the one who waits is told after so many.
_PROGRESS: Final = 100

_ALL_LAID_OUT: Final = (
    "() => [...document.querySelectorAll('main :is(article, div, tr)')].every(part =>"
    " getComputedStyle(part).contentVisibility !== 'auto')"
)

# Rule id and why it is not run. Empty: every rule is run, on the whole page.
EXCLUDED_RULES: Final[Mapping[str, str]] = {}
# Rules that axe leaves out unless asked; these are asked for.
EXTRA_RULES: Final = ("target-size",)


@cache
def axe_version(root: Path) -> str:
    """Return the version that stands in the first line of the installed axe-core."""
    return (root / AXE).read_text(encoding="utf-8").split("axe v", 1)[1].split(maxsplit=1)[0]


@cache
def _axe(root: Path) -> str:
    return (root / AXE).read_text(encoding="utf-8")


@contextmanager
def open_page(browser: Browser, colours: Colours, width: int = WIDTHS[0]) -> Iterator[Page]:
    """Open an empty page in these colours, without movement, and close it afterwards."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme=colours,
        reduced_motion="reduce",
        locale="sv-SE",
        # The copy for reading without a network would be fetched anew for each of the thousands of visits.
        service_workers="block",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def faults_in_colours(
    chromium: Path, root: Path, start: str, paths: Sequence[str], colours: Colours
) -> list[str]:
    """Run axe-core on pages in a browser of its own; return one line per fault, colours and page first.

    Args:
        chromium: the browser's program.
        root: the repository's root.
        start: the address of the served site, ending in ``/``.
        paths: addresses of pages from there.
        colours: the colour scheme that the reader has chosen.
    """
    faults = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with open_page(browser, colours) as page:
            for number, path in enumerate(paths, start=1):
                page.goto(start + path)
                faults += [f"{colours} /{path} {fault}" for fault in faults_at_each_width(page, root)]
                if number % _PROGRESS == 0:
                    print(f"  {colours}: {number} sidor, {len(faults)} fel", flush=True)
        browser.close()
    return faults


def faults_at_each_width(page: Page, root: Path) -> list[str]:
    """Run axe-core on the open page at each of the widths; return one line per fault, the width first."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        faults += [f"{width} px: {line}" for line in faults_on(page, root)]
    return faults


def lay_out(page: Page) -> None:
    """Wait until all of a long list or table is laid out, as it is once the reader has begun to move."""
    page.evaluate("dispatchEvent(new Event('scroll'))")
    page.wait_for_function(_ALL_LAID_OUT)


def faults_on(page: Page, root: Path) -> list[str]:
    """Run axe-core on the page as it stands.

    The script is handed to the browser from outside, because the page's own policy allows no foreign script.

    Args:
        page: the open page.
        root: the repository's root, where node_modules stands.

    Returns:
        One line per element at fault: the rule, the element, what to do.

    Source: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md
    """
    lay_out(page)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe(root))
    rules = dict.fromkeys(EXCLUDED_RULES, False) | dict.fromkeys(EXTRA_RULES, True)
    found = page.evaluate(
        """rules => axe.run(document, {
            resultTypes: ["violations"],
            rules: Object.fromEntries(Object.entries(rules).map(([id, enabled]) => [id, {enabled}])),
        }).then(result => result.violations.flatMap(rule => rule.nodes.map(node =>
            `${rule.id}: ${node.html.slice(0, 200)}: ${node.failureSummary.replace(/\\s+/g, " ")}`)))""",
        rules,
    )
    return [str(line) for line in found]
