"""What macros make goes round Markdown and comes back whole."""

from __future__ import annotations

import markdown

from kunskapsbank.adapters.set_aside import put_back, set_aside


def test_html_comes_back_as_it_was_between_headings_that_markdown_reads() -> None:
    made = set_aside('<ul>\n<li id="a">*1*</li>\n\n</ul>\n\n## Rubrik {: #egen }\n\n<p>2</p>\n')
    assert "*1*" not in made
    html, ids = put_back(markdown.markdown(f"Före\n\n{made}\n\nEfter", extensions=["attr_list"]))
    before, heading, after = html.split("\n<h2 ")[0], 'id="egen">Rubrik</h2>', "<p>2</p>"
    assert before.rstrip() == '<p>Före</p>\n<ul>\n<li id="a">*1*</li>\n\n</ul>'
    assert html.index(before) < html.index(heading) < html.index(after) < html.index("<p>Efter</p>")
    assert ids == {"a"}


def test_markdown_from_a_macro_is_left_to_markdown() -> None:
    assert set_aside("## Fält\n\n- **title**: rubriken\n") == "## Fält\n\n- **title**: rubriken"
    assert put_back("<p>x</p>") == ("<p>x</p>", frozenset())


def test_what_one_page_set_aside_is_gone_for_the_next() -> None:
    set_aside("<p>1</p>")
    put_back("")
    assert put_back(set_aside("<p>2</p>"))[0] == "<p>2</p>"
