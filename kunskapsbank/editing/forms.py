"""The issue forms of the Git host, one per errand, made from the schema and the word lists.

``make derive`` writes them to ``.github/ISSUE_TEMPLATE/``; a test fails when one is stale.
Source: GitHub Docs, «Syntax for issue forms».
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from kunskapsbank.schema.fields import Limit
from kunskapsbank.schema.kinds import BY_FOLDER, BY_NAME, Kind
from kunskapsbank.schema.pages import VocabularyFile
from kunskapsbank.schema.walk import field_markers

Vocabularies = Mapping[str, VocabularyFile]

FOLDER: Final = ".github/ISSUE_TEMPLATE"
# safety.md 12: the same words stand first in every form that anyone can fill in.
WARNING: Final = "Skriv inget om ett barn, en elev, patient eller familj. Fara: 112. Är du barn: Bris 116 111"
PROMISE: Final = "Jag har inte skrivit något om ett barn, en elev, patient eller familj."
PROMISE_LABEL: Final = "Innan du skickar"
PUBLIC: Final = "Det du skriver här kan alla läsa. Redaktionen tar inte emot orosanmälningar."

RESOURCE_KINDS: Final = tuple(
    BY_FOLDER[folder] for folder in ("books", "films", "podcasts", "sites", "helplines", "courses")
)
# The word list behind «Slags …» of each kind that has one.
SORTS: Final = {"book": "book-kinds", "film": "film-kinds", "course": "course-kinds"}
NO_SORT: Final = "Inget av dem"


@dataclass(frozen=True)
class Field:
    """One question of a form.

    Attributes:
        id: ASCII name, also used in addresses that open the form prefilled.
        label: Swedish; becomes a heading in the text that the form makes.
        help: Swedish.
        shape: ``input``, ``textarea``, ``dropdown`` or ``checkboxes``.
        options: the choices of a dropdown or of boxes.
        required: whether the form can be sent without it.
        example: shown in the empty field.
    """

    id: str
    label: str
    help: str
    shape: str = "input"
    options: Sequence[str] = ()
    required: bool = False
    example: str = ""


@dataclass(frozen=True)
class Form:
    """One errand."""

    file: str
    name: str
    description: str
    label: str
    fields: Sequence[Field]


def issue_forms(vocabularies: Vocabularies) -> dict[str, str]:
    """Return every form and the chooser's settings.

    Args:
        vocabularies: the word lists by name.

    Returns:
        YAML by POSIX path relative to the repository's root.
    """
    files = {f"{FOLDER}/{form.file}.yml": _form_text(form) for form in forms(vocabularies)}
    files[f"{FOLDER}/config.yml"] = _yaml({"blank_issues_enabled": False})
    return files


def forms(vocabularies: Vocabularies) -> tuple[Form, ...]:
    """Return the six forms in the order of the chooser."""
    return (
        Form(
            "foresla-resurs",
            "Föreslå en resurs",
            "En bok, film, podd, webbplats, stödlinje eller utbildning som saknas.",
            "förslag",
            resource_fields(vocabularies),
        ),
        Form(
            "foresla-metod",
            "Föreslå en metod",
            "Ett arbetssätt som finns och har en ägare.",
            "förslag",
            tuple(_method_fields(vocabularies)),
        ),
        Form(
            "foresla-exempel",
            "Föreslå ett gott exempel",
            "Något en verksamhet har gjort, och vad som kom av det.",
            "förslag",
            tuple(_practice_fields(vocabularies)),
        ),
        Form("fel-i-fakta", "Fel i fakta", "Något på en sida stämmer inte.", "fel", _FAULT),
        Form("trasig-lank", "Trasig länk", "En länk leder fel eller ingenstans.", "fel", _LINK),
        Form("saknar-sokord", "Saknar sökord", "Du sökte på ett ord och hittade inte rätt.", "sök", _WORD),
    )


_PAGE = Field(
    "sida",
    "Sidans adress",
    "Kopiera adressen ur webbläsaren.",
    required=True,
    example="https://…/methods/trappan/",
)
_SOURCE = Field(
    "kalla",
    "Hur vet du det?",
    "Länk till källan, eller bokens titel och sida. Utan källa kan vi inte ändra.",
    "textarea",
)
_FAULT: Final = (
    _PAGE,
    Field("fel", "Vad är fel?", "Citera meningen, och skriv hur det är.", "textarea", required=True),
    _SOURCE,
)
_LINK: Final = (
    _PAGE,
    Field("lank", "Vilken länk?", "Länkens text eller adress.", required=True),
    Field("ny", "Vet du den rätta adressen?", "Börjar med https://"),
)
_WORD: Final = (
    Field("ord", "Vilket ord skrev du?", "Ett ord eller några. Inga namn.", required=True, example="soc"),
    Field("sida", "Vilken sida borde ha kommit först?", "Namn eller adress.", required=True),
)


def resource_fields(vocabularies: Vocabularies) -> tuple[Field, ...]:
    """Return the questions of the form for books, films, podcasts, sites, help lines and courses."""
    book = BY_NAME["book"]
    return (
        Field("slag", "Slag", "Vad är det?", "dropdown", [k.singular for k in RESOURCE_KINDS], required=True),
        _from_schema("titel", book, "title", required=True),
        _from_schema("sammanfattning", book, "summary", "textarea", required=True),
        _from_schema("adress", book, "url"),
        Field(
            "av", "Av vem", "Bok, film, podd: upphov, ett på varje rad. Annars den som äger den.", "textarea"
        ),
        Field(
            "sort", "Slags bok, film eller utbildning", "Välj ur listan.", "dropdown", _sorts(vocabularies)
        ),
        Field("ar", "År", "Året den kom ut.", example="2014"),
        _from_schema("isbn", book, "isbn"),
        Field(
            "malgrupp",
            "För vem",
            "De som har nytta av den.",
            "checkboxes",
            _labels(vocabularies, "audiences"),
        ),
        Field("alder", "Barnets ålder", "Hela år. Lämna tomt när källan inte säger något.", example="6–12"),
        _from_schema("nar", book, "when_to_use", "textarea"),
        _from_schema("nar_inte", book, "when_not", "textarea"),
        Field("hittar", "Webbplats: vad du hittar där", "Med egna ord.", "textarea"),
        Field(
            "far_ringa", "Stödlinje: vem får ringa", "Numret fylls i av redaktionen när det är kontrollerat."
        ),
        _SOURCE,
    )


def _sorts(vocabularies: Vocabularies) -> list[str]:
    """Return «Bok: Bilderbok» and so on for every word of the kinds that have sorts."""
    return [
        NO_SORT,
        *(
            sort_label(BY_NAME[kind], term.label)
            for kind, name in SORTS.items()
            for term in vocabularies[name].terms
        ),
    ]


def sort_label(kind: Kind, label: str) -> str:
    """Return the choice that stands for one sort of one kind."""
    return f"{kind.singular}: {label}"


def _labels(vocabularies: Vocabularies, name: str) -> list[str]:
    return [term.label for term in vocabularies[name].terms]


def _from_schema(
    identity: str, kind: Kind, key: str, shape: str = "input", *, required: bool = False
) -> Field:
    """Return the question for one text field, with the schema's own words and limit."""
    info = kind.model.model_fields[key]
    limit = next((m for m in field_markers(kind.model, key) if isinstance(m, Limit)), None)
    longest = f" Högst {limit.characters} tecken." if limit else ""
    example = str((info.examples or [""])[0])
    return Field(identity, info.title or key, f"{info.description}{longest}", shape, (), required, example)


def _method_fields(vocabularies: Vocabularies) -> Iterator[Field]:
    method = BY_NAME["method"]
    yield _from_schema("titel", method, "title", required=True)
    yield _from_schema("sammanfattning", method, "summary", "textarea", required=True)
    yield Field("slag", "Slags metod", "Välj ur listan.", "dropdown", _labels(vocabularies, "method-kinds"))
    yield _from_schema("malgrupp", method, "target_group", "textarea")
    yield _from_schema("gang", method, "how_it_works", "textarea")
    yield _from_schema("agare", method, "owner")
    yield _from_schema("adress", method, "url")
    yield Field("nar_inte", "När inte", "Lägen där metoden inte ska användas.", "textarea")
    yield _SOURCE


def _practice_fields(vocabularies: Vocabularies) -> Iterator[Field]:
    practice = BY_NAME["practice"]
    yield _from_schema("titel", practice, "title", required=True)
    yield Field("plats", "Plats", "Kommun eller län.", required=True, example="Göteborg")
    yield _from_schema("organisation", practice, "organisation", required=True)
    yield Field(
        "slag", "Slags exempel", "Välj ur listan.", "dropdown", _labels(vocabularies, "practice-kinds")
    )
    yield _from_schema("problem", practice, "problem", "textarea")
    yield _from_schema("gjorde", practice, "what_they_did", "textarea", required=True)
    yield _from_schema("resultat", practice, "result", "textarea")
    yield _from_schema("adress", practice, "url")
    yield _SOURCE


def _form_text(form: Form) -> str:
    body = [
        {"type": "markdown", "attributes": {"value": f"**{WARNING}**\n\n{PUBLIC}"}},
        _element(Field("lofte", PROMISE_LABEL, "", "checkboxes", [PROMISE], required=True)),
        *(_element(field) for field in form.fields),
    ]
    return _yaml({"name": form.name, "description": form.description, "labels": [form.label], "body": body})


def _element(field: Field) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": field.label}
    if field.help:
        attributes["description"] = field.help
    if field.example:
        attributes["placeholder"] = field.example
    if field.shape == "checkboxes":
        must = {"required": True} if field.required else {}
        attributes["options"] = [{"label": option} | must for option in field.options]
        return {"type": field.shape, "id": field.id, "attributes": attributes}
    if field.options:
        attributes["options"] = list(field.options)
    element: dict[str, Any] = {"type": field.shape, "id": field.id, "attributes": attributes}
    return element | ({"validations": {"required": True}} if field.required else {})


def _yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
