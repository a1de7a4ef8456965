"""The copy that is opened from a folder: every page, links that name a file, nothing that needs a host."""

import re
from pathlib import Path
from posixpath import normpath
from zipfile import ZipFile

import pytest

from kunskapsbank.file_copy import page_from_folder, script_from_json, write_archive, write_file_copy
from tests.browser.serving import shared_site


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for path in ("index.html", "a/index.html", "a/b/index.html", "a/c.csv", "redigera/index.html"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("../..", "../../index.html"),
        (".", "./index.html"),
        ("../#del", "../index.html#del"),
        ("../c.csv", "../c.csv"),
    ],
)
def test_a_link_to_a_folder_names_its_page(small: Path, link: str, expected: str) -> None:
    html = page_from_folder(f'<a class="x" href="{link}">', "a/b/", small, "1 januari 2030")
    assert html == f'<a class="x" href="{expected}">'


@pytest.mark.parametrize("link", ["#del", "https://example.org/", "tel:112", "mailto:a@example.org"])
def test_other_links_stay(small: Path, link: str) -> None:
    html = f'<a href="{link}">'
    assert page_from_folder(html, "a/b/", small, "1 januari 2030") == html


def test_the_way_to_the_form_and_what_needs_a_host_are_left_out(small: Path) -> None:
    html = (
        '<link rel="manifest" href="../manifest.webmanifest">'
        '<script defer src="../assets/js/offline.js"></script>'
        '<script defer src="../assets/js/page.js"></script><a href="../redigera/">formuläret</a>'
    )
    expected = '<script defer src="../assets/js/page.js"></script><a>formuläret</a>'
    assert page_from_folder(html, "a/", small, "1 januari 2030") == expected


def test_every_page_tells_the_day_of_the_copy(small: Path) -> None:
    html = page_from_folder('<article id="a">', "a/", small, "1 januari 2030")
    assert html.startswith('<p class="stored-note">Du läser en kopia från 1 januari 2030.')
    assert html.endswith('<article id="a">')


def test_the_policy_allows_the_files_of_the_folder_and_nothing_more(small: Path) -> None:
    rules = "script-src 'self' 'sha256-x'; img-src 'self'"
    policy = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    html = page_from_folder(f"{policy}<p>'self'</p>", "a/", small, "1 januari 2030")
    assert "script-src 'self' file: 'sha256-x'; img-src 'self' file:\">" in html
    assert "<p>'self'</p>" in html


def test_the_index_becomes_a_script() -> None:
    assert (
        script_from_json("index.json", '{"a":1}\n')
        == '(window.searchFiles ??= {})["index.json"] = {"a":1};\n'
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_site(tmp_path_factory)


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy") / "site-offline"
    write_file_copy(site, folder)
    return folder


def pages_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def test_all_pages_are_there_but_the_form(site: Path, copy: Path) -> None:
    assert pages_in(site) - pages_in(copy) == {"404.html", "redigera/index.html"}
    assert len(pages_in(copy)) > 600
    assert (copy / "LAS-MIG.txt").read_text(encoding="utf-8").startswith("Se barnet, kopia från ")
    for name in ("sw.js", "manifest.webmanifest", "offline", "redigera"):
        assert not (copy / name).exists()


def test_every_link_names_a_file_that_is_there(copy: Path) -> None:
    broken = []
    for page in sorted(pages_in(copy)):
        html = (copy / page).read_text(encoding="utf-8")
        for link in re.findall(r' (?:href|src)="([^"#:]+)[^"]*"', html):
            target = normpath(f"{page.rpartition('/')[0]}/{link}".lstrip("/"))
            if not (copy / target).is_file() and not re.match(r"https?|tel|mailto|sms|data", link):
                broken.append(f"{page}: {link}")
    assert broken == []


def test_the_archive_is_the_same_every_time(copy: Path, tmp_path: Path) -> None:
    small = tmp_path / "site-offline"
    (small / "barn").mkdir(parents=True)
    (small / "barn/index.html").write_bytes((copy / "barn/index.html").read_bytes())
    write_archive(small, tmp_path / "one.zip")
    (small / "barn/index.html").touch()
    write_archive(small, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as packed:
        assert packed.namelist() == ["site-offline/barn/index.html"]
