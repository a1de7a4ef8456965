"""Faults in YAML: each breaks its rule and is told in Swedish on the right line, with a hint that helps."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kunskapsbank import yaml_reader
from kunskapsbank.load import read_yaml
from kunskapsbank.problems import Level
from kunskapsbank.yaml_errors import ParserError, explain
from kunskapsbank.yaml_rules import RULES
from tests.good_site import HERE
from tests.load.written_files import bad, good, read

FIXTURES = sorted((HERE / "data/bad/syntax").glob("*.yml"))
# The line that is told, where it is not the second.
LINES = {
    "Y04-tabb-som-indrag": 3,
    "Y04-tabb-i-lista": 4,
    "Y08-ankare": 1,
    "Y12-samma-falt-tva-ganger": 3,
    "Y12-samma-falt-langre-in": 4,
    "Y13-tom": 1,
    "Y13-bara-kommentar": 1,
    "Y14-lista": 1,
    "Y14-text": 1,
    "Y23-ojamnt-indrag": 4,
    "Y23-lista-under-text": 3,
    "Y25-mellanslag-efter-streck": 4,
    "Y28-direktiv": 1,
    "Y28-okant-direktiv": 1,
}
# Rules that no committed .yml file can break: on encoding, size, kind and name of the file, and on pages.
SHOWN_BY_OWN_TESTS = {
    *("Y01", "Y02", "Y16", "Y17", "Y18", "Y19", "Y29", "Y30", "Y31", "Y32", "Y33", "Y34", "Y99"),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_each_bad_file_breaks_exactly_its_rule_on_the_right_line(path: Path) -> None:
    problems = read_yaml(HERE, path)
    assert isinstance(problems, list)
    assert [(problem.rule, problem.line) for problem in problems] == [
        (path.stem.split("-")[0], LINES.get(path.stem, 2))
    ]
    assert problems[0].level is Level.ERROR
    assert problems[0].expected == RULES[problems[0].rule].claim
    assert problems[0].path == f"data/bad/syntax/{path.name}"


def test_each_rule_has_a_bad_file_or_a_test_of_its_own() -> None:
    assert {path.stem.split("-")[0] for path in FIXTURES} == set(RULES) - SHOWN_BY_OWN_TESTS


@pytest.mark.parametrize("rule", sorted(set(RULES) - SHOWN_BY_OWN_TESTS))
def test_the_rules_own_examples_hold(rule: str, tmp_path: Path) -> None:
    good(tmp_path, RULES[rule].good)
    assert {broken for broken, _ in bad(tmp_path, RULES[rule].bad)} == {rule}


@pytest.mark.parametrize("rule", ["Y29", "Y30"])
def test_the_page_rules_own_examples_hold(rule: str, tmp_path: Path) -> None:
    good(tmp_path, RULES[rule].good, "x.md")
    assert bad(tmp_path, RULES[rule].bad, "x.md") == [(rule, 1)]


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rules_are_swedish_sentences(rule: str) -> None:
    assert RULES[rule].claim.endswith(".")
    assert RULES[rule].why.endswith(".")
    assert not re.search(r"\b(the|is|must|should|expected)\b", RULES[rule].claim + RULES[rule].why)


@pytest.mark.parametrize(
    "path", [path for path in FIXTURES if path.stem[:3] in {"Y06", "Y07", "Y08", "Y09", "Y15", "Y22", "Y27"}]
)
def test_a_mended_line_in_a_hint_passes(path: Path, tmp_path: Path) -> None:
    problems = read_yaml(HERE, path)
    assert isinstance(problems, list)
    hint = problems[0].hint
    if hint.startswith("Skriv: "):
        rows = path.read_text(encoding="utf-8").split("\n")
        rows[problems[0].line - 1] = hint.removeprefix("Skriv: ")
        good(tmp_path, "\n".join(rows))
    else:
        assert "lista" in hint


def test_problems_name_the_field_and_show_what_was_found() -> None:
    problems = read_yaml(HERE, HERE / "data/bad/syntax/Y12-samma-falt-langre-in.yml")
    assert isinstance(problems, list)
    assert (problems[0].field, problems[0].found) == ("ages.from", "«from: 9»")
    assert problems[0].hint == "Fältet finns redan på rad 3. Ta bort det ena."


def test_a_parser_error_names_the_field_it_stands_in(tmp_path: Path) -> None:
    problems = read(tmp_path, "steps:\n  - title: a\n    text: @x\n")
    assert isinstance(problems, list)
    assert problems[0].field == "steps.0.text"


def test_several_problems_in_one_file_are_told_together(tmp_path: Path) -> None:
    text = "title: A\ntitle: B\nsummary: !x y\nnote: Bok #1\nwhen: a: b\n"
    assert bad(tmp_path, text) == [("Y12", 2), ("Y09", 3), ("Y15", 4), ("Y06", 5)]


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 90_000, "a:\n " + "- " * 90_000, "? " * 90_000, "a: " + "{x: " * 40_000]
)
def test_endless_nesting_is_told_and_does_not_crash(text: str, tmp_path: Path) -> None:
    assert bad(tmp_path, text)


def test_a_file_of_nothing_but_faults_is_told_in_part(tmp_path: Path) -> None:
    assert len(bad(tmp_path, "a: #\n" * 30_000)) == yaml_reader.MAX_PROBLEMS
    assert len(bad(tmp_path, "a: \x00\n" * 30_000)) == yaml_reader.MAX_PROBLEMS


def test_twelve_levels_are_allowed(tmp_path: Path) -> None:
    good(tmp_path, "a: " + "[" * 11 + "x" + "]" * 11)
    assert bad(tmp_path, "a: " + "[" * 12 + "x" + "]" * 12) == [("Y20", 1)]


def test_unknown_wording_gets_a_general_sentence_with_the_line() -> None:
    told = explain(ParserError("brand new wording", "", 4, 0, 4), ["a: b"] * 9)
    assert (told.rule, told.line) == ("Y99", 4)
