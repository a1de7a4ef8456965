"""``make audit``: try every built page, measure each page type, and write the result into the statement."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.audit.accessibility import COLOURS, axe_version, faults_in_colours, open_page
from scripts.audit.html import html_faults
from scripts.audit.lighthouse import BARS, PARTS, Scores, install, scores
from scripts.audit.long_list import ADDRESS, LENGTH, with_long_list
from scripts.audit.opened import LISTS, hit_faults, list_faults, search_faults
from scripts.audit.search import audit_search
from scripts.audit.serving import serve_compressed
from scripts.audit.speed import LARGEST_PAINT_BAR, Speed, measure
from scripts.audit.statement import Result, fill_in
from scripts.find_chromium import find_chromium

SITE = Path("site")
STATEMENT = Path("docs/om/tillganglighet.md")
PAGE_TYPES: Mapping[str, str] = runpy.run_path("tests/browser/page_types.py")["PAGE_TYPES"]
# The form editor is a program of its own, for editors, and has its own tests.
LEFT_OUT = ("redigera/",)
LONG_LIST = f"lista med {LENGTH}"


def addresses() -> list[str]:
    """Return the addresses of all built pages within the site, sorted."""
    names = (path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html")))
    return [name.removesuffix("index.html") for name in names if not name.startswith(LEFT_OUT)]


def accessibility(chromium: Path, start: str, paths: list[str]) -> list[str]:
    """Run axe-core on every page, in light and dark, narrow and wide; return one line per fault.

    Each colour scheme has a process and a browser of its own: nothing is timed here, and pages are many.
    """
    print(f"axe-core: {len(paths)} sidor, {' och '.join(COLOURS)} …", flush=True)
    with ProcessPoolExecutor(len(COLOURS), mp_context=get_context("spawn")) as pool:
        tried = pool.map(partial(faults_in_colours, chromium, Path.cwd(), start, paths), COLOURS)
        return [fault for faults in tried for fault in faults]


def opened(browser: Browser, start: str) -> list[str]:
    """Run axe-core on the search, open on each page type, on its hits, and on every list when narrowed."""
    faults = []
    for colours in COLOURS:
        print(f"axe-core: öppen sökning och valda filter, {colours} …", flush=True)
        with open_page(browser, colours) as page:
            found = search_faults(page, start, PAGE_TYPES.values(), Path.cwd())
            found += hit_faults(page, start, Path.cwd()) + list_faults(page, start, LISTS, Path.cwd())
        faults += [f"{colours} {fault}" for fault in found]
    return faults


def speeds(browser: Browser, start: str) -> dict[str, Speed]:
    """Measure each page type, and a list of a thousand; print the table."""
    print(f"\n{'Sidtyp':22} {'kB gzip':>8} {'störst målad, ms':>17}")
    found = {}
    for name, path in {**PAGE_TYPES, LONG_LIST: ADDRESS}.items():
        found[name] = measure(browser, start + path)
        print(f"{name:22} {found[name].weight / 1000:8.1f} {found[name].paint:17.0f}", flush=True)
    return found


def lighthouse(chromium: Path, start: str) -> dict[str, Scores]:
    """Let Lighthouse judge each page type; print the table."""
    print(f"\n{'Sidtyp':22} " + " ".join(f"{part:>15}" for part in PARTS))
    found = {}
    for name, path in PAGE_TYPES.items():
        html = (SITE / path / "index.html").read_text(encoding="utf-8")
        found[name] = scores(str(chromium), start + path, html)
        print(f"{name:22} " + " ".join(f"{points:15}" for points in found[name].points), flush=True)
    print(f"{'krav':22} " + " ".join(f"{bar:15}" for bar in BARS))
    return found


def main() -> int:
    """Run everything; exit code 1 when a fault was found."""
    chromium, paths = find_chromium(), addresses()
    if chromium is None or not paths:
        print("Granskningen behöver en byggd webbplats (make build) och Chromium (make .venv/.chromium).")
        return 2
    with with_long_list(SITE) as folder, serve_compressed(folder) as start, sync_playwright() as playwright:
        faults = accessibility(chromium, start, [*paths, ADDRESS])
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        faults += opened(browser, start)
        measured = speeds(browser, start)
        missed = audit_search(browser, start, Path.cwd(), SITE)
        browser.close()
        version = install()
        judged = lighthouse(chromium, start)
    html = html_faults(sorted(SITE / path for path in _files(paths)), Path.cwd())
    print("\n".join([*faults, *html, f"{len(faults)} fel i axe-core, {len(html)} i html-validate."]))
    today = datetime.now(UTC).date()
    real = {name: measured[name] for name in PAGE_TYPES}
    result = Result(today, len(paths), axe_version(Path.cwd()), faults, html, real, version, judged)
    text = fill_in(STATEMENT.read_text(encoding="utf-8"), result)
    STATEMENT.write_text(text, encoding="utf-8", newline="\n")
    below = [name for name, found in judged.items() if not found.holds()]
    slow = [name for name, found in measured.items() if found.paint > LARGEST_PAINT_BAR]
    if below or slow:
        print(f"Under kravet i Lighthouse: {below}. Målas för sent: {slow}.")
    print("\n".join(missed))
    return 1 if faults or html or below or slow or missed else 0


def _files(paths: list[str]) -> list[str]:
    return [path if path.endswith(".html") else f"{path}index.html" for path in paths]


if __name__ == "__main__":
    sys.exit(main())
