"""Write the search beside a built site: the documents that can be found, and the index of their words."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from kunskapsbank.built_pages import BuiltPage, read_built_page
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.node import find_node
from kunskapsbank.search import search_documents
from kunskapsbank.site import Site

FOLDER = "assets/search"
_SECONDS = 120


class SearchError(RuntimeError):
    """Node failed; the message is its own."""


def write_documents(site: Site, root: Path, built: Path) -> None:
    """Read what can be found from the built pages into the cache; a step of ``publishing``.

    The documents are only a step on the way to the index: one file for each built site, left alone when
    they are as they were the last time.

    Args:
        site: what the pages were made from.
        root: the repository's root.
        built: the folder with the built pages.
    """
    source = search_source(site, built)
    text = json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    documents = _documents(root, built)
    if not documents.exists() or documents.read_text(encoding="utf-8") != text:
        documents.parent.mkdir(parents=True, exist_ok=True)
        documents.write_text(text, encoding="utf-8", newline="\n")


def write_index(_site: Site, root: Path, built: Path) -> None:
    """Write index.json and full.json to ``assets/search`` in the built site; a step of ``publishing``.

    Nothing is written when the index is newer than the documents and the scripts it is made with.

    Args:
        _site: not needed; ``write_documents`` has read it.
        root: the repository's root, with ``assets/search`` and ``node_modules``.
        built: the folder with the built pages.

    Raises:
        SearchError: Node failed.
    """
    folder = built / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    documents, scripts = _documents(root, built), root / "assets" / "search"
    if not _is_current(folder, [documents, *scripts.glob("*.js"), root / "package-lock.json"]):
        _run(root, [find_node(), scripts / "build.js", documents, folder])


def search_source(site: Site, built: Path) -> dict[str, object]:
    """Return what ``build.js`` makes the index from: documents, editors' words, municipalities.

    Args:
        site: what the pages were made from.
        built: the folder with the built pages.
    """
    return search_documents(site.catalogue, _built_pages(built, site.catalogue))


def _documents(root: Path, built: Path) -> Path:
    name = hashlib.sha256(str(built.resolve()).encode()).hexdigest()[:12]
    return root / ".cache" / "search" / f"{name}.json"


def _is_current(folder: Path, sources: Iterable[Path]) -> bool:
    """Tell whether the index is there and newer than everything it is made from."""
    written = [folder / name for name in ("index.json", "full.json")]
    if not all(path.exists() for path in written):
        return False
    oldest = min(path.stat().st_mtime for path in written)
    return oldest >= max(path.stat().st_mtime for path in sources if path.exists())


def _built_pages(site: Path, catalogue: Catalogue) -> dict[str, BuiltPage]:
    """Read every page that a document may lead to. Pages of one entry only have to exist."""
    pages: dict[str, BuiltPage] = {}
    for item in catalogue.items.values():
        if item.kind.own_page and (site / item.address / "index.html").is_file():
            pages[item.address] = BuiltPage(frozenset(), (), ())
    shared = {item.kind.address for item in catalogue.items.values() if not item.kind.own_page}
    for address in shared | {page.address for page in catalogue.pages.values()}:
        path = site / address / "index.html"
        if path.is_file():
            pages[address] = read_built_page(path.read_text(encoding="utf-8"))
    return pages


def _run(root: Path, command: Sequence[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_SECONDS,
    )
    if done.returncode:
        raise SearchError(done.stderr or done.stdout)
