"""All rules in one list, for the editors' guide: each module keeps its own table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kunskapsbank import assemble, validation, yaml_rules
from kunskapsbank.language import checks
from kunskapsbank.problems import Rule
from kunskapsbank.rules import calls, entry, page_markup, texts, whole

# Heading in the guide → the tables below it, in the order in which an editor meets them.
_TABLES: Final[Mapping[str, tuple[Mapping[str, Rule], ...]]] = {
    "Filen ska gå att läsa": (yaml_rules.RULES,),
    "Fälten ska vara rätt ifyllda": (validation.RULES, assemble.RULES),
    "Orden, länkarna och siffrorna ska stämma": (texts.RULES, entry.RULES),
    "Posterna ska hänga ihop": (whole.RULES,),
    "Guidernas anrop ska gå att göra": (calls.RULES,),
    "Guidernas text ska vara ofarlig": (page_markup.RULES,),
    "Språket ska vara enkelt": (checks.RULES,),
}


def rules_by_heading() -> dict[str, list[Rule]]:
    """Return every rule of the project.

    Returns:
        Rules by the Swedish heading of their group, sorted by id within it.
    """
    return {
        heading: sorted((rule for table in tables for rule in table.values()), key=lambda rule: rule.id)
        for heading, tables in _TABLES.items()
    }
