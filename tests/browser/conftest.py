"""What every browser test shares: the served site, Chromium, visitors with a phone or a desktop screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.find_chromium import find_chromium
from tests.browser.serving import Site, serve_folder, shared_site
from tests.browser.visiting import CHROMIUM_ARGUMENTS, DESKTOP, PHONE, Visitor, visit


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, served: the folder named by SITE_DIR if it is set, else built once for this run."""
    folder = shared_site(tmp_path_factory)
    if not (folder / "index.html").is_file():
        pytest.fail(f"No site in {folder}: index.html is missing", pytrace=False)
    with serve_folder(folder) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium without a window."""
    chromium = find_chromium()
    if chromium is None:
        pytest.fail("No Chromium was found; `make .venv/.chromium` installs one or says how", pytrace=False)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Visitor]:
    """A visitor with a screen of 360 x 740."""
    with visit(browser, PHONE) as visitor:
        yield visitor


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Visitor]:
    """A visitor with a screen of 1280 x 800."""
    with visit(browser, DESKTOP) as visitor:
        yield visitor


@pytest.fixture(params=["phone", "desktop"])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visitor]:
    """Each screen in turn: a test that asks for this one runs twice."""
    with visit(browser, PHONE if request.param == "phone" else DESKTOP) as each:
        yield each


@pytest.fixture
def keeper(browser: Browser) -> Iterator[Visitor]:
    """A visitor with a phone whose browser may store the copy."""
    with visit(browser, PHONE, stores=True) as visitor:
        yield visitor
