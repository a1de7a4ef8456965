"""Find the Chromium that the browser tests drive."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def candidates() -> Iterator[Path]:
    """Yield the places to look, in order: the path, then Playwright's own download."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    with sync_playwright() as playwright:
        downloaded = Path(playwright.chromium.executable_path)
    if downloaded.exists():
        yield downloaded


def starts(browser: Path) -> bool:
    """Tell whether the program runs: Ubuntu has a `chromium-browser` that only asks for a snap."""
    try:
        return (
            subprocess.run([browser, "--version"], check=False, capture_output=True, timeout=60).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_chromium() -> Path | None:
    """Return the first Chromium that starts, or None."""
    return next((browser for browser in candidates() if starts(browser)), None)
