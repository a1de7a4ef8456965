"""Rules for all entries together: references, twins, moved addresses, pages and their macro calls."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.load import Document
from kunskapsbank.markup import links
from kunskapsbank.problems import Level, Problem, Rule, rule_table
from kunskapsbank.schema.fields import Markup, Reference
from kunskapsbank.schema.walk import Place, Text, texts
from kunskapsbank.validation import nearest, show

RULES = rule_table(
    [
        Rule("K01", "En hänvisning leder till något som finns.", "Läsaren ska aldrig hamna i en återvändsgränd.", "related:\n  - methods/trappan", "related:\n  - methods/trapan"),
        Rule("K02", "Två poster av samma slag har inte samma titel.", "Läsaren ska veta vilken som är vilken.", "title: Trappan", "två filer med title: Trappan"),
        Rule("K03", "Ett ISBN hör till en enda bok.", "Samma bok ska inte ligga två gånger.", "isbn: 9789163884627", "två filer med samma isbn"),
        Rule("K04", "En flyttad adress leder till något som finns, och den gamla är ledig.", "Länkar i handböcker får inte brytas.", "new: books/liten", "new: books/finns-inte"),
        Rule("K05", "Ett makroanrop på en sida finns och får de argument det behöver.", "Ett felskrivet anrop stoppar bygget.", '{{ cite("sol-19-1") }}', '{{ citte("sol-19-1") }}'),
        Rule("K06", "En hänvisning på en sida finns i sidans lista över källor, och tvärtom.", "Varje siffra i texten ska ha sin källa.", "sources:\n  - id: sol-2025-400", '{{ cite("finns-inte") }}'),
        Rule("K07", "En hänvisning pekar på det som gäller, inte på något arkiverat eller ett utkast.", "Läsaren ska komma rätt direkt.", "related:\n  - books/liten", "related:\n  - books/arkiverad-bok"),
        Rule("K08", "Samma roll står en gång i varje läge.", "Varje läge och roll har en egen adress.", "by_role:\n  - role: skola", "två poster med role: skola"),
    ]
)  # fmt: skip

# Macro name → a function with the macro's parameters; the adapter registers the real ones under these names.
Signatures = Mapping[str, Callable[..., Any]]


def check_whole(catalogue: Catalogue, macros: Signatures) -> list[Problem]:
    """Return every breach that shows only when all entries and pages are seen together."""
    problems = list(_references(catalogue))
    problems += _twins(catalogue)
    problems += _moves(catalogue)
    problems += _roles(catalogue)
    for page in catalogue.pages.values():
        problems += _macro_calls(page, catalogue, macros)
    return problems


def _problem(
    document: Document, place: Place, rule: str, found: str, hint: str = "", level: Level = Level.ERROR
) -> Problem:
    field = ".".join(map(str, place))
    return Problem(document.path, document.line(*place), rule, field, RULES[rule].claim, found, hint, level)


def _everything(catalogue: Catalogue) -> Iterator[tuple[Document, Any]]:
    for item in catalogue.items.values():
        yield item.document, item.entry
    for page in catalogue.pages.values():
        yield page.document, page.front


def _references(catalogue: Catalogue) -> Iterator[Problem]:
    known = _Known(catalogue)
    for document, entry in _everything(catalogue):
        for text in texts(entry):
            reference = text.marker(Reference)
            if reference is not None:
                yield from known.check(document, text, reference.folder)
            elif text.marker(Markup):
                for target in links(text.value):
                    if ":" not in target:
                        yield from known.check(document, Text(text.place, target, ()), "")


class _Known:
    """What a reference may name, looked up once for the whole catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.counties = {county.code for county in catalogue.places.counties}
        self.municipalities = {place.code for place in catalogue.places.municipalities}
        self.by_folder: dict[str, set[str]] = defaultdict(set)
        for item in catalogue.items.values():
            self.by_folder[item.kind.folder].add(item.id)

    def check(self, document: Document, text: Text, folder: str) -> Iterator[Problem]:
        if folder == "@counties":
            known: Iterable[str] = self.counties
        elif folder == "@municipalities":
            known = self.municipalities
        elif folder:
            known = self.by_folder[folder]
        else:
            yield from self._free(document, text)
            return
        if text.value not in known:
            yield _problem(
                document, text.place, "K01", f"Nu står det {show(text.value)}.", nearest(text.value, known)
            )

    def _free(self, document: Document, text: Text) -> Iterator[Problem]:
        target = self.catalogue.find(text.value)
        if target is None:
            folder = text.value.partition("/")[0]
            names = [name for name in (*self.catalogue.items, *self.catalogue.pages) if name.startswith(folder)]
            yield _problem(
                document, text.place, "K01", f"Nu står det {show(text.value)}.", nearest(text.value, names)
            )
        elif isinstance(target, Item) and not target.listed:
            yield _problem(document, text.place, "K07", f"Nu står det {show(text.value)}.")


def _twins(catalogue: Catalogue) -> Iterator[Problem]:
    titles: dict[tuple[str, str], Item] = {}
    isbns: dict[str, Item] = {}
    for item in sorted(catalogue.items.values(), key=lambda item: item.document.path):
        if item.kind.folder != "sources":
            first = titles.setdefault((item.kind.folder, item.title.casefold().strip()), item)
            if first is not item:
                yield _problem(
                    item.document, ("title",), "K02", f"Titeln finns redan i {first.document.path}."
                )
        isbn = getattr(item.entry, "isbn", None)
        if isbn and item.kind.folder == "books":
            first = isbns.setdefault(isbn.replace("-", "").replace(" ", ""), item)
            if first is not item:
                yield _problem(
                    item.document, ("isbn",), "K03", f"Numret finns redan i {first.document.path}."
                )


def _moves(catalogue: Catalogue) -> Iterator[Problem]:
    document = Document("data/moved.yml", {}, {(): 1})
    for move in catalogue.moves:
        if move.new is not None and catalogue.find(move.new) is None:
            hint = nearest(move.new, catalogue.items)
            yield _problem(document, (), "K04", f"{show(move.new)} finns inte.", hint)
        if catalogue.find(move.old) is not None:
            yield _problem(document, (), "K04", f"{show(move.old)} finns fortfarande.")


def _roles(catalogue: Catalogue) -> Iterator[Problem]:
    for item in catalogue.of("situations"):
        seen: set[str] = set()
        for number, advice in enumerate(item.entry.by_role):
            if advice.role in seen:
                yield _problem(
                    item.document,
                    ("by_role", number, "role"),
                    "K08",
                    f"Rollen {show(advice.role)} står två gånger.",
                )
            seen.add(advice.role)


def _macro_calls(page: HandWritten, catalogue: Catalogue, macros: Signatures) -> Iterator[Problem]:
    document = page.document
    try:
        tree = Environment().parse(document.body)  # noqa: S701  # only parsed, never rendered
    except TemplateSyntaxError as error:
        line = document.body_line + error.lineno - 1
        yield Problem(
            document.path, line, "K05", "", RULES["K05"].claim, "Ett {{ eller {% är inte skrivet färdigt."
        )
        return
    cited: set[str] = set()
    for node in tree.find_all((nodes.Call, nodes.Name)):
        line = document.body_line + node.lineno - 1
        if isinstance(node, nodes.Name):
            if node.name not in macros and node.ctx == "load":
                hint = nearest(node.name, macros)
                yield Problem(
                    document.path, line, "K05", "", RULES["K05"].claim, f"{show(node.name)} finns inte.", hint
                )
        else:
            for rule, found, hint in _check_call(node, page, catalogue, macros, cited):
                yield Problem(document.path, line, rule, "", RULES[rule].claim, found, hint)
    for number, source in enumerate(page.front.sources):
        if (source.name or source.id) not in cited:
            yield _problem(
                document,
                ("sources", number),
                "K06",
                f"{show(source.name or source.id)} används inte i texten.",
                level=Level.WARNING,
            )


def _check_call(
    node: nodes.Call, page: HandWritten, catalogue: Catalogue, macros: Signatures, cited: set[str]
) -> Iterator[tuple[str, str, str]]:
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    if name not in macros:
        return
    try:
        arguments = [argument.as_const() for argument in node.args]
        keywords = {keyword.key: keyword.value.as_const() for keyword in node.kwargs}
        bound = inspect.signature(macros[name]).bind(*arguments, **keywords)
    except nodes.Impossible:
        yield "K05", f"{show(name)} får bara texter och tal inom citattecken.", ""
        return
    except TypeError as error:
        yield "K05", f"{show(name)}: {error}.", ""
        return
    if name == "cite":
        for reference in arguments:
            cited.add(reference)
            names = [source.name or source.id for source in page.front.sources]
            if reference not in names:
                yield "K06", f"{show(reference)} finns inte i sidans sources.", nearest(reference, names)
        return
    yield from _check_arguments(name, bound.arguments, catalogue)


# Which folder the first argument of a macro names.
_FIRST_ARGUMENT = {
    "law": "laws",
    "figure": "statistics",
    "chart": "statistics",
    "say": "phrases",
    "helpline": "helplines",
}


def _check_arguments(
    name: str, arguments: Mapping[str, Any], catalogue: Catalogue
) -> Iterator[tuple[str, str, str]]:
    folder = _FIRST_ARGUMENT.get(name)
    if folder is None:
        return
    wanted = next(iter(arguments.values()), "")
    for identity in wanted if isinstance(wanted, tuple) else (wanted,):
        if f"{folder}/{identity}" not in catalogue.items:
            ids = [item.id for item in catalogue.items.values() if item.kind.folder == folder]
            yield "K05", f"{name}: {show(identity)} finns inte i data/{folder}.", nearest(str(identity), ids)
