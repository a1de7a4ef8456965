"""html-validate on built pages: the standard preset less three rules about style."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kunskapsbank.node import find_node

PROGRAM: Final = Path("node_modules/html-validate/bin/html-validate.mjs")
CONFIGURATION: Final = Path("scripts/audit/html-validate.json")


def html_faults(pages: Iterable[Path], root: Path) -> list[str]:
    """Validate pages.

    Args:
        pages: the HTML files.
        root: the repository's root.

    Returns:
        One line per fault: file, line, rule and message.

    Raises:
        RuntimeError: html-validate did not run.
    """
    command = [str(find_node()), str(root / PROGRAM), "--config", str(root / CONFIGURATION)]
    command += ["--formatter", "json", *map(str, pages)]
    run = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, encoding="utf-8")
    try:
        files = json.loads(run.stdout)
    except json.JSONDecodeError as error:
        raise RuntimeError(f"html-validate did not run: {run.stderr or run.stdout}") from error
    return [
        f"{file['filePath']}:{message['line']} {message['ruleId']}: {message['message']}"
        for file in files
        for message in file["messages"]
    ]
