"""The flat table: one row a record, safe to open in a spreadsheet."""

import csv
import io
from dataclasses import replace

import pytest

from dateline.export.rows import COLUMNS
from dateline.export.table_csv import write_csv
from dateline.model.records import Reading
from tests.export.sample import document, reading


def written(*readings: Reading) -> str:
    out = io.StringIO(newline="")
    write_csv(readings, out)
    return out.getvalue()


def table(*readings: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(*readings), newline="")))


def test_one_row_a_record_in_order() -> None:
    kinds = [row["record"] for row in table(reading(), reading())]
    assert kinds == (["event"] * 5 + ["quotation"] * 2 + ["figure"] * 2 + ["agreement"]) * 2


def test_event_row() -> None:
    row = table(reading())[0]
    expected = {
        "type": "ASSAULT", "status": "actual", "text": "shelled", "start": "23", "actors": "Odalian troops",
        "actor_codes": "ODA MIL", "actor_spans": "8..22", "place": "Tarru", "lat": "-12.5", "lon": "31.25",
        "date_start": "2026-03-03", "date_words": "Tuesday", "source": "residents", "confidence": "0.871",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_what_is_known_of_the_document_stands_in_every_row() -> None:
    made = replace(reading(), document=document(reading().document.text, agency="Reuters"))
    known = ("document_id", "published", "publisher", "agency", "language")
    found = {tuple(row[name] for name in known) for row in table(made)}
    assert found == {("sample-1", "2026-03-04", "Harbour News", "Reuters", "en")}


def test_lists_run_in_parallel_and_an_implied_actor_keeps_its_place() -> None:
    rows = table(reading())
    assert rows[2]["actor_codes"] == "ODA GOV; TAR GOV"
    assert rows[2]["actor_spans"] == "329..339; 329..339"
    assert (rows[4]["actors"], rows[4]["actor_codes"], rows[4]["actor_spans"]) == ("", "INT IGO", "")


def test_spans_of_every_row_match_the_text() -> None:
    text = reading().document.text
    for row in table(reading()):
        assert text[int(row["start"]) : int(row["end"])] == row["text"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_formulas_are_disarmed(first: str) -> None:
    hostile = f'{first}HYPERLINK("http://x","y")'
    made = replace(reading(), document=document("", title=hostile))
    assert all(row["title"] == "'" + hostile for row in table(made))


def test_numbers_stay_numbers() -> None:
    row = table(reading())[0]
    assert row["lat"] == "-12.5"
    assert row["intensity"] == "-9.0"


def test_rfc_4180_quoting_and_line_ends() -> None:
    made = replace(reading(), document=document("", title='a "b",\nc'))
    found = written(made)
    assert found.startswith(",".join(COLUMNS) + "\r\n")
    assert '"a ""b"",\nc"' in found
    assert table(made)[0]["title"] == 'a "b",\nc'


def test_no_reading_gives_the_header_alone() -> None:
    assert written() == ",".join(COLUMNS) + "\r\n"
