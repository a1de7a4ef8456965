"""The canonical form of every file in data/: what it should be, compared with what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from pydantic import BaseModel

from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.load import Document, read_folder, read_yaml
from kunskapsbank.problems import Problem
from kunskapsbank.schema.kinds import KINDS, key_order
from kunskapsbank.schema.pages import LeftOutFile, MovedFile, MunicipalitiesFile, VocabularyFile
from kunskapsbank.schema.search import SEARCH_FILES

_SINGLE_FILES: dict[str, type[BaseModel]] = {
    "municipalities.yml": MunicipalitiesFile,
    "moved.yml": MovedFile,
}


def canonical_files(root: Path) -> Iterator[tuple[Path, str] | Problem]:
    """Yield (path, canonical text) for every readable data file, and a problem for every other."""
    data = root / "data"
    folders: list[tuple[Path, type[BaseModel]]] = [(data / kind.folder, kind.model) for kind in KINDS]
    folders += [(data / "vocabularies", VocabularyFile), (data / "left-out", LeftOutFile)]
    for folder, model in folders:
        if folder.is_dir():
            documents, problems = read_folder(root, folder)
            yield from problems
            for document in documents:
                yield root / document.path, _text(document, model)
    single = dict(_SINGLE_FILES)
    for name, model in SEARCH_FILES.items():
        if (data / "search" / f"{name}.yml").exists():
            single[f"search/{name}.yml"] = model
    for name, model in single.items():
        result = read_yaml(root, data / name)
        if isinstance(result, Document):
            yield root / result.path, _text(result, model)
        else:
            yield from result


def _text(document: Document, model: type[BaseModel]) -> str:
    return dump(document.data, cast("KeyOrder", key_order(model)))
