"""Pages made from data: which there are, what stands on them, and that two builds are the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kunskapsbank.components import Components
from kunskapsbank.pages import GeneratedPage, advice_for, build_pages
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.site import Site, load_site
from tests.good_site import TODAY, copy_good, good_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return good_site(tmp_path_factory.mktemp("site") / "good")


def front_matter(page: GeneratedPage) -> dict[str, object]:
    lines = page.markdown.split("---\n")[1].splitlines()
    return {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)}


def changed(folder: Path, name: str, old: str, new: str) -> Site:
    root = copy_good(folder / "site")
    path = root / f"data/{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    site, problems = load_site(root, TODAY)
    assert site is not None, problems
    return site


def test_each_kind_that_is_looked_up_has_a_page_per_entry(site: Site) -> None:
    own = [item for item in site.catalogue.items.values() if item.kind.own_page]
    assert {item.kind for item in own} == {kind for kind in KINDS if kind.own_page}
    assert {f"{item.address.rstrip('/')}.md" for item in own} <= set(site.pages)


def test_each_role_has_its_own_page_of_a_situation(site: Site) -> None:
    pages = [path for path in site.pages if path.startswith("guides/nu/exempel-lage")]
    assert pages == [
        "guides/nu/exempel-lage.md",
        "guides/nu/exempel-lage/kort.md",
        "guides/nu/exempel-lage/skola.md",
        "guides/nu/exempel-lage/tandvard.md",
    ]
    assert front_matter(site.pages[pages[3]])["title"] == "Ett läge – Tandvård"


def test_a_roles_own_fields_stand_in_place_of_the_common_ones(site: Site) -> None:
    situation = site.catalogue.items["situations/exempel-lage"].entry
    advice = advice_for(situation, situation.by_role[1])
    assert advice.urgency == "genast"
    assert advice.now == situation.now
    assert advice.say == situation.say


def test_each_page_leads_to_its_file(site: Site) -> None:
    for page in site.pages.values():
        assert page.data_file.startswith("data/")
        assert page.data_file.endswith(".yml")
    assert site.pages["methods/exempel-metod.md"].data_file == "data/methods/exempel-metod.yml"


def test_macros_are_off_on_generated_pages(site: Site) -> None:
    assert all(front_matter(page)["render_macros"] is False for page in site.pages.values())


def test_unreviewed_advice_is_kept_out_of_search_engines_until_somebody_has_reviewed_it(
    site: Site, tmp_path: Path
) -> None:
    assert front_matter(site.pages["guides/lagen/sol-19-1.md"])["noindex"] is True
    assert front_matter(site.pages["guides/nu/exempel-lage/skola.md"])["noindex"] is True
    assert "noindex" not in front_matter(site.pages["resources/books/exempel-bok.md"])
    reviewed = "checked: 2026-11-22\nreviewed:\n  by: Namn Namnsson, jurist\n  date: 2026-11-22\n"
    new = changed(tmp_path, "laws/sol-19-1", "checked: 2026-11-22\n", reviewed)
    page = new.pages["guides/lagen/sol-19-1.md"]
    assert "noindex" not in front_matter(page)
    assert "Granskad 22 november 2026 av Namn Namnsson, jurist." in page.markdown


CARD = "guides/nu/exempel-lage/kort.md"


def test_a_pocket_card_is_marked_as_a_draft_until_a_named_person_has_reviewed_it(
    site: Site, tmp_path: Path
) -> None:
    draft = site.pages[CARD]
    assert draft.markdown.count("UTKAST – inte granskat") == 2, "said in words and across the card"
    assert "(utkast, inte granskat)" in site.pages["guides/nu/exempel-lage.md"].markdown
    assert front_matter(draft)["noindex"] is True
    reviewed = "checked: 2026-11-22\nreviewed:\n  by: Namn Namnsson, socionom\n  date: 2026-11-22\n"
    new = changed(tmp_path, "situations/exempel-lage", "checked: 2026-11-22\n", reviewed)
    assert "utkast" not in new.pages[CARD].markdown.lower()
    assert "Granskad 22 november 2026 av Namn Namnsson, socionom." in new.pages[CARD].markdown
    assert "utkast" not in new.pages["guides/nu/exempel-lage.md"].markdown


MEETING = """unreviewed_advice: ja
meeting:
  rules:
    - Inga riktiga barn.
  agenda:
    - "**5 minuter.** Läs reglerna högt."
  questions:
    - Är det fara nu?
  cases:
    - role: skola
      case: En elev sover på bänken.
      questions:
        - Vad säger vi först?
      read:
        - situations/exempel-lage
    - role: tandvard
      case: Ett barn har ont.
      questions:
        - Vad ser vi?
---
"""


def test_a_staff_meeting_has_a_pack_to_print_for_each_workplace(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    path = root / "docs/guides/orosanmalan.md"
    head, _, body = path.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n")
    path.write_text(f"---\n{head}{MEETING}{body}", encoding="utf-8")
    site, problems = load_site(root, TODAY)
    assert site is not None, problems
    packs = [name for name in site.pages if name.startswith("guides/orosanmalan/")]
    assert packs == ["guides/orosanmalan/skola.md", "guides/orosanmalan/tandvard.md"]
    school = site.pages[packs[0]]
    assert front_matter(school)["noindex"] is True
    assert school.data_file == "docs/guides/orosanmalan.md"
    assert "En elev sover på bänken." in school.markdown
    assert "Ett barn har ont." not in school.markdown
    assert 'href="../../nu/exempel-lage/skola/"' in school.markdown
    assert "<strong>5 minuter.</strong> Läs reglerna högt." in school.markdown


def test_a_draft_has_no_page(site: Site, tmp_path: Path) -> None:
    new = changed(tmp_path, "films/exempel-film", "sources:", "status: utkast\nsources:")
    assert set(site.pages) - set(new.pages) == {"resources/films/exempel-film.md"}


def test_text_from_data_cannot_break_out_of_the_front_matter_or_the_page(tmp_path: Path) -> None:
    title = "'A --- \"B\" & C: # d'"
    new = changed(tmp_path, "films/exempel-film", "title: En film", f"title: {title}")
    page = new.pages["resources/films/exempel-film.md"]
    assert front_matter(page)["title"] == 'A --- "B" & C: # d'
    assert "&#34;B&#34; &amp; C" in page.markdown


def test_unknown_values_are_said_to_be_missing(site: Site) -> None:
    assert "Uppgift saknas" in site.pages["resources/films/exempel-film.md"].markdown


@pytest.mark.parametrize("path", ["guides/nu/exempel-lage/skola.md", CARD])
def test_the_order_of_a_situation_is_that_of_the_safety_rules(site: Site, path: str) -> None:
    text = site.pages[path].markdown
    order = [
        "Ring 112",
        "Anmäl genast",
        "rådgör utan namn",
        "Vad bra att du berättade.",
        "Gör nu",
        "Föräldern",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_phrases_on_a_situation_carry_their_conditions(tmp_path: Path) -> None:
    new = changed(tmp_path, "situations/exempel-lage", "exempel-fras\n", "exempel-fras-foralder\n")
    assert "Vid misstanke om våld." in new.pages["guides/nu/exempel-lage.md"].markdown


def test_nothing_unfinished_is_printed(site: Site) -> None:
    for page in site.pages.values():
        assert not re.search(r"\bNone\b|\{\{|\{%|Undefined", page.markdown), page.path


def test_two_builds_are_the_same(site: Site) -> None:
    again = build_pages(site.catalogue, Components(site.catalogue))
    assert again == site.pages
    assert list(again) == sorted(again)


def test_a_site_with_errors_is_not_made(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    (root / "data/moved.yml").unlink()
    site, problems = load_site(root, TODAY)
    assert site is None
    assert [problem.rule for problem in problems] == ["S10"]
