"""The longest, fullest and barest entries that the schema allows: nothing is wider than a small phone."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from kunskapsbank.schema.kinds import KINDS, Kind
from kunskapsbank.site import load_site
from scripts.audit.accessibility import faults_on, open_page
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import ROOT, Site, build_site, serve_folder
from tests.browser.test_accessibility import TOO_WIDE
from tests.good_site import TODAY, copy_good

COMPOUND = "Barnavårdscentralsjuksköterskehandledningsutbildningsmaterialet"
LONGEST = f"{COMPOUND} för den som möter barn i förskola, skola, vård och fritid ".ljust(120, "å")
OWN_PAGE = [kind for kind in KINDS if kind.own_page]
Entry = dict[str, object]


def _entries(kind: Kind) -> list[Entry]:
    files = sorted((ROOT / "data" / kind.folder).glob("*.yml"))
    return [yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) for path in files]  # noqa: S506


def fullest(kind: Kind) -> Entry:
    """The real entry with most fields (an ISBN stands only once), its title as long as the schema allows."""
    entry = max(_entries(kind), key=len)
    return {key: value for key, value in entry.items() if key != "isbn"} | {
        "title": f"{LONGEST} {kind.folder}".ljust(140, "ö")
    }


def barest(kind: Kind) -> Entry:
    """The real entry with fewest fields, less all that the schema does not require."""
    entry = min(_entries(kind), key=len)
    required = {info.alias or name for name, info in kind.model.model_fields.items() if info.is_required()}
    kept = {key: value for key, value in entry.items() if key in required | {"sources", "turns_into_report"}}
    return kept | {"title": f"{COMPOUND} {kind.folder}"}


def _write(folder: Path, name: str, entry: Entry) -> None:
    text = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / f"{name}.yml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real site with two strained entries of each kind that has pages of its own."""
    root = tmp_path_factory.mktemp("strained")
    for path in ROOT.iterdir():
        if path.name not in {"data", "site", ".git", ".cache"}:
            (root / path.name).symlink_to(path)
    shutil.copytree(ROOT / "data", root / "data")
    for kind in OWN_PAGE:
        _write(root / "data" / kind.folder, "lang-och-full", fullest(kind))
        _write(root / "data" / kind.folder, "bara-det-som-kravs", barest(kind))
    with serve_folder(build_site(root / "site", root=root)) as site:
        yield site


@pytest.fixture(scope="module")
def smallest(browser: Browser) -> Iterator[Page]:
    with open_page(browser, "light", 320) as page:
        yield page


@pytest.mark.parametrize("name", ["lang-och-full", "bara-det-som-kravs"])
@pytest.mark.parametrize("kind", OWN_PAGE, ids=lambda kind: kind.name)
def test_a_strained_entry_fits_a_small_phone(
    smallest: Page, strained: Site, root: Path, kind: Kind, name: str
) -> None:
    smallest.goto(strained.address(f"{kind.address}{name}/"))
    assert COMPOUND in smallest.locator("h1").inner_text().replace("\u00ad", "")
    assert smallest.evaluate(TOO_WIDE) == []
    assert faults_on(smallest, root) == []


@pytest.mark.parametrize("name", ["lang-och-full", "bara-det-som-kravs"])
def test_a_strained_pocket_card_fits_a_small_phone_and_one_sheet(
    smallest: Page, strained: Site, name: str
) -> None:
    smallest.goto(strained.address(f"guides/nu/{name}/kort/"))
    assert smallest.evaluate(TOO_WIDE) == []
    assert len(PdfReader(BytesIO(smallest.pdf(prefer_css_page_size=True))).pages) == 1


@pytest.mark.parametrize(
    "name",
    ["method list", "practice list", "book list", "film list", "helpline list", "law list", "alphabet"],
)
def test_lists_with_strained_entries_fit_a_small_phone(smallest: Page, strained: Site, name: str) -> None:
    smallest.goto(strained.address(PAGE_TYPES[name]))
    assert smallest.get_by_text(COMPOUND).count() >= 2
    assert smallest.evaluate(TOO_WIDE) == []


def test_a_list_of_a_thousand_fits_a_small_phone(smallest: Page, strained: Site) -> None:
    smallest.goto(strained.address(PAGE_TYPES["book list"]))
    smallest.evaluate(
        """() => { const list = document.querySelector("ul.cards"), card = list.firstElementChild;
            while (list.children.length < 1000) list.append(card.cloneNode(true)); }"""
    )
    assert smallest.locator("ul.cards > li").count() >= 1000
    assert smallest.evaluate(TOO_WIDE) == []


def test_a_title_of_300_characters_is_refused(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    path = root / "data/books/exempel-bok.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("En bok", "å" * 300), encoding="utf-8")
    site, problems = load_site(root, TODAY)
    assert site is None
    assert [problem.rule for problem in problems] == ["S05"]
