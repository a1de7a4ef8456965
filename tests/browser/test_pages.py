"""Every type of page opens on a phone and a desktop, whole, without faults and without outside requests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import Site, build_site, serve_folder
from tests.browser.visiting import PHONE, Visitor, visit

REPOSITORY = "https://git.example/junis/se-barnet"


@pytest.mark.parametrize("name", PAGE_TYPES)
def test_each_page_type_opens_and_fits_the_screen(visitor: Visitor, site: Site, name: str) -> None:
    answer = visitor.page.goto(site.address(PAGE_TYPES[name]))
    assert answer is not None
    assert answer.status == 200
    assert visitor.page.locator("h1").count() == 1
    widths = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], f"{name} is wider than the screen"
    text = visitor.page.locator("body").inner_text()
    for leftover in ("{{", "}}", "{%", "None", "Macro Rendering Error", "Undefined"):
        assert leftover not in text, f"{name} shows {leftover}"


def test_without_a_repository_no_pencil_is_shown(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.address(PAGE_TYPES["book"]))
    assert phone.page.locator("a[href*='/edit/']").count() == 0


def test_the_first_sentence_to_say_is_seen_without_scrolling(phone: Visitor, site: Site) -> None:
    for name in ("situation", "situation for a role"):
        phone.page.goto(site.address(PAGE_TYPES[name]))
        box = phone.page.locator(".say--first blockquote").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, (
            f"{name}: the sentence ends at {box['y'] + box['height']:.0f} px"
        )


def test_the_start_page_gives_help_without_scrolling(phone: Visitor, site: Site) -> None:
    phone.page.goto(site.url)
    for text in ("112", "växel", "orosanmälan", "Orolig för ett barn", "Fara nu", "Jag har sett tecken"):
        first = phone.page.get_by_text(text).first
        box = first.bounding_box()
        assert box is not None, text
        assert box["y"] + box["height"] <= 740, f"«{text}» needs scrolling"


def test_a_teacher_finds_the_words_to_say_without_javascript(browser: Browser, site: Site) -> None:
    """From the start page to a sentence to say, in at most four taps."""
    with visit(browser, PHONE, javascript=False) as teacher:
        teacher.page.goto(site.url)
        teacher.page.get_by_role("link", name="Jag har sett tecken").click()
        teacher.page.goto(site.url)
        teacher.page.get_by_role("link", name="Skola", exact=True).first.click()
        assert "/guides/skola/" in teacher.page.url
        teacher.page.locator("a[href*='nu/trott-och-hungrig']").first.click()
        if not teacher.page.url.endswith("/skola/"):
            teacher.page.locator("nav.roles").get_by_role("link", name="Skola", exact=True).click()
        assert teacher.page.locator(".say--first blockquote").inner_text()


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site under a path, with a repository configured; it outlives every page that asks it."""
    folder = build_site(
        tmp_path_factory.mktemp("under-a-path"),
        {"SITE_URL": "https://example.org/kunskapsbank/", "REPOSITORY_URL": REPOSITORY},
    )
    with serve_folder(folder, "/kunskapsbank/") as served:
        yield served


def test_under_a_path_every_page_type_opens(phone: Visitor, other_site: Site) -> None:
    for name, path in PAGE_TYPES.items():
        answer = phone.page.goto(other_site.address(path))
        assert answer is not None
        assert answer.status == 200, name


def test_with_a_repository_the_pencil_opens_the_yaml_file(phone: Visitor, other_site: Site) -> None:
    phone.page.goto(other_site.address("resources/books/liten/"))
    address = phone.page.locator("a[href*='/edit/']").first.get_attribute("href")
    assert address == f"{REPOSITORY}/edit/main/data/books/liten.yml"
