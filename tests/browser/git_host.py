"""A Git host that answers inside the browser test: enough of GitHub's API for the form to open and save.

It holds the files of ``data/`` as they stand on disk, and remembers branches, commits and pull requests.
Source of the shapes: https://docs.github.com/en/rest and https://docs.github.com/en/graphql.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Route

API = "https://api.github.com"
REPOSITORY = "junis/se-barnet"
_START = "a" * 40
_WHEN = "2026-11-22T12:00:00Z"


def _sha(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


@dataclass
class GitHost:
    """One repository, and what was done to it.

    Attributes:
        files: content by path in the main branch.
        branches: head commit by branch name.
        commits: for each commit its branch and the text of its files by path.
        pulls: the bodies of the calls that opened pull requests.
        labels: the names of the labels by the pull request's number.
        ready: node ids of the pull requests that are drafts no more.
        unknown: calls that it had no answer for.
    """

    files: dict[str, bytes]
    branches: dict[str, str] = field(default_factory=lambda: {"main": _START})
    commits: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    labels: dict[int, list[str]] = field(default_factory=dict)
    ready: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, root: Path, folders: Iterable[str]) -> GitHost:
        """Return a host with the YAML files of some folders under data/."""
        paths = [path for folder in folders for path in sorted((root / "data" / folder).glob("*.yml"))]
        return cls({path.relative_to(root).as_posix(): path.read_bytes() for path in paths})

    def answer_on(self, page: Page) -> None:
        """Answer every call that the page makes to the API."""
        page.route(f"{API}/**", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        if request.method == "OPTIONS":
            route.fulfill(status=204, headers=_ALLOWED)
            return
        path = unquote(urlsplit(request.url).path)
        body = json.loads(request.post_data or "null")
        status, answer = self._graphql(body) if path == "/graphql" else self._rest(request.method, path, body)
        route.fulfill(
            status=status, headers=_ALLOWED, content_type="application/json", body=json.dumps(answer)
        )

    def _rest(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        repository = f"/repos/{REPOSITORY}"
        known: dict[str, tuple[int, Any]] = {
            "/user": (200, {"id": 1, "login": "redaktor", "name": "Redaktör", "email": "r@example.org"}),
            repository: (200, {"full_name": REPOSITORY, "permissions": {"push": True, "pull": True}}),
            f"{repository}/collaborators/redaktor": (204, None),
        }
        if path in known:
            return known[path]
        if path.startswith(f"{repository}/git/trees/"):
            return 200, {"tree": [self._in_tree(name) for name in self.files], "truncated": False}
        if (method, path) == ("POST", f"{repository}/pulls"):
            return 201, self._pull(body)
        if issue := re.fullmatch(rf"{repository}/issues/(\d+)(/labels)?", path):
            return 200, self._issue(int(issue[1]), bool(issue[2]), body)
        self.unknown.append(f"{method} {path}")
        return 404, {"message": "Not Found"}

    def _issue(self, number: int, labels_only: bool, body: dict[str, Any] | None) -> Any:  # noqa: ANN401
        """Answer for a pull request as an issue; labels in the body replace those that it had."""
        if body and "labels" in body:
            self.labels[number] = body["labels"]
        named = [{"name": name} for name in self.labels.get(number, [])]
        return named if labels_only else {"number": number, "node_id": f"PR_{number}", "labels": named}

    def _pull(self, body: dict[str, Any]) -> dict[str, Any]:
        self.pulls.append(body)
        number = len(self.pulls)
        return {
            "number": number,
            "node_id": f"PR_{number}",
            "title": body["title"],
            "html_url": f"https://github.com/{REPOSITORY}/pull/{number}",
            "head": {"ref": body["head"], "sha": self.branches.get(body["head"], _START)},
            "draft": body.get("draft", False),
            "user": {"login": "redaktor"},
            "created_at": _WHEN,
            "updated_at": _WHEN,
        }

    def _in_tree(self, name: str) -> dict[str, Any]:
        content = self.files[name]
        return {"path": name, "mode": "100644", "type": "blob", "sha": _sha(content), "size": len(content)}

    def _graphql(self, body: dict[str, Any]) -> tuple[int, Any]:
        query, variables = body["query"], body.get("variables", {})
        if "createCommitOnBranch" in query:
            return 200, {
                "data": {"createCommitOnBranch": {"commit": self._commit(query, variables["input"])}}
            }
        if "createRef" in query:
            name = variables["input"]["name"].removeprefix("refs/heads/")
            self.branches[name] = variables["input"]["oid"]
            return 200, {"data": {"createRef": {"ref": {"name": name}}}}
        if "markPullRequestReadyForReview" in query:
            self.ready.append(variables["input"]["pullRequestId"])
            return 200, {"data": {"markPullRequestReadyForReview": {"pullRequest": {"isDraft": False}}}}
        repository = self._repository(query, variables)
        return 200, {"data": {"repository": repository, "fork": repository, "base": repository}}

    def _commit(self, query: str, given: dict[str, Any]) -> dict[str, Any]:
        branch = given["branch"]["branchName"]
        added = {
            item["path"]: base64.b64decode(item["contents"]) for item in given["fileChanges"]["additions"]
        }
        self.commits.append((branch, {path: content.decode() for path, content in added.items()}))
        oid = f"{len(self.commits):040d}"
        self.branches[branch] = oid
        files = {
            alias: {"oid": _sha(added[json.loads(path)])}
            for alias, path in re.findall(r'(file_\d+): file\(path: ("[^"]*")\)', query)
        }
        return {"oid": oid, "committedDate": _WHEN, **files}

    def _repository(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        by_sha = {_sha(content): content for content in self.files.values()}
        head = self.branches.get(variables.get("branch", "main"), "")
        history = {"nodes": [{"oid": head, "message": "Början", "committedDate": _WHEN, "author": _AUTHOR}]}
        answer: dict[str, Any] = {
            "id": "R_1",
            "defaultBranchRef": {"name": "main"},
            "ref": {"target": {"oid": head, "history": history}} if head else None,
            "refs": {"nodes": []},
            "pullRequests": {"nodes": [], "totalCount": 0},
        }
        for alias, oid in re.findall(r'(\w+): object\(oid: "([0-9a-f]+)"\)', query):
            answer[alias] = {"text": by_sha[oid].decode()} if oid in by_sha else None
        for alias in re.findall(r"(\w+_\d+): +ref\(", query):
            answer[alias] = {"target": {"history": history}}
        return answer


_AUTHOR = {"name": "Redaktör", "email": "r@example.org", "user": {"login": "redaktor", "databaseId": 1}}
_ALLOWED = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
}
