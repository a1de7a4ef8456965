"""What the language checks read from disk: the dictionary, our own words, and waivers."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from kunskapsbank.faults import ToldError
from kunskapsbank.language.spelling import Speller
from kunskapsbank.load import read_yaml
from kunskapsbank.problems import format_report
from kunskapsbank.schema.pages import OwnWordsFile, Waiver, WaiversFile
from kunskapsbank.validation import validate

Model = TypeVar("Model", bound=BaseModel)

DICTIONARY = Path("node_modules/dictionary-sv/index")
CACHE = Path(".cache/spelling.json")


def read_speller(root: Path) -> Speller:
    """Return the speller of the repository at ``root``.

    Raises:
        FileNotFoundError: when the dictionary is not installed; ``make setup`` installs it.
        ToldError: with the Swedish report, when the word list is missing or wrong.
    """
    words = _read(root, "words.yml", OwnWordsFile).words
    return Speller(root / DICTIONARY, words, root / CACHE)


def read_waivers(root: Path) -> tuple[Waiver, ...]:
    """Return the places where a language rule is set aside.

    Raises:
        ToldError: with the Swedish report, when the list is missing or wrong.
    """
    return _read(root, "waivers.yml", WaiversFile).waivers


def _read(root: Path, name: str, model: type[Model]) -> Model:
    document = read_yaml(root, root / "data" / "language" / name)
    file = document if isinstance(document, list) else validate(document, model)
    if isinstance(file, list):
        raise ToldError(format_report(file))
    return file
