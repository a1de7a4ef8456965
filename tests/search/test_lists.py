"""The search against lists of realistic queries: what comes first, and that help is never missed."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kunskapsbank.node import find_node
from tests.browser.serving import shared_site


@dataclass(frozen=True)
class QueryList:
    """A list of queries and the shares that must have a right page first and among the first three."""

    file: str
    top1: float
    top3: float
    half: str | None = None


LISTS = [
    QueryList("queries.yml", 0.90, 0.97),
    QueryList("more-queries.yml", 0.88, 0.96),
    QueryList("unseen-queries.yml", 0.90, 0.95, "work"),
    QueryList("unseen-queries.yml", 0.85, 0.93, "held"),
    # Written before the engine was seen: then 68 and 67 of 100 came first, 80 and 82 among three.
    QueryList("unseen-more.yml", 0.80, 0.90, "work"),
    QueryList("unseen-more.yml", 0.65, 0.83, "held"),
    # At first 70 of 100 came first and 85 among three; of the last third 82 and 90.
    QueryList("workplace-queries.yml", 0.76, 0.88),
    # Only help is asked of these: 64 and 75 of 100 had it before they were tuned against.
    QueryList("help-queries.yml", 0.0, 0.0),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built index."""
    return shared_site(tmp_path_factory) / "assets" / "search"


@pytest.mark.parametrize("queries", LISTS, ids=[f"{each.file}-{each.half or 'all'}" for each in LISTS])
def test_a_list_reaches_its_bars_and_help_is_never_missed(
    queries: QueryList, index: Path, root: Path, tmp_path: Path
) -> None:
    answer = _measure(_rows(root, queries), index, root, tmp_path)
    print(_table(answer))  # noqa: T201  # the table per class is what a reader of the log wants
    total = answer["table"][-1]
    assert total["empty"] == 0, _table(answer)
    assert [miss["query"] for miss in answer["misses"] if not miss["helped"]] == []
    assert total["top1"] >= queries.top1 * total["n"], _table(answer)
    assert total["top3"] >= queries.top3 * total["n"], _table(answer)


def _rows(root: Path, queries: QueryList) -> list[dict[str, Any]]:
    text = (root / "tests" / "search" / queries.file).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)["queries"]
    return [row for row in rows if queries.half in (None, row.get("half"))]


def _measure(rows: list[dict[str, Any]], index: Path, root: Path, folder: Path) -> dict[str, Any]:
    asked = folder / "queries.json"
    asked.write_text(json.dumps(rows), encoding="utf-8")
    script = root / "tests" / "search" / "measure.mjs"
    command = [str(part) for part in (find_node(), script, index, asked, "--json")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _table(answer: dict[str, Any]) -> str:
    lines = [
        f"{row['class']:14} {row['n']:4} {row['top1']:4} {row['top3']:4} {row['empty']:3}"
        for row in answer["table"]
    ]
    return "\n".join(["class             n  top1 top3 empty", *lines])
