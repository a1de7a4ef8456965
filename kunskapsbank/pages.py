"""From the catalogue to pages: ``{path: page}``, with no engine and no disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, TypeAlias

from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.components import Components
from kunskapsbank.garbage_collection import without_garbage_collection
from kunskapsbank.kept import Kept
from kunskapsbank.review import may_be_indexed, page_may_spread
from kunskapsbank.schema.advice import RoleAdvice, Situation
from kunskapsbank.schema.pages import Meeting

# The last part of a pocket card's address; no role is called so.
CARD = "kort"


@dataclass(frozen=True)
class GeneratedPage:
    """One page made from data.

    Attributes:
        path: where the Markdown would stand under docs/, such as ``methods/trappan.md``.
        markdown: the whole file, front matter included.
        data_file: the file it is made from, relative to the repository's root.
    """

    path: str
    markdown: str
    data_file: str

    @cached_property
    def digest(self) -> str:
        """What stands for the whole page, to compare with another build's."""
        return sha256(self.markdown.encode()).hexdigest()


# The pages of each entry, and those made of a hand-written page, by its reference.
KeptPages: TypeAlias = Kept[tuple[GeneratedPage, ...]]


@without_garbage_collection()
def build_pages(
    catalogue: Catalogue, components: Components, kept: KeptPages | None = None
) -> dict[str, GeneratedPage]:
    """Return every generated page by path, sorted.

    Args:
        catalogue: everything the site is made from.
        components: renders parts of pages from ``catalogue``.
        kept: the pages of an earlier build with the same code, templates and address; None keeps nothing.
    """
    made: list[GeneratedPage] = []
    things: list[Item | HandWritten] = [*catalogue.items.values(), *catalogue.pages.values()]
    for thing in things:
        make = partial(_pages_of, thing, components)
        made += kept.get(thing.ref, catalogue, make) if kept is not None else make()
    return dict(sorted((page.path, page) for page in made))


def _pages_of(thing: Item | HandWritten, components: Components) -> tuple[GeneratedPage, ...]:
    return tuple(
        _entry_pages(thing, components) if isinstance(thing, Item) else _meetings_of(thing, components)
    )


def _entry_pages(item: Item, components: Components) -> Iterator[GeneratedPage]:
    if not item.kind.own_page or not item.published:
        return
    yield _page(item, item.address, components, advice=item.entry, role=None)
    if isinstance(item.entry, Situation):
        for role in item.entry.by_role:
            address = f"{item.address}{role.role}/"
            yield _page(item, address, components, advice=advice_for(item.entry, role), role=role.role)
        yield _pocket_card(item, components)


def _page(item: Item, address: str, components: Components, **values: Any) -> GeneratedPage:  # noqa: ANN401
    backlinks = components.catalogue.linked_from(item.ref)
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


def _pocket_card(item: Item, components: Components) -> GeneratedPage:
    """Return the situation as a card to print. It is a form of its page, so search engines leave it out."""
    address = f"{item.address}{CARD}/"
    front = {
        "title": f"{item.title} – kort",
        "description": item.entry.summary,
        "render_macros": False,
        "parent": [item.title, item.address],
        "hide": ["toc"],
        "noindex": True,
    }
    body = components.render("pocket_card.html", address, item=item, entry=item.entry)
    return GeneratedPage(f"{address.rstrip('/')}.md", _keys(front) + body, item.document.path)


def _meetings_of(page: HandWritten, components: Components) -> Iterator[GeneratedPage]:
    """Yield one pack to print for each workplace of a staff meeting."""
    meeting: Meeting | None = page.front.meeting
    for case in meeting.cases if meeting else ():
        address = f"{page.address}{case.role}/"
        label = components.catalogue.label("audiences", case.role)
        front: dict[str, object] = {
            "title": f"{page.front.nav_title or page.title}: {label}",
            "description": page.front.summary,
            "render_macros": False,
            "parent": [page.front.nav_title or page.title, page.address],
            "hide": ["toc"],
        }
        if not page_may_spread(page):
            front["noindex"] = True
        body = components.render(
            "meeting_pack.html", address, title=front["title"], front=page.front, meeting=meeting, case=case
        )
        yield GeneratedPage(f"{address.rstrip('/')}.md", _keys(front) + body, page.document.path)


def _front_matter(item: Item, role: str) -> str:
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
    return _keys(front)


def _keys(front: dict[str, object]) -> str:
    """Return the few keys that the theme reads. JSON is YAML, so no text can break out of its value."""
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
