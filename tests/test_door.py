"""The doors out of the engine: pages on disk, settings and templates for Zensical, and the report."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from jinja2 import UndefinedError

from kunskapsbank.adapters import on_disk, properdocs, zensical
from kunskapsbank.site import Site
from scripts.door.install import version
from scripts.door.report import broken_links, compare, read_site
from tests.good_site import good_site

PAGE = """<!doctype html>
<html><head><title>{title}</title><link rel="stylesheet" href="{up}css/site.css"></head>
<body><nav>Meny</nav><article><h1 id="a">{title}</h1><p>{text}</p><a href="{link}">vidare</a></article></body>
</html>
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    root = tmp_path_factory.mktemp("door") / "repository"
    return good_site(root), root


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    write(folder, "index.html", PAGE.format(title="Start", up="", text="Hej på dig.", link="om/#a"))
    write(folder, "om/index.html", PAGE.format(title="Om", up="../", text="Om oss.", link="../"))
    write(folder, "css/site.css", "p { color: black }")
    write(folder, "data/alla.json", "{}")
    return folder


@pytest.fixture
def theirs(ours: Path) -> Path:
    return Path(shutil.copytree(ours, ours.parent / "theirs"))


def row(report: str, what: str) -> int:
    """How many differ, as the report's table says."""
    found = re.search(rf"^\| {re.escape(what)} \|[^|]*\| (\d+) \|$", report, re.MULTILINE)
    assert found, what
    return int(found[1])


def test_every_page_is_written_with_its_calls_answered(good: tuple[Site, Path]) -> None:
    site, root = good
    pages = on_disk.all_pages(site, root / "docs")
    assert len(pages) == len(site.pages) + len(site.catalogue.pages)
    bodies = {path: text.split("\n---\n", 1)[1] for path, text in pages.items()}
    assert [path for path, body in bodies.items() if "{{" in body] == []
    assert "19\xa0kap. 1\xa0§" in bodies["guides/orosanmalan/index.md"]


def test_every_page_is_the_index_of_its_own_folder(good: tuple[Site, Path]) -> None:
    site, root = good
    assert {Path(path).name for path in on_disk.all_pages(site, root / "docs")} == {"index.md"}


def test_text_of_an_editor_is_never_run(good: tuple[Site, Path]) -> None:
    site, root = good
    page = next(iter(site.pages.values()))
    assert (
        on_disk.all_pages(site, root / "docs")[f"{page.path.removesuffix('.md')}/index.md"] == page.markdown
    )


def test_an_unknown_call_stops_the_writing(good: tuple[Site, Path], tmp_path: Path) -> None:
    site, root = good
    docs = Path(shutil.copytree(root / "docs", tmp_path / "docs"))
    page = docs / "guides/orosanmalan.md"
    page.write_text(page.read_text(encoding="utf-8") + "{{ finns_inte() }}\n", encoding="utf-8")
    with pytest.raises(UndefinedError, match="finns_inte"):
        on_disk.all_pages(site, docs)


@pytest.mark.parametrize(
    ("page", "link", "moved"),
    [
        ("guides/skola.md", "[a](orosanmalan.md#genast)", "[a](../orosanmalan/index.md#genast)"),
        ("guides/skola.md", "[a](nu/index.md)", "[a](../nu/index.md)"),
        ("guides/skola.md", "![a](../assets/img/b.png)", "![a](../../assets/img/b.png)"),
        ("guides/index.md", "[a](skola.md)", "[a](skola/index.md)"),
        ("index.md", "[a](guides/skola.md)", "[a](guides/skola/index.md)"),
        (
            "guides/skola.md",
            "[a](#har) [b](tel:112) [c](https://a.se/b)",
            "[a](#har) [b](tel:112) [c](https://a.se/b)",
        ),
    ],
)
def test_links_follow_the_pages_to_their_folders(page: str, link: str, moved: str) -> None:
    assert on_disk._moved_links(link, page) == moved


def test_zensical_gets_settings_without_what_it_does_not_run(root: Path) -> None:
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = zensical.configuration(text, {"offline_copy": True})
    loaded = yaml.load(re.sub(r"!ENV .*", "x", settings), yaml.BaseLoader)  # noqa: S506
    assert not {"hooks", "watch", "validation"} & loaded.keys()
    assert loaded["plugins"] == []
    assert loaded["extra"]["offline_copy"] == "true"
    assert loaded["theme"]["custom_dir"] == "overrides"
    assert loaded["nav"]


@pytest.mark.parametrize(
    ("template", "translated"),
    [
        ('{% if url.startswith("barn/") %}', '{% if url[:5] == "barn/" %}'),
        ('{{ url.strip("/").split("/") | first }}', '{{ url | trim("/") | split("/") | list | first }}'),
        ("{{ links.get(page.url) }}", "{{ links[page.url] }}"),
        ('<script>"a/b".split("/")</script>', '<script>"a/b".split("/")</script>'),
    ],
)
def test_templates_are_written_in_words_that_both_languages_know(template: str, translated: str) -> None:
    assert zensical.translated(template) == translated


def test_no_template_calls_what_zensical_does_not_know(root: Path) -> None:
    """A new call in overrides/ needs a rewrite; the long proof is ``make door``."""
    unknown = re.compile(r"\.(startswith|endswith|strip|split|get|items\(\)|replace|format|append)\(")
    for path in sorted((root / "overrides").rglob("*.html")):
        code = zensical._TEMPLATE_CODE.findall(zensical.translated(path.read_text(encoding="utf-8")))
        assert [part for part in code if unknown.search(part)] == [], path.name


def test_a_project_for_zensical_holds_pages_templates_and_the_theme_files(
    good: tuple[Site, Path], root: Path, tmp_path: Path
) -> None:
    site, small = good
    theme = tmp_path / "theme"
    write(theme, "assets/stylesheets/main.1.min.css", "a{}")
    for name in ("mkdocs.yml", "overrides", "node_modules"):
        (small / name).symlink_to(root / name)
    zensical.write_project(site, small, theme, tmp_path / "project")
    assert (tmp_path / "project/docs/guides/orosanmalan/index.md").is_file()
    assert (tmp_path / "project/docs/assets/stylesheets/main.1.min.css").is_file()
    assert (tmp_path / "project/docs/assets/vendor/charts.min.css").is_file()
    assert (tmp_path / "project/overrides/base.html").is_file()


def test_properdocs_is_found_before_mkdocs_and_builds_strictly(tmp_path: Path) -> None:
    assert "--strict" in properdocs.command("python", tmp_path)
    assert properdocs.surroundings(tmp_path, {"PYTHONPATH": "x"})["PYTHONPATH"] == str(tmp_path)


@pytest.mark.parametrize("name", ["zensical", "properdocs"])
def test_engines_are_pinned(name: str) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", version(name))


def test_two_equal_sites_differ_in_nothing(ours: Path, theirs: Path) -> None:
    report = compare(ours, theirs, "motor 1")
    assert set(re.findall(r"\| (\d+) \|$", report, re.MULTILINE)) == {"0"}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (("om/index.html", "<title>Om", "<title>Kring"), "titles"),
        (("om/index.html", "Om oss.", "Om er."), "text of the article"),
        (("om/index.html", "<p>Om oss.</p>", "Om oss."), "elements of the article"),
        (("om/index.html", 'id="a"', 'id="b"'), "ids"),
        (("om/index.html", "site.css", "annan.css"), "style sheets asked for"),
        (("om/index.html", "</head>", '<script src="x.js"></script></head>'), "scripts asked for"),
        (("om/index.html", 'href="../"', 'href="../../om/borta/"'), "links that lead nowhere, motor 1"),
        (("om/index.html", 'id="a"', 'id="b"'), "links that lead nowhere, motor 1"),
        (("data/alla.json", "{}", "[]"), "open data, feeds and plain text"),
    ],
)
def test_a_planted_difference_is_told(
    ours: Path, theirs: Path, change: tuple[str, str, str], what: str
) -> None:
    name, before, after = change
    text = (theirs / name).read_text(encoding="utf-8")
    assert before in text
    write(theirs, name, text.replace(before, after))
    assert row(compare(ours, theirs, "motor 1"), what) >= 1


def test_a_page_or_a_file_that_only_one_has_is_told(ours: Path, theirs: Path) -> None:
    (theirs / "om/index.html").unlink()
    write(theirs, "search.json", "{}")
    report = compare(ours, theirs, "motor 1")
    assert row(report, "pages") == 1
    assert row(report, "other files that only one has") == 1


def test_a_question_on_the_search_page_is_no_anchor(tmp_path: Path) -> None:
    write(tmp_path, "index.html", '<a href="sok/#q=oro">Sök</a><a href="sok/#finns-inte">Fel</a>')
    write(tmp_path, "sok/index.html", "<h1>Sök</h1>")
    assert broken_links(tmp_path, read_site(tmp_path)) == ["index.html → sok/#finns-inte"]
