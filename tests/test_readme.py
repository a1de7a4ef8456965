"""README and CONTRIBUTING tell the truth: their commands and folders exist, and no command is left out."""

import re
from pathlib import Path

import pytest

BOTH = pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
# Named by the command that calls them, never typed.
CALLED_BY_OTHERS = {
    "find_chromium",
    "from_issue",
    "material_originals",
    "setup_chromium",
    "setup_npm",
    "setup_venv",
}


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def targets(root: Path) -> set[str]:
    """The commands that `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", read(root, "Makefile"), re.MULTILINE))


def test_the_two_commands_come_first(root: Path) -> None:
    text = read(root, "README.md")
    block = text.index("```")
    assert text[:block].count("\n") <= 5
    commands = [line.split("#")[0].strip() for line in text[block:].split("\n")[1:3]]
    assert commands == ["make serve", "make test"]


@BOTH
def test_every_command_that_is_named_exists(root: Path, name: str) -> None:
    text = read(root, name)
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets(root)
    for module in re.findall(r"-m scripts\.(\w+)", text):
        assert (root / "scripts" / module).is_dir() or (root / f"scripts/{module}.py").is_file(), module


def test_no_command_is_left_out(root: Path) -> None:
    text = read(root, "README.md")
    missing = {target for target in targets(root) if not re.search(rf"make {target}\b", text)}
    assert missing == set()
    scripts = {path.stem for path in (root / "scripts").glob("*.py")} - CALLED_BY_OTHERS - targets(root)
    assert {script for script in scripts if f"scripts.{script}" not in text} == set()


@BOTH
def test_every_folder_and_file_that_is_named_exists(root: Path, name: str) -> None:
    text = read(root, name)
    rooms = re.findall(r"^\| ((?:`[\w./-]+/`(?:, )?)+) \|", text, re.MULTILINE)
    named = [place for room in rooms for place in re.findall(r"`([^`]+)`", room)]
    named += re.findall(r"\]\(([^)#:]+)\)", text)
    assert named
    assert [place for place in named if not (root / place).exists()] == []


def test_every_team_in_the_owners_file_is_to_be_created(root: Path) -> None:
    teams = set(re.findall(r"@junis/([a-z-]+)", read(root, ".github/CODEOWNERS")))
    text = read(root, "CONTRIBUTING.md")
    assert {team for team in teams if f"`{team}`" not in text} == set()


def test_the_checks_that_must_be_green_are_jobs(root: Path) -> None:
    named = re.search(r"the checks (.+)\.", read(root, "CONTRIBUTING.md"))
    assert named
    paths = (root / ".github/workflows").glob("*.yml")
    workflows = "".join(path.read_text(encoding="utf-8") for path in paths)
    for job in re.findall(r"`([^`]+)`", named[1]):
        assert f"    name: {job}\n" in workflows, job
