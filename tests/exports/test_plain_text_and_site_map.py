"""Plain text tells what a page tells; the site map and robots.txt name what may be found."""

from __future__ import annotations

import re

from lxml import etree

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.plain_text import plain
from kunskapsbank.exports.site_map import mapped_pages, robots
from kunskapsbank.review import review_line
from kunskapsbank.site import Site
from tests.exports.reading_back import ADDRESS, STAY_HOME


def test_every_file_that_llms_txt_names_is_there(files: dict[str, str]) -> None:
    named = re.findall(re.escape(ADDRESS) + r"(text/[^\s)]+)", files["llms.txt"])
    assert sorted(named) == sorted(path for path in files if path.startswith("text/"))


def test_plain_text_gives_title_fields_sources_review_and_address(
    catalogue: Catalogue, files: dict[str, str]
) -> None:
    text = files["text/resources/books/liten.txt"]
    assert text.startswith("Liten\n=====\n")
    assert "Slags bok: Bilderbok" in text
    assert "Källor:\n- " in text
    assert review_line(catalogue.items["books/liten"].entry) in text
    assert text.endswith(f"{ADDRESS}resources/books/liten/\n")
    assert "None" not in text


def test_plain_text_of_a_help_line_dates_its_number(catalogue: Catalogue, files: dict[str, str]) -> None:
    for item in catalogue.of("helplines"):
        text = files[f"text/resources/helplines/{item.id}.txt"]
        if item.entry.number:
            assert item.entry.number in text
            assert "Kontroll av numret: " in text
            assert "Jämförd med källorna " in text


def test_plain_drops_markup_and_keeps_addresses_of_other_sites() -> None:
    text = "**Ring** [Bris](https://www.bris.se) och läs [om metoden](methods/trappan), *inte* 2*3*4."
    assert plain(text) == "Ring Bris (https://www.bris.se) och läs om metoden, inte 2*3*4."


def test_the_site_map_names_each_page_once_and_dates_it_by_its_check(
    catalogue: Catalogue, files: dict[str, str]
) -> None:
    tree = etree.fromstring(files["sitemap.xml"].encode())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = [(url.findtext(f"{space}loc"), url.findtext(f"{space}lastmod")) for url in tree]
    assert len(found) == len({address for address, _ in found}) == len(mapped_pages(catalogue))
    checked = catalogue.items["books/liten"].entry.checked.isoformat()
    assert (f"{ADDRESS}resources/books/liten/", checked) in found


def test_no_page_that_is_marked_noindex_stands_in_the_site_map(site: Site) -> None:
    mapped = {page.address for page in mapped_pages(site.catalogue)}
    for page in site.pages.values():
        address = f"{page.path.removesuffix('.md')}/"
        assert ("noindex: true" in page.markdown) == (address not in mapped), address
    for written in site.catalogue.pages.values():
        if written.front.unreviewed_advice == "ja" or written.address.startswith("barn/"):
            assert written.address not in mapped or written.front.reviewed


def test_robots_txt_names_the_site_map_and_keeps_unreviewed_advice_out_of_searches(
    catalogue: Catalogue,
) -> None:
    text = robots(catalogue, ADDRESS)
    assert f"Sitemap: {ADDRESS}sitemap.xml\n" in text
    for folder in STAY_HOME:
        assert f"Disallow: /kunskapsbank/data/{folder}.json\n" in text
    assert "Disallow: /kunskapsbank/data/books.json" not in text
