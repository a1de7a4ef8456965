"""The same pages for other engines, as each of them comes: plain MkDocs with Material, Zensical, Starlight.

Plain Material and Zensical get our Markdown with the macros answered, our menu, palette and Markdown
extensions, their own theme and their own search; no checks, no templates, exports, forms or policies of ours.
Starlight gets the same Markdown with title and description as its only front matter, a menu of the same
sections, and its own search; three pictures are left out, since it would compress them. A menu of every page
on every page, which is what all three make when no menu is given, would slow them far more than what is
measured here.

Use: ``python -m scripts.bench.engines FOLDER``, in the repository whose pages are written.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import yaml

from kunskapsbank.adapters.on_disk import all_pages
from kunskapsbank.clock import build_day
from kunskapsbank.site import Site, load_site

STARLIGHT: Final = Path(__file__).parent / "starlight"
_FRONT: Final = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_OWN_TEMPLATE: Final = re.compile(r"^template: .*\n", re.MULTILINE)
_STOCK: Final = """\
site_name: Se barnet
site_url: https://example.org/
theme:
  name: material
  language: sv
  font: false
  features: [navigation.tabs, navigation.top]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Byt till mörkt läge}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Byt till ljust läge}
plugins:
  - search
markdown_extensions:
  - attr_list
  - admonition
  - tables
  - toc: {permalink: "§", toc_depth: 2-3}
  - pymdownx.details
nav:
  - Start: index.md
  - Guider: guides/index.md
  - Metoder: methods/index.md
  - Goda exempel: examples/index.md
  - Resurser: resources/index.md
  - Statistik: statistics/index.md
  - Om: om/index.md
"""


def write_projects(site: Site, docs: Path, folder: Path) -> int:
    """Write ``stock/`` (for MkDocs and Zensical) and ``starlight/`` with the same pages.

    Args:
        site: the site in memory.
        docs: the folder with the hand-written pages.
        folder: where the projects are written; what they held before goes, installed packages stay.

    Returns:
        How many pages each got.
    """
    pages = all_pages(site, docs)
    stock, starlight = folder / "stock", folder / "starlight"
    shutil.rmtree(stock, ignore_errors=True)
    _write({path: _without_template(text) for path, text in pages.items()}, stock / "docs")
    (stock / "mkdocs.yml").write_text(_STOCK, encoding="utf-8")
    shutil.rmtree(starlight / "src", ignore_errors=True)
    shutil.copytree(STARLIGHT, starlight, dirs_exist_ok=True)
    _write({path: _for_starlight(text) for path, text in pages.items()}, starlight / "src/content/docs")
    return len(pages)


def _write(pages: dict[str, str], docs: Path) -> None:
    for path, text in pages.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _without_template(text: str) -> str:
    """Return a page without the name of a template of ours, which stock themes do not have."""
    return _FRONT.sub(lambda front: _OWN_TEMPLATE.sub("", front[0]), text)


def _for_starlight(text: str) -> str:
    front: dict[str, Any] = {}
    if match := _FRONT.match(text):
        front = yaml.safe_load(match[1])
    kept = {"title": str(front.get("title", "Utan titel"))}
    if description := front.get("description") or front.get("summary"):
        kept["description"] = str(description)
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in kept.items())
    return "---\n" + "\n".join(lines) + "\n---\n" + _PICTURE.sub(r"\1", _FRONT.sub("", text))


def main() -> int:
    """Write the pages of the repository we stand in for the other engines."""
    site, _ = load_site(Path.cwd(), build_day())
    if site is None:
        print("The data has errors: python -m scripts.check", file=sys.stderr)
        return 1
    print(write_projects(site, Path("docs"), Path(sys.argv[1])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
