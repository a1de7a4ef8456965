"""From the catalogue to pages: ``{path: page}``, with no engine and no disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kunskapsbank.catalogue import Catalogue, Item
from kunskapsbank.components import Components
from kunskapsbank.review import may_be_indexed
from kunskapsbank.schema.advice import RoleAdvice, Situation
from kunskapsbank.schema.kinds import KINDS


@dataclass(frozen=True)
class GeneratedPage:
    """One page made from data.

    Attributes:
        path: where the Markdown would stand under docs/, such as ``methods/trappan.md``.
        markdown: the whole file, front matter included.
        data_file: the YAML file it is made from, relative to the repository's root.
    """

    path: str
    markdown: str
    data_file: str


def build_pages(catalogue: Catalogue, components: Components) -> dict[str, GeneratedPage]:
    """Return every generated page by path, sorted."""
    pages = {page.path: page for item in catalogue.items.values() for page in _pages_of(item, components)}
    return dict(sorted(pages.items()))


def _pages_of(item: Item, components: Components) -> Iterator[GeneratedPage]:
    if not item.kind.own_page or not item.published:
        return
    yield _page(item, item.address, components, advice=item.entry, role=None)
    if isinstance(item.entry, Situation):
        for role in item.entry.by_role:
            address = f"{item.address}{role.role}/"
            yield _page(item, address, components, advice=advice_for(item.entry, role), role=role.role)


def _page(item: Item, address: str, components: Components, **values: Any) -> GeneratedPage:  # noqa: ANN401
    backlinks = components.catalogue.linked_from.get(item.ref, ())
    body = components.render(
        f"entry/{item.kind.name}.html",
        address,
        item=item,
        thing=item,
        entry=item.entry,
        backlinks=backlinks,
        **values,
    )
    label = components.catalogue.label("audiences", values["role"]) if values["role"] else ""
    return GeneratedPage(f"{address.rstrip('/')}.md", _front_matter(item, label) + body, item.document.path)


def _front_matter(item: Item, role: str) -> str:
    """Return the few keys that the theme reads. JSON is YAML, so no text can break out of its value."""
    front: dict[str, object] = {
        "title": f"{item.title} – {role}" if role else item.title,
        "description": item.entry.summary,
        "render_macros": False,
    }
    if role:
        front["parent"] = [item.title, item.address]
    elif item.kind.address.count("/") > 1:
        front["parent"] = [item.kind.heading, item.kind.address]
    if not may_be_indexed(item):
        front["noindex"] = True
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def advice_for(situation: Situation, role: RoleAdvice) -> Situation:
    """Return the situation as one role meets it: the role's own fields in place of the common ones."""
    own = {
        name: value
        for name in RoleAdvice.model_fields
        if name != "role" and (value := getattr(role, name)) not in (None, ())
    }
    return situation.model_copy(update=own)


LIST_ADDRESSES = {kind.folder: kind.address for kind in KINDS}
