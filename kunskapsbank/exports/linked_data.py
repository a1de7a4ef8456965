"""Structured data (JSON-LD, schema.org) for what may spread: only fields that we know to be true.

Creators stand as ``creditText``, since our data does not say whether a name is a person or an organisation.
Telephone numbers are left out: a number is never given without the day of its check (safety.md 11).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.exports.open_data import LICENCE
from kunskapsbank.review import item_may_spread, page_may_spread
from kunskapsbank.schema.resources import Book, Course, Film, Podcast, Site
from kunskapsbank.schema.support import Statistic

Thing = dict[str, Any]

_LANGUAGE = "sv"


def structured_data(catalogue: Catalogue, site: str, thing: Item | HandWritten) -> Thing | None:
    """Return what a page tells search engines, or None when it may not spread.

    Args:
        catalogue: everything the site is made from.
        site: the site's address, ending in ``/``.
        thing: the entry or hand-written page.

    Returns:
        A schema.org WebPage with the work it describes as ``mainEntity``, or an Article for a guide.
    """
    if isinstance(thing, HandWritten):
        kind = "Article" if thing.ref.startswith("guides/") else "WebPage"
        return _page(kind, site, thing, thing.front) if page_may_spread(thing) else None
    if not (thing.kind.own_page and item_may_spread(catalogue, thing)):
        return None
    page = _page("WebPage", site, thing, thing.entry)
    describe = _WORKS.get(thing.kind.name)
    return page | {"mainEntity": describe(thing.entry, site)} if describe else page


def in_script(data: Thing) -> str:
    """Return JSON that cannot end the script element it stands in, whatever texts it holds."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _publisher(site: str) -> Thing:
    return {"@type": "Organization", "name": "Se barnet", "url": site}


def _page(kind: str, site: str, thing: Item | HandWritten, entry: Any) -> Thing:  # noqa: ANN401
    address = site + thing.address
    page: Thing = {
        "@type": kind,
        "url": address,
        "name": thing.title,
        "description": entry.summary,
        "inLanguage": _LANGUAGE,
        "datePublished": entry.added.isoformat(),
        "license": LICENCE,
        "publisher": _publisher(site),
        "isPartOf": {"@type": "WebSite", "name": "Se barnet", "url": site},
    }
    if kind == "Article":
        page["headline"] = thing.title
        page["author"] = _publisher(site)
    return page


def _work(kind: str, entry: Any) -> Thing:  # noqa: ANN401
    """Return what several kinds of work share."""
    creators = ", ".join(getattr(entry, "creators", ()))
    year = getattr(entry, "year", None)
    ages = entry.ages
    return _known(
        {
            "@type": kind,
            "name": entry.title,
            "description": entry.summary,
            "creditText": creators,
            "datePublished": str(year) if year else "",
            "typicalAgeRange": f"{ages.from_}-{ages.to}" if ages else "",
            "url": getattr(entry, "url", None),
        }
    )


def _known(fields: Thing) -> Thing:
    return {name: value for name, value in fields.items() if value}


def _book(entry: Book, _site: str) -> Thing:
    publisher = {"@type": "Organization", "name": entry.publisher} if entry.publisher else None
    isbn = entry.isbn.replace("-", "").replace(" ", "") if entry.isbn else None
    return _work("Book", entry) | _known({"publisher": publisher, "isbn": isbn})


def _film(entry: Film, _site: str) -> Thing:
    return _work("TVSeries" if entry.kind == "serie" else "Movie", entry)


def _podcast(entry: Podcast, _site: str) -> Thing:
    if not entry.episode:
        return _work("PodcastSeries", entry)
    return _work("PodcastEpisode", entry) | {"name": entry.episode}


def _website(entry: Site, _site: str) -> Thing:
    owner = {"@type": "Organization", "name": entry.owner}
    return _work("WebSite", entry) | {"publisher": owner}


def _course(entry: Course, _site: str) -> Thing:
    return _work("Course", entry) | {"provider": {"@type": "Organization", "name": entry.owner}}


def _dataset(entry: Statistic, site: str) -> Thing:
    years = sorted({point.year for point in entry.points})
    download = {
        "@type": "DataDownload",
        "encodingFormat": "application/json",
        "contentUrl": f"{site}data/statistics.json",
    }
    return _work("Dataset", entry) | {
        "description": f"{entry.summary} {entry.caveat}",
        "variableMeasured": entry.unit,
        "temporalCoverage": str(years[0]) if len(years) == 1 else f"{years[0]}/{years[-1]}",
        "creditText": entry.counted_by,
        "license": LICENCE,
        "distribution": download,
    }


_WORKS: Mapping[str, Callable[[Any, str], Thing]] = {
    "book": _book,
    "film": _film,
    "podcast": _podcast,
    "site": _website,
    "course": _course,
    "statistic": _dataset,
}
