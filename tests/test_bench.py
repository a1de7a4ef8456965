"""Measuring: made-up entries of real shape that the rules accept, honest bars, figures of real processes."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import has_errors
from kunskapsbank.rules.texts import isbn_is_valid
from kunskapsbank.schema.kinds import KINDS
from scripts.bench.__main__ import bars, tell
from scripts.bench.bars import Bar, table
from scripts.bench.engines import write_projects
from scripts.bench.made_up_entries import _isbn
from scripts.bench.measured import MeasuringError, Run, median_of, run
from scripts.bench.sampling import _shares
from scripts.bench.steps import YARDSTICK
from scripts.bench.synthetic import write_repository
from scripts.bench.weight import weigh
from tests.good_site import good_site

SIZE = 300


@pytest.fixture(scope="module")
def made_up(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "made-up"
    write_repository(root, folder, SIZE)
    return folder


@pytest.fixture(scope="module")
def catalogue(made_up: Path) -> Catalogue:
    found, problems = assemble(made_up, None, SIGNATURES)
    assert not has_errors(problems), problems[:3]
    return found


def test_made_up_entries_are_valid_and_as_many_as_asked_for(catalogue: Catalogue) -> None:
    assert len(catalogue.items) == SIZE


def test_every_kind_has_its_share(catalogue: Catalogue, root: Path) -> None:
    real = Counter({kind.folder: len(list((root / "data" / kind.folder).glob("*.yml"))) for kind in KINDS})
    made = Counter(item.kind.folder for item in catalogue.items.values())
    expected = {folder: SIZE * count / real.total() for folder, count in real.items()}
    # Two more than its share may be there, since templates name a few entries.
    assert {folder for folder, count in expected.items() if not -1 < made[folder] - count < 2} == set()


def test_made_up_entries_are_as_long_as_real_ones(catalogue: Catalogue, root: Path, made_up: Path) -> None:
    def mean(place: Path) -> float:
        sizes = [
            path.stat().st_size for kind in KINDS for path in (place / "data" / kind.folder).glob("*.yml")
        ]
        return sum(sizes) / len(sizes)

    assert len(catalogue.items)
    assert mean(made_up) == pytest.approx(mean(root), rel=0.15)


def test_all_hand_written_pages_are_kept(catalogue: Catalogue, root: Path) -> None:
    assert len(catalogue.pages) == len(list((root / "docs").rglob("*.md")))


def test_the_same_seed_gives_the_same_bytes(root: Path, made_up: Path, tmp_path: Path) -> None:
    write_repository(root, tmp_path / "again", SIZE)
    for folder in ("data", "docs"):
        first = {p.relative_to(made_up): p.read_bytes() for p in (made_up / folder).rglob("*") if p.is_file()}
        again = tmp_path / "again"
        assert first == {
            p.relative_to(again): p.read_bytes() for p in (again / folder).rglob("*") if p.is_file()
        }


def test_no_entry_is_taken_over_as_it_stands(root: Path, made_up: Path) -> None:
    same = [
        path.name
        for path in (made_up / "data" / "methods").glob("*.yml")
        if path.read_text(encoding="utf-8") == (root / "data/methods" / path.name).read_text(encoding="utf-8")
    ]
    assert same == []


def test_a_folder_that_is_there_is_left_alone(root: Path, tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_repository(root, tmp_path, SIZE)


@pytest.mark.parametrize("total", [300, 1000, 1858, 10_000])
def test_shares_add_up(total: int) -> None:
    shares = _shares({"a": 941, "b": 88, "c": 6, "d": 823}, total)
    assert sum(shares.values()) == total
    assert min(shares.values()) >= 1


def test_made_up_isbns_are_right() -> None:
    assert all(isbn_is_valid(_isbn(f"books/{number}")) for number in range(50))


def test_a_command_is_measured_with_the_memory_of_its_children(tmp_path: Path) -> None:
    hungry = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytes(range(256)) * 400000'])"
    )
    found = run([sys.executable, "-c", hungry], tmp_path)
    assert found.megabytes > 100
    assert found.processor > 0
    assert found.seconds > 0


def test_a_command_that_fails_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(MeasuringError, match="gick sönder"):
        run([sys.executable, "-c", "raise SystemExit('gick sönder')"], tmp_path)


def test_the_median_is_taken_of_each_figure_by_itself() -> None:
    assert median_of([Run(1, 9, 5), Run(2, 8, 4), Run(30, 1, 6)]) == Run(2, 8, 5)


def test_a_missed_bar_is_not_hidden() -> None:
    assert Bar("bygge", 1.5, 1.4, "×").row() == ("bygge", "1.50 ×", "≤ 1.4 ×", "DOES NOT HOLD")
    assert Bar("bygge", 1.4, 1.4, "×").row()[3] == "holds"


def test_a_table_is_markdown() -> None:
    assert table("Rubrik", ("a", "bb"), [(1, 2.5)]).split("\n") == [
        "",
        "## Rubrik",
        "",
        "| a | bb   |",
        "| - | ---- |",
        "| 1 | 2.50 |",
    ]


def size(entries: int, seconds: float, megabytes: float) -> dict[str, object]:
    one = {"seconds": seconds, "processor": seconds, "megabytes": megabytes}
    steps = {
        YARDSTICK: 0.36,
        "read, check and link": 0.5,
        "pages from data": 0.2,
        "macros of guides": 0.1,
        "write_exports": 0.1,
    }
    return {
        "entries": entries,
        "pages": 400,
        "runs": 5,
        "step runs": 5,
        "check": one,
        "build": one,
        "steps": steps,
    }


def test_every_bar_of_the_project_is_held_against_its_figure() -> None:
    names = [
        "ours, whole (make build)",
        "plain MkDocs + Material",
        "Zensical 1, cold",
        "Zensical 1, warm",
        "Starlight",
    ]
    engines = {
        name: {"seconds": float(number + 1), "processor": 1.0, "megabytes": 1.0}
        for number, name in enumerate(names)
    }
    figures = {
        "machine": {"processors": 2},
        "sizes": [size(1000, 2.0, 100), size(10_000, 40.0, 500)],
        "engines": {"entries": 1000, "pages": 400, "runs": 5, "engines": engines},
        "rebuild": {"entries": 1000, "runs": 5, "seconds": 0.5, "wait": 0.9},
    }
    found = {bar.what: (round(bar.value, 2), bar.limit, bar.holds) for bar in bars(figures)}
    assert found == {
        "check of 1,000 entries": (2.0, 1.0, False),
        "own share of 1,000, load to exports": (0.9, 1.2, True),
        "the check, as quick as libyaml was": (1.0, 1.0, True),
        "our share likewise": (0.45, 1.2, True),
        "peak memory of the build at 10,000": (500, 450, False),
        "cost per entry at 10,000 against 1,000": (2.0, 1.15, False),
        "whole build of 1000 entries against plain MkDocs + Material": (0.5, 1.4, True),
        "whole build of 1000 entries against Zensical 1, cold": (0.33, 0.9, True),
        "whole build of 1000 entries against Starlight": (0.2, 0.7, True),
        "rebuild of one change while serving 1000 entries": (0.5, 1.0, True),
    }
    told = "\n".join(tell(figures | {"bars": [vars(bar) for bar in bars(figures)]}))
    assert told.count("DOES NOT HOLD") == 3
    assert "| all our steps                 | 0.90 | 0.90  |" in told
    assert "this machine takes 2.0 times as long" in told


def test_other_engines_get_every_page_without_our_templates(tmp_path: Path) -> None:
    site = good_site(tmp_path / "repository")
    count = write_projects(site, tmp_path / "repository/docs", tmp_path / "engines")
    for docs in ("stock/docs", "starlight/src/content/docs"):
        pages = list((tmp_path / "engines" / docs).rglob("*.md"))
        assert len(pages) == count == len(site.pages) + len(site.catalogue.pages)
        assert [page for page in pages if "\ntemplate: " in page.read_text(encoding="utf-8")] == []


def test_a_page_weighs_its_styles_and_scripts_but_not_print_styles(tmp_path: Path) -> None:
    for name in ("start", "guides/nu/a", "guides/a", "methods/a", "resources/books", "a-o"):
        folder = tmp_path if name == "start" else tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        links = '<link rel="stylesheet" href="a.css"><link rel="stylesheet" href="p.css" media="print">'
        (folder / "index.html").write_text(f'{links}<script src="a.js"></script>', encoding="utf-8")
        for file in ("a.css", "p.css", "a.js"):
            (folder / file).write_text("x" * 1000, encoding="utf-8")
    weight = weigh(tmp_path)["start"]
    assert 0 < weight["js"] == weight["css"] < 100
