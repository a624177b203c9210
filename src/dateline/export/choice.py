"""Which records an export holds: the filters of the command line, with the meaning they have on the pages."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.export.days import Days, days, days_of
from dateline.knowledge.tables import fold
from dateline.model.document import Document
from dateline.model.records import Agreement, Date, Event, Figure, Place, Quotation

Record = Event | Quotation | Figure | Agreement
KINDS: Final = ("event", "quotation", "figure", "agreement")


@dataclass(frozen=True, slots=True)
class Choice:
    """None leaves a field open. `place` is an id, or words of a name of the place or its region; `country` ISO alpha-3.

    The period is that of the record, or the day of publication where it has none; it has to lie wholly between `start`
    and `end`, ISO prefixes that include their ends. A record without a place fits no place and no country.
    """

    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Choice()

    def said(self) -> list[str]:
        """The fields that are not open, as words."""
        said = [f"{name} {value}" for name, value in (("place", self.place), ("country", self.country)) if value]
        said += [f"kind {kind}" for kind in self.kinds] + [f"type {code}" for code in self.types]
        return said + [f"{word} {day}" for word, day in (("from", self.start), ("to", self.end)) if day]

    def takes(self, record: Record, document: Document) -> bool:
        """Whether a record of this document is wanted."""
        return self.fits(
            type(record).__name__.lower(), type_of(record), place_of(record), date_of(record), document.published
        )

    def fits(self, kind: str, code: str | None, place: Place | None, when: Date | None, published: str | None) -> bool:
        """Likewise by what the fields say; `code` is the event type, or the kind of a quotation or figure."""
        if self.kinds and kind not in self.kinds:
            return False
        if self.types and code not in self.types:
            return False
        return self._there(place) and self._then(days(when) or days_of(published))

    def _there(self, place: Place | None) -> bool:
        if self.country is not None and (place is None or place.country != self.country):
            return False
        if self.place is None:
            return True
        wanted = f" {fold(self.place)} "
        named = (place.name, place.span.text, place.admin1 or "") if place else ()
        return place is not None and (self.place == place.id or any(wanted in f" {fold(name)} " for name in named))

    def _then(self, own: Days | None) -> bool:
        if self.start is None and self.end is None:
            return True
        first, last = days_of(self.start), days_of(self.end)
        window = Days(first.first if first else date.min, last.last if last else date.max)
        return own is not None and own.within(window)


def type_of(record: Record) -> str | None:
    """The event type, or the kind of a quotation or figure; agreements have none."""
    if isinstance(record, Event):
        return record.type
    return None if isinstance(record, Agreement) else record.kind


def place_of(record: Record) -> Place | None:
    """Where; quotations and agreements have no place."""
    return record.place if isinstance(record, Event | Figure) else None


def date_of(record: Record) -> Date | None:
    """When, or the period of a figure; quotations have none."""
    if isinstance(record, Figure):
        return record.period
    return None if isinstance(record, Quotation) else record.date
