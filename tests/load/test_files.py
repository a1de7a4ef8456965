"""Files, pages and folders: a file's encoding and size, a page's front matter, what may lie in a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kunskapsbank import load
from kunskapsbank.load import read_folder, read_yaml
from kunskapsbank.yaml_reader import Node
from tests.load.written_files import bad, good, read

# --- files


def test_a_file_that_is_not_utf8_is_told_with_its_line_and_byte(tmp_path: Path) -> None:
    problems = read(tmp_path, "title: A\nsummary: Bläck".encode("cp1252"))
    assert isinstance(problems, list)
    assert [(problem.rule, problem.line) for problem in problems] == [("Y01", 2)]
    assert problems[0].found == "byte 21 i filen är 0xE4, på raden «summary: Bläck»"


def test_utf16_from_a_windows_editor_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, "title: A".encode("utf-16")) == [("Y01", 1)]
    assert bad(tmp_path, "title: A".encode("utf-16-le")) == [("Y03", 1)]


def test_a_bom_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, b"\xef\xbb\xbftitle: A") == [("Y02", 1)]


@pytest.mark.parametrize(
    "sign", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u200b", "\u2028", "\u202e", "\ufeff", "\ufffd"]
)
def test_each_line_with_an_invisible_character_is_told(sign: str, tmp_path: Path) -> None:
    problems = read(tmp_path, f"title: a{sign}b\nyear: 2019\nnote: c{sign}\n")
    assert isinstance(problems, list)
    assert [(problem.rule, problem.line) for problem in problems] == [("Y03", 1), ("Y03", 3)]
    assert f"U+{ord(sign):04X} som tecken 9" in problems[0].found
    assert sign not in problems[0].found


def test_a_large_file_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.yml").write_bytes(b"a: " + b"x" * 5_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    problems = read_yaml(tmp_path, Path("x.yml"))
    assert isinstance(problems, list)
    assert [(problem.rule, problem.found) for problem in problems] == [("Y16", "5000 kB")]


def test_the_size_limit_itself_is_allowed(tmp_path: Path) -> None:
    good(tmp_path, "a: " + "x" * (load.MAX_BYTES - 3))
    assert bad(tmp_path, "a: " + "x" * (load.MAX_BYTES - 2)) == [("Y16", 1)]


def test_a_symlink_is_refused_even_when_it_leads_to_a_good_file(tmp_path: Path) -> None:
    good(tmp_path, "title: A", "real.yml")
    (tmp_path / "link.yml").symlink_to("real.yml")
    (tmp_path / "broken.yml").symlink_to("nowhere.yml")
    for name in ("link.yml", "broken.yml"):
        problems = read_yaml(tmp_path, Path(name))
        assert isinstance(problems, list)
        assert [problem.rule for problem in problems] == ["Y17"]


def test_a_folder_or_a_pipe_with_the_name_of_an_entry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    os.mkfifo(tmp_path / "y.yml")
    for name in ("x.yml", "y.yml"):
        problems = read_yaml(tmp_path, Path(name))
        assert isinstance(problems, list)
        assert [problem.rule for problem in problems] == ["Y18"]


def test_an_unreadable_or_missing_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = read_yaml(tmp_path, Path("nowhere.yml"))
    (tmp_path / "x.yml").write_text("title: A", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    unreadable = read_yaml(tmp_path, Path("x.yml"))
    assert isinstance(missing, list)
    assert isinstance(unreadable, list)
    assert [problem.rule for problem in (*missing, *unreadable)] == ["Y19", "Y19"]
    assert "Permission" not in unreadable[0].found


def test_a_path_outside_the_repository_is_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="subpath"):
        read_yaml(tmp_path / "repo", tmp_path / "x.yml")


# --- pages


def test_a_page_gives_its_fields_and_body_with_the_lines_of_the_file(tmp_path: Path) -> None:
    page = good(tmp_path, "---\ntitle: A\naudiences:\n  - skola\n---\n\n# A\n\n---\n\tKod\n", "x.md")
    assert page.data == {"title": "A", "audiences": ["skola"]}
    assert page.line("audiences", 0) == 4
    assert page.body == "\n# A\n\n---\n\tKod\n"
    assert page.body_line == 6


def test_a_problem_in_front_matter_has_the_line_of_the_file(tmp_path: Path) -> None:
    assert bad(tmp_path, "---\ntitle: A\nsummary: a: b\n---\nText\n", "x.md") == [("Y06", 3)]
    assert bad(tmp_path, "---\n---\nText\n", "x.md") == [("Y13", 1)]


@pytest.mark.parametrize("text", ["# A\n", "", "title: A\n---\n", "----\ntitle: A\n---\n"])
def test_a_page_without_front_matter_is_told(text: str, tmp_path: Path) -> None:
    assert bad(tmp_path, text, "x.md") == [("Y29", 1)]


def test_front_matter_that_never_ends_is_told(tmp_path: Path) -> None:
    assert bad(tmp_path, "---\ntitle: A\n# A\n", "x.md") == [("Y30", 1)]


def test_windows_line_ends_work_in_pages_too(tmp_path: Path) -> None:
    page = good(tmp_path, "---\r\ntitle: A\r\n---\r\nText\r\n", "x.md")
    assert (page.data, page.body, page.body_line) == ({"title": "A"}, "Text\n", 4)


# --- folders


def test_a_folder_is_read_in_order_and_only_one_level(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yml", ".gitkeep", ".DS_Store"):
        (tmp_path / name).write_text("title: A\n", encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path)
    assert [document.path for document in documents] == ["a.yml", "b.yml"]
    assert problems == []


def test_what_does_not_belong_in_a_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data/books"
    (folder / "mapp").mkdir(parents=True)
    (folder / "x.yml").mkdir()
    names = ("ok.yml", "fel.yaml", "stor.YML", "Bläck fisken.yml", "-a.yml", "a--b.yml", "bild.png", "a.yml~")
    for name in names:
        (folder / name).write_text("title: A\n", encoding="utf-8")
    (folder / "lank.yml").symlink_to("ok.yml")
    documents, problems = read_folder(tmp_path, Path("data/books"))
    told = {(problem.path.removeprefix("data/books/"), problem.rule) for problem in problems}
    assert told == {
        ("mapp", "Y32"),
        ("x.yml", "Y18"),
        ("fel.yaml", "Y31"),
        ("stor.YML", "Y31"),
        ("Bläck fisken.yml", "Y33"),
        ("-a.yml", "Y33"),
        ("a--b.yml", "Y33"),
        ("bild.png", "Y32"),
        ("a.yml~", "Y32"),
        ("lank.yml", "Y17"),
    }
    assert problems == sorted(problems)
    assert "data/books/ok.yml" in {document.path for document in documents}


def test_a_folder_of_pages_may_hold_pictures_and_folders(tmp_path: Path) -> None:
    (tmp_path / "bilder").mkdir()
    (tmp_path / "index.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path, suffix=".md")
    assert ([document.path for document in documents], problems) == (["index.md"], [])


def test_a_missing_folder_is_empty_and_a_linked_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lank").symlink_to(tmp_path)
    (tmp_path / "fil").write_text("", encoding="utf-8")
    assert read_folder(tmp_path, Path("saknas")) == ([], [])
    assert [problem.rule for problem in read_folder(tmp_path, Path("lank"))[1]] == ["Y17"]
    assert [problem.rule for problem in read_folder(tmp_path, Path("fil"))[1]] == ["Y32"]


def test_bad_and_good_files_of_a_folder_are_all_reported(tmp_path: Path) -> None:
    for name, text in {"a.yml": "a: b: c", "b.yml": "a: b", "c.yml": "a: @"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    documents, problems = read_folder(tmp_path, tmp_path)
    fields: list[dict[str, Node]] = [document.data for document in documents]
    assert fields == [{"a": "b"}]
    assert [(problem.path, problem.rule) for problem in problems] == [("a.yml", "Y06"), ("c.yml", "Y07")]
