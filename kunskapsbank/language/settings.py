"""What the language checks read from disk: the dictionary, our own words, and waivers."""

from __future__ import annotations

from pathlib import Path

from kunskapsbank.language.spelling import Speller
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.schema.pages import OwnWordsFile, Waiver, WaiversFile

DICTIONARY = Path("node_modules/dictionary-sv/index")
CACHE = Path(".cache/spelling.json")


def read_speller(root: Path) -> Speller:
    """Return the speller of the repository at ``root``.

    Raises:
        FileNotFoundError: when the dictionary is not installed; ``make setup`` installs it.
    """
    words = OwnWordsFile.model_validate(_data(root, "words.yml")).words
    return Speller(root / DICTIONARY, words, root / CACHE)


def read_waivers(root: Path) -> tuple[Waiver, ...]:
    """Return the places where a language rule is set aside."""
    return WaiversFile.model_validate(_data(root, "waivers.yml")).waivers


def _data(root: Path, name: str) -> dict[str, object]:
    document = read_yaml(root, root / "data" / "language" / name)
    return dict(document.data) if isinstance(document, Document) else {}
