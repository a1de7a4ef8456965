"""ARCHITECTURE.md tells the truth: its rooms exist, and only the adapters know an engine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ENGINES = {"mkdocs", "mkdocs_macros", "material", "zensical", "properdocs"}


def imported(path: Path) -> Iterator[str]:
    """The top-level name of every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_every_room_that_is_named_exists(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert rows
    for row in rows:
        folder = ""
        for name in re.findall(r"`([^`]+)`", row):
            path = name if (root / name).exists() else folder + name
            assert (root / path).exists(), name
            folder = path.rstrip("/").rpartition("/")[0] + "/"


def test_only_the_adapters_import_an_engine(root: Path) -> None:
    package = root / "kunskapsbank"
    knowing = {
        path.relative_to(package).as_posix()
        for path in sorted(package.rglob("*.py"))
        if ENGINES & set(imported(path)) and path.parent.name != "adapters"
    }
    assert knowing == set()


def test_the_clock_is_read_in_one_place(root: Path) -> None:
    readers = [
        path.relative_to(root).as_posix()
        for path in sorted((root / "kunskapsbank").rglob("*.py"))
        if re.search(r"\b(datetime\.now|date\.today|time\.time)\(", path.read_text(encoding="utf-8"))
    ]
    assert readers == ["kunskapsbank/clock.py"]
