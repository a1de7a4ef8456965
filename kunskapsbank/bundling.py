"""Our own JavaScript modules become one small file per page feature, the same bytes every time."""

from __future__ import annotations

import subprocess
from pathlib import Path

from kunskapsbank.site import Site
from scripts.find_node import find_node

# Entry module → where pages load it from. A page asks for a script only when it has what the script drives.
PAGE_SCRIPTS = {
    "assets/filters/filters.js": "assets/js/filters.js",
    "assets/chooser/chooser.js": "assets/js/chooser.js",
}


class BundlingError(RuntimeError):
    """esbuild refused a module; the message is its own."""


def bundle(root: Path, entry: Path, out: Path) -> None:
    """Write one script that runs as it stands in any browser of today.

    Args:
        root: the repository's root, with node_modules/.
        entry: the module to begin with.
        out: the file to write; its folder is made if missing.

    Raises:
        BundlingError: a module cannot be read or has a fault.
    """
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    options = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2020",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
    ]
    command = [str(find_node()), str(esbuild), str(entry), *options, f"--outfile={out}"]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BundlingError(done.stderr)


def publish_page_scripts(_site: Site, root: Path, folder: Path) -> None:
    """Bundle the scripts of lists and the method chooser into a built site; a step of ``publishing``."""
    newest = max(path.stat().st_mtime for path in (root / "assets").rglob("*.js"))
    for entry, out in PAGE_SCRIPTS.items():
        script = folder / out
        # While serving, each saved text comes by here, and hardly ever a changed script.
        if not script.exists() or script.stat().st_mtime < newest:
            bundle(root, root / entry, script)
