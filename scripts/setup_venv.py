"""Make the virtual environment .venv; runs before anything is installed: standard library only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NO_ENSUREPIP = """\
Python här saknar modulen ensurepip, som behövs för att göra .venv.
På Debian och Ubuntu ligger den i ett eget paket. Installera det och kör kommandot igen:

    sudo apt-get install python3-venv
"""


def install_debian_venv() -> None:
    """Install Debian's python3-venv where that is possible without asking: as root with apt-get."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-q", "python3-venv"], check=False)


def has_ensurepip() -> bool:
    """Ask a new interpreter, since this one remembers that the module was missing."""
    command = [sys.executable, "-c", "import ensurepip"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def works() -> bool:
    """Tell whether .venv has a Python that starts and has pip; a moved folder breaks it."""
    if not PYTHON.exists():
        return False
    command = [str(PYTHON), "-m", "pip", "--version"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def main() -> int:
    """Make .venv unless it works already, and make the package importable from the checkout."""
    if not works():
        if not has_ensurepip():
            install_debian_venv()
        if not has_ensurepip():
            print(NO_ENSUREPIP, file=sys.stderr)
            return 1
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    # One line on the module path lets plain `mkdocs build` find the package without a build step.
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    (Path(packages) / "kunskapsbank.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
