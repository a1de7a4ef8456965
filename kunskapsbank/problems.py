"""What can be wrong in the editors' files, and the three ways in which it is told.

A problem is told in Swedish and says first how it should be, then what was found. A rule is the
reason behind a problem; every module that finds problems keeps its rules in a table of its own
(``RULES``), and the editors' guide is made from all of those tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How serious a problem is: an error stops the build, a warning is shown, a reminder can wait."""

    ERROR = "fel"
    WARNING = "varning"
    REMINDER = "påminnelse"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one file, in words that help the editor to mend it.

    Attributes:
        path: POSIX path relative to the repository root, for example ``data/books/x.yml``.
        line: 1-based line; 1 when the whole file is meant.
        rule: id of the rule, for example ``Y03``.
        field: dotted place in the file, for example ``evidence.0.source``; empty for the whole file.
        expected: Swedish sentence, how it should be.
        found: Swedish, what was found; empty when there is nothing to show.
        hint: Swedish, nearest allowed word or an example that passes.
        level: error, warning or reminder.
    """

    path: str
    line: int
    rule: str
    field: str
    expected: str
    found: str
    hint: str = ""
    level: Level = Level.ERROR


@dataclass(frozen=True)
class Rule:
    """One rule that the editors' files are held to.

    Attributes:
        id: letter and two digits, unique in the project.
        claim: one Swedish sentence, how it should be.
        why: Swedish, the reason.
        good: a snippet that passes.
        bad: a snippet that does not; in words where no snippet can show it.
    """

    id: str
    claim: str
    why: str
    good: str
    bad: str


def rule_table(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Key rules by their id.

    Args:
        rules: the rules of one module, or of several.

    Returns:
        The rules by id, in the order given.

    Raises:
        ValueError: if two rules share an id.
    """
    table: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in table:
            raise ValueError(f"two rules are called {rule.id}")
        table[rule.id] = rule
    return table


# Text from a broken file may carry terminal escapes or line breaks; neither may reach a report as such.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SINGULAR_PLURAL = {
    Level.ERROR: ("fel", "fel"),
    Level.WARNING: ("varning", "varningar"),
    Level.REMINDER: ("påminnelse", "påminnelser"),
}
_SEVERITY = {level: place for place, level in enumerate(Level)}
_COLOR = {Level.ERROR: "\033[31m", Level.WARNING: "\033[33m", Level.REMINDER: "\033[36m"}
_RESET = "\033[0m"
_ANNOTATION = {Level.ERROR: "error", Level.WARNING: "warning", Level.REMINDER: "notice"}
# A job summary may hold 1 MiB; 500 rows of long cells stay below it.
_SUMMARY_ROWS = 500


def _one_line(text: str) -> str:
    joined = re.sub(r"[\r\n\t]+", " ", text)
    return _UNPRINTABLE.sub(lambda match: f"[U+{ord(match[0]):04X}]", joined)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems stops the build.

    Args:
        problems: problems of any level.

    Returns:
        True if at least one is an error.
    """
    return any(problem.level is Level.ERROR for problem in problems)


def _block(problem: Problem, *, color: bool) -> str:
    label = problem.level.value
    if color:
        label = f"{_COLOR[problem.level]}{label}{_RESET}"
    place = f", {_one_line(problem.field)}" if problem.field else ""
    rows = [f"{_one_line(problem.path)}:{problem.line}{place}: {label} {problem.rule}"]
    rows.append(f"  Så ska det vara: {_one_line(problem.expected)}")
    if problem.found:
        rows.append(f"  Hittade: {_one_line(problem.found)}")
    if problem.hint:
        rows.append(f"  Tips: {_one_line(problem.hint)}")
    return "\n".join(rows)


def _summary_line(problems: list[Problem]) -> str:
    if not problems:
        return "Inga fel."
    counts = Counter(problem.level for problem in problems)
    parts = [
        f"{counts[level]} {words[counts[level] != 1]}"
        for level, words in _SINGULAR_PLURAL.items()
        if counts[level]
    ]
    files = len({problem.path for problem in problems})
    return f"{', '.join(parts)} i {files} {'fil' if files == 1 else 'filer'}."


def format_report(problems: Iterable[Problem], *, color: bool = False) -> str:
    """Lay out all problems for a terminal.

    Args:
        problems: problems in any order.
        color: colour the level with terminal escapes.

    Returns:
        One block per problem sorted by path and line, then a closing line with the counts; no final newline.
    """
    ordered = sorted(problems)
    blocks = [_block(problem, color=color) for problem in ordered]
    return "\n\n".join([*blocks, _summary_line(ordered)])


def _annotation_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _annotation_property(text: str) -> str:
    return _annotation_text(text).replace(":", "%3A").replace(",", "%2C")


def github_annotations(problems: Iterable[Problem]) -> list[str]:
    """Write problems as workflow commands, which show them beside the changed line.

    Args:
        problems: problems in any order.

    Returns:
        One command per problem, sorted by path and line.

    Source: GitHub Docs, «Workflow commands for GitHub Actions»; the escaping is that of ``@actions/core``.
    """
    commands = []
    for problem in sorted(problems):
        found = f"Hittade: {_one_line(problem.found)}" if problem.found else ""
        parts = (_one_line(problem.expected), found, _one_line(problem.hint))
        message = _annotation_text("\n".join(part for part in parts if part))
        file = _annotation_property(_one_line(problem.path))
        title = _annotation_property(problem.rule)
        commands.append(
            f"::{_ANNOTATION[problem.level]} file={file},line={problem.line},title={title}::{message}"
        )
    return commands


def _cell(text: str) -> str:
    escaped = _one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # An at sign becomes an entity, so that no text in a data file can look like a mention of a person.
    return re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", escaped).replace("@", "&#64;")


def markdown_summary(problems: Iterable[Problem]) -> str:
    """Write problems as a Markdown table for the summary page of a workflow run.

    Args:
        problems: problems in any order.

    Returns:
        A closing count, then a table: errors first, how it should be in the first column. At most 500 rows.
    """
    ordered = sorted(problems, key=lambda problem: (_SEVERITY[problem.level], problem))
    rows = [_summary_line(ordered), ""]
    if not ordered:
        return rows[0] + "\n"
    rows += ["| Så ska det vara | Hittade | Tips | Fil | Fält | Regel | Nivå |", "| --- " * 7 + "|"]
    for problem in ordered[:_SUMMARY_ROWS]:
        place = f"{problem.path}:{problem.line}"
        told = (problem.expected, problem.found, problem.hint)
        texts = (*told, place, problem.field, problem.rule, problem.level)
        rows.append("| " + " | ".join(_cell(text) for text in texts) + " |")
    if len(ordered) > _SUMMARY_ROWS:
        rows += ["", f"… och {len(ordered) - _SUMMARY_ROWS} till. Kör `make check` för hela listan."]
    return "\n".join(rows) + "\n"
