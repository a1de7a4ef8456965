"""Work that readers of a served page need not wait for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Thread

_log = logging.getLogger("mkdocs.kunskapsbanken")


class LateWork:
    """Runs one piece of work at a time beside the server."""

    def __init__(self) -> None:
        self._thread: Thread | None = None

    def start(self, work: Callable[[], None]) -> None:
        """Begin ``work`` when earlier work is done; a fault in it is told in the terminal."""
        self.wait()
        self._thread = Thread(target=_told, args=(work,), daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Return when nothing is going on."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def _told(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:  # noqa: BLE001  # whatever it is, the server goes on
        # The pages are whole without it, and the next saved change tries again.
        _log.exception("Sökning och öppna data kunde inte göras om.")
