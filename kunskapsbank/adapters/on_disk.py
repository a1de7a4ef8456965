"""Write the site's pages as plain Markdown files, for engines that know neither our hooks nor our macros.

Every call of a macro is already answered in what is written, so no macro engine is needed, and a failed macro
stops here (Zensical would publish the error page and end well). Every page becomes the index of its own
folder: Zensical takes links in our markup to be written from the Markdown file, MkDocs from the address, and
only there are the two the same.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, StrictUndefined

from kunskapsbank.bundling import VENDOR
from kunskapsbank.catalogue import HandWritten
from kunskapsbank.macros import NAMES, PageMacros
from kunskapsbank.site import Site

_LINK_WITHIN_DOCS = re.compile(r"\]\(([^)\s:#]+)(?=[#)])")


def all_pages(site: Site, docs: Path) -> dict[str, str]:
    """Return the Markdown of every page with front matter, macros answered.

    Args:
        site: the site in memory.
        docs: the folder with the hand-written pages.

    Returns:
        ``{path below docs/: Markdown}``, sorted by path; every path ends with ``index.md``.

    Raises:
        jinja2.TemplateError: a call on a page cannot be answered; ``make check`` tells it in Swedish.
    """
    pages = {_own_folder(page.path): page.markdown for page in site.pages.values()}
    for page in site.catalogue.pages.values():
        text = (docs / page.path).read_text(encoding="utf-8")
        front, body = _divide(text)
        pages[_own_folder(page.path)] = front + _answered(_moved_links(body, page.path), page, site)
    return dict(sorted(pages.items()))


def _divide(text: str) -> tuple[str, str]:
    """Return front matter, fences included, and body."""
    end = text.index("\n---\n", len("---")) + len("\n---\n")
    return text[:end], text[end:]


def _own_folder(path: str) -> str:
    return path if PurePosixPath(path).name == "index.md" else f"{path.removesuffix('.md')}/index.md"


def _moved_links(body: str, path: str) -> str:
    """Return a page's text with its links to pages and pictures written from and to the new places."""
    before, after = posixpath.dirname(path), posixpath.dirname(_own_folder(path))

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(before, link[1]))
        target = _own_folder(target) if target.endswith(".md") else target
        return f"]({posixpath.relpath(target, after or '.')}"

    return _LINK_WITHIN_DOCS.sub(moved, body)


def _answered(body: str, page: HandWritten, site: Site) -> str:
    macros = PageMacros(site.components, page)
    # The values are Markdown with markup of our own; components.py has escaped what editors wrote.
    environment = Environment(undefined=StrictUndefined, optimized=False, autoescape=False)  # noqa: S701
    calls: dict[str, Callable[..., Any]] = {name: partial(getattr(macros, name)) for name in NAMES}
    return environment.from_string(body).render(calls)


def write_docs(site: Site, root: Path, folder: Path) -> dict[str, str]:
    """Write every page, and every other file under docs/, so that an engine can build them.

    Args:
        site: the site in memory.
        root: the repository's root.
        folder: where the files are written; emptied first.

    Returns:
        The pages that were written, as in ``all_pages``.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "docs", folder, ignore=shutil.ignore_patterns("*.md"))
    pages = all_pages(site, root / "docs")
    for path, markdown in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(markdown, encoding="utf-8", newline="\n")
    for address, source in VENDOR.items():
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / source, folder / address)
    return pages
