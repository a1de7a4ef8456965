"""The theme's files: the same ones as MkDocs finds, without going through its icons."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import Files

from kunskapsbank.adapters.theme import list_only_shown_files


def test_mkdocs_takes_the_same_files_from_the_theme_and_icons_are_still_found(root: Path) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    before, after = Files([]), Files([])
    before.add_files_from_theme(config.theme.get_env(), config)
    list_only_shown_files(config.theme)
    environment = config.theme.get_env()
    after.add_files_from_theme(environment, config)
    assert sorted(before.src_uris) == sorted(after.src_uris)
    assert len(before.src_uris) > 20
    assert "<svg" in environment.get_template(".icons/material/pencil.svg").render()
    listed = environment.list_templates()
    assert "main.html" in listed
    assert not [name for name in listed if "/." in f"/{name}"]
