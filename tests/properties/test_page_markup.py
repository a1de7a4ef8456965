"""Whatever stands on a page and passes the rules for markup becomes HTML that runs and fetches nothing."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from kunskapsbank.catalogue import HandWritten
from kunskapsbank.load import Document
from kunskapsbank.rules.page_markup import check_markup
from kunskapsbank.schema.pages import Page
from tests.properties.hostile_texts import TEXTS
from tests.properties.swedish_problems import in_swedish

EXTENSIONS = [
    "attr_list",
    "admonition",
    "tables",
    "toc",
    "pymdownx.details",
]  # those of mkdocs.yml that write HTML
NEVER = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "meta",
    "link",
    "base",
    "svg",
    "math",
    "input",
}
SIGNS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            "<!",
            "<?",
            '"',
            "'",
            "=",
            " ",
            "\n",
            "\n\n",
            "    ",
            "`",
            "```",
        ),
        *("[", "]", "](", ")", "![", "]:", "<a ", "{", "}", "{:", "{ ", "#", ".", ":", "&#58;", "&lt;", "\\"),
        *("script", "a", "p", "div", "img", "svg", "style", "href", "src", "onclick", "class", "markdown"),
        *("https://x.se", "javascript:", "//x.se", "data:text/html,", "tel:112", "../nu/", "alert(1)", "Hej"),
        *(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            '<a href="../nu/">Hej</a>',
            "<p>Hej</p>",
        ),
        *(
            "[Hej](javascript:alert(1))",
            "[Hej][a]\n\n[a]: data:x",
            "![Hej](https://x.se/a.png)",
            "[Hej](nu.md)",
        ),
        *('{: onclick="alert(1)" }', "{ #hej }", '{ style="x" }', "<https://x.se>", "<javascript:alert(1)>"),
        *('\n\nHej\n{: onclick="alert(1)" }', '\n\n## Hej { style="x" }\n', "\n\n## Hej { #hej .klass }\n"),
    ]
)


class Active(HTMLParser):
    """What in a page would run, fetch or leave the site without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER:
            self.found.append(tag)
        for name, value in attrs:
            target = (value or "").strip().lower()
            leaves = name == "href" and ":" in target and not target.startswith(("https://", "tel:"))
            fetches = name == "src" and (":" in target or target.startswith("//"))
            if leaves or fetches or name == "style" or name.startswith("on"):
                self.found.append(f"{tag} {name}={value}")


def page_with(body: str) -> HandWritten:
    return HandWritten("guides/x.md", Page.model_construct(), Document("docs/guides/x.md", {}, {(): 1}, body))


@settings(max_examples=600)
@given(body=st.lists(SIGNS, max_size=10).map("".join) | TEXTS)
def test_any_markup_on_a_page_is_told_in_swedish_or_runs_and_fetches_nothing(body: str) -> None:
    problems = check_markup(page_with(body))
    in_swedish(problems)
    if not problems:
        active = Active()
        active.feed(markdown(body, extensions=EXTENSIONS))
        active.close()
        assert active.found == []


def test_the_extensions_are_those_of_the_site(root: Path) -> None:
    settings_of_the_engine = (root / "mkdocs.yml").read_text(encoding="utf-8")
    listed = settings_of_the_engine.split("markdown_extensions:")[1].split("\n\n")[0]
    names = [line.removeprefix("  - ").rstrip(":") for line in listed.splitlines() if line.startswith("  - ")]
    assert names == EXTENSIONS


def test_a_page_of_nothing_but_beginnings_is_read_in_moments() -> None:
    for beginning in ("{{", "{#", "![", "<a ", "](", "]:", "{", "<!--"):
        check_markup(page_with(beginning * 60_000))
