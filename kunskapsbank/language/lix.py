"""LIX, the Swedish readability index: words per sentence plus the share of long words in per cent.

Source: C.-H. Björnsson, Läsbarhet, Liber 1968.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONG_WORD_LETTERS = 6
_LETTERS = "A-Za-zÅÄÖåäöÉéÜüÆæØø"
# A hyphen at the end stays: «hälso-» in «hälso- och sjukvård» is half a word.
_WORD = re.compile(rf"[{_LETTERS}]+(?:[-'’][{_LETTERS}]+)*-?")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$|»|\")")


def words(text: str) -> list[str]:
    """Return the words of ``text``; figures are not words."""
    return _WORD.findall(text)


def lix(passages: Iterable[str]) -> float | None:
    """Return LIX over passages; every passage ends a sentence. None when there are no words."""
    all_words: list[str] = []
    sentences = 0
    for passage in passages:
        found = words(passage)
        if found:
            all_words += found
            sentences += max(1, len(_SENTENCE_END.findall(passage.strip().rstrip(".!?:") + ".")))
    if not all_words:
        return None
    long_words = sum(len(word) > LONG_WORD_LETTERS for word in all_words)
    return len(all_words) / sentences + 100 * long_words / len(all_words)
