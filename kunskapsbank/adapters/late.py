"""Work that readers of a served page need not wait for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from threading import Event, Thread

_log = logging.getLogger("mkdocs.kunskapsbanken")


class LateWork:
    """Runs steps beside the server, one piece of work at a time."""

    def __init__(self) -> None:
        self._thread: Thread | None = None
        self._stopped = Event()

    def start(self, steps: Iterable[Callable[[], None]]) -> None:
        """Begin to run ``steps`` in order, instead of earlier ones; a fault is told in the terminal."""
        self.stop()
        self._stopped.clear()
        self._thread = Thread(target=self._run, args=(steps,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Leave out the steps that have not begun, and return when none is running."""
        self._stopped.set()
        self.wait()

    def wait(self) -> None:
        """Return when nothing is going on."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self, steps: Iterable[Callable[[], None]]) -> None:
        try:
            for step in steps:
                if self._stopped.is_set():
                    return
                step()
        except Exception:  # noqa: BLE001  # whatever it is, the server goes on
            # The pages are whole without it, and the next saved change tries again.
            _log.exception("Sökning och öppna data kunde inte göras om.")
