"""Whatever is wrong, each problem is told in Swedish."""

from __future__ import annotations

from collections.abc import Sequence

from kunskapsbank.problems import Problem, format_report, github_annotations, markdown_summary
from tests.swedish import ENGLISH


def in_swedish(problems: Sequence[Problem]) -> None:
    """Every problem says how it should be, in Swedish, and can be laid out in all three ways."""
    for problem in problems:
        assert problem.expected
        assert not ENGLISH.search(problem.expected), problem.expected
        assert problem.line >= 1
        assert problem.rule
    for laid_out in (format_report(problems), markdown_summary(problems), *github_annotations(problems)):
        laid_out.encode("utf-8")
