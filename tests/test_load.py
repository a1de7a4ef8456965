"""Reading the editors' files: text and lines from good ones, Swedish problems from bad ones."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from kunskapsbank import load, yaml_reader
from kunskapsbank.load import Document, read_folder, read_page, read_yaml
from kunskapsbank.problems import Level, Problem
from kunskapsbank.yaml_errors import ParserError, explain
from kunskapsbank.yaml_reader import Node
from kunskapsbank.yaml_rules import RULES

HERE = Path(__file__).parent
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
PARSERS = [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)]


def read(folder: Path, text: str | bytes, name: str = "x.yml") -> Document | list[Problem]:
    raw = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(raw)
    reader = read_page if name.endswith(".md") else read_yaml
    return reader(folder, Path(name))


def good(folder: Path, text: str | bytes, name: str = "x.yml") -> Document:
    document = read(folder, text, name)
    assert isinstance(document, Document), document
    return document


def bad(folder: Path, text: str | bytes, name: str = "x.yml") -> list[tuple[str, int]]:
    problems = read(folder, text, name)
    assert isinstance(problems, list), problems
    return [(problem.rule, problem.line) for problem in problems]


@pytest.fixture(params=PARSERS, ids=["python", "libyaml"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", request.param)


# --- bad files


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


def test_a_file_that_is_not_utf8_is_told_with_its_line_and_byte(tmp_path: Path) -> None:
    problems = read(tmp_path, "title: A\nsummary: Bläck".encode("cp1252"))
    assert isinstance(problems, list)
    assert [(problem.rule, problem.line) for problem in problems] == [("Y01", 2)]
    assert problems[0].found == "byte 21 i filen är 0xE4, på raden «summary: Bläck»"


def test_utf16_from_a_windows_editor_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, "title: A".encode("utf-16")) == [("Y01", 1)]
    assert bad(tmp_path, "title: A".encode("utf-16-le")) == [("Y03", 1)]


def test_a_bom_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, b"\xef\xbb\xbftitle: A") == [("Y02", 1)]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u200b", "\u2028", "\u202e", "\ufeff", "\ufffd"]
)
def test_each_line_with_an_invisible_character_is_told(sign: str, tmp_path: Path) -> None:
    problems = read(tmp_path, f"title: a{sign}b\nyear: 2019\nnote: c{sign}\n")
    assert isinstance(problems, list)
    assert [(problem.rule, problem.line) for problem in problems] == [("Y03", 1), ("Y03", 3)]
    assert f"U+{ord(sign):04X} som tecken 9" in problems[0].found
    assert sign not in problems[0].found


def test_a_large_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yml").write_bytes(b"a: " + b"x" * 5_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    problems = read_yaml(tmp_path, Path("x.yml"))
    assert isinstance(problems, list)
    assert [(problem.rule, problem.found) for problem in problems] == [("Y16", "5000 kB")]


def test_the_size_limit_itself_is_allowed(tmp_path: Path) -> None:
    good(tmp_path, "a: " + "x" * (load.MAX_BYTES - 3))
    assert bad(tmp_path, "a: " + "x" * (load.MAX_BYTES - 2)) == [("Y16", 1)]


def test_a_symlink_is_refused_even_when_it_leads_to_a_good_file(tmp_path: Path) -> None:
    good(tmp_path, "title: A", "real.yml")
    (tmp_path / "link.yml").symlink_to("real.yml")
    (tmp_path / "broken.yml").symlink_to("nowhere.yml")
    for name in ("link.yml", "broken.yml"):
        problems = read_yaml(tmp_path, Path(name))
        assert isinstance(problems, list)
        assert [problem.rule for problem in problems] == ["Y17"]


def test_a_folder_or_a_pipe_with_the_name_of_an_entry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    os.mkfifo(tmp_path / "y.yml")
    for name in ("x.yml", "y.yml"):
        problems = read_yaml(tmp_path, Path(name))
        assert isinstance(problems, list)
        assert [problem.rule for problem in problems] == ["Y18"]


def test_an_unreadable_or_missing_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = read_yaml(tmp_path, Path("nowhere.yml"))
    (tmp_path / "x.yml").write_text("title: A", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    unreadable = read_yaml(tmp_path, Path("x.yml"))
    assert isinstance(missing, list)
    assert isinstance(unreadable, list)
    assert [problem.rule for problem in (*missing, *unreadable)] == ["Y19", "Y19"]
    assert "Permission" not in unreadable[0].found


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


def test_a_path_outside_the_repository_is_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="subpath"):
        read_yaml(tmp_path / "repo", tmp_path / "x.yml")


# --- good files


@pytest.mark.usefixtures("parser")
def test_every_value_is_text_exactly_as_written(tmp_path: Path) -> None:
    written = [
        "0701234567",
        "12:30",
        "no",
        "nej",
        "on",
        "1.10",
        "2026-13-01",
        "true",
        "116111",
        "0x1F",
        "R&D",
        "a#b",
    ]
    document = good(tmp_path, "values:\n" + "".join(f"  - {value}\n" for value in written))
    assert document.data["values"] == written


@pytest.mark.parametrize("empty", ["", " ~", " null", " Null", " ''", ' ""', " >", " |"])
def test_nothing_is_read_as_empty_text(empty: str, tmp_path: Path) -> None:
    assert good(tmp_path, f"a:{empty}\nb: c\n").data == {"a": "", "b": "c"}


def test_a_quoted_null_is_the_word(tmp_path: Path) -> None:
    assert good(tmp_path, 'a: "null"\n').data == {"a": "null"}


@pytest.mark.usefixtures("parser")
def test_a_quoted_name_is_a_name_like_any_other(tmp_path: Path) -> None:
    assert good(tmp_path, '"<<": a\n').data == {"<<": "a"}


def test_lines_are_known_for_keys_items_and_unknown_descendants(tmp_path: Path) -> None:
    text = "# Mall\ntitle: A\n\nevidence:\n  - source: x\n    year: 2019\n  - source: y\naudiences: [a, b]\n"
    document = good(tmp_path, text)
    assert document.path == "x.yml"
    assert document.line() == 1
    assert document.line("title") == 2
    assert document.line("evidence", 0, "year") == 6
    assert document.line("evidence", 1) == 7
    assert document.line("evidence", 1, "source") == 7
    assert document.line("evidence", 1, "missing", "deeper") == 7
    assert document.line("audiences", 1) == 8
    assert document.line("missing") == 1


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems_are_read_alike(ending: str, tmp_path: Path) -> None:
    document = good(tmp_path, ending.join(["a: |", "  x", "  y", "b: c"]))
    assert document.data == {"a": "x\ny\n", "b": "c"}
    assert document.line("b") == 4


def test_text_is_normalised_to_nfc(tmp_path: Path) -> None:
    assert good(tmp_path, 'a: o\u0308\nb: "o\\u0308"\n').data == {"a": "ö", "b": "ö"}


@pytest.mark.parametrize(
    "text", ["a: b", "a: b\n", "---\na: b\n", "a: b\n...\n", "# kommentar\na: b\n", "a: 'b' # hej\n"]
)
def test_harmless_variants_are_accepted(text: str, tmp_path: Path) -> None:
    assert good(tmp_path, text).data == {"a": "b"}


@pytest.mark.parametrize(
    "value", ["https://x.se/#a", "C#", "A & B", "5 * 3", "Hej!", "50 %", "a -b", "x@y", "18>", "8:30", "a|b"]
)
def test_signs_inside_a_text_are_just_text(value: str, tmp_path: Path) -> None:
    assert good(tmp_path, f"a: {value}\n").data == {"a": value}


def test_emoji_with_joiners_and_swedish_letters_are_kept(tmp_path: Path) -> None:
    assert good(tmp_path, "a: Åäö 👩‍👧\n").data == {"a": "Åäö 👩‍👧"}


# --- pages


def test_a_page_gives_its_fields_and_body_with_the_lines_of_the_file(tmp_path: Path) -> None:
    page = good(tmp_path, "---\ntitle: A\naudiences:\n  - skola\n---\n\n# A\n\n---\n\tKod\n", "x.md")
    assert page.data == {"title": "A", "audiences": ["skola"]}
    assert page.line("audiences", 0) == 4
    assert page.body == "\n# A\n\n---\n\tKod\n"
    assert page.body_line == 6


def test_a_problem_in_front_matter_has_the_line_of_the_file(tmp_path: Path) -> None:
    assert bad(tmp_path, "---\ntitle: A\nsummary: a: b\n---\nText\n", "x.md") == [("Y06", 3)]
    assert bad(tmp_path, "---\n---\nText\n", "x.md") == [("Y13", 1)]


@pytest.mark.parametrize("text", ["# A\n", "", "title: A\n---\n", "----\ntitle: A\n---\n"])
def test_a_page_without_front_matter_is_told(text: str, tmp_path: Path) -> None:
    assert bad(tmp_path, text, "x.md") == [("Y29", 1)]


def test_front_matter_that_never_ends_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, "---\ntitle: A\n# A\n", "x.md") == [("Y30", 1)]


def test_windows_line_ends_work_in_pages_too(tmp_path: Path) -> None:
    page = good(tmp_path, "---\r\ntitle: A\r\n---\r\nText\r\n", "x.md")
    assert (page.data, page.body, page.body_line) == ({"title": "A"}, "Text\n", 4)


# --- folders


def test_a_folder_is_read_in_order_and_only_one_level(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml", ".gitkeep", ".DS_Store"):
        (tmp_path / name).write_text("title: A\n", encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path)
    assert [document.path for document in documents] == ["a.yml", "b.yml"]
    assert problems == []


def test_what_does_not_belong_in_a_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data/books"
    (folder / "mapp").mkdir(parents=True)
    (folder / "x.yml").mkdir()
    names = ("ok.yml", "fel.yaml", "stor.YML", "Bläck fisken.yml", "-a.yml", "a--b.yml", "bild.png", "a.yml~")
    for name in names:
        (folder / name).write_text("title: A\n", encoding="utf-8")
    (folder / "lank.yml").symlink_to("ok.yml")
    documents, problems = read_folder(tmp_path, Path("data/books"))
    told = {(problem.path.removeprefix("data/books/"), problem.rule) for problem in problems}
    assert told == {
        ("mapp", "Y32"),
        ("x.yml", "Y18"),
        ("fel.yaml", "Y31"),
        ("stor.YML", "Y31"),
        ("Bläck fisken.yml", "Y33"),
        ("-a.yml", "Y33"),
        ("a--b.yml", "Y33"),
        ("bild.png", "Y32"),
        ("a.yml~", "Y32"),
        ("lank.yml", "Y17"),
    }
    assert problems == sorted(problems)
    assert "data/books/ok.yml" in {document.path for document in documents}


def test_a_folder_of_pages_may_hold_pictures_and_folders(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "index.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path, suffix=".md")
    assert ([document.path for document in documents], problems) == (["index.md"], [])


def test_a_missing_folder_is_empty_and_a_linked_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lank").symlink_to(tmp_path)
    (tmp_path / "fil").write_text("", encoding="utf-8")
    assert read_folder(tmp_path, Path("saknas")) == ([], [])
    assert [problem.rule for problem in read_folder(tmp_path, Path("lank"))[1]] == ["Y17"]
    assert [problem.rule for problem in read_folder(tmp_path, Path("fil"))[1]] == ["Y32"]


def test_bad_and_good_files_of_a_folder_are_all_reported(tmp_path: Path) -> None:
    for name, text in {"a.yml": "a: b: c", "b.yml": "a: b", "c.yml": "a: @"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path)
    fields: list[dict[str, Node]] = [document.data for document in documents]
    assert fields == [{"a": "b"}]
    assert [(problem.path, problem.rule) for problem in problems] == [("a.yml", "Y06"), ("c.yml", "Y07")]
