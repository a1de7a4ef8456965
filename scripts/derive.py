"""``make derive``: write the files that follow from the schema; ``--check`` only tells which are stale."""

import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.editing.forms import issue_forms
from kunskapsbank.editor_files import derived_files
from kunskapsbank.faults import ToldError, run_command
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import format_report
from kunskapsbank.whole_writes import replace_text


def stale_files(root: Path) -> dict[Path, str]:
    """Return the text of every derived file that is missing or differs.

    Raises:
        ToldError: with the Swedish report, when a vocabulary is missing or wrong.
    """
    catalogue, problems = assemble(root, None, SIGNATURES)
    if in_the_way := [problem for problem in problems if problem.path.startswith("data/vocabularies/")]:
        raise ToldError(format_report(in_the_way))
    derived = derived_files(catalogue.vocabularies) | issue_forms(catalogue.vocabularies)
    wanted = {root / name: text for name, text in derived.items()}
    return {
        path: text
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }


def main(arguments: list[str]) -> int:
    """Write what is stale, or with ``--check`` list it; exit code 1 when something is left to do."""
    if unknown := [word for word in arguments if word != "--check"]:
        print(f"«{unknown[0]}» känns inte igen. Skriv: python -m scripts.derive [--check]")
        return 2
    only_check = "--check" in arguments
    stale = stale_files(Path.cwd())
    for path, text in stale.items():
        if not only_check:
            replace_text(path, text, Path.cwd() / ".cache")
        print(f"{path.relative_to(Path.cwd())}: {'följer inte schemat' if only_check else 'skrevs om'}")
    return 1 if stale and only_check else 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
