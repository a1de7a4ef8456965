"""On paper: whole, with source, date and review line, and a checklist on one sheet."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site

# A4 less the margins in print.css (16 mm at the sides, 16 mm above, 18 mm below), at 96 CSS pixels an inch.
MILLIMETRE = 96 / 25.4
PAPER = {"width": round(178 * MILLIMETRE), "height": round(263 * MILLIMETRE)}
PRINTED = ("guide", "situation", "situation for a role", "method", "statistic", "law", "book", "helpline")

CUT = """width => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return element.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1
        && element.textContent.trim() && (box.right > width + 1 || box.left < -1
            || (style.overflow !== "visible" && style.clipPath === "none"
                && (element.scrollWidth > element.clientWidth + 1
                    || element.scrollHeight > element.clientHeight + 1)));
}).map(element => element.outerHTML.slice(0, 150))"""


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """A page that looks as it is printed, as wide as the text on A4."""
    context = browser.new_context(viewport=PAPER, locale="sv-SE", color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def sheets(page: Page) -> int:
    """How many sheets the open page takes when Chromium prints it."""
    document = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document))


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_is_cut_and_source_date_and_review_stand_on_paper(paper: Page, site: Site, name: str) -> None:
    paper.goto(site.address(PAGE_TYPES[name]))
    assert paper.evaluate(CUT, PAPER["width"]) == []
    text = paper.locator("body").inner_text()
    assert "Se barnet" in text
    assert re.search(r"Sammanställd ur öppna källor\. Ännu inte granskad|Granskad \d", text)
    assert re.search(r"Jämförd med källorna \d+ \w+ \d{4}", text)
    sources = paper.locator("details.sources").last
    assert len(sources.inner_text()) > 60, "the sources stay folded on paper"
    assert 1 <= sheets(paper) <= 16


@pytest.mark.parametrize("name", PRINTED)
def test_every_word_of_the_text_is_printed(paper: Page, site: Site, name: str) -> None:
    """What is hidden on paper leads about on the site; it is never advice, law or source."""
    paper.goto(site.address(PAGE_TYPES[name]))
    hidden = paper.evaluate(
        """() => [...document.querySelectorAll("article.md-content__inner *")]
            .filter(one => !one.checkVisibility() && one.children.length === 0 && one.textContent.trim()
                && !one.closest(".roles, .headerlink, .page-edit, .letters, .toc-phone, .cite-this, "
                    + ".filters, .page-related, caption, script, thead"))
            .map(one => one.outerHTML.slice(0, 150))"""
    )
    assert hidden == []


def test_links_to_other_sites_are_written_out(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["method"]))
    written = paper.locator(".md-typeset a[href^='https://']").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://" in written or "href" in written


def test_numbers_to_call_say_when_they_were_checked(paper: Page, site: Site) -> None:
    paper.goto(site.address(PAGE_TYPES["helpline"]))
    assert re.search(r"116 111[^.]*kontrollerad \d+ \w+ \d{4}", paper.locator("article").inner_text())


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


def test_a_checklist_alone_is_one_sheet(paper: Page, site: Site) -> None:
    """The sheet that is printed for the meeting, measured as Chromium prints it."""
    paper.goto(site.address(PAGE_TYPES["guide"]))
    paper.evaluate("document.querySelector('article').replaceChildren(document.querySelector('.checklist'))")
    assert sheets(paper) <= 2, "the heading of the sheet and the checklist after its page break"
