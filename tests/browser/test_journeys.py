"""The seven journeys of real readers, on a phone, in at most four clicks from the start page.

A click is a tap on a link or a box; typing in the search field counts as one, whatever is typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import Site
from tests.browser.visiting import PHONE, visit

MOST_CLICKS = 4


@dataclass
class Walk:
    """A reader's way through the site, counting clicks."""

    page: Page
    clicks: int = 0

    def tap(self, target: Locator) -> None:
        """Tap something; the walk may not grow longer than a reader has patience for."""
        target.first.click()
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS

    def link(self, name: str, *, exact: bool = False, within: str = "body") -> None:
        """Tap a link by its words."""
        self.tap(self.page.locator(within).get_by_role("link", name=name, exact=exact))

    def sees_in_order(self, *texts: str) -> None:
        """The texts stand on the page one above the other."""
        tops = []
        for text in texts:
            box = self.page.locator("main").get_by_text(text).locator("visible=true").first.bounding_box()
            assert box is not None, text
            tops.append(box["y"])
        assert tops == sorted(tops), dict(zip(texts, tops, strict=True))


@pytest.fixture
def walk(browser: Browser, site: Site) -> Iterator[Walk]:
    with visit(browser, PHONE) as reader:
        reader.page.goto(site.url)
        yield Walk(reader.page)


def first_screen(page: Page, selector: str) -> bool:
    """Whether the first element of its kind is seen whole without scrolling."""
    box = page.locator(selector).first.bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"]


def test_j1_a_teacher_has_seen_a_tired_pupil(walk: Walk) -> None:
    walk.link("Jag har sett tecken")
    walk.link("Skolans guide")
    walk.tap(walk.page.locator("main a[href*='nu/trott-och-hungrig']"))
    if not walk.page.url.endswith("/skola/"):
        walk.link("Skola", exact=True, within="nav.roles")
    assert first_screen(walk.page, ".act")
    assert first_screen(walk.page, ".say--first blockquote")
    walk.sees_in_order(
        "Ring 112", "Anmäl genast", "rådgör utan namn", "Säg till barnet", "Gör nu", "Skriv ner"
    )
    expect(walk.page.get_by_role("link", name="Hitta socialtjänsten i din kommun").first).to_be_visible()


def test_j2_a_nurse_prepares_a_visit(walk: Walk) -> None:
    walk.link("BVC och MVC")
    heading = walk.page.locator("#hur-fragar-jag-om-alkohol")
    expect(heading).to_be_attached()
    below = walk.page.locator("#hur-fragar-jag-om-alkohol ~ .say")
    assert below.count() >= 3, "three opening questions stand below the heading"
    expect(walk.page.locator("section.checklist")).to_be_attached()
    assert walk.page.locator("a[href*='rikshandboken']").count() > 0


def test_j3_a_social_worker_chooses_for_siblings(walk: Walk) -> None:
    walk.link("Jag ska välja stöd")
    for label in ("8 år", "13 år"):
        walk.tap(walk.page.get_by_label(label, exact=True))
    walk.tap(walk.page.get_by_label("Nej, inte ännu"))
    rows = walk.page.locator("tr[data-method]:visible")
    assert rows.count() > 3
    expect(rows.first.locator("td").first).to_contain_text("8 år")
    assert "#barn=8,13" in walk.page.url


def test_j4_a_preschool_teacher_meets_an_affected_adult_at_pick_up(walk: Walk) -> None:
    walk.link("Fara nu", exact=True)
    walk.tap(walk.page.locator("main a[href*='berusad-vuxen-hamtar']"))
    walk.link("Förskola", exact=True, within="nav.roles")
    assert first_screen(walk.page, ".say--first blockquote")
    walk.sees_in_order("Ring 112", "Anmäl genast", "Säg till barnet", "Föräldern, sist")
    expect(walk.page.get_by_text("Inte avgjort här").first).to_be_visible()


def test_j5_a_dentist_searches_for_missed_visits(walk: Walk) -> None:
    walk.tap(walk.page.locator(".search-open"))
    walk.page.get_by_role("combobox", name="Sök", exact=True).fill("uteblivna besök")
    walk.clicks += 1
    walk.tap(walk.page.locator(".search--header [role=option]"))
    assert "uteblivna-besok" in walk.page.url
    if not walk.page.url.endswith("/tandvard/"):
        walk.link("Tandvård", exact=True, within="nav.roles")
    walk.sees_in_order("Ring 112", "Anmäl genast", "Skriv ner")


def test_j6_a_student_health_team_plans_its_meeting(walk: Walk) -> None:
    walk.link("Elevhälsa")
    meeting = walk.page.locator("#motet")
    expect(meeting).to_be_attached()
    expect(walk.page.get_by_text("45 minuter").first).to_be_attached()
    expect(walk.page.locator("section.checklist")).to_be_attached()


def test_j7_an_editor_finds_the_list_a_book_belongs_to(walk: Walk) -> None:
    walk.link("Resurser")
    walk.link("Böcker", within="main")
    assert "/resources/books/" in walk.page.url
    expect(walk.page.locator(".card--book").first).to_be_visible()
