"""The theme's own files that ours stand in for: their fingerprints, so that a test tells when they change.

Run ``python -m scripts.material_originals`` to write the fingerprints anew, after comparing ours with theirs.
"""

import json
import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import material

OVERRIDES = Path("overrides")
RECORDED = Path("tests/data/material-originals.json")
_INCLUDED = re.compile(r'\{% (?:include|import) "([^"{]+)"')


def theme_folder() -> Path:
    """Return the folder of the installed theme's templates."""
    return Path(next(iter(material.__path__))) / "templates"


def fingerprints(root: Path) -> dict[str, str]:
    """Return SHA-256 of each file of the theme that we replace or include, by its path within the theme."""
    ours = sorted((root / OVERRIDES).rglob("*.html"))
    names = {path.relative_to(root / OVERRIDES).as_posix() for path in ours}
    for path in ours:
        names.update(_INCLUDED.findall(path.read_text(encoding="utf-8")))
    theirs = {name: theme_folder() / name for name in sorted(names) if not name.startswith(".icons/")}
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in theirs.items() if path.is_file()}


def main() -> None:
    """Write the fingerprints of the installed theme."""
    recorded = {"material": version("mkdocs-material"), "files": fingerprints(Path.cwd())}
    RECORDED.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"{RECORDED}: {len(recorded['files'])} files of Material {recorded['material']}")


if __name__ == "__main__":
    main()
