"""Killed, or two at once: ``site/`` and data stay whole, and the next command heals what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kunskapsbank.whole_writes import _exchanged, alone, clear, put_in_place, replace_text, restore
from tests.small_repository import BOOK, command, environment, snapshot

BUSY = "En annan byggning pågår här."
# What stands aside when the engine has come this far: pages, search, open data.
MOMENTS = ["404.html", "assets/search", "data/alla.json"]


def start_build(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scripts.build"],
        cwd=root,
        env=environment(PYTHONPATH=str(root)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists():
        assert process.poll() is None, "the build ended too early to be killed"
        time.sleep(0.002)


def change_the_book(root: Path) -> None:
    """Let the next site differ from the last."""
    book = root / BOOK
    lines = book.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.startswith("about:"))
    lines[at] = f"{lines[at].rstrip()} Boken finns.\n"
    book.write_text("".join(lines), encoding="utf-8")


# --- Killed ---


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_that_is_killed_leaves_the_last_site_whole(moment: str, built: Path) -> None:
    before = snapshot(built / "site")
    change_the_book(built)
    process = start_build(built)
    wait_for(built / ".cache/site" / moment, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert (built / ".cache/site").exists()
    assert snapshot(built / "site") == before


def test_the_next_build_heals_what_a_killed_one_left(built: Path) -> None:
    process = start_build(built)
    wait_for(built / ".cache/site/404.html", process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert command(built, "scripts.build").returncode == 0
    healed = snapshot(built / "site")
    clear(built / ".cache")
    clear(built / "site")
    assert command(built, "scripts.build").returncode == 0
    assert snapshot(built / "site") == healed
    assert sorted(path.name for path in (built / ".cache").iterdir() if "site" in path.name) == []


def test_an_engine_whose_command_was_killed_keeps_the_next_build_waiting(built: Path) -> None:
    process = start_build(built)
    wait_for(built / ".cache/site/404.html", process)
    process.kill()
    answer = command(built, "scripts.build")
    assert answer.returncode == 0, answer.stderr
    assert BUSY in answer.stderr
    assert (built / "site/data/alla.json").is_file()
    process.communicate()


def killed_between_the_renames(shown: Path, fresh: Path, previous: Path) -> None:
    """Run the swap as on a system that cannot do it in one step, and die in the middle of it."""
    code = f"""
import os, signal
from pathlib import Path
from kunskapsbank import whole_writes
whole_writes._exchanged = lambda one, other: False
rename = Path.rename
def last_rename(self, target):
    rename(self, target)
    os.kill(os.getpid(), signal.SIGKILL)
Path.rename = last_rename
whole_writes.put_in_place(Path({str(fresh)!r}), Path({str(shown)!r}), Path({str(previous)!r}))
"""
    died = subprocess.run([sys.executable, "-c", code], check=False, env=environment())
    assert died.returncode == -signal.SIGKILL
    assert not shown.exists()


def test_a_swap_killed_between_two_renames_is_healed_even_by_a_build_that_fails(built: Path) -> None:
    before = snapshot(built / "site")
    fresh = built / ".cache/site"
    fresh.mkdir()
    killed_between_the_renames(built / "site", fresh, built / ".cache/site-previous")
    book = built / BOOK
    text = book.read_text(encoding="utf-8")
    book.write_text(text + "okant: fält\n", encoding="utf-8")
    answer = command(built, "scripts.build")
    book.write_text(text, encoding="utf-8")
    assert answer.returncode == 1
    assert "okant" in answer.stdout
    assert snapshot(built / "site") == before


def test_readers_never_miss_the_site_while_it_is_exchanged(tmp_path: Path) -> None:
    shown, fresh = tmp_path / "site", tmp_path / "fresh"
    for folder in (shown, fresh):
        folder.mkdir()
        (folder / "index.html").write_text("hej", encoding="utf-8")
    if not _exchanged(fresh, shown):
        pytest.skip("this disk cannot exchange two folders in one step")
    missed = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            if not (shown / "index.html").exists():
                missed.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(2000):
        put_in_place(fresh, shown, tmp_path / "previous")
    done.set()
    reader.join()
    assert missed == []


@pytest.mark.parametrize("one_step", [True, False])
def test_the_fresh_folder_takes_the_place(
    one_step: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not one_step:
        monkeypatch.setattr("kunskapsbank.whole_writes._exchanged", lambda _one, _other: False)
    shown, fresh, previous = (tmp_path / name for name in ("site", "fresh", "previous"))
    for version in ("ett", "två"):
        fresh.mkdir()
        (fresh / "x").write_text(version, encoding="utf-8")
        put_in_place(fresh, shown, previous)
        restore(shown, previous)
        assert (shown / "x").read_text(encoding="utf-8") == version
        clear(fresh)
        clear(previous)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# --- Two at once ---


def test_of_two_builds_at_once_one_waits_and_says_so(built: Path) -> None:
    change_the_book(built)
    first, second = start_build(built), start_build(built)
    said = [process.communicate()[1] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert sorted(BUSY in text for text in said) == [False, True]
    assert "Boken finns." in (built / "site/resources/books/exempel-bok/index.html").read_text(
        encoding="utf-8"
    )


def test_a_lock_whose_holder_was_killed_is_free(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = f"""
import time
from pathlib import Path
from kunskapsbank.whole_writes import alone
with alone(Path({str(lock)!r}), lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""
    holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment())
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    told_busy: list[str] = []
    killer = threading.Timer(0.3, holder.kill)
    killer.start()
    with alone(lock, lambda: told_busy.append("busy")):
        assert told_busy == ["busy"]
    holder.communicate()
    with alone(lock, lambda: told_busy.append("busy again")):
        assert told_busy == ["busy"]


def test_a_file_is_the_old_or_the_new_one_when_its_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("old", encoding="utf-8")
    code = f"""
import os, signal
from pathlib import Path
from kunskapsbank.whole_writes import replace_text
Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
replace_text(Path({str(path)!r}), "new", Path({str(tmp_path / "aside")!r}))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment()).returncode == -9
    assert path.read_text(encoding="utf-8") == "old"
    replace_text(path, "new\r\n", tmp_path / "aside")
    assert path.read_bytes() == b"new\r\n"
