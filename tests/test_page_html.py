"""Generated pages bypass Markdown: the HTML must be what Markdown would have made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from kunskapsbank.adapters.generated import PageFromData
from kunskapsbank.page_html import Heading, anchor_of, front_matter, page_html
from kunskapsbank.pages import GeneratedPage
from kunskapsbank.site import load_site


def plain(heading: Heading) -> str:
    return f"<h{heading.level}>{heading.text}</h{heading.level}>"


def rendered(page_class: type[Page], page: GeneratedPage, config: MkDocsConfig) -> Page:
    config.plugins._current_plugin = "test"  # MkDocs sets it while a hook runs
    file = File.generated(config, page.path, content=page.markdown)
    made = PageFromData(None, file, config) if page_class is PageFromData else Page(None, file, config)
    made.read_source(config)
    made.render(config, Files([file]))
    return made


def without_line_breaks(html: str | None) -> str:
    return re.sub(r"\s*\n\s*", "", html or "")


@pytest.fixture(scope="module")
def pages(root: Path) -> list[GeneratedPage]:
    site, problems = load_site(root, None)
    assert site is not None, problems
    every = list(site.pages.values())
    # The first of each folder and depth, and every twentieth: Markdown is slow.
    first = {(page.data_file.split("/")[1], page.path.count("/")): page for page in reversed(every)}
    return [*first.values(), *every[::20]]


def test_every_type_of_page_is_what_markdown_makes_of_it(root: Path, pages: list[GeneratedPage]) -> None:
    config = load_config(str(root / "mkdocs.yml"))
    assert len(pages) > 20
    for page in pages:
        ours, theirs = rendered(PageFromData, page, config), rendered(Page, page, config)
        assert without_line_breaks(ours.content) == without_line_breaks(theirs.content), page.path
        assert str(ours.toc) == str(theirs.toc), page.path
        assert ours.meta == theirs.meta, page.path
        assert ours.title == theirs.title, page.path
        assert theirs.present_anchor_ids is not None
        assert theirs.present_anchor_ids <= (ours.present_anchor_ids or set()), page.path


def test_headings_keep_their_order_and_html_is_left_as_it_is() -> None:
    made = page_html('<p id="a">1</p>\n\n## Två & tre\n\n<p>\n\n2</p>\n### Fyra {: #x }\n', plain)
    assert made.content == '<p id="a">1</p>\n<h2>Två & tre</h2>\n<p>\n\n2</p>\n<h3>Fyra</h3>'
    assert [heading.anchor for heading in made.headings] == ["tva-tre", "x"]
    assert made.ids == {"a"}


def test_two_headings_alike_get_anchors_of_their_own() -> None:
    made = page_html("## Ring\n## Ring\n## Ring\n", plain)
    assert [heading.anchor for heading in made.headings] == ["ring", "ring_1", "ring_2"]


def test_the_front_matter_is_read_as_it_was_written() -> None:
    keys, body = front_matter('---\ntitle: "A: --- b"\nparent: ["X", "y/"]\n---\n\n<p>---</p>\n')
    assert keys == {"title": "A: --- b", "parent": ["X", "y/"]}
    assert body == "\n<p>---</p>\n"


@given(st.text())
def test_anchors_are_those_of_markdown(text: str) -> None:
    assert anchor_of(text) == slugify(text, "-")
