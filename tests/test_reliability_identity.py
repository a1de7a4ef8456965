"""Two builds of one commit are the same bytes: in another folder, language and time zone, and another day."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.serving import shared_site
from tests.small_repository import command, snapshot

# All that a build reads.
ROOMS = ("assets", "data", "docs", "kunskapsbank", "overrides", "scripts", "mkdocs.yml", "package-lock.json")
DAYS = 400
# Loaded by Python itself before anything else: every clock that a build could read goes 400 days ahead.
LATER = f"""
import datetime, time

AHEAD = {DAYS} * 86_400
real_time, real_gmtime, real_localtime = time.time, time.gmtime, time.localtime
time.time = lambda: real_time() + AHEAD
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = lambda seconds=None: real_gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: real_localtime(time.time() if seconds is None else seconds)

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now(datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()

datetime.datetime = Later
"""


def elsewhere(root: Path, folder: Path) -> Path:
    """Copy all that a build reads to another folder, with other times on the files."""
    for name in ROOMS:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, copy_function=shutil.copyfile, ignore=_no_bytecode)
        else:
            shutil.copyfile(root / name, folder / name)
    (folder / "node_modules").symlink_to(root / "node_modules")
    return folder


def _no_bytecode(_folder: str, names: list[str]) -> set[str]:
    return {"__pycache__"} & set(names)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A folder that makes every Python that finds it live 400 days from now."""
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(LATER, encoding="utf-8")
    return folder


def test_the_later_day_is_really_another_day(root: Path, later: Path) -> None:
    code = "from kunskapsbank.clock import real_day; print(real_day())"
    days = []
    for path in (str(root), os.pathsep.join([str(later), str(root)])):
        answer = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": path, "SOURCE_DATE_EPOCH": ""},
        )
        days.append(answer.stdout.strip())
    assert days[0] != days[1]


def test_the_whole_site_has_the_same_bytes_elsewhere_and_another_day(
    root: Path, later: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = snapshot(shared_site(tmp_path_factory))
    (tmp_path / "Någon annans mapp").mkdir()
    other = elsewhere(root, tmp_path / "Någon annans mapp")
    # The same address as the first build had, if the run gave it one.
    kept = {
        name: os.environ[name]
        for name in ("SITE_URL", "REPOSITORY_URL", "SOURCE_DATE_EPOCH")
        if name in os.environ
    }
    answer = command(
        other,
        "scripts.build",
        **kept,
        PYTHONPATH=os.pathsep.join([str(later), str(other)]),
        PYTHONHASHSEED="7",
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Pacific/Kiritimati",
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    second = snapshot(other / "site")
    assert len(first) > 500
    assert sorted(first.keys() ^ second.keys()) == []
    assert [name for name in first if first[name] != second[name]] == []
