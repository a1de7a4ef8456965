"""Open data holds the same entries as the site, as JSON and CSV, after a published schema."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.exports.records import record_schema, records, to_json
from kunskapsbank.exports.tables import columns, table
from kunskapsbank.node import find_node
from kunskapsbank.review import UNREVIEWED, review_line
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS, Kind
from tests.exports.reading_back import ADDRESS, nested, read_table, value_of, without_additions
from tests.good_site import good_site

EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.folder for kind in KINDS])
VALIDATE = """
const Ajv = require("ajv/dist/2020").default;
const { pairs } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const faults = [];
for (const { schema, records } of pairs) {
  const check = new Ajv({ allErrors: true, strict: false, formats: { date: true } }).compile(schema);
  for (const record of records) if (!check(record)) faults.push(record.ref + JSON.stringify(check.errors));
}
console.log(JSON.stringify(faults));
"""


def published(catalogue: Catalogue, kind: Kind) -> dict[str, Item]:
    return {item.id: item for item in catalogue.items.values() if item.kind is kind and item.published}


@EVERY_KIND
def test_the_json_of_a_kind_holds_the_same_entries(
    kind: Kind, catalogue: Catalogue, files: dict[str, str]
) -> None:
    read = json.loads(files[f"data/{kind.folder}.json"])
    found = published(catalogue, kind)
    assert read["count"] == len(found)
    assert [record["id"] for record in read["records"]] == sorted(found)
    for record in read["records"]:
        item = found[record["id"]]
        assert kind.model.model_validate_json(json.dumps(without_additions(record))) == item.entry
        assert record["address"] == ADDRESS + item.address
        assert record["ref"] == item.ref


def test_one_file_holds_all_kinds_and_the_words_they_use(catalogue: Catalogue, files: dict[str, str]) -> None:
    everything = json.loads(files["data/alla.json"])
    assert list(everything["records"]) == [kind.folder for kind in KINDS]
    for folder, found in everything["records"].items():
        assert found == json.loads(files[f"data/{folder}.json"])["records"]
    assert everything["vocabularies"] == json.loads(files["data/vocabularies.json"])
    assert set(everything["vocabularies"]) == set(catalogue.vocabularies)


@EVERY_KIND
def test_the_csv_of_a_kind_holds_the_same_entries(
    kind: Kind, catalogue: Catalogue, files: dict[str, str]
) -> None:
    rows = read_table(files[f"data/{kind.folder}.csv"])
    found = published(catalogue, kind)
    assert [row["id"] for row in rows] == sorted(found)
    for row in rows:
        entry = found[row["id"]].entry
        assert kind.model.model_validate(nested(kind, row)) == entry
        assert row["review_line"] == review_line(entry)


@EVERY_KIND
def test_csv_is_utf8_with_a_mark_that_spreadsheets_know(kind: Kind, files: dict[str, str]) -> None:
    text = files[f"data/{kind.folder}.csv"]
    assert text.encode().startswith(b"\xef\xbb\xbfid,ref,address,")
    assert text.endswith("\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_can_be_run_by_a_spreadsheet(start: str) -> None:
    kind = BY_FOLDER["books"]
    wrong = f'{start}HYPERLINK("https://example.org")'
    text = table(kind, [{"id": "x", "title": wrong, "creators": (wrong, "B"), "publisher": f"{start}1+1"}])
    for cell in list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    row = read_table(text)[0]
    assert row["title"] == wrong
    assert value_of(row["creators"]) == [wrong, "B"]


def test_a_list_whose_texts_hold_the_separator_is_read_back_whole() -> None:
    creators = ("A | B", "[C]")
    row = read_table(table(BY_FOLDER["books"], [{"id": "x", "creators": creators}]))[0]
    assert value_of(row["creators"]) == list(creators)


@EVERY_KIND
def test_every_kind_has_a_column_for_every_field(kind: Kind) -> None:
    outer = [name.partition(".")[0] for name in columns(kind)]
    assert {info.alias or name for name, info in kind.model.model_fields.items()} <= set(outer)
    assert len(columns(kind)) == len(set(columns(kind)))


def faults(root: Path, pairs: list[dict[str, Any]]) -> list[str]:
    answer = subprocess.run(
        [str(find_node()), "-e", VALIDATE],
        input=json.dumps({"pairs": pairs}),
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: list[str] = json.loads(answer.stdout)
    return found


def test_every_record_passes_the_json_schema_that_lies_beside_it(root: Path, files: dict[str, str]) -> None:
    pairs = [
        {
            "schema": json.loads(files[f"data/schema/{kind.folder}.schema.json"]),
            "records": json.loads(files[f"data/{kind.folder}.json"])["records"],
        }
        for kind in KINDS
    ]
    assert faults(root, pairs) == []


@pytest.mark.parametrize(
    "wrong", [{"review_line": None}, {"extra": "x"}, {"checked": 1}, {"audiences": ["x"]}]
)
def test_a_wrong_record_does_not_pass(wrong: dict[str, Any], root: Path, files: dict[str, str]) -> None:
    schema = json.loads(files["data/schema/books.schema.json"])
    record = json.loads(files["data/books.json"])["records"][0]
    assert faults(root, [{"schema": schema, "records": [record | wrong]}]) != []


@EVERY_KIND
def test_the_schema_of_records_is_closed_and_swedish(kind: Kind, catalogue: Catalogue) -> None:
    schema = record_schema(catalogue, kind)
    assert schema["additionalProperties"] is False
    for name, node in schema["properties"].items():
        assert node["title"], name
        assert node["description"], name


@EVERY_KIND
def test_review_state_travels_with_every_record(kind: Kind, files: dict[str, str]) -> None:
    for record in json.loads(files[f"data/{kind.folder}.json"])["records"]:
        assert "reviewed" in record
        if record["reviewed"] is None:
            assert record["review_line"].startswith(UNREVIEWED)


def test_a_draft_is_not_open_data(tmp_path: Path) -> None:
    site = good_site(tmp_path / "good")
    item = site.catalogue.items["books/exempel-bok"]
    draft = replace(item, entry=item.entry.model_copy(update={"status": "utkast"}))
    items = dict(site.catalogue.items) | {item.ref: draft}
    found = records(replace(site.catalogue, items=items), item.kind, ADDRESS)
    assert item.id not in {record["id"] for record in found}


def test_the_data_dictionary_explains_every_field_in_swedish(files: dict[str, str]) -> None:
    for kind in json.loads(files["data/dictionary.json"]):
        names = {field["name"] for field in kind["fields"]}
        for record in json.loads(files[f"data/{kind['folder']}.json"])["records"]:
            assert set(record) <= names
        for field in kind["fields"]:
            assert field["label"]
            assert field["meaning"]
            assert field["type"] in ("text", "heltal", "tal", "datum", "lista", "flera fält", "ingenting")
        assert {"review_line", "reviewed", "address"} <= names


def test_the_licence_lies_beside_the_data(files: dict[str, str]) -> None:
    assert "CC BY 4.0" in files["data/licens.txt"]


def test_numbers_are_written_exactly() -> None:
    assert to_json([Decimal(2542), Decimal("12.5"), date(2026, 11, 22)]) == '[2542, 12.5, "2026-11-22"]'
