"""Building blocks for the models: text limits with their reason, markers, and the field factory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


@dataclass(frozen=True)
class Limit:
    """The longest a text may be, in characters, and the reason an editor is given."""

    characters: int
    reason: str


@dataclass(frozen=True)
class Vocabulary:
    """Marks a text as one of the ids in ``data/vocabularies/<name>.yml``."""

    name: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Carry the marker into the JSON Schema; ``editor_files`` writes the words out."""
        return handler(core) | {"x-vocabulary": self.name}


@dataclass(frozen=True)
class Reference:
    """Marks a text as the id of another entry; ``folder`` empty means ``folder/id`` is written out."""

    folder: str = ""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Carry the marker into the JSON Schema."""
        return handler(core) | {"x-reference": self.folder}


@dataclass(frozen=True)
class Markup:
    """Marks a text in which the small Markdown subset (lists, bold, italics, links) is allowed."""


@dataclass(frozen=True)
class Format:
    """Marks a text that must match a form: ``url``, ``isbn``, ``partial_date`` or ``sfs``."""

    name: str

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Carry the marker into the JSON Schema."""
        return handler(core) | {"x-format": self.name}


WORD_LIMIT = Limit(60, "Sökord och korta etiketter ska rymmas på en telefonskärm.")
LINE_LIMIT = Limit(140, "Raden ska gå att läsa med ett ögonkast i en lista.")
SENTENCE_LIMIT = Limit(420, "En till tre meningar. Behövs mer hör det hemma i en guide.")
PARAGRAPH_LIMIT = Limit(1200, "Ett stycke som en trött läsare orkar läsa i telefonen.")
SUMMARY_LIMIT = Limit(320, "Visas på kortet, i sökträffen och i exporten.")
SEEN_LIMIT = Limit(400, "Bara nyckelorden ur källan, så att påståendet kan läggas bredvid den.")
URL_LIMIT = Limit(400, "Längre adresser är nästan alltid spårningslänkar.")
ISBN_LIMIT = Limit(17, "ISBN har 13 siffror, eller 10 i äldre böcker.")
DATE_LIMIT = Limit(10, "År, år-månad eller år-månad-dag.")
SFS_LIMIT = Limit(9, "SFS-nummer är år och löpnummer.")


def _text(limit: Limit) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=limit.characters)


Word = Annotated[str, _text(WORD_LIMIT), WORD_LIMIT]
Line = Annotated[str, _text(LINE_LIMIT), LINE_LIMIT]
Sentence = Annotated[str, _text(SENTENCE_LIMIT), SENTENCE_LIMIT]
Paragraph = Annotated[str, _text(PARAGRAPH_LIMIT), PARAGRAPH_LIMIT, Markup()]
Summary = Annotated[str, _text(SUMMARY_LIMIT), SUMMARY_LIMIT]
Seen = Annotated[str, _text(SEEN_LIMIT), SEEN_LIMIT]
Url = Annotated[str, _text(URL_LIMIT), URL_LIMIT, Format("url")]
Isbn = Annotated[str, _text(ISBN_LIMIT), ISBN_LIMIT, Format("isbn")]
PartialDate = Annotated[str, _text(DATE_LIMIT), DATE_LIMIT, Format("partial_date")]
Sfs = Annotated[str, _text(SFS_LIMIT), SFS_LIMIT, Format("sfs")]

Audience = Annotated[str, Vocabulary("audiences")]
Theme = Annotated[str, Vocabulary("themes")]
Status = Annotated[str, Vocabulary("status")]
Relevance = Annotated[str, Vocabulary("relevance")]
YesNo = Annotated[str, Vocabulary("yes-no")]
Reviewer = Annotated[str, Vocabulary("reviewers")]
Direction = Annotated[str, Vocabulary("directions")]
Certainty = Annotated[str, Vocabulary("certainty")]
Fit = Annotated[str, Vocabulary("fit")]
TrainingLevel = Annotated[str, Vocabulary("training")]
AvailabilityAnswer = Annotated[str, Vocabulary("availability")]
MethodKind = Annotated[str, Vocabulary("method-kinds")]
Setting = Annotated[str, Vocabulary("settings")]
MethodFormat = Annotated[str, Vocabulary("formats")]
Participation = Annotated[str, Vocabulary("participation")]
PracticeKind = Annotated[str, Vocabulary("practice-kinds")]
Focus = Annotated[str, Vocabulary("focus")]
LessonsBasis = Annotated[str, Vocabulary("lessons-basis")]
Chart = Annotated[str, Vocabulary("charts")]
BookKind = Annotated[str, Vocabulary("book-kinds")]
FilmKind = Annotated[str, Vocabulary("film-kinds")]
Language = Annotated[str, Vocabulary("languages")]
NumberCheckResult = Annotated[str, Vocabulary("number-checks")]
CourseKind = Annotated[str, Vocabulary("course-kinds")]
Urgency = Annotated[str, Vocabulary("urgency")]
Addressee = Annotated[str, Vocabulary("addressees")]
ParentTold = Annotated[str, Vocabulary("parent-told")]
TalkSituation = Annotated[str, Vocabulary("talk-situations")]
Origin = Annotated[str, Vocabulary("origins")]
Country = Annotated[str, Vocabulary("countries")]
AgeGroup = Annotated[str, Vocabulary("age-groups")]
Specificity = Annotated[str, Vocabulary("specificity")]
SourceKind = Annotated[str, Vocabulary("source-kinds")]
SearchRegister = Annotated[str, Vocabulary("search-registers")]

EntryRef = Annotated[str, Reference("")]
SourceId = Annotated[str, Reference("sources")]
PhraseId = Annotated[str, Reference("phrases")]
AvoidId = Annotated[str, Reference("avoid")]
HelplineId = Annotated[str, Reference("helplines")]
LawId = Annotated[str, Reference("laws")]
GlossaryId = Annotated[str, Reference("glossary")]
CountyCode = Annotated[str, Reference("@counties")]
MunicipalityCode = Annotated[str, Reference("@municipalities")]
KindName = Annotated[str, Reference("@kinds")]


def _plain_date(value: object) -> object:
    """Only ``YYYY-MM-DD`` is a date here: pydantic alone would also read a number as seconds since 1970."""
    if isinstance(value, str) and (len(value) != len("2026-01-31") or value[4] != "-"):
        raise ValueError("date_form")
    return value


Day = Annotated[date, BeforeValidator(_plain_date)]
Year = Annotated[int, Field(ge=1900, le=2100)]
Order = Annotated[int, Field(ge=1)]
Age = Annotated[int, Field(ge=0, le=99)]


def required(label: str, help_text: str, example: object) -> Any:
    """Describe a field that must be filled in: Swedish label and help, and an example that passes."""
    return Field(title=label, description=help_text, examples=[example])


def optional(label: str, help_text: str, example: object) -> Any:
    """Describe a field that may be left out; the site then says «uppgift saknas» where it matters."""
    return Field(default=None, title=label, description=help_text, examples=[example])


def many(label: str, help_text: str, example: object) -> Any:
    """Describe a list that may be left out; items keep the order they are written in."""
    return Field(default=(), title=label, description=help_text, examples=[example])


def at_least_one(label: str, help_text: str, example: object) -> Any:
    """Describe a list with at least one item."""
    return Field(min_length=1, title=label, description=help_text, examples=[example])


class Part(BaseModel):
    """Base of everything in an entry: unknown keys are errors and nothing can be changed afterwards."""

    # Most parts are never checked by themselves, so none gets a validator before it is asked for.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)
