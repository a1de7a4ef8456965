"""Out of disk, shut out, missing: what the system refuses is told in Swedish, and nothing is lost."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kunskapsbank.faults import ToldError, run_command, told
from kunskapsbank.whole_writes import clear
from tests.small_repository import BOOK, command, environment, small_repository, snapshot


def calm(answer: subprocess.CompletedProcess[str], *expected: str) -> None:
    """The command said no in Swedish."""
    assert answer.returncode in (1, 2), answer.stderr
    for words in expected:
        assert words in answer.stdout + answer.stderr
    assert "Traceback" not in answer.stdout + answer.stderr


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
