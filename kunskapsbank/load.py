"""Read the editors' files: bytes to text, text to a document, and what may not lie in a folder at all."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from kunskapsbank.problems import Problem
from kunskapsbank.yaml_reader import INVISIBLE, MAX_PROBLEMS, Node, Place, parse, reading_problem, shown

# An entry is a few kB. 200 kB leaves room for the table of 290 municipalities and stops exports and pictures.
MAX_BYTES: Final = 200_000

ID_PATTERN: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Endings that engines take for pages; ours is the first.
PAGE_ENDINGS: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# What stands in docs/ beside pages: looks, scripts and pictures in their folder, and the app's description.
_BESIDE_PAGES: Final = re.compile(r"assets/.+\.(css|js|png|jpg|webp|svg)|manifest\.webmanifest")
_PAGE_NAME: Final = re.compile(rf"({ID_PATTERN.pattern}/)*{ID_PATTERN.pattern}\.md")
# Files that operating systems and Git put into folders by themselves.
IGNORED_NAMES: Final = frozenset({".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Document:
    """One file as read.

    Attributes:
        path: POSIX path relative to the repository root.
        data: the fields; every scalar is text, an empty one or a plain ``null`` is "".
        lines: 1-based line of every key and list item by place, for example ``("evidence", 0, "source")``.
        body: Markdown after the front matter of a hand-written page, else "".
        body_line: 1-based line on which the body begins.
        digest: stands for the path and the fields as they are written, so that two readings can be compared.
    """

    path: str
    data: dict[str, Node]
    lines: Mapping[Place, int]
    body: str = ""
    body_line: int = 1
    digest: str = ""

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


def _relative(root: Path, path: Path) -> str:
    return (root / path).relative_to(root).as_posix()


def _not_a_plain_file(name: str, path: Path, mode: int) -> Problem | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISLNK(mode):
        return reading_problem(name, 1, "Y17", f"en länk till «{path.readlink()}»")
    kind = "en mapp" if stat.S_ISDIR(mode) else "något som varken är en fil eller en mapp"
    return reading_problem(name, 1, "Y18", kind)


def _read_bytes(name: str, path: Path) -> bytes | Problem:
    try:
        # One question to the system for each file: with a thousand files every question counts.
        status = os.lstat(path)
        unfit = _not_a_plain_file(name, path, status.st_mode)
        if unfit is not None:
            return unfit
        if status.st_size > MAX_BYTES:
            size = f"{status.st_size // 1000} kB"
            return reading_problem(name, 1, "Y16", size, hint="Dela texten på flera poster.")
        return path.read_bytes()
    except FileNotFoundError:
        return reading_problem(name, 1, "Y19", "filen finns inte")
    except OSError:
        return reading_problem(name, 1, "Y19", "filen gick inte att öppna", hint="Se vem som får läsa den.")


def _decode(name: str, raw: bytes) -> str | list[Problem]:
    """Turn bytes into NFC text with plain line ends, or tell why they are not such a text."""
    save = "Välj «Spara som» i din redigerare och kodningen UTF-8."
    if raw.startswith(b"\xef\xbb\xbf"):
        return [reading_problem(name, 1, "Y02", "BOM först i filen", hint=save + " Inte «UTF-8 med BOM».")]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [reading_problem(name, 1, "Y01", "UTF-16 («Unicode» i Anteckningar)", hint=save)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        row = raw.split(b"\n")[line - 1].decode("cp1252", errors="replace").replace("\ufffd", "?")
        found = f"byte {error.start + 1} i filen är 0x{raw[error.start]:02X}, på raden {shown(row)}"
        return [reading_problem(name, line, "Y01", found=found, hint=save)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _invisible(name, text) or unicodedata.normalize("NFC", text)


def _invisible(name: str, text: str) -> list[Problem]:
    if INVISIBLE.search(text) is None:
        return []
    problems = []
    for number, row in enumerate(text.split("\n"), start=1):
        match = INVISIBLE.search(row)
        if match:
            found = f"U+{ord(match[0]):04X} som tecken {match.start() + 1} på raden {shown(row)}"
            hint = "Ta bort tecknet, eller skriv om ordet för hand."
            problems.append(reading_problem(name, number, "Y03", found, hint))
    return problems[:MAX_PROBLEMS]


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
    data, lines, problems = parse(name, text)
    return problems or Document(name, data, lines, digest=_digest(name, text))


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
    raw = _read_bytes(name, path)
    return [raw] if isinstance(raw, Problem) else _page_document(name, raw)


@lru_cache(maxsize=1024)
def _page_document(name: str, raw: bytes) -> Document | list[Problem]:
    text = _decode(name, raw)
    if isinstance(text, list):
        return text
    rows = text.split("\n")
    if rows[0].rstrip() != "---":
        found = shown(rows[0]) if rows[0].strip() else ""
        return [reading_problem(name, 1, "Y29", found, hint="Se mallen för sidor.")]
    end = next((at for at, row in enumerate(rows) if at and row.rstrip() == "---"), None)
    if end is None:
        return [reading_problem(name, 1, "Y30", "", hint="Sätt en rad --- mellan fälten och texten.")]
    # The empty first row stands for the opening line, so that the parser counts lines as the file does.
    front, body = "\n".join(["", *rows[1:end]]), "\n".join(rows[end + 1 :])
    data, lines, problems = parse(name, front)
    return problems or Document(name, data, lines, body, end + 2, _digest(name, front))


def _digest(name: str, fields: str) -> str:
    return sha256(f"{name}\0{fields}".encode()).hexdigest()


def _name_problems(name: str, path: Path, suffix: str) -> list[Problem]:
    problems = []
    if path.suffix != suffix:
        hint = f"Byt namn till {path.stem}{suffix}"
        problems.append(reading_problem(name, 1, "Y31", shown(path.name), hint))
    if not ID_PATTERN.fullmatch(path.stem):
        hint = "Byt å och ä mot a, ö mot o och mellanslag mot bindestreck."
        problems.append(reading_problem(name, 1, "Y33", shown(path.name), hint))
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
            problems.append(reading_problem(_relative(root, path), 1, "Y33", shown(address), hint))
        elif (
            path.suffix.lower() not in PAGE_ENDINGS
            and path.is_file()
            and not _BESIDE_PAGES.fullmatch(address)
        ):
            hint = "Skriv texten som en sida (.md). Lägg bilder i docs/assets/img/."
            problems.append(reading_problem(_relative(root, path), 1, "Y34", shown(address), hint))
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
        return [], [reading_problem(_relative(root, folder), 1, rule, shown(folder.name))]
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
                problems.append(reading_problem(name, 1, "Y32", shown(path.name), hint))
            continue
        problems += _name_problems(name, path, suffix)
        result = read(name, path)
        if isinstance(result, Document):
            documents.append(result)
        else:
            problems += result
    return documents, sorted(problems)
