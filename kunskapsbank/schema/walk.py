"""Visit every text in an entry together with the markers its field carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel

from kunskapsbank.schema.fields import Format, Limit, Markup, Reference, Vocabulary

Place = tuple[str | int, ...]
Marker = Limit | Vocabulary | Reference | Markup | Format
M = TypeVar("M")
_MARKERS = (Limit, Vocabulary, Reference, Markup, Format)
NO_MARKERS: Mapping[type, Marker] = MappingProxyType({})


class Text(NamedTuple):
    """One text: where it stands in the file, what it says, and what its field promises."""

    place: Place
    value: str
    markers: Mapping[type, Marker] = NO_MARKERS

    def marker(self, kind: type[M]) -> M | None:
        """Return the marker of type ``kind``, or None."""
        marker: M | None = self.markers.get(kind)  # type: ignore[assignment]  # each stands under its kind
        return marker


class _Field(NamedTuple):
    name: str
    key: str
    markers: tuple[Marker, ...]
    by_kind: Mapping[type, Marker]
    parts: tuple[type[BaseModel], ...]


def _find_markers(annotation: Any) -> Iterator[Marker]:  # noqa: ANN401  # typing forms have no type
    if annotation is NoneType or (isinstance(annotation, type) and get_origin(annotation) is None):
        return
    for item in getattr(annotation, "__metadata__", ()):
        if isinstance(item, _MARKERS):
            yield item
    if hasattr(annotation, "__metadata__"):
        yield from _find_markers(annotation.__origin__)
        return
    for argument in get_args(annotation):
        yield from _find_markers(argument)


@cache
def _fields(model: type[BaseModel]) -> tuple[_Field, ...]:
    found = []
    for name, info in model.model_fields.items():
        own = tuple(item for item in info.metadata if isinstance(item, _MARKERS))
        markers = own + tuple(_find_markers(info.annotation))
        # The first of each kind: a text inside the field obeys the outermost.
        by_kind = {type(marker): marker for marker in reversed(markers)}
        found.append(_Field(name, info.alias or name, markers, by_kind, tuple(parts_in(info.annotation))))
    return tuple(found)


def field_markers(model: type[BaseModel], name: str) -> tuple[Marker, ...]:
    """Return the markers of the field ``name`` (attribute name, not alias) of ``model``."""
    return next(field.markers for field in _fields(model) if field.name == name)


def vocabularies_of(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of all vocabularies that fields of ``model``, and of the parts below it, use."""
    found: set[str] = set()
    for field in _fields(model):
        found |= {marker.name for marker in field.markers if isinstance(marker, Vocabulary)}
        found = found.union(*(vocabularies_of(part) for part in field.parts))
    return frozenset(found)


def parts_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  # typing forms have no type
    """Yield the models that an annotation mentions: one for ``Ages | None`` and for ``tuple[Ages, ...]``."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for argument in get_args(annotation):
        yield from parts_in(argument)


def texts(part: BaseModel, *carrying: type[Marker]) -> list[Text]:
    """Return the texts in ``part`` and in the parts it holds, in the order of the fields.

    Args:
        part: an entry, or a part of one.
        carrying: types of markers; only texts whose field carries one of them. None of them means every text.
    """
    found: list[Text] = []
    _gather(part, (), found, carrying)
    return found


@cache
def _fields_to_visit(model: type[BaseModel], carrying: tuple[type[Marker], ...]) -> tuple[_Field, ...]:
    """Return the fields of ``model`` that carry what is asked for, or hold parts with such fields."""
    return tuple(
        field
        for field in _fields(model)
        if not carrying
        or any(kind in field.by_kind for kind in carrying)
        or any(_fields_to_visit(part, carrying) for part in field.parts)
    )


def _gather(part: BaseModel, place: Place, found: list[Text], carrying: tuple[type[Marker], ...]) -> None:
    # One list for the whole entry: generators within generators took half of the time of all rules.
    for name, key, _, markers, _ in _fields_to_visit(type(part), carrying):
        value = getattr(part, name)
        if isinstance(value, str):
            found.append(Text((*place, key), value, markers))
        elif value is not None:
            _gather_within(value, (*place, key), markers, found, carrying)


def _gather_within(
    value: object,
    place: Place,
    markers: Mapping[type, Marker],
    found: list[Text],
    carrying: tuple[type[Marker], ...],
) -> None:
    if isinstance(value, BaseModel):
        _gather(value, place, found, carrying)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            if isinstance(item, str):
                found.append(Text((*place, number), item, markers))
            else:
                _gather_within(item, (*place, number), markers, found, carrying)
