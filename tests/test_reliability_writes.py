"""Killed, out of disk, shut out or two at once: ``site/`` and data stay whole, and it is told in Swedish."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kunskapsbank.faults import ToldError, run_command, told
from kunskapsbank.whole_writes import _exchanged, alone, clear, put_in_place, replace_text, restore
from tests.small_repository import command, environment, small_repository, snapshot

BUSY = "En annan byggning pågår här."
BOOK = "data/books/exempel-bok.yml"
# What stands aside when the engine has come this far: pages, search, open data.
MOMENTS = ["404.html", "assets/search", "data/alla.json"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small repository with a whole site; each test leaves it with a whole one."""
    root = small_repository(tmp_path_factory.mktemp("small") / "repo")
    answer = command(root, "scripts.build")
    assert answer.returncode == 0, answer.stderr
    return root


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


def calm(answer: subprocess.CompletedProcess[str], *expected: str) -> None:
    """The command said no in Swedish."""
    assert answer.returncode in (1, 2), answer.stderr
    for words in expected:
        assert words in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr


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


# --- Full disk ---


def limited(root: Path, size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may write no file larger than ``size`` bytes: the system refuses as a full disk."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env=environment(PYTHONPATH=str(root)),
        check=False,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_a_build_that_may_write_no_more_says_so_and_keeps_the_last_site(built: Path) -> None:
    before = snapshot(built / "site")
    calm(limited(built, 10_000, "scripts.build"), "Filen blir större än systemet tillåter.")
    assert snapshot(built / "site") == before


@pytest.fixture
def full_disk(built: Path) -> Iterator[Path]:
    """The repository with a real disk of 300 kB for what is built aside; only root may mount one."""
    clear(built / ".cache")
    (built / ".cache").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "none", str(built / ".cache")]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root on Linux may mount a small disk")
    yield built
    subprocess.run(["umount", str(built / ".cache")], check=True)


def test_a_build_on_a_full_disk_says_so_and_keeps_the_last_site(full_disk: Path) -> None:
    before = snapshot(full_disk / "site")
    calm(command(full_disk, "scripts.build"), "Disken är full. Frigör plats.")
    assert snapshot(full_disk / "site") == before


def test_formatting_on_a_full_disk_loses_no_text(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    book = root / BOOK
    text = "# En kommentar som tas bort.\n" + book.read_text(encoding="utf-8")
    book.write_text(text, encoding="utf-8")
    calm(limited(root, 10, "scripts.format"), "Filen blir större än systemet tillåter.")
    assert book.read_text(encoding="utf-8") == text
    assert list((root / ".cache").iterdir()) == []


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


# --- Shut out, missing, in the way ---


def test_a_folder_that_is_closed_for_writing_is_told(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    if os.geteuid():
        (root / ".cache").mkdir(mode=0o555)
    else:
        # Nothing is closed to root but what the kernel itself keeps.
        (root / ".cache").symlink_to("/sys")
    calm(command(root, "scripts.build"), ".cache/build.lock", "Åtkomst nekas.")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_report_that_does_not_fit_on_the_disk_is_told(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "scripts.check"],
            cwd=root,
            env=environment(PYTHONPATH=str(root)),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stderr == "Disken är full. Frigör plats. Kör sedan kommandot igen.\n"


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    (root / ".cache").write_text("", encoding="utf-8")
    calm(command(root, "scripts.build"), ".cache: Det står redan något annat där.")


@pytest.mark.parametrize("name", ["data", "docs", "mkdocs.yml"])
def test_a_build_without_one_of_its_folders_says_which(name: str, tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    (root / name).rename(tmp_path / "away")
    calm(command(root, "scripts.build"), f"Här saknas {name}.")


def test_plain_mkdocs_tells_a_missing_part_in_swedish_too(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    (root / "node_modules").unlink()
    answer = command(root, "mkdocs", "build", "--strict")
    calm(answer, "node_modules/", "Den finns inte.", "make setup")


@pytest.mark.parametrize("name", ["check", "format", "language", "derive"])
def test_commands_without_data_say_what_is_missing(name: str, tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    clear(root / "data")
    answer = command(root, f"scripts.{name}")
    said = answer.stdout + answer.stderr
    assert answer.returncode in (1, 2), said
    assert "Traceback" not in said
    assert "finns inte" in said or "saknas" in said


# --- The words themselves ---


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT, errno.EMFILE])
def test_a_refusal_names_the_place_and_what_to_do(number: int) -> None:
    said = told(OSError(number, os.strerror(number), "site/x.html"))
    assert said is not None
    assert said.startswith("site/x.html: ")
    assert said.endswith("Kör sedan kommandot igen.")


def test_a_fault_in_our_own_code_is_not_hidden() -> None:
    assert told(KeyError("x")) is None
    assert told(OSError("from a library")) is None
    with pytest.raises(OSError, match="from a library"):
        run_command(_raising(OSError("from a library")))


def test_every_refusal_gives_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(_raising(ToldError("Det gick inte."))) == 1
    assert run_command(_raising(OSError(errno.ELOOP, "loop", "x"))) == 1
    assert run_command(_raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err == "Det gick inte.\nx: Systemet svarade: loop.\nAvbrutet.\n"


def _raising(error: BaseException) -> Callable[[], int]:
    def command() -> int:
        raise error

    return command
