"""On paper: read back from what Chromium prints. Nothing cut, with source, date and review line."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site

# A4 less the margins in print.css (16 mm at the sides, 16 mm above, 18 mm below), at 96 CSS pixels an inch.
MILLIMETRE = 96 / 25.4
PAPER = {"width": round(178 * MILLIMETRE), "height": round(263 * MILLIMETRE)}
PRINTED = (
    "guide",
    "situation",
    "situation for a role",
    "pocket card",
    "meeting pack",
    "method chooser",
    "method",
    "statistic",
    "law",
    "book",
    "helpline",
)

CUT = """width => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return element.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1
        && element.textContent.trim() && (box.right > width + 1 || box.left < -1
            || (style.overflow !== "visible" && style.clipPath === "none"
                && (element.scrollWidth > element.clientWidth + 1
                    || element.scrollHeight > element.clientHeight + 1)));
}).map(element => element.outerHTML.slice(0, 150))"""

# Each text node of the page that stands on paper; what is clipped away is for screen readers only.
TEXTS = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const clipped = parent.closest("caption, thead");
        if (parent.checkVisibility() && !clipped && walker.currentNode.data.trim())
            found.push(walker.currentNode.data);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page that looks as it is printed, as wide as the text on A4."""
    context = browser.new_context(viewport=PAPER, locale="sv-SE", color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def sheets(page: Page) -> list[str]:
    """The text of each sheet when Chromium prints the open page."""
    document = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in document.pages]


def letters(text: str) -> str:
    """A text without spaces, line breaks and hyphens, which change when words are set on paper."""
    return re.sub(r"[\s\u00ad\u2010-]", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("name", PRINTED)
def test_every_word_is_on_paper_with_source_date_and_review_line(paper: Page, site: Site, name: str) -> None:
    paper.goto(site.address(PAGE_TYPES[name]))
    assert paper.evaluate(CUT, PAPER["width"]) == []
    printed = sheets(paper)
    assert printed[0].startswith("Se barnet"), "a neutral head that tells nothing of what is read"
    assert 1 <= len(printed) <= 16
    whole = letters("".join(printed))
    texts: list[str] = paper.evaluate(TEXTS)
    assert len(texts) > 20
    assert [text for text in texts if letters(text) not in whole] == []
    assert re.search(r"Sammanställduröppnakällor\.Ännuintegranskad|Granskad\d", whole)
    assert re.search(r"Jämfördmedkällorna\d+[a-z]+\d{4}", whole)
    assert "Källor" in whole


@pytest.mark.parametrize("name", PRINTED)
def test_what_is_hidden_on_paper_only_leads_about_on_the_site(paper: Page, site: Site, name: str) -> None:
    """It is never advice, law or source: folded text is open on paper."""
    paper.goto(site.address(PAGE_TYPES[name]))
    hidden = paper.evaluate(
        """() => [...document.querySelectorAll("article.md-content__inner *")]
            .filter(one => !one.checkVisibility() && one.children.length === 0 && one.textContent.trim()
                && !one.closest(".roles, .headerlink, .page-edit, .letters, .toc-phone, .cite-this, "
                    + ".filters, .page-related, .card-use, .to-whole-page, .chooser-ask, .chooser-status, "
                    + ".chooser-left, [data-when], [hidden], caption, script, thead"))
            .map(one => one.outerHTML.slice(0, 150))"""
    )
    assert hidden == []


@pytest.mark.parametrize(
    ("name", "most"), [("pocket card", 1), ("meeting pack", 2), ("law", 2), ("book", 2), ("helpline", 2)]
)
def test_a_sheet_to_take_away_does_not_grow(paper: Page, site: Site, name: str, most: int) -> None:
    paper.goto(site.address(PAGE_TYPES[name]))
    assert len(sheets(paper)) <= most


def test_every_pocket_card_and_meeting_pack_keeps_to_its_sheets(paper: Page, site: Site) -> None:
    """Measured as laid out at the width of the paper, which costs a tenth of printing each."""
    cards = sorted((site.folder / "guides/nu").glob("*/kort/index.html"))
    assert len(cards) >= 20
    for card in cards:
        paper.goto(site.address(f"guides/nu/{card.parent.parent.name}/kort/"))
        box = paper.locator(".pocket").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PAPER["height"], card
        assert paper.evaluate(CUT, PAPER["width"]) == []
    packs = sorted((site.folder / "guides/personalmote").glob("*/index.html"))
    assert len(packs) >= 8
    for pack in packs:
        paper.goto(site.address(f"guides/personalmote/{pack.parent.name}/"))
        middle = paper.locator("#ord").bounding_box()
        end = paper.locator(".pack").bounding_box()
        assert middle is not None
        assert end is not None
        assert middle["y"] <= PAPER["height"], pack
        assert end["y"] + end["height"] - middle["y"] <= PAPER["height"], pack


def test_an_unreviewed_card_says_so_across_the_card(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["pocket card"]))
    (card,) = sheets(paper)
    assert letters(card).count("UTKAST–integranskat") == 2
    mark = paper.locator(".pocket-water").bounding_box()
    assert mark is not None
    assert mark["width"] > PAPER["width"] / 2


def test_the_choosers_answer_fits_one_sheet(paper: Page, site: Site) -> None:
    paper.goto("about:blank")  # the same address with other choices would not be opened anew
    paper.goto(site.address(PAGE_TYPES["method chooser"] + "#barn=8,13&foralder=nej"))
    shown = paper.locator("tr[data-method]:visible")
    names = [letters(name) for name in shown.locator("th a").all_inner_texts()]
    assert len(names) >= 5
    printed = [letters(sheet) for sheet in sheets(paper)]
    assert [name for name in names if name not in printed[0]] == []


def test_links_to_other_sites_are_written_out(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["method"]))
    link = paper.locator(".md-typeset a[href^='https://']:visible").first.get_attribute("href")
    assert link is not None
    assert letters(link) in letters("".join(sheets(paper)))


def test_numbers_to_call_say_when_they_were_checked(paper: Page, site: Site) -> None:
    for name in ("helpline", "situation", "pocket card"):
        paper.goto(site.address(PAGE_TYPES[name]))
        numbers = paper.locator("article .number:visible").count()
        assert numbers >= 1
        printed = letters("".join(sheets(paper)))
        assert len(re.findall(r"kontrollerad\d+[a-z]+\d{4}", printed)) >= numbers, name


def test_paper_is_black_on_white_also_for_who_reads_in_the_dark(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["situation"]))
    colours = paper.evaluate(
        "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_every_checklist_fits_one_sheet(paper: Page, site: Site) -> None:
    seen = 0
    for guide in sorted((site.folder / "guides").glob("*/index.html")):
        if 'class="checklist"' not in guide.read_text(encoding="utf-8"):
            continue
        paper.goto(site.address(f"guides/{guide.parent.name}/"))
        for checklist in paper.locator(".checklist").all():
            seen += 1
            box = checklist.bounding_box()
            assert box is not None
            assert box["height"] <= PAPER["height"], guide.parent.name
            assert checklist.evaluate("one => getComputedStyle(one).breakInside") == "avoid"
            assert checklist.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    assert seen >= 5


def test_a_printed_checklist_is_whole_on_its_own_sheet(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["guide"]))
    points = [letters(point) for point in paper.locator(".checklist li").all_inner_texts()]
    printed = [letters(sheet) for sheet in sheets(paper)]
    (own,) = [sheet for sheet in printed if points[0] in sheet]
    assert [point for point in points if point not in own] == []
    assert own.startswith(letters(paper.locator(".checklist h2").inner_text()))
