"""Pages made from data, for MkDocs: their HTML stands already, so neither YAML nor Markdown is read again."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kunskapsbank.page_html import Heading, MakeHeading, front_matter, page_html


class PageFromData(Page):
    """A page of one entry. MkDocs calls both methods once for each build of the page."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs names its arguments
        """Take the keys and the body from the generated text."""
        self.meta, self.markdown = front_matter(self.file.content_string)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Make HTML of the body."""
        made = page_html(self.markdown or "", _heading_maker(config.mdx_configs["toc"]))
        self.content = made.content
        # The same text stands in the file. Not None: MkDocs gives a page without text no title.
        self.markdown = ""
        self.toc = _table_of_contents(made.headings)
        self.present_anchor_ids = set(made.ids)


def generated_page(file: File, config: MkDocsConfig) -> PageFromData:
    """Give a generated file its page; MkDocs makes one of its own for files without."""
    return PageFromData(None, file, config)


def _heading_maker(toc: dict[str, Any]) -> MakeHeading:
    """Return what Markdown's table of contents makes of a heading with the settings in mkdocs.yml."""
    sign, title = toc["permalink"], escape(toc["permalink_title"])

    def make(heading: Heading) -> str:
        link = f'<a class="headerlink" href="#{heading.anchor}" title="{title}">{sign}</a>'
        return f'<h{heading.level} id="{heading.anchor}">{heading.text}{link}</h{heading.level}>'

    return make


def _table_of_contents(headings: tuple[Heading, ...]) -> TableOfContents:
    links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(heading.text, heading.anchor, heading.level)
        is_below = links and heading.level > links[-1].level
        (links[-1].children if is_below else links).append(link)
    if links:
        links[0].active = True  # type: ignore[attr-defined]  # as MkDocs does, for the theme
    return TableOfContents(links)
