"""Agreements: what was agreed between whom, and how it stands."""

import re
from collections.abc import Mapping
from typing import Final

from dateline.model.codes import AgreementStatus
from dateline.model.document import Document
from dateline.model.linked import AgreementLine, AgreementPoint
from dateline.report.evidence import Witness
from dateline.report.model import Row, Sentence
from dateline.report.names import source_name
from dateline.report.wording import capital, day, listed, on

_STATES: Final = {
    AgreementStatus.PROPOSED: ("was proposed", "were proposed"),
    AgreementStatus.REACHED: ("was reached", "were reached"),
    AgreementStatus.SIGNED: ("was signed", "were signed"),
    AgreementStatus.IN_FORCE: ("was in force", "were in force"),
    AgreementStatus.IMPLEMENTED: ("was being carried out", "were being carried out"),
    AgreementStatus.EXTENDED: ("was extended", "were extended"),
    AgreementStatus.SUSPENDED: ("was suspended", "were suspended"),
    AgreementStatus.VIOLATED: ("was violated", "were violated"),
    AgreementStatus.COLLAPSED: ("collapsed", "collapsed"),
    AgreementStatus.REJECTED: ("was rejected", "were rejected"),
}
_HEAD: Final = re.compile(r"\s(?:of|on|between|for|with|to|in|by|that|under|signed|reached|brokered)\s")


class Negotiator:
    """Tells agreements."""

    def __init__(self, documents: Mapping[str, Document], witness: Witness) -> None:
        self._documents = documents
        self._witness = witness

    def tell(self, line: AgreementLine) -> list[Sentence]:
        """How it stands, and what it was before."""
        latest = line.latest
        cites = [latest.telling.record, *(point.telling.record for point in line.mentions)]
        parties = [party for party in line.parties if party.casefold() not in line.name.casefold()]
        between = f" between {listed(parties)}" if 2 <= len(parties) <= 4 and "between" not in line.name else ""
        name = re.sub(r"^(?:the|an?|this|its|their)\s", "", " ".join(line.name.split()), flags=re.IGNORECASE)
        first = Sentence(
            f"The {name}{between} {self._state(name, latest)}{self._when(latest)}, "
            f"{source_name(latest.telling)} reported{self._told(latest)}.",
            self._witness(*dict.fromkeys(cites)),
        )
        before = sorted(
            (point for point in line.timeline if point != latest),
            key=lambda point: point.day or point.telling.published or "9",
        )
        if not before:
            return [first]
        states = [f"{self._state('', point)}{self._when(point)} ({source_name(point.telling)})" for point in before]
        told = self._witness(*(point.telling.record for point in before))
        return [first, Sentence(f"Earlier it {listed(states)}.", told)]

    def rows(self, line: AgreementLine) -> list[Row]:
        """Its states with the words."""
        found = []
        for point in line.timeline:
            words = " ".join(point.telling.words.text.split())
            told = point.day or point.telling.published
            cells = (
                capital(" ".join(line.name.split())),
                str(point.status).replace("_", " "),
                day(told, self._witness.year) if told else "no day told",
                f"“{words}”",
                source_name(point.telling),
            )
            cites = (point.telling.record, *(one.telling.record for one in line.mentions))
            found.append(Row(cells, self._witness(*cites)))
        return found

    def _state(self, name: str, point: AgreementPoint) -> str:
        head = _HEAD.split(name, maxsplit=1)[0].split()
        plural = bool(head) and head[-1].endswith("s") and not head[-1].endswith("ss")
        return _STATES[point.status][plural]

    def _told(self, point: AgreementPoint) -> str:
        published = point.telling.published
        return f" {on(published, self._witness.year)}" if published and not point.day else ""

    def _when(self, point: AgreementPoint) -> str:
        return f" {on(point.day, self._witness.year)}" if point.day else ""


def is_named(line: AgreementLine) -> bool:
    """Whether the label says more than "deal"."""
    return len(line.name.split()) > 1 or bool(line.parties)
