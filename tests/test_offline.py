"""The copy for reading without a network: what is in it, how large it is, and what it leaves out."""

import gzip
import json
import re
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunskapsbank.offline import (
    ALL,
    FIRST,
    FIRST_FOLDERS,
    FIRST_PAGES,
    asked_for,
    needed_files,
    pack,
    pack_of,
    write_packs,
    write_worker,
)
from tests.browser.serving import shared_site

MOST_AT_FIRST = 1_000_000
MOST_IN_ALL = 15_000_000
# Hosts send these compressed; pictures are compressed as they are.
COMPRESSED = (".json", ".css", ".js", ".svg", ".webmanifest")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture(scope="module")
def copy(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "offline/filer.json").read_text(encoding="utf-8"))
    return found


def paths(copy: dict[str, Any], name: str) -> list[str]:
    return [path for path, _, _ in copy[name]]


def unpacked(text: str) -> dict[str, str]:
    """What the worker does with a pack (assets/offline/worker.js)."""
    content = json.loads(text)
    lines = content["lines"]
    return {
        address: "\n".join(lines[number] for number in numbers)
        for address, numbers in content["pages"].items()
    }


@given(st.dictionaries(st.text("ab/"), st.text("<åb\n\r\u2028 ")))
def test_pages_come_out_of_a_pack_as_they_went_in(pages: dict[str, str]) -> None:
    assert unpacked(pack(pages)) == pages


def test_a_line_that_pages_share_stands_once() -> None:
    assert pack({"a/": "head\none\nfoot", "b/": "head\ntwo\nfoot"}).count("head") == 1


def test_the_pages_of_the_first_visit_have_a_pack_of_their_own() -> None:
    for address in ("", "guides/nu/", "guides/nu/x/skola/", "barn/", "barn/foralder/", "guides/orosanmalan/"):
        assert pack_of(address) == FIRST
    assert pack_of("guides/skola/") == "guides"
    assert pack_of("a-o/") == "a-o"


def test_a_page_brings_its_styles_scripts_and_pictures_but_not_its_links(tmp_path: Path) -> None:
    for path in ("a/own.css", "a/own.js", "a/picture.png", "a/in-styles.svg", "a/feed.xml", "b/index.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("", encoding="utf-8")
    (tmp_path / "a/own.css").write_text('a{b:url("in-styles.svg")}c{d:url(data:x)}', encoding="utf-8")
    page = (
        '<link rel="stylesheet" href="../a/own.css"><link rel="feed alternate" href="../a/feed.xml">'
        '<script defer src="../a/own.js"></script><img alt="" src="../a/picture.png"><a href="../b/">b</a>'
        '<img src="https://example.org/far.png">'
    )
    found = needed_files(tmp_path, asked_for({"c/": page}))
    assert found == {"a/own.css", "a/own.js", "a/picture.png", "a/in-styles.svg"}


def test_the_first_visit_stores_at_most_one_megabyte_sent_with_gzip(
    folder: Path, copy: dict[str, Any]
) -> None:
    sent = 0
    for path, _, size in copy[FIRST]:
        sent += (
            len(gzip.compress((folder / path).read_bytes(), 6, mtime=0))
            if path.endswith(COMPRESSED)
            else size
        )
    assert 100_000 < sent <= MOST_AT_FIRST


def test_the_whole_copy_takes_at_most_fifteen_megabytes_uncompressed(copy: dict[str, Any]) -> None:
    assert 5_000_000 < sum(size for _, _, size in copy[ALL]) <= MOST_IN_ALL


def test_the_first_visit_stores_help_in_a_hurry_and_nothing_else(folder: Path, copy: dict[str, Any]) -> None:
    stored = unpacked((folder / f"offline/{FIRST}.json").read_text(encoding="utf-8"))
    assert set(FIRST_PAGES) <= set(stored)
    assert sum(address.startswith("guides/nu/") for address in stored) > 100
    assert {address for address in stored if address.startswith("barn/")} == {
        "barn/",
        "barn/foralder/",
        "barn/anhorig/",
    }
    other = [address for address in stored if address not in FIRST_PAGES]
    assert [address for address in other if not address.startswith(FIRST_FOLDERS)] == []
    packs = [path for path in paths(copy, FIRST) if path.startswith("offline/")]
    assert packs == [f"offline/{FIRST}.json"]
    assert [path for path in paths(copy, FIRST) if "search/" in path] == []


def test_the_whole_copy_is_every_page_as_it_was_built(folder: Path, copy: dict[str, Any]) -> None:
    packs = [path for path in paths(copy, ALL) if path.startswith("offline/")]
    stored: dict[str, str] = {}
    for path in packs:
        pages = unpacked((folder / path).read_text(encoding="utf-8"))
        assert not set(pages) & set(stored)
        stored |= pages
    built = {
        path.relative_to(folder).as_posix().removesuffix("index.html"): path
        for path in folder.rglob("index.html")
    }
    del built["redigera/"]
    assert stored == {address: path.read_text(encoding="utf-8") for address, path in built.items()}
    assert {"assets/search/search.js", "assets/search/index.json", "assets/search/full.json"} <= set(
        paths(copy, ALL)
    )
    assert set(paths(copy, FIRST)) <= set(paths(copy, ALL))


def test_form_exports_and_source_maps_are_no_part_of_it(copy: dict[str, Any]) -> None:
    assert [
        path
        for path in paths(copy, ALL)
        if path.endswith(".map") or path.startswith(("redigera/", "data/", "text/", "nytt/"))
    ] == []


def test_hashes_and_sizes_are_those_of_the_files_and_the_worker_knows_them(
    folder: Path, copy: dict[str, Any]
) -> None:
    for path, integrity, size in copy[ALL]:
        content = (folder / path).read_bytes()
        assert integrity == f"sha256-{b64encode(sha256(content).digest()).decode()}", path
        assert size == len(content), path
    first_line = (folder / "sw.js").read_text(encoding="utf-8").split("\n", 1)[0]
    assert json.loads(first_line.removeprefix("self.COPY = ").removesuffix(";")) == copy


def test_pages_for_families_neither_begin_the_copy_nor_offer_to_install(folder: Path) -> None:
    for path in sorted(folder.rglob("index.html")):
        address = path.relative_to(folder).as_posix()
        if address == "redigera/index.html":
            continue
        html = path.read_text(encoding="utf-8")
        begins = [name in html for name in ("assets/js/offline.js", "manifest.webmanifest")]
        assert begins == [not address.startswith("barn/")] * 2, address


def test_the_manifest_works_under_any_path_and_its_icons_have_their_sizes(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == manifest["short_name"] == "Se barnet"
    assert manifest["lang"] == "sv"
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert "maskable" in [icon.get("purpose") for icon in manifest["icons"]]
    for icon in manifest["icons"]:
        head = (folder / icon["src"]).read_bytes()[:24]
        width, height = int.from_bytes(head[16:20]), int.from_bytes(head[20:24])
        assert icon["sizes"] == f"{width}x{height}"


def small_copy(root: Path, folder: Path, text: str, day: date) -> dict[str, bytes]:
    (folder / "index.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    site: Any = SimpleNamespace(catalogue=SimpleNamespace(today=day))
    for step in (write_packs, write_worker):
        step(site, root, folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_same_pages_give_the_same_bytes_and_any_change_another_build(root: Path, tmp_path: Path) -> None:
    one = small_copy(root, tmp_path, "ett", date(2026, 11, 22))
    assert small_copy(root, tmp_path, "ett", date(2026, 11, 22)) == one
    builds = {json.loads(one["offline/filer.json"])["build"]}
    for text, day in (("två", date(2026, 11, 22)), ("ett", date(2026, 11, 23))):
        other = small_copy(root, tmp_path, text, day)
        builds.add(json.loads(other["offline/filer.json"])["build"])
    assert len(builds) == 3


def test_names_that_script_and_build_share_are_the_same(root: Path) -> None:
    worker = (root / "assets/offline/worker.js").read_text(encoding="utf-8")
    found = re.search(r'NOT_STORED = "([^"]*)"', worker)
    assert found is not None
    assert found[1] in FIRST_PAGES
