"""The theme's files, without the thousands of icons that MkDocs lists only to leave them out again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class ShownFiles(FileSystemLoader):
    """Finds every template, also an icon, but lists none whose name or folder begins with a full stop."""

    def list_templates(self) -> list[str]:
        """Return the paths of all templates that are not hidden, sorted."""
        found = set()
        for top in self.searchpath:
            for folder, inner, names in os.walk(top):
                inner[:] = filter(_is_shown, inner)
                found |= {Path(folder, name).relative_to(top).as_posix() for name in filter(_is_shown, names)}
        return sorted(found)


def list_only_shown_files(theme: Theme) -> None:
    """Let the theme make its template environments with ``ShownFiles``."""
    make: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        environment = make()
        environment.loader = ShownFiles(theme.dirs)
        return environment

    theme.get_env = get_env  # type: ignore[method-assign]  # MkDocs has no setting for it


def _is_shown(name: str) -> bool:
    return not name.startswith(".")
