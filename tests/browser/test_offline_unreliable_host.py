"""Reading when the host is slow, broken or built anew: when the copy is shown, and how it is renewed."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.stored_copy import visit_once, wait_for_sets, without_network
from tests.browser.visiting import Visitor
from tests.browser.web_host import Host, running

NEW, OLD = date(2999, 1, 1), date(2020, 1, 1)


@pytest.fixture
def host(root: Path, tmp_path: Path) -> Iterator[Host]:
    with running(Host(root, tmp_path)) as served:
        yield served


def heading(page: Page) -> str:
    """The heading and what the styles add to it: both tell the build."""
    said = page.locator("h1").inner_text()
    styled = page.locator("h1").evaluate("each => getComputedStyle(each, '::after').content")
    return f"{said} {styled}"


def test_a_network_that_takes_too_long_shows_the_copy_with_all_its_parts(keeper: Visitor, host: Host) -> None:
    host.publish("ETT", OLD)
    visit_once(keeper, host.url)
    host.open.clear()
    asked = len(host.asked)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'ETT "ETT"'
    note = keeper.page.locator(".stored-note").inner_text()
    assert "från 1 januari 2020." in note
    assert "Kopian är gammal. Lagar och nummer kan ha ändrats." in note
    # The network was asked for the page first, and nothing that belongs to a stored page was asked for.
    assert "/guides/nu/a/" in host.asked[asked:]
    assert "/assets/own.css" not in host.asked[asked:]


def test_a_slow_page_that_is_not_stored_is_waited_for(keeper: Visitor, host: Host) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    host.open.clear()
    threading.Timer(4, host.open.set).start()
    keeper.page.goto(host.url + "methods/x/")
    assert keeper.page.url.endswith("/methods/x/")
    assert heading(keeper.page) == 'ETT "ETT"'
    assert keeper.page.locator(".stored-note").count() == 0


def test_a_new_build_is_shown_at_once_and_takes_the_place_of_the_old_copy(
    keeper: Visitor, host: Host
) -> None:
    first = host.publish("ETT", NEW)
    keeper.page.goto(host.url)
    wait_for_sets(keeper.page, f"bas {first}")
    second = host.publish("TVÅ", NEW)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert keeper.page.locator("h1").inner_text() == "TVÅ"
    wait_for_sets(keeper.page, f"bas {second}")
    without_network(keeper)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'TVÅ "TVÅ"'
    assert "Något kan ha ändrats" in keeper.page.locator(".stored-note").inner_text()


def test_a_build_that_is_only_half_in_place_is_not_stored(keeper: Visitor, host: Host) -> None:
    first = host.publish("ETT", NEW)
    keeper.page.goto(host.url)
    wait_for_sets(keeper.page, f"bas {first}")
    host.publish("TVÅ", NEW)
    pack = host.folder / "offline/bas.json"
    pack.write_text(pack.read_text(encoding="utf-8").replace("TVÅ", "ETT"), encoding="utf-8")
    host.asked.clear()
    keeper.page.goto(host.url)
    for _ in range(100):
        if "/offline/bas.json" in host.asked:
            break
        keeper.page.wait_for_timeout(100)
    keeper.page.wait_for_timeout(500)
    wait_for_sets(keeper.page, f"bas {first}")
    without_network(keeper)
    keeper.page.goto(host.url + "guides/nu/a/")
    assert heading(keeper.page) == 'ETT "ETT"'
    keeper.errors.clear()


def test_all_pages_of_an_older_build_stay_until_the_new_ones_are_whole(keeper: Visitor, host: Host) -> None:
    page = keeper.page
    first = host.publish("ETT", NEW)
    page.goto(host.url + "om/offline/")
    page.locator("[data-save]").click()
    expect(page.get_by_role("status")).to_contain_text("Klart.", timeout=20_000)
    wait_for_sets(page, f"bas {first}", f"allt {first}")
    second = host.publish("TVÅ", NEW)
    missing = host.folder / "offline/methods.json"
    kept = missing.read_bytes()
    missing.unlink()
    page.goto(host.url)
    wait_for_sets(page, f"bas {second}", f"allt {first}")
    without_network(keeper)
    for path, text in (("guides/nu/a/", "TVÅ"), ("methods/x/", "ETT")):
        page.goto(host.url + path)
        assert heading(page) == f'{text} "{text}"'
    page.context.set_offline(False)
    missing.write_bytes(kept)
    third = host.publish("TRE", NEW)
    page.goto(host.url)
    wait_for_sets(page, f"bas {third}", f"allt {third}")
    keeper.errors.clear()


@pytest.mark.parametrize("path", ["?q=ord", "methods/x/?utm=1", "redigera/"])
def test_questions_in_the_address_and_the_form_never_reach_the_copy(
    keeper: Visitor, host: Host, path: str
) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    keeper.page.goto(host.url + path)
    keeper.page.goto(host.url)
    without_network(keeper)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        keeper.page.goto(host.url + path)


def test_a_broken_server_counts_as_no_network_and_a_missing_page_does_not(
    keeper: Visitor, host: Host
) -> None:
    host.publish("ETT", NEW)
    visit_once(keeper, host.url)
    # An address without its last stroke is led on by the server, through the worker.
    keeper.page.goto(host.url + "guides/nu/a")
    assert keeper.page.url == host.url + "guides/nu/a/"
    answer = keeper.page.goto(host.url + "finns-inte/")
    assert answer is not None
    assert answer.status == 404
    host.broken.set()
    keeper.page.goto(host.url + "guides/nu/a/")
    assert keeper.page.locator(".stored-note").count() == 1
    keeper.errors.clear()
