"""Rules for the macro calls on hand-written pages, held against the macros without running any."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from kunskapsbank.catalogue import Catalogue, HandWritten
from kunskapsbank.filters import filter_of
from kunskapsbank.problems import Level, Problem, Rule, rule_table
from kunskapsbank.schema.kinds import BY_FOLDER, Kind
from kunskapsbank.validation import nearest, show

RULES = rule_table(
    [
        Rule(
            "K05",
            "Ett makroanrop på en sida finns och får de argument det behöver.",
            "Ett felskrivet anrop stoppar bygget.",
            '{{ cite("sol-19-1") }}',
            '{{ citte("sol-19-1") }}',
        ),
        Rule(
            "K06",
            "En hänvisning på en sida finns i sidans lista över källor, och tvärtom.",
            "Varje siffra i texten ska ha sin källa.",
            "sources:\n  - id: sol-2025-400",
            '{{ cite("finns-inte") }}',
        ),
        Rule(
            "K10",
            "En sida med källor slutar med page_end().",
            "Källor, granskning och datum syns bara där.",
            "{{ page_end() }}",
            "(raden saknas)",
        ),
        Rule(
            "K12",
            "Mellan {{ och }} på en sida står ett makroanrop och inget annat. Satser ({% %}) används inte.",
            "Text från en ändring får aldrig köras på sajten.",
            '{{ law("sol-19-1") }}',
            "{{ 2026 - 2010 }}",
        ),
    ]
)

# Macro name → a function with the macro's parameters; the adapter registers the real ones under these names.
Signatures = Mapping[str, Callable[..., Any]]
# Which folder the first argument of a macro names.
_FIRST_ARGUMENT = {
    "law": "laws",
    "figure": "statistics",
    "chart": "statistics",
    "say": "phrases",
    "helpline": "helplines",
}
_LISTS = ("cards", "entries")
# Entries have no list of letters; they are grouped by the first letter of their titles.
_BY_LETTER = "letter"
_PARSER = Environment()  # noqa: S701  # pages are only parsed here, never rendered


@dataclass(frozen=True)
class _Found:
    """A breach before it gets its file and line: rule, what was found and a hint."""

    rule: str
    found: str
    hint: str = ""


@dataclass
class _Calls:
    """What one page calls, gathered while its calls are checked."""

    page: HandWritten
    catalogue: Catalogue
    macros: Signatures
    unread: Set[str]
    names: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)


def check_calls(
    page: HandWritten, catalogue: Catalogue, macros: Signatures, unread: Set[str]
) -> list[Problem]:
    """Hold every macro call of one page against the rules in this module.

    Args:
        page: a hand-written page.
        catalogue: the entries that calls may name.
        macros: macro names and functions with their parameters.
        unread: references of entries whose files are there but have faults of their own.

    Returns:
        Every breach; lines are those of the file, front matter included.
    """
    document = page.document
    try:
        written = _between_the_prose(document.body)
    except TemplateSyntaxError as error:
        unfinished = _Found("K05", "Ett {{ eller {% är inte skrivet färdigt.")
        return [_problem(page, document.body_line + error.lineno - 1, unfinished)]
    calls = _Calls(page, catalogue, macros, unread)
    problems = [
        _problem(page, document.body_line + node.lineno - 1, found)
        for node in written
        for found in _check_node(node, calls)
    ]
    return [*problems, *_sources_unused(calls), *_end_missing(calls)]


def _problem(
    page: HandWritten, line: int, found: _Found, *, place: str = "", level: Level = Level.ERROR
) -> Problem:
    claim = RULES[found.rule].claim
    return Problem(page.document.path, line, found.rule, place, claim, found.found, found.hint, level)


@lru_cache(maxsize=512)  # while serving, hardly any page has changed since the last check
def _between_the_prose(body: str) -> tuple[nodes.Node, ...]:
    """Return what Jinja would answer: calls, if the page is as it should be.

    Raises:
        TemplateSyntaxError: something begins and does not end.
    """
    found: list[nodes.Node] = []
    for node in _PARSER.parse(body).body:
        found += node.nodes if isinstance(node, nodes.Output) else [node]
    return tuple(node for node in found if not isinstance(node, nodes.TemplateData))


def _check_node(node: nodes.Node, calls: _Calls) -> Iterator[_Found]:
    if isinstance(node, nodes.Name):
        if node.name in calls.macros:
            usage = f"Skriv: {_usage(node.name, calls.macros)}"
            yield _Found("K05", f"{show(node.name)} saknar parentes.", usage)
        else:
            yield _Found("K05", f"{show(node.name)} finns inte.", nearest(node.name, calls.macros))
    elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        name = node.node.name
        if name in calls.macros:
            yield from _check_call(name, node, calls)
        else:
            yield _Found("K05", f"{show(name)} finns inte.", nearest(name, calls.macros))
    else:
        # Never worked out, not even here: 9 ** 9 ** 9 ** 9 would take all time and memory there is.
        line = calls.page.document.body.split("\n")[node.lineno - 1].strip()
        yield _Found("K12", f"Nu står det {show(line)}.", "Skriv ett anrop, eller ta bort klamrarna.")


def _check_call(name: str, node: nodes.Call, calls: _Calls) -> Iterator[_Found]:
    calls.names.add(name)
    if node.dyn_args or node.dyn_kwargs:
        yield _Found("K05", f"{show(name)}: skriv ut argumenten, utan stjärnor.")
        return
    if not all(isinstance(value, nodes.Const) for value in (*node.args, *(key.value for key in node.kwargs))):
        yield _Found("K05", f"{show(name)} får bara texter inom citattecken, och tal.")
        return
    arguments = [argument.as_const() for argument in node.args]
    keywords = {keyword.key: keyword.value.as_const() for keyword in node.kwargs}
    try:
        bound = _signature(calls.macros[name]).bind(*arguments, **keywords)
    except TypeError:
        yield _Found("K05", f"{show(name)} har fel antal argument.", f"Skriv: {_usage(name, calls.macros)}")
        return
    if name == "cite":
        yield from _check_cited(arguments, calls)
    elif name in _LISTS:
        yield from _check_list(bound.arguments, calls.catalogue)
    elif name in _FIRST_ARGUMENT:
        yield from _check_ids(name, bound.arguments, calls)


@cache  # a few macros are called a thousand times
def _signature(macro: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(macro)


def _usage(name: str, macros: Signatures) -> str:
    parameters = _signature(macros[name]).parameters.values()
    words = [
        f"{parameter.name}=…" if parameter.default is not parameter.empty else f'"{parameter.name}"'
        for parameter in parameters
        if parameter.kind is not parameter.VAR_KEYWORD
    ]
    return f"{{{{ {name}({', '.join(words)}) }}}}"


def _check_cited(references: list[Any], calls: _Calls) -> Iterator[_Found]:
    names = [source.name or source.id for source in calls.page.front.sources]
    for reference in references:
        calls.cited.add(reference)
        if reference not in names:
            hint = nearest(str(reference), names)
            yield _Found("K06", f"{show(reference)} finns inte i sidans sources.", hint)


def _check_ids(name: str, arguments: Mapping[str, Any], calls: _Calls) -> Iterator[_Found]:
    folder = _FIRST_ARGUMENT[name]
    first = next(iter(arguments.values()), ())
    for identity in first if isinstance(first, tuple) else (first,):
        item = calls.catalogue.items.get(f"{folder}/{identity}")
        if f"{folder}/{identity}" in calls.unread:
            continue
        if item is None:
            ids = [item.id for item in calls.catalogue.items.values() if item.kind.folder == folder]
            hint = nearest(str(identity), ids)
            yield _Found("K05", f"{name}: {show(identity)} finns inte i data/{folder}.", hint)
        elif name == "figure":
            yield from _check_year(item.entry.points, arguments)


def _check_year(points: Any, arguments: Mapping[str, Any]) -> Iterator[_Found]:  # noqa: ANN401  # Point, …
    label = arguments.get("label", "")
    matching = [p for p in points if p.year == arguments["year"] and (not label or p.label == label)]
    if len(matching) != 1:
        known = ", ".join(f"{p.year}{f' ({p.label})' if p.label else ''}" for p in points)
        yield _Found("K05", "figure: året (och etiketten) ger inte ett enda värde.", f"Det finns: {known}.")


def _check_list(arguments: Mapping[str, Any], catalogue: Catalogue) -> Iterator[_Found]:
    kind = BY_FOLDER.get(arguments["folder"])
    if kind is None:
        hint = nearest(str(arguments["folder"]), BY_FOLDER)
        yield _Found("K05", f"{show(arguments['folder'])} är ingen mapp under data/.", hint)
        return
    group = arguments.get("group", "")
    if group not in ("", _BY_LETTER) and filter_of(kind, group) is None:
        yield _Found("K05", f"{kind.heading} går inte att gruppera på {show(group)}.")
    for name, value in arguments.get("filters", {}).items():
        yield from _check_filter(kind, name, value, catalogue)


def _check_filter(kind: Kind, name: str, value: str, catalogue: Catalogue) -> Iterator[_Found]:
    chosen = filter_of(kind, name)
    if chosen is None:
        yield _Found("K05", f"{kind.heading} har inget fält {show(name)} att välja på.")
    elif chosen.vocabulary in catalogue.vocabularies:
        words = [term.id for term in catalogue.vocabularies[chosen.vocabulary].terms]
        if value not in words:
            yield _Found("K05", f"{name}: {show(value)} finns inte i listan.", nearest(str(value), words))


def _sources_unused(calls: _Calls) -> Iterator[Problem]:
    for number, source in enumerate(calls.page.front.sources):
        name = source.name or source.id
        if name not in calls.cited:
            line = calls.page.document.line("sources", number)
            found = _Found("K06", f"{show(name)} används inte i texten.")
            yield _problem(calls.page, line, found, place=f"sources.{number}", level=Level.WARNING)


def _end_missing(calls: _Calls) -> Iterator[Problem]:
    if calls.page.front.sources and "page_end" in calls.macros and "page_end" not in calls.names:
        hint = "Lägg till {{ page_end() }} sist på sidan."
        line = calls.page.document.line("sources")
        yield _problem(calls.page, line, _Found("K10", "page_end() saknas.", hint), place="sources")
