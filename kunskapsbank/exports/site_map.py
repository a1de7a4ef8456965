"""sitemap.xml with what may be indexed, dated by ``checked``; robots.txt that names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.open_data import kept_from_robots
from kunskapsbank.review import may_be_indexed, page_may_spread


@dataclass(frozen=True)
class MappedPage:
    """One page that search engines may list: path from the site's root and the day it was checked."""

    address: str
    checked: date


def mapped_pages(catalogue: Catalogue) -> list[MappedPage]:
    """Return the pages of the site map, sorted by address. Drafts and pages marked noindex are not in it."""
    found = [
        MappedPage(page.address, page.front.checked)
        for page in catalogue.pages.values()
        if page_may_spread(page)
    ]
    for item in catalogue.items.values():
        if item.kind.own_page and item.published and may_be_indexed(item):
            roles = [f"{role.role}/" for role in getattr(item.entry, "by_role", ())]
            found += [MappedPage(item.address + role, item.entry.checked) for role in ("", *roles)]
    return sorted(found, key=lambda page: page.address)


def robots(catalogue: Catalogue, site: str) -> str:
    """Return robots.txt: everything may be read, but files with unreviewed advice are not to be listed."""
    path = urlsplit(site).path
    lines = ["User-agent: *", *(f"Disallow: {path}{name}" for name in kept_from_robots(catalogue))]
    if len(lines) == 1:
        lines.append("Disallow:")
    return "\n".join([*lines, "", f"Sitemap: {site}sitemap.xml", ""])
