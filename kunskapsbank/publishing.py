"""What is written beside the engine's pages once they stand: search index, scripts, exports, security policy.

No step knows the engine. Each gets the site in memory, the repository's root and the folder with the built
pages, and writes files there with the same bytes for the same input.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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

# None of these reads what another one writes.
STEPS: tuple[Step, ...] = (
    write_search,
    publish_styles,
    publish_page_scripts,
    write_exports,
    write_form_editor,
)
# Only in a build: while it serves, the engine adds a script of its own to each page. In order: each reads
# what was written before.
STEPS_OF_A_BUILD: tuple[Step, ...] = (write_policy, write_offline_copy)


def publish(site: Site, root: Path, folder: Path, *, serving: bool = False) -> None:
    """Run every step on a built site.

    Args:
        site: the catalogue and pages that ``folder`` was built from.
        root: the repository's root.
        folder: the built site.
        serving: whether the pages are made for ``make serve`` and may be made again.
    """
    # Threads: Node and esbuild, which are programs of their own, work while exports are written here.
    with ThreadPoolExecutor() as pool:
        for running in [pool.submit(step) for step in steps_while_serving(site, root, folder)]:
            running.result()
    for step in () if serving else STEPS_OF_A_BUILD:
        step(site, root, folder)


def steps_while_serving(site: Site, root: Path, folder: Path) -> tuple[Callable[[], None], ...]:
    """Return the steps that a rebuild of a served site needs, to be run one by one; arguments as above."""
    return tuple(partial(step, site, root, folder) for step in STEPS)
