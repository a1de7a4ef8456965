"""Each rule on entries and pages: the smallest valid repository passes, and each bad file breaks one rule."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from kunskapsbank import assemble as assembling
from kunskapsbank import validation, yaml_rules
from kunskapsbank.assemble import assemble
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Level, Problem, rule_table
from kunskapsbank.rules import calls, entry, page_markup, texts, whole
from kunskapsbank.schema.kinds import KINDS
from tests.good_site import TODAY, copy_good

HERE = Path(__file__).parent
BAD = HERE / "data/bad/entries"
TABLES = [
    validation.RULES,
    assembling.RULES,
    texts.RULES,
    entry.RULES,
    whole.RULES,
    calls.RULES,
    page_markup.RULES,
]
RULES = rule_table(rule for table in [*TABLES, yaml_rules.RULES] for rule in table.values())
WARNINGS = {"K06-kalla-som-inte-anvands", "K11-ord-for-annan-roll"}
ENGLISH = re.compile(r"\b(the|is|must|should|expected|missing|invalid|input|field|got)\b", re.IGNORECASE)


class Bad(NamedTuple):
    """A folder under data/bad/entries, laid over data/good, and what is told about it."""

    name: str
    path: str
    line: int
    field: str
    hint: str


EXPECTED = [
    Bad(
        "K01-hanvisning-till-intet",
        "data/methods/exempel-metod.yml",
        37,
        "related.0",
        "Menade du «books/exempel-bok»?",
    ),
    Bad(
        "K01-kalla-som-inte-finns",
        "data/books/exempel-bok.yml",
        13,
        "sources.0.id",
        "Menade du «exempel-kalla»?",
    ),
    Bad("K01-kommun-som-inte-finns", "data/practices/exempel-insats.yml", 6, "place.municipality", ""),
    Bad("K01-lank-i-text", "data/methods/exempel-metod.yml", 14, "how_it_works", ""),
    Bad(
        "K01-ord-som-inte-finns",
        "data/search/everyday-words.yml",
        4,
        "words.0.term",
        "Menade du «exempel-ord»?",
    ),
    Bad("K01-slag-som-inte-finns", "data/left-out/exempel.yml", 2, "items.0.kind", "Menade du «book»?"),
    Bad("K02-samma-ord", "data/myths/tvilling.yml", 1, "myth", ""),
    Bad("K02-samma-titel", "data/books/tvilling.yml", 1, "title", ""),
    Bad("K03-samma-isbn", "data/books/tvilling.yml", 10, "isbn", ""),
    Bad("K04-flyttad-till-intet", "data/moved.yml", 3, "moves.0.new", "Menade du «books/exempel-bok»?"),
    Bad("K04-gamla-finns-kvar", "data/moved.yml", 2, "moves.0.old", ""),
    Bad("K05-ej-avslutat", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K05-fel-ar", "docs/guides/orosanmalan.md", 20, "", "Det finns: 2022, 2023."),
    Bad("K05-fel-argument", "docs/guides/orosanmalan.md", 24, "", 'Skriv: {{ chart("identity") }}'),
    Bad("K05-okand-gruppering", "docs/guides/orosanmalan.md", 22, "", ""),
    Bad("K05-okand-mapp", "docs/guides/orosanmalan.md", 22, "", "Menade du «books»?"),
    Bad("K05-okant-filter", "docs/guides/orosanmalan.md", 22, "", ""),
    Bad("K05-okant-filterord", "docs/guides/orosanmalan.md", 22, "", "Menade du «skola»?"),
    Bad("K05-okant-id", "docs/guides/orosanmalan.md", 24, "", "Menade du «exempel-tal»?"),
    Bad("K05-okant-makro", "docs/guides/orosanmalan.md", 24, "", "Menade du «chart»?"),
    Bad("K05-okant-namn-som-argument", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K05-parentes-saknas", "docs/guides/orosanmalan.md", 36, "", "Skriv: {{ page_end() }}"),
    Bad("K05-utrakning-som-argument", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K05-variabel-som-argument", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K06-kalla-som-inte-anvands", "docs/guides/orosanmalan.md", 9, "sources.0", ""),
    Bad(
        "K06-kalla-som-inte-star-i-listan", "docs/guides/orosanmalan.md", 18, "", "Menade du «anmala-genast»?"
    ),
    Bad("K07-arkiverad", "data/methods/exempel-metod.yml", 37, "related.0", ""),
    Bad("K08-samma-roll-tva-ganger", "data/situations/exempel-lage.yml", 30, "by_role.1.role", ""),
    Bad("K09-lag-som-valjaren-visar", "data/laws/fb-6-13a.yml", 1, "", ""),
    Bad("K09-sida-som-saknas", "docs/guides/socialtjansten-i-din-kommun.md", 1, "", ""),
    Bad("K10-page-end-saknas", "docs/guides/orosanmalan.md", 8, "sources", ""),
    Bad("K11-ord-for-annan-roll", "data/situations/exempel-lage.yml", 27, "by_role.0.say.0", ""),
    Bad("K12-egenskap-hos-anrop", "docs/guides/orosanmalan.md", 24, "", "Skriv ett anrop"),
    Bad("K12-filter-pa-anrop", "docs/guides/orosanmalan.md", 24, "", "Skriv ett anrop"),
    Bad("K12-sats", "docs/guides/orosanmalan.md", 24, "", "Skriv ett anrop"),
    Bad("K12-utrakning", "docs/guides/orosanmalan.md", 24, "", "Skriv ett anrop"),
    Bad("K13-attribut", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K13-halv-tagg", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K13-skript", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K13-utan-citattecken", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K14-bild-utifran", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K14-dolt-kolon", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K14-http", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K14-lank-langst-ner", "docs/guides/orosanmalan.md", 26, "", ""),
    Bad("K14-skript-i-html", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K14-skript-i-lank", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("K15-attribut", "docs/guides/orosanmalan.md", 25, "", ""),
    Bad("K15-stil", "docs/guides/orosanmalan.md", 24, "", ""),
    Bad("R01-okant-ord", "data/books/exempel-bok.yml", 4, "audiences.0", "Menade du «skola»?"),
    Bad(
        "R01-okant-ord-langre-in",
        "data/methods/exempel-metod.yml",
        20,
        "evidence.0.reviewer",
        "Menade du «svensk-myndighet»?",
    ),
    Bad("R01-okant-ord-pa-en-sida", "docs/guides/orosanmalan.md", 5, "audiences.0", "Menade du «skola»?"),
    Bad("R02-http", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R02-javascript", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R02-javascript-i-text", "data/methods/exempel-metod.yml", 14, "how_it_works", ""),
    Bad("R02-lank-i-text", "data/methods/exempel-metod.yml", 14, "how_it_works", ""),
    Bad("R02-ogiltig-ip-adress", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R02-trasig-adress", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R02-utan-protokoll", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R03-for-fa-siffror", "data/books/exempel-bok.yml", 10, "isbn", ""),
    Bad("R03-kontrollsiffra", "data/books/exempel-bok.yml", 10, "isbn", ""),
    Bad("R04-html", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("R04-html-pa-en-sida", "docs/guides/orosanmalan.md", 3, "summary", ""),
    Bad("R04-skript-i-titel", "data/books/exempel-bok.yml", 1, "title", ""),
    Bad("R05-mallkommando", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("R05-mallsats", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("R06-upphavd-lag", "data/phrases/exempel-fras.yml", 7, "why", ""),
    Bad("R06-upphavd-lag-med-nummer", "data/phrases/exempel-fras.yml", 7, "why", ""),
    Bad("R07-framtida-datum", "data/books/exempel-bok.yml", 16, "checked", "I dag är det 2026-11-22."),
    Bad("R07-granskad-i-morgon", "data/books/exempel-bok.yml", 19, "reviewed.date", ""),
    Bad("R07-last-i-morgon", "data/laws/sol-19-1.yml", 15, "read_on", ""),
    Bad("R08-piratkopia", "data/books/exempel-bok.yml", 6, "url", ""),
    Bad("R08-piratkopia-i-kalla", "data/sources/exempel-kalla.yml", 6, "url", ""),
    Bad("R09-utan-nar-inte", "data/phrases/exempel-fras-foralder.yml", 1, "when_not", ""),
    Bad("R10-utan-nar-det-blir-anmalan", "data/situations/exempel-lage.yml", 1, "turns_into_report", ""),
    Bad("R11-eget-betyg", "data/methods/exempel-metod.yml", 24, "evidence.0.certainty", ""),
    Bad("R12-omdome", "data/methods/exempel-metod.yml", 13, "aim", ""),
    Bad("R13-nummer-utan-kontroll", "data/helplines/exempel-linje.yml", 6, "number", ""),
    Bad("R14-sarande-ord", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("R15-datum-med-manad", "data/helplines/exempel-linje.yml", 8, "number_check.date", ""),
    Bad("R16-sfs", "data/laws/sol-19-1.yml", 7, "sfs", ""),
    Bad("R17-kalla-utan-sedda-ord", "data/phrases/exempel-fras.yml", 10, "sources", ""),
    Bad("R17-utan-kalla", "data/phrases/exempel-fras.yml", 1, "sources", ""),
    Bad("R18-gammal-paragraf-i-lagen", "data/laws/sol-19-1.yml", 13, "own_words", ""),
    Bad("S01-falt-saknas", "data/books/exempel-bok.yml", 1, "title", ""),
    Bad("S01-granskad-utan-namn", "data/books/exempel-bok.yml", 17, "reviewed.by", ""),
    Bad("S01-granskning-utan-kalla", "data/methods/exempel-metod.yml", 20, "evidence.0.source", ""),
    Bad("S02-felstavat-falt", "data/books/exempel-bok.yml", 9, "yaer", "Menade du «year»?"),
    Bad(
        "S02-felstavat-langre-in",
        "data/methods/exempel-metod.yml",
        23,
        "evidence.0.outcom",
        "Menade du «outcome»?",
    ),
    Bad("S02-felstavat-pa-en-sida", "docs/guides/orosanmalan.md", 3, "sumary", "Menade du «summary»?"),
    Bad("S02-okant-falt", "data/books/exempel-bok.yml", 5, "betyg", ""),
    Bad("S03-lista-dar-en-text-ska-sta", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("S03-text-dar-egna-falt-ska-sta", "data/methods/exempel-metod.yml", 5, "ages", ""),
    Bad("S03-text-dar-en-lista-ska-sta", "data/books/exempel-bok.yml", 3, "audiences", ""),
    Bad("S04-tom-lista", "data/books/exempel-bok.yml", 7, "creators", ""),
    Bad("S04-tomt-falt", "data/books/exempel-bok.yml", 5, "about", ""),
    Bad("S05-for-lang-text", "data/books/exempel-bok.yml", 1, "title", ""),
    Bad("S05-for-langt-sokord", "data/methods/exempel-metod.yml", 9, "keywords.0", ""),
    Bad("S06-datum-pa-annat-satt", "data/books/exempel-bok.yml", 16, "checked", ""),
    Bad("S06-omojligt-datum", "data/books/exempel-bok.yml", 16, "checked", ""),
    Bad("S07-ar-med-ord", "data/books/exempel-bok.yml", 9, "year", ""),
    Bad("S07-ar-utom-granserna", "data/books/exempel-bok.yml", 9, "year", ""),
    Bad("S07-tal-med-komma", "data/statistics/exempel-tal.yml", 14, "points.1.value", ""),
    Bad("S08-aldrar-omvant", "data/methods/exempel-metod.yml", 5, "ages", ""),
    Bad("S09-losfil", "data/anteckning.txt", 1, "", ""),
    Bad("S09-mapp-som-inte-finns", "data/bok", 1, "", "Menade du «books»?"),
    Bad("S09-okand-sokfil", "data/search/everyday-word.yml", 1, "", "Menade du «everyday-words.yml»?"),
    Bad("S10-flyttade-saknas", "data/moved.yml", 1, "", ""),
    Bad("S10-kommunerna-saknas", "data/municipalities.yml", 1, "", ""),
    Bad("S10-ordlista-saknas", "data/vocabularies/book-kinds.yml", 1, "", ""),
    Bad("Y31-andelsen-yaml", "data/books/annan-bok.yaml", 1, "", "Byt namn till annan-bok.yml"),
    Bad("Y32-losfil-bland-poster", "data/books/bild.txt", 1, "", ""),
    Bad("Y33-namn-med-mellanslag", "data/books/annan bok.yml", 1, "", ""),
    Bad("Y33-namn-med-prickar", "data/books/bläckfisken.yml", 1, "", "Byt å och ä mot a"),
    Bad("Y34-html-bland-sidor", "docs/guides/skola.html", 1, "", "Skriv texten som en sida (.md)."),
]


def lay_over(root: Path, fixture: Path) -> None:
    """Put a bad example's files over the good ones; «name.removed» takes the file «name» away."""
    for path in sorted(path for path in fixture.rglob("*") if path.is_file()):
        target = root / path.relative_to(fixture)
        if path.suffix == ".removed":
            target.with_suffix("").unlink()
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def problems_in(root: Path) -> list[Problem]:
    return assemble(root, TODAY, SIGNATURES)[1]


def test_the_smallest_valid_repository_has_no_problems_and_one_entry_of_each_kind(tmp_path: Path) -> None:
    catalogue, problems = assemble(copy_good(tmp_path / "good"), TODAY, SIGNATURES)
    assert problems == []
    assert {item.kind.name for item in catalogue.items.values()} == {kind.name for kind in KINDS}


@pytest.mark.parametrize("bad", EXPECTED, ids=[bad.name for bad in EXPECTED])
def test_each_bad_example_breaks_exactly_its_rule_where_it_stands(bad: Bad, tmp_path: Path) -> None:
    root = copy_good(tmp_path / "bad")
    lay_over(root, BAD / bad.name)
    problems = problems_in(root)
    told = [(p.path, p.line, p.rule, p.field) for p in problems]
    assert told == [(bad.path, bad.line, bad.name[:3], bad.field)]
    (problem,) = problems
    assert bad.hint in problem.hint
    assert problem.expected.endswith(".")
    assert problem.found or bad.name.startswith("S01")
    assert not ENGLISH.search(_told_in_our_words(problem))
    assert problem.level is (Level.WARNING if bad.name in WARNINGS else Level.ERROR)


def _told_in_our_words(problem: Problem) -> str:
    """The message without what it quotes from the file, and without field names and calls to write."""
    text = re.sub(r"«[^»]*»|\{\{.*?\}\}", "", f"{problem.expected} {problem.found} {problem.hint}")
    return re.sub(r"Tillåtna ord: .*", "", text)


def test_every_bad_example_on_disk_is_in_the_table() -> None:
    assert sorted(path.name for path in BAD.iterdir()) == sorted(bad.name for bad in EXPECTED)


def test_every_rule_has_a_bad_example() -> None:
    shown = {bad.name[:3] for bad in EXPECTED}
    assert {rule for table in TABLES for rule in table} <= shown


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_says_in_swedish_how_it_should_be_and_why(rule: str) -> None:
    told = RULES[rule]
    assert told.claim.endswith(".")
    assert told.why.endswith(".")
    assert told.good
    assert told.bad
    assert not ENGLISH.search(re.sub(r"\w+\(\)", "", told.claim + " " + told.why))


def test_all_problems_are_told_at_once_sorted_by_file_and_line(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "many")
    for name in ("S02-felstavat-falt", "R16-sfs", "K05-okant-makro"):
        lay_over(root, BAD / name)
    problems = problems_in(root)
    assert [problem.rule for problem in problems] == ["S02", "R16", "K05"]
    assert problems == sorted(problems)


def test_several_faults_in_one_file_are_all_told(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "many")
    path = root / "data/books/exempel-bok.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("year: 2014", "yaer: 2014").replace("about: Om en flicka.", "about:")
    path.write_text(text, encoding="utf-8")
    assert [problem.rule for problem in problems_in(root)] == ["S04", "S02"]


def test_an_entry_with_faults_of_its_own_is_not_called_missing_by_others(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "broken")
    for name in ("laws/sol-19-1", "statistics/exempel-tal", "phrases/exempel-fras"):
        (root / f"data/{name}.yml").write_text("title: a: b\n", encoding="utf-8")
    assert [problem.rule for problem in problems_in(root)] == ["Y06", "Y06", "Y06"]


def test_unquoted_numbers_and_words_that_yaml_would_convert_are_text(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "text")
    path = root / "data/helplines/exempel-linje.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("number: 116 111", "number: 0701234567\nhours: 12:30\nchat: no\ncost: nej\nabout: on")
    path.write_text(text, encoding="utf-8")
    catalogue, problems = assemble(root, TODAY, SIGNATURES)
    assert problems == []
    line = catalogue.items["helplines/exempel-linje"].entry
    read = (line.number, line.hours, line.chat, line.cost, line.about)
    assert read == ("0701234567", "12:30", "no", "nej", "on")


def test_a_thousand_entries_are_read_without_a_problem(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "many")
    text = (
        (root / "data/books/exempel-bok.yml").read_text(encoding="utf-8").replace("isbn: 9789163884627\n", "")
    )
    for number in range(1000):
        copy = text.replace("title: En bok", f"title: Bok {number}")
        (root / f"data/books/bok-{number}.yml").write_text(copy, encoding="utf-8")
    catalogue, problems = assemble(root, TODAY, SIGNATURES)
    assert problems == []
    assert len(catalogue.of("books")) == 1001


@pytest.mark.parametrize(
    ("isbn", "valid"),
    [
        ("9789163884627", True),
        ("978-91-638-8462-7", True),
        ("91-0-012345-X", False),
        ("0-8044-2957-X", True),
        ("080442957X", True),
        ("9789163884628", False),
        ("978916388462", False),
        ("", False),
    ],
)
def test_an_isbn_is_held_to_its_check_digit(isbn: str, valid: bool) -> None:
    assert texts.isbn_is_valid(isbn) is valid


@pytest.mark.parametrize(
    "text",
    [
        "Här gällde tidigare 14 kap. 1 § i den gamla lagen.",
        "Paragrafen ersatte 14 kap. 1 § den 1 juli 2025.",
        "I 2001:453, den äldre lagen, stod det annorlunda.",
    ],
)
def test_the_old_law_may_be_named_as_history(text: str, tmp_path: Path) -> None:
    root = copy_good(tmp_path / "history")
    path = root / "data/phrases/exempel-fras.yml"
    replaced = path.read_text(encoding="utf-8").replace("Barnet får beskriva det som syns.", text)
    path.write_text(replaced, encoding="utf-8")
    assert problems_in(root) == []


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("trappan", "Skriv mapp/id, till exempel methods/trappan."),
        ("book/exempel-bok", "Menade du «books»?"),
        ("books/exempelbok", "Menade du «books/exempel-bok»?"),
        ("books/nagot-helt-annat", ""),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_what_may_have_been_meant(
    written: str, hint: str, tmp_path: Path
) -> None:
    root = copy_good(tmp_path / "references")
    path = root / "data/methods/exempel-metod.yml"
    text = path.read_text(encoding="utf-8").replace("- books/exempel-bok", f"- {written}")
    path.write_text(text, encoding="utf-8")
    assert [(problem.rule, problem.hint) for problem in problems_in(root)] == [("K01", hint)]


def test_only_free_text_is_held_to_respectful_words(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "ids")
    source = (root / "data/sources/exempel-kalla.yml").read_text(encoding="utf-8")
    (root / "data/sources/alkis-1998.yml").write_text(source, encoding="utf-8")
    path = root / "data/books/exempel-bok.yml"
    text = path.read_text(encoding="utf-8").replace("id: exempel-kalla", "id: alkis-1998")
    text = text.replace("https://www.junis.se", "https://www.junis.se/missbrukare")
    path.write_text(text, encoding="utf-8")
    assert problems_in(root) == []
