"""``make language``: hold every text that readers meet against the language rules; ``--lix`` prints LIX."""

import sys
from datetime import date
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import build_day
from kunskapsbank.faults import run_command
from kunskapsbank.language.checks import check_language, limit_for, page_lix
from kunskapsbank.language.passages import passages
from kunskapsbank.language.settings import read_speller, read_waivers
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Problem, format_report, has_errors


def language_problems(root: Path, today: date | None = None) -> list[Problem]:
    """Return every language problem of the repository at ``root``."""
    catalogue, _ = assemble(root, today, SIGNATURES)
    speller = read_speller(root)
    problems = check_language(list(passages(catalogue)), speller, read_waivers(root))
    speller.save()
    return problems


def print_lix(root: Path) -> None:
    """Print LIX, its limit and the number of words for every page, hardest first."""
    catalogue, _ = assemble(root, build_day(), SIGNATURES)
    measured = page_lix(passages(catalogue))
    for page, (value, count) in sorted(measured.items(), key=lambda row: -row[1][0]):
        print(f"{value:5.1f}  (högst {limit_for(page)})  {count:5} ord  {page}")


def main(arguments: list[str]) -> int:
    """Print all problems; exit code 1 when there are errors."""
    if arguments == ["--lix"]:
        print_lix(Path.cwd())
        return 0
    problems = language_problems(Path.cwd(), build_day())
    if problems:
        print(format_report(problems, color=sys.stdout.isatty()))
    else:
        print("Språket är rätt.")
    return int(has_errors(problems))


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
