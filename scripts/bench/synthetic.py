"""Write a copy of the repository with any number of made-up entries of real shape, for measuring.

The real catalogue is the pattern. Each kind gets its share of the entries; within a kind the originals are
taken evenly by size, so that 300 and 10,000 entries have the same mix of short and long. Every copy keeps
the fields, lists and lengths of its original, while one long word in four is exchanged for another of the
same length out of the same catalogue: no text repeats, so no cache and no compression is flattered, and
nobody can take the entries for real ones. References lead to copies that exist. The hand-written pages are
all kept; what they name is led to a copy, and links to anchors and to entries that were not drawn become
plain text.

Use: ``python -m scripts.bench.synthetic ENTRIES FOLDER [--seed NUMBER]``
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from pydantic import BaseModel

from kunskapsbank.assemble import assemble
from kunskapsbank.canonical import KeyOrder, dump
from kunskapsbank.load import Document, read_page, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import format_report, has_errors
from kunskapsbank.schema.kinds import PAGE_MODEL, key_order
from kunskapsbank.schema.pages import MunicipalitiesFile
from kunskapsbank.schema.search import SEARCH_FILES
from kunskapsbank.yaml_reader import Node
from scripts.bench.made_up_entries import Words, made_up
from scripts.bench.references import Leading, page_text, with_references
from scripts.bench.sampling import always_there, draw

_FOLDERS: Final = ("assets", "kunskapsbank", "overrides", "schemas", "scripts", "docs")
_FILES: Final = ("mkdocs.yml", "package.json", "package-lock.json", "pyproject.toml", "LICENSE")
# Lists that name no entries are taken over as they stand.
_DATA_AS_IT_STANDS: Final = ("vocabularies", "language", "links", "templates")


def write_repository(source: Path, folder: Path, entries: int, seed: int = 1) -> None:
    """Write a repository with made-up entries that ``scripts.check`` and the build accept.

    Args:
        source: the real repository's root; its ``node_modules`` are linked to, not copied.
        folder: where the copy is written; must not exist.
        entries: how many entries there are to be, sources included (they are half of all).
        seed: decides which words are exchanged; the same seed gives the same bytes.

    Raises:
        FileExistsError: ``folder`` is there already.
        ValueError: the real data has errors, so that there is no pattern to follow.
    """
    if folder.exists():
        raise FileExistsError(folder)
    catalogue, problems = assemble(source, None, SIGNATURES)
    if has_errors(problems):
        raise ValueError(format_report(problems))
    folder.mkdir(parents=True)
    _copy_the_rest(source, folder)
    drawn = draw(catalogue, entries, always_there(source, catalogue))
    led = Leading(catalogue, drawn)
    words = Words(catalogue, seed)
    titles: set[tuple[str, str]] = set()
    for one in drawn:
        path = folder / "data" / f"{one.ref}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = made_up(one, led, words, titles)
        path.write_text(_dump(data, one.original.kind.model), encoding="utf-8")
    _write_shared(source, folder, led)
    _write_pages(source, folder, led)


def _dump(data: Mapping[str, Node], model: type[BaseModel]) -> str:
    return dump(data, cast("KeyOrder", key_order(model)))


def _copy_the_rest(source: Path, folder: Path) -> None:
    skip = shutil.ignore_patterns("__pycache__")
    for name in _FOLDERS:
        shutil.copytree(source / name, folder / name, ignore=skip)
    for name in _FILES:
        shutil.copy(source / name, folder / name)
    (folder / "data").mkdir()
    for name in _DATA_AS_IT_STANDS:
        shutil.copytree(source / "data" / name, folder / "data" / name)
    (folder / "data" / "moved.yml").write_text("moves: []\n", encoding="utf-8")
    (folder / "node_modules").symlink_to((source / "node_modules").resolve())


def _write_shared(source: Path, folder: Path, led: Leading) -> None:
    """Write the files that name entries: municipalities, and what the search knows."""
    shared: dict[str, type[BaseModel]] = {f"search/{name}.yml": model for name, model in SEARCH_FILES.items()}
    shared["municipalities.yml"] = MunicipalitiesFile
    (folder / "data" / "search").mkdir()
    for name, model in shared.items():
        if (source / "data" / name).is_file():
            document = _read(read_yaml(source, source / "data" / name))
            data = with_references(document, model, led)
            (folder / "data" / name).write_text(_dump(data, model), encoding="utf-8")


def _read(result: Document | list[Any]) -> Document:
    if isinstance(result, list):
        raise TypeError("the files were checked before, and cannot have errors now")
    return result


def _write_pages(source: Path, folder: Path, led: Leading) -> None:
    docs = source / "docs"
    for path in sorted(docs.rglob("*.md")):
        document = _read(read_page(source, path))
        front = with_references(document, PAGE_MODEL, led)
        for before, after in zip(_source_refs(document.data), _source_refs(front), strict=True):
            after.setdefault("name", before["id"])  # so that cite("…") still finds it
        body = page_text(document.body, path.relative_to(docs), led)
        text = f"---\n{_dump(front, PAGE_MODEL)}---\n{body}"
        (folder / path.relative_to(source)).write_text(text, encoding="utf-8")


def _source_refs(front: Mapping[str, Node]) -> Iterator[dict[str, Node]]:
    for source in front.get("sources", ()):
        yield cast("dict[str, Node]", source)


def main() -> int:
    """Write a repository of made-up entries for measuring."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("entries", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write_repository(Path.cwd(), chosen.folder, chosen.entries, chosen.seed)
    print(f"{chosen.entries} entries in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
