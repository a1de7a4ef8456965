"""WCAG 2.2 AA as far as a machine can tell: axe, keyboard, zoom, large text, no scripts, every page type."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from scripts.audit.accessibility import (
    COLOURS,
    EXCLUDED_RULES,
    HEIGHT,
    WIDTHS,
    faults_at_each_width,
    faults_on,
    open_page,
)
from scripts.find_chromium import find_chromium
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site
from tests.browser.visiting import CHROMIUM_ARGUMENTS, DESKTOP, PHONE, Visitor, visit

# 1280 × 1024 enlarged four times (WCAG 1.4.10).
ZOOMED_400: ViewportSize = {"width": 320, "height": 256}
TARGET = 44

# Elements that are wider than the window, or whose text is cut by their own edge.
TOO_WIDE = """() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the whole page"] : [];
    const cut = [...document.querySelectorAll("body *")].filter(element => {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && element.textContent.trim() && style.visibility !== "hidden"
            && ["hidden", "clip"].includes(style.overflowX) && style.textOverflow !== "ellipsis"
            && element.scrollWidth > element.clientWidth + 1;
    });
    return wide.concat(cut.map(element => element.outerHTML.slice(0, 150)));
}"""

HEADING_JUMPS = """() => {
    const levels = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
        .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]));
    return levels.filter((level, index) => level > (index ? levels[index - 1] + 1 : 1));
}"""

# What has the focus: its name, whether a mark of at least 2 px shows it, and whether it can be seen.
FOCUS = """() => {
    const element = document.activeElement;
    const marked = [[element, null], [element, "::after"], [element.parentElement, null],
                    [element.nextElementSibling, null]]
        .filter(([one]) => one).some(([one, part]) => {
            const style = getComputedStyle(one, part);
            return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        });
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(
        Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), box.y + Math.min(box.height / 2, 20));
    return {
        name: `${element.tagName} ${element.textContent.trim().slice(0, 40)}`,
        marked,
        seen: Boolean(top) && (element.contains(top) || top.contains(element)
            || element.parentElement.contains(top)),
        body: element === document.body,
    };
}"""

# Links inside a sentence may be as low as the line (WCAG 2.5.8); what stands alone may not.
SMALL_TARGETS = """least => [...document.querySelectorAll(
    "button, summary, input:not([type=checkbox], [type=radio]), label:has(input), select, "
    + ".brand, .skip-link, .menu a, .path a, .act a, "
    + ".roles a, .letters a, .home-acute a, .home-ways a, .home-roles a, .home-child a, .site-foot a, "
    + ".quick-exit a, .number-call, .next a, .related a, .toc-phone a")]
    .filter(element => element.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.height < least - .5)
    .map(([element, box]) => `${element.outerHTML.slice(0, 120)}: ${box.height.toFixed(1)} px`)"""

NEVER_SCROLLS_AWAY = """() => [...document.querySelectorAll("body *")]
    .filter(one => ["fixed", "sticky"].includes(getComputedStyle(one).position)
        && one.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map(one => one.getBoundingClientRect()).filter(box => box.top < innerHeight)
    .reduce((sum, box) => sum + box.height, 0)"""


@pytest.fixture(params=COLOURS, scope="module")
def looked_at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with open_page(browser, request.param) as page:
        yield page


@pytest.mark.parametrize("name", [*PAGE_TYPES, "404"])
def test_axe_finds_nothing(looked_at: Page, site: Site, root: Path, name: str) -> None:
    looked_at.goto(site.address(PAGE_TYPES.get(name, "404.html")))
    assert faults_at_each_width(looked_at, root) == []


def test_axe_finds_nothing_when_folded_parts_are_open(looked_at: Page, site: Site, root: Path) -> None:
    for name in ("guide", "method", "phrases", "book list", "municipalities"):
        looked_at.goto(site.address(PAGE_TYPES[name]))
        looked_at.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true; })")
        assert faults_at_each_width(looked_at, root) == [], name


def test_axe_notices_a_fault(looked_at: Page, site: Site, root: Path) -> None:
    looked_at.goto(site.address(PAGE_TYPES["book"]))
    looked_at.evaluate("document.querySelector('main h1').insertAdjacentHTML('afterend', '<img src=x.png>')")
    assert [line for line in faults_on(looked_at, root) if line.startswith("image-alt")]


def test_every_rule_that_is_left_out_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in EXCLUDED_RULES.values())


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_landmarks_headings_targets_and_zoom(phone: Visitor, site: Site, name: str) -> None:
    page = phone.page
    page.goto(site.address(PAGE_TYPES[name]))
    assert page.locator("html").get_attribute("lang") == "sv"
    for role in ("main", "banner", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.locator("main h1").count() == 1
    assert page.locator("nav:not([aria-label], [aria-labelledby])").count() == 0
    assert page.evaluate(HEADING_JUMPS) == []
    assert page.evaluate(SMALL_TARGETS, TARGET) == [], f"lower than {TARGET} px"

    page.set_viewport_size(ZOOMED_400)
    assert page.evaluate(TOO_WIDE) == [], "cut when enlarged to 400 %"
    stuck = page.evaluate(NEVER_SCROLLS_AWAY)
    assert stuck <= ZOOMED_400["height"] / 3, f"{stuck} px never scroll away"


@pytest.fixture(scope="module")
def large_text(browser: Browser) -> Iterator[Page]:
    """A page of a reader who has asked the browser for text twice as large as usual (16 px)."""
    running = browser.browser_type.launch(
        executable_path=find_chromium(), args=[*CHROMIUM_ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    )
    yield running.new_page(locale="sv-SE")
    running.close()


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_text_twice_as_large_is_not_cut(large_text: Page, site: Site, name: str) -> None:
    large_text.goto(site.address(PAGE_TYPES[name]))
    assert large_text.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
    for width in (640, 1280):
        large_text.set_viewport_size({"width": width, "height": HEIGHT})
        assert large_text.evaluate(TOO_WIDE) == [], f"at {width} px"


def test_the_first_stop_skips_to_the_text(visitor: Visitor, site: Site) -> None:
    for name in ("start", "guide", "situation", "book", "child"):
        visitor.page.goto(site.address(PAGE_TYPES[name]))
        visitor.page.keyboard.press("Tab")
        skip = visitor.page.locator(".skip-link")
        assert skip.evaluate("link => link === document.activeElement"), name
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0, name
        visitor.page.keyboard.press("Enter")
        assert visitor.page.evaluate("document.activeElement.tagName") == "MAIN", name


@pytest.mark.parametrize(
    "name", ["start", "search", "guide", "situation", "book list", "method", "glossary", "child"]
)
def test_the_keyboard_reaches_everything_and_shows_where(visitor: Visitor, site: Site, name: str) -> None:
    visitor.page.goto(site.address(PAGE_TYPES[name]))
    for _ in range(40):
        visitor.page.keyboard.press("Tab")
        focus = visitor.page.evaluate(FOCUS)
        if focus["body"]:
            break
        assert focus["marked"], f"no mark on {focus['name']}"
        assert focus["seen"], f"hidden: {focus['name']}"


def test_the_menu_opens_and_closes_from_the_keyboard(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["guide"]))
    summary = phone.page.locator(".menu summary")
    summary.focus()
    phone.page.keyboard.press("Enter")
    link = phone.page.get_by_role("navigation", name="Meny", exact=True).get_by_role("link", name="Metoder")
    assert link.is_visible()
    phone.page.keyboard.press("Shift+Tab")
    summary.focus()
    phone.page.keyboard.press("Enter")
    assert not link.is_visible()


def _words(visitor: Visitor, address: str) -> set[str]:
    """The words that can be read without touching a control."""
    visitor.page.goto(address)
    visitor.page.evaluate(
        "document.querySelectorAll('main :is(form, button, .filters, .chooser-ask, '"
        "+ '.chooser-status, .chooser-left)').forEach(control => control.remove())"
    )
    return set(visitor.page.locator("main").inner_text().split())


@pytest.mark.parametrize("name", [name for name in PAGE_TYPES if name != "search"])
def test_without_scripts_every_word_is_there(browser: Browser, site: Site, name: str) -> None:
    address = site.address(PAGE_TYPES[name])
    with visit(browser, PHONE) as with_scripts, visit(browser, PHONE, javascript=False) as without:
        missing = _words(with_scripts, address) - _words(without, address)
    assert missing == set(), "these need scripts"


def test_without_scripts_the_search_leads_to_the_alphabet(browser: Browser, site: Site) -> None:
    with visit(browser, PHONE, javascript=False) as reader:
        reader.page.goto(site.address(PAGE_TYPES["search"]))
        assert reader.page.locator("noscript a[href*='a-o/']").is_visible()


@pytest.mark.parametrize("name", ["start", "guide", "situation", "book list", "method", "statistics"])
def test_who_wants_no_movement_gets_none(browser: Browser, site: Site, name: str) -> None:
    with open_page(browser, "light", WIDTHS[-1]) as page:
        page.goto(site.address(PAGE_TYPES[name]))
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].map(one => [one, getComputedStyle(one)])
                .filter(([, style]) => style.transitionDuration.split(", ").some(time => parseFloat(time) > 0)
                    || style.animationName !== "none" && parseFloat(style.animationDuration) > 0
                    || style.scrollBehavior === "smooth")
                .map(([one]) => one.outerHTML.slice(0, 100))"""
        )
        assert moving == []


def test_forced_colours_keep_what_only_colour_told(browser: Browser, site: Site) -> None:
    """Backgrounds vanish: urgency boxes keep an edge and bars in charts can still be seen."""
    context = browser.new_context(viewport=DESKTOP, forced_colors="active", locale="sv-SE")
    page = context.new_page()
    for name, part in (
        ("situation", ".act"),
        ("situation", ".say"),
        ("statistic", ".charts-css td"),
        ("act-now list", ".card"),
        ("child", ".quick-exit a"),
    ):
        page.goto(site.address(PAGE_TYPES[name]))
        edge = page.locator(part).first.evaluate(
            """one => { const style = getComputedStyle(one);
                return style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) >= 1; }"""
        )
        assert edge, f"{name}: {part} has no edge"
    context.close()
