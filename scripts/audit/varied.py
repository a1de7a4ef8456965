"""Texts made from the site's own by exchanging words, to try the site with more than it holds."""

from __future__ import annotations

from collections.abc import Sequence


def exchanged(text: str, number: int, words: Sequence[str]) -> str:
    """Return a text with some words exchanged, the same each time.

    Every third word (chosen by its place and the copy's number) gives way to another, and every fortieth gets
    a new ending, so that the vocabulary grows with the texts.

    Args:
        text: the real text.
        number: which copy this is.
        words: the words to draw from.
    """
    found = text.split()
    for place, word in enumerate(found):
        turn = place * 7 + number * 13 + len(word)
        if turn % 3 == 0:
            found[place] = words[(turn * 7919 + len(text)) % len(words)]
        elif turn % 40 == 1 and word.isalpha():
            found[place] = f"{word}{words[turn % len(words)][:4].lower()}"
    return " ".join(found)
