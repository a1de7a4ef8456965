"""The copy that readers keep for reading without a network: what is in it, and the worker that holds it.

Two sets of files, both the same for every reader. The first visit stores the start page and the pages that
are opened in a hurry; «Spara för läsning utan nät» stores all pages. Pages travel in packs where a line that
many pages share stands once: one request instead of hundreds, and all pages of a pack are of one build.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from posixpath import normpath

from kunskapsbank.bundling import bundle
from kunskapsbank.site import Site
from kunskapsbank.texts import day

FOLDER = "offline"
LIST = f"{FOLDER}/filer.json"
WORKER = "sw.js"
FIRST, ALL = "bas", "allt"
# The address that the worker sends readers to when a page is not stored and the network does not answer.
NOT_STORED = "om/utan-nat/"
# What the first visit stores: addresses, and whole folders. The first screen leads straight to all of them.
FIRST_PAGES = (
    "",
    NOT_STORED,
    "guides/orosanmalan/",
    "guides/nar-barnet-berattar/",
    "guides/socialtjansten-i-din-kommun/",
)
FIRST_FOLDERS = ("guides/nu/", "barn/")
# The form for editors needs the network, and its pages are no part of what readers keep.
LEFT_OUT = ("redigera/",)
# Fetched by a script, so no page names them.
SEARCH = "assets/search"

_NEEDED = re.compile(
    r'<link\b(?=[^>]*\brel="(?:stylesheet|icon|manifest)")[^>]*?\bhref="([^"]+)"'
    r'|<(?:script|img)\b[^>]*?\bsrc="([^"]+)"'
)
_IN_STYLES = re.compile(r"""url\((?!["']?data:)["']?([^"')]+)""")
_HASH_LENGTH = 16


@dataclass(frozen=True)
class StoredFile:
    """A file of the copy.

    Attributes:
        path: from the site's root.
        integrity: SHA-256 as in ``integrity`` of HTML: a file of another build is refused.
        size: bytes before compression.
    """

    path: str
    integrity: str
    size: int


def pack(pages: Mapping[str, str], files: Iterable[str] = ()) -> str:
    """Return pages as JSON: every line once, and each page as the numbers of its lines.

    Args:
        pages: HTML by address.
        files: paths of what the pages ask for.

    Returns:
        ``{"files": [path, ...], "lines": [text, ...], "pages": {address: [number, ...]}}``; join lines by
        line feeds.
    """
    numbers: dict[str, int] = {}
    packed = {
        address: [numbers.setdefault(line, len(numbers)) for line in html.split("\n")]
        for address, html in sorted(pages.items())
    }
    content = {"files": sorted(files), "lines": list(numbers), "pages": packed}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def pack_of(address: str) -> str:
    """Return the name of the pack that holds a page: the first visit's, or the one of its section."""
    if address in FIRST_PAGES or address.startswith(FIRST_FOLDERS):
        return FIRST
    return address.split("/", maxsplit=1)[0]


def asked_for(pages: Mapping[str, str]) -> set[str]:
    """Return the paths of the styles, scripts and pictures that pages, HTML by address, ask for."""
    return {
        normpath(f"{address}{one or other}")
        for address, html in pages.items()
        for one, other in _NEEDED.findall(html)
    }


def needed_files(folder: Path, asked: Iterable[str]) -> set[str]:
    """Return those of the paths asked for that are files of the built site, and what the styles ask for."""
    found = set(asked)
    for path in [path for path in found if path.endswith(".css") and (folder / path).is_file()]:
        text = (folder / path).read_text(encoding="utf-8")
        found |= {normpath(f"{path}/../{each}") for each in _IN_STYLES.findall(text)}
    return {path for path in found if (folder / path).is_file()}


def write_packs(_site: Site, _root: Path, folder: Path) -> None:
    """Write the pages into packs, one for each section; a step of ``publishing`` that reads every page.

    Args:
        _site: not needed.
        _root: not needed.
        folder: the built site.
    """
    addresses: dict[str, list[str]] = {}
    for address in _built_addresses(folder):
        addresses.setdefault(pack_of(address), []).append(address)
    (folder / FOLDER).mkdir(exist_ok=True)
    # One pack at a time: all pages at once would be the largest thing in the build's memory.
    for name, own in addresses.items():
        pages = {address: (folder / address / "index.html").read_text(encoding="utf-8") for address in own}
        _write(folder / FOLDER / f"{name}.json", pack(pages, asked_for(pages)))


def write_worker(site: Site, root: Path, folder: Path) -> None:
    """Write the list of files and the worker; the last step: it reads what all others have written.

    Args:
        site: what the pages were made from; its day is the copy's day.
        root: the repository's root, with ``assets/offline`` and ``node_modules``.
        folder: the built site, with its packs.

    Raises:
        BundlingError: the worker has a fault.
    """
    needed: dict[str, set[str]] = {}
    for path in set((folder / FOLDER).glob("*.json")) - {folder / LIST}:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        needed[path.stem] = {*needed_files(folder, files), path.relative_to(folder).as_posix()}
    search = {path.relative_to(folder).as_posix() for path in (folder / SEARCH).glob("*.js*")}
    everything = search.union(*needed.values())
    copy = _description(site, {FIRST: _stored(folder, needed[FIRST]), ALL: _stored(folder, everything)})
    _write(folder / LIST, f"{copy}\n")
    bundle(root, folder, {"assets/offline/worker.js": WORKER})
    program = (folder / WORKER).read_text(encoding="utf-8")
    _write(folder / WORKER, f"self.COPY = {copy};\n{program}")


def _built_addresses(folder: Path) -> list[str]:
    """Return the address of every page that has one of its own and that readers keep, sorted."""
    paths = sorted(folder.rglob("index.html"))
    found = (path.relative_to(folder).as_posix().removesuffix("index.html") for path in paths)
    return [address for address in found if not address.startswith(LEFT_OUT)]


def _stored(folder: Path, paths: Iterable[str]) -> list[StoredFile]:
    found = []
    for path in sorted(paths):
        content = (folder / path).read_bytes()
        integrity = f"sha256-{b64encode(sha256(content).digest()).decode()}"
        found.append(StoredFile(path, integrity, len(content)))
    return found


def _description(site: Site, sets: Mapping[str, Iterable[StoredFile]]) -> str:
    """Return what the worker and the page «Spara» need to know, as JSON; ``build`` changes with any file."""
    files = {name: [[each.path, each.integrity, each.size] for each in own] for name, own in sets.items()}
    today = site.catalogue.today
    build = sha256(json.dumps([today.isoformat(), files]).encode()).hexdigest()[:_HASH_LENGTH]
    copy = {"build": build, "day": today.isoformat(), "shown": day(today), **files}
    return json.dumps(copy, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
