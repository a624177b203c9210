"""One flat CSV table (RFC 4180, CRLF line ends, header first), one row a record.

Columns, in this order; a cell is empty where the record has no such field:

record              event, quotation, figure or agreement
document_id title published publisher agency language url
                    the document; published is an ISO day, agency whose copy it is (Reuters), language always en
record_id           stable id of the record
type                event type, or kind of the quotation or figure
mode quad intensity contexts
                    events: PLOVER mode, quad class 1 to 4, score, contexts
status time         events: actual, planned, ... and current or background; agreements: status only
name                agreements: the label of the deal
text start end      the anchor (events) or span (others): the words and their half-open offsets in code points
also also_spans     events: further mentions
actors actor_codes actor_words actor_spans
                    who did it, or the parties of an agreement: names, codes, words of the text, offsets
recipients recipient_codes recipient_words recipient_spans
                    to whom
place place_id lat lon country admin1 place_precision place_words place_span
                    where; WGS 84 degrees, ISO 3166-1 alpha-3 country
date_start date_end date_precision date_words date_span
                    when, or the period of a figure; ISO prefixes, as precise as the text
source source_code source_words source_span
                    who says so
low high qualifier unit of
                    figures: bounds (empty is unbounded), how the words bound the number, unit, who is counted
speaker speaker_code speaker_words speaker_span addressee addressee_code addressee_words addressee_span cue cue_span
                    quotations
confidence          0 to 1

Several values in one cell are joined by "; ", and the four columns of actors (or recipients) run in parallel, so
an unknown one leaves its place empty. Offsets in one cell are written start..end.

Text that a spreadsheet could take for a formula (a first character of = + - @, tab, CR or LF, or a full-width form
of the four signs) gets an apostrophe in front. Number columns are written as numbers, so a southern latitude
keeps its minus sign.
"""

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from dateline.export.rows import COLUMNS, Cell, rows
from dateline.model.records import Reading

_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


def write_csv(readings: Iterable[Reading], out: TextIO) -> None:
    """Writes row by row, as the readings come. `out` is to be opened with `newline=""` and UTF-8."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(readings):
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])


def _cell(value: Cell) -> Cell:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    # str() of a member of a code list is its value, whatever the csv module would make of a subclass of str.
    return str(value) if isinstance(value, str) else value
