"""Our JavaScript modules become one small file per page feature, and the style sheets of every page one file.

The same bytes every time.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from kunskapsbank.node import find_node
from kunskapsbank.site import Site

# Entry module → where pages load it from. A page asks for a script only when it has what the script drives.
SCRIPTS = {
    "assets/page/page.js": "assets/js/page.js",
    "assets/filters/filters.js": "assets/js/filters.js",
    "assets/chooser/chooser.js": "assets/js/chooser.js",
    "assets/offline/page.js": "assets/js/offline.js",
    "assets/offline/save.js": "assets/js/save.js",
    "assets/search/interface.js": "assets/search/search.js",
}
# The style sheets of every page, later ones win; the theme's own come first. A page that waits
# for five answers before it can be painted is half a second later on a slow line than one that waits for one.
THEME_STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
STYLES = (
    *THEME_STYLES,
    "assets/css/frame.css",
    "assets/css/parts.css",
    "assets/css/search.css",
)
# What the site takes whole from packages: address → place in the repository.
VENDOR = {"assets/vendor/charts.min.css": "node_modules/charts.css/dist/charts.min.css"}
STYLE_SHEET = "assets/css/site.css"


class BundlingError(RuntimeError):
    """esbuild refused a module; the message is its own."""


def bundle(root: Path, folder: Path, scripts: Mapping[str, str]) -> None:
    """Write scripts that run as they stand in any browser of today, each whole in itself.

    Args:
        root: the repository's root, with node_modules/.
        folder: where the scripts are written; folders are made if missing.
        scripts: the module to begin with, from the root → the script's path from ``folder``.

    Raises:
        BundlingError: a module cannot be read or has a fault.
    """
    entries = [f"{out.removesuffix('.js')}={(root / entry).resolve()}" for entry, out in scripts.items()]
    _run_esbuild(root, root, [*entries, "--format=iife", f"--outdir={folder.resolve()}"])


def _run_esbuild(root: Path, working_folder: Path, arguments: list[str], text: str | None = None) -> None:
    # Not every engine says where it stands from the disk's root, and esbuild works in another folder.
    esbuild = root.resolve() / "node_modules" / "esbuild" / "bin" / "esbuild"
    options = [
        "--bundle",
        "--minify",
        "--target=es2021",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=error",
    ]
    done = subprocess.run(
        [str(find_node()), str(esbuild), *options, *arguments],
        cwd=working_folder,
        input=text,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise BundlingError(done.stderr)


def publish_scripts(_site: Site, root: Path, folder: Path) -> None:
    """Bundle every script that pages load into a built site; a step of ``publishing``."""
    newest = max(path.stat().st_mtime for path in (root / "assets").rglob("*.js"))
    written = [folder / out for out in SCRIPTS.values()]
    # While serving, each saved text comes by here, and hardly ever a changed script.
    if not all(script.exists() and script.stat().st_mtime >= newest for script in written):
        bundle(root, folder, SCRIPTS)


def publish_styles(_site: Site, root: Path, folder: Path) -> None:
    """Join the style sheets of every page into one in a built site; a step of ``publishing``.

    Raises:
        BundlingError: a style sheet of ``STYLES`` is missing, or named twice by an update of the theme.
    """
    sheets = []
    for pattern in STYLES:
        found = list(folder.glob(pattern))
        if len(found) != 1:
            raise BundlingError(f"{pattern}: väntade en stilmall i den byggda webbplatsen, fann {len(found)}")
        sheets.append(found[0])
    joined = folder / STYLE_SHEET
    newest = max(sheet.stat().st_mtime for sheet in sheets)
    if not joined.exists() or joined.stat().st_mtime < newest:
        imports = "".join(f'@import "./{sheet.relative_to(folder).as_posix()}";\n' for sheet in sheets)
        _run_esbuild(root, folder, ["--loader=css", f"--outfile={STYLE_SHEET}"], imports)
