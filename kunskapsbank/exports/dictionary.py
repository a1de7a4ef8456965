"""The data dictionary: what every field of every kind means, in Swedish, read from the JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.records import record_schema
from kunskapsbank.schema.kinds import KINDS, Kind

_TYPES = {"string": "text", "integer": "heltal", "number": "tal", "array": "lista", "object": "flera fält"}


@dataclass(frozen=True)
class FieldMeaning:
    """One field.

    Attributes:
        name: its key; ``ages.from`` for a field inside a field, also when there is a list of them.
        label: its Swedish label.
        meaning: what it holds.
        form: text, heltal, tal, datum, lista, flera fält or ingenting.
        always: whether every record has it.
        words: (id, «label: meaning») of the words it may hold; empty when any text may stand.
    """

    name: str
    label: str
    meaning: str
    form: str
    always: bool
    words: tuple[tuple[str, str], ...]


def fields_of(catalogue: Catalogue, kind: Kind) -> tuple[FieldMeaning, ...]:
    """Return the fields of one kind's records in order, those inside others after the one they stand in."""
    schema = record_schema(catalogue, kind)
    return tuple(_fields(schema, schema.get("$defs", {}), ""))


def data_dictionary(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the dictionary of all kinds, ready to be written as JSON."""
    return [
        {
            "folder": kind.folder,
            "label": kind.singular,
            "heading": kind.heading,
            "fields": [_as_json(field) for field in fields_of(catalogue, kind)],
        }
        for kind in KINDS
    ]


def _as_json(field: FieldMeaning) -> dict[str, Any]:
    told = {
        "name": field.name,
        "label": field.label,
        "meaning": field.meaning,
        "type": field.form,
        "always": field.always,
    }
    return told | ({"words": dict(field.words)} if field.words else {})


def _fields(schema: Mapping[str, Any], parts: Mapping[str, Any], above: str) -> Iterator[FieldMeaning]:
    for key, node in schema["properties"].items():
        inner = _inner(node)
        yield FieldMeaning(
            name=above + key,
            label=node["title"],
            meaning=node["description"],
            form=_form(node),
            always=key in schema["required"],
            words=_words(node),
        )
        if inner:
            yield from _fields(parts[inner], parts, f"{above}{key}.")


def _inner(node: Mapping[str, Any]) -> str:
    """Return the name of the part that a field holds one or many of, or an empty text."""
    holders = [node, node.get("items", {}), *node.get("anyOf", [])]
    found: list[str] = [holder["$ref"] for holder in holders if "$ref" in holder]
    return found[0].rpartition("/")[2] if found else ""


def _form(node: Mapping[str, Any]) -> str:
    if node.get("format") == "date":
        return "datum"
    if node.get("type") == "null":
        return "ingenting"
    kind = node.get("type") or ("object" if _inner(node) else "number")
    return _TYPES[kind if isinstance(kind, str) else kind[0]]


def _words(node: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    holder = node if "enum" in node else node.get("items", {})
    return tuple(zip(holder.get("enum", ()), holder.get("enumDescriptions", ()), strict=True))
