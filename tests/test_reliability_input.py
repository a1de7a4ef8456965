"""Other systems' habits: language, time zone, line ends, capitals, letters in two parts, odd variables."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.clock import build_day
from kunskapsbank.faults import ToldError
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Problem
from tests.good_site import TODAY, copy_good
from tests.small_repository import command, small_repository, snapshot

# The shell of a bare container or a cron job, and a clock in the other half of the world.
BARE = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati"}
BOOK = "data/books/exempel-bok.yml"
GUIDE = "docs/guides/orosanmalan.md"


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site of the small repository with letters of every sort, built as usual."""
    root = with_letters(small_repository(tmp_path_factory.mktemp("usual") / "repo"))
    assert command(root, "scripts.build", LANG="C.UTF-8").returncode == 0
    return snapshot(root / "site")


def with_letters(root: Path) -> Path:
    """Give the guide a heading and a text that fall apart when letters are taken in two parts."""
    guide = root / GUIDE
    text = guide.read_text(encoding="utf-8")
    ask = "\n## Är du orolig på kvällen?\n\nSäg så här: «Åh, vad bra att du berättade.»\n"
    guide.write_text(text.replace("\n{{ page_end() }}", f"{ask}\n{{{{ page_end() }}}}"), encoding="utf-8")
    return root


def calm(answer: subprocess.CompletedProcess[str], *expected: str) -> None:
    said = answer.stdout + answer.stderr
    assert answer.returncode == 1, said
    assert "Traceback" not in said
    for words in expected:
        assert words in said


def problems(root: Path) -> list[Problem]:
    return assemble(root, TODAY, SIGNATURES)[1]


# --- Language and time zone ---


def test_language_and_time_zone_change_no_byte(expected: dict[str, str], tmp_path: Path) -> None:
    root = with_letters(small_repository(tmp_path / "repo"))
    answer = command(root, "scripts.build", **BARE)
    assert answer.returncode == 0, answer.stderr
    assert snapshot(root / "site") == expected


def test_plain_mkdocs_gives_the_same_bytes_in_a_bare_shell(expected: dict[str, str], tmp_path: Path) -> None:
    root = with_letters(small_repository(tmp_path / "repo"))
    answer = command(root, "mkdocs", "build", "--strict", **BARE)
    assert answer.returncode == 0, answer.stderr
    assert snapshot(root / "site") == expected


def test_a_bare_shell_still_gets_swedish(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    (root / BOOK).write_text("title: Bok på ön\n", encoding="utf-8")
    calm(command(root, "scripts.check", **BARE), "Så ska det vara: ", "Fältet krävs.")
    calm(command(root, "scripts.build", **BARE), "Så ska det vara: ")
    calm(command(root, "mkdocs", "build", "--strict", **BARE), BOOK)


# --- Line ends and letters in two parts ---


def test_windows_line_ends_and_letters_in_two_parts_change_no_byte(
    expected: dict[str, str], tmp_path: Path
) -> None:
    root = with_letters(small_repository(tmp_path / "repo"))
    changed = 0
    for folder in ("data", "docs"):
        for path in [*(root / folder).rglob("*.yml"), *(root / folder).rglob("*.md")]:
            text = unicodedata.normalize("NFD", path.read_text(encoding="utf-8")).replace("\n", "\r\n")
            changed += not unicodedata.is_normalized("NFC", text)
            path.write_bytes(text.encode())
    assert changed > 20
    answer = command(root, "scripts.build")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert snapshot(root / "site") == expected


def test_format_mends_line_ends_and_letters_in_two_parts(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    assert command(root, "scripts.format").returncode == 0
    book = root / BOOK
    good = book.read_bytes()
    book.write_bytes(unicodedata.normalize("NFD", good.decode()).replace("\n", "\r\n").encode())
    asked = command(root, "scripts.format", "--check")
    assert asked.returncode == 1
    assert f"{BOOK}: skiljer sig från den gemensamma formen" in asked.stdout
    assert command(root, "scripts.format").returncode == 0
    assert book.read_bytes() == good


# --- Names that differ only by case, or are written in two parts ---


@pytest.mark.parametrize(
    "name",
    [
        "data/books/Exempel-bok.yml",
        "data/books/exempel-bok.YML",
        unicodedata.normalize("NFD", "data/books/bläckfisken.yml"),
        "docs/guides/Orosanmalan.md",
        "docs/guides/orosanmalan.MD",
        "docs/Guides/orosanmalan.md",
        "docs/guides/orosanmalan.markdown",
        unicodedata.normalize("NFD", "docs/guides/orosanmälan.md"),
    ],
)
def test_a_name_that_is_another_file_on_another_system_is_told(name: str, tmp_path: Path) -> None:
    root = copy_good(tmp_path / "repo")
    like = root / (BOOK if name.startswith("data/") else GUIDE)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_bytes(like.read_bytes())
    rules = {problem.rule for problem in problems(root) if problem.path == name}
    assert rules & {"Y31", "Y33"}


@pytest.mark.parametrize(
    ("path", "right", "wrong", "hint"),
    [
        (
            "data/methods/exempel-metod.yml",
            "  - books/exempel-bok",
            "  - books/Exempel-Bok",
            "Menade du «books/exempel-bok»?",
        ),
        ("data/methods/exempel-metod.yml", "  - skola", "  - Skola", "Menade du «skola»?"),
        (GUIDE, 'chart("exempel-tal")', 'chart("Exempel-Tal")', "Menade du «exempel-tal»?"),
        (GUIDE, 'audience="skola"', 'audience="SKOLA"', "Menade du «skola»?"),
    ],
)
def test_a_reference_with_the_wrong_case_is_told_with_the_right_one(
    path: str, right: str, wrong: str, hint: str, tmp_path: Path
) -> None:
    root = copy_good(tmp_path / "repo")
    text = (root / path).read_text(encoding="utf-8")
    assert right in text
    (root / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    assert hint in {problem.hint for problem in problems(root)}


def test_no_two_files_of_the_real_repository_differ_only_by_case(root: Path) -> None:
    rooms = [
        root / name for name in ("data", "docs", "kunskapsbank", "overrides", "assets", "scripts", "tests")
    ]
    names = [path.relative_to(root).as_posix() for room in rooms for path in room.rglob("*")]
    names = [name for name in names if "__pycache__" not in name]
    assert len(names) > 500
    assert len({unicodedata.normalize("NFC", name).casefold() for name in names}) == len(names)


# --- The day ---


@pytest.mark.parametrize("epoch", ["i dag", "-1", "1.5", "²", "1795305600 ", "999999999999", "9" * 30])
def test_a_day_that_is_not_seconds_is_told(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(ToldError, match="SOURCE_DATE_EPOCH ska vara antalet sekunder"):
        build_day()


def test_every_command_tells_a_wrong_day_in_swedish(tmp_path: Path) -> None:
    root = small_repository(tmp_path / "repo")
    for words in (["scripts.check"], ["scripts.build"], ["mkdocs", "build", "--strict"]):
        calm(
            command(root, *words, SOURCE_DATE_EPOCH="i dag"),
            "SOURCE_DATE_EPOCH ska vara",
            "Nu är det «i dag».",
        )


def test_an_empty_day_is_no_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert build_day() is None
