"""The audit's own parts: the block in the statement, and the server that compresses."""

import gzip
from datetime import date
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from scripts.audit.lighthouse import Scores
from scripts.audit.long_list import ADDRESS, LENGTH, long_list, with_long_list
from scripts.audit.serving import serve_compressed
from scripts.audit.speed import Speed
from scripts.audit.statement import END, START, Result, fill_in

SCORES = {"start": Scores((99, 100, 100, 100)), "book": Scores((98, 100, 100, 100))}
RESULT = Result(date(2026, 11, 22), 678, "4.14.1", [], [], {"start": Speed(81_200, 1240.0)}, "13.5.0", SCORES)


def test_the_statement_tells_when_what_and_how_many() -> None:
    text = fill_in(f"Före\n\n{START}\ngammalt\n{END}\n\nEfter\n", RESULT)
    assert "22 november 2026 på 678 sidor" in text
    assert "axe-core 4.14.1" in text
    assert "inom 1,3 sekunder" in text
    assert "81 kB" in text
    assert "Lighthouse 13.5.0 för mobil: snabbhet 98, tillgänglighet 100" in text
    assert "gammalt" not in text
    assert text.startswith("Före")
    assert text.endswith("Efter\n")
    assert fill_in(text, RESULT) == text


def test_faults_are_owned_up_to() -> None:
    faults = ["light /barn/ 320 px: image-alt: <img>"]
    result = Result(RESULT.day, 1, "4.14.1", faults, ["x.html:1 close-order"], {}, "", {})
    text = fill_in(f"{START}{END}", result)
    assert "2 fel är kvar att rätta" in text


def test_a_statement_without_a_block_is_told_so() -> None:
    with pytest.raises(ValueError, match="audit: start"):
        fill_in("Ingen ruta", RESULT)


def test_the_statement_on_the_site_has_a_block(root: Path) -> None:
    assert START in (root / "docs/om/tillganglighet.md").read_text(encoding="utf-8")


def test_text_is_sent_compressed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Hej</p>" * 100, encoding="utf-8")
    with serve_compressed(tmp_path) as start, urlopen(Request(start)) as answer:  # noqa: S310 (our own server)
        body = answer.read()
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) == len(body) < 100
    assert gzip.decompress(body).decode() == "<p>Hej</p>" * 100


def test_a_list_is_made_long_from_its_own_cards() -> None:
    card = (
        '<li class="card card--book"><a href="liten/">Liten bok</a>\n<p>Om en flicka och hennes vän.</p></li>'
    )
    page = long_list(f"<main><ul>{card}</ul></main>")
    assert page.count('<li class="card ') == LENGTH
    assert page.startswith(f"<main><ul>{card}\n")
    assert page.endswith("</li>\n</ul></main>")
    assert len(set(page.splitlines())) > 5
    with pytest.raises(ValueError, match="inga kort"):
        long_list("<main></main>")


def test_the_long_list_stands_beside_the_built_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "resources/books").mkdir(parents=True)
    (site / "resources/books/index.html").write_text('<li class="card ">En bok</li>', encoding="utf-8")
    (site / "index.html").write_text("start", encoding="utf-8")
    with with_long_list(site) as folder:
        assert (folder / "index.html").read_text(encoding="utf-8") == "start"
        assert (folder / ADDRESS / "index.html").is_file()
    assert not (site / ADDRESS).exists()
