"""The whole site in memory: catalogue, components and generated pages, made in one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import PLACEHOLDER_ADDRESS, Components
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import GeneratedPage, build_pages
from kunskapsbank.problems import Problem, has_errors


@dataclass(frozen=True)
class Site:
    """What an engine needs to publish the site."""

    catalogue: Catalogue
    components: Components
    pages: dict[str, GeneratedPage]


def load_site(
    root: Path, today: date | None, address: str = PLACEHOLDER_ADDRESS
) -> tuple[Site | None, list[Problem]]:
    """Return the site, or None when data has errors, together with all problems.

    Args:
        root: the repository's root.
        today: the day that dates are compared with; None means the newest date in data.
        address: the site's own address, ending in ``/``.
    """
    catalogue, problems = assemble(root, today, SIGNATURES)
    if has_errors(problems):
        return None, problems
    components = Components(catalogue, address)
    return Site(catalogue, components, build_pages(catalogue, components)), problems
