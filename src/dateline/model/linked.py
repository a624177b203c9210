"""What several reports have in common, as frozen values: links, reprints, stories, incidents, figures, agreements.

Documents are named by their SHA-256, records by their id. A cluster has the digits of the member that was told first
(`event-0a1b…` gives `incident-0a1b…`, a document's hash `story-0a1b…`), so the id of a cluster leads to that member
and from there to the cluster it is in now, also after more reports have come or a person has merged or split it.
"""

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.codes import (
    AgreementStatus,
    EventType,
    FigureKind,
    Qualifier,
    Status,
    Time,
)
from dateline.model.records import Actor, Date, Place, Span


class LinkKind(StrEnum):
    """What a link says of its two ends; the first two join documents, the others records."""

    REPRINT = "reprint"
    STORY = "story"
    INCIDENT = "incident"
    FIGURE = "figure"
    AGREEMENT = "agreement"


class Relation(StrEnum):
    """What a value adds to those told before it."""

    NEW = "new"
    REPEAT = "repeat"
    SUPERSEDES = "supersedes"
    CONFLICTS = "conflicts"
    PART_OF = "part_of"


class Measure(StrEnum):
    """STOCK is how many there are at a time, FLOW how many one occurrence added, RUNNING the sum since a start."""

    STOCK = "stock"
    FLOW = "flow"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a score: a plain sentence, and what it added (negative: took off) in log-odds."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents or records that belong together. `score` is between 0 and 1; `a < b`.

    `judgement` is the id of the judgement that made the link; then the score is 1 and the reasons are its reason.
    """

    kind: LinkKind
    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document says. `source` is the agency whose words it prints, else the publisher, else the document;
    tellings with the same `source` count as one. `words` is the passage the record rests on.
    """

    document: str
    record: str
    published: str | None
    publisher: str | None
    source: str
    words: Span


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Documents that print one text, wholly or mostly. `source` is whose words they are, as far as it can be told."""

    id: str
    source: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Documents about one occurrence, the earliest first; `start` and `end` are the first and last day of publication.

    `sources` are the distinct sources after reprints; `title` is that of the earliest document which has one.
    """

    id: str
    title: str | None
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class IncidentTelling:
    """How one document tells the incident: the values of its event record, none of them changed."""

    telling: Telling
    type: EventType
    mode: str | None
    status: Status
    time: Time
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    date: Date | None
    said_by: Actor | None
    figures: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Incident:
    """Event records judged to be one occurrence, the earliest telling first.

    `type`, `place`, `date` and `status` are the best told ones; where the sources differ the tellings show it.
    `sources` are the distinct ones after reprints, `claimed_by` who says it happened, `denied_by` who denies it
    (names as the texts have them); `figures` are the ids of the figure histories that belong to it.
    """

    id: str
    type: EventType
    mode: str | None
    status: Status
    place: Place | None
    date: Date | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    tellings: tuple[IncidentTelling, ...]
    sources: tuple[str, ...]
    claimed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    story: str | None
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One value of a quantity. `day` is the day that the value is for, else the day of publication (ISO prefix)."""

    telling: Telling
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    day: str | None
    said_by: Actor | None
    relation: Relation


@dataclass(frozen=True, slots=True)
class FigureHistory:
    """One quantity (kind, group, place) over time and sources, in the order in which it was told.

    `latest` is the value that holds now; while sources disagree (`in_conflict`), `rivals` are the other values that
    still stand. `low` and `high` bound what has been told of the whole, without parts (None: unbounded).
    `of` are the words for who or what is counted.
    """

    id: str
    kind: FigureKind
    measure: Measure
    of: str | None
    place: Place | None
    points: tuple[FigurePoint, ...]
    latest: FigurePoint
    rivals: tuple[FigurePoint, ...]
    low: float | int | None
    high: float | int | None
    in_conflict: bool
    incident: str | None


@dataclass(frozen=True, slots=True)
class AgreementPoint:
    """A state of an agreement and the telling that gives it; `day` is an ISO prefix, None where no text says."""

    telling: Telling
    status: AgreementStatus
    day: str | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement: `mentions` all of them, the earliest first; `timeline` each state once, with its first telling."""

    id: str
    name: str
    parties: tuple[str, ...]
    mentions: tuple[AgreementPoint, ...]
    timeline: tuple[AgreementPoint, ...]
    latest: AgreementPoint
