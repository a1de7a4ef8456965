"""What can be found: one document for each entry, page and section, with the words that editors own.

Pure: the built pages come in as an argument, and what goes out is written by ``search_files``. How words are
compared and ranked stands in ``assets/search``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kunskapsbank.built_pages import BuiltPage, Section
from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.schema.fields import Format, Reference, Vocabulary
from kunskapsbank.schema.walk import Text
from kunskapsbank.schema.walk import texts as texts_of
from kunskapsbank.search_words import address_of, search_hints, search_places, search_words

_BODY_CHARACTERS = 2400
_SENTENCE_CHARACTERS = 170
_LEFT_OUT_FIELDS = frozenset(
    {"sources", "keywords", "title", "summary", "reviewed", "number_check", "check", "isbn", "url", "status"}
)
_OPENING_PAGES = frozenset({"index", "sok", "om/utan-nat"})


@dataclass(frozen=True)
class Group:
    """A group of hits: its heading, and how much its documents weigh against others that fit as well."""

    heading: str
    prior: float


ACT_NOW = Group("Gör nu", 1.25)
GUIDES = Group("Guider", 1.2)
GROUPS: Mapping[str, Group] = {
    "situations": ACT_NOW,
    "guides": GUIDES,
    "deadlines": Group("Guider", 0.9),
    "myths": Group("Guider", 0.9),
    "phrases": Group("Ord att säga", 0.85),
    "avoid": Group("Ord att säga", 0.8),
    "signs": Group("Tecken", 0.85),
    "methods": Group("Metod", 1.0),
    "reviews": Group("Metod", 0.8),
    "books": Group("Böcker och film", 0.9),
    "films": Group("Böcker och film", 0.9),
    "podcasts": Group("Böcker och film", 0.87),
    "sites": Group("Webbplatser", 0.9),
    "helplines": Group("Stödlinjer", 0.95),
    "laws": Group("Lagen", 0.95),
    "glossary": Group("Ord", 0.92),
    "practices": Group("Goda exempel", 0.88),
    "courses": Group("Utbildning", 0.92),
    "statistics": Group("Statistik", 0.8),
    "barn": Group("För dig som är barn eller anhörig", 1.0),
    "lists": Group("Listor", 1.0),
    "om": Group("Om", 0.6),
}
_SECTION_PRIOR = 0.9
_LIST_SECTION_PRIOR = 0.7
# What readers call the kinds, beside the label.
_KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "books": ("bok",),
    "films": ("film",),
    "podcasts": ("podd",),
    "sites": ("webbplats", "sajt"),
    "helplines": ("stödlinje", "ringa", "telefonnummer"),
    "courses": ("utbildning", "kurs"),
    "methods": ("metod",),
    "practices": ("gott exempel",),
    "statistics": ("statistik", "siffror"),
    "laws": ("lag", "paragraf"),
    "reviews": ("forskning", "översikt"),
}


def search_documents(catalogue: Catalogue, built: Mapping[str, BuiltPage]) -> dict[str, Any]:
    """Return everything that the index is built from, ready to be written as JSON.

    Args:
        catalogue: the whole catalogue, with the editors' search words.
        built: for each address (from the site's root, such as ``guides/skola/``) the page as it was built.
            What stands on no built page cannot be found.

    Returns:
        ``documents`` in order of address, the editors' ``words``, ``places`` and the texts of the interface
        that depend on data. Addresses are relative to the site's root.
    """
    documents = [*_entries(catalogue, built), *_pages(catalogue, built)]
    documents.sort(key=lambda document: str(document["address"]))
    hints = search_hints(catalogue)
    return {
        "documents": documents,
        "words": search_words(catalogue, {folder: group.heading for folder, group in GROUPS.items()}),
        "places": search_places(catalogue),
        "place_page": address_of(catalogue, hints.places.page),
        "place_text": hints.places.text,
        "ways_on": [_way_on(catalogue, reference) for reference in hints.ways_on],
        "role_labels": {term.id: term.label for term in catalogue.vocabularies["audiences"].terms},
    }


def _way_on(catalogue: Catalogue, reference: str) -> dict[str, str]:
    target = catalogue.find(reference)
    summary = target.entry.summary if isinstance(target, Item) else target.front.summary if target else ""
    return {
        "address": target.address if target else "",
        "title": target.title if target else "",
        "text": short(summary),
    }


# ── Entries ───────────────────────────────────────────────────────────────────────────────────────


def _entries(catalogue: Catalogue, built: Mapping[str, BuiltPage]) -> Iterator[dict[str, Any]]:
    for item in catalogue.items.values():
        folder = item.kind.folder
        page, _, anchor = item.address.partition("#")
        if not item.listed or folder not in GROUPS or page not in built:
            continue
        if anchor and anchor not in built[page].ids:
            continue
        yield _entry(catalogue, item)


def _entry(catalogue: Catalogue, item: Item) -> dict[str, Any]:
    entry = item.entry
    document = _document(item.address, item.title, GROUPS[item.kind.folder])
    document["text"] = _sentence(item)
    document["care"] = _care(catalogue, item)
    document["keywords"] = [*_KIND_WORDS.get(item.kind.folder, ()), *_keywords(catalogue, item)]
    document["body"] = _body(_texts(entry))
    document["audiences"] = list(entry.audiences)
    document["ages"] = _ages(catalogue, entry)
    if item.kind.folder == "situations":
        document["roles"] = [advice.role for advice in entry.by_role]
    return document


def _document(address: str, title: str, group: Group) -> dict[str, Any]:
    return {
        "address": address,
        "title": title,
        "group": group.heading,
        "prior": group.prior,
        "section": False,
        "text": "",
        "care": "",
        "keywords": [],
        "body": "",
        "audiences": [],
        "ages": None,
        "role": None,
        "roles": [],
    }


def _sentence(item: Item) -> str:
    """Return the sentence that a hit shows."""
    entry = item.entry
    names = ("summary", "plain", "instead", "answer", "limit", "caution")
    return next((short(str(value)) for name in names if (value := getattr(entry, name, None))), "")


def _care(catalogue: Catalogue, item: Item) -> str:
    """Return the conditions that words to say must never be shown without (safety.md 5)."""
    entry = item.entry
    if item.kind.folder == "signs":
        return "Inget enskilt tecken säger något säkert."
    if item.kind.folder != "phrases":
        return ""
    parts = [f"Sägs till: {catalogue.label('addressees', entry.to).lower()}."]
    if entry.do_first:
        parts.append(f"Gör detta först: {entry.do_first}")
    if entry.when_not:
        parts.append(f"Säg det inte: {entry.when_not}")
    if entry.parent_told_before_report:
        told = catalogue.label("parent-told", entry.parent_told_before_report)
        parts.append(f"Får föräldern veta före anmälan? {told}")
    return " ".join(parts)


def _keywords(catalogue: Catalogue, item: Item) -> Iterator[str]:
    """Yield the words an entry should be found by beside its title."""
    entry = item.entry
    yield from entry.keywords
    for name in ("synonyms", "search_only", "also_known_as", "creators"):
        yield from getattr(entry, name, ())
    yield from (value for name in ("owner", "organisation", "body") if (value := getattr(entry, name, None)))
    for vocabulary in ("book-kinds", "film-kinds", "method-kinds"):
        if vocabulary.startswith(item.kind.name):
            yield catalogue.label(vocabulary, entry.kind)
    if item.kind.folder == "laws":
        yield from (entry.act, entry.abbreviation, entry.sfs, *_paragraphs(entry))
        yield from (entry.replaces,) if entry.replaces else ()
    if item.kind.folder == "practices":
        yield from _place_words(catalogue, entry.place)
    if item.kind.folder == "signs":
        yield "tecken"
    if item.kind.folder == "phrases":
        yield catalogue.label("talk-situations", entry.situation)


def _paragraphs(law: Any) -> Iterator[str]:  # noqa: ANN401  # Law
    """Yield «19 kap. 1 §» for each paragraph of a span such as «2–3» or «2, 4 och 6»."""
    marks = str(law.paragraph).replace("–", "-").replace(" och ", "-").replace(",", "-").split("-")
    for mark in (mark.strip() for mark in marks):
        if not law.chapter:
            yield f"artikel {mark}" if "konvention" in law.act.lower() else f"{mark} §"
            yield f"§ {mark}"
        else:
            yield f"{law.chapter} kap. {mark} §"


def _place_words(catalogue: Catalogue, place: Any) -> Iterator[str]:  # noqa: ANN401  # Place
    for municipality in catalogue.places.municipalities:
        if place.municipality == municipality.code:
            yield municipality.name
    for county in catalogue.places.counties:
        if place.county == county.code:
            yield county.short


def _texts(entry: Any) -> Iterator[str]:  # noqa: ANN401  # any entry
    for text in texts_of(entry):
        if text.place[0] not in _LEFT_OUT_FIELDS and text.place[-1] != "seen" and not _is_code(text):
            yield text.value


def _is_code(text: Text) -> bool:
    """Tell whether a text is an id or a number in a set form, which nobody types."""
    return any(kind in text.markers for kind in (Vocabulary, Reference, Format))


def _body(parts: Iterable[str]) -> str:
    return " ".join(parts)[:_BODY_CHARACTERS]


def _ages(catalogue: Catalogue, entry: Any) -> list[int] | None:  # noqa: ANN401  # any entry
    if entry.ages:
        return [entry.ages.from_, entry.ages.to]
    groups = getattr(entry, "age_groups", ())
    spans = [(age.from_age, age.to_age) for age in search_hints(catalogue).ages if age.group in groups]
    return [min(first for first, _ in spans), max(last for _, last in spans)] if spans else None


def short(text: str) -> str:
    """Return the opening of a text, whole words, so that a hit stays short."""
    plain = " ".join(text.replace("**", "").split())
    if len(plain) <= _SENTENCE_CHARACTERS:
        return plain
    return plain[:_SENTENCE_CHARACTERS].rsplit(" ", 1)[0].rstrip(",.:;") + " …"


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────


def _pages(catalogue: Catalogue, built: Mapping[str, BuiltPage]) -> Iterator[dict[str, Any]]:
    shared = {item.kind.address for item in catalogue.items.values() if not item.kind.own_page}
    for page in catalogue.pages.values():
        if page.ref in _OPENING_PAGES or page.address not in built or page.front.status != "publicerad":
            continue
        found = built[page.address]
        document = _document(page.address, page.title, _page_group(page))
        document["text"] = short(page.front.summary)
        document["keywords"] = [
            *page.front.keywords,
            *((page.front.nav_title,) if page.front.nav_title else ()),
        ]
        document["body"] = _body(found.opening)
        document["audiences"] = list(page.front.audiences)
        document["role"] = page.front.role
        document["ages"] = _ages(catalogue, page.front)
        yield document
        prior = (
            _LIST_SECTION_PRIOR
            if page.address in shared or page.path.endswith("index.md")
            else _SECTION_PRIOR
        )
        yield from (_section(page, section, prior) for section in found.sections)


def _page_group(page: HandWritten) -> Group:
    part = page.ref.partition("/")[0]
    if page.ref == "guides/nu":
        return ACT_NOW
    if page.ref.startswith("guides/"):
        return GUIDES
    return GROUPS.get(part, GROUPS["lists"]) if part in ("barn", "om") else GROUPS["lists"]


def _section(page: HandWritten, section: Section, prior: float) -> dict[str, Any]:
    group = _page_group(page)
    document = _document(f"{page.address}#{section.anchor}", section.heading, group)
    document["section"] = True
    document["prior"] = round(group.prior * prior, 3)
    document["text"] = short(" ".join(section.texts))
    document["keywords"] = [page.front.nav_title or page.title]
    document["role"] = page.front.role
    document["body"] = _body(section.texts)
    return document
