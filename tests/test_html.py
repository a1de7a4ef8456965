"""The written HTML is valid: one page of each type, and the page for wrong addresses."""

from pathlib import Path

import pytest

from scripts.audit.html import html_faults
from tests.browser.page_types import PAGE_TYPES
from tests.browser.serving import shared_site


def test_one_page_of_each_type_is_valid(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = shared_site(tmp_path_factory)
    pages = [folder / path / "index.html" for path in PAGE_TYPES.values()]
    assert html_faults([*pages, folder / "404.html"], root) == []


def test_a_fault_is_noticed(root: Path, tmp_path: Path) -> None:
    page = tmp_path / "fel.html"
    page.write_text("<!doctype html><html lang=sv><title>Fel</title><p><button></p></html>", encoding="utf-8")
    assert html_faults([page], root)
