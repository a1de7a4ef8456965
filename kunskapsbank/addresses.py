"""Addresses inside the site. Links are relative, so that the site works under any path."""

from __future__ import annotations

from posixpath import relpath


def relative(page: str, target: str) -> str:
    """Return the link from one page of the site to another.

    Args:
        page: address of the page that holds the link, from the site's root, such as ``methods/trappan/``.
        target: address of the page it leads to, with ``#anchor`` when it leads inside a page.
    """
    path, hash_sign, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    link = relpath(path or ".", page or ".")
    suffix = "/" if (path.endswith("/") or path == "") and link not in ("", ".") else ""
    return f"{'./' if link == '.' else link + suffix}{hash_sign}{anchor}"
