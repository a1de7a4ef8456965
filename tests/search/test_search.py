"""The search outside the browser: the linguistics and the ranking in Node, the documents in Python."""

import subprocess
from pathlib import Path

import pytest

from kunskapsbank.built_pages import BuiltPage, Section, read_built_page
from kunskapsbank.node import find_node
from kunskapsbank.search import search_documents, short
from kunskapsbank.site import Site, load_site

PAGE = """<body><nav><p id="topp">Meny</p></nav><article class="md-content__inner md-typeset">
<h1>Titel</h1><p>Inledning.</p>
<h2 id="forst">Hur gör jag?<a class="headerlink" href="#forst">§</a></h2>
<p>Ring <strong>112</strong> <sup class="cite">[1]</sup>.</p><ul><li>Stanna kvar.</li></ul>
<ul class="cards"><li>Ett kort.</li></ul>
<h2>Utan ankare</h2><p>Når ingen.</p>
</article><footer class="site-foot"><p>Fot</p></footer></body>"""


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    site, problems = load_site(root, None)
    assert site is not None, problems
    return site


@pytest.mark.parametrize("name", ["linguistics", "engine"])
def test_the_javascript_tests_pass(root: Path, name: str) -> None:
    command = [str(find_node()), "--test", str(root / "tests" / "search" / f"{name}.test.mjs")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_a_built_page_is_read_as_sections_without_what_repeats() -> None:
    page = read_built_page(PAGE)
    assert page.ids == {"topp", "forst"}
    assert page.opening == ("Titel", "Inledning.")
    assert page.sections == (Section("forst", "Hur gör jag?", ("Ring 112.", "Stanna kvar.")),)


def test_a_picture_in_what_is_left_out_does_not_let_the_rest_of_it_in() -> None:
    cards = '<ul class="cards"><li><svg><path/></svg><a>Ett kort</a></li></ul><p>Mer &amp; sist.</p>'
    page = read_built_page(PAGE.replace('<ul class="cards"><li>Ett kort.</li></ul>', cards))
    assert page.sections[0].texts == ("Ring 112.", "Stanna kvar.", "Mer & sist.")


def test_a_long_text_is_cut_between_words() -> None:
    text = short("ord " * 100)
    assert text.endswith("ord …")
    assert len(text) <= 175
    assert short("Kort.") == "Kort."


def _everything_built(site: Site) -> dict[str, BuiltPage]:
    """Every page, with the anchors of the entries that live on it."""
    anchors: dict[str, set[str]] = {page.address: set() for page in site.catalogue.pages.values()}
    for item in site.catalogue.items.values():
        page, _, anchor = item.address.partition("#")
        anchors.setdefault(page, set()).add(anchor)
    return {address: BuiltPage(frozenset(ids), (), ()) for address, ids in anchors.items()}


def test_every_document_has_an_address_of_its_own_and_a_title(site: Site) -> None:
    documents = search_documents(site.catalogue, _everything_built(site))["documents"]
    addresses = [document["address"] for document in documents]
    assert len(addresses) == len(set(addresses))
    assert addresses == sorted(addresses)
    assert len(addresses) > 800
    assert all(document["title"] for document in documents)


def test_words_to_say_carry_their_conditions(site: Site) -> None:
    documents = search_documents(site.catalogue, _everything_built(site))["documents"]
    care = {document["address"]: document["care"] for document in documents}
    for item in site.catalogue.of("phrases"):
        for condition in (item.entry.when_not, item.entry.do_first):
            assert not condition or condition in care[item.address], item.id
    for item in site.catalogue.of("signs"):
        assert "Inget enskilt tecken" in care[item.address], item.id


def test_what_stands_on_no_built_page_cannot_be_found(site: Site) -> None:
    assert search_documents(site.catalogue, {})["documents"] == []


def test_every_number_in_the_help_box_has_the_day_of_its_check(site: Site) -> None:
    groups = search_documents(site.catalogue, {})["words"]["help"]
    assert {"liv", "barn-skriver", "fara"} <= {group["id"] for group in groups}
    for group in groups:
        assert any(line["number"] == "112" for line in group["phone"]), group["id"]
        assert all(line["checked"] for line in group["phone"])


def test_the_words_of_editors_lead_somewhere(site: Site) -> None:
    words = search_documents(site.catalogue, {})["words"]
    assert all(address for pin in words["pins"] for address in pin["pages"])
    assert all(link["address"] for group in words["help"] for link in group["links"])
