"""A filled-in form becomes a valid draft or a Swedish answer, however hostile its text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kunskapsbank.assemble import assemble
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.editing.forms import NO_SORT, PROMISE, PROMISE_LABEL, resource_fields
from kunskapsbank.editing.new_entry import save
from kunskapsbank.editing.replies import pull_request_text, reply_text
from kunskapsbank.editing.suggestion import Outcome, is_resource_form, read_suggestion
from kunskapsbank.macros import SIGNATURES
from scripts import from_issue
from tests.editing.repository import errors, snapshot
from tests.good_site import HERE, TODAY
from tests.swedish import ENGLISH

EVENTS = HERE / "events"


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


def test_the_recorded_events_are_whole() -> None:
    for path in sorted(EVENTS.glob("*.json")):
        event = json.loads(path.read_text(encoding="utf-8"))
        assert {"action", "issue", "repository", "sender"} <= set(event)
