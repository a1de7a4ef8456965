"""What the system can refuse, told in Swedish: a full disk, a closed folder, a file that is gone.

Faults in data are ``problems``; these are the ones that no editor has made.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import Final, NoReturn

_AGAIN: Final = "Kör sedan kommandot igen."
_CLOSED: Final = f"Se vem som får läsa och skriva där, och om disken är skrivskyddad. {_AGAIN}"
_WORDS: Final = {
    errno.ENOSPC: f"Disken är full. Frigör plats. {_AGAIN}",
    errno.EDQUOT: f"Din del av disken är full. Frigör plats. {_AGAIN}",
    errno.EFBIG: f"Filen blir större än systemet tillåter. Höj gränsen. {_AGAIN}",
    errno.EACCES: f"Åtkomst nekas. {_CLOSED}",
    errno.EPERM: f"Åtkomst nekas. {_CLOSED}",
    errno.EROFS: f"Disken är skrivskyddad. {_AGAIN}",
    errno.ENOENT: f"Den finns inte. Stå i kunskapsbankens mapp; make setup hämtar node_modules. {_AGAIN}",
    errno.EEXIST: f"Det står redan något annat där. Flytta det. {_AGAIN}",
    errno.ENOTDIR: f"Där ska det vara en mapp, men det står en fil i vägen. Flytta den. {_AGAIN}",
    errno.EISDIR: f"Där ska det vara en fil, men det står en mapp i vägen. Flytta den. {_AGAIN}",
    errno.ENOTEMPTY: f"Mappen är inte tom. Ett annat program skriver kanske i den. {_AGAIN}",
    errno.EXDEV: f"Mapparna ligger på olika diskar. Lägg .cache och site i kunskapsbankens mapp. {_AGAIN}",
    errno.EMFILE: f"För många filer är öppna. Höj gränsen (ulimit -n). {_AGAIN}",
    errno.ENOLCK: f"Disken kan inte låsa filer. Lägg kunskapsbanken på en vanlig disk. {_AGAIN}",
}
_INTERRUPTED: Final = 130


class ToldError(Exception):
    """Something that stops a command; the message is Swedish and meant for whoever typed it."""


def told(error: BaseException) -> str | None:
    """Return the Swedish message for a refusal of the system, or None when ``error`` is a fault in our code.

    Args:
        error: what was raised.
    """
    if isinstance(error, ToldError):
        return str(error)
    # Some libraries derive errors of their own from OSError; those have no number from the system.
    if not isinstance(error, OSError) or error.errno is None:
        return None
    place = error.filename2 or error.filename
    words = _WORDS.get(error.errno, f"Systemet svarade: {error.strerror}.")
    return f"{place}: {words}" if place else words


def run_command(command: Callable[[], int]) -> int:
    """Run a command so that a refusal of the system becomes one Swedish sentence instead of a traceback.

    Args:
        command: does the work and returns the exit code.

    Returns:
        The command's exit code; 1 when the system refused, 130 after Ctrl-C.
    """
    for stream in (sys.stdout, sys.stderr):
        # LANG=C and old Windows code pages have no å; every terminal of today reads UTF-8.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = command()
        sys.stdout.flush()  # what is not written yet may be refused too
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)  # noqa: T201  # whoever typed the command reads it
        return _INTERRUPTED
    except (OSError, ToldError) as error:
        message = told(error)
        if message is None:
            raise
        print(message, file=sys.stderr)  # noqa: T201
        return 1
    return code


def end_at_once(code: int) -> NoReturn:
    """End the process, and let the system take back all memory at once.

    For a command that has read the whole catalogue: giving back its objects one by one would take a tenth of
    the time. Everything must be written and closed.

    Args:
        code: the command's exit code.
    """
    sys.stderr.flush()
    os._exit(code)
