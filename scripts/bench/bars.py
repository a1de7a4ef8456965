"""The bars that the build is held to, and the tables in which every figure stands beside its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One figure that was measured and the most it may be.

    Attributes:
        what: what was measured.
        value: the figure.
        limit: the bar.
        unit: ``s``, ``MB``, ``×`` or ``kB``.
    """

    what: str
    value: float
    limit: float
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the figure is at the bar or below it."""
        return self.value <= self.limit

    def row(self) -> tuple[str, str, str, str]:
        """Return what, figure, bar and verdict for a table."""
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return self.what, f"{self.value:.2f} {self.unit}", f"≤ {self.limit:g} {self.unit}", verdict


def table(heading: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table that is also easy to read as plain text.

    Args:
        heading: stands above the table.
        columns: names of the columns.
        rows: one value for each column; numbers with a point are written with two decimals.
    """
    cells = [list(columns), *([_written(value) for value in row] for row in rows)]
    widths = [max(len(row[number]) for row in cells) for number in range(len(columns))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(["", f"## {heading}", "", *lines])


def _written(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
