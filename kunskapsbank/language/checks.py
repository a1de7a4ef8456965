"""The language rules. Each has an id, one Swedish sentence and a reason, like the rules for data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kunskapsbank.language.lix import lix, words
from kunskapsbank.language.passages import Passage
from kunskapsbank.language.spelling import Speller
from kunskapsbank.problems import Level, Problem, Rule, rule_table
from kunskapsbank.schema.pages import Waiver
from kunskapsbank.validation import show

RULES = rule_table(
    [
        Rule(
            "L01",
            "Orden är rättstavade.",
            "Felstavningar gör läsaren osäker på resten.",
            "orosanmälan",
            "orosanmällan",
        ),
        Rule(
            "L02",
            "Texten är lätt att läsa (LIX).",
            "Läsaren är trött, har bråttom och läser i telefonen.",
            "Ring. Berätta vad du har sett.",
            "Vid uppmärksammande av missförhållanden åligger det …",
        ),
        Rule(
            "L03",
            "Orden evidensbaserad och bevisat sägs inte i vår egen röst.",
            "Vi sätter inga betyg.",
            "Två svenska studier har tittat på …",
            "En evidensbaserad metod",
        ),
        Rule(
            "L04",
            "En siffra om barn, kommuner eller andelar i en guide har källa i samma stycke.",
            "En siffra utan år och källa går inte att lita på.",
            '{{ figure("junis-barn-i-stod", 2023) }}',
            "3 574 barn fick stöd.",
        ),
        Rule(
            "L05",
            "En plikt i en guide har lagrum eller källa i samma stycke.",
            "Läsaren ska kunna visa chefen var det står.",
            'Du ska anmäla genast ({{ law("sol-19-1") }}).',
            "Du är skyldig att anmäla.",
        ),
        Rule(
            "L06",
            "Äldre namn på lagen står bara som historia.",
            "Fel paragraf i en anmälan skapar osäkerhet.",
            "19 kap. 1 § (tidigare 14 kap. 1 §)",
            "enligt 14 kap. 1 § SoL",
        ),
    ]
)

FEWEST_WORDS_FOR_LIX = 60
LIX_FOR_CHILDREN = 30
LIX_FOR_ACTION = 40
LIX_ELSEWHERE = 45
LIX_FOR_LAW = 55
_SOURCED = re.compile(r"\{\{ *(cite|figure|law|chart)\(")
_FIGURE = re.compile(
    r"\b\d[\d \u00a0]*(?:,\d+)? ?"
    r"(?:procent|%|barn\b|kommuner\b|elever\b|anmälningar\b|familjer\b|miljoner\b|miljarder\b)"
)
_DUTY = re.compile(
    r"\b(?:är skyldig(?:a)? att|anmälningsskyldig\w*|anmälningsplikt\w*|tystnadsplikt\w*|enligt lag(?:en)?"
    r"|(?:du|ni|alla|man) (?:ska|måste) (?:genast )?anmäla)\b",
    re.IGNORECASE,
)
_RATING = re.compile(r"\b(?:evidensbaserad\w*|bevisat|bevisad\w*)\b", re.IGNORECASE)
_WITHDRAWN = re.compile(r"(?<!\d)14 kap\.? ?1 ?[a-c]? ?§|2001:453")
_HISTORY = re.compile(r"tidigare|gamla|äldre|ersatt|ersätt|upphäv|förr|före", re.IGNORECASE)


def check_language(passages: Sequence[Passage], speller: Speller, waivers: Iterable[Waiver]) -> list[Problem]:
    """Return every breach of the language rules that no waiver excuses, sorted by file and line."""
    problems = [*_spelling(passages, speller), *_readability(passages), *_wording(passages)]
    waived = [(waiver.page, waiver.rule, waiver.text) for waiver in waivers]
    kept = [
        problem
        for problem in problems
        if not any(
            problem.path == page and problem.rule == rule and text in problem.found
            for page, rule, text in waived
        )
    ]
    return sorted(set(kept))


def _problem(passage: Passage, rule: str, found: str, hint: str = "", level: Level = Level.ERROR) -> Problem:
    return Problem(passage.page, passage.line, rule, passage.field, RULES[rule].claim, found, hint, level)


def _spelling(passages: Sequence[Passage], speller: Speller) -> Iterator[Problem]:
    spelled = [(passage, word) for passage in passages for word in dict.fromkeys(words(passage.text))]
    distinct = {word for _, word in spelled}
    wrong = {
        word for word in distinct if len(word) > 1 and not word.endswith("-") and not speller.knows(word)
    }
    right = sorted({word for _, word in spelled} - wrong)
    hints = {word: speller.suggest(word, right) for word in sorted(wrong)}
    for passage, word in spelled:
        if word in wrong:
            near = hints[word]
            hint = f"Menade du «{near}»?" if near else "Är ordet rätt: lägg det i data/language/words.yml."
            yield _problem(passage, "L01", show(word), hint)


def limit_for(page: str) -> int:
    """Return the highest LIX allowed on a page, by who reads it and when (editorial.md 10)."""
    if page.startswith("docs/barn/"):
        return LIX_FOR_CHILDREN
    if page.startswith(
        ("data/situations/", "data/phrases/", "docs/guides/nu/", "docs/guides/nar-barnet-berattar")
    ):
        return LIX_FOR_ACTION
    return LIX_FOR_LAW if page.startswith(("data/laws/", "data/deadlines/")) else LIX_ELSEWHERE


def page_lix(passages: Iterable[Passage]) -> dict[str, tuple[float, int]]:
    """Return LIX and number of words for each page with enough words to measure; headings are left out."""
    by_page: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        if not passage.heading:
            by_page[passage.page].append(passage.text)
    measured = {}
    for page, found in by_page.items():
        count = sum(len(words(text)) for text in found)
        value = lix(found)
        if value is not None and count >= FEWEST_WORDS_FOR_LIX:
            measured[page] = (value, count)
    return measured


def _readability(passages: Sequence[Passage]) -> Iterator[Problem]:
    first = {passage.page: passage for passage in reversed(passages)}
    for page, (value, _count) in page_lix(passages).items():
        limit = limit_for(page)
        if value > limit:
            hint = f"LIX ska vara högst {limit} här. Korta meningarna och byt långa ord."
            yield _problem(first[page], "L02", f"LIX är {value:.0f}.", hint)


def _wording(passages: Sequence[Passage]) -> Iterator[Problem]:
    for passage in passages:
        guide = passage.page.startswith("docs/") and not passage.field and not passage.heading
        if match := _RATING.search(passage.text):
            yield _problem(passage, "L03", show(match[0]), level=Level.WARNING)
        for match in _WITHDRAWN.finditer(passage.text) if passage.page.startswith("docs/") else ():
            if not _HISTORY.search(passage.text[max(0, match.start() - 90) : match.end() + 60]):
                yield _problem(passage, "L06", show(match[0]), "Skriv 19 kap. 1 § SoL (2025:400).")
        if guide and not _SOURCED.search(passage.raw):
            if match := _FIGURE.search(passage.text):
                yield _problem(passage, "L04", show(match[0]), "Använd figure eller cite.")
            if match := _DUTY.search(passage.text):
                yield _problem(passage, "L05", show(match[0]), "Lägg till law eller cite i stycket.")
