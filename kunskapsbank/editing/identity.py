"""Ids: suggested from a title, and turned into the one path where a new entry may be written."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from kunskapsbank.load import ID_PATTERN
from kunskapsbank.schema.kinds import Kind

# Fits a line in every address field, and file systems that count bytes.
MAX_ID: Final = 60
# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS: Final = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})


class UnsafePlaceError(ValueError):
    """The id or its folder would lead outside ``data/<folder>/``. The message is in Swedish."""


def suggest_id(title: str) -> str:
    """Return the id that a title suggests: å and ä become a, ö becomes o, all else becomes hyphens.

    Args:
        title: as the editor wrote it.

    Returns:
        At most ``MAX_ID`` characters, cut between words; empty when the title has no Latin letter or digit.
    """
    folded = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in folded if not unicodedata.combining(sign)))
    identity = ""
    for word in words:
        longer = f"{identity}-{word}" if identity else word[:MAX_ID]
        if len(longer) > MAX_ID:
            break
        identity = longer
    return identity


def place_of(root: Path, kind: Kind, identity: str) -> Path:
    """Return the path of a new entry, always a file directly inside the folder of its kind.

    Args:
        root: the repository's root.
        kind: the kind of entry.
        identity: the id, which becomes the file's name.

    Raises:
        UnsafePlaceError: if the id has other characters than a–z, 0–9 and hyphens, or the folder is a link.
    """
    if not ID_PATTERN.fullmatch(identity) or len(identity) > MAX_ID:
        raise UnsafePlaceError(
            f"Ett id har bara a–z, siffror och bindestreck, och högst {MAX_ID} tecken. Exempel: trappan."
        )
    folder = root / "data" / kind.folder
    if folder.resolve() != root.resolve() / "data" / kind.folder:
        raise UnsafePlaceError(f"Mappen data/{kind.folder} är en länk någon annanstans. Ingen fil skrevs.")
    return folder / f"{identity}.yml"
