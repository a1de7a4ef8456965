"""The method chooser on a phone: a table with a reason per child, safety first, shared by its address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Site
from tests.browser.visiting import PHONE, Visitor, visit

CHOOSER = "methods/valj/"
JOINT = ("Barn och förälder tillsammans", "Hela familjen", "Nätverket")


def choices(page: Page) -> str:
    """What stands after the address now."""
    found: str = page.evaluate("location.hash")
    return found


def rows(page: Page) -> list[dict[str, str]]:
    """Each visible method: its id and the text of each cell by its label."""
    found: list[dict[str, str]] = page.locator("tr[data-method]:visible").evaluate_all(
        """rows => rows.map((row) => ({
            id: row.dataset.method, name: row.querySelector("th a").textContent,
            ...Object.fromEntries([...row.cells].map((cell) => [cell.dataset.label, cell.textContent])) }))"""
    )
    return found


def test_siblings_of_8_and_13_without_a_parent_get_a_reason_each(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER))
    page.get_by_label("8 år", exact=True).check()
    page.get_by_label("13 år", exact=True).check()
    page.get_by_label("Nej, inte ännu").check()
    found = rows(page)
    assert len(found) >= 5
    for row in found:
        for age in ("8", "13"):
            reason = row[f"Barn {age} år"]
            assert re.match(rf"Passar (inte )?{age}\sår \(\d+–\d+\sår\)|Ålder: uppgift saknas", reason), row
            if reason.startswith("Passar inte"):
                assert f"För {age} se till exempel" in reason
        assert row["Vem är med"] != "Hela familjen"
    groups = page.locator(".chooser-group:visible").all_inner_texts()
    assert groups == ["Passar 8 och 13 år", "Passar ett av barnen", "Ålder: uppgift saknas"]
    assert choices(page) == "#barn=8,13&foralder=nej"


def test_within_a_group_the_order_is_the_alphabet(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER + "#barn=8,13"))
    sorted_by_name = page.locator("tbody").evaluate_all(
        """bodies => bodies.every((body) => {
            const names = [...body.querySelectorAll("th a")].map((link) => link.textContent);
            return String(names) === String([...names].sort(new Intl.Collator("sv").compare)); })"""
    )
    assert sorted_by_name


def test_violence_puts_the_report_first_and_hides_joint_sessions(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER + "#barn=8&andra=ja"))
    expect(page.locator(".chooser-first")).to_be_hidden()
    page.get_by_label("Våld pågår, eller går inte att utesluta").check()
    first = page.locator(".chooser-first")
    expect(first).to_be_visible()
    text = first.inner_text()
    order = [
        text.index(word) for word in ("112", "Anmäl", "Säg inget till förälder", "Barnahus", "gemensamma")
    ]
    assert order == sorted(order)
    assert first.locator("a[href$='guides/orosanmalan/']").count() == 1
    box, table = first.bounding_box(), page.locator("table").bounding_box()
    assert box is not None
    assert table is not None
    assert box["y"] < table["y"]
    for row in rows(page):
        alone = "Barnet utan förälder" in row["Vem är med"]
        assert alone or not any(way in row["Vem är med"] for way in JOINT), row
    page.locator(".chooser-left summary").click()
    assert "Våld. Inte så länge våldet pågår" in page.locator(".chooser-left").inner_text()


def test_consent_is_advice_with_its_paragraphs_and_no_filter(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER + "#barn=8"))
    before = rows(page)
    page.goto(site.address(CHOOSER + "#barn=8&samtycke=en"))
    expect(page.locator(".chooser-more")).to_have_attribute("aria-expanded", "true")
    assert rows(page) == before
    for law in ("fb-6-13a", "sol-21-2"):
        expect(page.locator(f".chooser-advice a[href$='{law}/']:visible").first).to_be_visible()


@pytest.mark.parametrize(
    ("choice", "label", "expected"),
    [
        ("form=grupp", "Form", "Grupp"),
        ("finns=ja", "Finns att få", "Ja"),
        ("utbildning=ingen", "Utbildning", "Ingen särskild|Oklart|Uppgift saknas"),
    ],
)
def test_each_question_narrows_by_what_the_method_says(
    phone: Visitor, site: Site, choice: str, label: str, expected: str
) -> None:
    page = phone.page
    page.goto(site.address(f"{CHOOSER}#{choice}&andra=ja"))
    found = rows(page)
    assert found
    assert all(re.search(expected, row[label]) for row in found)


def test_every_method_is_either_shown_or_left_out_with_a_reason(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER + "#barn=4,16&vald=ja&foralder=nej&plats=socialtjanst&form=individuellt"))
    shown, total = map(int, re.findall(r"\d+", page.locator(".chooser-count").inner_text())[:2])
    assert len(rows(page)) == shown
    assert page.locator(".chooser-left li a").count() == total - shown


def test_the_address_gives_the_same_answer_to_another_reader(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER + "#barn=8,13&foralder=nej&form=grupp&okand=x&barn2=1"))
    assert page.locator("[data-ask] input[value]:not([value='']):checked").count() == 4
    assert {row["id"] for row in rows(page)} >= {"cap", "stodgrupper"}
    page.locator(".chooser-clear").click()
    assert choices(page) == ""


def test_the_keyboard_is_enough(phone: Visitor, site: Site) -> None:
    page = phone.page
    page.goto(site.address(CHOOSER))
    page.locator("input[name='barn']").first.focus()
    for _ in range(8):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert choices(page) == "#barn=8"
    for _ in range(11):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert choices(page) == "#barn=8&vald=ja"


def test_eight_rows_print_on_one_sheet(browser: Browser, site: Site, tmp_path: Path) -> None:
    with visit(browser, {"width": 1280, "height": 900}) as visitor:
        page = visitor.page
        page.goto(site.address(CHOOSER + "#barn=8,13&vald=ja&foralder=nej&samtycke=en&form=individuellt"))
        assert 4 <= len(rows(page)) <= 8
        paper = tmp_path / "sheet.pdf"
        page.pdf(path=paper, prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes())) == 1


def test_without_scripts_every_method_stands_by_age_and_no_dead_controls(
    browser: Browser, site: Site
) -> None:
    with visit(browser, PHONE, javascript=False) as visitor:
        page = visitor.page
        page.goto(site.address(CHOOSER))
        assert len(rows(page)) > 40
        expect(page.locator(".chooser-first")).to_be_visible()
        assert page.locator(".chooser input:visible, .chooser button:visible").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
