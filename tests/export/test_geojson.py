"""GeoJSON: valid, longitude first, nothing lost."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest

from dateline.export.geojson import write_geojson
from dateline.model.records import Reading
from tests.export.sample import document, reading


def collection(*readings: Reading) -> dict[str, Any]:
    out = io.StringIO()
    write_geojson(readings, out)
    found = json.loads(out.getvalue())
    assert isinstance(found, dict)
    return found


def test_each_event_and_figure_is_a_feature() -> None:
    found = collection(reading(), reading())
    assert found["type"] == "FeatureCollection"
    assert all(feature["type"] == "Feature" for feature in found["features"])
    assert [f["properties"]["record"] for f in found["features"]] == (["event"] * 5 + ["figure"] * 2) * 2


def test_longitude_comes_first_and_records_without_coordinates_stay() -> None:
    features = collection(reading())["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [31.25, -12.5]}
    assert [feature["geometry"] is None for feature in features] == [False, True, True, True, True, False, False]
    assert features[4]["properties"]["place"] == "Port Ville"


def test_properties_are_flat_and_the_same_for_all() -> None:
    features = collection(reading())["features"]
    assert len({tuple(feature["properties"]) for feature in features}) == 1
    values = [value for feature in features for value in feature["properties"].values()]
    assert all(value is None or isinstance(value, str | int | float) for value in values)


def test_agency_and_language_are_properties() -> None:
    made = replace(reading(), document=document(reading().document.text, agency="AFP"))
    found = {(f["properties"]["agency"], f["properties"]["language"]) for f in collection(made)["features"]}
    assert found == {("AFP", "en")}
    assert collection(reading())["features"][0]["properties"]["agency"] is None


@pytest.mark.parametrize(("lat", "lon"), [(float("nan"), 1.0), (91.0, 1.0), (1.0, -181.0), (1.0, None)])
def test_impossible_coordinates_give_no_geometry(lat: float, lon: float | None) -> None:
    made = reading()
    place = made.events[0].place
    assert place is not None
    event = replace(made.events[0], place=replace(place, lat=lat, lon=lon))
    feature = collection(replace(made, events=(event,)))["features"][0]
    assert feature["geometry"] is None


def test_no_reading_gives_an_empty_collection() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}
