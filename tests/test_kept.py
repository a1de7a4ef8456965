"""While serving, what an earlier build made is used again, and nothing that a reader sees tells so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from kunskapsbank.compiled_templates import remember_texts
from kunskapsbank.site import KeptBuild, load_site
from tests.good_site import HERE, TODAY, copy_good

METHOD = "data/methods/exempel-metod.yml"
PHRASE = "data/phrases/exempel-fras-foralder.yml"
BOOK = "data/books/exempel-bok.yml"
VOCABULARY = "data/vocabularies/audiences.yml"
STATISTIC = "data/statistics/exempel-tal.yml"
GUIDE = "docs/guides/orosanmalan.md"


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return a change of one file."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], None]] = {
    "a title": replaced(METHOD, "title: En metod", "title: En annan metod"),
    "the title of what others link to": replaced(BOOK, "title: En bok", "title: En annan bok"),
    "a link less": replaced(METHOD, "related:\n  - books/exempel-bok\n", ""),
    "a draft": replaced(BOOK, "title: En bok", "title: En bok\nstatus: utkast"),
    "an audience less": replaced(METHOD, "  - skola\n", "  - vard\n"),
    "a label that stands everywhere": replaced(VOCABULARY, "label: ", "label: X "),
    "the title of a guide": replaced(GUIDE, "title: ", "title: X "),
    "a fault": replaced(METHOD, "title: En metod", "title: En metod <b>"),
    "a fault that a comment moves down": replaced(METHOD, "title: En metod", "# Se här\ntitle: En metod <b>"),
    "a call of what does not exist": replaced(GUIDE, 'helpline("exempel-linje")', 'helpline("finns-inte")'),
    "a value that a page's call names": replaced(STATISTIC, "year: 2023", "year: 2022"),
    "what a page's call names": lambda root: (root / PHRASE).unlink(),
    "a fault in what a page's call names": replaced(PHRASE, "words: ", "ord: "),
    "an entry less": lambda root: (root / "data/films/exempel-film.yml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_is_kept_gives_the_same_site_and_the_same_problems(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    root, kept = copy_good(tmp_path / "good"), KeptBuild()
    load_site(root, TODAY, kept=kept)
    change(root)
    site, problems = load_site(root, TODAY, kept=kept)
    fresh, fresh_problems = load_site(root, TODAY)
    assert problems == fresh_problems
    assert (site.pages if site else None) == (fresh.pages if fresh else None)


def test_another_day_is_seen_on_what_is_kept(tmp_path: Path) -> None:
    root, kept = copy_good(tmp_path / "good"), KeptBuild()
    load_site(root, TODAY.replace(year=2025), kept=kept)
    assert load_site(root, TODAY, kept=kept)[1] == load_site(root, TODAY)[1]


def test_only_the_pages_that_a_change_is_seen_on_are_made_again(tmp_path: Path) -> None:
    root = tmp_path / "real"
    for folder in ("data", "docs"):
        shutil.copytree(HERE.parent / folder, root / folder)
    kept = KeptBuild()
    before, problems = load_site(root, TODAY, kept=kept)
    assert before, problems
    replaced("data/methods/trappan.yml", "title: Trappan", "title: Trappan X")(root)
    after, _ = load_site(root, TODAY, kept=kept)
    fresh, _ = load_site(root, TODAY)
    assert after
    assert fresh
    assert after.pages == fresh.pages
    made_again = [path for path, page in after.pages.items() if page is not before.pages[path]]
    assert "methods/trappan.md" in made_again
    assert len(made_again) < len(after.pages) / 4


def test_a_page_that_was_compiled_answers_with_the_macros_of_the_new_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, after = Environment(), Environment()  # noqa: S701  # no HTML is made here
    before.globals["number"], after.globals["number"] = (lambda: 1), (lambda: 2)
    for environment in (before, after):
        remember_texts(environment)
    assert before.from_string("{{ number() }} barn").render() == "1 barn"
    monkeypatch.setattr(after, "_generate", None)
    assert after.from_string("{{ number() }} barn").render() == "2 barn"
