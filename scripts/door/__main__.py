"""``make door``: build the site with Zensical and ProperDocs, and write what differs to ``.cache/door/``.

Use: ``python -m scripts.door [--only ENGINE] [--site FOLDER]``, after ``make build``.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kunskapsbank.adapters import properdocs, zensical
from kunskapsbank.clock import build_day
from kunskapsbank.components import PLACEHOLDER_ADDRESS
from kunskapsbank.problems import format_report
from kunskapsbank.publishing import publish
from kunskapsbank.site import load_site
from scripts.door.install import CACHE, install, version
from scripts.door.report import compare


def main() -> int:
    """Build with every chosen engine; exit code 1 when one of them cannot build the site any more."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--only", choices=_BUILDS, help="one engine instead of all")
    parser.add_argument("--site", type=Path, default=Path("site"), help="the site as MkDocs built it")
    chosen = parser.parse_args()
    code = 0
    for name in [chosen.only] if chosen.only else _BUILDS:
        built = _installed_and_built(name)
        if built is None:
            print(f"{name}: cannot be installed or cannot build the site; the door is shut.", file=sys.stderr)
            code = 1
            continue
        report = compare(chosen.site, built, f"{name} {version(name)}")
        (CACHE / f"{name}.md").write_text(report, encoding="utf-8")
        print(report)
    return code


def _installed_and_built(name: str) -> Path | None:
    try:
        installed = install(name)
    except subprocess.CalledProcessError:
        return None  # pip has told why
    return _BUILDS[name](installed)


def _run(command: list[str], folder: Path, surroundings: Mapping[str, str]) -> bool:
    return subprocess.run(command, cwd=folder, env=surroundings, check=False).returncode == 0


def _with_zensical(installed: Path) -> Path | None:
    root, folder = Path.cwd(), CACHE / "zensical-project"
    site, problems = load_site(root, build_day(), os.environ.get("SITE_URL") or PLACEHOLDER_ADDRESS)
    if site is None:
        print(format_report(problems), file=sys.stderr)
        return None
    theme = importlib.util.find_spec("material")
    if theme is None or theme.origin is None:
        return None
    zensical.write_project(site, root, Path(theme.origin).parent / "templates", folder)
    surroundings = {**os.environ, "PYTHONPATH": str(installed)}
    if not _run([sys.executable, "-m", "zensical", "build", "--strict"], folder, surroundings):
        return None
    publish(site, root, folder / "site")
    return folder / "site"


def _with_properdocs(installed: Path) -> Path | None:
    folder = (CACHE / "properdocs-site").resolve()
    command = properdocs.command(sys.executable, folder)
    return folder if _run(command, Path.cwd(), properdocs.surroundings(installed, os.environ)) else None


_BUILDS: Final[Mapping[str, Callable[[Path], Path | None]]] = {
    "zensical": _with_zensical,
    "properdocs": _with_properdocs,
}


if __name__ == "__main__":
    sys.exit(main())
