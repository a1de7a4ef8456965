"""The built site as files: every link and anchor leads somewhere and titles are unique."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import pytest

from kunskapsbank.security import OWN_POLICY, inline_hashes
from tests.browser.serving import shared_site


@dataclass
class Read(HTMLParser):
    """What one page links to and what may be linked to in it."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    title: str = ""
    robots: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if identity := values.get("id"):
            self.ids.append(identity)
        for name in ("href", "src"):
            if target := values.get(name):
                self.links.append(target)
        if tag == "title":
            self._in_title = not self.title
        if tag == "meta" and values.get("name") == "robots":
            self.robots = values.get("content") or ""

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, Read]:
    found = {}
    for path in sorted(folder.rglob("*.html")):
        page = Read()
        page.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(folder).as_posix()] = page
    return found


def _target(page: str, link: str) -> tuple[str, str] | None:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or link.startswith("/"):
        return None
    base = page.rsplit("/", 1)[0] if "/" in page else ""
    path = normpath(f"{base}/{unquote(parts.path)}".lstrip("/")) if parts.path else page
    if parts.path.endswith("/") or path in (".", ""):
        path = "index.html" if path in (".", "") else f"{path}/index.html"
    return path, unquote(parts.fragment)


def test_every_script_within_a_page_is_one_that_all_pages_have(folder: Path) -> None:
    ours = inline_hashes((folder / "404.html").read_text(encoding="utf-8"))
    assert ours
    for path in folder.rglob("*.html"):
        if not path.relative_to(folder).as_posix().startswith(OWN_POLICY):
            assert inline_hashes(path.read_text(encoding="utf-8")) <= ours, path


def test_every_link_inside_the_site_leads_to_a_page_and_an_anchor(
    folder: Path, pages: dict[str, Read]
) -> None:
    broken = []
    for name, page in pages.items():
        if name == "404.html":
            continue  # its links are absolute: it is shown at any address
        for link in page.links:
            target = _target(name, link)
            if target is None:
                continue
            path, anchor = target
            if not (folder / path).is_file():
                broken.append(f"{name}: {link}")
            elif anchor and path in pages and anchor not in pages[path].ids and not anchor.startswith("__"):
                broken.append(f"{name}: {link} (no such anchor)")
    assert broken == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, Read]) -> None:
    twice = {name: [i for i, n in Counter(page.ids).items() if n > 1] for name, page in pages.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_titles_are_unique(pages: dict[str, Read]) -> None:
    titles = Counter(page.title for page in pages.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_unreviewed_advice_is_not_indexed(pages: dict[str, Read]) -> None:
    situations = [name for name in pages if name.startswith("guides/nu/") and name.count("/") > 2]
    laws = [name for name in pages if name.startswith("guides/lagen/") and name.count("/") > 2]
    for_children = [name for name in pages if name.startswith("barn/")]
    for name in [*situations, *laws, *for_children]:
        assert "noindex" in pages[name].robots, name


def test_no_page_refers_to_another_host_for_what_it_needs(folder: Path) -> None:
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for tag in ('src="http', 'rel="stylesheet" href="http', 'rel="preconnect"'):
            assert tag not in text, f"{path.relative_to(folder)} has {tag}"


def test_the_site_map_names_exactly_the_pages_that_may_be_indexed(
    folder: Path, pages: dict[str, Read]
) -> None:
    text = (folder / "sitemap.xml").read_text(encoding="utf-8")
    mapped = re.findall("<loc>([^<]*)</loc>", text)
    start = min(mapped, key=len)
    indexed = {
        name.removesuffix("index.html")
        for name, page in pages.items()
        if "noindex" not in page.robots and name.endswith("index.html") and name != "redigera/index.html"
    }
    assert {address.removeprefix(start) for address in mapped} == indexed
    assert not (folder / "sitemap.xml.gz").exists()


def test_every_page_tells_what_to_show_when_it_is_shared(folder: Path, pages: dict[str, Read]) -> None:
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8")
        if name in ("404.html", "redigera/index.html") or "og:url" not in text:
            continue
        image = re.search('property="og:image" content="([^"]*)"', text)
        assert image is not None, name
        assert (folder / "assets" / image[1].partition("/assets/")[2]).is_file(), name
        assert 'property="og:title"' in text, name


def test_structured_data_can_be_read_and_stands_only_where_pages_may_be_indexed(
    folder: Path, pages: dict[str, Read]
) -> None:
    found = 0
    for name, page in pages.items():
        text = (folder / name).read_text(encoding="utf-8")
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL):
            assert json.loads(script)["@context"] == "https://schema.org", name
            assert "noindex" not in page.robots, name
            found += 1
    assert found > 100
