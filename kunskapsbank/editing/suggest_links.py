"""Links that begin a new file or a fault report on the Git host. No search query is ever in them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from kunskapsbank.editing.forms import WARNING
from kunskapsbank.editor_files import template
from kunskapsbank.schema.kinds import BY_FOLDER, Kind

# The kinds that outsiders add to, with the words on their link.
_LABELS: Final = {
    "methods": "Lägg till en metod",
    "practices": "Lägg till ett gott exempel",
    "books": "Lägg till en bok",
    "films": "Lägg till en film",
    "podcasts": "Lägg till en podd",
    "sites": "Lägg till en webbplats",
    "helplines": "Lägg till en stödlinje",
    "courses": "Lägg till en utbildning",
}
# Not required, but a new entry is poor without them.
_WANTED: Final = ("audiences", "ages", "keywords", "url", "when_not", "sources")
# The Git host answers «address too long» a little above 8,000 characters.
MAX_ADDRESS: Final = 7_000


def start_of_file(kind: Kind) -> str:
    """Return the part of the kind's template that a new file begins with: what is required and wanted."""
    top, *blocks = template(kind).split("\n\n")
    note = f"# Fler fält står i data/templates/{kind.folder}.yml."
    warning = f"# {WARNING}"  # it stands first wherever anyone can write
    return "\n\n".join([f"{warning}\n{top.rstrip()}\n{note}", *filter(_begins_a_file, blocks)]) + "\n"


def _begins_a_file(block: str) -> bool:
    comment, *_ = block.split("\n")
    return "(krävs)" in comment or any(f"\n{key}:" in block for key in _WANTED)


def new_file_links(repository: str) -> dict[str, dict[str, str]]:
    """Return, for the list page of each kind, the link that begins a new file on the Git host.

    Args:
        repository: the repository's address, without a slash at the end.

    Returns:
        ``label`` and ``address`` by the list page's path from the site's root.
    """
    links = {}
    for folder, label in _LABELS.items():
        kind = BY_FOLDER[folder]
        value = quote(start_of_file(kind).rstrip() + "\n", safe="")
        address = f"{repository}/new/main/data/{folder}?filename=nytt-id.yml&value={value}"
        links[kind.address] = {"label": label, "address": address}
    return links
