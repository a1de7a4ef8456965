"""How long an editor waits: from a saved YAML file to the new page, while the site is served.

Use: ``python -m scripts.bench.rebuild RUNS``, in a repository of made-up entries; it changes one of them.
Prints JSON: ``rebuild`` and ``wait``, lists of seconds.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

_PLAIN_TITLE: Final = re.compile(r"\Atitle: ([^\n\"':]{1,100})\n")
_PATIENCE: Final = 300.0
_BETWEEN_LOOKS: Final = 0.01
# An editor looks at the page before the next change; meanwhile search and exports are made.
_LOOKING: Final = 10.0
_BUILT: Final = re.compile(r"Documentation built in ([\d.]+) seconds")


def time_changes(root: Path, runs: int) -> dict[str, list[float]]:
    """Serve the site as ``make serve`` does, change the title of one method and wait for its page.

    Args:
        root: the repository's root.
        runs: how many times the title is changed.

    Returns:
        ``rebuild``: the seconds that the engine tells for each build after the first. ``wait``: seconds from
        each saved file to the new page, with the time in which the engine's watcher sees the change.

    Raises:
        TimeoutError: the server or a page did not come.
    """
    entry, title = _method_with_plain_title(root)
    text = entry.read_text(encoding="utf-8")
    port = _free_port()
    page = f"http://127.0.0.1:{port}/methods/{entry.stem}/"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "--no-strict"]
    with TemporaryFile("w+", encoding="utf-8") as told:
        server = subprocess.Popen(
            [*command, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=root,
            env={**os.environ, "SITE_URL": ""},
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        try:
            _wait_for(page, title)
            waits = []
            for number in range(runs):
                sleep(_LOOKING)
                changed = f"{title} {number + 1}00"
                start = perf_counter()
                entry.write_text(
                    text.replace(f"title: {title}\n", f"title: {changed}\n", 1), encoding="utf-8"
                )
                _wait_for(page, changed)
                waits.append(perf_counter() - start)
        finally:
            server.terminate()
            server.wait()
            entry.write_text(text, encoding="utf-8")
        told.seek(0)
        _, *rebuilds = map(float, _BUILT.findall(told.read()))
    return {"rebuild": rebuilds, "wait": waits}


def _method_with_plain_title(root: Path) -> tuple[Path, str]:
    for path in sorted((root / "data" / "methods").glob("*.yml")):
        if match := _PLAIN_TITLE.match(path.read_text(encoding="utf-8")):
            return path, match[1]
    raise FileNotFoundError("no method has a title that can be changed")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, words: str) -> None:
    """Ask for a page until it holds ``words``; the server answers when a rebuild that has begun is done."""
    end = perf_counter() + _PATIENCE
    while perf_counter() < end:
        try:
            with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310  # our own server
                if words in answer.read().decode("utf-8"):
                    return
        except (URLError, ConnectionError):
            pass  # not there yet
        sleep(_BETWEEN_LOOKS)
    raise TimeoutError(f"{address} never showed «{words}»")


if __name__ == "__main__":
    json.dump(time_changes(Path.cwd(), int(sys.argv[1])), sys.stdout)
