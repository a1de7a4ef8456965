"""``python -m scripts.from_issue EVENT ANSWERS``: a filled-in resource form becomes a file, or an answer."""

import json
import os
import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import real_day
from kunskapsbank.editing.new_entry import save
from kunskapsbank.editing.replies import pull_request_text, reply_text
from kunskapsbank.editing.suggestion import is_resource_form, read_suggestion
from kunskapsbank.faults import run_command
from kunskapsbank.macros import SIGNATURES


def main(arguments: list[str]) -> int:
    """Read the event that the Git host recorded and write what follows from it.

    Args:
        arguments: the event's JSON file, and the folder that gets ``reply.md`` and ``pull-request.md``.
    """
    event_file, answers = Path(arguments[0]), Path(arguments[1])
    issue = json.loads(event_file.read_text(encoding="utf-8"))["issue"]
    body = issue.get("body") or ""
    if not is_resource_form(body):
        return 0
    root = Path.cwd()
    catalogue, _ = assemble(root, real_day(), SIGNATURES)
    outcome = read_suggestion(root, catalogue, body)
    answers.mkdir(parents=True, exist_ok=True)
    (answers / "reply.md").write_text(reply_text(outcome), encoding="utf-8")
    if outcome.entry:
        save(root, outcome.entry)
        text = pull_request_text(outcome, int(issue["number"]))
        (answers / "pull-request.md").write_text(text, encoding="utf-8")
        (answers / "path.txt").write_text(outcome.entry.path, encoding="utf-8")
    if output := os.environ.get("GITHUB_OUTPUT"):
        with Path(output).open("a", encoding="utf-8") as file:
            file.write(f"outcome={'proposal' if outcome.entry else 'reply'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
