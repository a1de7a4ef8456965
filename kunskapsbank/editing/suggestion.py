"""From a filled-in resource form to a valid entry, or to a Swedish answer about what is missing.

The text comes from anyone. It is split at the form's own headings and put into fields as text; it is never
run, never becomes part of a path, and is never repeated in the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.forms import (
    NO_SORT,
    PROMISE_LABEL,
    RESOURCE_KINDS,
    SORTS,
    WARNING,
    Field,
    resource_fields,
    sort_label,
)
from kunskapsbank.editing.identity import place_of, suggest_id
from kunskapsbank.editing.new_entry import NewEntry, compose, given_fields, problems_with
from kunskapsbank.editing.twins import Twin, find_twins, read_left_out
from kunskapsbank.problems import Problem, has_errors
from kunskapsbank.schema.kinds import Kind
from kunskapsbank.yaml_reader import Node

# The Git host's own limit for a text is 65,536 characters.
MAX_BODY: Final = 70_000
_EMPTY: Final = frozenset({"", "_No response_", NO_SORT})
_TICKED: Final = re.compile(r"- \[[xX]\] (.+)")
_AGES: Final = re.compile(r"(\d{1,2})(?:\s*(?:-|–|till)\s*(\d{1,2}))?(?:\s*år)?")
# What comes from one answer as it stands; the others are put together below.
_MADE: Final = frozenset({"audiences", "creators", "owner", "kind", "ages"})
# A help line rests on a source and a checked number (rules R13 and R17), which a form cannot give.
_BY_EDITORS: Final = frozenset({"helpline"})
# Which question an editor must look at when a field of the entry has a problem.
_ASKED_AS: Final = {
    "title": "titel",
    "summary": "sammanfattning",
    "url": "adress",
    "creators": "av",
    "owner": "av",
    "kind": "sort",
    "year": "ar",
    "isbn": "isbn",
    "audiences": "malgrupp",
    "ages": "alder",
    "when_to_use": "nar",
    "when_not": "nar_inte",
    "offers": "hittar",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a suggestion.

    Attributes:
        entry: the entry to propose, or None.
        missing: Swedish lines, what to mend. Empty with no entry means that the editors do it by hand.
        twins: what may be the same thing.
    """

    entry: NewEntry | None
    missing: tuple[str, ...] = ()
    twins: tuple[Twin, ...] = ()


def is_resource_form(body: str) -> bool:
    """Tell whether a text was made by the resource form: it asks for «Slag» right after the box."""
    headings = re.findall(r"^### (.+?)\s*$", body[:MAX_BODY], re.MULTILINE)
    return headings[:2] == [PROMISE_LABEL, "Slag"]


def read_suggestion(root: Path, catalogue: Catalogue, body: str) -> Outcome:
    """Return the entry that a filled-in form describes, or what is missing.

    Args:
        root: the repository's root; only read here.
        catalogue: everything that is here already, with today's date.
        body: the text that the form made.
    """
    if len(body) > MAX_BODY:
        return Outcome(None, ("Texten är för lång. En post är några meningar.",))
    fields = resource_fields(catalogue.vocabularies)
    answers = _answers(body, fields)
    if not _TICKED.search(answers.get("lofte", "")):
        return Outcome(None, (f"Kryssa i rutan under «{PROMISE_LABEL}». {WARNING}.",))
    kind = next((kind for kind in RESOURCE_KINDS if kind.singular == answers.get("slag")), None)
    if kind is None:
        known = ", ".join(kind.singular for kind in RESOURCE_KINDS)
        return Outcome(None, (f"Välj slag: {known}.",))
    if kind.name in _BY_EDITORS:
        return Outcome(None)
    return _checked(root, catalogue, kind, answers)


def _answers(body: str, fields: Iterable[Field]) -> dict[str, str]:
    """Split a text at the form's own headings; a heading that comes again belongs to the answer before it."""
    ids = {PROMISE_LABEL: "lofte", **{field.label: field.id for field in fields}}
    lines: dict[str, list[str]] = {}
    current = ""
    for line in body.replace("\r\n", "\n").split("\n"):
        heading = line[4:].strip() if line.startswith("### ") else ""
        if heading in ids and ids[heading] not in lines:
            current = ids[heading]
            lines[current] = []
        elif current:
            lines[current].append(line)
    texts = {key: "\n".join(rows).strip() for key, rows in lines.items()}
    return {key: "" if text in _EMPTY else text for key, text in texts.items()}


def _checked(root: Path, catalogue: Catalogue, kind: Kind, answers: Mapping[str, str]) -> Outcome:
    fields = {**given_fields(kind, catalogue.today), "status": "utkast", **_fields(kind, answers, catalogue)}
    if answers.get("alder") and "ages" not in fields:
        return Outcome(None, ("**Barnets ålder**: Skriv hela år, till exempel 6–12.",))
    identity = _free_id(root, kind, answers)
    if identity is None:
        return Outcome(
            None, ("**Titel**: En post med det namnet finns redan, eller så saknar titeln bokstäver a–ö.",)
        )
    entry = compose(kind, identity, fields)
    problems = problems_with(catalogue, entry)
    if has_errors(problems):
        labels = {field.id: field.label for field in resource_fields(catalogue.vocabularies)}
        return Outcome(None, tuple(dict.fromkeys(_line(problem, labels) for problem in problems)))
    twins = find_twins(catalogue, kind, fields, read_left_out(root))
    return Outcome(entry, twins=tuple(twins))


def _free_id(root: Path, kind: Kind, answers: Mapping[str, str]) -> str | None:
    """Return the id that the title suggests, with the year when it is taken; None if neither is free."""
    title = answers.get("titel", "")
    for words in (title, f"{title} {answers.get('ar', '')}"):
        identity = suggest_id(words)
        if identity and not place_of(root, kind, identity).exists():
            return identity
    return None


def _fields(kind: Kind, answers: Mapping[str, str], catalogue: Catalogue) -> dict[str, Node]:
    """Return the answers as fields of the kind; what the kind has no field for is left out."""
    found: dict[str, Node] = dict(_plain_fields(answers))
    found["audiences"] = _audiences(answers.get("malgrupp", ""), catalogue)
    found["creators"] = [line.strip("- ") for line in answers.get("av", "").split("\n") if line.strip("- ")]
    found["owner"] = " ".join(answers.get("av", "").split())
    found["kind"] = _sort(kind, answers.get("sort", ""), catalogue)
    if ages := _AGES.fullmatch(answers.get("alder", "")):
        found["ages"] = {"from": str(int(ages[1])), "to": str(int(ages[2] or ages[1]))}
    return {key: value for key, value in found.items() if value and key in kind.model.model_fields}


def _plain_fields(answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, asked in _ASKED_AS.items():
        # Summaries and the like are one paragraph; a line break would only show up in the file.
        if key not in _MADE:
            yield key, " ".join(answers.get(asked, "").split())


def _audiences(text: str, catalogue: Catalogue) -> list[Node]:
    ticked = _TICKED.findall(text)
    return [term.id for term in catalogue.vocabularies["audiences"].terms if term.label in ticked]


def _sort(kind: Kind, chosen: str, catalogue: Catalogue) -> str:
    if kind.name not in SORTS:
        return ""
    terms = catalogue.vocabularies[SORTS[kind.name]].terms
    return next((term.id for term in terms if sort_label(kind, term.label) == chosen), "")


def _line(problem: Problem, labels: Mapping[str, str]) -> str:
    """Return how it should be, under the question's own name. What was found is not repeated."""
    asked = _ASKED_AS.get(problem.field.split(".")[0], "")
    name = labels.get(asked, "Texten")
    return f"**{name}**: {problem.expected}"
