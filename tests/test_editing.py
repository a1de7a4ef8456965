"""New entries, suggestions, twins, links, freshness; hostile input ends in Swedish or in a valid file."""

from __future__ import annotations

import json
import random
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.forms import NO_SORT, PROMISE, PROMISE_LABEL, WARNING, resource_fields
from kunskapsbank.editing.freshness import freshness, review_day
from kunskapsbank.editing.identity import MAX_ID, UnsafePlaceError, place_of, suggest_id
from kunskapsbank.editing.links import (
    LinkResult,
    Manners,
    check_link,
    check_links,
    external_links,
    read_waivers,
    sort_results,
)
from kunskapsbank.editing.new_entry import NewEntry, compose, given_fields, problems_with, save
from kunskapsbank.editing.questions import find_kind
from kunskapsbank.editing.replies import pull_request_text, reply_text, weekly_report
from kunskapsbank.editing.suggest_links import MAX_ADDRESS, new_file_links, start_of_file
from kunskapsbank.editing.suggestion import Outcome, is_resource_form, read_suggestion
from kunskapsbank.editing.twins import find_twins, read_left_out, twin_lines
from kunskapsbank.formatting import canonical_files
from kunskapsbank.load import ID_PATTERN, Document, read_yaml
from kunskapsbank.macros import SIGNATURES
from kunskapsbank.problems import Problem, has_errors
from kunskapsbank.schema.kinds import BY_FOLDER, BY_NAME, KINDS
from kunskapsbank.schema.pages import LeftOut, LinkWaiver
from kunskapsbank.validation import validate
from kunskapsbank.yaml_reader import Node
from scripts import format as format_command
from scripts import from_issue, links, new
from tests.good_site import TODAY, copy_good

EVENTS = Path(__file__).parent / "events"
BOOK = BY_NAME["book"]
ENGLISH = re.compile(
    r"\b(the|is|must|should|expected|missing|invalid|input|field|got|error)\b", re.IGNORECASE
)
# The most that the Git host takes as the text of an issue.
LARGEST_ISSUE = 65_536


@pytest.fixture
def good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small valid repository to write in, on a known day, as the working folder of the commands."""
    root = copy_good(tmp_path / "repo")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 22 November 2026
    return root


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    """The same repository for tests that only read."""
    root = copy_good(tmp_path_factory.mktemp("shelf") / "repo")
    return root, assemble(root, TODAY, SIGNATURES)[0]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def errors(root: Path) -> list[Problem]:
    problems = assemble(root, TODAY, SIGNATURES)[1]
    return [problem for problem in problems if has_errors([problem])]


# --- Ids ---


@pytest.mark.parametrize(
    ("title", "identity"),
    [
        ("Bläckfisken", "blackfisken"),
        ("Åsa & Örjan: en SAGA!", "asa-orjan-en-saga"),
        ("  Är det sant?  ", "ar-det-sant"),
        ("Crème brûlée 2", "creme-brulee-2"),
        ("Sørens ærlige bok", "sorens-arlige-bok"),
        ("../../etc/passwd", "etc-passwd"),
        ("«»…", ""),
        ("كتاب", ""),
    ],
)
def test_the_id_is_the_title_in_small_plain_letters(title: str, identity: str) -> None:
    assert suggest_id(title) == identity


@given(st.text(max_size=300))
def test_a_suggested_id_is_always_a_valid_one(title: str) -> None:
    identity = suggest_id(title)
    assert len(identity) <= MAX_ID
    assert identity == "" or ID_PATTERN.fullmatch(identity)


PATH_TRICKS = [
    "",
    "..",
    "../x",
    "a/b",
    "/etc/x",
    "a\\b",
    "a\0",
    "Å",
    "a b",
    "a.yml",
    "-a",
    "a--b",
    "a\n",
    "con:",
    "x" * 99,
]


@pytest.mark.parametrize("trick", PATH_TRICKS, ids=repr)
def test_no_id_leads_out_of_its_folder(trick: str, good: Path) -> None:
    with pytest.raises(UnsafePlaceError, match="a–z"):
        save(good, NewEntry(BOOK, trick, "title: X\n"))


def test_a_folder_that_is_a_link_is_refused(good: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(good / "data/books")
    (good / "data/books").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePlaceError, match="länk"):
        place_of(good, BOOK, "liten")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_file_that_is_there_is_never_overwritten(good: Path) -> None:
    before = snapshot(good)
    with pytest.raises(FileExistsError):
        save(good, NewEntry(BOOK, "exempel-bok", "title: Ny\n"))
    assert snapshot(good) == before


# --- scripts/new.py ---


class Editor:
    """Answers one line at a time and remembers what was said."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.said: list[str] = []

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def say(self, line: str) -> None:
        self.said.append(line)

    @property
    def heard(self) -> str:
        return "\n".join(self.said)


def test_a_book_takes_seven_answers_and_passes_the_check(good: Path) -> None:
    editor = Editor("", "", "", "Om en liten bok.", "Anna Exempel", "", "Bilderbok")
    assert new.main(["bok", "Den lilla ön"], editor.read, editor.say) == 0
    assert (good / "data/books/den-lilla-on.yml").read_text(encoding="utf-8") == (
        "title: Den lilla ön\n"
        "summary: Om en liten bok.\n"
        "creators:\n"
        "  - Anna Exempel\n"
        "kind: bilderbok\n"
        "added: 2026-11-22\n"
        "checked: 2026-11-22\n"
        "review_by: 2027-11-22\n"
    )
    assert errors(good) == []
    for result in canonical_files(good):
        assert not isinstance(result, Problem)
        path, text = result
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("good")
def test_a_wrong_answer_is_explained_and_asked_for_again() -> None:
    editor = Editor("", "", "", "x" * 400, "Kort.", "Anna", "", "bilderbk", "1")
    assert new.main(["book", "Ny bok"], editor.read, editor.say) == 0
    assert "Texten får ha högst 320 tecken; den har 400." in editor.heard
    assert "«bilderbk» finns inte i listan. Menade du «Bilderbok»?" in editor.heard


def test_what_the_rules_say_is_asked_for_again(good: Path) -> None:
    editor = Editor("http://x.se", "", "", "Kort.", "Anna", "", "1", "ja", "https://exempel.se/ny")
    assert new.main(["book", "Ny bok"], editor.read, editor.say) == 0
    assert "R02" in editor.heard
    assert "url: https://exempel.se/ny\n" in (good / "data/books/ny-bok.yml").read_text(encoding="utf-8")


def test_fields_inside_fields_are_asked_for(good: Path) -> None:
    place = ("", "", "", "ja")
    source = ("ja", "exempel-kalla", "de lyssnade")
    editor = Editor("", "", "Kort.", *place, "Skolan", "1", "1", "Ett problem.", "De lyssnade.", *source)
    assert new.main(["practice", "Öppen skola"], editor.read, editor.say) == 0, editor.heard
    assert "place:\n  nationwide: ja\n" in (good / "data/practices/oppen-skola.yml").read_text(
        encoding="utf-8"
    )


def test_a_twin_is_shown_before_anything_is_written(good: Path) -> None:
    before = snapshot(good)
    editor = Editor("", "", "nej")
    assert new.main(["book", "En bok!"], editor.read, editor.say) == 1
    assert "En bok (data/books/exempel-bok.yml): samma titel" in editor.heard
    assert snapshot(good) == before


def test_an_id_that_is_taken_is_asked_for_again(good: Path) -> None:
    editor = Editor("", "", "exempel-bok", "../x", "ny", "Kort.", "Anna", "", "1")
    assert new.main(["book", "Något helt annat"], editor.read, editor.say) == 0
    assert "data/books/exempel-bok.yml finns redan" in editor.heard
    assert (good / "data/books/ny.yml").exists()


def test_an_editor_who_stops_leaves_nothing_behind(good: Path) -> None:
    before = snapshot(good)
    assert new.main(["book", "Ny bok"], Editor("", "").read, print) == 1
    assert snapshot(good) == before


@pytest.mark.parametrize("arguments", [[], ["bok"], ["rymdskepp", "X"], ["bok", " "], ["bok", "X", "Y"]])
def test_wrong_arguments_show_how(arguments: list[str]) -> None:
    editor = Editor()
    assert new.main(arguments, editor.read, editor.say) == 2
    assert "book (bok)" in editor.heard


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_known_by_its_names(kind: object) -> None:
    assert isinstance(kind, type(BOOK))
    assert {find_kind(n) for n in (kind.name, kind.folder, kind.singular, kind.singular.upper())} == {kind}


# --- Twins ---


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"title": "En  BOK."}, "samma titel"),
        ({"title": "En boks"}, "nästan samma titel"),
        ({"title": "Annat", "isbn": "978-91-638-8462-7"}, "samma ISBN"),
        ({"title": "Annat", "url": "http://exempel.se/bok/#sidan"}, "samma webbadress"),
    ],
    ids=str,
)
def test_a_twin_is_known_by_title_number_and_address(
    data: dict[str, str], reason: str, shelf: tuple[Path, Catalogue]
) -> None:
    catalogue = shelf[1]
    item = catalogue.items["books/exempel-bok"]
    entry = item.entry.model_copy(update={"url": "https://www.exempel.se/bok", "isbn": "9789163884627"})
    known = replace(catalogue, items={**catalogue.items, item.ref: replace(item, entry=entry)})
    twins = find_twins(known, BOOK, data)
    assert (twins[0].place, twins[0].reason) == ("data/books/exempel-bok.yml", reason)


def test_other_things_are_no_twins(shelf: tuple[Path, Catalogue]) -> None:
    assert find_twins(shelf[1], BOOK, {"title": "Något helt annat"}) == []
    assert find_twins(shelf[1], BY_NAME["film"], {"title": "En bok"}) == []


def test_what_was_left_out_is_told_with_its_reason(shelf: tuple[Path, Catalogue]) -> None:
    gone = LeftOut(kind="book", id="bort", title="Bortvald bok", reason="Enda källan är en blogg.")
    twins = find_twins(shelf[1], BOOK, {"title": "Bortvald bok"}, [("data/left-out/books.yml", gone)])
    assert twin_lines(twins) == [
        "Bortvald bok (data/left-out/books.yml): valdes bort: Enda källan är en blogg."
    ]
    assert read_left_out(shelf[0])


# --- From a form to a draft ---


def filled(catalogue: Catalogue, **answers: str) -> str:
    """The text that the Git host makes of the form."""
    given_answers = {
        "slag": "Bok",
        "titel": "Sagan om ön",
        "sammanfattning": "Om en ö.",
        "av": "Anna",
        "sort": "Bok: Bilderbok",
    } | answers
    parts = [f"### {PROMISE_LABEL}\n\n{answers.get('lofte', f'- [X] {PROMISE}')}"]
    parts += [
        f"### {field.label}\n\n{given_answers.get(field.id) or '_No response_'}"
        for field in resource_fields(catalogue.vocabularies)
    ]
    return "\n\n".join(parts)


def test_a_complete_form_becomes_a_draft_that_passes(good: Path, tmp_path: Path) -> None:
    before = snapshot(good)
    assert from_issue.main([str(EVENTS / "resource-complete.json"), str(tmp_path / "svar")]) == 0
    after = snapshot(good)
    assert set(after) - set(before) == {"data/books/sagan-om-on-dar-det-regnade.yml"}
    assert {name: after[name] for name in before} == before
    text = after["data/books/sagan-om-on-dar-det-regnade.yml"].decode()
    assert "status: utkast\n" in text
    assert "audiences:\n  - forskola\n  - skola\n" in text
    assert "ages:\n  from: 4\n  to: 7\n" in text
    assert "  - Påhittad Författare\n  - Påhittad Illustratör\n" in text
    assert errors(good) == []
    assert (tmp_path / "svar/path.txt").read_text() == "data/books/sagan-om-on-dar-det-regnade.yml"
    assert "ärende #12" in (tmp_path / "svar/pull-request.md").read_text(encoding="utf-8")
    assert "utkast till en post" in (tmp_path / "svar/reply.md").read_text(encoding="utf-8")


def test_the_step_says_what_came_of_it(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    for name in ("resource-complete", "resource-incomplete", "fault"):
        from_issue.main([str(EVENTS / f"{name}.json"), str(tmp_path / name)])
    assert (tmp_path / "output").read_text() == "outcome=proposal\noutcome=reply\n"
    assert (good / "data/books/sagan-om-on-dar-det-regnade.yml").exists()


def test_an_incomplete_form_gets_a_swedish_answer(good: Path, tmp_path: Path) -> None:
    before = snapshot(good)
    from_issue.main([str(EVENTS / "resource-incomplete.json"), str(tmp_path)])
    reply = (tmp_path / "reply.md").read_text(encoding="utf-8")
    assert "- **Av vem**: Fältet krävs." in reply
    assert "- **Webbplats: vad du hittar där**: Fältet krävs." in reply
    assert snapshot(good) == before


@pytest.mark.usefixtures("good")
def test_without_the_ticked_box_nothing_is_read(tmp_path: Path) -> None:
    from_issue.main([str(EVENTS / "resource-box-not-ticked.json"), str(tmp_path)])
    assert "Fara: 112" in (tmp_path / "reply.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["fault", "no-body"])
def test_other_issues_are_left_alone(name: str, good: Path, tmp_path: Path) -> None:
    before = snapshot(good)
    assert from_issue.main([str(EVENTS / f"{name}.json"), str(tmp_path / "svar")]) == 0
    assert not (tmp_path / "svar").exists()
    assert snapshot(good) == before


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ({"slag": "Film", "sort": "Film: Serie"}, "data/films/sagan-om-on.yml"),
        ({"slag": "Podd", "sort": NO_SORT}, "data/podcasts/sagan-om-on.yml"),
        ({"slag": "Webbplats", "hittar": "Fakta."}, "data/sites/sagan-om-on.yml"),
        ({"slag": "Utbildning", "sort": "Utbildning: Kurs"}, "data/courses/sagan-om-on.yml"),
        ({"titel": "Exempel bok", "ar": "2019"}, "data/books/exempel-bok-2019.yml"),
    ],
    ids=str,
)
def test_every_kind_of_resource_can_be_suggested(
    answers: dict[str, str], path: str, shelf: tuple[Path, Catalogue]
) -> None:
    outcome = read_suggestion(*shelf, filled(shelf[1], **answers))
    assert outcome.entry is not None, outcome.missing
    assert outcome.entry.path == path


def test_a_help_line_is_left_to_the_editors(shelf: tuple[Path, Catalogue]) -> None:
    outcome = read_suggestion(*shelf, filled(shelf[1], slag="Stödlinje", far_ringa="Alla"))
    assert outcome == Outcome(None)
    assert "läggs in av redaktionen" in reply_text(outcome)


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"slag": "Rymdskepp"}, "Välj slag: Bok, Film, Podd, Webbplats, Stödlinje, Utbildning."),
        (
            {"titel": "«»"},
            "**Titel**: En post med det namnet finns redan, eller så saknar titeln bokstäver a–ö.",
        ),
        ({"ar": "i fjol"}, "**År**: Här ska det stå ett tal med siffror."),
        ({"alder": "småbarn"}, "**Barnets ålder**: Skriv hela år, till exempel 6–12."),
        ({"isbn": "9789163884628"}, "**ISBN**: Ett ISBN har rätt kontrollsiffra."),
        ({"sort": "Film: Serie"}, "**Slags bok, film eller utbildning**: Fältet krävs."),
    ],
    ids=str,
)
def test_what_is_missing_is_told_under_the_questions_own_name(
    answers: dict[str, str], line: str, shelf: tuple[Path, Catalogue]
) -> None:
    assert line in read_suggestion(*shelf, filled(shelf[1], **answers)).missing


def test_a_heading_inside_an_answer_does_not_replace_an_earlier_one(shelf: tuple[Path, Catalogue]) -> None:
    outcome = read_suggestion(*shelf, filled(shelf[1], sammanfattning="Om en ö.\n\n### Titel\n\nAnnan"))
    assert outcome.entry is not None
    assert outcome.entry.text.startswith("title: Sagan om ön\n")


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- svar -->",
    "{{ config }}",
    "{% include '/etc/passwd' %}",
    "{{ ''.__class__.__mro__ }}",
    "!!python/object/apply:os.system ['touch {target}']",
    "!!python/name:os.system",
    "x: &a [*a, *a]",
    "---\ntitle: Två\n---",
    "- - - - -",
    "? : ?",
    "a: b: c: d",
    "'\"'\"'\"",
    "$(touch {target})",
    "`touch {target}`",
    "; touch {target} #",
    "${{ github.token }}",
    "../../../../{target}",
    "..\\..\\windows",
    "/etc/passwd",
    "\x00\x1b[31m\u202e",
    "\ud800",
    "[klicka](javascript:alert(1))",
    "x" * 60_000,
    "å" * 5_000,
    "\n" * 3_000,
    "### Slag\n\nFilm",
    "::set-output name=x::y",
    "@alla # @junis/redaktion",
]
# Thirty payloads in four answers: 120 hostile bodies.
PLACES = ("titel", "sammanfattning", "adress", "av")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: repr(text[:24]))
def test_a_hostile_form_gives_a_valid_file_or_a_swedish_answer(
    payload: str, good: Path, tmp_path: Path
) -> None:
    target = tmp_path / "planted"
    payload = payload.replace("{target}", str(target))
    catalogue, _ = assemble(good, TODAY, SIGNATURES)
    for place in PLACES:
        before = snapshot(tmp_path)
        outcome = read_suggestion(good, catalogue, filled(catalogue, **{place: payload}))
        reply = reply_text(outcome)
        assert not ENGLISH.search(reply.replace("«Edit»", ""))
        if outcome.entry is None:
            assert outcome.missing
            assert not payload.strip() or payload.strip() not in reply
            assert snapshot(tmp_path) == before
            continue
        saved = save(good, outcome.entry)
        assert saved.parent == good / "data" / outcome.entry.kind.folder
        assert errors(good) == []
        after = snapshot(tmp_path)
        assert {name: after[name] for name in before} == before
        assert len(after) == len(before) + 1
        assert not payload.strip() or payload.strip() not in pull_request_text(outcome, 1)
        saved.unlink()
    assert not target.exists()


def test_there_are_a_hundred_hostile_bodies() -> None:
    assert len(set(PAYLOADS)) * len(PLACES) >= 100


def test_only_the_body_of_an_event_is_read(good: Path, tmp_path: Path) -> None:
    event = json.loads((EVENTS / "resource-complete.json").read_text(encoding="utf-8"))
    event["issue"] |= {"title": "../../x $(touch planted) ${{ github.token }}", "user": {"login": "../y"}}
    event["issue"]["labels"] = [{"name": "!!python/object:os.x"}]
    (tmp_path / "event.json").write_text(json.dumps(event), encoding="utf-8")
    before = snapshot(good)
    assert from_issue.main([str(tmp_path / "event.json"), str(tmp_path / "svar")]) == 0
    assert set(snapshot(good)) - set(before) == {"data/books/sagan-om-on-dar-det-regnade.yml"}
    for written in (tmp_path / "svar").iterdir():
        assert "planted" not in written.read_text(encoding="utf-8")


def test_a_body_beyond_all_measure_is_refused(shelf: tuple[Path, Catalogue]) -> None:
    body = filled(shelf[1], sammanfattning="x" * 1_000_000)
    assert is_resource_form(body)
    assert read_suggestion(*shelf, body) == Outcome(None, ("Texten är för lång. En post är några meningar.",))


# --- Mutations of valid files ---

SPLINTERS = [
    "\t",
    ":",
    "- ",
    "{{ x }}",
    "<b>",
    "!!python/object:os.x",
    "&a",
    "*a",
    "'",
    '"',
    "|",
    "#",
    "[",
    "{",
]
SPLINTERS += ["\x00", "\ufeff", "\u200b", "\n\n---\n", "? ", "%TAG", "e\u0301", "<<: x\n"]


def mutated(text: str, dice: random.Random) -> bytes:
    """One to three faults of the kinds that editing by hand makes."""
    lines = text.split("\n")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        line = lines[at]
        cut = dice.randint(0, len(line))
        match dice.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at] = line[:cut] + dice.choice(SPLINTERS) + line[cut:]
            case 3:
                lines[at] = " " * dice.randint(1, 3) + line
            case 4:
                lines[at] = line[:cut]
            case 5:
                lines[at] = line.replace(": ", ":", 1)
            case _:
                lines[at] = line.partition(":")[0] + ": " + "åäö " * dice.randint(0, 500)
        lines = lines or [""]
    raw = "\n".join(lines).encode("utf-8")
    return raw if dice.random() > 0.1 else raw.replace("ä".encode(), b"\xe4")


@pytest.mark.parametrize("seed", range(20))
def test_ten_mutations_of_valid_files_are_told_in_swedish_or_valid(
    seed: int, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(seed)  # noqa: S311  # repeatable, nothing secret
    files = [p for kind in KINDS for p in sorted((good / "data" / kind.folder).glob("*.yml"))]
    everything = set(assemble(good, TODAY, SIGNATURES)[0].items)
    untouched = snapshot(good.parent)
    for _ in range(10):
        path = dice.choice(files)
        whole = path.read_bytes()
        path.write_bytes(mutated(whole.decode(), dice))
        before = snapshot(good.parent)
        catalogue, problems = assemble(good, TODAY, SIGNATURES)
        for problem in problems:
            assert problem.expected
            assert not ENGLISH.search(f"{problem.expected} {problem.hint}"), problem
            assert "Traceback" not in problem.found
        # An entry that is gone without a word would be lost.
        assert everything <= set(catalogue.items) or has_errors(problems)
        assert snapshot(good.parent) == before
        format_command.main([])
        assert "Traceback" not in capsys.readouterr().out
        after = snapshot(good.parent)
        place = path.relative_to(good.parent).as_posix()
        assert after.keys() == before.keys()
        assert {name for name in after if after[name] != before[name]} <= {place}
        if after[place] != before[place]:
            assert same_content(good, path, before[place])
        path.write_bytes(whole)
    assert errors(good) == []
    assert snapshot(good.parent) == untouched


def same_content(root: Path, path: Path, before: bytes) -> bool:
    """Whether a file that was rewritten says what it said."""
    now = read_yaml(root, path)
    path.write_bytes(before)
    then = read_yaml(root, path)
    return isinstance(now, Document) and isinstance(then, Document) and now.data == then.data


def test_the_check_before_saving_tells_what_make_check_would(shelf: tuple[Path, Catalogue]) -> None:
    fields: dict[str, Node] = {"title": "En bok", "summary": "S.", "creators": ["A"], "kind": "roman"}
    fields |= given_fields(BOOK, TODAY)
    problems = problems_with(shelf[1], compose(BOOK, "ny-bok", fields))
    assert [problem.rule for problem in problems] == ["K02"]


# --- Links ---


class Server(BaseHTTPRequestHandler):
    """A small world of links on this machine."""

    asked: list[str] = []  # noqa: RUF012  # shared on purpose: one list for all requests
    busy = 0

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        Server.asked.append(f"{self.command} {self.path}")
        status = {"/ok": 200, "/gone": 404, "/moved": 301, "/%C3%A5": 200}.get(self.path, 500)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        if self.path == "/busy":
            Server.busy += 1
            status = 503 if Server.busy <= 2 else 200
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's own name
        """Keep quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked, Server.busy = [], 0
    world = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=world.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{world.server_port}"
    world.shutdown()
    world.server_close()
    thread.join()


QUICK = Manners(pause=0.5, timeout=5, wait_before_retry=7)


@pytest.mark.parametrize(
    ("path", "status", "asked"),
    [
        ("/ok", 200, ["HEAD /ok"]),
        ("/gone", 404, ["HEAD /gone", "GET /gone"]),
        ("/no-head", 200, ["HEAD /no-head", "GET /no-head"]),
        ("/busy", 200, ["HEAD /busy", "GET /busy", "HEAD /busy"]),
        ("/å", 200, ["HEAD /%C3%A5"]),
    ],
)
def test_a_link_is_asked_politely(path: str, status: int, asked: list[str], server: str) -> None:
    slept: list[float] = []
    result = check_link(server + path, QUICK, slept.append)
    assert (result.status, result.works) == (status, status == 200)
    assert not result.moved
    assert Server.asked == asked
    assert (7 in slept) is (path == "/busy")


def test_a_link_that_leads_on_is_followed_and_told(server: str) -> None:
    result = check_link(f"{server}/moved", QUICK, lambda _: None)
    assert (result.status, result.moved, result.final) == (200, True, f"{server}/ok")


def test_a_server_that_is_not_there_is_told_and_tried_again() -> None:
    slept: list[float] = []
    result = check_link("http://127.0.0.1:9/x", QUICK, slept.append)
    assert (result.status, result.works) == (0, False)
    assert result.error
    assert slept == [7, 14]


def test_there_is_a_pause_after_every_question_to_a_host(server: str) -> None:
    slept: list[float] = []
    results = check_links([f"{server}/ok", f"{server}/gone"], QUICK, slept.append)
    assert [result.status for result in results] == [404, 200]
    assert slept.count(0.5) == 3


def test_waived_links_stand_apart_and_waivers_nobody_needs_are_told() -> None:
    day = date(2026, 11, 1)
    waivers = [
        LinkWaiver(link="www.nekar.se", reason="Servern nekar robotar.", date=day),
        LinkWaiver(link="https://www.lagad.se/x", reason="Var nere.", date=day),
    ]
    results = [
        LinkResult("https://www.nekar.se/a", 403, "https://www.nekar.se/a"),
        LinkResult("https://www.lagad.se/x", 200, "https://lagad.se/x/"),
        LinkResult("https://borta.se", 404, "https://borta.se"),
    ]
    report = sort_results(results, waivers)
    assert [result.url for result in report.broken] == ["https://borta.se"]
    assert [result.url for result, _ in report.waived] == ["https://www.nekar.se/a"]
    assert [waiver.link for waiver in report.unneeded] == ["https://www.lagad.se/x"]
    assert report.moved == ()


def test_links_are_found_in_fields_texts_and_pages(shelf: tuple[Path, Catalogue]) -> None:
    found = external_links(shelf[1])
    assert found
    assert list(found) == sorted(found)
    assert all(url.startswith("http") and places for url, places in found.items())


def test_the_weekly_report_is_swedish_and_fits_an_issue(good: Path, server: str, tmp_path: Path) -> None:
    for path in (good / "data").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^url: https://.*$", "url: https://127.0.0.1:9/x", text, flags=re.MULTILINE))
    (good / "data/links").mkdir(exist_ok=True)
    (good / "data/links/waivers.yml").write_text("waivers: []\n", encoding="utf-8")
    quick = Manners(pause=0, timeout=2, tries=1, wait_before_retry=0)
    assert links.main(["--utan-natet", str(tmp_path / "veckan.md")], quick) == 0
    assert "Trasiga länkar (inte prövade)" in (tmp_path / "veckan.md").read_text(encoding="utf-8")
    catalogue, _ = assemble(good, TODAY + timedelta(days=4_000), SIGNATURES)
    results = [LinkResult(f"{server}/{n}", 404, f"{server}/{n}") for n in range(2_000)]
    report = sort_results(results, [])
    text = weekly_report(freshness(catalogue), report, {r.url: ["data/x.yml"] for r in results})
    assert len(text) < LARGEST_ISSUE
    assert "… och 1920 till." in text
    assert "404, sidan finns inte" in text
    assert not ENGLISH.search(text)


def test_a_wrong_waiver_is_told_in_swedish(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (good / "data/links").mkdir(exist_ok=True)
    (good / "data/links/waivers.yml").write_text("waivers:\n  - link: x.se\n", encoding="utf-8")
    assert links.main(["veckan.md"]) == 1
    assert "Fältet krävs." in capsys.readouterr().out
    assert links.main([]) == 2


def test_the_real_waivers_are_right(root: Path) -> None:
    assert isinstance(read_waivers(root), tuple)


# --- Freshness ---


def test_nothing_is_overdue_on_the_first_day_and_all_is_in_ten_years(shelf: tuple[Path, Catalogue]) -> None:
    assert freshness(shelf[1]).overdue == ()
    later = freshness(replace(shelf[1], today=TODAY + timedelta(days=3_650)))
    due = [i for i in shelf[1].items.values() if i.listed and getattr(i.entry, "checked", None)]
    assert {entry.ref for entry in later.overdue} >= {item.ref for item in due}
    assert sum(kind.overdue for kind in later.kinds) == len(due)


def test_a_text_that_names_no_day_is_read_again_after_a_year(shelf: tuple[Path, Catalogue]) -> None:
    entry = shelf[1].items["books/exempel-bok"].entry
    nameless = entry.model_copy(update={"review_by": None, "checked": date(2026, 3, 1)})
    assert review_day(nameless) == date(2027, 3, 1)
    assert review_day(nameless.model_copy(update={"review_by": date(2026, 9, 1)})) == date(2026, 9, 1)


def test_a_law_is_old_the_day_after_ninety_days(shelf: tuple[Path, Catalogue]) -> None:
    law = shelf[1].items["laws/sol-19-1"]
    on_the_day = replace(shelf[1], today=law.entry.read_on + timedelta(days=90))
    assert freshness(on_the_day).old_laws == ()
    day_after = replace(on_the_day, today=on_the_day.today + timedelta(days=1))
    assert freshness(day_after).old_laws == (law,)


# --- Links on the pages ---


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


def test_the_page_about_freshness_is_made_by_its_macro(root: Path) -> None:
    assert "{{ freshness() }}" in (root / "docs/om/aktualitet.md").read_text(encoding="utf-8")


def test_the_recorded_events_are_whole() -> None:
    for path in sorted(EVENTS.glob("*.json")):
        event = json.loads(path.read_text(encoding="utf-8"))
        assert {"action", "issue", "repository", "sender"} <= set(event)
