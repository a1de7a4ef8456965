"""``make bench``: measure the build, hold it against its bars, and write tables and ``bench.json``.

Use: ``python -m scripts.bench [--quick] [--runs NUMBER] [--only PART]``, on a machine that does nothing else.
Everything is written to ``.cache/bench/``. Exit code 0 also when a bar is missed: the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from scripts.bench.bars import Bar, table
from scripts.bench.parts import (
    CACHE,
    Data,
    Settings,
    forget_repositories,
    measure_engines,
    measure_profile,
    measure_rebuild,
    measure_search,
    measure_sizes,
    own_share,
)
from scripts.bench.steps import YARDSTICK
from scripts.bench.weight import weigh

SIZES: Final = (300, 1000, 3000, 10_000)
RUNS, LARGE_RUNS = 5, 3
SIDE_BY_SIDE: Final = 1000
PARTS: Final = ("sizes", "engines", "rebuild", "profile", "weight", "search")
# The bars, as decided for the project before anything was measured.
CHECK_OF_1000, OWN_SHARE_OF_1000, REBUILD = 1.0, 1.2, 1.0
# What libyaml alone took for 1,000 entries on the machine where the bars in seconds were set. Both are told:
# the seconds of this machine, and what they would be where libyaml is as quick as that.
YARDSTICK_THERE: Final = 0.18
GROWTH, MEMORY = 1.15, 450.0
BESIDE: Final = {"plain": 1.4, "cold": 0.9, "Starlight": 0.7}


def main() -> int:
    """Measure what was asked for, print the tables and write the figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--quick", action="store_true", help="one run, 300 entries")
    parser.add_argument("--runs", type=int, default=RUNS, help="how many runs each figure is the median of")
    parser.add_argument("--large-runs", type=int, default=LARGE_RUNS, help="the same above 3,000 entries")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    chosen = parser.parse_args()
    root = Path.cwd()
    settings = Settings(root, SIZES, chosen.runs, chosen.large_runs, SIDE_BY_SIDE)
    if chosen.quick:
        settings = Settings(root, (300,), 1, 1, 300)
    forget_repositories(root)
    (root / CACHE).mkdir(parents=True, exist_ok=True)
    for figures in measure(settings, chosen.only or PARTS):
        tables = "\n".join(tell(figures))
        (CACHE / "bench.json").write_text(json.dumps(figures, indent=2, ensure_ascii=False), encoding="utf-8")
        (CACHE / "bench.md").write_text(f"{tables}\n", encoding="utf-8")
    print(tables)
    return 0


def measure(settings: Settings, parts: tuple[str, ...] | list[str]) -> Iterator[Data]:
    """Yield all figures so far after each part, so that a run that is stopped keeps them."""
    start = perf_counter()
    figures: Data = {"machine": _machine()}
    measurers: dict[str, Callable[[Settings], Any]] = {
        "sizes": measure_sizes,
        "engines": measure_engines,
        "rebuild": measure_rebuild,
        "profile": measure_profile,
        "weight": lambda settings: weigh(settings.root / "site"),
        "search": measure_search,
    }
    for name in [name for name in measurers if name in parts]:
        figures[name] = measurers[name](settings)
        figures["minutes"] = round((perf_counter() - start) / 60, 1)
        figures["bars"] = [vars(bar) | {"holds": bar.holds} for bar in bars(figures)]
        yield figures


def _machine() -> Data:
    return {
        "processors": os.cpu_count(),
        "load before": os.getloadavg()[0],
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def bars(figures: Mapping[str, Any]) -> list[Bar]:
    """Return every bar whose figure was measured."""
    return [*_size_bars(figures.get("sizes", ())), *_engine_bars(figures), *_rebuild_bars(figures)]


def _size_bars(sizes: list[Data]) -> Iterator[Bar]:
    by_size = {one["entries"]: one for one in sizes}
    if small := by_size.get(1000):
        yield Bar("check of 1,000 entries", small["check"]["seconds"], CHECK_OF_1000, "s")
        yield Bar("own share of 1,000, load to exports", own_share(small["steps"]), OWN_SHARE_OF_1000, "s")
        scale = YARDSTICK_THERE / small["steps"][YARDSTICK]
        yield Bar("the check, as quick as libyaml was", small["check"]["seconds"] * scale, CHECK_OF_1000, "s")
        yield Bar("our share likewise", own_share(small["steps"]) * scale, OWN_SHARE_OF_1000, "s")
    if large := by_size.get(10_000):
        yield Bar("peak memory of the build at 10,000", large["build"]["megabytes"], MEMORY, "MB")
    if small and large:
        growth = large["build"]["seconds"] / small["build"]["seconds"] / 10
        yield Bar("cost per entry at 10,000 against 1,000", growth, GROWTH, "×")


def _engine_bars(figures: Mapping[str, Any]) -> Iterator[Bar]:
    if "engines" in figures:
        entries = figures["engines"]["entries"]
        seconds = {name: one["seconds"] for name, one in figures["engines"]["engines"].items()}
        ours = next(value for name, value in seconds.items() if name.startswith("ours"))
        for word, limit in BESIDE.items():
            name = next(name for name in seconds if word in name)
            yield Bar(f"whole build of {entries} entries against {name}", ours / seconds[name], limit, "×")


def _rebuild_bars(figures: Mapping[str, Any]) -> Iterator[Bar]:
    if "rebuild" in figures:
        one = figures["rebuild"]
        yield Bar(
            f"rebuild of one change while serving {one['entries']} entries", one["seconds"], REBUILD, "s"
        )


def tell(figures: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables, the bars first."""
    machine = ", ".join(f"{name}: {value}" for name, value in figures["machine"].items())
    yield f"# Bench\n\n{machine}"
    rows = [Bar(one["what"], one["value"], one["limit"], one["unit"]).row() for one in figures["bars"]]
    yield table("Bars", ("what", "figure", "bar", "verdict"), rows)
    if "sizes" in figures:
        yield from _tell_sizes(figures["sizes"])
    if "engines" in figures:
        one = figures["engines"]
        yield _tell_engines(one)
    if "rebuild" in figures:
        one = figures["rebuild"]
        rows = [(one["entries"], one["runs"], one["seconds"], one["wait"])]
        columns = ("entries", "runs", "rebuild s", "from saved file to new page s")
        yield table("One change while serving", columns, rows)
    if "profile" in figures:
        one = figures["profile"]
        whole = sum(one["seconds"].values())
        parts = [(name, f"{100 * value / whole:.1f} %") for name, value in one["seconds"].items()]
        heading = f"Where the time of a build of {one['entries']} entries goes (own time, profiled)"
        yield table(heading, ("part", "share"), parts)
    if "weight" in figures:
        weights = [
            (name, *(round(size / 1024, 1) for size in one.values()), round(sum(one.values()) / 1024, 1))
            for name, one in figures["weight"].items()
        ]
        yield table("First visit, kB compressed", ("page", "HTML", "CSS", "JS", "together"), weights)
    if "search" in figures:
        yield f"\n{figures['search']['tables']}"
    if "minutes" in figures:
        yield f"\nMeasured in {figures['minutes']} minutes."


def _tell_sizes(sizes: list[Data]) -> Iterator[str]:
    if thousand := next((one for one in sizes if one["entries"] == 1000), None):
        here = thousand["steps"][YARDSTICK]
        there = f"{YARDSTICK_THERE} s where the bars in seconds were set"
        slower = f"this machine takes {here / YARDSTICK_THERE:.1f} times as long"
        yield f"\nlibyaml alone reads the 1,000 entries in {here:.2f} s here, {there}: {slower}."
    columns = ("entries", "pages", "runs", "check s", "check MB", "build s", "processor s", "MB", "pages/s")
    rows = [
        (
            one["entries"],
            one["pages"],
            one["runs"],
            one["check"]["seconds"],
            round(one["check"]["megabytes"]),
            one["build"]["seconds"],
            one["build"]["processor"],
            round(one["build"]["megabytes"]),
            round(one["pages"] / one["build"]["seconds"], 1),
        )
        for one in sizes
    ]
    yield table("Check and build", columns, rows)
    names = list(sizes[0]["steps"])
    steps: list[tuple[object, ...]] = [(name, *(one["steps"][name] for one in sizes)) for name in names]
    steps.append(("load to exports", *(own_share(one["steps"]) for one in sizes)))
    ours = [name for name in names if name != YARDSTICK]
    steps.append(("all our steps", *(sum(one["steps"][name] for name in ours) for one in sizes)))
    runs = ", ".join(f"{one['entries']}: {one['step runs']}" for one in sizes)
    yield table(
        f"Our own steps, seconds (runs at {runs})", ("step", *(str(one["entries"]) for one in sizes)), steps
    )
    per_entry = [(one["entries"], round(1000 * one["build"]["seconds"] / one["entries"], 2)) for one in sizes]
    yield table("Cost of the whole build per entry", ("entries", "ms"), per_entry)


def _tell_engines(one: Data) -> str:
    ours = next(iter(one["engines"].values()))["seconds"]
    rows = [
        (name, found["seconds"], found["processor"], round(found["megabytes"]), ours / found["seconds"])
        for name, found in one["engines"].items()
    ]
    heading = f"Side by side: {one['entries']} entries, {one['pages']} pages, median of {one['runs']}"
    return table(heading, ("engine", "s", "processor s", "MB", "ours / it"), rows)


if __name__ == "__main__":
    sys.exit(main())
