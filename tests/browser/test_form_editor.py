"""The form at /redigera/: an editor adds a book, saving opens a pull request, and one change is one line."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from kunskapsbank.assemble import assemble
from kunskapsbank.form_editor.publish import FOLDER, editor_files
from kunskapsbank.form_editor.widgets import title_field
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.schema.kinds import KINDS, Kind
from kunskapsbank.site import load_site
from tests.browser.git_host import API, REPOSITORY, GitHost
from tests.browser.serving import Site, serve_folder
from tests.browser.visiting import PHONE, Visitor, visit

# So tall that no field is left to be drawn later.
TALL: ViewportSize = {"width": 1280, "height": 6000}
# The form is drawn twice when it opens; nobody writes before having read the first label. On a busy
# machine the second time may come later still, and takes with it what was written before.
FIRST_LOOK_MS = 1500
# The form is a large program; a machine with much else to do must not decide whether a test passes.
PATIENCE_MS = 120_000
KEY = "github_pat_for_the_test"
BOOK = "asas-vaska-en-provning-i-o"
SOURCE = "Bris nationella stödlinje öppnar dygnet runt"


@dataclass
class Editor:
    """Someone who fills in the form, and how many times they clicked or wrote."""

    page: Page
    actions: int = 0
    written: list[tuple[Locator, str]] = field(default_factory=list)

    def part(self, key: str) -> Locator:
        """The part of the form for one field, such as ``sources.0.id``."""
        return self.page.locator(f'section.field[data-key-path="{key}"]')

    def click(self, target: Locator) -> None:
        self.actions += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        self.actions += 1
        target.fill(text)
        self.written.append((target, text))

    def read_through(self) -> None:
        """Write again what the form has lost: it must not depend on the machine whether a test passes."""
        for target, text in self.written:
            if target.input_value() != text:
                target.fill(text)
            expect(target).to_have_value(text)

    def choose(self, key: str, label: str) -> None:
        self.click(self.part(key).get_by_role("combobox"))
        self.click(self.page.get_by_role("option", name=label, exact=True))

    def sign_in(self, address: str) -> None:
        self.page.goto(address)
        self.click(self.page.get_by_role("button", name="Logga in med en nyckel"))
        self.write(self.page.get_by_label("Nyckel", exact=True), KEY)
        self.click(self.page.get_by_role("button", name="Logga in", exact=True))
        expect(self.page.get_by_text("Samlingar")).to_be_visible(timeout=PATIENCE_MS)
        self.written.clear()

    def save(self, host: GitHost) -> dict[str, str]:
        """Save and return the text of the files by path, as the Git host received them."""
        before = len(host.commits)
        self.click(self.page.get_by_role("button", name="Spara", exact=True))
        for _ in range(PATIENCE_MS // 100):
            if len(host.commits) > before and len(host.pulls) == len(host.commits):
                return host.commits[-1][1]
            self.page.wait_for_timeout(100)
        pytest.fail("Saving did not reach the Git host; the form says: " + self.page.inner_text("body")[:900])


@dataclass
class Desk:
    """An editor signed in at a Git host."""

    editor: Editor
    host: GitHost
    visitor: Visitor
    site: Site
    asked: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with the form alone, set up for a repository."""
    loaded, _ = load_site(root, None)
    assert loaded is not None
    made = tmp_path_factory.mktemp("form")
    files = editor_files(loaded, root, {"REPOSITORY_URL": f"https://github.com/{REPOSITORY}"})
    for path, content in files.items():
        target = made / FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    icon = made / "assets" / "img" / "favicon.svg"
    icon.parent.mkdir(parents=True)
    icon.write_bytes((root / "docs/assets/img/favicon.svg").read_bytes())
    return made


@pytest.fixture(scope="module")
def titles(root: Path) -> dict[str, str]:
    """What each entry is known by, by its reference."""
    catalogue, _ = assemble(root, None, SIGNATURES)
    return {item.ref: item.title for item in catalogue.items.values()}


@pytest.fixture(scope="module")
def desk(browser: Browser, folder: Path, root: Path) -> Iterator[Desk]:
    host = GitHost.of(root, [kind.folder for kind in KINDS])
    with serve_folder(folder) as site, visit(browser, TALL) as visitor:
        visitor.page.set_default_timeout(PATIENCE_MS)
        host.answer_on(visitor.page)
        editor = Editor(visitor.page)
        editor.sign_in(site.address(f"{FOLDER}/"))
        desk = Desk(editor, host, visitor, site)
        yield desk
        desk.asked = [url for url in visitor.outside if not url.startswith(f"{API}/")]
        visitor.outside.clear()
    assert desk.asked == []
    assert host.unknown == []


def test_a_book_is_added_in_under_25_actions_and_passes_the_rules(
    desk: Desk, root: Path, tmp_path: Path
) -> None:
    """The steps of the guide (docs/om/redaktion/lagg-till.md), signing in included."""
    editor = desk.editor
    editor.click(editor.page.get_by_text("Böcker", exact=True))
    editor.click(editor.page.get_by_text("Ny", exact=True))
    expect(editor.page.get_by_text("Du skapar nu en ny post")).to_be_attached(timeout=PATIENCE_MS)
    editor.page.wait_for_timeout(FIRST_LOOK_MS)
    editor.write(editor.part("title").locator("input"), "Åsas väska: en prövning i ö")
    editor.write(editor.part("summary").locator("textarea"), "Bok om Åsa, som får hjälp av en granne.")
    editor.choose("audiences", "Skola")
    editor.write(editor.part("creators").locator("input"), "Påhittad Författare")
    editor.write(editor.part("year").locator("input"), "2020")
    editor.write(editor.part("isbn").locator("input"), "9789129697285")
    editor.choose("kind", "Barnbok")
    editor.write(editor.part("where").locator("input"), "Bibliotek")
    editor.click(editor.part("ages").get_by_text("Lägg till"))
    editor.write(editor.part("ages.from").locator("input"), "9")
    editor.write(editor.part("ages.to").locator("input"), "12")
    editor.click(editor.part("sources").get_by_role("button", name="Lägg till"))
    editor.choose("sources.0.id", SOURCE)
    editor.write(editor.part("sources.0.seen").locator("textarea"), "som: får hjälp")
    editor.read_through()
    files = editor.save(desk.host)
    assert desk.host.pulls[-1]["draft"] is True
    editor.click(editor.page.get_by_role("button", name="Skicka till redaktionen"))
    assert editor.actions < 25
    _wait_until_ready(editor, desk.host)
    assert list(files) == [f"data/books/{BOOK}.yml"]
    branch, _ = desk.host.commits[-1]
    assert branch == f"cms/books/{BOOK}"
    assert branch in desk.host.branches
    assert desk.host.pulls[-1]["head"] == branch
    assert desk.host.pulls[-1]["base"] == "main"
    _put_among_the_real_ones(files, root, tmp_path)
    assert _command("check", root, tmp_path) == 0
    assert _command("format", root, tmp_path, "--check") == 0


def _wait_until_ready(editor: Editor, host: GitHost) -> None:
    """Wait for the draft to become something that the editors are asked to read."""
    for _ in range(PATIENCE_MS // 100):
        if host.ready:
            break
        editor.page.wait_for_timeout(100)
    assert host.ready == ["PR_1"]
    assert host.labels == {1: ["sveltia-cms/pending_review"]}


def _put_among_the_real_ones(files: dict[str, str], root: Path, folder: Path) -> None:
    for name in ("data", "docs"):
        shutil.copytree(root / name, folder / name)
    for path, text in files.items():
        assert not (folder / path).exists()
        (folder / path).write_text(text, encoding="utf-8")


def _command(name: str, root: Path, folder: Path, *arguments: str) -> int:
    """Run `make check` or `make format` in another folder; return the exit code."""
    command = [sys.executable, "-m", f"scripts.{name}", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def test_an_empty_form_says_what_is_missing_and_saves_nothing(desk: Desk) -> None:
    before = len(desk.host.commits)
    page = desk.editor.page
    page.goto(desk.site.address(f"{FOLDER}/#/collections/books/new"))
    expect(desk.editor.part("title")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(FIRST_LOOK_MS)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("fält har fel")).to_be_visible(timeout=PATIENCE_MS)
    expect(desk.editor.part("title")).to_contain_text("Fältet måste fyllas i.")
    assert len(desk.host.commits) == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_one_change_in_the_longest_entry_is_one_change_in_its_file(
    desk: Desk, titles: dict[str, str], kind: Kind
) -> None:
    """Through the form's own serialiser: only the lines of the changed field may differ."""
    mine = {path: text for path, text in desk.host.files.items() if path.startswith(f"data/{kind.folder}/")}
    path = max(mine, key=lambda name: len(mine[name]))
    before = mine[path].decode()
    key = title_field(kind.model)
    page = desk.editor.page
    page.goto(desk.site.address(f"{FOLDER}/#/collections/{kind.folder}/entries/{Path(path).stem}"))
    box = desk.editor.part(key).locator("input, textarea").first
    title = titles[f"{kind.folder}/{Path(path).stem}"]
    expect(box).to_have_value(title, timeout=PATIENCE_MS)
    box.fill(f"{title[:-2]}x")
    after = desk.editor.save(desk.host)[path]
    changed = [
        line
        for line in difflib.ndiff(before.splitlines(), after.splitlines())
        if line.startswith(("- ", "+ "))
    ]
    assert len(changed) == 2, "\n".join(changed)
    assert all(line[2:].startswith(f"{key}: ") for line in changed), "\n".join(changed)


def test_without_a_repository_the_page_says_how_to_set_it_up(
    browser: Browser, root: Path, tmp_path: Path
) -> None:
    loaded, _ = load_site(root, None)
    assert loaded is not None
    files = editor_files(loaded, root, {})
    assert set(files) == {"index.html", "form.css"}
    for path, content in files.items():
        (tmp_path / FOLDER).mkdir(exist_ok=True)
        (tmp_path / FOLDER / path).write_bytes(content)
    icon = tmp_path / "assets" / "img" / "favicon.svg"
    icon.parent.mkdir(parents=True)
    icon.write_bytes((root / "docs/assets/img/favicon.svg").read_bytes())
    with serve_folder(tmp_path) as site, visit(browser, PHONE) as visitor:
        visitor.page.goto(site.address(f"{FOLDER}/"))
        assert "REPOSITORY_URL" in visitor.page.inner_text("main")


# A folder that the browser keeps itself stands in for the checkout; the picker of folders cannot be tested.
CHECKOUT = """async ([path, text]) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  const names = path.split("/");
  let folder = root;
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
  const file = await folder.getFileHandle(names.at(-1), { create: true });
  const writer = await file.createWritable();
  await writer.write(text);
  await writer.close();
  window.showDirectoryPicker = async () => root;
}"""
READ = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const names = path.split("/");
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
  return (await (await folder.getFileHandle(names.at(-1))).getFile()).text();
}"""


def test_the_form_works_on_a_checkout_without_the_git_host(
    browser: Browser, folder: Path, root: Path
) -> None:
    path = "data/glossary/ace.yml"
    before = (root / path).read_text(encoding="utf-8")
    with serve_folder(folder) as site, visit(browser, TALL) as visitor:
        page = visitor.page
        page.set_default_timeout(PATIENCE_MS)
        page.goto(site.address(f"{FOLDER}/"))
        page.evaluate(CHECKOUT, [path, before])
        page.get_by_role("button", name="Arbeta i en kopia på datorn").click()
        expect(page.get_by_text("Samlingar")).to_be_visible(timeout=PATIENCE_MS)
        page.goto(site.address(f"{FOLDER}/#/collections/glossary/entries/ace"))
        box = Editor(page).part("term").locator("input")
        expect(box).to_have_value("ACE, svåra barndomsupplevelser", timeout=PATIENCE_MS)
        box.fill("ACE-poäng")
        page.get_by_role("button", name="Spara", exact=True).click()
        after = before
        for _ in range(PATIENCE_MS // 100):
            if (after := page.evaluate(READ, path)) != before:
                break
            page.wait_for_timeout(100)
    assert after == before.replace("term: ACE, svåra barndomsupplevelser\n", "term: ACE-poäng\n")
    assert after != before
