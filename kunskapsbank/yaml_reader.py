"""From YAML text to values as text, each with the line it stands on.

Nothing is converted here. YAML's own typing turns the telephone number ``0701234567`` into 117782903
and ``12:30`` into 750, so all values stay text and the schema converts them. The file is read as a
stream of parser events rather than composed into nodes: that is faster, keeps repeated keys, anchors
and tags visible, and a file of ten thousand brackets cannot exhaust the C stack.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kunskapsbank.problems import Problem
from kunskapsbank.yaml_errors import ParserError, explain, hint_for
from kunskapsbank.yaml_rules import RULES

Scalar: TypeAlias = str
Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Place: TypeAlias = tuple[str | int, ...]

# Deeper than any entry; keeps the recursive reader below far from Python's own limit.
MAX_DEPTH: Final = 12
# A field name longer than this is a sentence that happened to end with a colon.
MAX_KEY: Final = 100
# Nobody mends more than this in one go, and a file of nothing but faults must not hold up the others.
MAX_PROBLEMS: Final = 50

# Control characters, soft hyphen, zero-width space, direction marks, Unicode line ends (libyaml counts them
# as lines), BOM, and the replacement character of an earlier failed conversion. Emoji need U+200D: it stays.
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    r"\ud800-\udfff\ufeff\ufffd-\uffff]"
)
# What a typed YAML parser reads as «nothing»; the form editor writes it for an empty field.
EMPTY_WORDS: Final = frozenset({"", "~", "null", "Null", "NULL"})

_PLAIN = ("", None)
# The C events and the Python ones share their attributes, but the stubs know those only in part.
_Event: TypeAlias = Any
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def reading_problem(path: str, line: int, rule: str, found: str, hint: str = "") -> Problem:
    """Return the breach of a rule on reading (``yaml_rules.RULES``)."""
    return Problem(path, line, rule, "", RULES[rule].claim, found, hint)


def shown(text: str) -> str:
    """Return what was found, within quotation marks, short and with invisible characters named."""
    visible = INVISIBLE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text.strip(" ").replace("\t", "[tabb]"))
    return f"«{visible}»" if len(visible) <= 80 else f"«{visible[:79]}…»"


@lru_cache(maxsize=2048)  # a thousand files share a hundred field names
def _field_name(key: str) -> str | None:
    """Return the key in Unicode's composed form, or None when it cannot name a field."""
    plain = bool(key) and key == key.strip() and "\n" not in key and len(key) <= MAX_KEY
    return unicodedata.normalize("NFC", key) if plain and INVISIBLE.search(key) is None else None


class _StopReadingError(Exception):
    """The rest of the file would only repeat a problem, and libyaml takes minutes over endless brackets."""


class _Reader:
    """Build one document from parser events, and note every problem on the way.

    Recursive descent: each method takes the event that opens its part and eats events to the end of it.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.raw = text.split("\n")
        self.may_have_comments = "#" in text
        self.lines: dict[Place, int] = {(): 1}
        self.problems: list[Problem] = []
        self.last: _Event | None = None
        self.next: Any = _LOADER(text).get_event

    def read(self) -> dict[str, Node]:
        """Read the only document; what cannot be read is left out and noted in ``problems``."""
        data: Node = ""
        try:
            self.next()  # start of the stream
            event = self.next()
            if isinstance(event, DocumentStartEvent):
                data = self._top(self.next())
            elif not self.problems:
                self._note("Y13", 0)
        except _StopReadingError:
            pass
        except (yaml.YAMLError, ValueError) as error:
            self._note_parser_error(error)
        return data if isinstance(data, dict) else {}

    def _top(self, event: _Event) -> Node:
        if not isinstance(event, MappingStartEvent):
            self._note_wrong_top(event)
            return ""
        data = self._node(event, ())
        self.next()  # end of the document
        event = self.next()
        line = event.start_mark.line
        if isinstance(event, DocumentStartEvent):
            self._note("Y11", line)
        return data

    def _note_wrong_top(self, event: _Event) -> None:
        line = event.start_mark.line
        if not isinstance(event, ScalarEvent):
            self._node(event, ())
            if not self.problems:
                self._note("Y14", line)
        elif event.value == "" and event.style in _PLAIN and event.tag is None:
            self._note("Y13", 0)
        elif re.match(r"[\w-]+:\S", event.value):
            self._note("Y25", line)
        else:
            self.next()  # a fault in the lines that follow tells more than that this is a lone text
            self._note("Y14", line)

    def _node(self, event: _Event, place: Place) -> Node:
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            return self._text(event, place)
        line = event.start_mark.line
        if event.anchor is not None:  # an alias carries the name of its anchor
            self._note("Y08", line, place)
        if isinstance(event, AliasEvent):
            return ""
        if event.tag is not None:
            self._note("Y09", line, place)
        if isinstance(event, ScalarEvent):
            return self._text(event, place)
        if len(place) >= MAX_DEPTH:
            self._note("Y20", line, place)
            raise _StopReadingError
        if isinstance(event, SequenceStartEvent):
            return self._list(place)
        return self._mapping(place, in_flow=bool(event.flow_style))

    def _text(self, event: _Event, place: Place) -> str:
        self.last = event
        value: str = event.value
        if event.style == '"':
            value = self._escaped_text(value, event.start_mark.line, place)
        elif event.style in _PLAIN:
            if self.may_have_comments:
                self._check_comment(event, place)
            if event.end_mark.line > event.start_mark.line:
                self._check_swallowed_list(event, place)
            if value in EMPTY_WORDS:
                return ""
        return value

    def _escaped_text(self, value: str, line: int, place: Place) -> str:
        """Hold escaped characters to the same rules as characters written out."""
        if INVISIBLE.search(value):
            self._note("Y03", line, place)
        return unicodedata.normalize("NFC", value)

    def _check_comment(self, event: _Event, place: Place) -> None:
        end = event.end_mark
        rest = self.raw[end.line][end.column :] if end.line < len(self.raw) else ""
        if rest.lstrip().startswith("#"):
            self._note("Y15", end.line, place)

    def _check_swallowed_list(self, event: _Event, place: Place) -> None:
        """A list below a text that stands on the field's own line becomes part of that text."""
        for line in range(event.start_mark.line + 1, min(event.end_mark.line + 1, len(self.raw))):
            if self.raw[line].lstrip().startswith("- "):
                self._note("Y23", line, place, hint="Ska det vara en lista: ta bort texten efter kolonet.")
                return

    def _list(self, place: Place) -> list[Node]:
        items: list[Node] = []
        event = self.next()
        while not isinstance(event, SequenceEndEvent):
            here = (*place, len(items))
            self.lines[here] = event.start_mark.line + 1
            items.append(self._node(event, here))
            event = self.next()
        return items

    def _mapping(self, place: Place, *, in_flow: bool) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        event = self.next()
        while not isinstance(event, MappingEndEvent):
            key = self._key(event, place, in_flow=in_flow)
            line = event.start_mark.line
            here = (*place, key)
            if key in fields:
                hint = f"Fältet finns redan på rad {self.lines[here]}. Ta bort det ena."
                self._note("Y12", line, here, hint=hint)
            else:
                self.lines[here] = line + 1
            value = self._node(self.next(), here)
            fields.setdefault(key, value)
            event = self.next()
        return fields

    def _key(self, event: _Event, place: Place, *, in_flow: bool) -> str:
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            self.last = event
            name = _field_name(event.value)
            if name is not None and name != "<<":
                return name
        line = event.start_mark.line
        if isinstance(event, CollectionStartEvent):
            self._note("Y22" if in_flow else "Y21", line, place)
            raise _StopReadingError
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._note("Y08", line, place)
        elif event.tag is not None:
            self._note("Y09", line, place)
        self.last = event
        key: str = getattr(event, "value", "")
        if key == "<<" and event.style in _PLAIN:
            self._note("Y10", line, place)
        elif key != key.strip() and event.style in _PLAIN:
            self._note("Y04", line, place)
        elif _field_name(key) is None and not isinstance(event, AliasEvent):
            self._note("Y21", line, place)
        return unicodedata.normalize("NFC", key)

    def _note(self, rule: str, line: int, place: Place = (), *, hint: str = "") -> None:
        raw = self.raw[line] if line < len(self.raw) else ""
        field = ".".join(str(part) for part in place)
        hint = hint or hint_for(rule, raw)
        problem = Problem(self.path, line + 1, rule, field, RULES[rule].claim, _found(raw), hint)
        if problem not in self.problems:
            self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopReadingError

    def _note_parser_error(self, error: yaml.YAMLError | ValueError) -> None:
        said = _parser_error(error, self.last)
        told = explain(said, self.raw)
        if any(problem.line == told.line + 1 for problem in self.problems):
            return  # the parser stumbled over something that is already told in better words
        field = self._field_on(told.line, outermost=told.rule == "Y22")
        raw = self.raw[told.line] if told.line < len(self.raw) else ""
        claim = RULES[told.rule].claim
        self.problems.append(
            Problem(self.path, told.line + 1, told.rule, field, claim, _found(raw), told.hint)
        )

    def _field_on(self, line: int, *, outermost: bool) -> str:
        places = [place for place, known in self.lines.items() if known == line + 1 and place]
        place = places[0 if outermost else -1] if places else ()
        return ".".join(str(part) for part in place)


def _found(raw: str) -> str:
    return shown(raw) if raw.strip() else ""


def _parser_error(error: yaml.YAMLError | ValueError, last: _Event | None) -> ParserError:
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    return ParserError(
        problem=str(getattr(error, "problem", None) or error),
        context=str(getattr(error, "context", None) or ""),
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        context_line=context_mark.line if context_mark else 0,
        quoted_from=last.start_mark.line if last is not None and last.style in ('"', "'") else None,
    )


def parse(name: str, text: str) -> tuple[dict[str, Node], dict[Place, int], list[Problem]]:
    """Read YAML.

    Args:
        name: the file's path from the repository's root, for problems.
        text: its content, or a page's front matter under one empty line.

    Returns:
        The fields, the 1-based line of every key and list item by place, and what is wrong. The fields may
        only be used when nothing is wrong.
    """
    first = re.search(r"^[^#\s].*$", text, re.MULTILINE)
    if first and first[0].startswith("%"):
        line = text.count("\n", 0, first.start()) + 1
        found = shown(first[0])
        return {}, {}, [reading_problem(name, line, "Y28", found, hint="Ta bort raden.")]
    reader = _Reader(name, text)
    data = reader.read()
    return data, reader.lines, reader.problems
