"""What is read as one word is never parted by the end of a line, and only what readers see is touched."""

import pytest

from kunskapsbank.line_breaks import keep_together


def bound(text: str) -> str:
    """The text of a page, with a low line for each no-break space."""
    page = keep_together(f"<html><main><p>{text}</p></main></html>")
    return page.removeprefix("<html><main><p>").removesuffix("</p></main></html>").replace("\xa0", "_")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enligt 19 kap. 1 § SoL gäller", "Enligt 19_kap._1_§_SoL gäller"),
        ("16 kap. 2 a § SoL", "16_kap._2_a_§_SoL"),
        ("3 kap. 2–3 §§ SoL", "3_kap._2–3_§§_SoL"),
        ("6 § LVM och 4 § i samma lag", "6_§_LVM och 4_§ i samma lag"),
        ("29 kap. 14 § skollagen", "29_kap._14_§ skollagen"),
        ("ring Bris 116 111 eller 020-50 50 50", "ring Bris_116_111 eller 020-50_50_50"),
        ("Fara nu: ring 112.", "Fara nu: ring_112."),
        ("läst 12 februari 2026", "läst 12_februari 2026"),
        ("430 000 barn under 18 år", "430_000 barn under 18_år"),
        ("om 2023 201 kommuner", "om 2023 201 kommuner"),
        ('genast <sup class="cite"><a>[1]</a></sup>', 'genast_<sup class="cite"><a>[1]</a></sup>'),
    ],
)
def test_what_is_one_word_stays_on_one_line(text: str, expected: str) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<code>19 kap. 1 §</code>",
        "<textarea>Läst 12 februari</textarea>",
        '<svg><path d="M12 234 500z"/></svg>',
        '<a title="19 kap. 1 §" href="#">lagen</a>',
        "utan siffror",
    ],
)
def test_what_is_copied_or_drawn_is_left_alone(text: str) -> None:
    assert bound(text) == text


def test_only_the_main_text_is_touched() -> None:
    page = "<head><title>19 kap. 1 §</title></head><main>x</main><script>'12 maj'</script>"
    assert keep_together(page) == page
    assert keep_together("<p>12 maj</p>") == "<p>12 maj</p>"


def test_what_our_own_templates_bound_already_is_bound_to_its_act() -> None:
    assert bound("19\xa0kap. 1\xa0§ SoL") == "19_kap._1_§_SoL"
