"""Web archives: the pages in a WARC, gzipped or not, and in the WARCs of a WACZ. Needs the extra `archive`."""

import importlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from dateline.errors import DatelineError
from dateline.errors_collecting import ArchiveUnreadable, ExtraMissing, FetchTooLarge
from dateline.model.document import Rejected
from dateline.model.raw import RawItem
from dateline.net.decode import MAX_DECODED, MAX_WIRE, read_body
from dateline.sources.dates import moment
from dateline.sources.links import absolute
from dateline.sources.origin import Origin, rejected

ENDINGS: Final = (".warc", ".warc.gz", ".wacz")
_READ: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_OK: Final = 200


def read_archive(path: Path, origin: Origin) -> Iterator[RawItem | Rejected]:
    """Pages that were answered with 200, in the order of the archive; one at a time is in memory."""
    if path.suffix.lower() != ".wacz":
        with open(path, "rb") as stream:
            yield from _records(stream, str(path), origin)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(name for name in archive.namelist() if name.lower().endswith((".warc", ".warc.gz")))
            if not names:
                raise ArchiveUnreadable(str(path), "a WACZ without a WARC in it")
            for name in names:
                with archive.open(name) as stream:
                    yield from _records(stream, f"{path}/{name}", origin)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveUnreadable(str(path), f"not a WACZ, or damaged: {error}") from error


def _records(stream: IO[bytes], subject: str, origin: Origin) -> Iterator[RawItem | Rejected]:
    warc = _library()
    found = 0
    try:
        for record in warc.ArchiveIterator(stream, record_types=warc.WarcRecordType.any_type, parse_http=False):
            found += 1
            if record.record_type not in (warc.WarcRecordType.response, warc.WarcRecordType.resource):
                continue
            item = _page(record, warc, f"{subject}#{found}", origin)
            if item is not None:
                yield item
    except (OSError, EOFError, ValueError, RuntimeError) as error:
        raise ArchiveUnreadable(subject, f"breaks off after {found:,} records: {error}") from error
    if not found:
        raise ArchiveUnreadable(subject, "no WARC record in it")


def _page(record: Any, warc: Any, subject: str, origin: Origin) -> RawItem | Rejected | None:
    place = record.headers.get("WARC-Target-URI") or ""
    url = absolute(origin.place, place.strip("<>"))
    headers: Any = record.headers
    if record.record_type == warc.WarcRecordType.response:
        record.parse_http(auto_decode="transfer")
        headers = record.http_headers
        if headers is None or headers.status_code != _OK:
            return None
    media = (headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if media not in _READ or url is None:
        return None
    try:
        body = read_body(_pieces(record.reader), headers.get("Content-Encoding") or "", subject, MAX_DECODED)
    except DatelineError as error:
        return rejected(error)
    when = moment(record.headers.get("WARC-Date"))
    return RawItem(
        source=origin.source, key=url, url=url, media_type=media, charset=record.http_charset, body=body,
        publisher=origin.publisher, usage=origin.usage, fetched=when,
    )  # fmt: skip


def _pieces(reader: Any) -> Iterator[bytes]:
    size = 0
    while piece := reader.read(65_536):
        size += len(piece)
        if size > 2 * MAX_WIRE:
            raise FetchTooLarge("archive", f"a record of more than {2 * MAX_WIRE // 1_000_000} MB")
        yield bytes(piece)


def _library() -> Any:
    """The reader of archives is an extra, so it is looked for only when an archive is opened."""
    try:
        return importlib.import_module("fastwarc.warc")
    except ImportError as error:
        raise ExtraMissing("fastwarc", "web archives need it", "pip install 'dateline[archive]'") from error
