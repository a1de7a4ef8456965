"""``python -m scripts.new book "Titel"``: make a new entry by answering a few questions in Swedish."""

import sys
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import real_day
from kunskapsbank.editing.dialogue import Desk, new_by_dialogue
from kunskapsbank.editing.new_entry import save
from kunskapsbank.editing.questions import Read, Say, find_kind
from kunskapsbank.faults import run_command
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.schema.kinds import KINDS

USAGE = 'Skriv: python -m scripts.new SLAG "Titel". Slag är ett av: {}.'


def main(arguments: list[str], read: Read = input, say: Say = print) -> int:
    """Ask, check and write one file under data/; exit code 1 when nothing was written.

    Args:
        arguments: the kind (book, books or bok) and the title.
        read: shows a prompt and returns one line.
        say: shows a line.
    """
    kind = find_kind(arguments[0]) if len(arguments) == 2 else None
    if kind is None or not arguments[1].strip():
        say(USAGE.format(", ".join(f"{kind.name} ({kind.singular.lower()})" for kind in KINDS)))
        return 2
    root = Path.cwd()
    catalogue, _ = assemble(root, real_day(), SIGNATURES)
    try:
        entry = new_by_dialogue(kind, arguments[1].strip(), Desk(root, catalogue, read, say))
    except (EOFError, KeyboardInterrupt):
        entry = None
    if entry is None:
        say("\nIngen fil skrevs.")
        return 1
    save(root, entry)
    say(f"\n{entry.path} är klar. Öppna filen och fyll på med det du vet; mallen visar alla fält:")
    say(f"data/templates/{kind.folder}.yml. Kör sedan `make check`.")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(lambda: main(sys.argv[1:])))
