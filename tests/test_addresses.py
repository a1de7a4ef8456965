"""Links inside the site are relative and right from any page."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kunskapsbank.addresses import relative

PARTS = st.lists(st.sampled_from(["guides", "nu", "methods", "trappan", "a-o"]), max_size=4)
ADDRESSES = PARTS.map(lambda parts: "".join(f"{part}/" for part in parts))


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("", "methods/trappan/", "methods/trappan/"),
        ("methods/trappan/", "", "../../"),
        ("methods/", "methods/trappan/", "trappan/"),
        ("methods/trappan/", "methods/trappan/", "./"),
        ("methods/trappan/", "methods/trappan/#kallor", "#kallor"),
        ("guides/skola/", "resources/ordlista/#genast", "../../resources/ordlista/#genast"),
        ("guides/", "om/fil.pdf", "../om/fil.pdf"),
    ],
)
def test_a_link_leads_from_one_page_to_another(page: str, target: str, link: str) -> None:
    assert relative(page, target) == link


@given(page=ADDRESSES, target=ADDRESSES, anchor=st.sampled_from(["", "#kallor"]))
def test_every_link_leads_where_it_should_under_any_path(page: str, target: str, anchor: str) -> None:
    for base in ("https://example.org/", "https://example.org/kunskapsbank/"):
        assert urljoin(base + page, relative(page, target + anchor)) == base + target + anchor
