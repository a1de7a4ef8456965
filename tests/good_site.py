"""The smallest valid repository (tests/data/good) laid out on disk, with the real vocabularies."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from kunskapsbank.site import Site, load_site

HERE = Path(__file__).parent
GOOD = HERE / "data/good"
VOCABULARIES = HERE.parent / "data/vocabularies"
TODAY = date(2026, 11, 22)


def copy_good(root: Path) -> Path:
    """Copy the repository to ``root``, which must not exist, and return it."""
    shutil.copytree(GOOD, root)
    shutil.copytree(VOCABULARIES, root / "data/vocabularies")
    return root


def good_site(root: Path) -> Site:
    """Return the site made from a copy at ``root``."""
    site, problems = load_site(copy_good(root), TODAY)
    assert site is not None, problems
    return site
