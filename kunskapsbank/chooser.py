"""The method chooser's rows: what each method says about itself, without ranking anything.

The page carries one table that is whole without scripts. The script in ``assets/chooser/`` reads each row's
data attributes, sorts the rows by whom they fit, and says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kunskapsbank.catalogue import Catalogue, Item, swedish_order
from kunskapsbank.schema.support import Evidence, Method

OLDEST_CHILD = 18
# Methods made for our children, or for them among others, are shown first; the rest behind a box to tick.
MADE_FOR_OUR_CHILDREN = frozenset({"direkt", "delvis"})
# An assessment is no support for a child.
_NO_SUPPORT = frozenset({"bedomning"})
_ONLY_STAFF = frozenset({"personal"})
# Where a parent, siblings or the whole family sit in the same room as the child.
_JOINT = frozenset({"barn-och-foralder-tillsammans", "hela-familjen", "syskon-tillsammans", "natverk"})
_CHILD_ALONE = "barn-utan-foralder"
_EACH_APART = "barn-och-foralder-var-for-sig"


@dataclass(frozen=True)
class Row:
    """One method in the table.

    Attributes:
        item: the method.
        violence: why the method is not for a time of violence, in Swedish; empty when nothing says so.
        parent: ``nej`` when the child can come alone, ``egen-del`` when parent and child come apart, ``ja``
            when it builds on the parent, empty when the sources do not say.
        finding: the first line of the honesty card in short, or None when no review is known.
        more_findings: how many lines the method's page has beside that one.
    """

    item: Item
    violence: str
    parent: str
    finding: Evidence | None
    more_findings: int

    @property
    def data(self) -> Mapping[str, str]:
        """What the script reads, by the name of the data attribute."""
        entry: Method = self.item.entry
        return {
            "from": str(entry.ages.from_) if entry.ages else "",
            "to": str(entry.ages.to) if entry.ages else "",
            "kind": entry.kind,
            "near": "ja" if entry.relevance in MADE_FOR_OUR_CHILDREN else "nej",
            "settings": " ".join(entry.settings),
            "formats": " ".join(entry.format),
            "parent": self.parent,
            "joint": "ja" if _JOINT & {*entry.participation} else "nej",
            "training": entry.training.level if entry.training else "",
            "available": entry.available_now.answer if entry.available_now else "",
            "violence": self.violence,
        }


@dataclass(frozen=True)
class RowGroup:
    """Rows under one heading of the table that is shown without scripts."""

    label: str
    rows: tuple[Row, ...]


def chooser_groups(catalogue: Catalogue) -> tuple[RowGroup, ...]:
    """Return all rows: by age, then those whose age is unknown, then methods made for other groups.

    Within a group the order is age and then the Swedish alphabet, never how good a method is.
    """
    rows = chooser_rows(catalogue)
    ours = [row for row in rows if row.data["near"] == "ja"]
    groups = (
        RowGroup("Med uppgift om ålder", tuple(row for row in ours if row.item.entry.ages)),
        RowGroup("Ålder: uppgift saknas", tuple(row for row in ours if not row.item.entry.ages)),
        RowGroup("Gjorda för andra grupper", tuple(row for row in rows if row.data["near"] == "nej")),
    )
    return tuple(group for group in groups if group.rows)


def chooser_rows(catalogue: Catalogue) -> tuple[Row, ...]:
    """Return one row for each method that can be a support for a child, by age and then alphabetically."""
    rows = [_row(item) for item in catalogue.of("methods") if is_support(item.entry)]
    return tuple(sorted(rows, key=_by_age))


def is_support(method: Method) -> bool:
    """Tell whether a child or parent meets the method: assessments and what only staff do are left out."""
    return method.kind not in _NO_SUPPORT and {*method.participation} != _ONLY_STAFF


def settings_of(rows: tuple[Row, ...]) -> frozenset[str]:
    """Return every setting that some row is used in."""
    return frozenset(word for row in rows for word in row.item.entry.settings)


def _row(item: Item) -> Row:
    method: Method = item.entry
    return Row(
        item=item,
        violence=violence_reason(method),
        parent=_parent(method),
        finding=method.evidence[0] if method.evidence else None,
        more_findings=max(len(method.evidence) - 1, 0),
    )


def violence_reason(method: Method) -> str:
    """Return why a method is left out while violence goes on or cannot be ruled out (safety.md 1 and 2).

    A warning of the method's own about violence is enough, and so is a joint session that cannot be avoided.
    """
    warnings = [text for text in method.when_not if "våld" in text.casefold()]
    if warnings:
        return warnings[0]
    ways = {*method.participation}
    if ways & _JOINT and _CHILD_ALONE not in ways:
        return "Familjen träffas i samma rum."
    return ""


def _parent(method: Method) -> str:
    ways = {*method.participation}
    if not ways:
        return ""
    if _CHILD_ALONE in ways:
        return "nej"
    return "egen-del" if _EACH_APART in ways and not ways & _JOINT else "ja"


def _by_age(row: Row) -> tuple[bool, int, int, str]:
    ages = row.item.entry.ages
    name = swedish_order(row.item.title)
    return (False, ages.from_, ages.to, name) if ages else (True, 0, 0, name)
