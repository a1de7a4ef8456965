"""Where a line may not break: «19 kap. 1 § SoL», «Bris 116 111», «12 februari» and a note stay whole.

Editors write ordinary spaces, and search and exports read them; only the finished page has no-break spaces.
"""

from __future__ import annotations

import re

_SPACE = "\N{NO-BREAK SPACE}"
_ACT = r"(?: [A-ZÅÄÖ]+[a-z]?[A-ZÅÄÖ]+\b)?"
_PARAGRAPH = r"\d+(?:–\d+)?(?: [a-z])? §§?"
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_WHOLE = re.compile(
    # A paragraph with its chapter and the short name of its act; our own templates bind some of it already.
    rf"\b\d+(?: [a-z])? kap\.(?: {_PARAGRAPH})?{_ACT}|\b{_PARAGRAPH}{_ACT}".replace(" ", "[ \xa0]")
    # Telephone numbers, thousands, days, ages.
    + r"|\b(?:Bris |[Rr]ing )?(?:\d{2,3}-\d\d(?: \d\d)+|116 111|114 14|112)\b"
    + rf"|\b\d{{1,3}}(?: \d{{3}})+\b|\b\d{{1,2}} (?:{_MONTH})\b|\b\d+ år\b"
)
# A run of text that holds a figure. What is copied stands as it was written.
_RUN = re.compile(r">[^<\d]*+\d[^<]*+(?!</(?:code|textarea|script)>)")
_NOTE = '<sup class="cite">'


def keep_together(html: str) -> str:
    """Return a page whose main text has no-break spaces inside what is read as one word.

    Args:
        html: a whole page; one without ``<main`` is returned as it is.
    """
    before, main, rest = html.partition("<main")
    text, end, after = rest.partition("</main>")
    for space in (" ", "\n"):
        text = text.replace(f"{space}{_NOTE}", f"{_SPACE}{_NOTE}")
    return before + main + _RUN.sub(_bound, text) + end + after


def _bound(run: re.Match[str]) -> str:
    return _WHOLE.sub(lambda whole: whole[0].replace(" ", _SPACE), run[0])
