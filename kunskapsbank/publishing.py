"""What is written beside the engine's pages once they stand: search index, scripts, exports, security policy.

No step knows the engine. Each gets the site in memory, the repository's root and the folder with the built
pages, and writes files there with the same bytes for the same input.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from kunskapsbank.bundling import publish_scripts, publish_styles
from kunskapsbank.exports.steps import write_exports
from kunskapsbank.form_editor.publish import write_form_editor
from kunskapsbank.offline import write_packs, write_worker
from kunskapsbank.search_files import write_documents, write_index
from kunskapsbank.security import write_policy
from kunskapsbank.site import Site

Step = Callable[[Site, Path, Path], None]

# What is made from data alone: it need not wait for the engine's pages.
STEPS_FROM_DATA: tuple[Step, ...] = (write_exports, write_form_editor)
# In order; the index is made from the documents, which are read from pages as the engine wrote them.
STEPS_FROM_PAGES: tuple[Step, ...] = (publish_styles, publish_scripts, write_documents, write_index)
# The steps that wait for a program of its own: the next ones need not wait with them.
BESIDE: frozenset[Step] = frozenset({publish_styles, publish_scripts, write_index})
# While it serves, the engine adds a script of its own to each page. The policy reads and writes pages, which
# no program of Node's does; the copy holds what all other steps have written.
STEPS_OF_A_BUILD: tuple[Step, ...] = (write_policy, write_packs, write_worker)


def publish(site: Site, root: Path, folder: Path, *, serving: bool = False) -> None:
    """Run every step on a built site.

    Args:
        site: the catalogue and pages that ``folder`` was built from.
        root: the repository's root.
        folder: the built site.
        serving: whether the pages are made for ``make serve`` and may be made again.
    """
    publish_from_data(site, root, folder)
    publish_from_pages(site, root, folder, serving=serving)


def publish_from_data(site: Site, root: Path, folder: Path) -> None:
    """Run the steps that read no page, also while the engine still writes pages; arguments as above."""
    for step in STEPS_FROM_DATA:
        step(site, root, folder)


def publish_from_pages(site: Site, root: Path, folder: Path, *, serving: bool = False) -> None:
    """Run the steps on what the engine has written, when those from data are done; arguments as above."""
    *steps, last = [*STEPS_FROM_PAGES, *(() if serving else STEPS_OF_A_BUILD)]
    with ThreadPoolExecutor() as pool:
        running = []
        for step in steps:
            if step in BESIDE:
                running.append(pool.submit(step, site, root, folder))
            else:
                step(site, root, folder)
        for each in running:
            each.result()
    last(site, root, folder)


def steps_while_serving(site: Site, root: Path, folder: Path) -> tuple[Callable[[], None], ...]:
    """Return the steps that a rebuild of a served site needs, to be run one by one; arguments as above."""
    return tuple(partial(step, site, root, folder) for step in (*STEPS_FROM_PAGES, *STEPS_FROM_DATA))
