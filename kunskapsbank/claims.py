"""What the site claims, each claim beside the evidence it rests on, for a reader who did not write it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kunskapsbank.catalogue import Catalogue, HandWritten, Item
from kunskapsbank.language.passages import passages
from kunskapsbank.schema.common import SourceRef

# Folder → the field that makes the claim. Statistics and methods carry sources deeper down.
_CLAIM_FIELDS = {
    "deadlines": "limit",
    "glossary": "plain",
    "laws": "in_short",
    "myths": "answer",
    "phrases": "why",
    "practices": "result",
    "reviews": "finding",
    "signs": "sign",
}
_CITE = re.compile(r"\{\{\s*cite\(([^)]*)\)\s*\}\}")
_MACRO = re.compile(r"\{\{.*?\}\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ«*\d])")


@dataclass(frozen=True)
class Evidence:
    """Where a claim was seen: source with publisher, country and year, place in it, and the words."""

    source: str
    publisher: str
    country: str
    year: int | None
    locator: str
    seen: str


@dataclass(frozen=True)
class Claim:
    """One statement as readers meet it, the address of its page, and its evidence in order."""

    text: str
    address: str
    evidence: tuple[Evidence, ...]


def claims(catalogue: Catalogue) -> list[Claim]:
    """Return every sourced claim of the published entries and pages, in order of address and text.

    Args:
        catalogue: a checked catalogue.

    Returns:
        Claims without repeats. A claim whose sources give no key words has empty evidence.
    """
    listed = (item for item in catalogue.items.values() if item.listed)
    found = {claim for item in listed for claim in _of_entry(item, catalogue)}
    found.update(_of_pages(catalogue))
    return sorted(found, key=lambda claim: (claim.address, claim.text))


def draw(found: Sequence[Claim], count: int, seed: int) -> list[Claim]:
    """Return ``count`` claims drawn without replacement; the same ``seed`` gives the same draw.

    Claims without evidence are never drawn: there is nothing to lay them beside.
    """
    checkable = [claim for claim in found if claim.evidence]
    return random.Random(seed).sample(checkable, min(count, len(checkable)))  # noqa: S311  # a sample, no secret


def table(drawn: Iterable[Claim]) -> str:
    """Return claims as a Markdown table: number, claim, source, key words seen, address."""
    rows = ["| nr | påstående | källa | sedda nyckelord | sida |", "| --- | --- | --- | --- | --- |"]
    for number, claim in enumerate(drawn, start=1):
        cells = (str(number), claim.text, _sources(claim), _seen(claim), f"/{claim.address}")
        rows.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(rows)


def _sources(claim: Claim) -> str:
    return "<br>".join(
        f"{e.source}: {e.publisher}, {e.country}, {e.year or 'år saknas'}" for e in claim.evidence
    )


def _seen(claim: Claim) -> str:
    return "<br>".join(f"{e.locator}: {e.seen}" if e.locator else e.seen for e in claim.evidence)


def _of_entry(item: Item, catalogue: Catalogue) -> Iterator[Claim]:
    entry, folder = item.entry, item.kind.folder
    if folder == "statistics":
        for point in entry.points:
            label = f" ({point.label})" if point.label else ""
            text = f"{item.title}: {point.year}{label} {point.value} {entry.unit}. {entry.population}"
            yield Claim(text, item.address, (_evidence(point.source, "", point.seen, catalogue),))
    elif folder == "methods":
        for line in entry.evidence:
            evidence = _evidence(line.source, line.locator or "", line.seen, catalogue)
            yield Claim(f"{item.title}: {line.statement}", item.address, (evidence,))
    elif words := getattr(entry, _CLAIM_FIELDS.get(folder, ""), None):
        lead = "" if folder == "signs" else f"{item.title}: "
        yield Claim(lead + words, item.address, _all_seen(entry.sources, catalogue))


def _of_pages(catalogue: Catalogue) -> Iterator[Claim]:
    pages = {page.document.path: page for page in catalogue.pages.values()}
    for passage in passages(catalogue):
        page = pages.get(passage.page)
        if page is not None:
            yield from _in_passage(page, passage.raw, catalogue)


def _in_passage(page: HandWritten, raw: str, catalogue: Catalogue) -> Iterator[Claim]:
    named = {source.name or source.id: source for source in page.front.sources}
    for call in _CITE.finditer(raw):
        references = [named[name] for name in re.findall(r"\"([^\"]+)\"", call[1])]
        before = re.sub(r"\s+([.,:;])", r"\1", " ".join(_MACRO.sub("", raw[: call.start()]).split()))
        sentence = _SENTENCE_END.split(before)[-1]
        yield Claim(re.sub(r"^([-*]|\d+\.) ", "", sentence), page.address, _all_seen(references, catalogue))


def _all_seen(references: Iterable[SourceRef], catalogue: Catalogue) -> tuple[Evidence, ...]:
    return tuple(_evidence(r.id, r.locator or "", r.seen, catalogue) for r in references if r.seen)


def _evidence(identity: str, locator: str, seen: str, catalogue: Catalogue) -> Evidence:
    source = catalogue.items[f"sources/{identity}"].entry
    country = catalogue.label("countries", source.country)
    return Evidence(identity, source.publisher, country, source.year, locator, seen)
