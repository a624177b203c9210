"""The branch ReportError of the tree that is drawn in `errors.py`."""

from dateline.errors import DatelineError


class ReportError(DatelineError):
    """The report cannot be made."""

    code = "E180"


class SentenceUncited(ReportError):
    """A sentence of the report that rests on no record, or on one that is not there."""

    code = "E181"


class SentenceUnfounded(ReportError):
    """A number, name, date or quoted word of the report that what it cites does not hold."""

    code = "E182"


class PlaceUnknown(ReportError):
    """No record of the database lies in a place of this name."""

    code = "E183"


class PdfMissing(ReportError):
    """The part of the program that sets PDF is not installed."""

    code = "E184"
