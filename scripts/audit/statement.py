"""The block in the accessibility statement that the audit fills in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from kunskapsbank.texts import day
from scripts.audit.lighthouse import PARTS, Scores
from scripts.audit.speed import Speed

START: Final = "<!-- audit: start -->"
END: Final = "<!-- audit: end -->"
_BLOCK: Final = re.compile(f"{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)


@dataclass(frozen=True)
class Result:
    """What one run of the audit found.

    ``faults`` and ``html_faults`` are lines to read; ``speeds`` and ``scores`` have one entry per page type.
    """

    day: date
    pages: int
    axe: str
    faults: Sequence[str]
    html_faults: Sequence[str]
    speeds: Mapping[str, Speed]
    lighthouse: str
    scores: Mapping[str, Scores]


def fill_in(statement: str, result: Result) -> str:
    """Return the statement with its block made anew.

    Raises:
        ValueError: the statement has no block to fill in.
    """
    if not _BLOCK.search(statement):
        raise ValueError(f"{START} … {END} saknas i tillgänglighetsredogörelsen")
    return _BLOCK.sub(lambda _: f"{START}\n{block(result)}\n{END}", statement)


def block(result: Result) -> str:
    """Return the result as Markdown: what was tested, when, and what is left to mend."""
    looks = "ljust och mörkt läge, 320 och 1280 punkter bred skärm"
    lines = [
        f"Senaste granskningen gjordes {day(result.day)} på {result.pages} sidor.",
        "",
        "| Vad | Hur | Fel |",
        "| --- | --- | --- |",
        f"| Tillgänglighet | axe-core {result.axe}, {looks} | {len(result.faults)} |",
        f"| Giltig HTML | html-validate | {len(result.html_faults)} |",
        "",
        _open_faults([*result.faults, *result.html_faults]),
    ]
    if result.speeds:
        lines += ["", _speed(result.speeds)]
    if result.scores:
        lines += ["", _scores(result)]
    return "\n".join(lines)


def _scores(result: Result) -> str:
    names = dict(zip(PARTS, ("snabbhet", "tillgänglighet", "god praxis", "att hitta"), strict=True))
    lowest = [min(scores.points[place] for scores in result.scores.values()) for place in range(len(PARTS))]
    told = ", ".join(f"{names[part]} {points}" for part, points in zip(PARTS, lowest, strict=True))
    return f"Lägsta betyg av 100 i Lighthouse {result.lighthouse} för mobil: {told}."


def _speed(speeds: Mapping[str, Speed]) -> str:
    heaviest = round(max(speed.weight for speed in speeds.values()) / 1000)
    # Rounded upwards: «inom 0,8» would not be true of 0,85.
    tenths = ceil(max(speed.paint for speed in speeds.values()) / 100)
    slowest = f"{tenths / 10:.1f}".replace(".", ",")
    return (
        f"En mobil på långsamt 4G visar sidans största del inom {slowest} sekunder. "
        f"Tyngsta sidan väger {heaviest} kB. Mätt på {len(speeds)} sorters sidor."
    )


def _open_faults(faults: Sequence[str]) -> str:
    if not faults:
        return "Inga kända fel är kvar i det som maskiner kan prova."
    return f"{len(faults)} fel är kvar att rätta. Redaktionen har hela listan."
