"""Rules for all entries together: references, twins, moved addresses, roles and what templates need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from typing import Any

from pydantic import BaseModel

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.kept import Kept
from kunskapsbank.load import Document
from kunskapsbank.markup import links
from kunskapsbank.problems import Level, Problem, Rule, rule_table
from kunskapsbank.rules.calls import Signatures, check_calls
from kunskapsbank.rules.page_markup import check_markup
from kunskapsbank.schema.fields import Markup, Reference
from kunskapsbank.schema.kinds import BY_FOLDER, BY_NAME
from kunskapsbank.schema.pages import MovedFile
from kunskapsbank.schema.walk import Place, Text, texts
from kunskapsbank.validation import nearest, show

RULES = rule_table(
    [
        Rule(
            "K01",
            "En hänvisning leder till något som finns.",
            "Läsaren ska aldrig hamna i en återvändsgränd.",
            "related:\n  - methods/trappan",
            "related:\n  - methods/trapan",
        ),
        Rule(
            "K02",
            "Två poster av samma slag har inte samma titel.",
            "Läsaren ska veta vilken som är vilken.",
            "title: Trappan",
            "två filer med title: Trappan",
        ),
        Rule(
            "K03",
            "Ett ISBN hör till en enda bok.",
            "Samma bok ska inte ligga två gånger.",
            "isbn: 9789163884627",
            "två filer med samma isbn",
        ),
        Rule(
            "K04",
            "En flyttad adress leder till något som finns, och den gamla är ledig.",
            "Länkar i handböcker får inte brytas.",
            "new: books/liten",
            "new: books/finns-inte",
        ),
        Rule(
            "K07",
            "En hänvisning pekar på det som gäller, inte på något arkiverat eller ett utkast.",
            "Läsaren ska komma rätt direkt.",
            "related:\n  - books/liten",
            "related:\n  - books/arkiverad-bok",
        ),
        Rule(
            "K08",
            "Samma roll står en gång i varje läge.",
            "Varje läge och roll har en egen adress.",
            "by_role:\n  - role: skola",
            "två poster med role: skola",
        ),
        Rule(
            "K09",
            "Sidor som mallarna länkar till finns.",
            "Varje läge leder till orosanmälan, lagen och socialtjänsten i kommunen.",
            "docs/guides/orosanmalan.md",
            "(filen saknas)",
        ),
        Rule(
            "K11",
            "Ord att säga i en roll är ord som är till för rollen.",
            "Lärare beskriver vad de sett; frågor om vuxnas drickande hör till vård och socialtjänst.",
            "by_role:\n  - role: skola\n    say:\n      - ord-for-skola",
            "by_role:\n  - role: skola\n    say:\n      - ord-for-bvc",
        ),
    ]
)

# Entries and pages that the templates link to whatever the data say (rule K09).
NEEDED_BY_TEMPLATES = ("guides/orosanmalan", "guides/socialtjansten-i-din-kommun", "laws/sol-19-1")
# The method chooser says what consent means; a site without its page needs none of these.
NEEDED_BY_CHOOSER = ("laws/fb-6-13a", "laws/sol-21-2")


@dataclass(frozen=True)
class Around:
    """What lies beside the catalogue.

    Attributes:
        shared: the files that are not entries (vocabularies, municipalities, moves, search words, left out).
        unread: references of entries and pages whose files are there but have faults of their own; whoever
            names them is not to blame.
    """

    shared: Sequence[tuple[Document, BaseModel]] = ()
    unread: Set[str] = frozenset()


@dataclass(frozen=True)
class Named:
    """A reference that an entry or page writes: what it says, and the folder it must be in (empty: any)."""

    text: Text
    folder: str


@dataclass(frozen=True)
class KeptWhole:
    """What an earlier check leaves to the next: what each file names, and the faults in each page's calls."""

    named: Kept[tuple[Named, ...]] = field(default_factory=Kept)
    calls: Kept[list[Problem]] = field(default_factory=Kept)


def check_whole(
    catalogue: Catalogue, macros: Signatures, around: Around, kept: KeptWhole | None = None
) -> list[Problem]:
    """Return every breach that shows only when all entries and pages are seen together.

    Args:
        catalogue: everything that could be read.
        macros: macro names and functions that pages may call.
        around: the files that are not entries, and those that could not be understood.
        kept: what an earlier build found; None keeps nothing.

    Returns:
        Problems in no particular order; warnings among them.
    """
    problems = list(_references(catalogue, around, kept))
    problems += _twins(catalogue)
    problems += _moves(catalogue, around)
    problems += _roles(catalogue)
    problems += _needed_by_templates(catalogue, around)
    problems += _words_for_role(catalogue)
    unread = " ".join(sorted(around.unread))
    for page in catalogue.pages.values():
        problems += check_markup(page)
        of_calls = partial(check_calls, page, catalogue, macros, around.unread)
        own = f"{page.document.digest} {unread} {page.document.body}"
        problems += kept.calls.get(page.document.path, catalogue, of_calls, own) if kept else of_calls()
    return problems


def _problem(document: Document, place: Place, rule: str, found: str, hint: str = "") -> Problem:
    field = ".".join(map(str, place))
    return Problem(document.path, document.line(*place), rule, field, RULES[rule].claim, found, hint)


def _everything(catalogue: Catalogue) -> Iterator[tuple[Document, Any]]:
    for item in catalogue.items.values():
        yield item.document, item.entry
    for page in catalogue.pages.values():
        yield page.document, page.front


def _references(catalogue: Catalogue, around: Around, kept: KeptWhole | None) -> Iterator[Problem]:
    known = _Known(catalogue, around.unread)
    for document, entry in (*_everything(catalogue), *around.shared):
        names = partial(_named, entry)
        named = kept.named.get(document.path, catalogue, names, document.digest) if kept else names()
        for reference in named:
            yield from known.check(document, reference)


def _named(entry: BaseModel) -> tuple[Named, ...]:
    return tuple(_named_in(texts(entry, Reference, Markup)))


def _named_in(written: Iterable[Text]) -> Iterator[Named]:
    for text in written:
        if reference := text.marker(Reference):
            yield Named(text, reference.folder)
        elif text.marker(Markup):
            yield from (
                Named(Text(text.place, target), "") for target in links(text.value) if ":" not in target
            )


class _Known:
    """What a reference may name, looked up once for the whole catalogue."""

    def __init__(self, catalogue: Catalogue, unread: Set[str]) -> None:
        self.catalogue = catalogue
        self.unread = unread
        self.counties = {county.code for county in catalogue.places.counties}
        self.municipalities = {place.code for place in catalogue.places.municipalities}
        self.by_folder: dict[str, set[str]] = defaultdict(set)
        for item in catalogue.items.values():
            self.by_folder[item.kind.folder].add(item.id)
        for reference in unread:
            folder, _, identity = reference.partition("/")
            self.by_folder[folder].add(identity)

    def check(self, document: Document, named: Named) -> Iterator[Problem]:
        text, folder = named.text, named.folder
        if folder == "@counties":
            known: Iterable[str] = self.counties
        elif folder == "@kinds":
            known = BY_NAME
        elif folder == "@municipalities":
            known = self.municipalities
        elif folder:
            known = self.by_folder[folder]
        else:
            yield from self._free(document, text)
            return
        # When the list itself is missing, that is told once, and not for every word.
        if known and text.value not in known:
            yield _problem(
                document, text.place, "K01", f"Nu står det {show(text.value)}.", nearest(text.value, known)
            )

    def _free(self, document: Document, text: Text) -> Iterator[Problem]:
        target = self.catalogue.find(text.value)
        if target is None and text.value not in self.unread:
            hint = _nearest_reference(text.value, (*self.catalogue.items, *self.catalogue.pages))
            yield _problem(document, text.place, "K01", f"Nu står det {show(text.value)}.", hint)
        elif isinstance(target, Item) and not target.listed:
            yield _problem(document, text.place, "K07", f"Nu står det {show(text.value)}.")


def _nearest_reference(wanted: str, known: Iterable[str]) -> str:
    """Return «Menade du …?» for the closest id in the folder that ``wanted`` names."""
    folder, slash, identity = wanted.partition("/")
    if not slash:
        return "Skriv mapp/id, till exempel methods/trappan."
    by_folder: dict[str, list[str]] = defaultdict(list)
    for name in sorted(known):
        first, _, rest = name.partition("/")
        by_folder[first].append(rest)
    if folder not in by_folder:
        return nearest(folder, by_folder)
    # The ids alone are compared: a folder in common would make any two references look alike.
    close = get_close_matches(identity, by_folder[folder], n=1, cutoff=0.6)
    return f"Menade du «{folder}/{close[0]}»?" if close else ""


def _twins(catalogue: Catalogue) -> Iterator[Problem]:
    titles: dict[tuple[str, str], Item] = {}
    isbns: dict[str, Item] = {}
    for item in sorted(catalogue.items.values(), key=lambda item: item.document.path):
        if item.kind.folder != "sources":
            first = titles.setdefault((item.kind.folder, item.title.casefold().strip()), item)
            if first is not item:
                place = (item.title_field,)
                yield _problem(item.document, place, "K02", f"Titeln finns redan i {first.document.path}.")
        isbn = getattr(item.entry, "isbn", None)
        if isbn and item.kind.folder == "books":
            first = isbns.setdefault(isbn.replace("-", "").replace(" ", ""), item)
            if first is not item:
                yield _problem(
                    item.document, ("isbn",), "K03", f"Numret finns redan i {first.document.path}."
                )


def _moves(catalogue: Catalogue, around: Around) -> Iterator[Problem]:
    known = {*catalogue.items, *catalogue.pages, *around.unread}
    for document in (document for document, file in around.shared if isinstance(file, MovedFile)):
        for number, move in enumerate(catalogue.moves):
            if move.new is not None and move.new not in known:
                hint = _nearest_reference(move.new, known)
                found = f"{show(move.new)} finns inte."
                yield _problem(document, ("moves", number, "new"), "K04", found, hint)
            if move.old in known:
                found = f"{show(move.old)} finns fortfarande."
                yield _problem(document, ("moves", number, "old"), "K04", found)


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


def _needed_by_templates(catalogue: Catalogue, around: Around) -> Iterator[Problem]:
    has_chooser = any("{{ chooser() }}" in page.document.body for page in catalogue.pages.values())
    for reference in (*NEEDED_BY_TEMPLATES, *(NEEDED_BY_CHOOSER if has_chooser else ())):
        if catalogue.find(reference) is None and reference not in around.unread:
            folder = reference.partition("/")[0]
            path = f"data/{reference}.yml" if folder in BY_FOLDER else f"docs/{reference}.md"
            yield Problem(path, 1, "K09", "", RULES["K09"].claim, "Filen saknas.")


def _words_for_role(catalogue: Catalogue) -> Iterator[Problem]:
    for item in catalogue.of("situations"):
        for number, advice in enumerate(item.entry.by_role):
            for name, folder in (("say", "phrases"), ("avoid", "avoid")):
                for position, identity in enumerate(getattr(advice, name)):
                    words = catalogue.items.get(f"{folder}/{identity}")
                    if words and words.entry.audiences and advice.role not in words.entry.audiences:
                        place = ("by_role", number, name, position)
                        found = f"{show(identity)} är inte till för {show(advice.role)}."
                        hint = "Välj andra ord, eller lägg till rollen under audiences i posten."
                        problem = _problem(item.document, place, "K11", found, hint)
                        yield replace(problem, level=Level.WARNING)
