"""What is written beside the engine's pages once they stand: search index, scripts, exports, security policy.

No step knows the engine. Each gets the site in memory, the repository's root and the folder with the built
pages, and writes files there with the same bytes for the same input.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kunskapsbank.bundling import publish_page_scripts, publish_styles
from kunskapsbank.exports.steps import write_exports
from kunskapsbank.form_editor.publish import write_form_editor
from kunskapsbank.offline import write_offline_copy
from kunskapsbank.search_files import write_search
from kunskapsbank.security import write_policy
from kunskapsbank.site import Site

Step = Callable[[Site, Path, Path], None]

# In order: later steps may read what earlier ones wrote.
STEPS: tuple[Step, ...] = (
    publish_styles,
    publish_page_scripts,
    write_search,
    write_exports,
    write_form_editor,
)
# Only in a build: while serving, the engine adds a script of its own to each page.
STEPS_OF_A_BUILD: tuple[Step, ...] = (write_policy, write_offline_copy)


def publishing_steps(
    site: Site, root: Path, folder: Path, *, serving: bool
) -> tuple[Callable[[], None], ...]:
    """Return every step on a built site, to be run in order.

    Args:
        site: the catalogue and pages that ``folder`` was built from.
        root: the repository's root.
        folder: the built site.
        serving: whether the pages are made for ``make serve`` and may be made again.
    """
    steps = STEPS if serving else (*STEPS, *STEPS_OF_A_BUILD)
    return tuple(partial(step, site, root, folder) for step in steps)


def publish(site: Site, root: Path, folder: Path) -> None:
    """Run every step of a build on a built site; arguments as for ``publishing_steps``."""
    for step in publishing_steps(site, root, folder, serving=False):
        step()
