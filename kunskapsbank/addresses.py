"""Addresses inside the site. Links are relative, so that the site works under any path."""

from __future__ import annotations


def relative(page: str, target: str) -> str:
    """Return the link from one page of the site to another.

    Args:
        page: address of the page that holds the link, from the site's root, such as ``methods/trappan/``.
        target: address of the page it leads to, with ``#anchor`` when it leads inside a page.
    """
    path, hash_sign, anchor = target.partition("#")
    if path == page and anchor:
        return f"#{anchor}"
    # posixpath.relpath does the same, but asks the system for the working folder each time.
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{link or './'}{hash_sign}{anchor}"
