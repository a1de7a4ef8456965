"""Takes the pictures in docs/om/redaktion/. Not a test: only ``scripts.screenshots`` runs it."""

from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from kunskapsbank.form_editor.publish import FOLDER, editor_files
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.site import load_site
from tests.browser.git_host import REPOSITORY, GitHost
from tests.browser.serving import serve_folder
from tests.browser.visiting import visit

SCREEN: ViewportSize = {"width": 900, "height": 600}
ALL_FIELDS: ViewportSize = {"width": 900, "height": 6000}
SETTLED_MS = 2500


def test_take_the_pictures(browser: Browser, root: Path, tmp_path: Path) -> None:
    loaded, _ = load_site(root, None)
    assert loaded is not None
    files = editor_files(loaded, root, {"REPOSITORY_URL": f"https://github.com/{REPOSITORY}"})
    for path, content in files.items():
        target = tmp_path / FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    pictures = root / "docs/assets/img/redaktion"
    pictures.mkdir(parents=True, exist_ok=True)
    logo = tmp_path / "assets" / "img" / "favicon.svg"
    logo.parent.mkdir(parents=True)
    logo.write_bytes((root / "docs/assets/img/favicon.svg").read_bytes())
    with serve_folder(tmp_path) as site, visit(browser, SCREEN) as visitor:
        page = visitor.page
        GitHost.of(root, [kind.folder for kind in KINDS]).answer_on(page)
        address = site.address(f"{FOLDER}/")
        page.goto(address)
        page.get_by_role("button", name="Logga in med en nyckel").click()
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=pictures / "logga-in.png")
        page.get_by_label("Nyckel", exact=True).fill("github_pat_exempel")
        page.get_by_role("button", name="Logga in", exact=True).click()
        page.get_by_text("Samlingar").wait_for(timeout=60_000)
        page.goto(f"{address}#/collections/books")
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=pictures / "samlingar.png")
        page.goto(f"{address}#/collections/books/new")
        page.locator('section.field[data-key-path="title"] input').fill("Påhittad bok")
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=pictures / "ny-bok.png")
        page.set_viewport_size(ALL_FIELDS)
        page.locator('section.field[data-key-path="summary"] textarea').fill("En bok som inte finns.")
        page.locator('section.field[data-key-path="creators"] input').fill("Påhittad Författare")
        page.locator('section.field[data-key-path="kind"]').get_by_role("combobox").click()
        page.get_by_role("option", name="Barnbok", exact=True).click()
        page.set_viewport_size(SCREEN)
        page.get_by_role("button", name="Spara", exact=True).click()
        page.get_by_role("button", name="Senare").wait_for(timeout=60_000)
        page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=pictures / "sparad.png")
        visitor.outside.clear()
        visitor.errors.clear()
