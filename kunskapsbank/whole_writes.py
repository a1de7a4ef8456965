"""Writing that happens wholly or not at all, whatever stops the process: one file, or the built site."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

# From linux/fs.h and fcntl.h.
_RENAME_EXCHANGE: Final = 2
_AT_FDCWD: Final = -100


@contextmanager
def alone(lock: Path, when_busy: Callable[[], None]) -> Iterator[int]:
    """Let one process at a time do its work; the next one waits.

    The system frees the lock when its holder dies, however that happens, so none is ever left behind.

    Args:
        lock: file that carries the lock; made if missing, never removed.
        when_busy: called once before waiting.

    Yields:
        The file descriptor. A child process that inherits it keeps the lock until it has ended too.
    """
    with lock.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_busy()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def put_in_place(fresh: Path, shown: Path, previous: Path) -> None:
    """Let ``fresh`` stand at ``shown``; what stood there is afterwards at ``fresh`` or ``previous``.

    Linux does it in one step. Elsewhere ``shown`` is missing for a moment between two renames; ``restore``
    heals a process that dies just then.

    Args:
        fresh: the finished folder, on the same disk as ``shown``.
        shown: where readers look; need not exist.
        previous: a free name for what stood there.
    """
    if shown.exists() and _exchanged(fresh, shown):
        return
    if shown.exists():
        shown.rename(previous)
    fresh.rename(shown)


def restore(shown: Path, previous: Path) -> None:
    """Put back what ``put_in_place`` had moved aside when its process died between the two renames."""
    if previous.exists() and not shown.exists():
        previous.rename(shown)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two names change places in one step; False where the system or the disk cannot."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    answer: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return answer == 0


def clear(path: Path) -> None:
    """Remove a file or a folder with all it holds; nothing there is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def replace_text(path: Path, text: str, aside: Path) -> None:
    """Write a text file so that it is always either the old or the new one, never half of it.

    Args:
        path: the file; its folder is made if missing.
        text: its new content; line ends are written as they stand.
        aside: folder on the same disk for the unfinished file, out of the way of what reads ``path.parent``.
    """
    aside.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = aside / f"{path.name}.{os.getpid()}"
    try:
        unfinished.write_text(text, encoding="utf-8", newline="")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
