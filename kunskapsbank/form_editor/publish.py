"""The publishing step that writes ``/redigera/``."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kunskapsbank.form_editor.bundle import PROGRAM, bundle_files
from kunskapsbank.form_editor.settings import WARNING, Repository, RepositoryError, settings
from kunskapsbank.form_editor.widgets import Lists
from kunskapsbank.site import Site

FOLDER: Final = "redigera"


def policy(repository: Repository | None) -> str:
    """Return the page's own security policy: our own files, and the Git host's API and nothing else.

    Args:
        repository: where the form saves, or None when it is not set up.
    """
    api = "" if repository is None else f" {repository.api.removesuffix('/api/v3')}"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            # The program writes its own style elements.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            f"connect-src 'self' blob: data:{api}",
            "manifest-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def editor_files(site: Site, root: Path, variables: Mapping[str, str]) -> dict[str, bytes]:
    """Return every file of the form.

    Args:
        site: the catalogue that the settings follow from.
        root: the repository's root, with ``node_modules``.
        variables: the environment: ``REPOSITORY_URL`` and, if wanted, ``OAUTH_URL``.

    Returns:
        Bytes by path relative to ``/redigera/``; without a repository only the page that says how to set up.
    """
    mistake = ""
    repository = None
    try:
        repository = Repository.from_environment(variables)
    except RepositoryError as wrong:
        mistake = str(wrong)
    page = site.components.render(
        "form_editor.html",
        f"{FOLDER}/",
        policy=policy(repository),
        configured=repository is not None,
        mistake=mistake,
        warning=WARNING,
        program=PROGRAM,
    )
    files = {"index.html": page.encode(), "form.css": site.components.render("form_editor.css", "").encode()}
    if repository is None:
        return files
    lists = Lists(site.catalogue.vocabularies, site.catalogue.places)
    made = settings(repository, lists, site.components.address)
    files["config.json"] = (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
    return files | bundle_files(root)


def write_form_editor(site: Site, root: Path, folder: Path) -> None:
    """Write the form into the built site (a publishing step).

    Args:
        site: the site that ``folder`` was built from.
        root: the repository's root.
        folder: the built site.
    """
    for path, content in editor_files(site, root, os.environ).items():
        target = folder / FOLDER / path
        # While serving this runs at every save; the program is 2 MB that never changes.
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
