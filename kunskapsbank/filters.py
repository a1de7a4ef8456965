"""What lists can be filtered and grouped by: a word in a macro call, its field and its vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from kunskapsbank.schema.fields import Vocabulary
from kunskapsbank.schema.kinds import Kind
from kunskapsbank.schema.walk import field_markers


@dataclass(frozen=True)
class Filter:
    """One thing to choose by.

    Attributes:
        field: the entry's field that holds the value, or a list of values.
        vocabulary: name of the list that the values come from.
    """

    field: str
    vocabulary: str


# Words that differ from the field's own name: one instead of many, and the kinds, whose lists differ.
_OTHER_NAMES = {
    "audience": "audiences",
    "theme": "themes",
    "setting": "settings",
    "age_group": "age_groups",
    "practice_kind": "kind",
    "book_kind": "kind",
    "film_kind": "kind",
    "course_kind": "kind",
}


def filter_of(kind: Kind, name: str) -> Filter | None:
    """Return what ``name`` means for one kind of entry.

    Args:
        kind: the kind of the entries in the list.
        name: the word in the macro call, such as ``audience``.

    Returns:
        The field and its vocabulary, or None when entries of this kind cannot be chosen by it.
    """
    field = _OTHER_NAMES.get(name, name)
    if field not in kind.model.model_fields:
        return None
    found = [marker for marker in field_markers(kind.model, field) if isinstance(marker, Vocabulary)]
    return Filter(field, found[0].name) if len(found) == 1 else None
