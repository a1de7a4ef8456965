"""Pages as plain text, and llms.txt that lists them: only what may spread by itself (safety.md 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from kunskapsbank import texts
from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.review import item_may_spread, page_may_spread, review_line
from kunskapsbank.schema.common import Ages
from kunskapsbank.schema.fields import Reference, Vocabulary
from kunskapsbank.schema.kinds import KINDS, field_order
from kunskapsbank.schema.walk import field_markers

_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*?)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
# Told once above or below the fields, or of no use to a reader of plain text.
_APART = frozenset(
    {"title", "term", "summary", "keywords", "search_only", "sources", "related", "status"}
    | {"added", "checked", "review_by", "reviewed"}
)
_INTRODUCTION = """# Se barnet

> Kunskapsbank på svenska för dig som möter barn i familjer med skadligt bruk eller beroende.

Texterna är sammanställda ur öppna källor. Ännu har ingen sakkunnig granskat dem. Ange «Se barnet», sidans \
adress och dagen för kontroll när du använder dem. Licens: CC BY 4.0. Vid fara: ring 112.

Råd om vad man gör, säger och anmäler finns bara på sidorna och ingår inte här förrän de är granskade: \
{site}guides/
"""


def text_files(catalogue: Catalogue, site: str) -> dict[str, str]:
    """Return ``llms.txt`` and one text file per entry that may spread.

    Args:
        catalogue: everything the site is made from.
        site: the site's address, ending in ``/``.

    Returns:
        Text by path relative to the site's root. The words of the glossary share one file.
    """
    files: dict[str, str] = {}
    parts = [_INTRODUCTION.format(site=site)]
    for kind in KINDS:
        items = [item for item in catalogue.of(kind.folder) if item_may_spread(catalogue, item)]
        if kind.own_page and items:
            files |= {_path(item): entry_text(catalogue, item, site) for item in items}
            lines = [f"- [{item.title}]({site}{_path(item)}): {item.entry.summary}" for item in items]
            parts.append(f"## {kind.heading}\n\n" + "\n".join(lines) + "\n")
        elif kind.name == "glossary" and items:
            path = f"text/{kind.address.rstrip('/')}.txt"
            files[path] = "\n".join(entry_text(catalogue, item, site) for item in items)
            parts.append(f"## {kind.heading}\n\n- [{kind.heading}]({site}{path})\n")
    parts.append(_pages(catalogue, site))
    files["llms.txt"] = "\n".join(parts)
    return dict(sorted(files.items()))


def _path(item: Item) -> str:
    return f"text/{item.address.rstrip('/')}.txt"


def _pages(catalogue: Catalogue, site: str) -> str:
    pages = [page for page in catalogue.pages.values() if page_may_spread(page)]
    lines = [f"- [{page.title}]({site}{page.address}): {page.front.summary}" for page in pages]
    return "## Sidor\n\n" + "\n".join(lines) + "\n"


def entry_text(catalogue: Catalogue, item: Item, site: str) -> str:
    """Return one entry as text: title, summary, fields with their labels, sources, review line, address."""
    entry = item.entry
    summary = [plain(entry.summary), ""] if hasattr(entry, "summary") else []
    lines = [item.title, "=" * len(item.title), "", *summary, *_fields(catalogue, entry)]
    if entry.sources:
        lines += ["", "Källor:", *(f"- {_source(catalogue, ref.id, ref.locator)}" for ref in entry.sources)]
    return "\n".join([*lines, "", review_line(entry), f"{site}{item.address}"]) + "\n"


def _source(catalogue: Catalogue, identity: str, locator: str | None) -> str:
    source = catalogue.items[f"sources/{identity}"].entry
    told = [source.title, source.publisher, str(source.year or ""), locator or "", source.url or ""]
    return ". ".join(part.rstrip(".") for part in told if part)


def _fields(catalogue: Catalogue, part: BaseModel) -> Iterator[str]:
    """Yield «label: value» for what is known; parts inside the entry are told on one line each."""
    for name, label, value in _known(part):
        if isinstance(value, tuple):
            yield f"{label}:"
            yield from (f"- {_told(catalogue, part, name, one)}" for one in value)
        else:
            yield f"{label}: {_told(catalogue, part, name, value)}"


def _known(part: BaseModel) -> Iterator[tuple[str, str, Any]]:
    names = {info.alias or name: name for name, info in type(part).model_fields.items()}
    for key in field_order(type(part)):
        value = getattr(part, names[key])
        if key not in _APART and value not in (None, ()):
            yield names[key], type(part).model_fields[names[key]].title or key, value


def _told(catalogue: Catalogue, part: BaseModel, name: str, value: object) -> str:
    """Return one value in words."""
    if isinstance(value, Ages):
        return texts.ages(value.from_, value.to)
    if isinstance(value, BaseModel):
        inner = (
            f"{label}: {_in_one_line(catalogue, value, inner_name, held)}"
            for inner_name, label, held in _known(value)
        )
        return "; ".join(inner)
    if isinstance(value, date):
        return texts.day(value)
    return (
        texts.number(value) if isinstance(value, Decimal) else _told_text(catalogue, part, name, str(value))
    )


def _told_text(catalogue: Catalogue, part: BaseModel, name: str, value: str) -> str:
    for marker in field_markers(type(part), name):
        if isinstance(marker, Vocabulary):
            return catalogue.label(marker.name, value)
        if isinstance(marker, Reference):
            return _referred(catalogue, marker, value)
    return plain(value)


def _in_one_line(catalogue: Catalogue, part: BaseModel, name: str, value: object) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(_told(catalogue, part, name, one) for one in values)


def _referred(catalogue: Catalogue, reference: Reference, value: str) -> str:
    if reference.folder == "@municipalities":
        return next(m.name for m in catalogue.places.municipalities if m.code == value)
    if reference.folder == "@counties":
        return next(county.name for county in catalogue.places.counties if county.code == value)
    target: Item | HandWritten | None = catalogue.find(
        f"{reference.folder}/{value}" if reference.folder else value
    )
    return target.title if target else value


def plain(text: str) -> str:
    """Return a text without the small Markdown subset; links to other sites keep their address."""
    text = _LINK.sub(lambda m: f"{m[1]} ({m[2]})" if m[2].startswith("https://") else m[1], text)
    return _EMPHASIS.sub(r"\2", text)
