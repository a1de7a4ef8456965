"""An entry as open data: every field, its address, and its review state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.editor_files import json_schema
from kunskapsbank.review import review_line
from kunskapsbank.schema.kinds import Kind, field_order

Record = dict[str, Any]

# Fields that a record has beside the entry's own: Swedish label and explanation.
BEFORE: Mapping[str, tuple[str, str]] = {
    "id": ("Id", "Ändras aldrig. Unikt inom sitt slag."),
    "ref": ("Hänvisning", "Slag och id, så som andra poster hänvisar till posten."),
    "address": ("Adress", "Sidan där posten visas. Ändras aldrig."),
}
AFTER: Mapping[str, tuple[str, str]] = {
    "review_line": (
        "Granskningsrad",
        "Säger om en sakkunnig har granskat posten. Visa alltid raden när du visar posten.",
    ),
}


def records(catalogue: Catalogue, kind: Kind, address: str) -> list[Record]:
    """Return the published entries of one kind as open data, sorted by id.

    Args:
        catalogue: everything the site is made from.
        kind: the kind of entry.
        address: the site's address, ending in ``/``.

    Returns:
        One mapping per entry, fields in the order of the files. What is not known is left out; ``reviewed``
        always stands there and is None until a named expert has read the text.
    """
    items = (item for item in catalogue.items.values() if item.kind is kind and item.published)
    return [_record(item, address) for item in sorted(items, key=lambda item: item.id)]


def _record(item: Item, address: str) -> Record:
    fields = item.entry.model_dump(by_alias=True, exclude_none=True)
    record: Record = {"id": item.id, "ref": item.ref, "address": address + item.address}
    record |= {key: fields[key] for key in field_order(item.kind.model) if key in fields}
    record["reviewed"] = fields.get("reviewed")
    record["review_line"] = review_line(item.entry)
    return record


def to_json(value: object) -> str:
    """Return JSON on one line; dates are ISO 8601 and numbers are numbers."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str | int | float:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def record_schema(catalogue: Catalogue, kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind's records: the entry's own and what is added."""
    schema = json_schema(kind, catalogue.vocabularies)
    own = schema["properties"]
    before = {name: _added(*texts) | {"type": "string"} for name, texts in BEFORE.items()}
    after = {name: _added(*texts) | {"type": "string"} for name, texts in AFTER.items()}
    schema["description"] = f"{kind.heading}: en post i öppna data."
    schema["properties"] = before | own | {"reviewed": _may_be_null(own.get("reviewed"))} | after
    schema["required"] = [*before, *schema["required"], "reviewed", *after]
    return schema


def _added(label: str, help_text: str) -> dict[str, Any]:
    return {"title": label, "description": help_text}


def _may_be_null(reviewed: Mapping[str, Any] | None) -> dict[str, Any]:
    """Sources have no review of their own: there it is always null."""
    if reviewed is None:
        return _added("Granskad", "Källor granskas inte var för sig.") | {"type": "null"}
    told = {key: value for key, value in reviewed.items() if key != "$ref"}
    return told | {"anyOf": [{"$ref": reviewed["$ref"]}, {"type": "null"}]}
