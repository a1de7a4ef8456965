"""Install an engine apart from the site's own packages, from a list of pins beside this file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

CACHE: Final = Path(".cache/door")
_HERE: Final = Path(__file__).parent


def version(name: str) -> str:
    """Return the version of engine ``name`` that is pinned."""
    lines = _pins(name).read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{name}=="))


def install(name: str) -> Path:
    """Install engine ``name`` unless these very pins are installed already.

    Args:
        name: ``zensical`` or ``properdocs``.

    Returns:
        The folder that Python must look in first.

    Raises:
        subprocess.CalledProcessError: pip failed.
    """
    folder, pins = CACHE / name, _pins(name).read_bytes()
    stamp = folder / ".installed"
    if not stamp.is_file() or stamp.read_bytes() != pins:
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command += ["--no-deps", "--target", str(folder), "--requirement", str(_pins(name))]
        subprocess.run(command, check=True)
        stamp.write_bytes(pins)
    return folder.resolve()


def _pins(name: str) -> Path:
    return _HERE / f"{name}.txt"
