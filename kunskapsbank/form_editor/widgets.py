"""One form field for each field of the schema, in the words of Sveltia CMS.

What the form writes must be what our reader accepts and what the files already hold: whole numbers are
numbers, dates are ``YYYY-MM-DD``, everything else is text. Source of the field types: the JSON Schema in
``@sveltia/cms/schema``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kunskapsbank.canonical import is_kept_plain
from kunskapsbank.load import ID_PATTERN
from kunskapsbank.schema.fields import LINE_LIMIT, Format, Limit, Reference, Vocabulary
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS, field_order
from kunskapsbank.schema.pages import MunicipalitiesFile, VocabularyFile
from kunskapsbank.schema.walk import Marker, field_markers, parts_in

Widget = dict[str, Any]
Markers = tuple[Marker, ...]

# Days that are today when an entry is new; all other days are left for the editor.
_TODAY_WHEN_NEW: Final = frozenset({"added", "checked"})
_EXPERTS_ONLY: Final = "reviewed"
_FORMATS: Final = {
    "url": (r"^https://[^\s<>\"'`]+\.[^\s<>\"'`]+$", "Adressen ska börja med https://"),
    "isbn": (r"^[0-9][0-9 -]*[0-9X]$", "Skriv siffror, med eller utan bindestreck."),
    "partial_date": (
        r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
        "Skriv år, år-månad eller år-månad-dag: 2026, 2026-11 eller 2026-11-22.",
    ),
    "sfs": (r"^[0-9]{4}:[0-9]{1,4}$", "Skriv år och löpnummer: 2025:400."),
}
_DECIMAL: Final = (r"^-?[0-9]+(\.[0-9]+)?$", "Skriv ett tal med punkt som decimaltecken.")
_ANY_REFERENCE: Final = (
    f"^[a-z-]+(/{ID_PATTERN.pattern})+$",
    "Skriv mapp/id, till exempel methods/trappan.",
)


@dataclass(frozen=True)
class Lists:
    """The lists that fields choose from: vocabularies by name, and places by code."""

    vocabularies: Mapping[str, VocabularyFile]
    places: MunicipalitiesFile


def title_field(model: type[BaseModel]) -> str:
    """Return the field an entry is known by: ``title``, or the first text a shorter kind must have."""
    if "title" in model.model_fields:
        return "title"
    return next(
        key
        for key in field_order(model)
        if key in model.model_fields and model.model_fields[key].is_required() and _is_text(model, key)
    )


def _is_text(model: type[BaseModel], name: str) -> bool:
    markers = field_markers(model, name)
    return any(isinstance(m, Limit) for m in markers) and not any(
        isinstance(m, Vocabulary | Reference | Format) for m in markers
    )


def fields_of(model: type[BaseModel], lists: Lists) -> list[Widget]:
    """Return the form's fields for a model, in the order in which files are written.

    Args:
        model: an entry or a part of one.
        lists: what select fields choose from.

    Returns:
        Field definitions as they stand in the form's settings.
    """
    named = {info.alias or name: (name, info) for name, info in model.model_fields.items()}
    return [_field(model, key, *named[key], lists) for key in field_order(model)]


def _field(model: type[BaseModel], key: str, name: str, info: FieldInfo, lists: Lists) -> Widget:
    markers = field_markers(model, name)
    limit = next((marker for marker in markers if isinstance(marker, Limit)), None)
    hint = info.description or ""
    if limit:
        hint = f"{hint} Högst {limit.characters} tecken. {limit.reason}".strip()
    if key == _EXPERTS_ONLY:
        hint = f"Lämna tomt. {hint}"
    # An alias such as «from» is what the file holds.
    base: Widget = {"name": key, "label": info.title or key, "hint": hint, "required": info.is_required()}
    part = next(parts_in(info.annotation), None)
    if _is_list(info.annotation):
        return base | _list(info, hint, markers, limit, lists)
    if part:
        return base | {"widget": "object", "collapsed": "auto", "fields": fields_of(part, lists)}
    return base | _single(key, info, markers, limit, lists)


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple or any(get_origin(arg) is tuple for arg in get_args(annotation))


def _list(info: FieldInfo, hint: str, markers: Markers, limit: Limit | None, lists: Lists) -> Widget:
    at_least = next((item.min_length for item in info.metadata if isinstance(item, MinLen)), None)
    least: Widget = {"min": at_least} if at_least else {}
    if part := next(parts_in(info.annotation), None):
        folded: Widget = {"collapsed": "auto", "summary": _summary(part)}
        return least | {"widget": "list"} | folded | {"fields": fields_of(part, lists)}
    if chosen := _choice(markers, lists):
        return least | chosen | {"multiple": True}
    if limit and limit.characters <= LINE_LIMIT.characters:
        # Short words are quickest to write as lines under each other; Enter begins the next.
        return least | {"widget": "list", "hint": f"En per rad. {hint}"}
    return least | {"widget": "list", "field": {"name": "post", "label": "Rad"} | _text(markers, limit)}


def _summary(part: type[BaseModel]) -> str:
    """Return what a folded item shows: its first required field, else its first."""
    keys = field_order(part)
    fields = {info.alias or name: info for name, info in part.model_fields.items()}
    first = next((key for key in keys if fields[key].is_required()), keys[0])
    return "{{fields." + first + "}}"


def _single(key: str, info: FieldInfo, markers: Markers, limit: Limit | None, lists: Lists) -> Widget:
    kinds = set(_types_in(info.annotation))
    if date in kinds:
        now: Widget = {"default": "{{now}}"} if key in _TODAY_WHEN_NEW else {}
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "time_format": False} | now
    if int in kinds:
        return {"widget": "number", "value_type": "int"} | _span(info)
    if Decimal in kinds:
        return {"widget": "string", "pattern": list(_DECIMAL)}
    return _choice(markers, lists) or _text(markers, limit)


def _types_in(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  # typing forms have no type
    if isinstance(annotation, type):
        yield annotation
    for argument in get_args(annotation):
        yield from _types_in(argument)


def _constraints(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    for item in getattr(annotation, "__metadata__", ()):
        yield from getattr(item, "metadata", (item,))
    for argument in get_args(annotation):
        yield from _constraints(argument)


def _span(info: FieldInfo) -> Widget:
    span: Widget = {}
    for item in (*info.metadata, *_constraints(info.annotation)):
        if isinstance(item, Ge):
            span["min"] = item.ge
        elif isinstance(item, Le):
            span["max"] = item.le
    return span


def _choice(markers: Markers, lists: Lists) -> Widget:
    """Return a select or relation field, or nothing when the field is no choice."""
    for marker in markers:
        if isinstance(marker, Vocabulary):
            terms = lists.vocabularies[marker.name].terms
            return _select([(term.label, term.id) for term in terms])
        if isinstance(marker, Reference) and marker.folder:
            return _reference(marker.folder, lists)
    return {}


def _reference(folder: str, lists: Lists) -> Widget:
    if folder == "@counties":
        return _select([(county.name, county.code) for county in lists.places.counties])
    if folder == "@municipalities":
        return _select([(place.name, place.code) for place in lists.places.municipalities])
    if folder == "@kinds":
        return _select([(kind.heading, kind.folder) for kind in KINDS])
    shown = title_field(BY_FOLDER[folder].model)
    return {
        "widget": "relation",
        "collection": folder,
        "value_field": "{{slug}}",
        "display_fields": [shown],
        "search_fields": [shown, "{{slug}}"],
    }


def _select(terms: list[tuple[str, str]]) -> Widget:
    # A code such as 1480 stands without quotes in the files, so a typed parser reads a number.
    return {
        "widget": "select",
        "options": [
            {"label": label, "value": int(word) if is_kept_plain(word) else word} for label, word in terms
        ],
    }


def _text(markers: Markers, limit: Limit | None) -> Widget:
    widget: Widget = {"widget": "string"}
    if limit:
        widget = {
            "widget": "string" if limit.characters <= LINE_LIMIT.characters else "text",
            "maxlength": limit.characters,
            # A colon followed by letters would otherwise open a list of small pictures.
            "use_emoji_autocomplete": False,
        }
    for marker in markers:
        if isinstance(marker, Format):
            return widget | {"widget": "string", "pattern": list(_FORMATS[marker.name])}
        if isinstance(marker, Reference):
            return widget | {"pattern": list(_ANY_REFERENCE)}
    return widget
