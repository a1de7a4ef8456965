"""What ``scripts/new.py`` asks: only what the schema requires, with its Swedish labels, help and choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kunskapsbank.load import Document
from kunskapsbank.problems import Problem
from kunskapsbank.schema.fields import Vocabulary
from kunskapsbank.schema.kinds import BY_FOLDER, BY_NAME, KINDS, Kind, field_order
from kunskapsbank.schema.pages import Term, VocabularyFile
from kunskapsbank.schema.walk import field_markers, parts_in
from kunskapsbank.validation import nearest, validate
from kunskapsbank.yaml_reader import Node

Vocabularies = Mapping[str, VocabularyFile]
# Not required by the form of a source reference, but rule R17 wants the key words.
_ASKED_TOO: Final = "seen"

Read = Callable[[str], str]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Question:
    """One field to ask for.

    Attributes:
        key: the field's key in the file.
        label: Swedish name.
        help: Swedish, what to write.
        example: an answer that passes; empty when none can be shown on a line.
        many: several answers, one a line.
        choices: the words to choose among; empty when any text will do.
        inside: questions for the fields below this one; then this one has no answer of its own.
    """

    key: str
    label: str
    help: str
    example: str
    many: bool
    choices: tuple[Term, ...]
    inside: tuple[Question, ...] = ()


def find_kind(name: str) -> Kind | None:
    """Return the kind that an editor names: book, books or bok."""
    wanted = name.lower()
    swedish = {kind.singular.lower(): kind for kind in KINDS}
    return BY_NAME.get(wanted) or BY_FOLDER.get(wanted) or swedish.get(wanted)


def question(model: type[BaseModel], key: str, vocabularies: Vocabularies) -> Question:
    """Return the question for one field of ``model``."""
    name, info = next((n, i) for n, i in model.model_fields.items() if key in (n, i.alias))
    part = next(parts_in(info.annotation), None)
    return Question(
        key=key,
        label=info.title or key,
        help=info.description or "",
        example=_example(info) if part is None else "",
        many=get_origin(info.annotation) is tuple,
        choices=_choices(model, name, vocabularies),
        inside=tuple(_inside(part, vocabularies)) if part else (),
    )


def required_questions(kind: Kind, known: Mapping[str, Node], vocabularies: Vocabularies) -> list[Question]:
    """Return a question for each required field whose value is not ``known``, in the order of the file."""
    return [
        question(kind.model, key, vocabularies)
        for key in field_order(kind.model)
        if key not in known and _required(kind.model, key)
    ]


def _required(model: type[BaseModel], key: str) -> bool:
    return any(i.is_required() for n, i in model.model_fields.items() if key in (n, i.alias))


def _inside(part: type[BaseModel], vocabularies: Vocabularies) -> Iterator[Question]:
    """Ask for what a part requires; where nothing is required, for all of it."""
    keys = [info.alias or name for name, info in part.model_fields.items()]
    must = [key for key in keys if _required(part, key) or key == _ASKED_TOO]
    for key in must or keys:
        yield question(part, key, vocabularies)


def _choices(model: type[BaseModel], name: str, vocabularies: Vocabularies) -> tuple[Term, ...]:
    markers = (marker for marker in field_markers(model, name) if isinstance(marker, Vocabulary))
    marker = next(markers, None)
    return vocabularies[marker.name].terms if marker else ()


def _example(info: FieldInfo) -> str:
    value = (info.examples or [""])[0]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def ask(asked: Question, read: Read, say: Say) -> Node:
    """Ask until the answer can be used.

    Args:
        asked: the question.
        read: shows a prompt and returns one line.
        say: shows a line.

    Returns:
        Text, a list of texts or fields; empty where the editor had no answer, which the check may object to.
    """
    say("")
    say(f"{asked.label}. {asked.help}" + (f" Exempel: {asked.example}" if asked.example else ""))
    if asked.inside:
        fields = {below.key: ask(below, read, say) for below in asked.inside}
        filled = {key: value for key, value in fields.items() if value}
        return [filled] if asked.many and filled else filled
    for number, term in enumerate(asked.choices, start=1):
        say(f"  {number}. {term.label}: {term.description}")
    if not asked.many:
        return _one(asked, read, say)
    say("Skriv en på varje rad. En tom rad avslutar.")
    answers: list[Node] = []
    while answer := _one(asked, read, say):
        answers.append(answer)
    return answers


def _one(asked: Question, read: Read, say: Say) -> str:
    while True:
        answer = read("> ").strip()
        if not answer or not asked.choices:
            return answer
        if chosen := _chosen(asked.choices, answer):
            return chosen
        say(f"«{answer}» finns inte i listan. {nearest(answer, [t.label for t in asked.choices])}")


def _chosen(choices: tuple[Term, ...], answer: str) -> str:
    """Return the id of the term that the answer names by number, id or label; empty when none does."""
    if answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1].id
    wanted = answer.casefold()
    return next((t.id for t in choices if wanted in (t.id, t.label.casefold())), "")


def form_problems(kind: Kind, key: str, value: Node) -> list[Problem]:
    """Return what is wrong with the form of one answer, so that it can be asked for again at once."""
    document = Document(f"data/{kind.folder}/ny.yml", {key: value}, {})
    checked = validate(document, kind.model)
    if not isinstance(checked, list):
        return []
    return [problem for problem in checked if problem.field.split(".")[0] == key]
