"""``make build``: build the site strictly into ``site/``. A failed build leaves the last good site alone."""

import shutil
import subprocess
import sys
from pathlib import Path

SITE = Path("site")
# Built aside and moved into place when whole, so that nobody ever sees half a site.
ASIDE = Path(".cache/site")
PREVIOUS = Path(".cache/site-previous")


def main() -> int:
    """Build and put the new site in place of the old one; the exit code is the engine's."""
    for folder in (ASIDE, PREVIOUS):
        shutil.rmtree(folder, ignore_errors=True)
    ASIDE.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(ASIDE)]
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        if SITE.exists():
            SITE.rename(PREVIOUS)
        ASIDE.rename(SITE)
        shutil.rmtree(PREVIOUS, ignore_errors=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
