"""The way out to Zensical: the same pages, templates and settings written so that it can build them.

Zensical reads ``mkdocs.yml`` but runs no hooks, has no generated pages, and its templates know fewer calls
than Jinja's. So everything is written out first, and what stands in ``publishing.py`` runs on what it built.
Tried with Zensical 0.0.73; nothing of it is imported, it is run as a program.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from kunskapsbank.adapters.on_disk import write_docs
from kunskapsbank.bundling import THEME_STYLES
from kunskapsbank.editing.suggest_links import new_file_links
from kunskapsbank.site import Site

_LEFT_OUT: Final = frozenset({"hooks", "plugins", "watch", "docs_dir", "site_dir", "validation"})
_SETTINGS: Final = "docs_dir: docs\nsite_dir: site\nplugins: []\n"
_TEMPLATE_CODE: Final = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
# Methods of Python's texts and mappings → what both template languages know. minijinja has filters instead.
_REWRITES: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r'\.startswith\("([^"]*)"\)'), lambda found: f'[:{len(found[1])}] == "{found[1]}"'),
    (re.compile(r"\.strip\(([^()]*)\)"), r" | trim(\1)"),
    (re.compile(r"\.split\(([^()]*)\)"), r" | split(\1) | list"),
    (re.compile(r"\.get\(([^()]*)\)"), r"[\1]"),
    (re.compile(r"\bpage\.is_homepage\b"), '((page.url or "") in ["", ".", "./", "/"])'),
)


def write_project(site: Site, root: Path, theme: Path, folder: Path) -> None:
    """Write a project that ``zensical build`` can build, and empty its cache.

    Args:
        site: the site in memory.
        root: the repository's root.
        theme: the folder with Material's templates, whose style sheets are carried over.
        folder: where ``mkdocs.yml``, ``docs/`` and ``overrides/`` are written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_docs(site, root, folder / "docs")
    # So that the look does not hang on which files the next theme brings.
    for pattern in THEME_STYLES:
        for source in theme.glob(pattern):
            target = folder / "docs" / source.relative_to(theme)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(configuration(settings, _told_to_templates()), encoding="utf-8")
    shutil.copytree(root / "overrides", folder / "overrides")
    for path in sorted((folder / "overrides").rglob("*.html")):
        path.write_text(translated(path.read_text(encoding="utf-8")), encoding="utf-8")


def _told_to_templates() -> dict[str, object]:
    """Return what the hooks for MkDocs tell templates (adapters/mkdocs.py, on_config)."""
    told: dict[str, object] = {"offline_copy": True}
    if repository := os.environ.get("REPOSITORY_URL", "").rstrip("/"):
        told |= {"repository": repository, "new_file_links": new_file_links(repository)}
    return told


def configuration(settings: str, extra: Mapping[str, object]) -> str:
    """Return ``mkdocs.yml`` without what Zensical does not run; the stock search goes too, since ours stands.

    Args:
        settings: the text of ``mkdocs.yml``; every setting begins at the start of a line.
        extra: what templates are told beside what stands under ``extra:`` there.
    """
    kept, keeping = [], True
    for line in settings.splitlines(keepends=True):
        if match := re.match(r"([a-z_]+):", line):
            keeping = match[1] not in _LEFT_OUT
        if keeping:
            kept.append(line)
    added = "".join(f"  {key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in extra.items())
    return "".join(kept).replace("\nextra:\n", f"\nextra:\n{added}", 1) + _SETTINGS


def translated(template: str) -> str:
    """Return a template in which calls that minijinja does not know are filters that it knows."""

    def rewrite(code: re.Match[str]) -> str:
        text = code[0]
        for pattern, replacement in _REWRITES:
            text = pattern.sub(replacement, text)
        return text

    return _TEMPLATE_CODE.sub(rewrite, template)
