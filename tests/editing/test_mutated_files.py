"""Files with the faults that editing by hand makes: each is told in Swedish, and no entry is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import has_errors
from kunskapsbank.schema.kinds import KINDS
from scripts import format as format_command
from tests.editing.repository import errors, snapshot
from tests.good_site import TODAY
from tests.swedish import ENGLISH

SPLINTERS = [
    "\t",
    ":",
    "- ",
    "{{ x }}",
    "<b>",
    "!!python/object:os.x",
    "&a",
    "*a",
    "'",
    '"',
    "|",
    "#",
    "[",
    "{",
]
SPLINTERS += ["\x00", "\ufeff", "\u200b", "\n\n---\n", "? ", "%TAG", "e\u0301", "<<: x\n"]


def mutated(text: str, dice: random.Random) -> bytes:
    """One to three faults of the kinds that editing by hand makes."""
    lines = text.split("\n")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        line = lines[at]
        cut = dice.randint(0, len(line))
        match dice.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at] = line[:cut] + dice.choice(SPLINTERS) + line[cut:]
            case 3:
                lines[at] = " " * dice.randint(1, 3) + line
            case 4:
                lines[at] = line[:cut]
            case 5:
                lines[at] = line.replace(": ", ":", 1)
            case _:
                lines[at] = line.partition(":")[0] + ": " + "åäö " * dice.randint(0, 500)
        lines = lines or [""]
    raw = "\n".join(lines).encode("utf-8")
    return raw if dice.random() > 0.1 else raw.replace("ä".encode(), b"\xe4")


@pytest.mark.parametrize("seed", range(20))
def test_ten_mutations_of_valid_files_are_told_in_swedish_or_valid(
    seed: int, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(seed)  # noqa: S311  # repeatable, nothing secret
    files = [p for kind in KINDS for p in sorted((good / "data" / kind.folder).glob("*.yml"))]
    everything = set(assemble(good, TODAY, SIGNATURES)[0].items)
    untouched = snapshot(good.parent)
    for _ in range(10):
        path = dice.choice(files)
        whole = path.read_bytes()
        path.write_bytes(mutated(whole.decode(), dice))
        before = snapshot(good.parent)
        catalogue, problems = assemble(good, TODAY, SIGNATURES)
        for problem in problems:
            assert problem.expected
            assert not ENGLISH.search(f"{problem.expected} {problem.hint}"), problem
            assert "Traceback" not in problem.found
        # An entry that is gone without a word would be lost.
        assert everything <= set(catalogue.items) or has_errors(problems)
        assert snapshot(good.parent) == before
        format_command.main([])
        assert "Traceback" not in capsys.readouterr().out
        after = snapshot(good.parent)
        place = path.relative_to(good.parent).as_posix()
        assert after.keys() == before.keys()
        assert {name for name in after if after[name] != before[name]} <= {place}
        if after[place] != before[place]:
            assert same_content(good, path, before[place])
        path.write_bytes(whole)
    assert errors(good) == []
    assert snapshot(good.parent) == untouched


def same_content(root: Path, path: Path, before: bytes) -> bool:
    """Whether a file that was rewritten says what it said."""
    now = read_yaml(root, path)
    path.write_bytes(before)
    then = read_yaml(root, path)
    return isinstance(now, Document) and isinstance(then, Document) and now.data == then.data
