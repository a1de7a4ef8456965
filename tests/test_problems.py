"""How problems are told: on the terminal, beside a changed line, and on a summary page."""

from __future__ import annotations

import pytest

from kunskapsbank.problems import (
    Level,
    Problem,
    Rule,
    format_report,
    github_annotations,
    has_errors,
    markdown_summary,
    rule_table,
)

DUPLICATE = Problem(
    "data/books/b.yml", 7, "Y12", "title", "Varje fält ska stå en gång.", "«title»", "Ta bort ett."
)
OLD = Problem("data/books/a.yml", 3, "K01", "", "Ska ses över.", "", level=Level.REMINDER)
LONG = Problem("data/books/b.yml", 2, "S05", "summary", "Högst 300 tecken.", "301", level=Level.WARNING)


def test_the_report_shows_all_problems_sorted_by_file_and_line() -> None:
    blocks = format_report([DUPLICATE, LONG, OLD]).split("\n\n")
    assert [block.split(",")[0].split(": ")[0] for block in blocks[:3]] == [
        "data/books/a.yml:3",
        "data/books/b.yml:2",
        "data/books/b.yml:7",
    ]
    assert blocks[3] == "1 fel, 1 varning, 1 påminnelse i 2 filer."


def test_a_block_says_how_it_should_be_before_what_was_found() -> None:
    assert format_report([DUPLICATE]).split("\n\n")[0].splitlines() == [
        "data/books/b.yml:7, title: fel Y12",
        "  Så ska det vara: Varje fält ska stå en gång.",
        "  Hittade: «title»",
        "  Tips: Ta bort ett.",
    ]


def test_lines_with_nothing_to_say_are_left_out() -> None:
    assert format_report([OLD]).split("\n\n")[0].splitlines() == [
        "data/books/a.yml:3: påminnelse K01",
        "  Så ska det vara: Ska ses över.",
    ]


def test_counts_are_in_plural_when_there_are_several() -> None:
    later = Problem("data/books/b.yml", 9, "S05", "", "x", "", level=Level.WARNING)
    assert format_report([LONG, later]).endswith("2 varningar i 1 fil.")


def test_no_problems_is_said_in_so_many_words() -> None:
    assert format_report([]) == "Inga fel."
    assert markdown_summary([]) == "Inga fel.\n"
    assert github_annotations([]) == []


def test_the_report_is_coloured_only_when_asked() -> None:
    assert "\033[31mfel\033[0m" in format_report([DUPLICATE], color=True)
    assert "\033" not in format_report([DUPLICATE])


def test_text_from_a_broken_file_cannot_steer_the_terminal() -> None:
    evil = Problem("data/x.yml", 1, "Y03", "a\nb", "Så.", "«\033[2J\r\nfel»")
    report = format_report([evil])
    assert "\033" not in report
    assert "«[U+001B][2J fel»" in report
    assert "data/x.yml:1, a b: fel Y03" in report


def test_annotations_carry_file_line_rule_and_level() -> None:
    assert github_annotations([DUPLICATE, LONG, OLD]) == [
        "::notice file=data/books/a.yml,line=3,title=K01::Ska ses över.",
        "::warning file=data/books/b.yml,line=2,title=S05::Högst 300 tecken.%0AHittade: 301",
        (
            "::error file=data/books/b.yml,line=7,title=Y12::"
            "Varje fält ska stå en gång.%0AHittade: «title»%0ATa bort ett."
        ),
    ]


def test_annotations_escape_what_would_end_the_command() -> None:
    evil = Problem("data/a,b:c%.yml", 1, "Y06", "", "100 % så:", "«x\r\n::error::y»")
    assert github_annotations([evil]) == [
        "::error file=data/a%2Cb%3Ac%25.yml,line=1,title=Y06::100 %25 så:%0AHittade: «x ::error::y»"
    ]


def test_the_summary_table_puts_errors_first_and_the_mend_in_the_first_column() -> None:
    rows = markdown_summary([LONG, OLD, DUPLICATE]).splitlines()
    assert rows[0] == "1 fel, 1 varning, 1 påminnelse i 2 filer."
    assert rows[2].startswith("| Så ska det vara |")
    assert [row.split(" | ")[0] for row in rows[4:]] == [
        "| Varje fält ska stå en gång.",
        "| Högst 300 tecken.",
        "| Ska ses över.",
    ]


def test_the_summary_table_shows_markup_as_text() -> None:
    evil = Problem("data/x.yml", 1, "Y03", "a|b", "<b>", "[x](javascript:y)\n@namn `k`")
    row = markdown_summary([evil]).splitlines()[4]
    assert row == (
        "| &lt;b&gt; | \\[x\\]\\(javascript:y\\) &#64;namn \\`k\\` |  | data/x.yml:1 | a\\|b | Y03 | fel |"
    )


def test_a_summary_with_very_many_problems_is_cut_and_says_so() -> None:
    many = [Problem("data/x.yml", line, "Y03", "", "Så.", "") for line in range(1, 511)]
    rows = markdown_summary(many).splitlines()
    assert len(rows) == 2 + 2 + 500 + 2
    assert rows[-1] == "… och 10 till. Kör `make check` för hela listan."


def test_only_errors_stop_the_build() -> None:
    assert has_errors([LONG, DUPLICATE])
    assert not has_errors([LONG, OLD])
    assert not has_errors([])


def test_two_rules_cannot_share_an_id() -> None:
    rule = Rule("Y01", "Så.", "Därför.", "bra", "dåligt")
    assert rule_table([rule]) == {"Y01": rule}
    with pytest.raises(ValueError, match="Y01"):
        rule_table([rule, rule])
