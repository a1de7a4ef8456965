"""The copy that is opened from a folder: for a computer without a network, a memory stick, an archive.

It is made from the built site, so that it has the same pages. A page opened from a folder has no server that
adds ``index.html``, may not fetch files and has no worker; that and the day of the copy is what differs.
The engine's own way, ``use_directory_urls: false``, would give every page another address and break the links
that stand as HTML in templates and guides.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kunskapsbank.offline import FOLDER, SEARCH, WORKER

# What only makes sense on a host, or needs one. Folders end in a stroke.
LEFT_OUT = (
    "redigera/",
    f"{FOLDER}/",
    WORKER,
    "manifest.webmanifest",
    "robots.txt",
    "sitemap.xml",
    "_headers",
    "404.html",
    "assets/js/offline.js",
    "assets/js/save.js",
    # The theme's own style sheets, which no page asks for: they stand in ours.
    "assets/stylesheets/",
)
READ_ME = "LAS-MIG.txt"

_LINK = re.compile(r'(?P<start> href=")(?P<path>[^"#:?]+)(?P<end>#[^"]*)?"')
_FOR_A_HOST = re.compile(
    r'\s*<link rel="manifest"[^>]*>|\s*<script defer src="[^"]*assets/js/(?:offline|save)\.js"></script>'
)
_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
_ARTICLE = "<article "
_READ_ME = """Se barnet, kopia från {day}.

Öppna filen index.html i en webbläsare. Du behöver inget nät.

Lagar och nummer kan ha ändrats sedan dess. Fara nu: ring 112. Är du barn: Bris 116 111.
"""
_NOTE = '<p class="stored-note">Du läser en kopia från {day}. Något kan ha ändrats sedan dess.</p>\n'
# Fixed, so that the same site gives the same bytes; the earliest time that the format can tell.
_TIME = (1980, 1, 1, 0, 0, 0)


def write_file_copy(site: Path, copy: Path) -> None:
    """Write the copy of a built site.

    Args:
        site: the built site.
        copy: the folder to write; nothing may stand there.
    """
    day = json.loads((site / FOLDER / "filer.json").read_text(encoding="utf-8"))["shown"]
    for path in _files(site):
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".html"):
            html = (site / path).read_text(encoding="utf-8")
            _write(target, page_from_folder(html, path.removesuffix("index.html"), site, day))
        else:
            shutil.copyfile(site / path, target)
    for index in sorted((copy / SEARCH).glob("*.json")):
        _write(index.with_suffix(".js"), script_from_json(index.name, index.read_text(encoding="utf-8")))
        index.unlink()
    _write(copy / READ_ME, _READ_ME.format(day=day))


def write_archive(copy: Path, archive: Path) -> None:
    """Pack a copy into one file, the same bytes every time."""
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for path in sorted(copy.rglob("*")):
            if path.is_file():
                name = ZipInfo(f"{copy.name}/{path.relative_to(copy).as_posix()}", _TIME)
                name.external_attr = 0o644 << 16
                packed.writestr(name, path.read_bytes(), ZIP_DEFLATED)


def page_from_folder(html: str, address: str, site: Path, day: str) -> str:
    """Return a page that works when it is opened from a folder.

    Args:
        html: the page as it was built.
        address: its path from the site's root, such as ``guides/skola/``.
        site: the built site, to see where links lead.
        day: the copy's day, in words.
    """

    def named(link: re.Match[str]) -> str:
        path, end = link["path"], link["end"] or ""
        target = normpath(f"{address}{path}")
        if f"{target}/".startswith(LEFT_OUT):
            return ""
        if (site / target / "index.html").is_file():
            path = f"{path.rstrip('/')}/index.html"
        return f'{link["start"]}{path}{end}"'

    html = _LINK.sub(named, _FOR_A_HOST.sub("", html))
    # By the standard «self» is nothing at all for a page from a folder; browsers differ.
    html = _POLICY.sub(lambda policy: policy[0].replace("'self'", "'self' file:"), html, count=1)
    return html.replace(_ARTICLE, _NOTE.format(day=day) + _ARTICLE, 1)


def script_from_json(name: str, text: str) -> str:
    """Return a script that leaves the content of a JSON file where the search looks for it."""
    return f'(window.searchFiles ??= {{}})["{name}"] = {text.strip()};\n'


def _files(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and not name.startswith(LEFT_OUT):
            yield name


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
