"""A repository as it stands: its files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Problem, has_errors
from tests.good_site import TODAY


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def errors(root: Path) -> list[Problem]:
    problems = assemble(root, TODAY, SIGNATURES)[1]
    return [problem for problem in problems if has_errors([problem])]
