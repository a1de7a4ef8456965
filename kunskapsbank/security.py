"""The content security policy: only our own files, and only the inline scripts that our templates write.

The hashes are collected from the error page, which has what every page has and nothing that anybody wrote
for one of them: a script that slips into a page's text never runs. The policy stands in every page; a headers
file for static hosts adds what a page cannot say itself.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from kunskapsbank.line_breaks import keep_together
from kunskapsbank.site import Site

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_OUTSIDE = re.compile(r'<a (?=[^>]*\bhref="https?://)(?![^>]*\brel=)')
_META = '<meta http-equiv="Content-Security-Policy" content="{policy}">'
_CHARSET = '<meta charset="utf-8">'
# The form editor talks to the Git host and has a policy of its own.
OWN_POLICY = ("redigera/",)
_ONLY_TEMPLATES = "404.html"


def policy(hashes: Iterable[str]) -> str:
    """Return the policy that allows our own files and the inline scripts with these hashes."""
    scripts = " ".join(["'self'", *(f"'sha256-{value}'" for value in sorted(hashes))])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            # The lengths of bars in charts stand in style attributes; nothing else may style itself.
            "style-src 'self'; style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def inline_hashes(html: str) -> set[str]:
    """Return the SHA-256 hashes, in base64, of every script that runs and stands in the page itself."""
    found = set()
    for match in _SCRIPT.finditer(html):
        attributes = match["attributes"]
        if "src=" not in attributes and "application/" not in attributes and match["code"].strip():
            found.add(b64encode(sha256(match["code"].encode()).digest()).decode())
    return found


def close_outside_links(html: str) -> str:
    """Return the page with ``rel`` on each link to another site that has none: Markdown writes links bare."""
    return _OUTSIDE.sub('<a rel="noopener noreferrer" ', html)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def write_policy(site: Site, root: Path, folder: Path) -> None:
    """Put the policy into every built page and into ``_headers``; the last step that writes pages.

    On the way outside links are closed and lines kept from breaking at the wrong place: only the packs for
    reading without a network are made from the pages after this, and they should hold what readers see.
    """
    del site, root
    paths = [
        path
        for path in sorted(folder.rglob("*.html"))
        if not path.relative_to(folder).as_posix().startswith(OWN_POLICY)
    ]
    meta = _META.format(policy=policy(inline_hashes(_text(folder / _ONLY_TEMPLATES))))
    for path in paths:
        html = _text(path)
        if _CHARSET not in html:
            raise ValueError(f"{path}: the page has no {_CHARSET}, so the policy has nowhere to stand")
        page = keep_together(close_outside_links(html.replace(_CHARSET, f"{_CHARSET}\n{meta}", 1)))
        path.write_text(page, encoding="utf-8", newline="\n")
    headers = [
        "/*",
        # The rest stands in each page: here it would also bind the form editor, which has its own.
        "  Content-Security-Policy: frame-ancestors 'none'",
        "  Referrer-Policy: no-referrer",
        "  X-Content-Type-Options: nosniff",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
        "",
    ]
    (folder / "_headers").write_text("\n".join(headers), encoding="utf-8", newline="\n")
