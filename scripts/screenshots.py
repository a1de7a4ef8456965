"""``python -m scripts.screenshots``: take the pictures in the editors' guide anew.

They are taken by the browser tests' own means, so that the form is the real one and the Git host is not.
"""

import subprocess
import sys

PICTURES = "tests/browser/editor_pictures.py"


def main() -> int:
    """Run the file that takes the pictures; the exit code is pytest's."""
    return subprocess.run([sys.executable, "-m", "pytest", "-q", PICTURES], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
