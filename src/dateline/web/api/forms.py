"""Records as JSON items, CSV rows and GeoJSON features."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import msgspec
from starlette.responses import Response

from dateline.export.geojson import write_geojson
from dateline.export.table_csv import write_csv
from dateline.model.document import Document
from dateline.model.records import Agreement, Event, Figure, Quotation, Reading
from dateline.situation.board import Shown
from dateline.store.base import Face
from dateline.store.rows import record_of


class Form(StrEnum):
    """How a list is written."""

    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"


def item(shown: Shown) -> bytes:
    """The record as it is kept, with its document's face and its history, as JSON."""
    kept = shown.kept
    around = {
        "document": shown.face,
        "day": date.fromordinal(shown.day).isoformat() if shown.day else None,
        "updated": kept.updated,
        "seq": kept.seq,
        "extractor": kept.extractor,
    }
    return kept.json[:-1] + b"," + msgspec.json.encode(around)[1:]


def json_list(items: Iterable[bytes], following: str | None) -> Response:
    """`{"items": [...], "next": ...}`."""
    body = b'{"items":[' + b",".join(items) + b'],"next":' + msgspec.json.encode(following) + b"}"
    return Response(body, media_type="application/json")


def json_values(items: Iterable[object], following: str | None) -> Response:
    """Likewise of values."""
    return json_list(map(msgspec.json.encode, items), following)


def json_value(value: object) -> Response:
    """One value."""
    return Response(msgspec.json.encode(value), media_type="application/json")


def table(shown: Iterable[Shown], form: Form, name: str, following: str | None) -> Response:
    """CSV or GeoJSON as `dateline read` writes it, to be saved under `name`; `Link` leads to what follows."""
    out = io.StringIO(newline="")
    (write_csv if form is Form.CSV else write_geojson)(readings(shown), out)
    media = "text/csv; charset=utf-8" if form is Form.CSV else "application/geo+json"
    headers = {"content-disposition": f'attachment; filename="{name}.{form.value}"'}
    headers |= {"link": f'<{following}>; rel="next"'} if following else {}
    return Response(out.getvalue(), headers=headers, media_type=media)


def readings(shown: Iterable[Shown]) -> Iterator[Reading]:
    """One reading a record, in the order given; the document comes without its text, which no table holds."""
    for one in shown:
        record = record_of(one.kept)
        yield Reading(
            _document(one.face),
            (record,) if isinstance(record, Event) else (),
            (record,) if isinstance(record, Quotation) else (),
            (record,) if isinstance(record, Figure) else (),
            (record,) if isinstance(record, Agreement) else (),
        )


def _document(face: Face) -> Document:
    known = (face.published, face.publisher, face.agency, face.language, face.url)
    return Document(face.id, face.sha256, face.title, "", *known)
