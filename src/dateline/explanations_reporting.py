"""The text of the error codes of the situation report."""

from typing import Final

from dateline.explanation import Explanation

REPORTING: Final = (
    Explanation(
        "E180",
        "the report cannot be made",
        "Something stood in the way that has no name of its own; the message says what.",
        "Read the message, and ask for the report again.",
        "dateline report --help",
    ),
    Explanation(
        "E181",
        "a sentence without a citation",
        "Each sentence of a report names the records that it rests on, and a report with one that names none, or a "
        "record that is not there, is not written. This is a fault of the program, not of your data.",
        "Report it with the sentence in the message and the version.",
        "dateline --version",
    ),
    Explanation(
        "E182",
        "a sentence that its sources do not bear out",
        "A number, a name, a date or a quotation in a sentence of the report does not occur in the records and words "
        "that the sentence cites, so the report is not written. This is a fault of the program, not of your data.",
        "Report it with the sentence in the message and the version.",
        "dateline --version",
    ),
    Explanation(
        "E183",
        "no such place in the database",
        "None of the records lies in a place, region or country of this name. The message names places of the "
        "database with a similar name.",
        "Take a name that the database has.",
        "dateline incidents --db FILE",
    ),
    Explanation(
        "E184",
        "PDF cannot be set",
        "PDF is set by typst, which is not installed by default. HTML, Word and Markdown need nothing further.",
        "Install the extra, or write HTML and print it.",
        "pip install 'dateline[pdf]'",
    ),
)
