"""Files derived from the schema: never stale, in Swedish, and in step with what the rules say."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editor_files import (
    derived_files,
    editor_settings,
    field_guide,
    json_schema,
    long_lists,
    template,
)
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.node import find_node
from kunskapsbank.rules.contract import Context
from kunskapsbank.rules.entry import check_entry
from kunskapsbank.schema.fields import Reference
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS, Kind
from kunskapsbank.schema.walk import texts
from kunskapsbank.validation import validate
from scripts.derive import main, stale_files

TODAY = date(2026, 11, 22)
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.folder for kind in KINDS])
VALIDATE = """
const Ajv = require("ajv/dist/2020").default;
const { pairs } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const faults = [];
for (const { schema, entries } of pairs) {
  const ajv = new Ajv({ allErrors: true, strict: false, formats: { date: true } });
  const check = ajv.compile(schema);
  for (const [name, entry] of Object.entries(entries))
    if (!check(entry)) faults.push(`${name}: ${ajv.errorsText(check.errors)}`);
}
console.log(JSON.stringify(faults));
"""


@pytest.fixture(scope="module")
def catalogue(root: Path) -> Catalogue:
    return assemble(root, TODAY, SIGNATURES)[0]


def read_template(kind: Kind, folder: Path) -> Document:
    (folder / f"{kind.folder}.yml").write_text(template(kind), encoding="utf-8")
    document = read_yaml(folder, Path(f"{kind.folder}.yml"))
    assert isinstance(document, Document), document
    return document


def test_no_derived_file_is_stale(root: Path) -> None:
    stale = [path.relative_to(root).as_posix() for path in stale_files(root)]
    assert stale == [], "kör make derive"


def test_the_folders_of_derived_files_hold_nothing_else(root: Path, catalogue: Catalogue) -> None:
    on_disk = {
        p.relative_to(root).as_posix() for f in ("schemas", "data/templates") for p in (root / f).iterdir()
    }
    assert on_disk == set(derived_files(catalogue.vocabularies)) - {".vscode/settings.json"}


def test_deriving_twice_gives_the_same_text(catalogue: Catalogue) -> None:
    assert derived_files(catalogue.vocabularies) == derived_files(catalogue.vocabularies)


def test_the_command_refuses_arguments_it_does_not_know() -> None:
    assert main(["--chek"]) == 2


@EVERY_KIND
def test_each_template_passes_the_rules(kind: Kind, catalogue: Catalogue, tmp_path: Path) -> None:
    document = read_template(kind, tmp_path)
    entry = validate(document, kind.model)
    assert isinstance(entry, kind.model), entry
    assert check_entry(entry, document, Context(catalogue.vocabularies, TODAY)) == []


@EVERY_KIND
def test_what_each_template_refers_to_exists(kind: Kind, catalogue: Catalogue, tmp_path: Path) -> None:
    entry = validate(read_template(kind, tmp_path), kind.model)
    assert isinstance(entry, kind.model), entry
    for text in texts(entry):
        reference = text.marker(Reference)
        if reference and not reference.folder.startswith("@"):
            name = f"{reference.folder}/{text.value}" if reference.folder else text.value
            assert catalogue.find(name), name


@EVERY_KIND
def test_each_template_explains_every_field_and_never_fills_in_a_review(kind: Kind) -> None:
    text = template(kind)
    for name, info in kind.model.model_fields.items():
        assert f"# {info.title}" in text
        assert re.search(rf"^(# )?{info.alias or name}:", text, re.MULTILINE)
    assert not re.search("^reviewed:", text, re.MULTILINE)


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever the YAML holds
    """The entry as an editor's YAML 1.2 parser sees it: dates are text there."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(root: Path, pairs: list[dict[str, Any]]) -> list[str]:
    """What a JSON Schema validator of its own says; ajv comes with html-validate."""
    command = [str(find_node()), "-e", VALIDATE]
    answer = subprocess.run(
        command, input=json.dumps({"pairs": pairs}), cwd=root, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(answer.stdout)
    return found


def test_every_real_entry_and_template_passes_its_json_schema(root: Path, catalogue: Catalogue) -> None:
    pairs = []
    for kind in KINDS:
        paths = [
            *sorted((root / "data" / kind.folder).glob("*.yml")),
            root / f"data/templates/{kind.folder}.yml",
        ]
        entries = {path.name: plain(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths}
        pairs.append({"schema": json_schema(kind, catalogue.vocabularies), "entries": entries})
    assert faults(root, pairs) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "En bok"},
        {"audiences": ["skolan"]},
        {"audiences": "skola"},
        {"url": "http://www.junis.se"},
        {"title": "x" * 141},
        {"year": "tjugofjorton"},
        {"related": ["Böcker/Bläckfisken"]},
        {"ages": {"from": 6, "till": 12}},
    ],
    ids=str,
)
def test_a_wrong_book_does_not_pass_the_json_schema(
    wrong: dict[str, Any], root: Path, catalogue: Catalogue
) -> None:
    text = (root / "tests/data/good/data/books/exempel-bok.yml").read_text(encoding="utf-8")
    schema = json_schema(BY_FOLDER["books"], catalogue.vocabularies)
    good = plain(yaml.safe_load(text))
    assert faults(root, [{"schema": schema, "entries": {"good": good}}]) == []
    assert faults(root, [{"schema": schema, "entries": {"wrong": good | wrong}}]) != []


@EVERY_KIND
def test_each_json_schema_is_swedish_and_closed(kind: Kind, catalogue: Catalogue) -> None:
    schema = json_schema(kind, catalogue.vocabularies)
    assert schema["title"] == kind.singular
    for part in (schema, *schema.get("$defs", {}).values()):
        assert part["additionalProperties"] is False
        for name, field in part["properties"].items():
            assert field["title"], name
            assert field["description"], name
            assert field["examples"], name
            assert "default" not in field
    text = json.dumps(schema)
    assert "x-vocabulary" not in text
    assert "x-reference" not in text


def test_the_editor_finds_a_schema_for_every_folder() -> None:
    schemas = json.loads(editor_settings())["yaml.schemas"]
    for kind in KINDS:
        assert f"data/{kind.folder}/*.yml" in schemas[f"./schemas/{kind.folder}.schema.json"]


def test_a_long_list_stands_once_with_what_its_words_mean(catalogue: Catalogue) -> None:
    lists = long_lists(catalogue.vocabularies)
    assert "### Teman {: #lista-themes }" in lists
    assert "- `alkohol` Alkohol" in lists
    assert "lista-yes-no" not in lists


def test_the_field_guide_gives_help_example_and_the_limit_with_its_reason(catalogue: Catalogue) -> None:
    guide = field_guide(BY_FOLDER["methods"], catalogue.vocabularies).splitlines()
    assert guide[:2] == ["## Metod", ""]
    assert guide[4] == (
        "| `title` | Titel. Namnet, så som läsaren känner igen det. **Krävs.** | `Trappan` "
        "| Högst 140 tecken. Raden ska gå att läsa med ett ögonkast i en lista. |"
    )
    rows = {row.split("`")[1]: row for row in guide[4:]}
    assert "`stodgrupp`" in rows["kind"]
    assert "[Teman](#lista-themes)" in rows["themes"]
    assert "Hela år." in rows["ages.from"]
    assert "De ord i källan som bär påståendet." in rows["evidence.seen"]
    assert {row.count(" | ") for row in guide[4:]} == {3}
