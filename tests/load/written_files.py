"""Files written by a test and read at once, those without faults and those with."""

from __future__ import annotations

from pathlib import Path

from kunskapsbank.load import Document, read_page, read_yaml
from kunskapsbank.problems import Problem


def read(folder: Path, text: str | bytes, name: str = "x.yml") -> Document | list[Problem]:
    """Write a file in ``folder`` and return what reading it gives; a name that ends with .md is a page's."""
    raw = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(raw)
    reader = read_page if name.endswith(".md") else read_yaml
    return reader(folder, Path(name))


def good(folder: Path, text: str | bytes, name: str = "x.yml") -> Document:
    """Return the document that a file without faults gives."""
    document = read(folder, text, name)
    assert isinstance(document, Document), document
    return document


def bad(folder: Path, text: str | bytes, name: str = "x.yml") -> list[tuple[str, int]]:
    """Return the rules that a file breaks, each with the line that is told."""
    problems = read(folder, text, name)
    assert isinstance(problems, list), problems
    return [(problem.rule, problem.line) for problem in problems]
