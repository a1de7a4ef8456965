"""Records as CSV (RFC 4180): commas, UTF-8 with a byte order mark, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import BaseModel

from kunskapsbank.exports.records import AFTER, BEFORE, Record, to_json
from kunskapsbank.schema.kinds import Kind, field_order
from kunskapsbank.schema.walk import parts_in

# A spreadsheet would run what begins with one of the first six. The last keeps the mark itself unambiguous.
_MARKED = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK = "'"
SEPARATOR = " | "


def columns(kind: Kind) -> list[str]:
    """Return the columns of one kind: ``ages.from`` for a field inside a field."""
    found = [*BEFORE]
    for key in field_order(kind.model):
        part = _single_part(kind.model, key)
        found += [key] if part is None else [f"{key}.{inner}" for inner in field_order(part)]
    return [*found, *([] if "reviewed.by" in found else ["reviewed"]), *AFTER]


def table(kind: Kind, records: Sequence[Record]) -> str:
    """Return records as CSV with a heading row.

    Lists of texts stand in one cell with `` | `` between; lists of parts (sources, figures) are JSON, and so
    begin with ``[``. A cell that begins with ``=``, ``+``, ``-``, ``@``, ``'``, tab or return gets a ``'``
    first.
    """
    names = columns(kind)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for record in records:
        writer.writerow([_safe(_cell(_value(record, name))) for name in names])
    return "\ufeff" + out.getvalue()


def _single_part(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model of a field that holds one part; None for texts and for lists."""
    info = next(info for name, info in model.model_fields.items() if (info.alias or name) == key)
    return None if "tuple" in str(info.annotation) else next(parts_in(info.annotation), None)


def _value(record: Record, name: str) -> object:
    if name in record:
        return record[name]
    outer, _, inner = name.partition(".")
    return (record.get(outer) or {}).get(inner)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return _list(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _list(values: Iterable[object]) -> str:
    items = list(values)
    words = [item for item in items if isinstance(item, str) and "|" not in item and not item.startswith("[")]
    return SEPARATOR.join(words) if len(words) == len(items) else to_json(items)


def _safe(cell: str) -> str:
    return _MARK + cell if cell.startswith(_MARKED) else cell
