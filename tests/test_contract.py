"""The record contract `dateline/1`: keys, their order, types and code lists; derived fields; ids."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.config import Settings
from dateline.documents.build import Given, build
from dateline.model import codes
from dateline.model.ids import content_hash, record_id
from dateline.pipeline import Pipeline
from tests.dispatches import dispatches
from tests.export.sample import reading as sample_reading

# A shape: a type, a closed list, a pattern, a list of one shape, an object with these keys in this order, or Maybe.


class Maybe:
    """A shape, or null."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape


class Whole:
    """A whole number from `low`."""

    def __init__(self, low: int = 0) -> None:
        self.low = low


NUMBER = (int, float)
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
CONFIDENCE = re.compile(r"(0|1)\.\d{1,3}")
CODE = re.compile(r"[A-Z]{3}( [A-Z]{3})?")
SPAN = {"text": str, "start": Whole(), "end": Whole(1)}
ACTOR = {
    "span": Maybe(SPAN), "name": Maybe(str), "code": Maybe(CODE), "country": Maybe(re.compile("[A-Z]{3}")),
    "sector": Maybe(codes.Sector), "id": Maybe(str),
}  # fmt: skip
PLACE = {
    "span": SPAN, "name": str, "id": Maybe(str), "lat": Maybe(NUMBER), "lon": Maybe(NUMBER),
    "country": Maybe(re.compile("[A-Z]{3}")), "admin1": Maybe(str), "precision": Maybe(codes.PlacePrecision),
}  # fmt: skip
DATE = {"span": Maybe(SPAN), "start": Maybe(DAY), "end": Maybe(DAY), "precision": codes.DatePrecision}
EVENT = {
    "id": re.compile(r"event-[0-9a-f]{16}"), "type": codes.EventType, "mode": Maybe(str), "contexts": [str],
    "quad": Whole(1), "intensity": NUMBER, "anchor": SPAN, "also": [SPAN], "actors": [ACTOR], "recipients": [ACTOR],
    "place": Maybe(PLACE), "date": Maybe(DATE), "status": codes.Status, "time": codes.Time, "source": Maybe(ACTOR),
    "confidence": CONFIDENCE,
}  # fmt: skip
QUOTATION = {
    "id": re.compile(r"quotation-[0-9a-f]{16}"), "span": SPAN, "kind": codes.QuotationKind, "cue": Maybe(SPAN),
    "speaker": Maybe(ACTOR), "addressee": Maybe(ACTOR), "confidence": CONFIDENCE,
}  # fmt: skip
FIGURE = {
    "id": re.compile(r"figure-[0-9a-f]{16}"), "span": SPAN, "kind": codes.FigureKind, "low": Maybe(NUMBER),
    "high": Maybe(NUMBER), "qualifier": codes.Qualifier, "unit": str, "of": Maybe(str), "place": Maybe(PLACE),
    "period": Maybe(DATE), "source": Maybe(ACTOR), "confidence": CONFIDENCE,
}  # fmt: skip
AGREEMENT = {
    "id": re.compile(r"agreement-[0-9a-f]{16}"), "span": SPAN, "name": str, "parties": [ACTOR], "date": Maybe(DATE),
    "status": codes.AgreementStatus, "confidence": CONFIDENCE,
}  # fmt: skip
DOCUMENT = {
    "id": str, "sha256": re.compile(r"[0-9a-f]{64}"), "title": Maybe(str), "text": str,
    "published": Maybe(re.compile(r"\d{4}-\d\d-\d\d")), "publisher": Maybe(str), "agency": Maybe(str),
    "language": re.compile(r"[a-z]{2}"), "url": Maybe(str),
}  # fmt: skip
READING = {
    "schema": re.compile("dateline/1"), "document": DOCUMENT, "events": [EVENT], "quotations": [QUOTATION],
    "figures": [FIGURE], "agreements": [AGREEMENT],
}  # fmt: skip
MENTION = {
    "id": re.compile(r"mention-[0-9a-f]{16}"), "span": SPAN, "kind": codes.MentionKind, "actor": Maybe(ACTOR),
    "place": Maybe(PLACE), "date": Maybe(DATE), "confidence": CONFIDENCE,
}  # fmt: skip


def faults(value: Any, shape: Any, path: str = "$") -> Iterator[str]:
    """What is wrong with a JSON value, with the path to it."""
    if isinstance(shape, Maybe):
        if value is not None:
            yield from faults(value, shape.shape, path)
    elif isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            yield f"{path}: keys {list(value) if isinstance(value, dict) else value!r}, not {list(shape)}"
            return
        for key, inner in shape.items():
            yield from faults(value[key], inner, f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path}: {value!r} is no list"
            return
        for i, item in enumerate(value):
            yield from faults(item, shape[0], f"{path}[{i}]")
    elif not _fits(value, shape):
        yield f"{path}: {value!r} is not {shape}"


def _fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, Whole):
        return type(value) is int and value >= shape.low
    if isinstance(shape, re.Pattern):
        return shape.fullmatch(str(value)) is not None and (shape is CONFIDENCE) == isinstance(value, float)
    if shape is str or shape == NUMBER:
        return isinstance(value, shape) and not isinstance(value, bool)
    return value in {member.value for member in shape}


@cache
def _readings() -> tuple[dict[str, Any], ...]:
    """The JSON of a score of dispatches, with mentions, and each without its day of publication."""
    pipeline = Pipeline(Settings(), mentions=True)
    several = [
        build(d.text, Given(title=d.title, published=day, language="en", id=d.id), d.id, None)
        for d in dispatches()[40:60]
        for day in (d.published, None)
    ]
    return tuple(json.loads(r.to_json(mentions=True)) for r in pipeline.read(several) if hasattr(r, "to_json"))


def _each(kind: str) -> Iterator[dict[str, Any]]:
    return (record for reading in _readings() for record in reading[kind])


def _objects(value: Any, keys: set[str]) -> Iterator[dict[str, Any]]:
    """All objects with exactly these keys, however deep."""
    if isinstance(value, dict):
        if set(value) == keys:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, keys)


# Shape


def test_readings_have_the_contract_s_shape() -> None:
    assert len(_readings()) == 40
    for kind in ("events", "quotations", "figures", "agreements", "mentions"):
        assert sum(1 for _ in _each(kind)) > 0, f"the test says nothing of {kind}"
    for reading in _readings():
        assert list(faults(reading, {**READING, "mentions": [MENTION]})) == []


def test_mentions_are_there_only_when_asked_for() -> None:
    assert list(json.loads(sample_reading().to_json())) == list(READING)
    assert list(json.loads(sample_reading().to_json(mentions=True))) == [*READING, "mentions"]


def test_a_made_reading_has_the_shape_with_every_field_filled() -> None:
    assert list(faults(json.loads(sample_reading().to_json()), READING)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r["document"].pop("url"), r"\$\.document: keys"),
        (lambda r: r.update(schema="dateline/2"), r"\$\.schema"),
        (lambda r: r["events"][0].update(type="FIGHT"), r"\$\.events\[0\]\.type"),
        (lambda r: r["events"][0].update(confidence=0.1234), r"\$\.events\[0\]\.confidence"),
        (lambda r: r["events"][0]["anchor"].update(start="3"), r"\$\.events\[0\]\.anchor\.start"),
    ],
)
def test_the_checker_sees_faults(change: Callable[[dict[str, Any]], Any], fault: str) -> None:
    reading = json.loads(json.dumps(next(r for r in _readings() if r["events"])))
    change(reading)
    (found,) = faults(reading, {**READING, "mentions": [MENTION]})
    assert re.match(fault, found)


# Spans and values


def test_every_span_in_the_json_is_the_text_there() -> None:
    for reading in _readings():
        text = reading["document"]["text"]
        found = list(_objects(reading, {"text", "start", "end"}))
        assert found
        assert all(text[s["start"] : s["end"]] == s["text"] != "" for s in found)


def test_confidences_are_shares_with_at_most_three_decimals() -> None:
    for kind in ("events", "quotations", "figures", "agreements", "mentions"):
        for record in _each(kind):
            assert 0.0 <= record["confidence"] <= 1.0
            assert round(record["confidence"], 3) == record["confidence"]


def test_quad_and_intensity_are_derived() -> None:
    for event in _each("events"):
        kind = codes.EventType(event["type"])
        modes: dict[str, float | None] = dict(codes.MODES.get(kind, {}))  # type: ignore[call-overload]
        score = modes.get(event["mode"]) if event["mode"] else None
        assert event["quad"] == codes.QUAD[kind]
        assert event["intensity"] == (codes.INTENSITY[kind] if score is None else score)
        assert event["mode"] is None or event["mode"] in modes
        assert codes.CONTEXTS.issuperset(event["contexts"])


def test_codes_are_country_and_sector() -> None:
    for actor in _objects(list(_readings()), set(ACTOR)):
        parts = [part for part in (actor["country"], actor["sector"]) if part]
        assert actor["code"] == (" ".join(parts) if actor["country"] else None)


def test_a_party_does_nothing_to_itself_and_is_listed_once() -> None:
    for event in _each("events"):
        sides = [{(actor["id"], actor["name"]) for actor in event[side]} for side in ("actors", "recipients")]
        assert not sides[0] & sides[1]
        for side in ("actors", "recipients"):
            coded = [actor["code"] for actor in event[side] if actor["code"]]
            assert len(coded) == len(set(coded))


def test_places_lie_on_the_globe() -> None:
    for place in _objects(list(_readings()), set(PLACE)):
        assert (place["lat"] is None) == (place["lon"] is None)
        assert place["lat"] is None or (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180)


def test_dates_are_as_long_as_they_are_precise() -> None:
    lengths = {"day": 10, "month": 7, "year": 4}
    for date in _objects(list(_readings()), set(DATE)):
        for end in (date["start"], date["end"]):
            assert end is None or len(end) == lengths.get(date["precision"], len(end))
        assert date["end"] is None or (date["start"] is not None and date["start"] <= date["end"])


YEAR = re.compile(r"\b\d{4}\b")
RELATIVE = re.compile(
    r"(yesterday|today|tomorrow|tonight|(on |last |this |next |early |late )*"
    r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(\W.*)?|(last|this|next) (year|month|week)|.* ago)",
    re.IGNORECASE,
)


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    relative = {True: 0, False: 0}
    for reading in _readings():
        known = reading["document"]["published"] is not None
        for date in _objects(reading, set(DATE)):
            # "Friday, June 22, 2012" names its day, weekday or not
            if date["span"] and RELATIVE.fullmatch(date["span"]["text"]) and not YEAR.search(date["span"]["text"]):
                relative[known] += date["start"] is not None
    assert relative[True] > 0
    assert relative[False] == 0


# Ids


def test_a_given_id_is_kept_and_the_hash_is_that_of_the_text() -> None:
    for reading, own in zip(_readings(), [d for d in dispatches()[40:60] for _ in range(2)], strict=True):
        assert reading["document"]["id"] == own.id
        assert reading["document"]["sha256"] == content_hash(own.text)
        assert reading["document"]["text"] == own.text


def test_without_an_id_the_hash_is_the_id() -> None:
    made = build("Troops left the town of Idlib on Friday.", Given(), "a", None)
    assert made.id == made.sha256 == content_hash(made.text)


def _ids(reading: dict[str, Any]) -> list[str]:
    return [r["id"] for kind in ("events", "quotations", "figures", "agreements", "mentions") for r in reading[kind]]


def test_ids_differ_within_and_between_documents() -> None:
    seen: set[str] = set()
    for reading in _readings()[::2]:
        ids = _ids(reading)
        assert len(set(ids)) == len(ids)
        assert not seen.intersection(ids)
        seen.update(ids)


def test_ids_do_not_hang_on_metadata() -> None:
    """The same spans in the same text have the same id, with a day of publication or without."""
    for dated, undated in zip(_readings()[::2], _readings()[1::2], strict=True):
        anchors = [{(e["type"], e["anchor"]["start"]): e["id"] for e in r["events"]} for r in (dated, undated)]
        assert anchors[0] == anchors[1]


PARTS = st.lists(st.one_of(st.text(max_size=4), st.integers(0, 99)), max_size=4)


@given(PARTS, PARTS)
def test_record_ids_are_equal_for_equal_parts_only(first: list[str | int], second: list[str | int]) -> None:
    same = [str(part) for part in first] == [str(part) for part in second]
    assert (record_id("event", "hash", *first) == record_id("event", "hash", *second)) is same


def test_record_ids_never_change() -> None:
    assert record_id("event", "00", "ASSAULT", 3, 9) == "event-f36b74a367b385cf"
    assert len({record_id(kind, doc, 1) for kind in ("event", "figure") for doc in ("a", "b")}) == 4
