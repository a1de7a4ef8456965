"""Each rule on entries and pages: the smallest valid repository passes, and each bad file breaks one rule."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from kunskapsbank import assemble as assembling
from kunskapsbank import validation, yaml_rules
from kunskapsbank.assemble import assemble
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Level, Problem, rule_table
from kunskapsbank.rules import calls, entry, page_markup, texts, whole
from kunskapsbank.schema.kinds import KINDS
from tests.bad_examples import EXPECTED, Bad
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
