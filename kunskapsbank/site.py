"""The whole site in memory: catalogue, components and generated pages, made in one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from kunskapsbank.assemble import KeptChecks, check, read
from kunskapsbank.beside import beside
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.components import PLACEHOLDER_ADDRESS, Components
from kunskapsbank.kept import Kept
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.pages import GeneratedPage, KeptPages, build_pages
from kunskapsbank.problems import Problem, has_errors

Pages: TypeAlias = dict[str, GeneratedPage]


@dataclass(frozen=True)
class Site:
    """What an engine needs to publish the site."""

    catalogue: Catalogue
    components: Components
    pages: Pages


@dataclass(frozen=True)
class KeptBuild:
    """What a build leaves to the next in the same process, with the same code, templates and address."""

    checks: KeptChecks = field(default_factory=KeptChecks)
    pages: KeptPages = field(default_factory=Kept)


def load_site(
    root: Path,
    today: date | None,
    address: str = PLACEHOLDER_ADDRESS,
    kept: KeptBuild | None = None,
    *,
    check_beside: bool = False,
) -> tuple[Site | None, list[Problem]]:
    """Return the site, or None when data has errors, together with all problems.

    Args:
        root: the repository's root.
        today: the day that dates are compared with; None means the newest date in data.
        address: the site's own address, ending in ``/``.
        kept: what an earlier build made, to use again where nothing has changed; None keeps nothing.
        check_beside: make the pages while a process beside holds the data against the rules.
    """
    found = read(root, today)
    components = Components(found.catalogue, address)
    to_check = partial(check, found, SIGNATURES, kept.checks if kept else None)
    to_make = partial(build_pages, found.catalogue, components, kept.pages if kept else None)
    if check_beside and not has_errors(found.problems):
        problems, pages = _both(to_check, to_make)
    else:
        problems = to_check()
        pages = {} if has_errors(problems) else to_make()
    return (None if has_errors(problems) else Site(found.catalogue, components, pages)), problems


def _both(to_check: Callable[[], list[Problem]], to_make: Callable[[], Pages]) -> tuple[list[Problem], Pages]:
    with beside(to_check) as checked:
        try:
            pages = to_make()
        except Exception:
            # Pages are only promised for data without errors, and those are told in words.
            if not has_errors(checked()):
                raise
            pages = {}
    return checked(), pages
