"""The macros a guide's writer may call: the one door between prose and data.

Each method is a macro of the same name. The engine only hands over the page; everything else is here,
so that ``make check`` can hold every call against these signatures without building anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # whoever only checks calls renders nothing, and need not wait for what it takes
    from kunskapsbank.catalogue import HandWritten
    from kunskapsbank.components import Components


class PageMacros:
    """The macros, bound to the page that calls them."""

    def __init__(self, components: Components, page: HandWritten) -> None:
        self._components = components
        self._page = page
        self._address = page.address

    def cite(self, *names: str) -> str:
        """Footnote marks for sources in the page's own list."""
        return self._components.cite(self._address, self._page.front.sources, names)

    def law(self, identity: str) -> str:
        """A link to a paragraph, such as «19 kap. 1 § SoL»."""
        return self._components.law(self._address, identity)

    def figure(self, identity: str, year: int, label: str = "") -> str:
        """A figure with year, population and who counted."""
        return self._components.figure(self._address, identity, year, label)

    def chart(self, identity: str) -> str:
        """A statistic as a chart with its table, caveat and source."""
        return self._components.chart(self._address, identity)

    def cards(self, folder: str, group: str = "", **filters: str) -> str:
        """Cards for all entries of a folder, grouped and filtered by fields."""
        return self._components.cards(self._address, folder, group=group, filters=filters)

    def entries(self, folder: str, group: str = "", **filters: str) -> str:
        """Entries without pages of their own, each with its anchor."""
        return self._components.entries(self._address, folder, group=group, filters=filters)

    def say(self, *identities: str) -> str:
        """Words to say aloud, with the conditions that go with them."""
        return self._components.say(self._address, identities)

    def helpline(self, identity: str) -> str:
        """A help line with the date of its check."""
        return self._components.helpline(self._address, identity)

    def checklist(self, title: str = "Checklista") -> str:
        """The page's own checklist (front matter ``checklist_items``), made to be printed."""
        return self._components.checklist(self._address, title, self._page.front.checklist_items)

    def staff_meeting(self) -> str:
        """The page's own staff meeting (front matter ``meeting``) with a pack to print per workplace."""
        return self._components.staff_meeting(self._page)

    def chooser(self) -> str:
        """The method chooser: several children's ages at once, and a table with reasons."""
        return self._components.chooser(self._address)

    def guides(self) -> str:
        """All guides as cards, first by role and then by question."""
        return self._components.guides(self._address)

    def alphabet(self) -> str:
        """Everything from A to Ö."""
        return self._components.alphabet(self._address)

    def municipalities(self) -> str:
        """All municipalities by county."""
        return self._components.municipalities(self._address)

    def freshness(self) -> str:
        """How current everything is: days of comparison, what to read again, laws read long ago."""
        return self._components.freshness(self._address)

    def open_data(self) -> str:
        """The files of open data, kind by kind, and what every field means."""
        return self._components.open_data(self._address)

    def field_guide(self) -> str:
        """What to write in every field of every kind, for editors."""
        return self._components.field_guide()

    def rule_guide(self) -> str:
        """Every rule with a good and a bad example, for editors."""
        return self._components.rule_guide(self._address)

    def feeds(self) -> str:
        """The news feeds: one with everything, one per audience."""
        return self._components.feeds(self._address)

    def page_end(self) -> str:
        """Sources, review line and related entries; the last line of every guide."""
        return self._components.page_end(self._page)


NAMES = tuple(name for name in vars(PageMacros) if not name.startswith("_"))
SIGNATURES: Mapping[str, Callable[..., Any]] = {
    name: partial(getattr(PageMacros, name), None) for name in NAMES
}
