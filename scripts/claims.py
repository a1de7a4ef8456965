"""Draw claims to be read beside their evidence: ``python -m scripts.claims [--count 40] [--seed 2026]``.

Prints a Markdown table. ``--page DEL`` draws only from pages whose address holds DEL.
"""

import argparse
import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.claims import claims, draw, table
from kunskapsbank.clock import build_day
from kunskapsbank.faults import run_command
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import format_report, has_errors


def main(arguments: list[str]) -> int:
    """Print the drawn claims; exit code 1 when the data has errors."""
    parser = argparse.ArgumentParser(description="Dra påståenden att läsa bredvid sina källor.")
    parser.add_argument("--count", type=int, default=40, help="antal påståenden")
    parser.add_argument("--seed", type=int, default=2026, help="samma tal ger samma dragning")
    parser.add_argument("--page", default="", help="bara sidor vars adress innehåller detta")
    chosen = parser.parse_args(arguments)
    catalogue, problems = assemble(Path.cwd(), build_day(), SIGNATURES)
    if has_errors(problems):
        print(format_report(problems))
        return 1
    found = claims(catalogue)
    print(table(draw([claim for claim in found if chosen.page in claim.address], chosen.count, chosen.seed)))
    without = sum(not claim.evidence for claim in found)
    print(f"\nDraget ur {len(found)} påståenden; {without} av dem saknar sedda nyckelord och kan inte dras.")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
