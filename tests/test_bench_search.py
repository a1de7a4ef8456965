"""How answers of other search engines are counted, and the table they end up in."""

from pathlib import Path

from scripts.bench.search import RESERVED, Hit, lists, place, score, table

HITS: list[Hit] = [
    ["resources/books/"],
    ["resources/ordlista/", "resources/ordlista/#sip"],
    ["guides/nu/skador-i-munnen/tandvard/"],
]


def test_a_page_counts_for_its_section_and_a_role_for_its_situation() -> None:
    assert place(HITS, ["resources/ordlista/#barnahus"]) == 1
    assert place(HITS, ["guides/nu/skador-i-munnen/"]) == 2
    assert place(HITS, ["guides/"]) is None
    assert place([], ["guides/"]) is None


def test_questions_are_counted_by_place() -> None:
    questions = [
        {"query": "böcker", "expect": ["resources/books/"]},
        {"query": "sip", "expect": ["resources/ordlista/#sip"]},
        {"query": "annat", "expect": ["om/"]},
    ]
    found = score("Motor", questions, lambda query: [] if query == "annat" else HITS)
    assert (found.questions, found.top1, found.top3, found.empty) == (3, 1, 2, 1)
    assert "| lista | Motor | 3 | 1 (33%) | 2 (67%) | 1 |" in table({"lista": [found]})


def test_the_list_in_reserve_is_only_asked_when_told(root: Path) -> None:
    assert RESERVED not in dict(lists(root, reserved=False))
    assert RESERVED in dict(lists(root, reserved=True))


def test_questions_that_only_a_help_box_answers_are_not_compared(root: Path) -> None:
    asked = dict(lists(root, reserved=True))
    assert "help-queries" not in asked
    assert all(question["expect"] for questions in asked.values() for question in questions)
