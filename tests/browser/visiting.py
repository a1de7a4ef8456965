"""A visitor: a browser page that remembers what went wrong during the visit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

# The tests' Chromium must neither phone home nor reach anything but the site under test.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@dataclass
class Visitor:
    """A page, the errors in its console and its requests that left this machine.

    A test that provokes a fault on purpose empties the list it filled: `visitor.errors.clear()`.
    """

    page: Page
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def note_message(self, message: ConsoleMessage) -> None:
        """Keep what the page writes to the console as an error."""
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def note_error(self, error: Error) -> None:
        """Keep an exception that no script caught."""
        self.errors.append(str(error))

    def note_request(self, request: Request) -> None:
        """Keep a request to anywhere but 127.0.0.1; data: and blob: never leave the page."""
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            self.outside.append(request.url)


@contextmanager
def visit(
    browser: Browser, viewport: ViewportSize, *, javascript: bool = True, stores: bool = False
) -> Iterator[Visitor]:
    """Open an empty page in a fresh context with Swedish as its language.

    Args:
        browser: the running browser.
        viewport: width and height in CSS pixels.
        javascript: False shows the site to a visitor without scripts.
        stores: whether the site may store its copy for reading without a network. Where that is not what is
            tested it would only cost a megabyte per visit, and answer requests that a test wants to see.

    Yields:
        the visitor.

    Raises:
        AssertionError: the visit met a console error or a request that left the machine.
    """
    context = browser.new_context(
        viewport=viewport,
        locale="sv-SE",
        java_script_enabled=javascript,
        service_workers="allow" if stores else "block",
    )
    visitor = Visitor(context.new_page())
    context.on("console", visitor.note_message)
    context.on("weberror", lambda error: visitor.note_error(error.error))
    context.on("request", visitor.note_request)
    try:
        yield visitor
    finally:
        context.close()
    assert not visitor.errors, "console errors: " + "; ".join(visitor.errors)
    assert not visitor.outside, "requests left this machine: " + ", ".join(visitor.outside)
