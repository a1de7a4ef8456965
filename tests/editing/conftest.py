"""The small valid repository: one copy to write in for each test, and one to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.macros import SIGNATURES
from tests.good_site import TODAY, copy_good


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small valid repository to write in, on a known day, as the working folder of the commands."""
    root = copy_good(tmp_path / "repo")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    return root


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    """The same repository for tests that only read."""
    root = copy_good(tmp_path_factory.mktemp("shelf") / "repo")
    return root, assemble(root, TODAY, SIGNATURES)[0]
