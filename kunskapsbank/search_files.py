"""Write the search beside a built site: documents, index and the script that readers load."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from kunskapsbank.built_pages import BuiltPage, read_built_page
from kunskapsbank.bundling import bundle
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.node import find_node
from kunskapsbank.search import search_documents
from kunskapsbank.site import Site

FOLDER = "assets/search"
_SECONDS = 120


class SearchError(RuntimeError):
    """Node failed; the message is its own."""


def write_search(site: Site, root: Path, built: Path) -> None:
    """Write index.json, full.json and search.js to ``assets/search`` in the built site.

    Nothing is written when documents and scripts are as they were the last time.

    Args:
        site: what the pages were made from.
        root: the repository's root, with ``assets/search`` and ``node_modules``.
        built: the folder with the built pages.

    Raises:
        SearchError: Node failed.
        BundlingError: a script has a fault.
    """
    folder = built / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    source = search_source(site, built)
    text = json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    # The documents are only a step on the way: kept in the cache, one file for each built site.
    name = hashlib.sha256(str(built.resolve()).encode()).hexdigest()[:12]
    documents = root / ".cache" / "search" / f"{name}.json"
    documents.parent.mkdir(parents=True, exist_ok=True)
    sources = sorted((root / "assets" / "search").glob("*.js"))
    if _is_current(folder, documents, text, [*sources, root / "package-lock.json"]):
        return
    documents.write_text(text, encoding="utf-8", newline="\n")
    scripts = root / "assets" / "search"
    _run(root, [find_node(), scripts / "build.js", documents, folder])
    bundle(root, scripts / "interface.js", folder / "search.js")


def search_source(site: Site, built: Path) -> dict[str, object]:
    """Return what ``build.js`` makes the index from: documents, editors' words, municipalities.

    Args:
        site: what the pages were made from.
        built: the folder with the built pages.
    """
    return search_documents(site.catalogue, _built_pages(built, site.catalogue))


def _is_current(folder: Path, documents: Path, text: str, sources: Sequence[Path]) -> bool:
    """Tell whether everything was written from this very text and is newer than its sources."""
    written = [folder / name for name in ("search.js", "index.json", "full.json")]
    if not all(path.exists() for path in (documents, *written)):
        return False
    oldest = min(path.stat().st_mtime for path in written)
    newest = max((path.stat().st_mtime for path in sources if path.exists()), default=0.0)
    return oldest >= newest and documents.read_text(encoding="utf-8") == text


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
