"""The parameters of addresses, the same for pages, lists, feeds and exports, and the Query they stand for."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dateline.errors_serving import QuestionInvalid
from dateline.model.codes import AgreementStatus, EventType, FigureKind, QuotationKind, Status, Time
from dateline.situation.pages import Cursor
from dateline.situation.query import Kind, Query, days_of

TYPES: Final = {
    Kind.EVENT: tuple(map(str, EventType)),
    Kind.QUOTATION: tuple(map(str, QuotationKind)),
    Kind.FIGURE: tuple(map(str, FigureKind)),
    Kind.AGREEMENT: (),
}
STATUSES: Final = tuple(map(str, (*Status, *AgreementStatus)))
_DAY: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_CURSOR: Final = re.compile(r"(?P<day>\d{1,7})\.(?P<record>[a-z]+-[0-9a-f]{16})")


def _a_day(value: str | None) -> str | None:
    if value is not None and days_of(value) is None:
        raise ValueError("no such day in the calendar")
    return value


def _a_box(value: str | None) -> str | None:
    if value is not None:
        box(value)
    return value


def _no_nulls(value: str | None) -> str | None:
    # PostgreSQL takes no U+0000 in a text, and no text of ours has one.
    if value is not None and "\0" in value:
        raise ValueError("no text holds the character U+0000")
    return value


Words = Annotated[str | None, AfterValidator(_no_nulls)]
Day = Annotated[str | None, Field(pattern=_DAY), AfterValidator(_a_day)]
_BOX: Final = "west,south,east,north in degrees; west may be greater than east across the antimeridian"


class Where(BaseModel):
    """The filter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: str | None = Field(None, description="status of an event or agreement", examples=["actual"])
    time: Time | None = Field(None, description="current news, or background")
    country: str | None = Field(None, pattern="^[A-Z]{3}$", description="ISO 3166-1 alpha-3", examples=["SYR"])
    place: Words = Field(None, max_length=200, description="a place's name or id, or a first-level region")
    actor: Words = Field(None, max_length=200, description="an actor's name, code (SYR MIL) or id")
    publisher: Words = Field(None, max_length=200, description="who printed it, or whose copy it is")
    start: Day = Field(None, alias="from", description="first day, or month, or year")
    end: Day = Field(None, alias="to", description="last day, or month, or year")
    words: Words = Field(None, alias="q", max_length=200, description="words that all stand in the text")
    document: Words = Field(None, max_length=200, description="id or SHA-256 of a document")
    bbox: Annotated[str | None, AfterValidator(_a_box)] = Field(None, max_length=120, description=_BOX)

    def query(self, kind: Kind | None, type_: str | None = None) -> Query:
        """The question to the board; QuestionInvalid for a code that is in no list."""
        known = TYPES[kind] if kind else tuple(name for names in TYPES.values() for name in names)
        for name, value, members in (("type", type_, known), ("status", self.status, STATUSES)):
            if value is not None and value not in members:
                raise QuestionInvalid(f"{name}={value}", f"one of {', '.join(members)}" if members else "it has none")
        return Query(
            kind, type_, self.status, self.time, self.country, self.place, self.actor, self.publisher,
            self.start, self.end, self.words, self.document, box(self.bbox) if self.bbox else None,
        )  # fmt: skip

    def parameters(self) -> dict[str, str]:
        """What is set, as it stands in an address."""
        return {name: str(value) for name, value in self.model_dump(by_alias=True).items() if value is not None}


class Asked(Where):
    """The filter of a page. An empty parameter counts as unset, since forms send every field."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: object) -> object:
        return {name: one for name, one in values.items() if one != ""} if isinstance(values, dict) else values


def box(value: str) -> tuple[float, float, float, float]:
    """Four numbers (or six, with heights, which are passed over); ValueError for what is no box on the Earth."""
    parts = [float(part) for part in value.split(",")]
    if len(parts) == 6:
        parts = [*parts[:2], *parts[3:5]]
    if len(parts) != 4:
        raise ValueError("four numbers: west,south,east,north")
    west, south, east, north = parts
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("west and east from -180 to 180, south and north from -90 to 90")
    return west, south, east, north


def cursor_of(value: str | None) -> Cursor | None:
    """What the page before ended with; QuestionInvalid for what was not given out."""
    if value is None:
        return None
    match = _CURSOR.fullmatch(value)
    if match is None:
        raise QuestionInvalid("cursor", "not one that was given out as `next`")
    return Cursor(int(match["day"]), match["record"])
