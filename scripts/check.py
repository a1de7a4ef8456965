"""``make check``: hold every file in data/ and docs/ against the rules and say in Swedish what is wrong."""

import os
import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import real_day
from kunskapsbank.faults import end_at_once, run_command
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import format_report, github_annotations, has_errors, markdown_summary


def main() -> int:
    """Print all problems, in CI also as annotations and a table. Exit code 1 when there are errors."""
    catalogue, problems = assemble(Path.cwd(), real_day(), SIGNATURES)
    if os.environ.get("GITHUB_ACTIONS"):
        print("\n".join(github_annotations(problems)))
        if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
            Path(summary).write_text(markdown_summary(problems), encoding="utf-8")
    if problems:
        print(format_report(problems, color=sys.stdout.isatty()))
    if has_errors(problems):
        return 1
    print(f"Allt stämmer: {len(catalogue.items)} poster och {len(catalogue.pages)} sidor.")
    return 0


if __name__ == "__main__":
    end_at_once(run_command(main))
