"""The form's settings follow the schema; its program asks nobody but the Git host."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kunskapsbank.catalogue import Catalogue
from kunskapsbank.form_editor.bundle import (
    PACKAGE,
    REPLACEMENTS,
    BundleError,
    bundle_files,
    rewritten,
    said_plainly,
)
from kunskapsbank.form_editor.publish import editor_files, policy
from kunskapsbank.form_editor.settings import WARNING, Repository, RepositoryError, settings
from kunskapsbank.form_editor.widgets import Lists, title_field
from kunskapsbank.schema.kinds import KINDS, field_order
from kunskapsbank.site import Site, load_site

GITHUB = {"REPOSITORY_URL": "https://github.com/junis/se-barnet"}


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    loaded, _ = load_site(root, None)
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    return site.catalogue


def _settings(catalogue: Catalogue, variables: dict[str, str]) -> dict[str, Any]:
    repository = Repository.from_environment(variables)
    assert repository is not None
    return settings(repository, Lists(catalogue.vocabularies, catalogue.places), "https://example.org/")


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> dict[str, Any]:
    return _settings(catalogue, GITHUB)


def _all_fields(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for one in fields for each in [one, *_all_fields(one.get("fields", []))]]


def test_every_kind_is_a_collection_with_every_field_in_file_order(made: dict[str, Any]) -> None:
    assert [each["folder"] for each in made["collections"]] == [f"data/{kind.folder}" for kind in KINDS]
    for kind, each in zip(KINDS, made["collections"], strict=True):
        assert [item["name"] for item in each["fields"]] == list(field_order(kind.model))


def test_every_field_has_a_label_and_help_in_swedish(made: dict[str, Any]) -> None:
    for each in made["collections"]:
        for item in _all_fields(each["fields"]):
            assert item["label"], item
            assert item["hint"], item


def test_every_form_begins_with_the_warning(made: dict[str, Any]) -> None:
    assert all(WARNING in each["fields"][0]["hint"] for each in made["collections"])


def test_saving_opens_a_pull_request_and_nothing_is_deleted_or_published(made: dict[str, Any]) -> None:
    assert made["publish_mode"] == "editorial_workflow"
    assert not any(each["delete"] or each["publish"] for each in made["collections"])


def test_choices_and_limits_come_from_the_schema(made: dict[str, Any], catalogue: Catalogue) -> None:
    books = next(each for each in made["collections"] if each["name"] == "books")
    named = {item["name"]: item for item in books["fields"]}
    words = [term.id for term in catalogue.vocabularies["book-kinds"].terms]
    assert [choice["value"] for choice in named["kind"]["options"]] == words
    assert named["title"]["maxlength"] == 140
    assert named["creators"]["min"] == 1
    assert (named["year"]["min"], named["year"]["max"]) == (1900, 2100)
    source = next(item for item in named["sources"]["fields"] if item["name"] == "id")
    assert (source["widget"], source["collection"]) == ("relation", "sources")


def test_entries_are_known_by_the_same_words_as_on_the_site(catalogue: Catalogue) -> None:
    for item in catalogue.items.values():
        assert title_field(item.kind.model) == item.title_field


def test_codes_that_look_like_numbers_are_written_as_in_the_files(made: dict[str, Any]) -> None:
    practices = next(each for each in made["collections"] if each["name"] == "practices")
    place = next(item for item in practices["fields"] if item["name"] == "place")
    values = {choice["value"] for choice in place["fields"][0]["options"]}
    assert 1480 in values
    assert "0114" in values


def test_another_host_is_asked_at_its_own_address(catalogue: Catalogue) -> None:
    backend = _settings(catalogue, {"REPOSITORY_URL": "https://git.example/junis/se-barnet.git"})["backend"]
    assert backend["api_root"] == "https://git.example/api/v3"
    assert backend["repo"] == "junis/se-barnet"


def test_the_sign_in_helper_may_be_named(catalogue: Catalogue) -> None:
    backend = _settings(catalogue, GITHUB | {"OAUTH_URL": "https://in.example/logga-in"})["backend"]
    assert (backend["base_url"], backend["auth_endpoint"]) == ("https://in.example", "logga-in")
    assert backend["auth_methods"] == ["oauth", "token"]


@pytest.mark.parametrize(
    "variables",
    [
        {"REPOSITORY_URL": "http://github.com/junis/se-barnet"},
        {"REPOSITORY_URL": "https://github.com/junis"},
        GITHUB | {"OAUTH_URL": "http://in.example"},
    ],
)
def test_an_address_that_cannot_be_used_is_said_in_swedish(
    variables: dict[str, str], root: Path, site: Site
) -> None:
    with pytest.raises(RepositoryError, match="ska"):
        Repository.from_environment(variables)
    page = editor_files(site, root, variables)["index.html"].decode()
    assert "<strong>" in page
    assert "<script" not in page


def test_the_policy_names_our_own_files_and_the_host_and_no_one_else() -> None:
    repository = Repository.from_environment(GITHUB)
    named = re.findall(r"https?://[^ ;]+", policy(repository))
    assert named == ["https://api.github.com"]
    assert "http" not in policy(None)


def test_the_program_asks_none_of_the_servers_it_is_published_with(root: Path) -> None:
    files = bundle_files(root)
    program = files["sveltia-cms.js"].decode()
    for host in ("unpkg.com", "jsdelivr.net", "githubstatus.com/api"):
        assert host not in program
    assert json.loads(files["locales/sv.json"])["save_conflict"]["save_anyway"] == "Spara ändå"


def test_a_program_that_has_changed_stops_the_build(root: Path) -> None:
    program = (root / PACKAGE / "dist" / "sveltia-cms.js").read_text(encoding="utf-8")
    with pytest.raises(BundleError, match="stands 0 times"):
        rewritten(program.replace(REPLACEMENTS[0].found, ""))
    with pytest.raises(BundleError, match="stands 2 times"):
        rewritten(program + REPLACEMENTS[0].found)


def test_a_missing_package_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="make setup"):
        bundle_files(tmp_path)


def test_what_the_guide_says_to_choose_stands_in_the_form(root: Path, made: dict[str, Any]) -> None:
    guide = (root / "docs/om/redaktion/lagg-till.md").read_text(encoding="utf-8")
    review = (root / "docs/om/redaktion/granskning.md").read_text(encoding="utf-8")
    form = guide[guide.index("## Formuläret") : guide.index("## För hand")]
    named = re.findall(r"«([^»]+)»", form + review[review.index("När du sparar") : review.index("## Vem")])
    books = next(each for each in made["collections"] if each["name"] == "books")
    known = {each["label"] for each in made["collections"]} | {item["label"] for item in books["fields"]}
    texts = json.loads(bundle_files(root)["locales/sv.json"])
    known |= _leaves(texts) | {f"{texts['add']} {label}" for label in known}
    assert len(named) > 10
    assert [word for word in named if word not in known and not word.startswith("Åsas ")] == []


def _leaves(texts: dict[str, Any]) -> set[str]:
    return {
        leaf for text in texts.values() for leaf in (_leaves(text) if isinstance(text, dict) else {str(text)})
    }


def test_words_that_only_programmers_know_are_said_plainly(root: Path) -> None:
    texts = json.loads(bundle_files(root)["locales/sv.json"])
    signing_in = " ".join(text for key, text in texts.items() if key.startswith("sign_in_using"))
    assert "nyckel" in signing_in
    assert not re.search(r"\b(token|repo|slugg)\b", signing_in, re.IGNORECASE)
    assert texts["entry_sidebar"]["validation"]["title"] == "Fel i posten"


def test_a_text_that_the_package_no_longer_has_stops_the_build() -> None:
    with pytest.raises(BundleError, match=r"«status.gone»"):
        said_plainly({"status": {"draft": "Utkast"}}, {"status": {"gone": "Borta"}})
