"""External links: asked politely, sorted into broken, moved and waived, and told in a weekly report."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.freshness import freshness
from kunskapsbank.editing.links import (
    LinkResult,
    Manners,
    check_link,
    check_links,
    external_links,
    read_waivers,
    sort_results,
)
from kunskapsbank.editing.replies import weekly_report
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.schema.pages import LinkWaiver
from scripts import links
from tests.good_site import TODAY
from tests.swedish import ENGLISH

# The most that the Git host takes as the text of an issue.
LARGEST_ISSUE = 65_536


class Server(BaseHTTPRequestHandler):
    """A small world of links on this machine."""

    asked: list[str] = []  # noqa: RUF012  # shared on purpose: one list for all requests
    busy = 0

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        Server.asked.append(f"{self.command} {self.path}")
        status = {"/ok": 200, "/gone": 404, "/moved": 301, "/%C3%A5": 200}.get(self.path, 500)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        if self.path == "/busy":
            Server.busy += 1
            status = 503 if Server.busy <= 2 else 200
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's own name
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked, Server.busy = [], 0
    world = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=world.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{world.server_port}"
    world.shutdown()
    world.server_close()
    thread.join()


QUICK = Manners(pause=0.5, timeout=5, wait_before_retry=7)


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    [
        ("/ok", 200, ["HEAD /ok"]),
        ("/gone", 404, ["HEAD /gone", "GET /gone"]),
        ("/no-head", 200, ["HEAD /no-head", "GET /no-head"]),
        ("/busy", 200, ["HEAD /busy", "GET /busy", "HEAD /busy"]),
        ("/å", 200, ["HEAD /%C3%A5"]),
    ],
)
def test_a_link_is_asked_politely(path: str, status: int, asked: list[str], server: str) -> None:
    slept: list[float] = []
    result = check_link(server + path, QUICK, slept.append)
    assert (result.status, result.works) == (status, status == 200)
    assert not result.moved
    assert Server.asked == asked
    assert (7 in slept) is (path == "/busy")


def test_a_link_that_leads_on_is_followed_and_told(server: str) -> None:
    result = check_link(f"{server}/moved", QUICK, lambda _: None)
    assert (result.status, result.moved, result.final) == (200, True, f"{server}/ok")


def test_a_server_that_is_not_there_is_told_and_tried_again() -> None:
    slept: list[float] = []
    result = check_link("http://127.0.0.1:9/x", QUICK, slept.append)
    assert (result.status, result.works) == (0, False)
    assert result.error
    assert slept == [7, 14]


def test_there_is_a_pause_after_every_question_to_a_host(server: str) -> None:
    slept: list[float] = []
    results = check_links([f"{server}/ok", f"{server}/gone"], QUICK, slept.append)
    assert [result.status for result in results] == [404, 200]
    assert slept.count(0.5) == 3


def test_waived_links_stand_apart_and_waivers_nobody_needs_are_told() -> None:
    day = date(2026, 11, 1)
    waivers = [
        LinkWaiver(link="www.nekar.se", reason="Servern nekar robotar.", date=day),
        LinkWaiver(link="https://www.lagad.se/x", reason="Var nere.", date=day),
    ]
    results = [
        LinkResult("https://www.nekar.se/a", 403, "https://www.nekar.se/a"),
        LinkResult("https://www.lagad.se/x", 200, "https://lagad.se/x/"),
        LinkResult("https://borta.se", 404, "https://borta.se"),
    ]
    report = sort_results(results, waivers)
    assert [result.url for result in report.broken] == ["https://borta.se"]
    assert [result.url for result, _ in report.waived] == ["https://www.nekar.se/a"]
    assert [waiver.link for waiver in report.unneeded] == ["https://www.lagad.se/x"]
    assert report.moved == ()


def test_links_are_found_in_fields_texts_and_pages(shelf: tuple[Path, Catalogue]) -> None:
    found = external_links(shelf[1])
    assert found
    assert list(found) == sorted(found)
    assert all(url.startswith("http") and places for url, places in found.items())


def test_the_weekly_report_is_swedish_and_fits_an_issue(good: Path, server: str, tmp_path: Path) -> None:
    for path in (good / "data").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^url: https://.*$", "url: https://127.0.0.1:9/x", text, flags=re.MULTILINE))
    (good / "data/links").mkdir(exist_ok=True)
    (good / "data/links/waivers.yml").write_text("waivers: []\n", encoding="utf-8")
    quick = Manners(pause=0, timeout=2, tries=1, wait_before_retry=0)
    assert links.main(["--utan-natet", str(tmp_path / "veckan.md")], quick) == 0
    assert "Trasiga länkar (inte prövade)" in (tmp_path / "veckan.md").read_text(encoding="utf-8")
    catalogue, _ = assemble(good, TODAY + timedelta(days=4_000), SIGNATURES)
    results = [LinkResult(f"{server}/{n}", 404, f"{server}/{n}") for n in range(2_000)]
    report = sort_results(results, [])
    text = weekly_report(freshness(catalogue), report, {r.url: ["data/x.yml"] for r in results})
    assert len(text) < LARGEST_ISSUE
    assert "… och 1920 till." in text
    assert "404, sidan finns inte" in text
    assert not ENGLISH.search(text)


def test_a_wrong_waiver_is_told_in_swedish(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (good / "data/links").mkdir(exist_ok=True)
    (good / "data/links/waivers.yml").write_text("waivers:\n  - link: x.se\n", encoding="utf-8")
    assert links.main(["veckan.md"]) == 1
    assert "Fältet krävs." in capsys.readouterr().out
    assert links.main([]) == 2


def test_the_real_waivers_are_right(root: Path) -> None:
    assert isinstance(read_waivers(root), tuple)
