"""The smallest repository that can be built (tests/data/good), with the real program, for real commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.good_site import HERE, copy_good

REAL = HERE.parent
# An entry of the small repository.
BOOK = "data/books/exempel-bok.yml"
_SHARED = ("kunskapsbank", "scripts", "overrides", "assets", "node_modules", "package-lock.json")
# As the shell of a new user has it: what a test run sets for itself must not help a command along.
_LEFT_OUT = ("SITE_URL", "REPOSITORY_URL", "OAUTH_URL", "SOURCE_DATE_EPOCH", "PYTHONUTF8", "GITHUB_ACTIONS")


def small_repository(root: Path) -> Path:
    """Lay out a repository of one entry per kind at ``root``, which must not exist, and return it.

    The program itself is linked, so that only data, pages and what is built are the repository's own.
    """
    copy_good(root)
    for name in _SHARED:
        (root / name).symlink_to(REAL / name)
    (root / "docs/assets").symlink_to(REAL / "docs/assets")
    settings = (REAL / "mkdocs.yml").read_text(encoding="utf-8")
    # The menu names pages that the small repository does not have.
    settings = re.sub(r"^nav:\n(?:  .*\n)+", "nav:\n  - Start: index.md\n", settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of a command run in a small repository."""
    plain = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return plain | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"} | variables


def command(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m words`` in ``root`` and wait; the answer's text is read as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env=environment(**{"PYTHONPATH": str(root)} | variables),
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def snapshot(folder: Path) -> dict[str, str]:
    """Return a fingerprint of every file in ``folder``, by path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
