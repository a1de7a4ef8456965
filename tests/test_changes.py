"""While serving, only what has changed since it was last written counts as modified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel

from kunskapsbank.adapters import changes
from kunskapsbank.adapters.changes import ChangeAwareFile, fingerprint, remember_written


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    changes._written.clear()
    changes._being_written.clear()
    yield
    changes._written.clear()
    changes._being_written.clear()


def file(folder: Path, state: str) -> ChangeAwareFile:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": str(folder), "site_dir": str(folder.parent / "site")})
    assert config.validate()[0] == []
    # MkDocs sets this while a plugin's event runs, and takes it as the maker of the file.
    config.plugins._current_plugin = "test"
    made = ChangeAwareFile.generated(
        config, "methods/trappan.md", content=state, inclusion=InclusionLevel.NOT_IN_NAV
    )
    changed = cast("ChangeAwareFile", made)
    changed.state = state
    return changed


def test_a_page_is_made_the_first_time_and_then_only_when_it_differs(tmp_path: Path) -> None:
    assert file(tmp_path, "a").is_modified()
    remember_written()
    assert not file(tmp_path, "a").is_modified()
    assert file(tmp_path, "b").is_modified()
    remember_written()
    assert not file(tmp_path, "b").is_modified()


def test_a_build_that_fails_leaves_the_page_to_be_made_again(tmp_path: Path) -> None:
    assert file(tmp_path, "a").is_modified()
    assert file(tmp_path, "a").is_modified()


def test_a_fingerprint_tells_contents_names_and_texts_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "a", tmp_path / "b"
    one.write_text("x", encoding="utf-8")
    two.write_text("x", encoding="utf-8")
    prints = {
        fingerprint([one]),
        fingerprint([two]),
        fingerprint([one, two]),
        fingerprint([one], "x"),
        fingerprint([]),
    }
    assert len(prints) == 5
    assert fingerprint([one], "x") == fingerprint([one], "x")
    assert fingerprint([tmp_path]) == fingerprint([])
