"""Run npm with the arguments given, for example `python -m scripts.setup_npm ci`."""

import os
import subprocess
import sys

from kunskapsbank.node import node_and_npm


def main(arguments: list[str]) -> int:
    """Run npm in the current folder; its settings stand in .npmrc.

    Args:
        arguments: what follows `npm` on the command line.

    Returns:
        npm's own exit code.
    """
    node, npm = node_and_npm()
    # npm starts programs by the name `node`; they must meet the same Node as npm itself.
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([*npm, *arguments], check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
