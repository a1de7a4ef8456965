"""``python -m scripts.links REPORT``: check every external link politely and tell what to read again."""

import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import real_day
from kunskapsbank.editing.freshness import freshness
from kunskapsbank.editing.links import Manners, check_links, external_links, read_waivers, sort_results
from kunskapsbank.editing.replies import weekly_report
from kunskapsbank.faults import run_command
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import format_report

USAGE = "Skriv: python -m scripts.links [--utan-natet] RAPPORT.md"


def main(arguments: list[str], manners: Manners = Manners()) -> int:  # noqa: B008  # frozen
    """Write the report; dead links never give an exit code of their own: they stop nothing.

    Args:
        arguments: the report's file; before it ``--utan-natet`` leaves the links unchecked.
        manners: pauses and limits towards other people's servers.
    """
    offline = arguments[:1] == ["--utan-natet"]
    if len(arguments) != 1 + offline:
        print(USAGE)
        return 2
    root = Path.cwd()
    waivers = read_waivers(root)
    if isinstance(waivers, list):
        print(format_report(waivers))
        return 1
    catalogue, _ = assemble(root, real_day(), SIGNATURES)
    places = external_links(catalogue)
    results = None if offline else sort_results(check_links(list(places), manners), waivers)
    Path(arguments[-1]).write_text(weekly_report(freshness(catalogue), results, places), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
