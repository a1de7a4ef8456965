"""Work beside: one result, whatever becomes of the copy that makes it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from jinja2 import UndefinedError

from kunskapsbank.assemble import read
from kunskapsbank.beside import beside
from kunskapsbank.components import Components
from kunskapsbank.pages import build_pages
from kunskapsbank.site import load_site
from tests.good_site import TODAY, copy_good

HERE = os.getpid()


def test_the_result_comes_from_another_process_and_is_the_same_each_time() -> None:
    with beside(os.getpid) as result:
        assert result() == result()
    assert (result() == HERE) == (os.uname().sysname != "Linux")


def test_a_large_result_that_nobody_waits_for_stops_nothing() -> None:
    with beside(lambda: "å" * 1_000_000) as result:
        pass
    assert len(result()) == 1_000_000


def test_a_lost_copy_is_replaced() -> None:
    def work() -> str:
        if os.getpid() != HERE:
            os._exit(9)
        return "made here"

    with beside(work) as result:
        assert result() == "made here"


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_what_nobody_asks_for_is_done_all_the_same(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    with beside((tmp_path / "made").touch):
        pass
    assert (tmp_path / "made").exists()


def test_a_fault_is_raised_where_the_result_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> NoReturn:
        raise ValueError("fault")

    with pytest.raises(ValueError, match="fault"), beside(work) as result:
        result()
    assert capfd.readouterr().err == ""


def test_pages_made_beside_the_check_are_the_same(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "good")
    one, problems = load_site(root, TODAY)
    other, the_same = load_site(root, TODAY, check_beside=True)
    assert one is not None
    assert other is not None
    assert problems == the_same
    assert one.pages == other.pages


def test_data_that_cannot_become_pages_gives_problems_and_no_fault(tmp_path: Path) -> None:
    root = copy_good(tmp_path / "good")
    situation = next((root / "data" / "situations").glob("*.yml"))
    text = situation.read_text(encoding="utf-8")
    situation.write_text(text.replace("- exempel-fras", "- finns-inte"), encoding="utf-8")
    found = read(root, TODAY)
    with pytest.raises(UndefinedError):
        build_pages(found.catalogue, Components(found.catalogue, "https://example.org/"))
    expected = load_site(root, TODAY)
    assert expected[0] is None
    assert load_site(root, TODAY, check_beside=True) == expected
