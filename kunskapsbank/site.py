"""The whole site in memory: catalogue, components and generated pages, made in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import Components
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import GeneratedPage, build_pages
from kunskapsbank.problems import Problem, has_errors


@dataclass(frozen=True)
class Site:
    """What an engine needs to publish the site."""

    catalogue: Catalogue
    components: Components
    pages: dict[str, GeneratedPage]


def load_site(root: Path, today: date | None) -> tuple[Site | None, list[Problem]]:
    """Return the site, or None when data has errors, together with all problems."""
    catalogue, problems = assemble(root, today, SIGNATURES)
    if has_errors(problems):
        return None, problems
    components = Components(catalogue)
    return Site(catalogue, components, build_pages(catalogue, components)), problems
