"""What leaves the site: the same catalogue, after published schemas, and no unreviewed advice."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from schema_org.registry import CLASS_METADATA, PROPERTY_BY_SCHEMA, ancestry

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.components import Components
from kunskapsbank.exports.feeds import feeds
from kunskapsbank.exports.linked_data import in_script, structured_data
from kunskapsbank.exports.plain_text import plain
from kunskapsbank.exports.records import AFTER, BEFORE, record_schema, records, to_json
from kunskapsbank.exports.site_map import mapped_pages, robots
from kunskapsbank.exports.steps import export_files, write_exports
from kunskapsbank.exports.tables import SEPARATOR, columns, table
from kunskapsbank.node import find_node
from kunskapsbank.review import UNREVIEWED, item_may_spread, page_may_spread, review_line
from kunskapsbank.schema.common import Reviewed
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS, Kind
from kunskapsbank.site import Site, load_site
from tests.good_site import good_site

HERE = Path(__file__).parent
ADDRESS = "https://sebarnet.example/kunskapsbank/"
EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.folder for kind in KINDS])
STAY_HOME = ("situations", "phrases", "laws", "avoid", "signs")
VALIDATE = """
const Ajv = require("ajv/dist/2020").default;
const { pairs } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const faults = [];
for (const { schema, records } of pairs) {
  const check = new Ajv({ allErrors: true, strict: false, formats: { date: true } }).compile(schema);
  for (const record of records) if (!check(record)) faults.push(record.ref + JSON.stringify(check.errors));
}
console.log(JSON.stringify(faults));
"""


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    found, problems = load_site(root, None, ADDRESS)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    return site.catalogue


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    return dict(export_files(site.catalogue, site.components))


def published(catalogue: Catalogue, kind: Kind) -> dict[str, Item]:
    return {item.id: item for item in catalogue.items.values() if item.kind is kind and item.published}


def without_additions(record: dict[str, Any]) -> dict[str, Any]:
    """The entry's own fields; a source has no review of its own."""
    added = {*BEFORE, *AFTER} | ({"reviewed"} if record["ref"].startswith("sources/") else set())
    return {key: value for key, value in record.items() if key not in added}


# --- Open data read back ---


@EVERY_KIND
def test_the_json_of_a_kind_holds_the_same_entries(
    kind: Kind, catalogue: Catalogue, files: dict[str, str]
) -> None:
    read = json.loads(files[f"data/{kind.folder}.json"])
    found = published(catalogue, kind)
    assert read["count"] == len(found)
    assert [record["id"] for record in read["records"]] == sorted(found)
    for record in read["records"]:
        item = found[record["id"]]
        assert kind.model.model_validate_json(json.dumps(without_additions(record))) == item.entry
        assert record["address"] == ADDRESS + item.address
        assert record["ref"] == item.ref


def test_one_file_holds_all_kinds_and_the_words_they_use(catalogue: Catalogue, files: dict[str, str]) -> None:
    everything = json.loads(files["data/alla.json"])
    assert list(everything["records"]) == [kind.folder for kind in KINDS]
    for folder, found in everything["records"].items():
        assert found == json.loads(files[f"data/{folder}.json"])["records"]
    assert everything["vocabularies"] == json.loads(files["data/vocabularies.json"])
    assert set(everything["vocabularies"]) == set(catalogue.vocabularies)


def read_table(text: str) -> list[dict[str, str]]:
    """Rows as a reader who follows the description gets them: the first ' is no part of the value."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    return [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]


@cache
def described(kind: Kind) -> dict[str, Any]:
    return kind.model.model_json_schema()


def nested(kind: Kind, row: dict[str, str]) -> dict[str, Any]:
    """The entry that a row describes, by the rules told on the page about open data."""
    fields: dict[str, Any] = {}
    model = described(kind)
    for name, cell in row.items():
        if cell == "" or name in {*BEFORE, *AFTER}:
            continue
        outer, _, inner = name.partition(".")
        owner = fields.setdefault(outer, {}) if inner else fields
        node = model["properties"][outer]
        if inner:
            branch = next(b for b in [node, *node.get("anyOf", [])] if "$ref" in b)
            node = model["$defs"][branch["$ref"].rpartition("/")[2]]["properties"][inner]
        is_list = node.get("type") == "array"
        owner[inner or outer] = value_of(cell) if is_list else cell
    return fields


def value_of(cell: str) -> object:
    return json.loads(cell) if cell.startswith("[") else cell.split(SEPARATOR)


@EVERY_KIND
def test_the_csv_of_a_kind_holds_the_same_entries(
    kind: Kind, catalogue: Catalogue, files: dict[str, str]
) -> None:
    rows = read_table(files[f"data/{kind.folder}.csv"])
    found = published(catalogue, kind)
    assert [row["id"] for row in rows] == sorted(found)
    for row in rows:
        entry = found[row["id"]].entry
        assert kind.model.model_validate(nested(kind, row)) == entry
        assert row["review_line"] == review_line(entry)


@EVERY_KIND
def test_csv_is_utf8_with_a_mark_that_spreadsheets_know(kind: Kind, files: dict[str, str]) -> None:
    text = files[f"data/{kind.folder}.csv"]
    assert text.encode().startswith(b"\xef\xbb\xbfid,ref,address,")
    assert text.endswith("\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_can_be_run_by_a_spreadsheet(start: str) -> None:
    kind = BY_FOLDER["books"]
    wrong = f'{start}HYPERLINK("https://example.org")'
    text = table(kind, [{"id": "x", "title": wrong, "creators": (wrong, "B"), "publisher": f"{start}1+1"}])
    for cell in list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    row = read_table(text)[0]
    assert row["title"] == wrong
    assert value_of(row["creators"]) == [wrong, "B"]


def test_a_list_whose_texts_hold_the_separator_is_read_back_whole() -> None:
    creators = ("A | B", "[C]")
    row = read_table(table(BY_FOLDER["books"], [{"id": "x", "creators": creators}]))[0]
    assert value_of(row["creators"]) == list(creators)


@EVERY_KIND
def test_every_kind_has_a_column_for_every_field(kind: Kind) -> None:
    outer = [name.partition(".")[0] for name in columns(kind)]
    assert {info.alias or name for name, info in kind.model.model_fields.items()} <= set(outer)
    assert len(columns(kind)) == len(set(columns(kind)))


def faults(root: Path, pairs: list[dict[str, Any]]) -> list[str]:
    answer = subprocess.run(
        [str(find_node()), "-e", VALIDATE],
        input=json.dumps({"pairs": pairs}),
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    found: list[str] = json.loads(answer.stdout)
    return found


def test_every_record_passes_the_json_schema_that_lies_beside_it(root: Path, files: dict[str, str]) -> None:
    pairs = [
        {
            "schema": json.loads(files[f"data/schema/{kind.folder}.schema.json"]),
            "records": json.loads(files[f"data/{kind.folder}.json"])["records"],
        }
        for kind in KINDS
    ]
    assert faults(root, pairs) == []


@pytest.mark.parametrize(
    "wrong", [{"review_line": None}, {"extra": "x"}, {"checked": 1}, {"audiences": ["x"]}]
)
def test_a_wrong_record_does_not_pass(wrong: dict[str, Any], root: Path, files: dict[str, str]) -> None:
    schema = json.loads(files["data/schema/books.schema.json"])
    record = json.loads(files["data/books.json"])["records"][0]
    assert faults(root, [{"schema": schema, "records": [record | wrong]}]) != []


@EVERY_KIND
def test_review_state_travels_with_every_record(kind: Kind, files: dict[str, str]) -> None:
    for record in json.loads(files[f"data/{kind.folder}.json"])["records"]:
        assert "reviewed" in record
        if record["reviewed"] is None:
            assert record["review_line"].startswith(UNREVIEWED)


def test_a_draft_is_not_open_data(tmp_path: Path) -> None:
    site = good_site(tmp_path / "good")
    item = site.catalogue.items["books/exempel-bok"]
    draft = replace(item, entry=item.entry.model_copy(update={"status": "utkast"}))
    items = dict(site.catalogue.items) | {item.ref: draft}
    found = records(replace(site.catalogue, items=items), item.kind, ADDRESS)
    assert item.id not in {record["id"] for record in found}


def test_the_data_dictionary_explains_every_field_in_swedish(files: dict[str, str]) -> None:
    for kind in json.loads(files["data/dictionary.json"]):
        names = {field["name"] for field in kind["fields"]}
        for record in json.loads(files[f"data/{kind['folder']}.json"])["records"]:
            assert set(record) <= names
        for field in kind["fields"]:
            assert field["label"]
            assert field["meaning"]
            assert field["type"] in ("text", "heltal", "tal", "datum", "lista", "flera fält", "ingenting")
        assert {"review_line", "reviewed", "address"} <= names


def test_the_licence_lies_beside_the_data(files: dict[str, str]) -> None:
    assert "CC BY 4.0" in files["data/licens.txt"]


def test_numbers_are_written_exactly() -> None:
    assert to_json([Decimal(2542), Decimal("12.5"), date(2026, 11, 22)]) == '[2542, 12.5, "2026-11-22"]'


# --- Feeds ---


@pytest.fixture(scope="module")
def atom() -> Any:  # noqa: ANN401  # lxml has no types
    return etree.RelaxNG(etree.parse(HERE / "data/atom.rng"))


def feed_paths(catalogue: Catalogue) -> list[str]:
    return ["nytt/alla.xml", *(f"nytt/{term.id}.xml" for term in catalogue.vocabularies["audiences"].terms)]


def test_every_feed_is_valid_atom(catalogue: Catalogue, files: dict[str, str], atom: Any) -> None:  # noqa: ANN401
    for path in feed_paths(catalogue):
        assert atom.validate(etree.fromstring(files[path].encode())), (path, str(atom.error_log))


def test_the_schema_finds_a_feed_without_id(files: dict[str, str], atom: Any) -> None:  # noqa: ANN401
    broken = re.sub("<id>[^<]*</id>", "", files["nytt/alla.xml"], count=1)
    assert not atom.validate(etree.fromstring(broken.encode()))


def test_text_in_a_feed_is_escaped(tmp_path: Path, atom: Any) -> None:  # noqa: ANN401
    site = good_site(tmp_path / "good")
    item = site.catalogue.items["books/exempel-bok"]
    title = "</title><script>alert(1)</script> & «å»"
    wrong = replace(item, entry=item.entry.model_copy(update={"title": title}))
    catalogue = replace(site.catalogue, items=dict(site.catalogue.items) | {item.ref: wrong})
    text = dict(export_files(catalogue, Components(catalogue, ADDRESS)))["nytt/alla.xml"]
    tree = etree.fromstring(text.encode())
    assert atom.validate(tree)
    assert title in [node.text for node in tree.iter("{http://www.w3.org/2005/Atom}title")]


def test_a_feed_tells_the_newest_first_and_its_ids_are_addresses(catalogue: Catalogue) -> None:
    for feed in feeds(catalogue):
        days = [entry.added for entry in feed.entries]
        assert days == sorted(days, reverse=True)
        assert len({entry.address for entry in feed.entries}) == len(feed.entries)
        if days:
            assert feed.updated == days[0]


# --- What nobody has reviewed stays home ---


def test_no_unreviewed_advice_stands_in_feeds_or_plain_text(
    catalogue: Catalogue, files: dict[str, str]
) -> None:
    spread = {path: text for path, text in files.items() if path.startswith(("nytt/", "text/", "llms"))}
    waiting = [
        item
        for item in catalogue.items.values()
        if item.kind.folder in STAY_HOME and item.entry.reviewed is None
    ]
    assert waiting
    hidden = [ADDRESS + item.address for item in waiting]
    hidden += [
        ADDRESS + page.address for page in catalogue.pages.values() if page.address.startswith("barn/")
    ]
    for path, text in spread.items():
        for word in re.findall(re.escape(ADDRESS) + r"[^\s<>\")]*", text):
            assert word not in hidden, path
    words = [item.entry.words for item in waiting if item.kind.folder == "phrases"]
    joined = "\n".join(spread.values())
    assert [one for one in words if one in joined] == []


def reviewed(catalogue: Catalogue, ref: str) -> tuple[Catalogue, Item]:
    item = catalogue.items[ref]
    by = Reviewed(by="Namn Namnsson, jurist", date=date(2026, 11, 22))
    done = replace(item, entry=item.entry.model_copy(update={"reviewed": by}))
    return replace(catalogue, items=dict(catalogue.items) | {ref: done}), done


def test_a_situation_spreads_once_a_named_person_has_reviewed_it(tmp_path: Path) -> None:
    site = good_site(tmp_path / "good")
    before = site.catalogue.items["situations/exempel-lage"]
    assert not item_may_spread(site.catalogue, before)
    assert structured_data(site.catalogue, ADDRESS, before) is None
    catalogue, after = reviewed(site.catalogue, before.ref)
    assert item_may_spread(catalogue, after)
    assert review_line(after.entry).startswith("Granskad 22 november 2026 av Namn Namnsson, jurist.")


def test_an_entry_spreads_no_further_than_the_page_it_stands_on(catalogue: Catalogue) -> None:
    for item in catalogue.items.values():
        if not item.kind.own_page and item_may_spread(catalogue, item):
            page = catalogue.pages[item.kind.address.rstrip("/")]
            assert page_may_spread(page), item.ref


def test_a_page_offers_the_box_to_copy_only_when_it_may_spread(site: Site) -> None:
    book = site.pages["resources/books/liten.md"].markdown
    law = site.pages["guides/lagen/sol-19-1.md"].markdown
    for page in (book, law):
        assert 'class="citation">Se barnet, <cite>' in page
        assert "kontrollerad " in page
    assert "<textarea" in book
    assert "&lt;a href=&#34;https://sebarnet.example/kunskapsbank/resources/books/liten/&#34;" in book
    assert UNREVIEWED in book[book.index("<textarea") :]
    assert "&lt;script" not in book
    assert "<textarea" not in law
    assert "ld+json" not in law


# --- Structured data ---


def things(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from things(value)


def of_type(name: str) -> set[str]:
    return {name, *ancestry(name)}


def schema_faults(data: dict[str, Any]) -> list[str]:
    """What schema.org's own vocabulary says against the types, fields and values of one description."""
    found = []
    for thing in things(data):
        kind = thing["@type"]
        allowed = {field for name in of_type(kind) for field in CLASS_METADATA[name].properties}
        for name, value in thing.items():
            if name.startswith("@"):
                continue
            if name not in allowed or PROPERTY_BY_SCHEMA[name].superseded_by:
                found.append(f"{kind}.{name}")
                continue
            ranges = set(PROPERTY_BY_SCHEMA[name].ranges)
            given = (
                of_type(value["@type"]) if isinstance(value, dict) else {"Text", "URL", "Date", "DateTime"}
            )
            if not ranges & given:
                found.append(f"{kind}.{name}: {value}")
    return found


@pytest.mark.parametrize(
    ("folder", "types"),
    [
        ("books", {"Book"}),
        ("films", {"Movie", "TVSeries"}),
        ("podcasts", {"PodcastSeries", "PodcastEpisode"}),
        ("sites", {"WebSite"}),
        ("courses", {"Course"}),
        ("statistics", {"Dataset"}),
    ],
)
def test_a_work_is_described_by_its_own_type(folder: str, types: set[str], catalogue: Catalogue) -> None:
    for item in catalogue.of(folder):
        data = structured_data(catalogue, ADDRESS, item)
        assert data is not None
        assert data["mainEntity"]["@type"] in types
        assert data["mainEntity"]["name"]


def test_structured_data_follows_the_vocabulary_of_schema_org(catalogue: Catalogue) -> None:
    described = [structured_data(catalogue, ADDRESS, thing) for thing in catalogue.items.values()]
    described += [structured_data(catalogue, ADDRESS, page) for page in catalogue.pages.values()]
    found = [data for data in described if data is not None]
    assert len(found) > 100
    for data in found:
        assert schema_faults(data) == [], data["url"]


def test_the_vocabulary_finds_a_field_that_a_type_does_not_have() -> None:
    assert schema_faults({"@type": "Book", "telephone": "112"}) == ["Book.telephone"]


def test_a_guide_is_an_article_once_it_may_spread(catalogue: Catalogue) -> None:
    guide = catalogue.pages["guides/orosanmalan"]
    assert structured_data(catalogue, ADDRESS, guide) is None
    done = replace(guide, front=guide.front.model_copy(update={"unreviewed_advice": None}))
    data = structured_data(catalogue, ADDRESS, done)
    assert data is not None
    assert data["@type"] == "Article"
    assert schema_faults(data) == []


def test_structured_data_stands_in_the_page_and_no_text_can_end_its_script(site: Site) -> None:
    page = site.pages["resources/books/liten.md"].markdown
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert script is not None
    assert json.loads(script[1])["mainEntity"]["name"] == "Liten"
    wrong = in_script({"name": "</script><script>alert(1)</script>&<!--"})
    assert "<" not in wrong
    assert json.loads(wrong)["name"] == "</script><script>alert(1)</script>&<!--"


def test_no_structured_data_gives_a_telephone_number(site: Site) -> None:
    scripts = [
        text
        for page in site.pages.values()
        for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.markdown)
    ]
    assert scripts
    assert not any("telephone" in text for text in scripts)


# --- Plain text, site map, robots ---


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


# --- The bytes ---


def test_exporting_twice_gives_the_same_text(site: Site, files: dict[str, str]) -> None:
    assert dict(export_files(site.catalogue, Components(site.catalogue, ADDRESS))) == files


def test_the_step_writes_every_file_and_removes_the_engines_own_compressed_map(
    tmp_path: Path,
) -> None:
    site = good_site(tmp_path / "good")
    out = tmp_path / "site"
    out.mkdir()
    (out / "sitemap.xml.gz").write_bytes(b"old")
    write_exports(site, tmp_path, out)
    written = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    expected = dict(export_files(site.catalogue, site.components))
    assert set(written) == set(expected)
    for name, path in written.items():
        assert path.read_bytes() == expected[name].encode()


@EVERY_KIND
def test_the_schema_of_records_is_closed_and_swedish(kind: Kind, catalogue: Catalogue) -> None:
    schema = record_schema(catalogue, kind)
    assert schema["additionalProperties"] is False
    for name, node in schema["properties"].items():
        assert node["title"], name
        assert node["description"], name
