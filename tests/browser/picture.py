"""Takes the picture of the README: the first example dispatch. `python -m tests.browser.picture`"""

import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Final

from dateline.config import settings
from dateline.documents.build import Given
from dateline.documents.jsonl import read_line
from dateline.export.page import render_page
from dateline.model.document import Document
from dateline.model.records import Reading
from dateline.pipeline import Pipeline
from tests.browser.chromium import find, take_picture

TARGET: Final = Path(__file__).resolve().parents[2] / "docs" / "images" / "page.png"
SIZE: Final = (1280, 900)
SEEN: Final = 5
# A window as high as the page does not scroll to the card; the frame around it shows the upper part alone.
_FRAME: Final = """<!DOCTYPE html><body style="margin:0"><div style="height:{height}px;overflow:clip">
<iframe src="{address}" style="border:0;width:{width}px;height:4000px"></iframe></div>"""


def fullest(reading: Reading) -> str:
    """The card that says most among the first events, which are in view."""
    filled = [
        len(event.actors) + len(event.recipients) + sum(field is not None for field in (event.place, event.date))
        for event in reading.events[:SEEN]
    ]
    return f"d1-E{filled.index(max(filled)) + 1}"


def main() -> int:
    """Exit status 1 where there is no browser."""
    browser = find()
    if browser is None:
        sys.stderr.write("no browser: the picture stays as it is\n")
        return 1
    line = files("dateline").joinpath("examples", "dispatches.jsonl").read_bytes().splitlines()[0]
    document = read_line(line, Given(), "the first example", None)
    assert isinstance(document, Document)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        reading = Pipeline(settings()).read_one(document)
        page.write_text(render_page([reading]), encoding="utf-8")
        frame = page.with_name("frame.html")
        address = f"{page.as_uri()}#{fullest(reading)}"
        frame.write_text(_FRAME.format(address=address, width=SIZE[0], height=SIZE[1]), encoding="utf-8")
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        take_picture(browser, frame, SIZE, TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
