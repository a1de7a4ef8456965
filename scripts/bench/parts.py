"""The parts of ``make bench``: each measures in repositories of made-up entries and returns plain data."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from kunskapsbank.node import node_and_npm
from scripts.bench.measured import MeasuringError, Run, median_of, run, surroundings
from scripts.bench.steps import LOAD_TO_EXPORTS
from scripts.door.install import install, version

CACHE: Final = Path(".cache/bench")
Data = dict[str, Any]


@dataclass(frozen=True)
class Settings:
    """How much is measured.

    Attributes:
        root: the real repository.
        sizes: how many entries each made-up repository has.
        runs: how many runs each figure is the median of.
        large_runs: the same for repositories of more than ``large`` entries, which take minutes.
        large: how many entries are many.
        side_by_side: how many entries the comparison with other engines and the rebuild have.
    """

    root: Path
    sizes: tuple[int, ...]
    runs: int
    large_runs: int
    side_by_side: int
    large: int = 3000

    def runs_of(self, size: int) -> int:
        """Return how many runs a repository of ``size`` entries gets."""
        return self.runs if size <= self.large else min(self.runs, self.large_runs)

    def step_runs_of(self, size: int) -> int:
        """Return how often our own steps are timed: the bar is at 1,000, above it once is enough."""
        return self.runs if size <= self.side_by_side else 1

    def repository(self, size: int) -> Path:
        """Return a repository of ``size`` made-up entries, written now unless this run has written it."""
        folder = self.root / CACHE / f"entries-{size}"
        if not folder.exists():
            command = [sys.executable, "-m", "scripts.bench.synthetic", str(size), str(folder)]
            run(command, self.root)
        return folder


def forget_repositories(root: Path) -> None:
    """Remove the made-up repositories of an earlier run: code and data may have changed since."""
    for folder in (root / CACHE).glob("entries-*"):
        shutil.rmtree(folder)


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def _answer(command: list[str], folder: Path) -> Any:  # noqa: ANN401  # JSON
    done = subprocess.run(
        command,
        cwd=folder,
        env=surroundings(folder),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise MeasuringError(done.stderr[-2000:])
    return json.loads(done.stdout)


def _build(folder: Path) -> Run:
    """Build as ``make build`` does, with nothing left from an earlier build."""
    for leftover in (".cache", "site"):
        shutil.rmtree(folder / leftover, ignore_errors=True)
    return run(_python("scripts.build"), folder)


def measure_sizes(settings: Settings) -> list[Data]:
    """Measure check, build and our own steps for every size.

    Returns:
        One mapping for each size: ``entries``, ``pages``, ``runs``, ``step runs``, ``check``, ``build``
        (medians) and ``steps`` (median seconds by step).
    """
    return [_measure_size(settings, size) for size in settings.sizes]


def _measure_size(settings: Settings, size: int) -> Data:
    folder, runs = settings.repository(size), settings.runs_of(size)
    print(f"… {size} entries, {runs} runs", file=sys.stderr, flush=True)
    checks = [run(_python("scripts.check"), folder) for _ in range(runs)]
    builds = [_build(folder) for _ in range(runs)]
    steps = [_answer(_python("scripts.bench.steps"), folder) for _ in range(settings.step_runs_of(size))]
    return {
        "entries": size,
        "pages": len(list((folder / "site").rglob("index.html"))),
        "runs": runs,
        "step runs": len(steps),
        "check": asdict(median_of(checks)),
        "build": asdict(median_of(builds)),
        "steps": {name: median(one[name] for one in steps) for name in steps[0]},
    }


def own_share(steps: Mapping[str, float]) -> float:
    """Return the seconds from loading to exports."""
    return sum(steps[name] for name in LOAD_TO_EXPORTS)


def measure_engines(settings: Settings) -> Data:
    """Build the same pages with every engine, in turn so that a slow minute of the machine meets them all.

    Returns:
        ``entries``, ``pages``, ``runs`` and ``engines``: medians by engine.
    """
    folder = settings.repository(settings.side_by_side)
    projects = (settings.root / CACHE / "engines").resolve()
    print("… side by side", file=sys.stderr, flush=True)
    written = _answer(_python("scripts.bench.engines", str(projects)), folder)
    builders = _builders(folder, projects, _install_starlight(settings.root, projects / "starlight"))
    runs: dict[str, list[Run]] = {name: [] for name in builders}
    for _ in range(settings.runs):
        for name, build in builders.items():
            runs[name].append(build())
    medians = {name: asdict(median_of(found)) for name, found in runs.items()}
    return {"entries": settings.side_by_side, "pages": written, "runs": settings.runs, "engines": medians}


def _builders(ours: Path, projects: Path, node: Path) -> dict[str, Callable[[], Run]]:
    stock, starlight = projects / "stock", projects / "starlight"
    zensical = {"PYTHONPATH": str(install("zensical"))}
    path = {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "ASTRO_TELEMETRY_DISABLED": "1"}

    def without(folder: Path, *leftovers: str) -> Path:
        for leftover in leftovers:
            shutil.rmtree(folder / leftover, ignore_errors=True)
        return folder

    astro = [str(node), "node_modules/astro/bin/astro.mjs", "build"]
    return {
        "ours, whole (make build)": lambda: _build(ours),
        "plain MkDocs + Material": lambda: run(_python("mkdocs", "build"), without(stock, "site", ".cache")),
        f"Zensical {version('zensical')}, cold": lambda: run(
            _python("zensical", "build"), without(stock, "site", ".cache"), zensical
        ),
        f"Zensical {version('zensical')}, warm": lambda: run(_python("zensical", "build"), stock, zensical),
        "Starlight": lambda: run(astro, without(starlight, "dist", ".astro", "node_modules/.astro"), path),
    }


def _install_starlight(root: Path, folder: Path) -> Path:
    """Install Starlight from its own lock file unless that is done; return the Node that runs it."""
    node, npm = node_and_npm()
    lock = (folder / "package-lock.json").read_bytes()
    stamp = folder / "node_modules" / ".installed"
    if not stamp.is_file() or stamp.read_bytes() != lock:
        shutil.copy(root / ".npmrc", folder / ".npmrc")
        with_node = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        # Not «ci»: it refuses a lock file that lacks packages for other systems than the one that made it.
        subprocess.run(
            [*npm, "install", "--no-save"], cwd=folder, env=with_node, check=True, stdout=sys.stderr
        )
        stamp.write_bytes(lock)
    return node


def measure_rebuild(settings: Settings) -> Data:
    """Measure one saved YAML file while the site is served.

    Returns:
        ``entries``, ``runs``, and two medians: ``seconds`` of the rebuild, ``wait`` from save to new page.
    """
    print("… one change while serving", file=sys.stderr, flush=True)
    folder = settings.repository(settings.side_by_side)
    seconds = _answer(_python("scripts.bench.rebuild", str(settings.runs)), folder)
    rebuild, wait = median(seconds["rebuild"]), median(seconds["wait"])
    return {"entries": settings.side_by_side, "runs": settings.runs, "seconds": rebuild, "wait": wait}


def measure_search(settings: Settings) -> Data:
    """Run the comparison of searches.

    Returns:
        ``tables``: what it printed.
    """
    print("… search", file=sys.stderr, flush=True)
    command = _python("scripts.bench.search")
    done = subprocess.run(
        command, cwd=settings.root, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    failed = f"\n\nThe comparison ended with {done.returncode}." if done.returncode else ""
    return {"tables": done.stdout + failed}


def measure_profile(settings: Settings) -> Data:
    """Profile one whole build.

    Returns:
        ``entries`` and ``seconds`` by package.
    """
    print("… profile", file=sys.stderr, flush=True)
    folder = settings.repository(settings.side_by_side)
    target = settings.root / CACHE / "profiled-site"
    seconds = _answer(_python("scripts.bench.profile", str(target.resolve())), folder)
    return {"entries": settings.side_by_side, "seconds": seconds}
