"""The whole site in memory: catalogue, components and generated pages, made in one call."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kunskapsbank.assemble import KeptProblems, assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import PLACEHOLDER_ADDRESS, Components
from kunskapsbank.kept import Kept
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import GeneratedPage, KeptPages, build_pages
from kunskapsbank.problems import Problem, has_errors


@dataclass(frozen=True)
class Site:
    """What an engine needs to publish the site."""

    catalogue: Catalogue
    components: Components
    pages: dict[str, GeneratedPage]


@dataclass(frozen=True)
class KeptBuild:
    """What a build leaves to the next in the same process, with the same code, templates and address."""

    problems: KeptProblems = field(default_factory=Kept)
    pages: KeptPages = field(default_factory=Kept)


def load_site(
    root: Path, today: date | None, address: str = PLACEHOLDER_ADDRESS, kept: KeptBuild | None = None
) -> tuple[Site | None, list[Problem]]:
    """Return the site, or None when data has errors, together with all problems.

    Args:
        root: the repository's root.
        today: the day that dates are compared with; None means the newest date in data.
        address: the site's own address, ending in ``/``.
        kept: what an earlier build made, to use again where nothing has changed; None keeps nothing.
    """
    catalogue, problems = assemble(root, today, SIGNATURES, kept.problems if kept else None)
    if has_errors(problems):
        return None, problems
    components = Components(catalogue, address)
    pages = build_pages(catalogue, components, kept.pages if kept else None)
    return Site(catalogue, components, pages), problems
