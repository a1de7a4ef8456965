"""How soon the search answers a key on a slow phone, and its memory; as it is and with 5,000 entries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright

from kunskapsbank.node import find_node
from kunskapsbank.search_files import search_source
from kunskapsbank.site import load_site
from scripts.audit.serving import serve_compressed
from scripts.audit.speed import PHONE_HEIGHT, PHONE_WIDTH, RUNS
from scripts.audit.varied import exchanged
from scripts.find_chromium import find_chromium

# Milliseconds from a key to the first hit on the screen, with the processor slowed down this many times.
KEY_BAR: Final = 50
MANY_KEY_BAR: Final = 150
SLOWED: Final = 4
# Megabytes that index and engine take, after the garbage is gone.
MEMORY_BAR: Final = 30
MANY: Final = 5_000
# One correct word, one misspelled, one sentence; each is measured key by key.
TYPED: Final = ("alkoholmissbruk", "orosanmelan", "jag tror att mamma dricker")
_BETWEEN_KEYS: Final = 150
_FROM_PAGE: Final = "guides/skola/"
_WATCH: Final = """() => {
    window.answered = [];
    let pressed = 0;
    document.addEventListener("keydown", event => { pressed = event.timeStamp; }, true);
    const list = document.querySelector(".search--header [role=listbox]");
    new MutationObserver(() => {
        if (!pressed) return;
        const since = pressed, made = performance.now() - pressed;
        pressed = 0;
        requestAnimationFrame(frame => {
            const waited = Math.max(0, frame - since - made);
            const painted = new MessageChannel();
            painted.port1.onmessage = () => window.answered.push([made, performance.now() - since, waited]);
            painted.port2.postMessage(0);
        });
    }).observe(list, {childList: true});
}"""


@dataclass(frozen=True)
class Answers:
    """What the search took; for every key the median of the runs is counted.

    Attributes:
        made: milliseconds until the hits are in the page: the middle key, and the one below which 95 % are.
        painted: the same until they can be seen.
        memory: megabytes of the page's heap that came with index and engine.
        waited: how many of the milliseconds in ``painted`` the hits at most waited for the screen's next
            picture (60 in a second) instead of for the processor; the middle key.
    """

    made: tuple[float, float]
    painted: tuple[float, float]
    memory: float
    waited: float = 0.0


def measure_search(browser: Browser, start: str, runs: int = RUNS, files: Path | None = None) -> Answers:
    """Type questions key by key into the field in the header, on a phone slowed down.

    Args:
        browser: the running browser.
        start: the site's address, ending in /.
        runs: how many times each question is typed.
        files: a folder with an ``index.json`` and ``full.json`` to use instead of the site's own.

    Returns:
        Times and memory.
    """
    with _phone(browser, files) as (page, session):
        page.goto(start + _FROM_PAGE, wait_until="networkidle")
        before = _heap(session)
        page.locator(".search-open").tap()
        page.wait_for_load_state("networkidle")
        page.locator(".search--header [role=listbox]").wait_for(state="attached")
        page.keyboard.type("barn")
        page.locator(".search--header [role=option]").first.wait_for()
        memory = (_heap(session) - before) / 1e6
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
        page.evaluate(_WATCH)
        keys = [key for text in TYPED for key in _keys(page, text, runs)]
    made, painted, waited = zip(*keys, strict=True)
    return Answers(_spread(made), _spread(painted), memory, median(waited))


@contextmanager
def _phone(browser: Browser, files: Path | None) -> Iterator[tuple[Page, CDPSession]]:
    """Open an empty page as on a phone; requests for the index are answered from ``files`` when given."""

    def answer(route: Route) -> None:
        route.fulfill(path=str(files) + "/" + route.request.url.rsplit("/", 1)[1])

    # A finger, not a mouse: one that rests over the list is looked up again for every picture.
    context = browser.new_context(
        viewport={"width": PHONE_WIDTH, "height": PHONE_HEIGHT},
        has_touch=True,
        locale="sv-SE",
        service_workers="block",
    )
    page = context.new_page()
    if files is not None:
        page.route("**/assets/search/*.json", answer)
    try:
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def _heap(session: CDPSession) -> int:
    """Return the bytes in use on the page's JavaScript heap after everything unused has been thrown away."""
    session.send("HeapProfiler.collectGarbage")
    return int(session.send("Runtime.getHeapUsage")["usedSize"])


def _keys(page: Page, text: str, runs: int) -> list[tuple[float, float, float]]:
    """Type a text ``runs`` times; return for every key the medians: made, painted, waited."""
    taken: list[list[tuple[float, float, float]]] = []
    for _ in range(runs):
        page.locator(".search--header input").fill("")
        page.evaluate("window.answered.length = 0")
        for number, key in enumerate(text):
            page.keyboard.press("Space" if key == " " else key)
            # To ask the page at once would be work of ours in what is measured.
            page.wait_for_timeout(_BETWEEN_KEYS)
            page.wait_for_function("number => window.answered.length > number", arg=number)
        taken.append([(made, painted, waited) for made, painted, waited in page.evaluate("window.answered")])
    keys = zip(*taken, strict=True)
    return [(_middle(key, 0), _middle(key, 1), _middle(key, 2)) for key in keys]


def _middle(runs: Sequence[tuple[float, float, float]], column: int) -> float:
    return median(run[column] for run in runs)


def _spread(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return median(ordered), ordered[int(len(ordered) * 0.95)]


def make_many(source: dict[str, Any], entries: int) -> dict[str, Any]:
    """Return documents for so many entries, made from the real ones by exchanging words.

    Args:
        source: what ``build.js`` reads.
        entries: how many documents that are not sections there should be, at least.

    Returns:
        The same with more documents, each with an address of its own.
    """
    real = source["documents"]
    words = sorted({word for document in real for word in document["body"].split()})
    own = sum(not document.get("section") for document in real)
    copies = range(1, -(-entries // own))
    made = [_varied(document, number, words) for number in copies for document in real]
    return {**source, "documents": sorted([*real, *made], key=lambda document: str(document["address"]))}


def _varied(document: dict[str, Any], number: int, words: Sequence[str]) -> dict[str, Any]:
    page, mark, anchor = document["address"].partition("#")
    varied = {name: exchanged(document[name], number, words) for name in ("title", "text", "body")}
    return {**document, **varied, "address": f"{page}kopia-{number}/{mark}{anchor}"}


def build_many(root: Path, built: Path, folder: Path) -> int:
    """Write ``index.json`` and ``full.json`` for MANY entries into ``folder``.

    Returns:
        How many documents they hold.

    Raises:
        ValueError: the data has errors.
        subprocess.CalledProcessError: Node failed.
    """
    site, problems = load_site(root, None)
    if site is None:
        raise ValueError(f"{len(problems)} fel i data/: kör make check")
    source = make_many(search_source(site, built), MANY)
    documents = folder / "documents.json"
    documents.write_text(json.dumps(source, ensure_ascii=False), encoding="utf-8")
    subprocess.run([find_node(), root / "assets/search/build.js", documents, folder], check=True)
    return len(source["documents"])


def audit_search(browser: Browser, start: str, root: Path, built: Path) -> list[str]:
    """Measure the search as it is and with MANY entries; print a table, return the bars that were missed."""
    print(f"\nSökningen, processorn {SLOWED} gånger långsammare, millisekunder efter en tangent")
    heading = f"{'':28} {'i sidan':>8} {'95 %':>6} {'målat':>8} {'95 %':>6}"
    print(f"{heading} {'krav':>6} {'väntan':>6} {'MB':>6} {'krav':>6}")
    missed = told("som den är", measure_search(browser, start), KEY_BAR)
    with TemporaryDirectory() as folder:
        number = build_many(root, built, Path(folder))
        many = measure_search(browser, start, files=Path(folder))
    return missed + told(f"{MANY} poster ({number} texter)", many, MANY_KEY_BAR)


def told(name: str, answers: Answers, bar: int) -> list[str]:
    """Print one line of the table; return a line for each bar that it misses, ``bar`` in milliseconds."""
    made, painted = answers.made, answers.painted
    times = f"{made[0]:8.0f} {made[1]:6.0f} {painted[0]:8.0f} {painted[1]:6.0f}"
    told_of = f"{bar:6} {answers.waited:6.0f} {answers.memory:6.1f} {MEMORY_BAR:6}"
    print(f"{name:28} {times} {told_of}", flush=True)
    missed = []
    if painted[0] > bar:
        missed.append(f"Sökningen, {name}: {painted[0]:.0f} ms efter en tangent, kravet är {bar}.")
    if answers.memory > MEMORY_BAR:
        missed.append(f"Sökningen, {name}: {answers.memory:.1f} MB, kravet är {MEMORY_BAR}.")
    return missed


def main() -> int:
    """Measure only the search; exit code 1 when a bar is missed."""
    chromium, root, built = find_chromium(), Path.cwd(), Path("site")
    if chromium is None or not (built / "index.html").is_file():
        print("Mätningen behöver en byggd webbplats (make build) och Chromium (make .venv/.chromium).")
        return 2
    with serve_compressed(built) as start, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        missed = audit_search(browser, start, root, built)
        browser.close()
    print("\n".join(missed) or "Alla krav hålls.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
