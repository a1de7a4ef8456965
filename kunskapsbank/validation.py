"""From what an editor wrote to a typed entry, or to problems told in Swedish."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from kunskapsbank.load import Document
from kunskapsbank.problems import Problem, Rule, rule_table
from kunskapsbank.schema.fields import Limit
from kunskapsbank.schema.walk import field_markers, parts_in

Model = TypeVar("Model", bound=BaseModel)

RULES = rule_table(
    [
        Rule(
            "S01",
            "Fält som krävs är ifyllda.",
            "Utan dem kan läsaren inte välja eller lita på posten.",
            "title: Trappan",
            "(title saknas)",
        ),
        Rule(
            "S02",
            "Bara fält som finns används.",
            "Ett felstavat fält skulle annars försvinna utan att någon märker det.",
            "title: Trappan",
            "titel: Trappan",
        ),
        Rule(
            "S03",
            "Ett fält för en text har en text, ett fält för en lista har en lista.",
            "Annars hamnar texten fel på sidan.",
            "keywords:\n  - barngrupp",
            "keywords: barngrupp",
        ),
        Rule(
            "S04",
            "Ett fält som finns är inte tomt.",
            "Saknas uppgiften tas raden bort; då säger sajten «uppgift saknas».",
            "cost: Gratis",
            "cost:",
        ),
        Rule(
            "S05",
            "Texten ryms inom fältets längd.",
            "Varje fält har en gräns av ett skäl, som visas i felet.",
            "title: Trappan",
            "title: (en text på 300 tecken)",
        ),
        Rule(
            "S06",
            "Ett datum skrivs år-månad-dag och finns i almanackan.",
            "Annars kan ingen se hur färsk uppgiften är.",
            "checked: 2026-11-22",
            "checked: 2026-02-30",
        ),
        Rule(
            "S07",
            "Ett tal skrivs med siffror inom gränserna.",
            "Tal används i filter och diagram.",
            "year: 2014",
            "year: tjugofjorton",
        ),
        Rule(
            "S08",
            "Åldrar går från den lägre till den högre.",
            "Annars hittar filtret inte posten.",
            "ages: {from: 6, to: 12}",
            "ages: {from: 12, to: 6}",
        ),
    ]
)

LONGEST_LIST_SHOWN = 30
_EXPECTED = {
    "missing": ("S01", "Fältet krävs."),
    "extra_forbidden": ("S02", "Fältet finns inte."),
    "string_type": ("S03", "Här ska det stå en text."),
    "tuple_type": ("S03", "Här ska det stå en lista, med ett streck framför varje rad."),
    "model_type": ("S03", "Här ska det stå egna fält under rubriken."),
    "model_attributes_type": ("S03", "Här ska det stå egna fält under rubriken."),
    "string_too_short": ("S04", "Fältet får inte vara tomt. Ta bort raden om uppgiften saknas."),
    "too_short": ("S04", "Listan behöver minst en rad."),
    "date_form": ("S06", "Datum skrivs år-månad-dag."),
    "ages_reversed": ("S08", "Från ska vara lägre än eller lika med till."),
}
_DATE_ERRORS = ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact")
_NUMBER_ERRORS = (
    "int_type",
    "int_parsing",
    "int_from_float",
    "decimal_type",
    "decimal_parsing",
    "int_parsing_size",
)


def validate(document: Document, model: type[Model]) -> Model | list[Problem]:
    """Return the entry in ``document`` as a ``model``, or every problem with its form.

    Args:
        document: one file as text, with line numbers.
        model: the pydantic model of its kind.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        return [_problem(document, model, details) for details in error.errors()]


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return «Menade du …?» with the allowed word closest to ``word``, else all of them if they are few."""
    words = sorted(allowed)
    close = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    if close:
        return f"Menade du «{close[0]}»?"
    return f"Tillåtna ord: {', '.join(words)}." if 0 < len(words) <= LONGEST_LIST_SHOWN else ""


def show(value: object) -> str:
    """Return ``value`` as it may be quoted in a message: short and on one line."""
    text = " ".join(_plain(value).split())
    return f"«{text[:80]}{'…' if len(text) > 80 else ''}»"


def _plain(value: object) -> str:
    """Return lists and fields as YAML has them on one line, so that an editor knows them again."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_plain, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(item)}" for key, item in value.items()) + "}"
    return str(value)


def _found(value: object) -> str:
    return "Nu är det tomt." if value in ("", [], {}) else f"Nu står det {show(value)}."


def _problem(document: Document, model: type[BaseModel], details: ErrorDetails) -> Problem:
    place = tuple(details["loc"])
    kind = details["type"]
    if kind == "value_error":
        kind = str(details["ctx"]["error"])
    rule, expected, hint = _explain(model, place, kind, details)
    missing = kind == "missing"
    found = "" if missing else _found(details["input"])
    if kind == "extra_forbidden":
        found = f"Fältet heter {show(place[-1])}."
    line = document.line(*(place[:-1] if missing else place))
    return Problem(document.path, line, rule, ".".join(map(str, place)), expected, found, hint)


def _explain(
    model: type[BaseModel], place: tuple[str | int, ...], kind: str, details: ErrorDetails
) -> tuple[str, str, str]:
    owner = _owner(model, place)
    if kind in _DATE_ERRORS:
        return "S06", "Datum skrivs år-månad-dag och ska finnas i almanackan.", "Exempel: 2026-11-22."
    if kind in _NUMBER_ERRORS:
        return "S07", "Här ska det stå ett tal med siffror.", _example(owner, place)
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = details["ctx"].get("ge", details["ctx"].get("le"))
        side = "minst" if kind == "greater_than_equal" else "högst"
        return "S07", f"Talet ska vara {side} {limit}.", ""
    if kind == "string_too_long":
        return "S05", _limit_text(owner, place, details), ""
    rule, expected = _EXPECTED.get(kind, ("S03", "Värdet passar inte i fältet."))
    if kind == "extra_forbidden":
        keys = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
        return rule, expected, nearest(str(place[-1]), keys)
    return rule, expected, _example(owner, place)


def _owner(model: type[BaseModel], place: tuple[str | int, ...]) -> type[BaseModel] | None:
    """Return the model that holds the last named field of ``place``."""
    names = [part for part in place if isinstance(part, str)]
    owner: type[BaseModel] | None = model
    for name in names[:-1]:
        owner = _submodel(owner, name)
    return owner


def _submodel(model: type[BaseModel] | None, key: str) -> type[BaseModel] | None:
    info = _info(model, key)
    if info is None:
        return None
    return next(parts_in(info.annotation), None)


def _info(model: type[BaseModel] | None, key: str) -> FieldInfo | None:
    if model is None:
        return None
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            return info
    return None


def _example(owner: type[BaseModel] | None, place: tuple[str | int, ...]) -> str:
    names = [part for part in place if isinstance(part, str)]
    info = _info(owner, names[-1]) if names else None
    if info is None or not info.examples or info.examples[0] in ([], ""):
        return ""
    return f"{info.title}: {info.description} Exempel: {show(info.examples[0])}"


def _limit_text(owner: type[BaseModel] | None, place: tuple[str | int, ...], details: ErrorDetails) -> str:
    longest = details["ctx"]["max_length"]
    names = [part for part in place if isinstance(part, str)]
    reason = ""
    if owner is not None and names:
        for name, info in owner.model_fields.items():
            if names[-1] in (name, info.alias):
                limits = [m for m in field_markers(owner, name) if isinstance(m, Limit)]
                reason = limits[0].reason if limits else ""
    return f"Texten får ha högst {longest} tecken; den har {len(str(details['input']))}. {reason}".strip()
