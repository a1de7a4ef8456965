"""The small Markdown subset: what is allowed becomes HTML, everything else stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunskapsbank.markup import block, inline, links

OWN_TAGS = re.compile(r'</?(?:p|ul|li|strong|em)>|<a href="[^"<>]*"(?: rel="noopener noreferrer")?>|</a>')
PIECES = [
    *"ab *[]()<>&\"'-\n/:.#!`",
    "https://",
    "**",
    "javascript:",
    "<script>",
    "[x](https://y.se/",
    "[x](javascript:",
    "books/liten",
]
SIGNS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def known(reference: str) -> str | None:
    return {"books/liten": "../books/liten/"}.get(reference)


def unknown(reference: str) -> str | None:
    del reference
    return None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Om en flicka.", "Om en flicka."),
        ("Ring **112** nu", "Ring <strong>112</strong> nu"),
        ("Boken *Liten* är bra", "Boken <em>Liten</em> är bra"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("Tom & Jerry < 3", "Tom &amp; Jerry &lt; 3"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[Liten](books/liten)", '<a href="../books/liten/">Liten</a>'),
        ("[Okänd](books/finns-inte)", "Okänd"),
        ("[Farlig](javascript:alert)", "Farlig"),
        ("[Osäker](http://junis.se)", "Osäker"),
        (
            "[Junis](https://www.junis.se)",
            '<a href="https://www.junis.se" rel="noopener noreferrer">Junis</a>',
        ),
    ],
)
def test_a_line_is_made_into_html(text: str, html: str) -> None:
    assert inline(text, known) == html


def test_an_ampersand_in_an_address_is_escaped_once() -> None:
    html = inline("[Junis](https://www.junis.se/?a=1&b=2)", known)
    assert 'href="https://www.junis.se/?a=1&amp;b=2"' in html


def test_stars_in_an_address_are_not_emphasis() -> None:
    html = inline("**Läs [*mer*](https://junis.se/*a*) nu**", known)
    assert html == (
        '<strong>Läs <a href="https://junis.se/*a*" rel="noopener noreferrer"><em>mer</em></a> nu</strong>'
    )


def test_a_quotation_mark_cannot_end_an_address() -> None:
    html = inline('[Junis](https://www.junis.se/"onclick="x)', known)
    assert OWN_TAGS.sub("", html) == "Junis"


def test_paragraphs_and_lists_are_kept_apart() -> None:
    text = "Så här gör du:\n- Ring.\n- Berätta *lugnt*.\nSedan väntar du.\n\nNytt stycke\npå två rader."
    assert block(text, known).splitlines() == [
        "<p>Så här gör du:</p>",
        "<ul><li>Ring.</li><li>Berätta <em>lugnt</em>.</li></ul>",
        "<p>Sedan väntar du.</p>",
        "<p>Nytt stycke på två rader.</p>",
    ]


def test_a_block_has_no_blank_lines_that_would_end_it_in_markdown() -> None:
    assert "\n\n" not in block("Ett.\n\n\n\nTvå.\n\n- a\n\n- b\n", known)


def test_links_are_found_as_written() -> None:
    assert links("[a](books/liten) och [b](https://x.se)") == ["books/liten", "https://x.se"]


@given(text=SIGNS)
def test_no_raw_angle_bracket_ever_survives(text: str) -> None:
    for html in (inline(text, known), block(text, unknown)):
        assert "<" not in OWN_TAGS.sub("", html)


@given(text=SIGNS)
def test_no_address_is_anything_but_https_or_one_of_ours(text: str) -> None:
    for target in re.findall(r'href="([^"]*)"', block(text, known)):
        assert target.startswith("https://") or target == "../books/liten/"
