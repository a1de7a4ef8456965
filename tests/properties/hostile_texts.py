"""What anyone may write into a file: strategies that draw texts and fields, and texts for every field."""

from __future__ import annotations

from hypothesis import strategies as st

from kunskapsbank.yaml_reader import Node

# What means something to YAML, Markdown, HTML, Jinja, XML, CSV or JSON, between ordinary words.
SIGNS = st.sampled_from(
    [
        *"abå 09\n\t:-#'\"&*!|>%@`[]{}(),?=~<\\/_+.;^$\x00\x0b\u200b\ufeff\u2028\ud800\U0001f642",
        *("{{", "}}", "{%", "%}", "{#", "<script>", "</script>", "<img src=x onerror=alert(1)>", "<!--"),
        *(
            "]]>",
            "&lt;",
            "&#60;",
            "## Rubrik",
            "---\n",
            "- ",
            "**",
            "](https://x.se)",
            "](javascript:x)",
            "[a",
        ),
        *(
            "https://x.se/?a=1&b=2",
            "javascript:alert(1)",
            " | ",
            "=1+1",
            "null",
            "2026-02-30",
            "books/exempel-bok",
        ),
        *("title: ", "title: x\n", "sources:\n  - id: x\n", "&a ", "*a", "!!python/object:x ", "\r\n", "\r"),
        *("title", "audiences", "Är det sant? ", "barn ", "åäö "),
    ]
)
TEXTS = st.lists(SIGNS, max_size=12).map("".join) | st.text(max_size=40)
# What reaches the pages: it has to come out on the other side as the same text.
PUBLISHABLE = st.lists(
    st.sampled_from(
        [
            *"abå 09:-#'\"&*!|>%@`[](),?=~<\\/_+.;^$\U0001f642",
            *("<b>", "<script>x</script>", "<img src=x onerror=x>", "</p>", "<!--", "{{ 1 }}", "{% x %}"),
            *(
                "]]>",
                "&lt;",
                "&#60;",
                "**",
                "a < b",
                "=1+1",
                "null",
                " | ",
                "--",
                "&amp;",
                "'@x",
                "https://x.se",
            ),
            *(
                "[Junis](https://www.junis.se/?a=1&b=2)",
                "[boken](books/exempel-bok)",
                "Är det sant? ",
                "barn ",
            ),
        ]
    ),
    max_size=10,
).map("".join)
# Tried in every field: what becomes an element, leaves an attribute or runs when nobody escapes it.
HOSTILE = (
    "<script>x</script>",
    "<img src=x onerror=x>",
    '" onload="x" \'',
    "' onload='x' \"",
    "</script><img src=x onerror=x>",
    "[x](javascript:x)",
    '[x](https://x.se/"onload="x)',
    "[x](https://x.se/?a=1&b=2) <b> ** & &lt;",
    "## x",
)
# Tried in every field: what means something to a spreadsheet, to JSON or to XML.
EXPORTED = ("=1+1 | x", "-x", "[x] ]]> <b> & | å")
NODES: st.SearchStrategy[Node] = st.recursive(
    TEXTS, lambda node: st.lists(node, max_size=3) | st.dictionaries(TEXTS, node, max_size=3), max_leaves=6
)
MACRO_SIGNS = st.sampled_from(
    [
        *(
            "{{ ",
            " }}",
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "\n",
            " ",
            '"',
            "'",
            ",",
            "(",
            ")",
            "=",
            "|",
            "~",
            ".",
        ),
        *(
            "cite",
            "law",
            "figure",
            "cards",
            "say",
            "page_end()",
            "exempel-tal",
            "exempel-kalla",
            "2023",
            "books",
        ),
        *(
            "audience=",
            "skola",
            "group=",
            "True",
            "1/0",
            "[",
            "]",
            "**{",
            "__class__",
            "lambda: 0",
            "x if y",
            "ord",
        ),
        *(
            "{{ 9 ** 9 }}",
            '{{ "a"|upper }}',
            '{{ cite("exempel-kalla")|upper }}',
            '{{ law("sol" ~ "-19-1") }}',
            "{% set x = 1 %}",
            '{% for x in "ab" %}x{% endfor %}',
            "{% raw %}{{ x }}{% endraw %}",
        ),
    ]
)
