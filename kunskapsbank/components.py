"""What pages are made of: cards, citations, figures, charts, words to say. Templates hold the markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kunskapsbank import markup, texts
from kunskapsbank.addresses import relative
from kunskapsbank.catalogue import Catalogue, HandWritten, Item, swedish_order
from kunskapsbank.chooser import OLDEST_CHILD, chooser_groups, chooser_rows, settings_of
from kunskapsbank.compiled_templates import COMPILED
from kunskapsbank.editing.freshness import freshness, law_is_old
from kunskapsbank.editor_files import field_guide, long_lists
from kunskapsbank.exports.dictionary import fields_of
from kunskapsbank.exports.feeds import feeds
from kunskapsbank.exports.linked_data import in_script, structured_data
from kunskapsbank.facets import Facet, facets
from kunskapsbank.filters import Filter, filter_of
from kunskapsbank.review import UNREVIEWED, item_may_spread, page_may_spread, review_line
from kunskapsbank.rules.guide import rules_by_heading
from kunskapsbank.schema.common import SourceRef
from kunskapsbank.schema.kinds import BY_FOLDER, KINDS, Kind
from kunskapsbank.schema.law import Law
from kunskapsbank.schema.support import Point, Statistic

# Stands in for the site's address until the environment gives one.
PLACEHOLDER_ADDRESS = "https://example.org/"
_TEMPLATES = Path(__file__).parent / "templates"
Thing = TypeVar("Thing", Item, HandWritten, "Item | HandWritten")


class CallError(ValueError):
    """A macro was called with what does not exist. The message is in Swedish, for the page's writer."""


@dataclass(frozen=True)
class Cited:
    """One source reference with its source, numbered in the order of the page's list."""

    number: int
    name: str
    reference: SourceRef
    source: Any


class Components:
    """Renders parts of pages from one catalogue. One instance serves a whole build.

    ``address`` is the site's own, ending in ``/``: what leaves the site cannot use relative links.
    """

    def __init__(self, catalogue: Catalogue, address: str = PLACEHOLDER_ADDRESS) -> None:
        self.catalogue = catalogue
        self.address = address
        # (page, law) pairs whose reading day stands on the page already: once is enough, each time is noise.
        self._dated_laws: set[tuple[str, str]] = set()
        self.environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=COMPILED,
            optimized=False,  # no constants to fold in our templates, and looking for them takes time
        )
        self.environment.filters.update(
            day=texts.day,
            partial_day=texts.partial_day,
            number=texts.number,
            ages=lambda span: texts.ages(span.from_, span.to),
        )
        self.environment.globals.update(
            label=catalogue.label,
            term=catalogue.term,
            vocabulary=lambda name: catalogue.vocabularies[name].terms,
            KINDS={kind.folder: kind for kind in KINDS},
            UNREVIEWED=UNREVIEWED,
            review_line=review_line,
            site_address=address,
            may_spread=self.may_spread,
            structured_data=self.structured_data,
            law_reference=law_reference,
            law_is_old=lambda law: law_is_old(law, catalogue.today),
            place_name=self.place_name,
            numbered=self.numbered,
            find=catalogue.find,
            linked_from=catalogue.linked_from,
            chart_rows=chart_rows,
            first_letter=first_letter,
        )
        # Imported by each template, they would be looked up anew a thousand times. Parts show icons.
        for shared in ("icons", "parts"):
            self.environment.globals[shared] = self.environment.get_template(f"{shared}.html").module

    def render(self, template: str, page: str, **values: object) -> str:
        """Return a template as text for the page at address ``page``, with links relative to it."""
        link = partial(relative, page)
        resolve = self.resolver(page)
        return self.environment.get_template(template).render(
            page_address=page,
            link=link,
            to=lambda ref: link(self._target(ref).address),
            rich=lambda text: Markup(markup.block(text, resolve)),  # noqa: S704  # markup.py escapes
            line=lambda text: Markup(markup.inline(text, resolve)),  # noqa: S704
            **values,
        )

    def resolver(self, page: str) -> Callable[[str], str | None]:
        """Return a function from ``folder/id`` to a link on ``page``, None when it leads nowhere."""

        def resolve(reference: str) -> str | None:
            target = self.catalogue.find(reference)
            return None if target is None else relative(page, target.address)

        return resolve

    def _target(self, reference: str) -> Item | HandWritten:
        target = self.catalogue.find(reference)
        if target is None:
            raise CallError(f"«{reference}» finns inte.")
        return target

    def item(self, folder: str, identity: str) -> Item:
        """Return an entry, or raise CallError in Swedish."""
        found = self.catalogue.items.get(f"{folder}/{identity}")
        if found is None:
            raise CallError(f"«{identity}» finns inte i data/{folder}.")
        return found

    def numbered(self, references: Sequence[SourceRef]) -> list[Cited]:
        """Return source references with their sources, numbered from 1."""
        return [self._cited(number, reference) for number, reference in enumerate(references, start=1)]

    def _cited(self, number: int, reference: SourceRef) -> Cited:
        source = self.item("sources", reference.id).entry
        return Cited(number, reference.name or reference.id, reference, source)

    def place_name(self, place: Any) -> str:  # noqa: ANN401  # Place, or None
        """Return a place in words: district, municipality, county or the whole country."""
        parts = [place.district] if place.district else []
        if place.municipality:
            parts.append(self._place_names[place.municipality])
        elif place.county:
            parts.append(self._place_names[place.county])
        if not parts and place.nationwide == "ja":
            parts.append("Hela landet")
        return ", ".join(parts) or "Plats saknas"

    @cached_property
    def _place_names(self) -> Mapping[str, str]:
        """Names by code: counties have two digits, municipalities four."""
        places = self.catalogue.places
        names = {county.code: county.name for county in places.counties}
        return names | {municipality.code: municipality.name for municipality in places.municipalities}

    def select(self, folder: str, filters: Mapping[str, str]) -> tuple[Item, ...]:
        """Return the listed entries of ``folder`` whose fields hold every wanted value."""
        if folder not in BY_FOLDER:
            raise CallError(f"«{folder}» är inget slag av poster. Välj bland: {', '.join(BY_FOLDER)}.")
        wanted = {_filter(BY_FOLDER[folder], name).field: value for name, value in filters.items()}
        return self.catalogue.where(folder, wanted.items()) if wanted else self.catalogue.of(folder)

    def cards(self, page: str, folder: str, *, group: str = "", filters: Mapping[str, str]) -> str:
        """Return a list of cards; with ``group`` the name of a field, under one heading per value."""
        chosen = self.select(folder, filters)
        groups = self._groups(folder, chosen, group) if group else [("", "", chosen)]
        return self.render(
            "cards.html",
            page,
            folder=folder,
            groups=groups,
            facets=self._facets(folder, chosen, filters),
            heading_level=3 if group else 2,
        )

    def entries(self, page: str, folder: str, *, group: str = "", filters: Mapping[str, str]) -> str:
        """Return entries without a page of their own, each with its anchor, for their shared page."""
        chosen = self.select(folder, filters)
        if folder == "deadlines":
            chosen = tuple(sorted(chosen, key=lambda item: item.entry.order))
        groups = self._groups(folder, chosen, group) if group else [("", "", chosen)]
        return self.render(
            "entries.html", page, folder=folder, groups=groups, facets=self._facets(folder, chosen, filters)
        )

    def _facets(self, folder: str, items: Sequence[Item], filters: Mapping[str, str]) -> tuple[Facet, ...]:
        """Only whole lists can be narrowed further: a guide's own choice is already made."""
        return () if filters else facets(self.catalogue, folder, items)

    def _groups(self, folder: str, items: Sequence[Item], name: str) -> list[tuple[str, str, list[Item]]]:
        """Return (id, label, items) per value of a field, in vocabulary order; an item may be in several."""
        if name == "letter":
            return [(f"bokstav-{letter.lower()}", letter, found) for letter, found in _by_letter(items)]
        chosen = _filter(BY_FOLDER[folder], name)
        terms = self.catalogue.vocabularies[chosen.vocabulary].terms
        groups = [
            (term.id, term.label, [item for item in items if item.holds(chosen.field, term.id)])
            for term in terms
        ]
        return [group for group in groups if group[2]]

    def law(self, page: str, identity: str) -> str:
        """Return a link to a paragraph; the first on a page says when it was read, if that is long ago."""
        first = (page, identity) not in self._dated_laws
        self._dated_laws.add((page, identity))
        return self.render("law_link.html", page, item=self.item("laws", identity), first=first).strip()

    def figure(self, page: str, identity: str, year: int, label: str = "") -> str:
        """Return one figure with its year, population and who counted."""
        item = self.item("statistics", identity)
        point = _point(item, year, label)
        return self.render("figure.html", page, item=item, point=point).strip()

    def chart(self, page: str, identity: str) -> str:
        """Return a statistic as a table drawn by CSS, with its caveat and source."""
        return self.render("chart.html", page, item=self.item("statistics", identity))

    def say(self, page: str, identities: Sequence[str]) -> str:
        """Return phrases to say aloud, each with the conditions it must never be shown without."""
        return self.render(
            "say.html", page, items=[self.item("phrases", identity) for identity in identities]
        )

    def helpline(self, page: str, identity: str) -> str:
        """Return a help line with the date of its check."""
        return self.render("helpline.html", page, item=self.item("helplines", identity))

    def cite(self, page: str, front_sources: Sequence[SourceRef], names: Sequence[str]) -> str:
        """Return footnote marks for sources of the page, named by ``name`` or id."""
        numbers = {source.name or source.id: number for number, source in enumerate(front_sources, start=1)}
        missing = [name for name in names if name not in numbers]
        if missing:
            raise CallError(f"«{missing[0]}» finns inte i sidans sources.")
        cited = [self._cited(numbers[name], front_sources[numbers[name] - 1]) for name in names]
        return self.render("cite.html", page, cited=cited).strip()

    def checklist(self, page: str, title: str, points: Sequence[str]) -> str:
        """Return a list to tick off, made to fit one printed page."""
        return self.render("checklist.html", page, title=title, points=points)

    def staff_meeting(self, page: HandWritten) -> str:
        """Return a staff meeting: what all workplaces share, and the way to each workplace's pack."""
        if page.front.meeting is None:
            raise CallError("Sidan har inget fält meeting.")
        return self.render("meeting.html", page.address, written=page, meeting=page.front.meeting)

    def open_data(self, page: str) -> str:
        """Return a table of the files in /data/ and the meaning of every field."""
        published = Counter(item.kind for item in self.catalogue.items.values() if item.published)
        kinds = [(kind, published[kind], fields_of(self.catalogue, kind)) for kind in KINDS]
        return self.render("open_data.html", page, kinds=kinds)

    def field_guide(self) -> str:
        """Return the editors' guide to the fields of every kind, as Markdown."""
        words = self.catalogue.vocabularies
        return "\n".join([*(field_guide(kind, words) for kind in KINDS), long_lists(words)])

    def rule_guide(self, page: str) -> str:
        """Return every rule with a good and a bad example, each with an anchor: its id in small letters."""
        return self.render("rule_guide.html", page, groups=rules_by_heading())

    def feeds(self, page: str) -> str:
        """Return links to the news feeds."""
        return self.render("feeds.html", page, feeds=feeds(self.catalogue))

    def page_end(self, page: HandWritten) -> str:
        """Return sources, review line, related entries and citation of a hand-written page."""
        return self.render("page_end.html", page.address, thing=page, entry=page.front, backlinks=())

    def may_spread(self, thing: Item | HandWritten) -> bool:
        """Tell whether a page may stand in feeds and boxes to copy (safety.md 13)."""
        if isinstance(thing, HandWritten):
            return page_may_spread(thing)
        return item_may_spread(self.catalogue, thing)

    def structured_data(self, thing: Item | HandWritten) -> Markup | None:
        """Return JSON-LD ready to stand in a script element, or None for what may not spread."""
        data = structured_data(self.catalogue, self.address, thing)
        return None if data is None else Markup(in_script(data))  # noqa: S704  # in_script escapes

    def alphabet(self, page: str) -> str:
        """Return everything on the site from A to Ö."""
        listed: list[Item | HandWritten] = [
            item
            for item in self.catalogue.items.values()
            if item.listed and item.kind.folder not in ("sources", "phrases", "signs", "avoid", "deadlines")
        ]
        listed += [entry for entry in self.catalogue.pages.values() if entry.ref not in ("index", "a-o")]
        listed.sort(key=lambda entry: (swedish_order(entry.title), entry.ref))
        return self.render("alphabet.html", page, groups=_by_letter(listed))

    def municipalities(self, page: str) -> str:
        """Return all municipalities by county."""
        places = self.catalogue.places
        groups = [
            (
                county,
                sorted(
                    (m for m in places.municipalities if m.county == county.code),
                    key=lambda m: swedish_order(m.name),
                ),
            )
            for county in sorted(places.counties, key=lambda county: swedish_order(county.name))
        ]
        return self.render("municipalities.html", page, groups=groups)

    def freshness(self, page: str) -> str:
        """Return how current everything is on the catalogue's day."""
        return self.render("freshness.html", page, freshness=freshness(self.catalogue))

    def chooser(self, page: str) -> str:
        """Return the method chooser: questions for the script, and a table that is whole without it."""
        used = settings_of(chooser_rows(self.catalogue))
        settings = [term for term in self.catalogue.vocabularies["settings"].terms if term.id in used]
        return self.render(
            "chooser.html",
            page,
            groups=chooser_groups(self.catalogue),
            settings=settings,
            oldest=OLDEST_CHILD,
            law_text=lambda identity: self.item("laws", identity).entry,
            law=lambda identity: Markup(self.law(page, identity)),  # noqa: S704  # the template escapes
        )

    def guides(self, page: str) -> str:
        """Return the hand-written guides as cards: first by role, then by question."""
        guides = [
            p
            for ref, p in self.catalogue.pages.items()
            if ref.startswith("guides/") and p.front.status == "publicerad"
        ]
        guides.sort(key=lambda p: (p.front.order or 999, swedish_order(p.title)))
        by_role = [guide for guide in guides if guide.front.role]
        return self.render(
            "guides.html", page, by_role=by_role, others=[guide for guide in guides if not guide.front.role]
        )


def law_reference(law: Law) -> str:
    """Return «19 kap. 1 § SoL»."""
    return texts.paragraph(law.chapter, law.paragraph, law.abbreviation)


def first_letter(title: str) -> str:
    """Return the heading letter of a title; digits share «0–9»."""
    letter = next((sign for sign in title if sign.isalnum()), "#").upper()
    return "0–9" if letter.isdigit() else {"É": "E", "Ü": "U"}.get(letter, letter)


def _by_letter(things: Iterable[Thing]) -> list[tuple[str, list[Thing]]]:
    """Return things under the first letters of their titles, letters in Swedish order."""
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(first_letter(thing.title), []).append(thing)
    return sorted(found.items(), key=lambda pair: swedish_order(pair[0]))


def _filter(kind: Kind, name: str) -> Filter:
    found = filter_of(kind, name)
    if found is None:
        raise CallError(f"{kind.heading} har inget fält «{name}» att välja på.")
    return found


def _point(item: Item, year: int, label: str) -> Point:
    matching = [p for p in item.entry.points if p.year == year and (not label or p.label == label)]
    if len(matching) != 1:
        known = ", ".join(f"{p.year}{f' ({p.label})' if p.label else ''}" for p in item.entry.points)
        raise CallError(f"{item.id}: ange ett år (och etikett) som ger ett enda värde. Det finns: {known}.")
    point: Point = matching[0]
    return point


def chart_rows(statistic: Statistic) -> list[tuple[Point, str]]:
    """Return each point with the length of its bar, between 0 and 1, as CSS wants it."""
    if statistic.chart == "andel":
        full = statistic.whole or Decimal(100)
    else:
        full = max(point.value for point in statistic.points)
    return [(point, f"{(point.value / full if full else Decimal(0)):.4f}") for point in statistic.points]
