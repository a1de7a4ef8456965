"""A web host with a small site of its own, which can be slow, broken or built anew."""

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

from kunskapsbank.bundling import SCRIPTS, bundle
from kunskapsbank.offline import write_packs, write_worker


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
    """Serve the host on a free port of 127.0.0.1, open from the start."""
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
