"""The canonical form of every file in data/: what it should be, compared with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.load import Document, read_folder, read_yaml
from kunskapsbank.problems import Problem
from kunskapsbank.schema.kinds import KINDS, key_order
from kunskapsbank.schema.pages import MovedFile, MunicipalitiesFile, VocabularyFile


def canonical_files(root: Path) -> Iterator[tuple[Path, str] | Problem]:
    """Yield (path, canonical text) for every readable data file, and a problem for every other."""
    data = root / "data"
    folders = [(data / kind.folder, kind.model) for kind in KINDS] + [(data / "vocabularies", VocabularyFile)]
    for folder, model in folders:
        if folder.is_dir():
            documents, problems = read_folder(root, folder)
            yield from problems
            for document in documents:
                yield root / document.path, _text(document, model)
    for name, model in (("municipalities.yml", MunicipalitiesFile), ("moved.yml", MovedFile)):
        result = read_yaml(root, data / name)
        if isinstance(result, Document):
            yield root / result.path, _text(result, model)
        else:
            yield from result


def _text(document: Document, model: type) -> str:
    return dump(document.data, cast("KeyOrder", key_order(model)))
