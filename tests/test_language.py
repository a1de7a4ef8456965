"""The language checks: each rule finds what it should, and the real texts keep all of them."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kunskapsbank.language.checks import check_language, limit_for
from kunskapsbank.language.lix import lix, words
from kunskapsbank.language.passages import Passage
from kunskapsbank.language.spelling import Speller
from kunskapsbank.problems import format_report, has_errors
from kunskapsbank.schema.pages import Waiver
from scripts.language import language_problems


class KnowsAll:
    """Stands in for the dictionary where spelling is not what is tested."""

    def __init__(self, wrong: Iterable[str] = ()) -> None:
        self.wrong = set(wrong)

    def knows(self, word: str) -> bool:
        return word not in self.wrong

    def suggest(self, word: str, vocabulary: Iterable[str]) -> str:
        del word
        return next(iter(vocabulary), "")


def passage(text: str, page: str = "docs/guides/skola.md", raw: str = "") -> Passage:
    return Passage(page, 7, "", raw or text, text)


def found(
    text: str, page: str = "docs/guides/skola.md", raw: str = "", wrong: Iterable[str] = ()
) -> set[str]:
    speller = KnowsAll(wrong)
    return {problem.rule for problem in check_language([passage(text, page, raw)], speller, [])}  # type: ignore[arg-type]


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    """A dictionary of two words."""
    (tmp_path / "small.aff").write_text("SET UTF-8\n", encoding="utf-8")
    (tmp_path / "small.dic").write_text("2\nbarn\nanmälan\n", encoding="utf-8")
    return tmp_path / "small"


def test_a_misspelled_word_is_found() -> None:
    assert found("Gör en orosanmällan.", wrong=["orosanmällan"]) == {"L01"}


def test_half_a_word_before_a_hyphen_is_not_judged() -> None:
    assert found("Hälso- och sjukvård.", wrong=["Hälso-"]) == set()


def test_hard_text_is_found_and_easy_text_is_not() -> None:
    hard = "Verksamhetsansvariga befattningshavare uppmärksammar missförhållanden kontinuerligt. " * 20
    easy = "Ring en kollega. Ta med barnet in. " * 20
    assert found(hard) == {"L02"}
    assert found(easy) == set()


@pytest.mark.parametrize(
    ("page", "limit"),
    [
        ("docs/barn/index.md", 30),
        ("data/situations/x.yml", 40),
        ("data/laws/x.yml", 55),
        ("data/books/x.yml", 45),
    ],
)
def test_the_limit_follows_the_reader(page: str, limit: int) -> None:
    assert limit_for(page) == limit


def test_a_rating_word_is_a_warning() -> None:
    assert found("Det är en evidensbaserad metod.") == {"L03"}


def test_a_figure_needs_a_source_in_its_paragraph() -> None:
    assert found("3 574 barn fick stöd.") == {"L04"}
    assert found("3 574 barn fick stöd.", raw='3 574 barn fick stöd {{ cite("x") }}.') == set()


def test_a_duty_needs_law_or_source_in_its_paragraph() -> None:
    assert found("Du är skyldig att anmäla.") == {"L05"}
    assert found("Du är skyldig att anmäla.", raw='Du är skyldig att anmäla {{ law("sol-19-1") }}.') == set()


def test_withdrawn_law_stands_only_as_history() -> None:
    assert found("Enligt 14 kap. 1 § SoL gäller detta.") == {"L06"}
    assert found("Paragrafen (tidigare 14 kap. 1 §) heter nu 19 kap. 1 §.") == set()


def test_a_waiver_excuses_only_its_own_place() -> None:
    waiver = Waiver.model_validate(
        {
            "page": "docs/guides/skola.md",
            "rule": "L04",
            "text": "3 574",
            "reason": "Prov.",
            "date": "2026-11-22",
        }
    )
    speller = KnowsAll()
    passages = [passage("3 574 barn fick stöd."), passage("200 barn fick stöd.")]
    rules = [p.found for p in check_language(passages, speller, [waiver])]  # type: ignore[arg-type]
    assert rules == ["«200 barn»"]


def test_lix_is_words_per_sentence_plus_long_words_in_per_cent() -> None:
    # Ten words in two sentences, one of them longer than six letters: 5 + 10.
    assert lix(["Barnet kommer hem. Ingen frågar hur det gick, alltid tystnad."]) == pytest.approx(15)
    assert lix(["112", ""]) is None


def test_words_keep_hyphens_and_leave_figures_out() -> None:
    assert words("Sex 10-åringar, hälso- och BVC-besök 2024.") == [
        "Sex",
        "åringar",
        "hälso-",
        "och",
        "BVC-besök",
    ]


def test_the_speller_knows_the_dictionary_our_words_and_their_genitives(
    dictionary: Path, tmp_path: Path
) -> None:
    speller = Speller(dictionary, ["Bris", "orosanmälan"], tmp_path / "cache.json")
    for word in ("barn", "Bris", "Orosanmälan", "orosanmälans", "Bris-barn"):
        assert speller.knows(word), word
    assert not speller.knows("anmällan")
    assert speller.suggest("anmällan", ["anmälan", "barn"]) == "anmälan"


def test_the_cache_is_thrown_away_when_the_dictionary_changes(dictionary: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    first = Speller(dictionary, [], cache)
    assert first.knows("barn")
    first.save()
    dictionary.with_suffix(".dic").write_text("1\nanmälan\n", encoding="utf-8")
    assert not Speller(dictionary, [], cache).knows("barn")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"words": 3}'])
def test_a_broken_cache_does_no_harm(dictionary: Path, tmp_path: Path, content: str) -> None:
    cache = tmp_path / "cache.json"
    cache.write_text(content, encoding="utf-8")
    assert Speller(dictionary, [], cache).knows("barn")


def test_every_text_on_the_site_keeps_the_rules(root: Path) -> None:
    problems = language_problems(root)
    assert not has_errors(problems), format_report(problems)
