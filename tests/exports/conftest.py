"""The real site, read once for all tests of what leaves it, and the files that are exported from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.exports.steps import export_files
from kunskapsbank.site import Site, load_site
from tests.exports.reading_back import ADDRESS


@pytest.fixture(scope="session")
def site(root: Path) -> Site:
    """The site with everything in ``data/`` and ``docs/``, for tests that only read."""
    found, problems = load_site(root, None, ADDRESS)
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def catalogue(site: Site) -> Catalogue:
    """The site's catalogue."""
    return site.catalogue


@pytest.fixture(scope="session")
def files(site: Site) -> dict[str, str]:
    """The text of every exported file by its path in the built site."""
    return dict(export_files(site.catalogue, site.components))
