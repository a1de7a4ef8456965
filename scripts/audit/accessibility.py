"""axe-core on a page in a browser: four looks, every rule, nothing excluded without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page

AXE: Final = Path("node_modules/axe-core/axe.min.js")
HEIGHT: Final = 800

# Rule id and why it is not run. Empty: every rule is run, on the whole page.
EXCLUDED_RULES: Final[Mapping[str, str]] = {}
# Rules that axe leaves out unless asked; these are asked for.
EXTRA_RULES: Final = ("target-size",)


@dataclass(frozen=True)
class Look:
    """How a page is seen: the reader's choice of colours and the width of the window in CSS pixels."""

    colours: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.colours}-{self.width}"


LOOKS: Final = tuple(Look(colours, width) for colours in ("light", "dark") for width in (320, 1280))


@cache
def axe_version(root: Path) -> str:
    """Return the version that stands in the first line of the installed axe-core."""
    return (root / AXE).read_text(encoding="utf-8").split("axe v", 1)[1].split(maxsplit=1)[0]


@cache
def _axe(root: Path) -> str:
    return (root / AXE).read_text(encoding="utf-8")


@contextmanager
def open_page(browser: Browser, look: Look) -> Iterator[Page]:
    """Open an empty page that looks like ``look``, without movement, and close it afterwards."""
    context = browser.new_context(
        viewport={"width": look.width, "height": HEIGHT},
        color_scheme=look.colours,
        reduced_motion="reduce",
        locale="sv-SE",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


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
