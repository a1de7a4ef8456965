"""Good YAML: every value is text as it was written, and its line is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.load.written_files import good


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
