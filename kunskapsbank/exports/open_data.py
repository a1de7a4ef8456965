"""The folder /data/: JSON and CSV per kind, everything in one file, schemas, words, dictionary, licence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.dictionary import data_dictionary
from kunskapsbank.exports.records import record_schema, records, to_json
from kunskapsbank.exports.tables import table
from kunskapsbank.review import item_may_spread
from kunskapsbank.schema.kinds import KINDS, Kind

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
READ_FIRST = (
    "Visa granskningsraden (review_line) och datumet för kontroll (checked) där du visar en post. "
    "Råd som inte är granskade får inte visas utan den raden. Visa alltid en fras med sina villkor: "
    "do_first, when_not och parent_told_before_report. Lagar och telefonnummer kan ha ändrats. Vid fara: 112."
)
_LICENCE_TEXT = f"""Se barnet – öppna data

Licens: Creative Commons Erkännande 4.0 Internationell (CC BY 4.0)
{LICENCE}deed.sv

Du får kopiera, sprida, ändra och bygga vidare på uppgifterna. Ange «Se barnet», länka till posten och
till licensen, och säg om du har ändrat något. Du får inte ge sken av att Se barnet står bakom din version.

Citat ur källor (fältet seen), verkens namn och varumärken hör till sina ägare och omfattas inte.

{READ_FIRST}
"""


def open_data(catalogue: Catalogue, address: str) -> Iterator[tuple[str, str]]:
    """Yield every file of /data/, one at a time: all together they would outweigh the catalogue.

    Args:
        catalogue: everything the site is made from.
        address: the site's address, ending in ``/``.

    Yields:
        Path relative to the site's root, and text. JSON files hold one record a line, so that two versions
        can be compared.
    """
    yield "data/licens.txt", _LICENCE_TEXT
    lines: dict[str, list[str]] = {}
    for kind in KINDS:
        found = records(catalogue, kind, address)
        lines[kind.folder] = [to_json(record) for record in found]
        yield f"data/{kind.folder}.json", _one_kind(kind, lines[kind.folder], address)
        yield f"data/{kind.folder}.csv", table(kind, found)
        yield f"data/schema/{kind.folder}.schema.json", _indented(record_schema(catalogue, kind))
    words = _indented(_words(catalogue))
    yield "data/alla.json", _everything(lines, words, address)
    yield "data/vocabularies.json", words
    yield "data/dictionary.json", _indented(data_dictionary(catalogue))


def kept_from_robots(catalogue: Catalogue) -> list[str]:
    """Return the files that hold advice nobody has reviewed, which search engines must not list."""
    waiting = {
        item.kind.folder
        for item in catalogue.items.values()
        if item.listed and not item_may_spread(catalogue, item)
    }
    names = [f"data/{folder}.{ending}" for folder in sorted(waiting) for ending in ("csv", "json")]
    return ["data/alla.json", *names] if names else []


def _about(address: str) -> dict[str, str]:
    return {"name": "Se barnet", "address": address, "licence": LICENCE, "read_first": READ_FIRST}


def _one_kind(kind: Kind, lines: list[str], address: str) -> str:
    head = _about(address) | {
        "kind": kind.folder,
        "heading": kind.heading,
        "schema": f"{address}data/schema/{kind.folder}.schema.json",
    }
    return f'{to_json(head)[:-1]},\n"count": {len(lines)},\n"records": {_array(lines)}}}\n'


def _everything(lines: Mapping[str, list[str]], words: str, address: str) -> str:
    kinds = ",\n".join(f'"{folder}": {_array(found)}' for folder, found in lines.items())
    return (
        f'{to_json(_about(address))[:-1]},\n"vocabularies": {words.rstrip()},\n"records": {{\n{kinds}}}}}\n'
    )


def _array(lines: list[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _words(catalogue: Catalogue) -> dict[str, object]:
    return {
        name: {
            "title": file.title,
            "terms": [{"id": t.id, "label": t.label, "meaning": t.description} for t in file.terms],
        }
        for name, file in sorted(catalogue.vocabularies.items())
    }


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
