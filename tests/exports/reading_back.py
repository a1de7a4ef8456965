"""What exports are read back with: the site's address, what stays home, records and rows as entries."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from typing import Any

from kunskapsbank.exports.records import AFTER, BEFORE
from kunskapsbank.exports.tables import SEPARATOR
from kunskapsbank.schema.kinds import Kind

ADDRESS = "https://sebarnet.example/kunskapsbank/"
STAY_HOME = ("situations", "phrases", "laws", "avoid", "signs")


def without_additions(record: dict[str, Any]) -> dict[str, Any]:
    """The entry's own fields; a source has no review of its own."""
    added = {*BEFORE, *AFTER} | ({"reviewed"} if record["ref"].startswith("sources/") else set())
    return {key: value for key, value in record.items() if key not in added}


def read_table(text: str) -> list[dict[str, str]]:
    """Rows as a reader who follows the description gets them: the first ' is no part of the value."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]


@cache
def described(kind: Kind) -> dict[str, Any]:
    """The JSON Schema of a kind's own fields."""
    return kind.model.model_json_schema()


def nested(kind: Kind, row: dict[str, str]) -> dict[str, Any]:
    """The entry that a row describes, by the rules told on the page about open data."""
    fields: dict[str, Any] = {}
    model = described(kind)
    for name, cell in row.items():
        if cell == "" or name in {*BEFORE, *AFTER}:
            continue
        outer, _, inner = name.partition(".")
        owner = fields.setdefault(outer, {}) if inner else fields
        node = model["properties"][outer]
        if inner:
            branch = next(b for b in [node, *node.get("anyOf", [])] if "$ref" in b)
            node = model["$defs"][branch["$ref"].rpartition("/")[2]]["properties"][inner]
        is_list = node.get("type") == "array"
        owner[inner or outer] = value_of(cell) if is_list else cell
    return fields


def value_of(cell: str) -> object:
    """The list that a cell holds, written as JSON or with a separator between the texts."""
    return json.loads(cell) if cell.startswith("[") else cell.split(SEPARATOR)
