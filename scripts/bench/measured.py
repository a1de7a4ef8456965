"""Run a command and tell how long it took, how much processor and how much memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import Final

_LAST_LINES: Final = 15
# Linux counts the largest memory in kilobytes, macOS in bytes.
_PER_MEGABYTE: Final = 1024 * 1024 if sys.platform == "darwin" else 1024


class MeasuringError(RuntimeError):
    """A command that is measured failed; the message holds its last lines."""


@dataclass(frozen=True)
class Run:
    """What one command, or the median of several runs, took.

    Attributes:
        seconds: from start to end.
        processor: seconds of processor, all its processes together.
        megabytes: the most memory that any one of its processes held.
    """

    seconds: float
    processor: float
    megabytes: float


def surroundings(folder: Path, added: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of everything that is measured in ``folder``.

    Python keeps what it has compiled, as it does where nobody forbids it. Packages come compiled: otherwise
    only the repository's own modules would be compiled anew at every start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(folder), "NO_MKDOCS_2_WARNING": "1", **(added or {})}


def run(command: Sequence[str], folder: Path, added: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end.

    Args:
        command: program and arguments.
        folder: where it runs; Python finds modules there first.
        added: variables beside those of this process.

    Returns:
        What it took. A process that this one starts begins with this one's memory on its account, so the
        memory is only right while this process is small: data is never loaded here.

    Raises:
        MeasuringError: the command failed.
    """
    with TemporaryFile() as output:
        start = perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=surroundings(folder, added), stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            lines = output.read().decode("utf-8", "replace").splitlines()[-_LAST_LINES:]
            raise MeasuringError("\n".join([" ".join(map(str, command)), *lines]))
    return _told(seconds, usage)


def _told(seconds: float, usage: resource.struct_rusage) -> Run:
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _PER_MEGABYTE)


def median_of(runs: Sequence[Run]) -> Run:
    """Return the median of each figure by itself."""
    return Run(
        median(one.seconds for one in runs),
        median(one.processor for one in runs),
        median(one.megabytes for one in runs),
    )
