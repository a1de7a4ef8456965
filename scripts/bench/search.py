"""The same questions put to our search, to Material's own and to Pagefind, on the same pages.

Use: ``python -m scripts.bench.search [--reserved]`` beside a built ``site/``. Prints a table with every list
of questions in ``tests/search/`` and writes it to ``.cache/bench/search.md`` and ``search.json``. The list
kept in reserve is only asked with ``--reserved``.

Material's search is driven in a real browser, as a reader does, on a plain MkDocs site with Material's theme
in Swedish. Pagefind (the extended build, which knows Swedish endings) reads the same plain site. Both are let
off lightly: where a list wants a section, its page is enough; a situation's page for one role is as good as
the situation's own; and the help box is not asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Page, sync_playwright

from kunskapsbank.clock import build_day
from kunskapsbank.node import find_node
from kunskapsbank.site import load_site
from scripts.audit.serving import serve_compressed
from scripts.bench.engines import write_projects
from scripts.find_chromium import find_chromium

CACHE: Final = Path(".cache/bench")
PAGEFIND: Final = "pagefind-bin-extended==1.5.2"
RESERVED: Final = "reserved"
SITUATIONS: Final = "guides/nu/"
_SHOWN: Final = 10
# A hit is a page's address followed by those of its sections, all within the site.
Hit = list[str]
Ask = Callable[[str], list[Hit]]

_MATERIAL_HITS: Final = """() => [...document.querySelectorAll(".md-search-result__item")]
    .map(item => [...item.querySelectorAll("a.md-search-result__link")].map(link => link.href))"""
_PAGEFIND_HITS: Final = """async ([query, shown]) => {
    window.pagefind ??= await import(new URL("pagefind/pagefind.js", location.href).href);
    const found = await window.pagefind.search(query);
    const pages = await Promise.all(found.results.slice(0, shown).map(one => one.data()));
    return pages.map(page => [page.url, ...page.sub_results.map(section => section.url)]
        .map(address => new URL(address, location.href).href));
}"""


@dataclass(frozen=True)
class Score:
    """One engine on one list: questions, expected page first, among the first three, no hits at all."""

    engine: str
    questions: int
    top1: int
    top3: int
    empty: int


def place(hits: Sequence[Hit], expected: Iterable[str]) -> int | None:
    """Return at which hit, from 0, an expected page stands, or the page of an expected section; else None."""
    pages = {address.partition("#")[0] for address in expected}
    good = (
        at for at, hit in enumerate(hits) if any(_is_on(address, page) for address in hit for page in pages)
    )
    return next(good, None)


def _is_on(address: str, page: str) -> bool:
    """Tell whether an address is on a page, or on the page that a situation has for one role."""
    return address.partition("#")[0] == page or (page.startswith(SITUATIONS) and address.startswith(page))


def score(engine: str, questions: Sequence[dict[str, Any]], ask: Ask) -> Score:
    """Put every question to an engine and count."""
    answers = [(ask(question["query"]), question["expect"]) for question in questions]
    places = [place(hits, expected) for hits, expected in answers]
    return Score(
        engine,
        len(places),
        sum(at == 0 for at in places),
        sum(at is not None and at < 3 for at in places),
        sum(not hits for hits, _ in answers),
    )


def ours(root: Path, questions: Sequence[dict[str, Any]]) -> Score:
    """Return how our own search does, by the stricter count of ``tests/search/measure.mjs``."""
    with TemporaryDirectory() as folder:
        asked = Path(folder) / "queries.json"
        asked.write_text(json.dumps(questions), encoding="utf-8")
        script = root / "tests" / "search" / "measure.mjs"
        command = [str(part) for part in (find_node(), script, root / "site/assets/search", asked, "--json")]
        done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    total = json.loads(done.stdout)["table"][-1]
    return Score("Se barnet", total["n"], total["top1"], total["top3"], total["empty"])


def ask_material(page: Page, start: str) -> Ask:
    """Return what types a question into Material's field and reads the hits."""
    page.goto(start, wait_until="networkidle")
    field = page.locator("[data-md-component='search-query']")
    field.evaluate("input => { input.focus(); }")
    meta = page.locator(".md-search-result__meta")
    page.wait_for_function(
        "!/Initierar|Initializing/.test(document.querySelector('.md-search-result__meta').innerText)"
    )
    blank = meta.inner_text()

    def ask(query: str) -> list[Hit]:
        _type(page, "", f"text => text === {json.dumps(blank)}")
        _type(page, query, f"text => text !== {json.dumps(blank)}")
        return _within(start, page.evaluate(_MATERIAL_HITS))

    return ask


def _type(page: Page, text: str, until: str) -> None:
    """Put a text into Material's field and wait until the line above the hits says what it should."""
    page.evaluate(
        """text => { const input = document.querySelector("[data-md-component='search-query']");
            input.value = text;
            input.dispatchEvent(new KeyboardEvent("keyup", {bubbles: true})); }""",
        text,
    )
    page.wait_for_function(f"({until})(document.querySelector('.md-search-result__meta').innerText)")


def ask_pagefind(page: Page, start: str) -> Ask:
    """Return what asks Pagefind through its own script."""
    page.goto(start)
    return lambda query: _within(start, page.evaluate(_PAGEFIND_HITS, [query, _SHOWN]))


def _within(start: str, hits: list[list[str]]) -> list[Hit]:
    """Make full addresses addresses within the site, without what engines add after «?»."""
    prefix = urlsplit(start).path

    def short(address: str) -> str:
        parts = urlsplit(address)
        path = parts.path.removeprefix(prefix).removesuffix("index.html")
        return f"{path}#{parts.fragment}" if parts.fragment else path

    return [[short(address) for address in hit] for hit in hits]


def build_stock(root: Path) -> Path:
    """Build the same pages as a plain Material site with an index of Pagefind; return the folder.

    Raises:
        ValueError: the data has errors.
        subprocess.CalledProcessError: a program failed.
    """
    site, problems = load_site(root, build_day())
    if site is None:
        raise ValueError(f"{len(problems)} fel i data/: kör make check")
    folder = root / CACHE / "search"
    write_projects(site, root / "docs", folder)
    stock = folder / "site"
    variables = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--site-dir", str(stock)]
    subprocess.run(command, cwd=folder / "stock", env=variables, check=True, capture_output=True)
    packages = folder / "packages"
    if not packages.is_dir():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(packages), PAGEFIND]
        subprocess.run(install, check=True)
    program = packages / "pagefind_bin_extended" / "pagefind_extended"
    options = ["--site", str(stock), "--root-selector", "article"]
    subprocess.run([str(program), *options], check=True, capture_output=True)
    return stock


def lists(root: Path, *, reserved: bool) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the name and the questions of every list in ``tests/search/`` that ask for a page.

    Cries for help ask for none: boxes of our own answer them, and other engines have nothing like that.
    """
    for path in sorted((root / "tests" / "search").glob("*.yml")):
        if path.stem == RESERVED and not reserved:
            continue
        asked = yaml.safe_load(path.read_text(encoding="utf-8"))["queries"]
        if questions := [question for question in asked if question["expect"]]:
            yield path.stem, questions


def compare(root: Path, *, reserved: bool) -> dict[str, list[Score]]:
    """Return for each list of questions the scores of the three engines."""
    asked = list(lists(root, reserved=reserved))
    found = {name: [ours(root, questions)] for name, questions in asked}
    with serve_compressed(build_stock(root)) as start, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for engine, prepare in (("Material", ask_material), ("Pagefind", ask_pagefind)):
            page = browser.new_page(locale="sv-SE", viewport={"width": 1280, "height": 1600})
            ask = prepare(page, start)
            for name, questions in asked:
                found[name].append(score(engine, questions, ask))
            page.close()
        browser.close()
    return found


def table(found: dict[str, list[Score]]) -> str:
    """Return the scores as a table in Markdown."""
    lines = [
        "| list | engine | questions | first | in first three | no hits |",
        "| --- | --- | --: | --: | --: | --: |",
    ]
    for name, scores in found.items():
        for one in scores:
            first, third = (f"{count} ({count / one.questions:.0%})" for count in (one.top1, one.top3))
            lines.append(f"| {name} | {one.engine} | {one.questions} | {first} | {third} | {one.empty} |")
    return "\n".join(lines)


def main() -> int:
    """Compare the engines, print the table and write it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--reserved", action="store_true", help="also ask the list that is kept unused")
    root = Path.cwd()
    found = compare(root, reserved=parser.parse_args().reserved)
    text = table(found)
    (root / CACHE / "search.md").write_text(f"{text}\n", encoding="utf-8")
    figures = {name: [asdict(one) for one in scores] for name, scores in found.items()}
    (root / CACHE / "search.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
