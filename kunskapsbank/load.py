"""Read the editors' files: every value as text, with the line it stands on.

Nothing is converted here. YAML's own typing turns the telephone number ``0701234567`` into 117782903
and ``12:30`` into 750, so all values stay text and the schema converts them. The file is read as a
stream of parser events rather than composed into nodes: that is faster, keeps repeated keys, anchors
and tags visible, and a file of ten thousand brackets cannot exhaust the C stack.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from kunskapsbank.problems import Problem
from kunskapsbank.yaml_errors import RULES, ParserError, explain, hint_for

Scalar: TypeAlias = str
Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Place: TypeAlias = tuple[str | int, ...]

# An entry is a few kB. 200 kB leaves room for the table of 290 municipalities and stops exports and pictures.
MAX_BYTES: Final = 200_000
# Deeper than any entry; keeps the recursive reader below far from Python's own limit.
MAX_DEPTH: Final = 12
# A field name longer than this is a sentence that happened to end with a colon.
MAX_KEY: Final = 100
# Nobody mends more than this in one go, and a file of nothing but faults must not hold up the others.
MAX_PROBLEMS: Final = 50

ID_PATTERN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Control characters, soft hyphen, zero-width space, direction marks, Unicode line ends (libyaml counts them
# as lines), BOM, and the replacement character of an earlier failed conversion. Emoji need U+200D: it stays.
INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    r"\ud800-\udfff\ufeff\ufffd-\uffff]"
)
# What a typed YAML parser reads as «nothing»; the form editor writes it for an empty field.
EMPTY_WORDS: Final = frozenset({"", "~", "null", "Null", "NULL"})
# Endings that engines take for pages; ours is the first.
PAGE_ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# What stands in docs/ beside pages: looks, scripts and pictures in their folder, and the app's description.
_BESIDE_PAGES: Final = re.compile(r"assets/.+\.(css|js|png|jpg|webp|svg)|manifest\.webmanifest")
_PAGE_NAME: Final = re.compile(rf"({ID_PATTERN.pattern}/)*{ID_PATTERN.pattern}\.md")
# Files that operating systems and Git put into folders by themselves.
IGNORED_NAMES: Final = frozenset({".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini"})

_PLAIN = ("", None)
# The C events and the Python ones share their attributes, but the stubs know those only in part.
_Event: TypeAlias = Any
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Document:
    """One file as read.

    Attributes:
        path: POSIX path relative to the repository root.
        data: the fields; every scalar is text, an empty one or a plain ``null`` is "".
        lines: 1-based line of every key and list item by place, for example ``("evidence", 0, "source")``.
        body: Markdown after the front matter of a hand-written page, else "".
        body_line: 1-based line on which the body begins.
    """

    path: str
    data: dict[str, Node]
    lines: Mapping[Place, int]
    body: str = ""
    body_line: int = 1

    def line(self, *place: str | int) -> int:
        """Tell on which line a field stands.

        Args:
            place: keys and list positions from the top, for example ``"evidence", 0, "source"``.

        Returns:
            1-based line of the field, or of its nearest ancestor that is in the file.
        """
        for length in range(len(place), -1, -1):
            known = self.lines.get(place[:length])
            if known is not None:
                return known
        return 1


def _problem(path: str, line: int, rule: str, found: str, hint: str = "") -> Problem:
    return Problem(path, line, rule, "", RULES[rule].claim, found, hint)


def _shown(text: str) -> str:
    visible = INVISIBLE.sub(lambda match: f"[U+{ord(match[0]):04X}]", text.strip(" ").replace("\t", "[tabb]"))
    return f"«{visible}»" if len(visible) <= 80 else f"«{visible[:79]}…»"


@lru_cache(maxsize=2048)  # a thousand files share a hundred field names
def _fits_as_key(key: str) -> bool:
    plain = bool(key) and key == key.strip() and "\n" not in key and len(key) <= MAX_KEY
    return plain and INVISIBLE.search(key) is None


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
            if isinstance(event, yaml.DocumentStartEvent):
                data = self._top(self.next())
            elif not self.problems:
                self._note("Y13", 0)
        except _StopReadingError:
            pass
        except (yaml.YAMLError, ValueError) as error:
            self._note_parser_error(error)
        return data if isinstance(data, dict) else {}

    def _top(self, event: _Event) -> Node:
        if not isinstance(event, yaml.MappingStartEvent):
            self._note_wrong_top(event)
            return ""
        data = self._node(event, ())
        self.next()  # end of the document
        event = self.next()
        line = event.start_mark.line
        if isinstance(event, yaml.DocumentStartEvent):
            self._note("Y11", line)
        return data

    def _note_wrong_top(self, event: _Event) -> None:
        line = event.start_mark.line
        if not isinstance(event, yaml.ScalarEvent):
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
        line = event.start_mark.line
        if event.anchor is not None:  # an alias carries the name of its anchor
            self._note("Y08", line, place)
        if isinstance(event, yaml.AliasEvent):
            return ""
        if event.tag is not None:
            self._note("Y09", line, place)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, place)
        if len(place) >= MAX_DEPTH:
            self._note("Y20", line, place)
            raise _StopReadingError
        if isinstance(event, yaml.SequenceStartEvent):
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
        while not isinstance(event, yaml.SequenceEndEvent):
            here = (*place, len(items))
            self.lines[here] = event.start_mark.line + 1
            items.append(self._node(event, here))
            event = self.next()
        return items

    def _mapping(self, place: Place, *, in_flow: bool) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        event = self.next()
        while not isinstance(event, yaml.MappingEndEvent):
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
        line = event.start_mark.line
        if isinstance(event, yaml.CollectionStartEvent):
            self._note("Y22" if in_flow else "Y21", line, place)
            raise _StopReadingError
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._note("Y08", line, place)
        elif event.tag is not None:
            self._note("Y09", line, place)
        self.last = event
        key: str = getattr(event, "value", "")
        if key == "<<" and event.style in _PLAIN:
            self._note("Y10", line, place)
        elif key != key.strip() and event.style in _PLAIN:
            self._note("Y04", line, place)
        elif not _fits_as_key(key) and not isinstance(event, yaml.AliasEvent):
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
    return _shown(raw) if raw.strip() else ""


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


def _relative(root: Path, path: Path) -> str:
    return (root / path).relative_to(root).as_posix()


def _not_a_plain_file(name: str, path: Path, mode: int) -> Problem | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return _problem(name, 1, "Y17", f"en länk till «{path.readlink()}»")
    kind = "en mapp" if stat.S_ISDIR(mode) else "något som varken är en fil eller en mapp"
    return _problem(name, 1, "Y18", kind)


def _read_bytes(name: str, path: Path) -> bytes | Problem:
    try:
        # One question to the system for each file: with a thousand files every question counts.
        status = os.lstat(path)
        unfit = _not_a_plain_file(name, path, status.st_mode)
        if unfit is not None:
            return unfit
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size // 1000} kB"
            return _problem(name, 1, "Y16", size, hint="Dela texten på flera poster.")
        return path.read_bytes()
    except FileNotFoundError:
        return _problem(name, 1, "Y19", "filen finns inte")
    except OSError:
        return _problem(name, 1, "Y19", "filen gick inte att öppna", hint="Se vem som får läsa den.")


def _decode(name: str, raw: bytes) -> str | list[Problem]:
    """Turn bytes into NFC text with plain line ends, or tell why they are not such a text."""
    save = "Välj «Spara som» i din redigerare och kodningen UTF-8."
    if raw.startswith(b"\xef\xbb\xbf"):
        return [_problem(name, 1, "Y02", "BOM först i filen", hint=save + " Inte «UTF-8 med BOM».")]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [_problem(name, 1, "Y01", "UTF-16 («Unicode» i Anteckningar)", hint=save)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        row = raw.split(b"\n")[line - 1].decode("cp1252", errors="replace").replace("\ufffd", "?")
        found = f"byte {error.start + 1} i filen är 0x{raw[error.start]:02X}, på raden {_shown(row)}"
        return [_problem(name, line, "Y01", found=found, hint=save)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _invisible(name, text) or unicodedata.normalize("NFC", text)


def _invisible(name: str, text: str) -> list[Problem]:
    if INVISIBLE.search(text) is None:
        return []
    problems = []
    for number, row in enumerate(text.split("\n"), start=1):
        match = INVISIBLE.search(row)
        if match:
            found = f"U+{ord(match[0]):04X} som tecken {match.start() + 1} på raden {_shown(row)}"
            hint = "Ta bort tecknet, eller skriv om ordet för hand."
            problems.append(_problem(name, number, "Y03", found, hint))
    return problems[:MAX_PROBLEMS]


def _read_text(name: str, path: Path) -> str | list[Problem]:
    raw = _read_bytes(name, path)
    return [raw] if isinstance(raw, Problem) else _decode(name, raw)


def _parse(name: str, text: str) -> tuple[dict[str, Node], dict[Place, int], list[Problem]]:
    first = re.search(r"^[^#\s].*$", text, re.MULTILINE)
    if first and first[0].startswith("%"):
        line = text.count("\n", 0, first.start()) + 1
        found = _shown(first[0])
        return {}, {}, [_problem(name, line, "Y28", found, hint="Ta bort raden.")]
    reader = _Reader(name, text)
    data = reader.read()
    return data, reader.lines, reader.problems


def read_yaml(root: Path, path: Path) -> Document | list[Problem]:
    """Read one YAML file.

    Args:
        root: the repository root.
        path: the file, absolute below ``root`` or relative to it.

    Returns:
        The document, or every problem that could be found in the file (never both, never none).

    Raises:
        ValueError: if the path lies outside the root.
    """
    return _read_yaml(_relative(root, path), root / path)


def _read_yaml(name: str, path: Path) -> Document | list[Problem]:
    raw = _read_bytes(name, path)
    return [raw] if isinstance(raw, Problem) else _document(name, raw)


# While serving, all files but the saved one are as they were; nobody changes a document that was read.
@lru_cache(maxsize=16_384)
def _document(name: str, raw: bytes) -> Document | list[Problem]:
    text = _decode(name, raw)
    if isinstance(text, list):
        return text
    data, lines, problems = _parse(name, text)
    return problems or Document(name, data, lines)


def read_page(root: Path, path: Path) -> Document | list[Problem]:
    """Read one hand-written page: YAML front matter between ``---`` lines, then Markdown.

    Args:
        root: the repository root.
        path: the file, absolute below ``root`` or relative to it.

    Returns:
        The document with its body, or every problem found; all line numbers are those of the file.

    Raises:
        ValueError: if the path lies outside the root.
    """
    return _read_page(_relative(root, path), root / path)


def _read_page(name: str, path: Path) -> Document | list[Problem]:
    text = _read_text(name, path)
    if isinstance(text, list):
        return text
    rows = text.split("\n")
    if rows[0].rstrip() != "---":
        return [_problem(name, 1, "Y29", _found(rows[0]), hint="Se mallen för sidor.")]
    end = next((at for at, row in enumerate(rows) if at and row.rstrip() == "---"), None)
    if end is None:
        return [_problem(name, 1, "Y30", "", hint="Sätt en rad --- mellan fälten och texten.")]
    # The empty first row stands for the opening line, so that the parser counts lines as the file does.
    data, lines, problems = _parse(name, "\n".join(["", *rows[1:end]]))
    return problems or Document(name, data, lines, body="\n".join(rows[end + 1 :]), body_line=end + 2)


def _name_problems(name: str, path: Path, suffix: str) -> list[Problem]:
    problems = []
    if path.suffix != suffix:
        hint = f"Byt namn till {path.stem}{suffix}"
        problems.append(_problem(name, 1, "Y31", _shown(path.name), hint))
    if not ID_PATTERN.fullmatch(path.stem):
        hint = "Byt å och ä mot a, ö mot o och mellanslag mot bindestreck."
        problems.append(_problem(name, 1, "Y33", _shown(path.name), hint))
    return problems


def page_name_problems(root: Path, docs: Path) -> list[Problem]:
    """Tell which files among the hand-written pages cannot be published.

    ``Skola.md`` and ``skola.md`` are one file on some systems and two on others. A ready-made HTML page would
    be published as it stands, past every rule, with scripts that the security policy then allows.

    Args:
        root: the repository root.
        docs: the folder of pages; one that does not exist has no pages.

    Returns:
        One problem for each such file, sorted.
    """
    problems = []
    for path in sorted(docs.rglob("*")):
        address = path.relative_to(docs).as_posix()
        if path.suffix.lower() in PAGE_ENDINGS and not _PAGE_NAME.fullmatch(address):
            hint = "Byt å och ä mot a, ö mot o och mellanslag mot bindestreck. En sidas namn slutar på .md."
            problems.append(_problem(_relative(root, path), 1, "Y33", _shown(address), hint))
        elif (
            path.suffix.lower() not in PAGE_ENDINGS
            and path.is_file()
            and not _BESIDE_PAGES.fullmatch(address)
        ):
            hint = "Skriv texten som en sida (.md). Lägg bilder i docs/assets/img/."
            problems.append(_problem(_relative(root, path), 1, "Y34", _shown(address), hint))
    return problems


def _file_name(path: Path) -> str:
    return path.name


def _is_entry(path: Path, suffix: str) -> bool:
    return path.suffix.lower() in (".yml", ".yaml") if suffix == ".yml" else path.suffix == suffix


def read_folder(root: Path, folder: Path, *, suffix: str = ".yml") -> tuple[list[Document], list[Problem]]:
    """Read every file of one folder; folders inside it are not entered.

    Args:
        root: the repository root.
        folder: the folder, absolute below ``root`` or relative to it. One that does not exist is empty.
        suffix: ``.yml`` for entries, ``.md`` for pages. A folder of entries may hold nothing else; a folder
            of pages may hold pictures and folders too.

    Returns:
        The documents that could be read, sorted by file name, and all problems, sorted. A file with a bad
        name is still read, so that its editor sees all its problems at once.

    Raises:
        ValueError: if the folder lies outside the root.
    """
    folder = root / folder
    documents: list[Document] = []
    problems: list[Problem] = []
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        rule = "Y17" if folder.is_symlink() else "Y32"
        return [], [_problem(_relative(root, folder), 1, rule, _shown(folder.name))]
    read = _read_page if suffix == ".md" else _read_yaml
    # Not asked for each file: a relative path costs as much as reading it.
    inside = "" if folder == root else f"{_relative(root, folder)}/"
    for path in sorted(folder.iterdir(), key=_file_name) if folder.exists() else []:
        if path.name in IGNORED_NAMES:
            continue
        name = f"{inside}{path.name}"
        if not _is_entry(path, suffix):
            if suffix == ".yml":
                hint = "Flytta filen, eller ta bort den."
                problems.append(_problem(name, 1, "Y32", _shown(path.name), hint))
            continue
        problems += _name_problems(name, path, suffix)
        result = read(name, path)
        if isinstance(result, Document):
            documents.append(result)
        else:
            problems += result
    return documents, sorted(problems)
