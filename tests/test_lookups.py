"""While serving, a hand-written page is made again when something that its macros looked up has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kunskapsbank.adapters import seen_on
from kunskapsbank.adapters.late import LateWork
from kunskapsbank.adapters.seen_on import States
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.lookups import Lookups, Noted
from kunskapsbank.macros import PageMacros
from kunskapsbank.site import Site
from tests.good_site import good_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return good_site(tmp_path_factory.mktemp("site") / "good")


def changed(catalogue: Catalogue, ref: str) -> Catalogue:
    item = catalogue.items[ref]
    document = replace(item.document, data=item.document.data | {"summary": "Något nytt."})
    return replace(catalogue, items={**catalogue.items, ref: replace(item, document=document)})


def keys(site: Site, name: str, *arguments: str) -> set[str]:
    page = site.catalogue.pages["guides/orosanmalan"]
    seen: set[str] = set()
    with site.catalogue.lookups.listening(seen):
        getattr(PageMacros(site.components, page), name)(*arguments)
    return seen


def test_only_what_is_asked_for_while_somebody_listens_is_noted() -> None:
    lookups = Lookups()
    noted = Noted({"a": 1, "b": 2}, "items", lookups)
    assert noted["a"] == 1
    seen: set[str] = set()
    with lookups.listening(seen):
        assert noted["a"] == 1
        assert noted.get("c") is None
        assert "b" in noted
    assert seen == {"a", "b", "c"}
    for whole in (
        list,
        dict.fromkeys,
        lambda n: list(n.values()),
        lambda n: list(n.items()),
        lambda n: {**n},
    ):
        seen.clear()
        with lookups.listening(seen):
            whole(noted)
        assert "items" in seen


def test_macros_tell_what_they_were_made_from(site: Site) -> None:
    assert "laws/sol-19-1" in keys(site, "law", "sol-19-1")
    assert "books/" in keys(site, "cards", "books")
    assert "films/" not in keys(site, "cards", "books")
    assert {"items", "pages"} <= keys(site, "alphabet")


@pytest.mark.parametrize(
    ("seen", "ref", "again"),
    [
        ({"laws/sol-19-1"}, "laws/sol-19-1", True),
        ({"laws/sol-19-1"}, "books/exempel-bok", False),
        ({"books/"}, "books/exempel-bok", True),
        ({"books/"}, "films/exempel-film", False),
        ({"items"}, "films/exempel-film", True),
        ({"pages"}, "films/exempel-film", False),
        (set(), "films/exempel-film", False),
    ],
)
def test_a_page_has_a_new_state_when_what_it_saw_has(
    site: Site, seen: set[str], ref: str, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_on, "_keys", {"a.md": seen})
    before = States(site.catalogue).of_page("a.md")
    assert (States(changed(site.catalogue, ref)).of_page("a.md") != before) is again


def test_late_work_is_done_one_at_a_time_and_a_fault_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    late = LateWork()
    late.start(lambda: done.append("1"))
    late.start(lambda: done.append(str(1 // 0)))
    late.start(lambda: done.append("2"))
    late.wait()
    assert done == ["1", "2"]
    assert "kunde inte göras om" in caplog.text
