"""The forms of a report by the ending of the file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from dateline.errors import UsageError
from dateline.report.data import render_json
from dateline.report.html import render_html
from dateline.report.markdown import render_markdown
from dateline.report.model import Report
from dateline.report.pdf import render_pdf
from dateline.report.word import render_docx

FORMS: Final[Mapping[str, Callable[[Report], bytes]]] = MappingProxyType(
    {
        ".html": render_html,
        ".docx": render_docx,
        ".md": render_markdown,
        ".pdf": render_pdf,
        ".json": render_json,
    }
)


def form_of(name: str) -> Callable[[Report], bytes]:
    """What renders a file of this name; UsageError for another ending."""
    dot = name.rfind(".")
    ending = name[dot:].casefold() if dot >= 0 else ""
    if ending not in FORMS:
        raise UsageError(name, f"a report ends in {', '.join(FORMS)}", "dateline report --db FILE -o report.html")
    return FORMS[ending]
