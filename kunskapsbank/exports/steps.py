"""The publishing step of all exports: the one place here that writes files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import Components
from kunskapsbank.exports.feeds import feeds
from kunskapsbank.exports.open_data import LICENCE, open_data
from kunskapsbank.exports.plain_text import text_files
from kunskapsbank.exports.site_map import mapped_pages, robots
from kunskapsbank.site import Site


def export_files(catalogue: Catalogue, components: Components) -> Iterator[tuple[str, str]]:
    """Yield every exported file, one at a time.

    Args:
        catalogue: everything the site is made from.
        components: renders the XML templates, and knows the site's address.

    Yields:
        Path relative to the site's root, and text.
    """
    site = components.address
    yield from open_data(catalogue, site)
    yield from text_files(catalogue, site).items()
    for feed in feeds(catalogue):
        yield feed.path, components.render("feed.xml", "", feed=feed, licence=LICENCE)
    yield "sitemap.xml", components.render("sitemap.xml", "", pages=mapped_pages(catalogue))
    yield "robots.txt", robots(catalogue, site)


def write_exports(site: Site, _root: Path, folder: Path) -> None:
    """Write every exported file into the built site (a publishing step).

    Args:
        site: the site that ``folder`` was built from.
        _root: the repository's root; not needed.
        folder: the built site.
    """
    for path, text in export_files(site.catalogue, site.components):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # As bytes: CSV has line ends of its own, and no system may change any.
        target.write_bytes(text.encode())
    # The engine's own compressed map lists pages that must not be indexed.
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
