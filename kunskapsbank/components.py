"""What pages are made of: cards, citations, figures, charts, words to say. Templates hold the markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from kunskapsbank import markup
from kunskapsbank.addresses import relative
from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.chooser import OLDEST_CHILD, chooser_groups, chooser_rows, settings_of
from kunskapsbank.editing.freshness import freshness
from kunskapsbank.editor_files import field_guide, long_lists
from kunskapsbank.exports.dictionary import fields_of
from kunskapsbank.exports.feeds import feeds
from kunskapsbank.exports.linked_data import in_script, structured_data
from kunskapsbank.review import item_may_spread, page_may_spread
from kunskapsbank.rules.guide import rules_by_heading
from kunskapsbank.schema.common import SourceRef
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.selection import (
    CallError,
    by_county,
    everything_by_letter,
    further_choices,
    grouped,
    point_of,
    published_guides,
    select,
)
from kunskapsbank.template_environment import template_environment

# Stands in for the site's address until the environment gives one.
PLACEHOLDER_ADDRESS = "https://example.org/"


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
        self.environment = template_environment(
            catalogue,
            address,
            may_spread=self.may_spread,
            structured_data=self.structured_data,
            numbered=self.numbered,
        )

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

    def cards(self, page: str, folder: str, *, group: str = "", filters: Mapping[str, str]) -> str:
        """Return a list of cards; with ``group`` the name of a field, under one heading per value."""
        chosen = select(self.catalogue, folder, filters)
        groups = grouped(self.catalogue, folder, chosen, group) if group else [("", "", chosen)]
        return self.render(
            "cards.html",
            page,
            folder=folder,
            groups=groups,
            facets=further_choices(self.catalogue, folder, chosen, filters),
            heading_level=3 if group else 2,
        )

    def entries(self, page: str, folder: str, *, group: str = "", filters: Mapping[str, str]) -> str:
        """Return entries without a page of their own, each with its anchor, for their shared page."""
        chosen = select(self.catalogue, folder, filters)
        if folder == "deadlines":
            chosen = tuple(sorted(chosen, key=lambda item: item.entry.order))
        groups = grouped(self.catalogue, folder, chosen, group) if group else [("", "", chosen)]
        return self.render(
            "entries.html",
            page,
            folder=folder,
            groups=groups,
            facets=further_choices(self.catalogue, folder, chosen, filters),
        )

    def law(self, page: str, identity: str) -> str:
        """Return a link to a paragraph; the first on a page says when it was read, if that is long ago."""
        first = (page, identity) not in self._dated_laws
        self._dated_laws.add((page, identity))
        return self.render("law_link.html", page, item=self.item("laws", identity), first=first).strip()

    def figure(self, page: str, identity: str, year: int, label: str = "") -> str:
        """Return one figure with its year, population and who counted."""
        item = self.item("statistics", identity)
        point = point_of(item, year, label)
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
        return self.render("alphabet.html", page, groups=everything_by_letter(self.catalogue))

    def municipalities(self, page: str) -> str:
        """Return all municipalities by county."""
        return self.render("municipalities.html", page, groups=by_county(self.catalogue.places))

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
        guides = published_guides(self.catalogue)
        by_role = [guide for guide in guides if guide.front.role]
        return self.render(
            "guides.html", page, by_role=by_role, others=[guide for guide in guides if not guide.front.role]
        )
