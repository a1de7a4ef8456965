"""Spelling against the Swedish hunspell dictionary and our own list of words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol


class Lookup(Protocol):
    """Something that knows whether a word is spelled right."""

    def lookup(self, word: str) -> bool:
        """Tell whether ``word`` is in the dictionary."""


class Speller:
    """Knows which words are right; keeps what the slow dictionary has answered in a cache file.

    Args:
        dictionary: path of the dictionary without ending; ``.aff`` and ``.dic`` stand beside each other.
        own_words: words that we accept, as written (names) or in lower case (any form of case).
        cache: file for accepted words; it is thrown away when the dictionary changes.
    """

    def __init__(self, dictionary: Path, own_words: Iterable[str], cache: Path) -> None:
        self._dictionary_path = dictionary
        self.own_words = frozenset(own_words)
        self._cache_path = cache
        parts = [dictionary.with_suffix(ending).read_bytes() for ending in (".aff", ".dic")]
        self._hash = sha256(b"\0".join(parts)).hexdigest()
        self._accepted = self._read_cache()

    def _read_cache(self) -> set[str]:
        try:
            content = json.loads(self._cache_path.read_text(encoding="utf-8"))
            return set(content["words"]) if content["dictionary"] == self._hash else set()
        except (OSError, ValueError, KeyError, TypeError):
            return set()  # no cache, or one that another version wrote: the dictionary answers anew

    def save(self) -> None:
        """Write the accepted words, so that the next run is quick."""
        self._cache_path.parent.mkdir(parents=True, exist_ok=True)
        content = {"dictionary": self._hash, "words": sorted(self._accepted)}
        self._cache_path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @cached_property
    def _dictionary(self) -> Lookup:
        from spylls.hunspell import Dictionary  # noqa: PLC0415  # takes three seconds, and is seldom needed

        loaded: Lookup = Dictionary.from_files(str(self._dictionary_path))
        return loaded

    def knows(self, word: str) -> bool:
        """Tell whether ``word`` is spelled right: ours, the dictionary's, or parts with hyphens that are."""
        if word in self.own_words or word.lower() in self.own_words or word in self._accepted:
            return True
        genitive = word.removesuffix("s")
        if genitive in self.own_words:
            return True
        if self._dictionary.lookup(word):
            self._accepted.add(word)
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(part == "" or len(part) == 1 or self.knows(part) for part in parts)

    def suggest(self, word: str, vocabulary: Iterable[str]) -> str:
        """Return the nearest word among those we use ourselves, or an empty text."""
        return next(iter(get_close_matches(word, vocabulary, n=1, cutoff=0.8)), "")
