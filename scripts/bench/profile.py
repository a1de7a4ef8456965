"""Where the time of a whole build goes: seconds by package, from Python's own profiler.

Use: ``python -m scripts.bench.profile FOLDER`` in a repository: builds into FOLDER, prints JSON. The profiler
slows Python down, so shares count, not seconds; what Node does stands as waiting.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import runpy
import sys
from collections import Counter
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Final

_WAITING: Final = ("posix.waitpid", "select", "poll")
_SHOWN: Final = 14


def profile_build(folder: Path) -> dict[str, float]:
    """Build once under the profiler.

    Args:
        folder: where the site is built.

    Returns:
        Seconds of own time by package or, for ours, by module; the largest first, the rest added up.
    """
    sys.argv = ["mkdocs", "build", "--strict", "--site-dir", str(folder)]
    profiler = cProfile.Profile()
    with redirect_stdout(sys.stderr), suppress(SystemExit):
        profiler.runcall(runpy.run_module, "mkdocs", run_name="__main__")
    seconds: Counter[str] = Counter()
    stats = pstats.Stats(profiler)
    for (file, _, function), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        seconds[_owner(file, function)] += own
    largest = dict(seconds.most_common(_SHOWN))
    return {**largest, "everything else": sum(seconds.values()) - sum(largest.values())}


def _owner(file: str, function: str) -> str:
    """Return the package, our own module, or the kind of built-in function that code belongs to."""
    if file == "~":
        if any(name in function for name in _WAITING):
            return "waiting for Node"
        return "built into Python"
    parts = Path(file).parts
    if "kunskapsbank" in parts:
        return "/".join(parts[parts.index("kunskapsbank") :][:2])
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    return "templates (Jinja)" if file == "<template>" or file.endswith(".html") else "standard library"


if __name__ == "__main__":
    json.dump(profile_build(Path(sys.argv[1])), sys.stdout)
