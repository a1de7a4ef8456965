"""``make format``: write every data file in the canonical form. ``--check`` only tells which files differ."""

import sys
from pathlib import Path

from kunskapsbank.faults import run_command
from kunskapsbank.formatting import canonical_files
from kunskapsbank.problems import Problem, format_report
from kunskapsbank.whole_writes import replace_text


def main(arguments: list[str]) -> int:
    """Rewrite files that differ, or with ``--check`` list them; exit code 1 when something is left to do."""
    if unknown := [word for word in arguments if word != "--check"]:
        print(f"«{unknown[0]}» känns inte igen. Skriv: python -m scripts.format [--check]")
        return 2
    problems: list[Problem] = []
    changed: list[Path] = []
    for result in canonical_files(Path.cwd()):
        if isinstance(result, Problem):
            problems.append(result)
            continue
        path, text = result
        if path.read_bytes() != text.encode("utf-8"):
            changed.append(path)
            if "--check" not in arguments:
                replace_text(path, text, Path.cwd() / ".cache")
    for path in changed:
        outcome = "skiljer sig från den gemensamma formen" if "--check" in arguments else "skrevs om"
        print(f"{path.relative_to(Path.cwd())}: {outcome}")
    if problems:
        print(format_report(problems))
    return 1 if problems or (changed and "--check" in arguments) else 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
