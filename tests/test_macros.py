"""The macros, one by one: what a good call gives, and that a wrong one is refused in Swedish."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.components import Components
from kunskapsbank.macros import NAMES, SIGNATURES, PageMacros
from kunskapsbank.rules.guide import rules_by_heading
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.schema.pages import Meeting, MeetingCase
from kunskapsbank.selection import CallError
from kunskapsbank.site import Site
from tests.good_site import TODAY, copy_good, good_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return good_site(tmp_path_factory.mktemp("site") / "good")


@pytest.fixture(scope="module")
def macros(site: Site) -> PageMacros:
    return PageMacros(site.components, site.catalogue.pages["guides/orosanmalan"])


def words(html: str) -> str:
    """The text without tags, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_cite_gives_a_mark_that_leads_to_the_source(macros: PageMacros) -> None:
    html = macros.cite("anmala-genast")
    assert 'href="#kalla-1"' in html
    assert "[1]" in html
    assert "\n" not in html


def test_law_names_the_paragraph_and_links_to_it(macros: PageMacros) -> None:
    html = macros.law("sol-19-1")
    assert 'href="../lagen/sol-19-1/"' in html
    assert words(html).replace("\N{NO-BREAK SPACE}", " ") == "19 kap. 1 § SoL"


def test_law_says_when_the_text_was_read_if_that_is_long_ago(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "site")
    path = root / "data/laws/sol-19-1.yml"
    text = path.read_text(encoding="utf-8").replace("read_on: 2026-11-22", "read_on: 2026-02-12")
    path.write_text(text, encoding="utf-8")
    catalogue, _ = assemble(root, TODAY, SIGNATURES)
    old = PageMacros(Components(catalogue), catalogue.pages["guides/orosanmalan"])
    assert "lästes 12 februari 2026, kan ha ändrats" in words(old.law("sol-19-1"))


def test_figure_carries_year_population_and_who_counted(macros: PageMacros) -> None:
    shown = words(macros.figure("exempel-tal", 2023))
    for part in ("12,5 barn", "2023", "Junis", "kommuner som svarade"):
        assert part in shown


def test_chart_is_a_table_with_its_caveat(macros: PageMacros) -> None:
    html = macros.chart("exempel-tal")
    assert "<table" in html
    assert "Olika kommuner svarade." in html
    assert "--size: 1.0000" in html


def test_cards_can_be_filtered_and_grouped(macros: PageMacros) -> None:
    assert "En bok" in macros.cards("books", audience="skola")
    assert "En bok" not in macros.cards("books", audience="tandvard")
    assert "En bok" in macros.cards("books", group="book_kind")


def test_entries_have_an_anchor_each(macros: PageMacros) -> None:
    assert 'id="exempel-ord"' in macros.entries("glossary", group="letter")
    assert 'id="exempel-tecken"' in macros.entries("signs", group="age_group", setting="skola")


def test_phrases_always_carry_their_conditions(macros: PageMacros) -> None:
    shown = words(macros.say("exempel-fras", "exempel-fras-foralder"))
    assert "Jag har sett att du är trött." in shown
    assert "Vid misstanke om våld." in shown
    assert "Fråga socialtjänsten först" in shown


def test_a_help_line_shows_its_number_and_who_may_call(macros: PageMacros) -> None:
    html = macros.helpline("exempel-linje")
    assert 'href="tel:116111"' in html
    assert "Barn och unga under 18 år" in html


def test_the_checklist_is_the_pages_own(macros: PageMacros) -> None:
    assert "Jag har skrivit ner vad jag såg." in macros.checklist("Innan du ringer")


def test_the_end_of_the_page_has_sources_and_review(macros: PageMacros) -> None:
    html = macros.page_end()
    assert 'id="kalla-1"' in html
    assert "Ännu inte granskad" in html
    assert "22 november 2026" in html


def test_lists_of_everything_show_entries_pages_and_places(macros: PageMacros) -> None:
    assert "En metod" in macros.alphabet()
    assert "Hur gör jag en orosanmälan?" in macros.alphabet()
    assert "Göteborgs kommun" in macros.municipalities()
    assert "Hur gör jag en orosanmälan?" in macros.guides()


def test_open_data_links_to_each_kinds_files_and_explains_their_fields(macros: PageMacros) -> None:
    html = macros.open_data()
    assert 'href="../../data/books.json"' in html
    assert 'href="../../data/books.csv"' in html
    assert "<code>ages.from</code> Från ålder" in html
    assert "Granskningsrad" in html


def test_feeds_are_linked_one_for_all_and_one_per_audience(macros: PageMacros) -> None:
    html = macros.feeds()
    assert 'href="../../nytt/alla.xml"' in html
    assert 'href="../../nytt/skola.xml"' in html


WRONG_CALLS: list[tuple[str, Callable[[PageMacros], str]]] = [
    ("cite", lambda macros: macros.cite("finns-inte")),
    ("law", lambda macros: macros.law("finns-inte")),
    ("figure", lambda macros: macros.figure("finns-inte", 2023)),
    ("figure-year", lambda macros: macros.figure("exempel-tal", 1999)),
    ("chart", lambda macros: macros.chart("finns-inte")),
    # The laws that the chooser's advice rests on are not in the smallest repository.
    ("chooser", lambda macros: macros.chooser()),
    ("cards", lambda macros: macros.cards("finns-inte")),
    ("cards-group", lambda macros: macros.cards("books", group="farg")),
    ("cards-filter", lambda macros: macros.cards("books", farg="rod")),
    ("entries", lambda macros: macros.entries("finns-inte")),
    ("say", lambda macros: macros.say("finns-inte")),
    ("helpline", lambda macros: macros.helpline("finns-inte")),
]


@pytest.mark.parametrize("call", [call for _, call in WRONG_CALLS], ids=[name for name, _ in WRONG_CALLS])
def test_a_wrong_call_is_refused_in_swedish(call: Callable[[PageMacros], str], macros: PageMacros) -> None:
    with pytest.raises(CallError, match=r"finns|inget|Välj|ange|går inte"):
        call(macros)


def test_freshness_counts_what_there_is_and_says_that_nothing_is_reviewed(macros: PageMacros) -> None:
    shown = words(macros.freshness())
    assert "Räknat den 22 november 2026." in shown
    assert "Ingen post är granskad av Junis sakkunniga ännu." in shown
    assert "Böcker 1 22 november 2026 0" in shown
    assert "Alla lagrum är lästa de senaste 90 dagarna." in shown


def test_the_field_guide_has_a_table_for_each_kind(macros: PageMacros) -> None:
    text = macros.field_guide()
    assert text.count("| Fält | Vad du skriver | Exempel | Gräns |") == len(KINDS)
    assert "| `ages.from` |" in text


def test_the_rule_guide_has_every_rule_with_an_anchor_and_two_examples(macros: PageMacros) -> None:
    html = macros.rule_guide()
    rules = [rule for group in rules_by_heading().values() for rule in group]
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert f'<section class="rule" id="{rule.id.lower()}">' in html
    assert html.count("<p>Så här:</p>") == html.count("<p>Inte så här:</p>") == len(rules)


def test_a_staff_meeting_leads_to_a_pack_for_each_workplace(site: Site) -> None:
    page = site.catalogue.pages["guides/orosanmalan"]
    case = MeetingCase(role="skola", case="En elev sover.", questions=("Vad säger vi först?",))
    meeting = Meeting(rules=("Lyssna.",), agenda=("Läs högt.",), questions=("Är det fara?",), cases=(case,))
    macros = PageMacros(
        site.components, replace(page, front=page.front.model_copy(update={"meeting": meeting}))
    )
    html = macros.staff_meeting()
    assert 'href="skola/"' in html
    for part in ("Läs högt.", "Är det fara?", "En elev sover."):
        assert part in html


def test_a_page_without_a_staff_meeting_says_what_is_missing(macros: PageMacros) -> None:
    with pytest.raises(CallError, match="meeting"):
        macros.staff_meeting()


WRONG_LINES = [
    '{{ cite("finns-inte") }}',
    '{{ law("finns-inte") }}',
    '{{ figure("exempel-tal", 1999) }}',
    '{{ chart("finns-inte") }}',
    '{{ cards("finns-inte") }}',
    '{{ entries("glossary", group="farg") }}',
    '{{ say("exempel-fras", "finns-inte") }}',
    '{{ helpline("finns-inte") }}',
    '{{ checklist("Rubrik", "en till") }}',
    '{{ staff_meeting("skola") }}',
    '{{ chooser("skola") }}',
    '{{ guides("skola") }}',
    '{{ alphabet("a") }}',
    '{{ municipalities("14") }}',
    '{{ freshness("books") }}',
    '{{ open_data("books") }}',
    '{{ field_guide("books") }}',
    '{{ rule_guide("r01") }}',
    '{{ feeds("skola") }}',
    '{{ page_end("x") }}',
]


@pytest.mark.parametrize("call", WRONG_LINES)
def test_a_wrong_call_is_told_with_its_line_in_the_file_front_matter_counted(
    call: str, tmp_path: Path
) -> None:
    root = copy_good(tmp_path / "site")
    path = root / "docs/guides/orosanmalan.md"
    text = path.read_text(encoding="utf-8") + f"\n{call}\n"
    path.write_text(text, encoding="utf-8")
    problems = assemble(root, TODAY, SIGNATURES)[1]
    line = text.splitlines().index(call) + 1
    assert [(p.path, p.line) for p in problems] == [("docs/guides/orosanmalan.md", line)]
    assert problems[0].rule == ("K06" if "cite" in call else "K05")


def test_every_macro_is_called_by_these_tests() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for name in NAMES:
        assert f"macros.{name}(" in text, name
        assert f"{{{{ {name}(" in text, name
