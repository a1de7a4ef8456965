"""``make build``: build the site strictly into ``site/``. A failed build leaves the last good site alone."""

import os
import subprocess
import sys
from pathlib import Path

from kunskapsbank.faults import ToldError, run_command
from kunskapsbank.whole_writes import alone, clear, put_in_place, restore

SITE = Path("site")
CACHE = Path(".cache")
# Built aside and moved into place when whole, so that nobody ever sees half a site.
ASIDE = CACHE / "site"
PREVIOUS = CACHE / "site-previous"
NEEDED = ("data", "docs", "mkdocs.yml")


def main() -> int:
    """Build and put the new site in place of the old one; the exit code is the engine's."""
    if missing := [name for name in NEEDED if not Path(name).exists()]:
        raise ToldError(f"Här saknas {', '.join(missing)}. Stå i kunskapsbankens mapp när du bygger.")
    CACHE.mkdir(exist_ok=True)
    with alone(CACHE / "build.lock", _tell_that_another_builds) as lock:
        restore(SITE, PREVIOUS)
        _clear_aside()
        code = _run_engine(lock)
        if code == 0:
            put_in_place(ASIDE, SITE, PREVIOUS)
        _clear_aside()
    return code


def _clear_aside() -> None:
    clear(ASIDE)
    clear(PREVIOUS)


def _run_engine(lock: int) -> int:
    """Build aside. The engine shares the lock: should this process be killed, its engine may still write."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(ASIDE)]
    # LANG=C must change neither how the engine reads files nor how it prints å.
    variables = os.environ | {"PYTHONUTF8": "1"}
    code = subprocess.run(command, check=False, env=variables, pass_fds=[lock]).returncode
    if code < 0:
        raise ToldError(f"Bygget stoppades av systemet (signal {-code}); minnet kan ha tagit slut.")
    return code


def _tell_that_another_builds() -> None:
    print("En annan byggning pågår här. Väntar tills den är klar.", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(run_command(main))
