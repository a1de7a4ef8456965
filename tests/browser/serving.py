"""Build the site and serve a built folder on this machine, as a web host would."""

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Site:
    """A built site that is being served: its start address, ending in /, and its folder."""

    url: str
    folder: Path

    def address(self, path: str) -> str:
        """The full address of a path within the site, `resources/books/` or `/resources/books/`."""
        return self.url + path.removeprefix("/")


class _Handler(SimpleHTTPRequestHandler):
    """Static files under a prefix, silent, with the site's own 404 page."""

    def __init__(self, *arguments: Any, prefix: str, directory: str) -> None:  # noqa: ANN401 (the base class's)
        self.prefix = prefix
        super().__init__(*arguments, directory=directory)

    def translate_path(self, path: str) -> str:
        """Look up the path without the prefix; what stands outside the prefix does not exist."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside-the-prefix")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's 404.html, as the usual hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def copyfile(self, source: Any, outputfile: IO[bytes]) -> None:  # type: ignore[override]  # noqa: ANN401
        """Write the file; a browser that left the page meanwhile is no fault."""
        try:
            super().copyfile(source, outputfile)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@contextmanager
def serve_folder(folder: Path, prefix: str = "/") -> Iterator[Site]:
    """Serve a folder on a free port of 127.0.0.1.

    Args:
        folder: the built site.
        prefix: where the site lives, starting and ending in /, for example `/kunskapsbank/`.

    Yields:
        the served site.
    """
    handler = partial(_Handler, prefix=prefix, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_port}{prefix}", folder)
        finally:
            server.shutdown()
            thread.join()


def build_site(folder: Path, environment: Mapping[str, str] | None = None, root: Path = ROOT) -> Path:
    """Build the site with `mkdocs build --strict`; a failed build fails the test and shows why.

    Args:
        folder: where to write the site.
        environment: variables to set for this build, for example SITE_URL.
        root: the repository to build.

    Returns:
        the folder.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    variables = os.environ | {"NO_MKDOCS_2_WARNING": "1"} | dict(environment or {})
    built = subprocess.run(command, cwd=root, env=variables, check=False, capture_output=True, text=True)
    if built.returncode:
        pytest.fail(
            f"The site did not build ({' '.join(command)}):\n{built.stdout}{built.stderr}", pytrace=False
        )
    return folder


def shared_site(temporary: pytest.TempPathFactory) -> Path:
    """The one site of a test run: the folder named by SITE_DIR, else built by the first worker that asks.

    Args:
        temporary: pytest's factory; with several workers their folders have one parent.

    Returns:
        the folder with the built site. Nobody may change it.
    """
    built = os.environ.get("SITE_DIR")
    if built:
        return Path(built).resolve()
    base = temporary.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = common / "shared-site"
    with (common / "shared-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            build_site(common / "shared-site-unfinished").rename(folder)
    return folder
