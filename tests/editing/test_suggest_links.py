"""Links on the pages: to the form for a fault, and to a new file that begins as it should."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader

from kunskapsbank.editing.forms import WARNING
from kunskapsbank.editing.suggest_links import MAX_ADDRESS, new_file_links, start_of_file
from kunskapsbank.load import Document, read_yaml
from kunskapsbank.schema.kinds import BY_FOLDER
from kunskapsbank.validation import validate


def test_a_new_file_begins_with_a_valid_start_of_its_kind(tmp_path: Path) -> None:
    made = new_file_links("https://github.com/junis/se-barnet")
    for link in made.values():
        address = urlsplit(link["address"])
        assert len(link["address"]) <= MAX_ADDRESS
        kind = BY_FOLDER[address.path.rpartition("/")[2]]
        value = parse_qs(address.query)["value"][0]
        assert value.strip() == start_of_file(kind).strip()
        assert value.startswith(f"# {WARNING}\n")
        (tmp_path / "ny.yml").write_text(value, encoding="utf-8")
        document = read_yaml(tmp_path, tmp_path / "ny.yml")
        assert isinstance(document, Document), document
        assert isinstance(validate(document, kind.model), kind.model)


def suggest(root: Path, url: str, repository: str | None) -> str:
    page = SimpleNamespace(url=url, title="Böcker & <b>", canonical_url=f"https://exempel.se/{url}")
    extra = SimpleNamespace(repository=repository, new_file_links=new_file_links(repository or ""))
    environment = Environment(loader=FileSystemLoader(root / "overrides"), autoescape=False)  # noqa: S701
    return environment.get_template("partials/suggest.html").render(
        page=page, config=SimpleNamespace(extra=extra)
    )


def test_a_page_links_to_a_fault_form_and_a_list_to_a_new_file(root: Path) -> None:
    html = suggest(root, "resources/books/", "https://github.com/junis/se-barnet")
    assert "Lägg till en bok</a>" in html
    assert "template=fel-i-fakta.yml&amp;title=Fel%20p%C3%A5%20sidan%3A%20B%C3%B6cker%20%26%20%3Cb%3E" in html
    assert "sida=https%3A//exempel.se/resources/books/" in html
    assert "Lägg till" not in suggest(root, "om/", "https://github.com/junis/se-barnet")


def test_pages_for_children_and_sites_without_a_git_host_have_no_such_links(root: Path) -> None:
    assert suggest(root, "barn/", "https://github.com/junis/se-barnet").strip() == ""
    assert suggest(root, "resources/books/", None).strip() == ""
