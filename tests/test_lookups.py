"""While serving, a hand-written page is made again when something that its macros looked up has changed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Event, Timer

import pytest

from kunskapsbank.adapters.late import LateWork
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
    document = replace(item.document, digest="something else")
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
        ({"books/?audiences=skola"}, "books/exempel-bok", True),
        ({"books/?audiences=vard"}, "books/exempel-bok", False),
        ({"books/exempel-bok<"}, "methods/exempel-metod", True),
        ({"books/exempel-bok<"}, "films/exempel-film", False),
        ({"items"}, "films/exempel-film", True),
        ({"pages"}, "films/exempel-film", False),
        (set(), "films/exempel-film", False),
    ],
)
def test_a_page_has_a_new_state_when_what_it_saw_has(
    site: Site, seen: set[str], ref: str, again: bool
) -> None:
    before = site.catalogue.states.of(seen)
    assert (changed(site.catalogue, ref).states.of(seen) != before) is again


def test_late_work_is_done_in_order_and_a_fault_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    late = LateWork()
    for steps in (["1", "2"], ["3", "fault", "4"], ["5"]):
        late.start([partial(_do, name, done) for name in steps])
        late.wait()
    assert done == ["1", "2", "3", "5"]
    assert "kunde inte göras om" in caplog.text


def _do(name: str, done: list[str]) -> None:
    if name == "fault":
        raise ValueError(name)
    done.append(name)


def test_late_work_that_is_stopped_ends_its_step_and_begins_no_other() -> None:
    done: list[str] = []
    begun, may_end = Event(), Event()

    def long_step() -> None:
        begun.set()
        may_end.wait(60)
        done.append("long")

    late = LateWork()
    late.start([long_step, partial(_do, "left out", done)])
    assert begun.wait(60)
    Timer(0.05, may_end.set).start()
    late.stop()
    assert done == ["long"]
    late.start([partial(_do, "new", done)])
    late.wait()
    assert done == ["long", "new"]
