"""What editors' tools need, derived from the schema: JSON Schemas, templates, settings and the field guide.

Pure functions: ``scripts/derive.py`` writes the files, and a test fails when one of them is stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.load import ID_PATTERN
from kunskapsbank.schema.fields import Limit, Vocabulary
from kunskapsbank.schema.kinds import KINDS, Kind, field_order, key_order
from kunskapsbank.schema.pages import VocabularyFile
from kunskapsbank.schema.walk import field_markers, parts_in
from kunskapsbank.yaml_reader import Node

Vocabularies = Mapping[str, VocabularyFile]

# Only a named expert fills this in, so no template holds it.
_NEVER_IN_TEMPLATES: Final = frozenset({"reviewed"})
# A longer list of words stands once on the page; in each of twenty tables it would hide the fields.
_MOST_IN_A_ROW: Final = 12
_PATTERNS: Final = {
    "url": r"""^https://[^\s<>"'`]+\.[^\s<>"'`]+$""",
    "isbn": r"^[0-9][0-9 -]*[0-9X]$",
    "partial_date": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    "sfs": r"^[0-9]{4}:[0-9]{1,4}$",
}


def derived_files(vocabularies: Vocabularies) -> dict[str, str]:
    """Return every derived file.

    Args:
        vocabularies: the word lists by name.

    Returns:
        Text by POSIX path relative to the repository root, sorted by path.
    """
    files = {".vscode/settings.json": editor_settings()}
    for kind in KINDS:
        files[f"schemas/{kind.folder}.schema.json"] = _json(json_schema(kind, vocabularies))
        files[f"data/templates/{kind.folder}.yml"] = template(kind)
    return dict(sorted(files.items()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def editor_settings() -> str:
    """Return settings for Visual Studio Code: which JSON Schema each file has, and how files are saved."""
    schemas = {
        f"./schemas/{kind.folder}.schema.json": [
            f"data/{kind.folder}/*.yml",
            f"data/templates/{kind.folder}.yml",
        ]
        for kind in KINDS
    }
    return _json(
        {
            "files.encoding": "utf8",
            "files.eol": "\n",
            "files.insertFinalNewline": True,
            "yaml.schemas": schemas,
        }
    )


def json_schema(kind: Kind, vocabularies: Vocabularies) -> dict[str, Any]:
    """Return the JSON Schema of one kind, in Swedish.

    Args:
        kind: the kind of entry.
        vocabularies: the word lists by name; a field bound to one may hold its words and nothing else.

    Returns:
        A schema of draft 2020-12 with labels, help, examples, limits, patterns and allowed words.
    """
    made = _made_by_pydantic(kind.model)
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.singular,
        "description": f"{kind.heading}: en fil per post i data/{kind.folder}.",
    }
    schema |= _object(made, kind.model, vocabularies)
    if "$defs" in made:
        parts = {part.__name__: part for part in _parts_below(kind.model)}
        schema["$defs"] = {
            name: _object(part, parts[name], vocabularies) for name, part in sorted(made["$defs"].items())
        }
    return schema


@cache  # 20 ms for each kind, and several exports and pages ask for every kind
def _made_by_pydantic(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_json_schema()


def _parts_below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for info in model.model_fields.values():
        for part in parts_in(info.annotation):
            yield part
            yield from _parts_below(part)


def _object(made: Mapping[str, Any], model: type[BaseModel], vocabularies: Vocabularies) -> dict[str, Any]:
    """Return what pydantic made of one model, without its English docstring, fields in file order."""
    properties = made["properties"]
    names = {key: name for key, (name, _) in _by_key(model).items()}
    filled = {}
    for key in field_order(model):
        filled[key] = _property(properties[key], vocabularies)
        if limit := _limit(model, names[key]):
            filled[key]["description"] += f" Högst {limit.characters} tecken. {limit.reason}"
    return {
        "type": "object",
        "additionalProperties": False,
        "required": made.get("required", []),
        "properties": filled,
    }


def _property(made: Mapping[str, Any], vocabularies: Vocabularies) -> dict[str, Any]:
    node = {key: value for key, value in made.items() if key not in ("default", "anyOf")}
    branches = [branch for branch in made.get("anyOf", []) if branch != {"type": "null"}]
    if len(branches) == 1:
        node |= branches[0]
    elif branches:
        node["anyOf"] = branches
    if "items" in node:
        node["items"] = _property(node["items"], vocabularies)
    node |= _words(node.pop("x-vocabulary", None), vocabularies)
    reference, form = node.pop("x-reference", None), node.pop("x-format", None)
    if reference is not None:
        node["pattern"] = f"^{ID_PATTERN.pattern}$" if reference else f"^[a-z-]+(/{ID_PATTERN.pattern})+$"
    if form is not None:
        node["pattern"] = _PATTERNS[form]
    if node.get("type") == "string" and "enum" not in node and "format" not in node:
        # A number without quotes is text in the files: «number: 112».
        node["type"] = ["string", "number"]
    return node


def _words(name: str | None, vocabularies: Vocabularies) -> dict[str, Any]:
    if name is None:
        return {}
    terms = vocabularies[name].terms
    return {
        "enum": [term.id for term in terms],
        "enumDescriptions": [f"{term.label}: {term.description}" for term in terms],
    }


def template(kind: Kind) -> str:
    """Return a commented template: every field with its help, filled with examples that pass.

    Args:
        kind: the kind of entry.

    Returns:
        YAML. It is the only place where comments are allowed: the canonical form has none.
    """
    fields = _by_key(kind.model)
    top = (
        f"# Mall: {kind.singular}. Kopiera den till data/{kind.folder}/ och ge filen postens id som namn.\n"
        "# Id: små bokstäver a–z, siffror och bindestreck; å och ä blir a, ö blir o. Det ändras aldrig.\n"
        "# Byt alla värden. Ta bort raderna som börjar med #, och fält som du saknar uppgift om.\n"
    )
    blocks = [top]
    for key in field_order(kind.model):
        name, info = fields[key]
        comment = "".join(f"# {line}\n" for line in _explained(kind.model, name, info))
        value = _example(info)
        if key in _NEVER_IN_TEMPLATES or not value:
            blocks.append(comment + f"# {key}:\n")
        else:
            order = cast("KeyOrder", key_order(kind.model))
            blocks.append(comment + dump({key: value}, order))
    return "\n".join(blocks)


def _by_key(model: type[BaseModel]) -> dict[str, tuple[str, FieldInfo]]:
    return {info.alias or name: (name, info) for name, info in model.model_fields.items()}


def _explained(model: type[BaseModel], name: str, info: FieldInfo) -> Iterator[str]:
    must = " (krävs)" if info.is_required() else ""
    limit = _limit(model, name)
    longest = f" Högst {limit.characters} tecken." if limit else ""
    yield f"{info.title}{must}. {info.description}{longest}"
    for part in parts_in(info.annotation):
        fields = _by_key(part)
        for key in field_order(part):
            inner_name, inner = fields[key]
            first, *_ = _explained(part, inner_name, inner)
            yield f"  {key}: {first}"


def _limit(model: type[BaseModel], name: str) -> Limit | None:
    return next((marker for marker in field_markers(model, name) if isinstance(marker, Limit)), None)


def _example(info: FieldInfo) -> Node:
    """Return the field's example as it is written in a file; parts hold what they must and what is shown."""
    given = (info.examples or [""])[0]
    part = next(parts_in(info.annotation), None)
    if part is None:
        return _as_text(given)
    is_list = "tuple" in str(info.annotation)
    shown = (given[0] if given else {}) if is_list else given
    filled: dict[str, Node] = {}
    for key, (_, inner) in _by_key(part).items():
        if inner.is_required() or key in shown:
            filled[key] = _as_text(shown[key]) if key in shown else _example(inner)
    return [filled] if is_list else filled


def _as_text(value: object) -> Node:
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _as_text(item) for key, item in value.items()}
    return str(value)


def field_guide(kind: Kind, vocabularies: Vocabularies) -> str:
    """Return the editors' guide to the fields of one kind.

    Args:
        kind: the kind of entry.
        vocabularies: the word lists by name.

    Returns:
        Markdown: a heading and a table with a row for each field, those inside others written «ages.from».
    """
    rows = [
        f"## {kind.singular}",
        "",
        "| Fält | Vad du skriver | Exempel | Gräns |",
        "| --- | --- | --- | --- |",
    ]
    rows += _guide_rows(kind.model, "", vocabularies)
    return "\n".join(rows) + "\n"


def _guide_rows(model: type[BaseModel], above: str, vocabularies: Vocabularies) -> Iterator[str]:
    fields = _by_key(model)
    for key in field_order(model):
        name, info = fields[key]
        must = " **Krävs.**" if info.is_required() else ""
        limit = _limit(model, name)
        bound = (
            f"Högst {limit.characters} tecken. {limit.reason}"
            if limit
            else _choices(model, name, vocabularies)
        )
        part = next(parts_in(info.annotation), None)
        shown = "" if part else _in_one_line(_example(info))
        cells = (f"`{above}{key}`", f"{info.title}. {info.description}{must}", shown, bound)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        if part:
            yield from _guide_rows(part, f"{above}{key}.", vocabularies)


def _choices(model: type[BaseModel], name: str, vocabularies: Vocabularies) -> str:
    found = (marker for marker in field_markers(model, name) if isinstance(marker, Vocabulary))
    vocabulary = next(found, None)
    if vocabulary is None:
        return ""
    file = vocabularies[vocabulary.name]
    if len(file.terms) > _MOST_IN_A_ROW:
        return f"[{file.title}](#{_list_id(vocabulary.name)})"
    return f"{file.title}: {', '.join(f'`{term.id}`' for term in file.terms)}"


def long_lists(vocabularies: Vocabularies) -> str:
    """Return the word lists that the guide's rows only point to, as Markdown, with what each word means."""
    long = {name: file for name, file in vocabularies.items() if len(file.terms) > _MOST_IN_A_ROW}
    blocks = ["## Långa listor"]
    for name, file in long.items():
        terms = "\n".join(f"- `{term.id}` {term.label}" for term in file.terms)
        blocks.append(f"### {file.title} {{: #{_list_id(name)} }}\n\n{terms}")
    return "\n\n".join(blocks) + "\n"


def _list_id(name: str) -> str:
    return f"lista-{name}"


def _in_one_line(value: Node) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"`{text}`" if text else ""
