"""Time our own steps one by one, from outside: each is a function over data and is called as it stands.

Use: ``python -m scripts.bench.steps``, in a repository whose site is built. Prints JSON: seconds by step.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

import yaml

from kunskapsbank.adapters.on_disk import all_pages
from kunskapsbank.assemble import assemble
from kunskapsbank.clock import build_day
from kunskapsbank.components import PLACEHOLDER_ADDRESS, Components
from kunskapsbank.garbage_collection import leave_out_what_is_made
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import build_pages
from kunskapsbank.publishing import STEPS_FROM_DATA, STEPS_FROM_PAGES, STEPS_OF_A_BUILD
from kunskapsbank.site import Site

Result = TypeVar("Result")

# No step of ours: tells how quick the machine is.
YARDSTICK: Final = "libyaml alone, the same files"

# The steps of the bar «our own share, load to exports»; the others are told beside them.
LOAD_TO_EXPORTS: Final = ("read, check and link", "pages from data", "macros of guides", "write_exports")


def time_steps(root: Path) -> dict[str, float]:
    """Run every step that is ours once, in order, on a copy of the built site.

    Args:
        root: the repository's root; ``site/`` is built.

    Returns:
        Seconds by step: ``YARDSTICK``, four names of ``LOAD_TO_EXPORTS`` and the names of the functions in
        ``publishing``.
    """
    seconds: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Result]) -> Result:
        start = perf_counter()
        result = step()
        seconds[name] = perf_counter() - start
        return result

    files = [path.read_bytes() for path in (root / "data").rglob("*.yml")]
    timed(YARDSTICK, lambda: [yaml.load(text, Loader=yaml.CSafeLoader) for text in files])
    catalogue, _ = timed("read, check and link", lambda: assemble(root, build_day(), SIGNATURES))
    components = Components(catalogue, PLACEHOLDER_ADDRESS)
    pages = timed("pages from data", lambda: build_pages(catalogue, components))
    site = Site(catalogue, components, pages)
    leave_out_what_is_made()  # as a build does when its site is in memory
    timed("macros of guides", lambda: all_pages(site, root / "docs"))
    with TemporaryDirectory() as temporary:
        built = Path(temporary) / "site"
        shutil.copytree(root / "site", built)
        shutil.rmtree(built / "assets" / "search")  # else it is found to be current
        for step in (*STEPS_FROM_DATA, *STEPS_FROM_PAGES, *STEPS_OF_A_BUILD):
            timed(step.__name__, lambda step=step: step(site, root, built))  # type: ignore[misc]
    return seconds


if __name__ == "__main__":
    json.dump(time_steps(Path.cwd()), sys.stdout)
