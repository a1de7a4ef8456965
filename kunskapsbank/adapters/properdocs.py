"""The way out to ProperDocs, the fork of MkDocs 1.6.1: it stands in for MkDocs, and our hooks run unchanged.

ProperDocs puts itself in the place of the module ``mkdocs`` before hooks, plugins and theme are read, so
``adapters/mkdocs.py`` serves both. Tried with ProperDocs 1.6.7; it is run as a program.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def command(python: str, folder: Path) -> list[str]:
    """Return the command that builds the site strictly into ``folder``, from the repository's root."""
    return [python, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", str(folder)]


def surroundings(installed: Path, before: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which the command finds ProperDocs before everything else.

    Args:
        installed: the folder that ProperDocs was installed to; our own packages come from the usual place.
        before: the environment as it is.
    """
    return {**before, "PYTHONPATH": str(installed), "DISABLE_MKDOCS_2_WARNING": "true"}
