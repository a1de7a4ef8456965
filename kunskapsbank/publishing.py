"""What is written beside the engine's pages once they stand: search index, scripts, exports, security policy.

No step knows the engine. Each gets the site in memory, the repository's root and the folder with the built
pages, and writes files there with the same bytes for the same input.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kunskapsbank.site import Site

Step = Callable[[Site, Path, Path], None]

# In order: later steps may read what earlier ones wrote.
STEPS: tuple[Step, ...] = ()


def publish(site: Site, root: Path, folder: Path) -> None:
    """Run every step on a built site.

    Args:
        site: the catalogue and pages that ``folder`` was built from.
        root: the repository's root.
        folder: the built site.
    """
    for step in STEPS:
        step(site, root, folder)
