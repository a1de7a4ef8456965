"""Make sure the browser tests have a Chromium: the system's, else Debian's, else Playwright's own."""

import os
import shutil
import subprocess
import sys

from scripts.find_chromium import find_chromium

NO_CHROMIUM = """\
Ingen Chromium hittades, och den kunde inte installeras. Testerna i webbläsaren behöver en.
No Chromium was found and none could be installed; the browser tests need one.

    Debian, Ubuntu:  sudo apt-get install chromium
    Fedora:          sudo dnf install chromium
    macOS:           brew install --cask chromium

Kör sedan `make test` igen.
"""


def install_from_debian() -> None:
    """Install Debian's package; needs root. A failure only means that the next way is tried."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=False, env=environment)


def install_from_playwright() -> None:
    """Download the build that Playwright offers for this system."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Try each way in turn and say what to do if none works."""
    for install in (None, install_from_debian, install_from_playwright):
        if install:
            install()
        browser = find_chromium()
        if browser:
            print(f"Chromium: {browser}")
            return 0
    print(NO_CHROMIUM, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
