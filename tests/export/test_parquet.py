"""Parquet and GeoParquet: the rows come back with their types, and the points are where they were."""

import json
import struct
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import ExportFailed
from dateline.export.parquet import ParquetSink
from dateline.export.rows import RECORDS, rows
from dateline.export.table import Cell, Column, Table
from tests.export.kept import saraqib
from tests.export.sample import reading

ONE = Table("t", "T", "a row", (Column("a", "string", "", "text"), Column("n", "integer", "", "a number")))


def made(path: Path, table: Table, *cells: dict[str, Cell], geo: bool = False) -> list[dict[str, object]]:
    sink = ParquetSink(path, table, geo)
    for row in cells:
        sink.write(row)
    sink.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    found = duckdb.read_parquet(str(path))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_the_rows_come_back(tmp_path: Path) -> None:
    written = list(rows([reading(), saraqib()]))
    found = made(tmp_path / "a.parquet", RECORDS, *written)
    assert tuple(found[0]) == RECORDS.names
    assert found == [
        {name: None if row.get(name) == "" else row.get(name) for name in RECORDS.names} for row in written
    ]
    assert isinstance(found[0]["start"], int)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.integers(-(2**63), 2**63 - 1)), max_size=4))
def test_any_text_comes_back(tmp_path: Path, cells: list[tuple[str, int]]) -> None:
    path = tmp_path / "it's.parquet"
    path.unlink(missing_ok=True)
    sink = ParquetSink(path, ONE)
    for text, number in cells:
        sink.write({"a": text, "n": number})
    sink.close()
    found = duckdb.read_parquet(str(path)).fetchall()
    assert found == [(text or None, number) for text, number in cells]


def test_points(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    written = list(rows([reading(), saraqib()]))
    made(path, RECORDS, *written, geo=True)
    raw = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    geo = json.loads(dict(raw)[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    with duckdb.connect() as connection:
        # As the bytes are, not as DuckDB understands the metadata.
        connection.execute("SET enable_geoparquet_conversion = false")
        found = connection.execute("SELECT lat, lon, geometry, bbox FROM read_parquet(?)", [str(path)]).fetchall()
    placed = [row for row in found if row[0] is not None]
    assert len(placed) == 6
    for lat, lon, geometry, bbox in placed:
        assert struct.unpack("<BIdd", geometry) == (1, 1, lon, lat)
        assert bbox == {"xmin": lon, "ymin": lat, "xmax": lon, "ymax": lat}
    assert all(row[2] is None and row[3] is None for row in found if row[0] is None)


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_a_point_that_is_nowhere_is_no_point(tmp_path: Path, lat: float, lon: float) -> None:
    path = tmp_path / "a.parquet"
    (row,) = made(path, RECORDS, {"record_id": "x", "lat": lat, "lon": lon}, geo=True)
    assert (row["record_id"], row["geometry"], row["bbox"]) == ("x", None, None)


def test_no_row_gives_the_columns_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    assert made(path, RECORDS) == []
    assert tuple(duckdb.read_parquet(str(path)).columns) == RECORDS.names


def test_what_cannot_be_written_is_ours(tmp_path: Path) -> None:
    sink = ParquetSink(tmp_path / "a.parquet", ONE)
    sink.write({"a": "x", "n": "no number"})
    with pytest.raises(ExportFailed, match="DuckDB cannot write it") as raised:
        sink.close()
    assert isinstance(raised.value.__cause__, duckdb.Error)
