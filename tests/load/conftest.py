"""Both YAML parsers that may be installed: the slow one of Python's own, and libyaml's."""

from __future__ import annotations

import pytest
import yaml

from kunskapsbank import yaml_reader

PARSERS = [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)]


@pytest.fixture(params=PARSERS, ids=["python", "libyaml"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", request.param)
