"""Jinja's environment for our templates, with the filters and functions that they may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kunskapsbank import texts
from kunskapsbank.catalogue import Catalogue
from kunskapsbank.compiled_templates import COMPILED
from kunskapsbank.editing.freshness import law_is_old
from kunskapsbank.review import UNREVIEWED, review_line
from kunskapsbank.schema.kinds import KINDS
from kunskapsbank.schema.law import Law
from kunskapsbank.schema.pages import MunicipalitiesFile
from kunskapsbank.schema.support import Point, Statistic

_TEMPLATES = Path(__file__).parent / "templates"


def template_environment(catalogue: Catalogue, address: str, **functions: Callable[..., Any]) -> Environment:
    """Return the environment that renders the templates.

    Args:
        catalogue: what templates look words, places and entries up in.
        address: the site's own, ending in ``/``.
        functions: what templates may call besides, by name.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=COMPILED,
        optimized=False,  # no constants to fold in our templates, and looking for them takes time
    )
    environment.filters.update(
        day=texts.day,
        partial_day=texts.partial_day,
        number=texts.number,
        ages=lambda span: texts.ages(span.from_, span.to),
    )
    environment.globals.update(
        label=catalogue.label,
        KINDS={kind.folder: kind for kind in KINDS},
        UNREVIEWED=UNREVIEWED,
        review_line=review_line,
        site_address=address,
        law_reference=law_reference,
        law_is_old=lambda law: law_is_old(law, catalogue.today),
        place_name=partial(place_name, place_names(catalogue.places)),
        find=catalogue.find,
        chart_rows=chart_rows,
        **functions,
    )
    # Imported by each template, they would be looked up anew a thousand times. Parts show icons.
    for shared in ("icons", "parts"):
        environment.globals[shared] = environment.get_template(f"{shared}.html").module
    return environment


def law_reference(law: Law) -> str:
    """Return «19 kap. 1 § SoL»."""
    return texts.paragraph(law.chapter, law.paragraph, law.abbreviation)


def place_names(places: MunicipalitiesFile) -> Mapping[str, str]:
    """Return names by code: counties have two digits, municipalities four."""
    names = {county.code: county.name for county in places.counties}
    return names | {municipality.code: municipality.name for municipality in places.municipalities}


def place_name(names: Mapping[str, str], place: Any) -> str:  # noqa: ANN401  # Place, or None
    """Return a place in words: district, municipality, county or the whole country."""
    parts = [place.district] if place.district else []
    if place.municipality:
        parts.append(names[place.municipality])
    elif place.county:
        parts.append(names[place.county])
    if not parts and place.nationwide == "ja":
        parts.append("Hela landet")
    return ", ".join(parts) or "Plats saknas"


def chart_rows(statistic: Statistic) -> list[tuple[Point, str]]:
    """Return each point with the length of its bar, between 0 and 1, as CSS wants it."""
    if statistic.chart == "andel":
        full = statistic.whole or Decimal(100)
    else:
        full = max(point.value for point in statistic.points)
    return [(point, f"{(point.value / full if full else Decimal(0)):.4f}") for point in statistic.points]
