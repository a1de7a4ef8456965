"""From the files on disk to the catalogue: read, validate, check, link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from kunskapsbank.catalogue import (
    Catalogue,
    HandWritten,
    Item,
    newest_date,
    page_ref,
)
from kunskapsbank.garbage_collection import without_garbage_collection
from kunskapsbank.kept import Kept
from kunskapsbank.load import Document, page_name_problems, read_folder, read_page, read_yaml
from kunskapsbank.lookups import ALL_ITEMS, ALL_PAGES, Lookups, Noted
from kunskapsbank.problems import Problem, Rule, rule_table
from kunskapsbank.rules.calls import Signatures
from kunskapsbank.rules.contract import Context
from kunskapsbank.rules.entry import check_entry
from kunskapsbank.rules.whole import Around, KeptWhole, check_whole
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS
from kunskapsbank.schema.pages import LeftOutFile, MovedFile, MunicipalitiesFile, Page, VocabularyFile
from kunskapsbank.schema.search import SEARCH_FILES
from kunskapsbank.schema.walk import vocabularies_of
from kunskapsbank.validation import nearest, validate

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class KeptChecks:
    """What an earlier check leaves to the next: the problems of each file by itself, and of all together."""

    problems: Kept[list[Problem]] = field(default_factory=Kept)
    whole: KeptWhole = field(default_factory=KeptWhole)


RULES = rule_table(
    [
        Rule(
            "S09",
            "I data/ finns bara mappar och filer som sajten känner till.",
            "En fil på fel plats skulle annars glömmas bort utan att någon märker det.",
            "data/books/liten.yml",
            "data/bok/liten.yml",
        ),
        Rule(
            "S10",
            "De gemensamma filerna finns: ordlistor, kommuner och flyttade adresser.",
            "Utan dem kan inget annat kontrolleras.",
            "data/municipalities.yml",
            "(filen saknas)",
        ),
    ]
)
_OTHER_FOLDERS = frozenset({"vocabularies", "search", "left-out", "templates", "language", "links"})
_SINGLE_FILES = frozenset({"municipalities.yml", "moved.yml"})
_WITH_VOCABULARIES: tuple[type[BaseModel], ...] = (
    *(kind.model for kind in KINDS),
    Page,
    *SEARCH_FILES.values(),
)
_VOCABULARIES = frozenset(name for model in _WITH_VOCABULARIES for name in vocabularies_of(model))
_NO_PLACES = MunicipalitiesFile.model_construct(counties=(), municipalities=(), sources=())


@dataclass
class _Collected:
    problems: list[Problem] = field(default_factory=list)
    items: dict[str, Item] = field(default_factory=dict)
    pages: dict[str, HandWritten] = field(default_factory=dict)
    shared: list[tuple[Document, BaseModel]] = field(default_factory=list)

    def keep(self, result: Model | list[Problem]) -> Model | None:
        if isinstance(result, list):
            self.problems += result
            return None
        return result

    def keep_shared(self, document: Document, model: type[Model]) -> Model | None:
        """Keep a file that is not an entry, so that the rules see it too."""
        file = self.keep(validate(document, model))
        if file is not None:
            self.shared.append((document, file))
        return file


@dataclass(frozen=True)
class Read:
    """What stands in ``data/`` and ``docs/``, not yet held against the rules.

    Attributes:
        catalogue: every entry and page that could be read.
        around: what the rules look at beside them.
        problems: what could not be read, and why.
    """

    catalogue: Catalogue
    around: Around
    problems: tuple[Problem, ...]


def assemble(root: Path, today: date | None, macros: Signatures) -> tuple[Catalogue, list[Problem]]:
    """Read everything under ``data/`` and ``docs/`` and return the catalogue with all problems, sorted.

    Args:
        root: the repository's root.
        today: the day that dates are compared with; None means the newest ``added`` or ``checked`` in data.
        macros: macro names and functions that hand-written pages may call.

    Returns:
        The catalogue holds every entry that could be read, so that all problems show at once. It may only be
        turned into pages when no problem is an error.
    """
    found = read(root, today)
    return found.catalogue, check(found, macros)


@without_garbage_collection()
def read(root: Path, today: date | None) -> Read:
    """Read everything under ``data/`` and ``docs/``; arguments as for ``assemble``."""
    collected = _Collected()
    vocabularies = _vocabularies(root, collected)
    places = _single(root, "municipalities.yml", MunicipalitiesFile, collected) or _NO_PLACES
    moved = _single(root, "moved.yml", MovedFile, collected) or MovedFile()
    search_words = _search(root, collected)
    _left_out(root, collected)
    _entries(root, collected)
    _pages(root, collected)
    day = today or newest_date(item.entry for item in collected.items.values()) or date.min
    lookups = Lookups()
    catalogue = Catalogue(
        items=Noted(dict(sorted(collected.items.items())), ALL_ITEMS, lookups),
        pages=Noted(dict(sorted(collected.pages.items())), ALL_PAGES, lookups),
        vocabularies=vocabularies,
        places=places,
        moves=moved.moves,
        today=day,
        search_words=search_words,
        lookups=lookups,
    )
    return Read(catalogue, _around(root, collected), tuple(collected.problems))


@without_garbage_collection()
def check(found: Read, macros: Signatures, kept: KeptChecks | None = None) -> list[Problem]:
    """Return every problem of what was read, those of reading included, sorted.

    Args:
        found: what was read.
        macros: macro names and functions that hand-written pages may call.
        kept: what an earlier build found in files that have not changed; None keeps nothing.
    """
    catalogue = found.catalogue
    context = Context(catalogue.vocabularies, catalogue.today)
    problems = list(found.problems)
    for document, entry in _checkable(found):
        of_entry = partial(check_entry, entry, document, context)
        problems += (
            kept.problems.get(document.path, catalogue, of_entry, document.digest) if kept else of_entry()
        )
    problems += check_whole(catalogue, macros, found.around, kept.whole if kept else None)
    return sorted(set(problems))


def _around(root: Path, collected: _Collected) -> Around:
    """Return the files that are not entries, and the names of those that are there but cannot be used."""
    docs = root / "docs"
    pages = {page_ref(path.relative_to(docs).as_posix()) for path in docs.rglob("*.md")}
    entries = {
        f"{kind.folder}/{path.stem}" for kind in KINDS for path in (root / "data" / kind.folder).glob("*.yml")
    }
    unread = (entries | pages) - collected.items.keys() - collected.pages.keys()
    return Around(tuple(collected.shared), frozenset(unread))


def _checkable(found: Read) -> Iterator[tuple[Document, BaseModel]]:
    for item in found.catalogue.items.values():
        yield item.document, item.entry
    for page in found.catalogue.pages.values():
        yield page.document, page.front
    yield from found.around.shared


def _vocabularies(root: Path, collected: _Collected) -> dict[str, VocabularyFile]:
    documents, problems = read_folder(root, root / "data" / "vocabularies")
    collected.problems += problems
    files = {}
    for document in documents:
        file = collected.keep_shared(document, VocabularyFile)
        if file is not None:
            files[Path(document.path).stem] = file
    for name in sorted(_VOCABULARIES):
        if not (root / "data" / "vocabularies" / f"{name}.yml").exists():
            collected.problems.append(_missing(f"data/vocabularies/{name}.yml"))
    return files


def _search(root: Path, collected: _Collected) -> dict[str, BaseModel]:
    documents, problems = read_folder(root, root / "data" / "search")
    collected.problems += problems
    files: dict[str, BaseModel] = {}
    for document in documents:
        name = Path(document.path).stem
        if name not in SEARCH_FILES:
            known = [f"{known}.yml" for known in SEARCH_FILES]
            collected.problems.append(_does_not_belong(document.path, known))
        elif (file := collected.keep_shared(document, SEARCH_FILES[name])) is not None:
            files[name] = file
    return files


def _left_out(root: Path, collected: _Collected) -> None:
    documents, problems = read_folder(root, root / "data" / "left-out")
    collected.problems += problems
    for document in documents:
        collected.keep_shared(document, LeftOutFile)


def _missing(path: str) -> Problem:
    return Problem(path, 1, "S10", "", RULES["S10"].claim, "Filen saknas.")


def _does_not_belong(path: str, known: Iterable[str]) -> Problem:
    name = path.rpartition("/")[2]
    found = f"«{name}» hör inte hemma här."
    return Problem(path, 1, "S09", "", RULES["S09"].claim, found, nearest(name, known))


def _entries(root: Path, collected: _Collected) -> None:
    data = root / "data"
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        known = (
            path.name in BY_FOLDER or path.name in _OTHER_FOLDERS
            if path.is_dir()
            else path.name in _SINGLE_FILES
        )
        if not known and not path.name.startswith("."):
            place = path.relative_to(root).as_posix()
            collected.problems.append(_does_not_belong(place, BY_FOLDER))
    for kind in KINDS:
        if not (data / kind.folder).is_dir():
            continue
        documents, problems = read_folder(root, data / kind.folder)
        collected.problems += problems
        for document in documents:
            entry = collected.keep(validate(document, kind.model))
            if entry is not None:
                item = Item(kind, Path(document.path).stem, entry, document)
                collected.items[item.ref] = item


def _pages(root: Path, collected: _Collected) -> None:
    docs = root / "docs"
    collected.problems += page_name_problems(root, docs)
    for path in sorted(docs.rglob("*.md")):
        document = read_page(root, path)
        if isinstance(document, list):
            collected.problems += document
            continue
        front = collected.keep(validate(document, Page))
        if front is not None:
            page = HandWritten(path.relative_to(docs).as_posix(), front, document)
            collected.pages[page.ref] = page


def _single(root: Path, name: str, model: type[Model], collected: _Collected) -> Model | None:
    path = root / "data" / name
    if not path.exists():
        collected.problems.append(_missing(f"data/{name}"))
        return None
    document = read_yaml(root, path)
    if isinstance(document, list):
        collected.problems += document
        return None
    return collected.keep_shared(document, model)
