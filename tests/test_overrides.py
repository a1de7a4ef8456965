"""Our templates stand in for the theme's: a new release of the theme must not pass unnoticed."""

import json
from importlib.metadata import version
from pathlib import Path

from kunskapsbank.bundling import THEME_STYLES
from scripts.material_originals import RECORDED, fingerprints, theme_folder

HOW = (
    "Compare these with ours in overrides/, take over what is new, then run: "
    ".venv/bin/python -m scripts.material_originals"
)


def test_the_theme_files_that_ours_replace_or_include_are_the_ones_we_compared_with(root: Path) -> None:
    recorded = json.loads((root / RECORDED).read_text(encoding="utf-8"))
    now = fingerprints(root)
    changed = sorted(
        name for name in recorded["files"].keys() | now.keys() if recorded["files"].get(name) != now.get(name)
    )
    assert changed == [], (
        f"Material {version('mkdocs-material')} differs from {recorded['material']} in {changed}. {HOW}"
    )


def test_the_theme_still_has_each_style_sheet_that_ours_builds_on() -> None:
    assert [pattern for pattern in THEME_STYLES if len(list(theme_folder().glob(pattern))) != 1] == []
