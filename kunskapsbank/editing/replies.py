"""What is written back to the Git host, in Swedish: answers, drafts and the weekly report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kunskapsbank.editing.freshness import Freshness
from kunskapsbank.editing.links import LinkReport, why
from kunskapsbank.editing.suggestion import Outcome
from kunskapsbank.editing.twins import twin_lines

# An issue holds 65,536 characters; the most urgent lines come first in each list.
_MOST_LINES: Final = 80

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent / "templates"),
    # Markdown, not HTML: nothing that a visitor wrote is among the values.
    autoescape=False,  # noqa: S701
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def _render(template: str, values: Mapping[str, object]) -> str:
    return _ENVIRONMENT.get_template(template).render(values)


def reply_text(outcome: Outcome) -> str:
    """Return the answer in the issue: what is missing, or that there is a draft now."""
    return _render("suggestion_reply.md", {"entry": outcome.entry, "missing": outcome.missing})


def pull_request_text(outcome: Outcome, number: int) -> str:
    """Return the text of the draft that is proposed from issue ``number``."""
    return _render("suggestion_pull_request.md", {"number": number, "twins": twin_lines(outcome.twins)})


def weekly_report(
    freshness: Freshness, report: LinkReport | None, places: Mapping[str, Sequence[str]]
) -> str:
    """Return the weekly report.

    Args:
        freshness: what to read again.
        report: what the links answered; None when they were not asked.
        places: the files that hold each link.
    """
    values = {
        "today": freshness.today,
        "freshness": freshness,
        "report": report,
        "places": places,
        "why": why,
        "most": _MOST_LINES,
    }
    return _render("weekly_report.md", values)
