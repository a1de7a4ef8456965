"""The set-up keeps its promises: exact pins with reasons, locks without addresses, a new enough Node."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from kunskapsbank.node import find_node, new_enough, node_version


def test_each_python_dependency_is_pinned_and_has_a_reason(root: Path) -> None:
    lines = (root / "requirements.in").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert wanted
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+\s+# .{10,}", line)] == []


def test_each_npm_dependency_is_exact_and_has_a_reason(root: Path) -> None:
    package = json.loads((root / "package.json").read_text(encoding="utf-8"))
    versions = package["dependencies"] | package["devDependencies"]
    assert set(package["dependencyReasons"]) == set(versions)
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def test_the_python_lock_holds_every_pin_with_hashes_and_no_address(root: Path) -> None:
    lock = (root / "requirements.lock").read_text(encoding="utf-8").lower()
    pins = re.findall(
        r"^([\w.-]+==[\w.]+)", (root / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [pin for pin in pins if f"{pin.lower().replace('_', '-')} " not in lock] == []
    assert len(re.findall(r"^[a-z].*==.* \\\n    --hash=sha256:", lock, re.MULTILINE)) == len(
        re.findall(r"^[a-z]", lock, re.MULTILINE)
    )
    assert "://" not in lock
    assert "--index" not in lock


def test_the_npm_lock_names_no_registry_and_no_script_that_must_run(root: Path) -> None:
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    settings = (root / ".npmrc").read_text(encoding="utf-8").splitlines()
    assert {"ignore-scripts=true", "omit-lockfile-registry-resolved=true"} <= set(settings)


@pytest.mark.parametrize("version", [(22, 22), (24, 8), (26, 0)])
def test_a_new_node_is_accepted(version: tuple[int, int]) -> None:
    assert new_enough(version)


@pytest.mark.parametrize("version", [(0, 0), (20, 20), (22, 21), (23, 11), (24, 7)])
def test_an_old_node_is_not(version: tuple[int, int]) -> None:
    assert not new_enough(version)


def test_the_node_that_is_chosen_is_new_enough() -> None:
    assert new_enough(node_version(find_node()))


def test_an_old_node_on_the_path_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho v20.20.2\n", encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert find_node() != tmp_path / "node"


def test_esbuild_runs_although_no_install_script_was_allowed(root: Path) -> None:
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    command = [str(find_node()), str(esbuild), "--version"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.startswith("0.")


def test_help_names_every_command_of_the_makefile(root: Path) -> None:
    commands = re.search(r"^\.PHONY: (.+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    shown = subprocess.run(["make", "help"], cwd=root, check=True, capture_output=True, text=True).stdout
    assert commands is not None
    assert re.findall(r"^  make (\w+)", shown, re.MULTILINE) == commands[1].split()
