"""GeoJSON (RFC 7946): one FeatureCollection, one Feature for each event and each figure.

A record whose place has no coordinates, or that has no place, is a Feature with `geometry: null`, so that none is
lost; quotations and agreements have no place and are left out. `properties` are flat, the same names for every
Feature, those of `columns/records.tsv`; what does not apply is null. `id` is the record id.
"""

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Final, TextIO

from dateline.export.rows import COLUMNS, rows
from dateline.export.table import Cell
from dateline.model.records import Reading

MAPPED: Final = frozenset({"event", "figure"})
_PROPERTIES: Final = tuple(
    column
    for column in COLUMNS
    if column not in {"lat", "lon", "name"} and not column.startswith(("speaker", "addressee", "cue"))
)


class GeojsonSink:
    """Writes feature by feature, one a line, as the rows come; coordinates are [longitude, latitude]."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._separator = "\n"
        out.write('{"type": "FeatureCollection", "features": [')

    def write(self, row: Mapping[str, Cell]) -> None:
        """See `table.Sink`."""
        if row["record"] in MAPPED:
            self._out.write(self._separator)
            self._out.write(json.dumps(_feature(row), ensure_ascii=False, allow_nan=False))
            self._separator = ",\n"

    def close(self) -> None:
        """See `table.Sink`; `out` belongs to the caller."""
        self._out.write("\n]}\n")


def write_geojson(readings: Iterable[Reading], out: TextIO) -> None:
    """Likewise, of readings."""
    sink = GeojsonSink(out)
    for row in rows(readings):
        sink.write(row)
    sink.close()


def _feature(row: Mapping[str, Cell]) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": row["record_id"],
        "geometry": _geometry(row),
        "properties": {name: None if row.get(name) == "" else row.get(name) for name in _PROPERTIES},
    }


def _geometry(row: Mapping[str, Cell]) -> dict[str, object] | None:
    lat, lon = row.get("lat"), row.get("lon")
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return {"type": "Point", "coordinates": [lon, lat]}
