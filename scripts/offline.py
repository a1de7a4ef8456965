"""``make offline``: the built site as a folder and a zip file that are opened without a web host."""

import sys
from pathlib import Path

from kunskapsbank.faults import ToldError, run_command
from kunskapsbank.file_copy import write_archive, write_file_copy
from kunskapsbank.whole_writes import clear, put_in_place

SITE = Path("site")
COPY = Path("site-offline")
ARCHIVE = Path("site-offline.zip")
ASIDE = Path(".cache/offline")


def main() -> int:
    """Write ``site-offline/`` and ``site-offline.zip`` from ``site/``, and say how large the file is."""
    if not SITE.is_dir():
        raise ToldError("Webbplatsen är inte byggd. Kör make offline, som bygger den först.")
    clear(ASIDE)
    fresh = ASIDE / COPY.name
    write_file_copy(SITE, fresh)
    write_archive(fresh, ASIDE / ARCHIVE.name)
    put_in_place(fresh, COPY, ASIDE / "previous")
    (ASIDE / ARCHIVE.name).replace(ARCHIVE)
    clear(ASIDE)
    megabytes = f"{ARCHIVE.stat().st_size / 1e6:.1f}".replace(".", ",")
    print(f"Kopian finns i {COPY}/ (öppna index.html) och i {ARCHIVE} ({megabytes} MB).")
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
