"""Reading without a network: what a visit stores, when it is shown, how it is renewed and removed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from kunskapsbank.bundling import SCRIPTS, bundle
from kunskapsbank.offline import write_packs, write_worker
from tests.browser.serving import Site, serve_folder
from tests.browser.visiting import PHONE, Visitor, visit

ACT_NOW = "guides/nu/berusad-vuxen-hamtar/skola/"
NOT_STORED = "methods/stodgrupper/"
LEAVE_TO = "https://www.1177.se/"
NEW, OLD = date(2999, 1, 1), date(2020, 1, 1)
# Keeps in `told` how much was said to be stored, each time it changed.
NOTE_PROGRESS = """() => {
    const amount = document.querySelector("[data-progress] span");
    window.told = [];
    new MutationObserver(() => told.push(amount.textContent)).observe(amount, { childList: true });
}"""
ADDRESSES_STORED = """async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
    return [names, keys.flat().map(({ url }) => url)];
}"""


@pytest.fixture
def keeper(browser: Browser) -> Iterator[Visitor]:
    """A visitor with a phone whose browser may store the copy."""
    with visit(browser, PHONE, stores=True) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def beneath(site: Site) -> Iterator[Site]:
    """The site, served under a path as many hosts do."""
    with serve_folder(site.folder, "/kunskapsbank/") as served:
        yield served


def stored(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return sorted(names)


def wait_for_sets(page: Page, *endings: str) -> None:
    """Wait until the whole stored sets are these: «bas» or «allt», or with the build «bas 0123»."""
    for _ in range(600):
        names = stored(page)
        whole = page.evaluate("""async () => {
            const marks = (await caches.keys()).map(async name => (await (await caches.open(name)).keys())
                .some(({ url }) => url.endsWith("offline/hel")));
            return (await Promise.all(marks)).every(Boolean);
        }""")
        active = page.evaluate("navigator.serviceWorker.getRegistration().then(one => !!one?.active)")
        fits = [any(f" {ending}" in name for name in names) for ending in endings]
        if whole and active and len(names) == len(endings) and all(fits):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"expected the sets {endings}, found {stored(page)}")


def visit_once(visitor: Visitor, address: str) -> None:
    """Open a page and wait until the first visit's copy is stored."""
    visitor.page.goto(address)
    wait_for_sets(visitor.page, "bas")


def without_network(visitor: Visitor) -> None:
    visitor.page.context.set_offline(True)


def test_after_one_visit_a_page_that_is_opened_in_a_hurry_works_without_a_network(
    keeper: Visitor, beneath: Site
) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    for path in (
        "",
        ACT_NOW,
        "guides/orosanmalan/",
        "guides/nar-barnet-berattar/",
        "barn/",
        "barn/foralder/",
    ):
        keeper.page.goto(beneath.address(path))
        expect(keeper.page.locator("h1")).to_be_visible()
        expect(keeper.page.locator(".stored-note")).to_contain_text("Du läser en sparad kopia från")
        expect(keeper.page.get_by_role("link", name="Ring 112").first).to_be_visible()
        # The styles are there: a page without them has no such line beside the note.
        assert (
            keeper.page.locator(".stored-note").evaluate("note => getComputedStyle(note).borderLeftStyle")
            == "solid"
        )
        # So are the scripts: without them this button is hidden.
        expect(keeper.page.locator(".colours")).to_be_visible()


def test_a_page_that_is_not_stored_gives_way_to_one_that_says_what_can_be_done(
    keeper: Visitor, beneath: Site
) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    keeper.page.goto(beneath.address(NOT_STORED))
    expect(keeper.page.get_by_role("heading", level=1, name="Sidan är inte sparad")).to_be_visible()
    article = keeper.page.locator("article")
    for number in ("tel:112", "tel:116111"):
        expect(article.locator(f'a[href="{number}"]').first).to_be_visible()
    again = keeper.page.get_by_role("link", name="Försök igen")
    ways = article.locator("h2:has-text('Det här går utan nät') + ul a").evaluate_all(
        "links => links.map(link => link.href)"
    )
    assert len(ways) > 4
    keeper.page.context.set_offline(False)
    again.click()
    keeper.page.wait_for_url(beneath.address(NOT_STORED))
    without_network(keeper)
    for way in ways:
        keeper.page.goto(way)
        assert keeper.page.url == way
        expect(keeper.page.locator(".stored-note")).to_be_visible()


def test_what_is_stored_does_not_tell_what_was_read(browser: Browser, beneath: Site) -> None:
    found = []
    for paths in (("",), (ACT_NOW, "guides/fraser/", "barn/", "resources/books/liten/")):
        with visit(browser, PHONE, stores=True) as reader:
            for path in paths:
                reader.page.goto(beneath.address(path))
            # The last page is an ordinary one: those for children store nothing by themselves.
            wait_for_sets(reader.page, "bas")
            found.append(reader.page.evaluate(ADDRESSES_STORED))
            assert reader.page.context.cookies() == []
    assert found[0] == found[1]
    assert all(name.startswith("se-barnet /kunskapsbank/ ") for name in found[0][0])


def test_who_comes_straight_to_the_childrens_pages_leaves_nothing_stored(
    keeper: Visitor, beneath: Site
) -> None:
    for path in ("barn/", "barn/foralder/", "barn/anhorig/"):
        keeper.page.goto(beneath.address(path), wait_until="networkidle")
        keeper.page.wait_for_timeout(300)
        assert stored(keeper.page) == []
        assert keeper.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_the_quick_way_out_works_from_a_stored_page(keeper: Visitor, beneath: Site) -> None:
    visit_once(keeper, beneath.url)
    without_network(keeper)
    keeper.page.goto(beneath.address("barn/"))
    expect(keeper.page.locator(".stored-note")).to_be_visible()
    keeper.page.context.route(
        LEAVE_TO + "**", lambda route: route.fulfill(status=200, content_type="text/html", body="1177")
    )
    keeper.page.get_by_role("link", name="Lämna sidan snabbt").click()
    keeper.page.wait_for_url(LEAVE_TO)
    keeper.outside.clear()


def test_everything_can_be_saved_searched_and_removed(keeper: Visitor, beneath: Site) -> None:
    page = keeper.page
    page.goto(beneath.address("om/offline/"))
    box = page.locator("[data-offline]")
    status = box.get_by_role("status")
    page.evaluate(NOTE_PROGRESS)
    box.get_by_role("button", name="Spara för läsning utan nät").click()
    expect(status).to_contain_text("Klart. Hela kunskapsbanken är sparad. Kopian är från", timeout=60_000)
    assert sum(text.endswith(" MB") for text in page.evaluate("told")) > 10
    wait_for_sets(page, "bas", "allt")
    without_network(keeper)
    for path in (NOT_STORED, "statistics/junis-barn-i-stod/", "om/integritet/"):
        page.goto(beneath.address(path))
        expect(page.locator(".stored-note")).to_be_visible()
    page.goto(beneath.address("sok/#q=mamma%20dricker"))
    expect(page.locator(".search-results li").first).to_be_visible()
    page.goto(beneath.address("om/offline/"))
    box.get_by_role("button", name="Ta bort").click()
    expect(status).to_contain_text("Kopian är borttagen.")
    assert stored(page) == []
    page.context.set_offline(False)
    page.goto(beneath.url, wait_until="networkidle")
    page.wait_for_timeout(300)
    assert stored(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


# ── A small site of our own, to renew and to slow down ─────────────────────────────


@dataclass
class Host:
    """A host with a small site of four pages.

    Attributes:
        url: the start page.
        open: while cleared, no page is answered.
        broken: while set, pages are answered with a fault of the server.
        asked: every path that was asked for.
    """

    root: Path
    folder: Path
    url: str = ""
    open: threading.Event = field(default_factory=threading.Event)
    broken: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)

    def publish(self, text: str, day: date) -> str:
        """Make the site anew with this text on every page, and return the build's name."""
        for address in ("", "guides/nu/a/", "methods/x/", "om/utan-nat/", "om/offline/", "redigera/"):
            path = self.folder / address / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._page(address, text), encoding="utf-8")
        own = {entry: out for entry, out in SCRIPTS.items() if entry.startswith("assets/offline/")}
        bundle(self.root, self.folder, own)
        (self.folder / "assets/own.css").write_text(f"h1::after {{ content: '{text}'; }}", encoding="utf-8")
        site: Any = SimpleNamespace(catalogue=SimpleNamespace(today=day))
        for step in (write_packs, write_worker):
            step(site, self.root, self.folder)
        worker = (self.folder / "sw.js").read_text(encoding="utf-8")
        return worker.partition('"build":"')[2].partition('"')[0]

    def _page(self, address: str, text: str) -> str:
        up = "../" * address.count("/")
        box = (
            '<div data-offline="spara" hidden><p role="status"></p>'
            "<p data-progress hidden><progress></progress><span></span></p>"
            "<button data-save></button><button data-remove></button></div>"
            f'<script defer src="{up}assets/js/save.js"></script>'
        )
        return (
            '<!doctype html>\n<html lang="sv">\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n'
            f'<title>{text}</title>\n<link rel="stylesheet" href="{up}assets/own.css">\n'
            f'<script defer src="{up}assets/js/offline.js"></script>\n'
            f"<article id=a>\n<h1>{text}</h1></article>\n{box if address == 'om/offline/' else ''}\n"
        )


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, host: Host, **keywords: Any) -> None:  # noqa: ANN401 (the base class's)
        self.host = host
        super().__init__(*arguments, directory=str(host.folder), **keywords)

    def do_GET(self) -> None:
        """Answer, pages only while the host is open."""
        self.host.asked.append(self.path)
        # Two builds of a test are made within a second, and this time knows only whole ones.
        del self.headers["If-Modified-Since"]
        is_page = self.path.endswith("/")
        if is_page:
            self.host.open.wait(60)
        try:
            if is_page and self.host.broken.is_set():
                self.send_error(503)
            else:
                super().do_GET()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def end_headers(self) -> None:
        """Let the browser's own cache answer nothing by itself: it must not be taken for the copy."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@contextmanager
def running(host: Host) -> Iterator[Host]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host=host)) as server:
        server.daemon_threads = True
        host.url = f"http://127.0.0.1:{server.server_port}/"
        host.open.set()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            host.open.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def host(root: Path, tmp_path: Path) -> Iterator[Host]:
    with running(Host(root, tmp_path)) as served:
        yield served


def heading(page: Page) -> str:
    """The heading and what the styles add to it: both tell the build."""
    said = page.locator("h1").inner_text()
    styled = page.locator("h1").evaluate("each => getComputedStyle(each, '::after').content")
    return f"{said} {styled}"


def test_a_network_that_takes_too_long_shows_the_copy_with_all_its_parts(keeper: Visitor, host: Host) -> None:
    host.publish("ETT", OLD)
    visit_once(keeper, host.url)
    host.open.clear()
    asked = len(host.asked)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'ETT "ETT"'
    note = keeper.page.locator(".stored-note").inner_text()
    assert "från 1 januari 2020." in note
    assert "Kopian är gammal. Lagar och nummer kan ha ändrats." in note
    # The network was asked for the page first, and nothing that belongs to a stored page was asked for.
    assert "/guides/nu/a/" in host.asked[asked:]
    assert "/assets/own.css" not in host.asked[asked:]


def test_a_slow_page_that_is_not_stored_is_waited_for(keeper: Visitor, host: Host) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    host.open.clear()
    threading.Timer(4, host.open.set).start()
    keeper.page.goto(host.url + "methods/x/")
    assert keeper.page.url.endswith("/methods/x/")
    assert heading(keeper.page) == 'ETT "ETT"'
    assert keeper.page.locator(".stored-note").count() == 0


def test_a_new_build_is_shown_at_once_and_takes_the_place_of_the_old_copy(
    keeper: Visitor, host: Host
) -> None:
    first = host.publish("ETT", NEW)
    keeper.page.goto(host.url)
    wait_for_sets(keeper.page, f"bas {first}")
    second = host.publish("TVÅ", NEW)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert keeper.page.locator("h1").inner_text() == "TVÅ"
    wait_for_sets(keeper.page, f"bas {second}")
    without_network(keeper)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'TVÅ "TVÅ"'
    assert "Något kan ha ändrats" in keeper.page.locator(".stored-note").inner_text()


def test_a_build_that_is_only_half_in_place_is_not_stored(keeper: Visitor, host: Host) -> None:
    first = host.publish("ETT", NEW)
    keeper.page.goto(host.url)
    wait_for_sets(keeper.page, f"bas {first}")
    host.publish("TVÅ", NEW)
    pack = host.folder / "offline/bas.json"
    pack.write_text(pack.read_text(encoding="utf-8").replace("TVÅ", "ETT"), encoding="utf-8")
    host.asked.clear()
    keeper.page.goto(host.url)
    for _ in range(100):
        if "/offline/bas.json" in host.asked:
            break
        keeper.page.wait_for_timeout(100)
    keeper.page.wait_for_timeout(500)
    wait_for_sets(keeper.page, f"bas {first}")
    without_network(keeper)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'ETT "ETT"'
    keeper.errors.clear()


def test_all_pages_of_an_older_build_stay_until_the_new_ones_are_whole(keeper: Visitor, host: Host) -> None:
    page = keeper.page
    first = host.publish("ETT", NEW)
    page.goto(host.url + "om/offline/")
    page.locator("[data-save]").click()
    expect(page.get_by_role("status")).to_contain_text("Klart.", timeout=20_000)
    wait_for_sets(page, f"bas {first}", f"allt {first}")
    second = host.publish("TVÅ", NEW)
    missing = host.folder / "offline/methods.json"
    kept = missing.read_bytes()
    missing.unlink()
    page.goto(host.url)
    wait_for_sets(page, f"bas {second}", f"allt {first}")
    without_network(keeper)
    for path, text in (("guides/nu/a/", "TVÅ"), ("methods/x/", "ETT")):
        page.goto(host.url + path)
        assert heading(page) == f'{text} "{text}"'
    page.context.set_offline(False)
    missing.write_bytes(kept)
    third = host.publish("TRE", NEW)
    page.goto(host.url)
    wait_for_sets(page, f"bas {third}", f"allt {third}")
    keeper.errors.clear()


@pytest.mark.parametrize("path", ["?q=ord", "methods/x/?utm=1", "redigera/"])
def test_questions_in_the_address_and_the_form_never_reach_the_copy(
    keeper: Visitor, host: Host, path: str
) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    keeper.page.goto(host.url + path)
    keeper.page.goto(host.url)
    without_network(keeper)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        keeper.page.goto(host.url + path)


def test_a_broken_server_counts_as_no_network_and_a_missing_page_does_not(
    keeper: Visitor, host: Host
) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    # An address without its last stroke is led on by the server, through the worker.
    keeper.page.goto(host.url + "guides/nu/a")
    assert keeper.page.url == host.url + "guides/nu/a/"
    answer = keeper.page.goto(host.url + "finns-inte/")
    assert answer is not None
    assert answer.status == 404
    host.broken.set()
    keeper.page.goto(host.url + "guides/nu/a/")
    assert keeper.page.locator(".stored-note").count() == 1
    keeper.errors.clear()
