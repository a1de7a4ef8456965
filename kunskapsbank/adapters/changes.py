"""Which pages a dirty rebuild must make again: those whose content differs from what was last written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from mkdocs.structure.files import File

_written: dict[str, str] = {}
_being_written: dict[str, str] = {}


class ChangeAwareFile(File):
    """A file that counts as modified when its state differs from the last build's.

    MkDocs compares times, and takes every generated file to be modified.
    """

    state: str = ""

    @property  # type: ignore[misc]  # MkDocs lets it be set; nobody sets ours
    def content_string(self) -> str:
        """The page as the rules read it: some systems write å as a and a ring, which no search finds."""
        return unicodedata.normalize("NFC", super().content_string)

    def is_modified(self) -> bool:
        """Tell whether the page must be made again."""
        _being_written[self.dest_uri] = self.state
        return _written.get(self.dest_uri) != self.state


def has_written() -> bool:
    """Tell whether an earlier build in this process wrote its pages."""
    return bool(_written)


def remember_written() -> None:
    """Take the states seen in this build as those of the files on disk."""
    _written.update(_being_written)


def fingerprint(paths: Iterable[Path], *texts: str) -> str:
    """Return a hash over the contents of ``paths`` (folders are skipped) and over ``texts``."""
    digest = sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.as_posix().encode() + b"\0" + path.read_bytes())
    for text in texts:
        digest.update(b"\0" + text.encode())
    return digest.hexdigest()
