"""What the Git host's visitors are answered, in Swedish. The templates hold the words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kunskapsbank.editing.suggestion import Outcome
from kunskapsbank.editing.twins import twin_lines

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
