"""The security policy: what it allows, where it stands, and that it follows the pages."""

import re
from pathlib import Path

import pytest

from kunskapsbank.security import close_outside_links, inline_hashes, policy, write_policy

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><script>{code}</script></head><body>Hej</body></html>'
)


def test_only_scripts_that_run_are_hashed() -> None:
    html = (
        '<script src="a.js"></script><script type="application/json">{}</script>'
        '<script type="application/ld+json">{}</script><script> </script>'
    )
    assert inline_hashes(html) == set()
    assert len(inline_hashes("<script>hej()</script><script>hej()</script>")) == 1


def test_the_policy_forbids_everything_but_our_own() -> None:
    text = policy(["b", "a"])
    assert text.startswith("default-src 'none'; script-src 'self' 'sha256-a' 'sha256-b'")
    assert "unsafe-eval" not in text
    assert "script-src 'self' 'unsafe-inline'" not in text


def test_every_page_carries_the_hashes_of_what_templates_write_and_no_others(tmp_path: Path) -> None:
    for name, code in (("404.html", "ett()"), ("index.html", "ett()"), ("sida/index.html", "insmuget()")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE.format(code=code), encoding="utf-8")
    ours = inline_hashes(PAGE.format(code="ett()"))
    write_policy(None, tmp_path, tmp_path)  # type: ignore[arg-type]
    for name in ("404.html", "index.html", "sida/index.html"):
        html = (tmp_path / name).read_text(encoding="utf-8")
        assert set(re.findall(r"'sha256-([^']+)'", html)) == ours
        assert html.index("Content-Security-Policy") < html.index("<script>")
    assert "frame-ancestors 'none'" in (tmp_path / "_headers").read_text(encoding="utf-8")


def test_a_page_without_a_place_for_the_policy_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text(PAGE.format(code=""), encoding="utf-8")
    (tmp_path / "index.html").write_text("<html></html>", encoding="utf-8")
    with pytest.raises(ValueError, match=r"index\.html"):
        write_policy(None, tmp_path, tmp_path)  # type: ignore[arg-type]


def test_links_to_other_sites_are_closed_and_others_left_alone() -> None:
    bare, closed, own = (
        '<a href="https://bris.se/">',
        '<a href="https://x.se" rel="edit noopener">',
        '<a href="../">',
    )
    assert close_outside_links(bare) == '<a rel="noopener noreferrer" href="https://bris.se/">'
    assert close_outside_links(closed + own) == closed + own
