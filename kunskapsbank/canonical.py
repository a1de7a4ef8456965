"""Write a file's fields in the one form in which they are committed.

The form editor serialises objects with the npm library ``yaml``, so comments, key order and quoting
would not survive it anyway. This module writes what ``yaml``'s ``stringify`` writes with
``{lineWidth: 0}``, with keys in the schema's order, so that a save changes only what was edited.
All values are text; quotes are set so that a typed parser reads the same text. Two forms stay
plain because a typed parser gives them back unchanged: whole numbers and ISO dates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from kunskapsbank.yaml_reader import Node

KeyOrder: TypeAlias = "Mapping[str, KeyOrder | None]"

_INDENT: Final = "  "
# Where a plain text would be read as something else; the pattern is that of ``yaml``'s stringifyString.
_NOT_PLAIN: Final = re.compile(
    r"""^[ ,\[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ ]|:[ ]|[ ]\#|[ :]$|\t|^(---|\.\.\.)"""
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
ISO_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
# Fifteen digits are the most that every parser, JavaScript's included, keeps exactly.
WHOLE_NUMBER: Final = re.compile(r"0|-?[1-9]\d{0,14}")
# Numbers of YAML 1.1 and 1.2: signs, points, underscores, exponents, colons (12:30 is 750), 0x, 0o, 0b.
LIKE_NUMBER: Final = re.compile(
    r"[-+]?(\.?[0-9][0-9_,]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?"
    r"|\.[0-9_]+([eE][-+]?[0-9]+)?|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)
# Dates and times of YAML 1.1, written with one digit or with a clock as well.
LIKE_TIME: Final = re.compile(r"\d{4}-\d\d?-\d\d?([Tt \t].*)?")
WORDS_OF_OTHER_TYPES: Final = frozenset(
    {"", "~", "null", "true", "false", "yes", "no", "on", "off", "=", "<<"}
)


def dump(data: Mapping[str, Node], key_order: KeyOrder) -> str:
    """Write fields in canonical form.

    Args:
        data: the fields as read; every scalar is text.
        key_order: keys in the schema's order, each with the order of the keys below it or None. Below a list
            the order holds for every item. Keys that are not named come last, as they stand in ``data``.

    Returns:
        YAML with Unix line ends, the last line ended too. Reading it back gives ``data``, provided that its
        text is NFC without the characters the reader refuses, and its keys are ones the reader accepts.
    """
    if not data:
        return "{}\n"
    return "\n".join(_mapping(data, key_order, "")) + "\n"


def _ordered(data: Mapping[str, Node], key_order: KeyOrder) -> list[str]:
    known = [key for key in key_order if key in data]
    return known + [key for key in data if key not in key_order]


def _mapping(data: Mapping[str, Node], key_order: KeyOrder, indent: str) -> Iterator[str]:
    for key in _ordered(data, key_order):
        name = f"{indent}{_scalar_on_one_line(key)}:"
        yield from _value(name, data[key], key_order.get(key) or {}, indent)


def _value(name: str, value: Node, key_order: KeyOrder, indent: str) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name} {_scalar(value, indent + _INDENT)}"
    elif not value:
        yield f"{name} {'[]' if isinstance(value, list) else '{}'}"
    else:
        yield name
        yield from _collection(value, key_order, indent + _INDENT)


def _collection(value: list[Node] | dict[str, Node], key_order: KeyOrder, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _mapping(value, key_order, indent)
        return
    for item in value:
        yield from _item(item, key_order, indent)


def _item(item: Node, key_order: KeyOrder, indent: str) -> Iterator[str]:
    if isinstance(item, str):
        yield f"{indent}- {_scalar(item, indent + _INDENT)}"
    elif not item:
        yield f"{indent}- {'[]' if isinstance(item, list) else '{}'}"
    else:
        below = indent + _INDENT
        first, *rest = _collection(item, key_order, below)
        yield f"{indent}- {first[len(below) :]}"
        yield from rest


def _scalar(text: str, indent: str) -> str:
    """Write one text; lines after the first carry ``indent`` already."""
    if "\n" in text and _fits_block(text):
        chomp = "" if text.endswith("\n") else "-"
        lines = text.removesuffix("\n").split("\n")
        return "\n".join([f"|{chomp}", *(indent + line if line else "" for line in lines)])
    return _scalar_on_one_line(text)


def _fits_block(text: str) -> bool:
    """Only text that begins with a visible character and has no blanks on empty lines is safe in a block."""
    if text.endswith("\n\n") or text.lstrip("\n")[:1] in ("", " ", "\t"):
        return False
    return not (_CONTROL.search(text) or re.search(r"\n[\t ]+(\n|$)", text))


def _scalar_on_one_line(text: str) -> str:
    if "\n" in text or _CONTROL.search(text):
        return json.dumps(text, ensure_ascii=False)
    if not (_NOT_PLAIN.search(text) or _read_as_other_type(text)):
        return text
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def is_kept_plain(text: str) -> bool:
    """Tell whether a text is a whole number that stands without quotes, which a typed parser reads as one."""
    return bool(WHOLE_NUMBER.fullmatch(text))


def _read_as_other_type(text: str) -> bool:
    if text.lower() in WORDS_OF_OTHER_TYPES:
        return True
    if is_kept_plain(text) or _is_iso_date(text):
        return False
    return bool(LIKE_NUMBER.fullmatch(text) or LIKE_TIME.fullmatch(text))


def _is_iso_date(text: str) -> bool:
    if not ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
