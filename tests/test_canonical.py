"""The canonical form: one way to write a file, and nothing lost on the way there and back."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.yaml_reader import INVISIBLE, Node

ORDER: KeyOrder = {
    "title": None,
    "ages": {"from": None, "to": None},
    "sources": {"id": None, "locator": None},
}


def kept(text: str) -> bool:
    """Text that the reader gives back as it is."""
    return INVISIBLE.search(text) is None and "\r" not in text and unicodedata.is_normalized("NFC", text)


SIGNS = st.sampled_from(list("abåäö01 29\n\t:-#'\"&*!|>%@`[]{},?=~.<\\_eExno/"))
TEXTS = st.text(SIGNS, max_size=12) | st.text(max_size=30)
WORDS = st.sampled_from(
    ["null", "~", "yes", "No", "on", "OFF", "y", "TRUE", "12:30", "0701", "1e3", ".5", "1_000"]
)
SCALARS = (TEXTS | WORDS).filter(kept)
KEYS = st.text(SIGNS, min_size=1, max_size=9).filter(
    lambda key: kept(key) and bool(key.strip()) and "\n" not in key
)
FIELD_NAMES = KEYS.filter(lambda key: key == key.strip())
NODES: st.SearchStrategy[Node] = st.recursive(
    SCALARS,
    lambda node: st.lists(node, max_size=3) | st.dictionaries(FIELD_NAMES, node, max_size=3),
    max_leaves=8,
)
FIELDS = st.dictionaries(FIELD_NAMES, NODES, max_size=4)


def as_text(value: Any) -> Any:  # noqa: ANN401 - whatever a typed parser makes of the file
    """Turn whole numbers and dates, the only types left plain, back into the text they were written as."""
    if isinstance(value, dict):
        return {as_text(key): as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    if isinstance(value, int | dt.date) and not isinstance(value, bool | dt.datetime):
        return str(value)
    return value


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=FIELDS)
def test_what_is_written_is_read_back_unchanged(data: dict[str, Node], tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(dump(data, {}), encoding="utf-8", newline="")
    document = read_yaml(tmp_path, Path("x.yml"))
    assert isinstance(document, Document), document
    assert document.data == data
    assert dump(document.data, {}) == dump(data, {})


@settings(max_examples=400, deadline=None)
@given(data=FIELDS)
def test_a_typed_parser_reads_the_same_text(data: dict[str, Node]) -> None:
    assert as_text(yaml.safe_load(dump(data, {}))) == data


def test_keys_stand_in_the_order_of_the_schema_and_unknown_ones_last() -> None:
    data: dict[str, Node] = {
        "zebra": "1",
        "sources": [{"locator": "s. 3", "id": "a"}, {"x": "y", "id": "b"}],
        "apa": "2",
        "ages": {"to": "9", "from": "7"},
        "title": "Bläckfisken",
    }
    assert dump(data, ORDER) == (
        "title: Bläckfisken\n"
        "ages:\n  from: 7\n  to: 9\n"
        "sources:\n  - id: a\n    locator: s. 3\n  - id: b\n    x: y\n"
        "zebra: 1\napa: 2\n"
    )


@pytest.mark.parametrize(
    "plain", ["2019", "0", "-5", "116111", "2026-11-22", "8 år", "a:b", "x#y", "för- och nackdelar -", "-a"]
)
def test_numbers_dates_and_common_text_stay_plain(plain: str) -> None:
    assert dump({"a": plain}, {}) == f"a: {plain}\n"


MISREAD = """
0701234567 00 -0 +46 12:30 1.10 1e3 .5 1_000 0x1F 0o17 0b1 .inf .NaN yes no On OFF true False null ~ = <<
2026-13-01 2026-1-1 9999999999999999 a: - @a %a `a &a *a !a [a {a ]a }a ,a #a 'a --- ...
"""
MISREAD_WITH_BLANKS = [
    "",
    "a: b",
    "a #b",
    "- a",
    "? a",
    "> a",
    "| a",
    " a",
    "a ",
    "2026-11-22 12:00",
    "--- a",
]


@pytest.mark.parametrize("quoted", [*MISREAD.split(), *MISREAD_WITH_BLANKS])
def test_text_that_would_be_misread_is_in_double_quotes(quoted: str) -> None:
    assert dump({"a": quoted}, {}) == f'a: "{quoted}"\n'


def test_a_tab_is_written_as_a_code() -> None:
    assert dump({"a": "x\ty"}, {}) == 'a: "x\\ty"\n'


def test_text_with_double_quotes_is_in_single_ones_only_if_it_must_be_quoted() -> None:
    assert dump({"a": 'Boken "Oro"'}, {}) == 'a: Boken "Oro"\n'
    assert dump({"a": '"Oro" är en bok'}, {}) == "a: '\"Oro\" är en bok'\n"
    assert dump({"a": '"Oro" i Pippi\'s hus'}, {}) == 'a: "\\"Oro\\" i Pippi\'s hus"\n'


def test_text_with_lines_is_a_block() -> None:
    assert dump({"a": "x\n\ny: z"}, {}) == "a: |-\n  x\n\n  y: z\n"
    assert dump({"a": "x\ny\n"}, {}) == "a: |\n  x\n  y\n"
    assert dump({"a": [{"b": "x\ny"}]}, {}) == "a:\n  - b: |-\n      x\n      y\n"
    assert dump({"a": ["x\ny"]}, {}) == "a:\n  - |-\n    x\n    y\n"


@pytest.mark.parametrize("text", [" x\ny", "\n", "x\n\n", "x\n  \ny", "\tx\ny"])
def test_blanks_that_a_block_could_lose_are_written_out(text: str) -> None:
    assert dump({"a": text}, {}) == 'a: "' + text.replace("\n", "\\n").replace("\t", "\\t") + '"\n'


def test_long_text_is_never_folded() -> None:
    assert dump({"a": "ord " * 200 + "slut"}, {}).count("\n") == 1


def test_empty_collections_are_written_as_such() -> None:
    assert dump({}, {}) == "{}\n"
    assert dump({"a": [], "b": {}, "c": [[], {}]}, {}) == "a: []\nb: {}\nc:\n  - []\n  - {}\n"


def test_lists_in_lists_keep_their_shape() -> None:
    assert dump({"a": [["x", "y"], ["z"]]}, {}) == "a:\n  - - x\n    - y\n  - - z\n"
