"""Malformed lists, made from the small ones in `fixtures/` that a person can read. Same bytes on each run.

`python -m tests.sources.mutations` prints the digest that `fixtures/DIGEST` holds.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"
BASES = (
    "rss.xml",
    "atom.xml",
    "rdf.xml",
    "feed.json",
    "news-sitemap.xml",
    "sitemap-index.xml",
    "newsml.xml",
    "ninjs.json",
)

Change = Callable[[bytes], bytes]

LAUGHS = b"<!DOCTYPE z [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
) + b"]>"  # fmt: skip
QUADRATIC = b"<!DOCTYPE z [<!ENTITY a '" + b"x" * 50_000 + b"'>]>"
OUTSIDE = b"<!DOCTYPE z [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
OUTSIDE_HTTP = b"<!DOCTYPE z [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]>"
PARAMETER = b"<!DOCTYPE z [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>"


def cut(share: int) -> Change:
    return lambda data: data[: len(data) * share // 10]


def swap(old: bytes, new: bytes) -> Change:
    return lambda data: data.replace(old, new)


def headed(doctype: bytes, use: bytes) -> Change:
    """A document type after the declaration, and its entity used in the first title."""

    def change(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>")
        whole = head + mark + doctype + rest if mark else doctype + data
        return whole.replace(b"<title>", b"<title>" + use, 1)

    return change


def recoded(encoding: str) -> Change:
    return lambda data: data.decode("utf-8").encode(encoding)


def middle(junk: bytes) -> Change:
    return lambda data: data[: len(data) // 2] + junk + data[len(data) // 2 :]


CHANGES: dict[str, Change] = {
    **{f"cut-{share}": cut(share) for share in range(10)},
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": recoded("utf-16"),
    "utf-16-be-unmarked": recoded("utf-16-be"),
    "utf-32": recoded("utf-32"),
    "utf-7-declared": swap(b"UTF-8", b"UTF-7"),
    "nonsense-declared": swap(b"UTF-8", b"x-none"),
    "latin-declared": swap(b"UTF-8", b"ISO-8859-1"),
    "utf-16-declared": swap(b"UTF-8", b"UTF-16"),
    "blank-before": lambda data: b"\n \n" + data,
    "warning-before": lambda data: b"<br />\n<b>Warning</b>: mysql_connect() in /srv/www/db.php\n" + data,
    "junk-after": lambda data: data + b"</body></html>\n<script>1</script>",
    "twice": lambda data: data + data,
    "nul": middle(b"\0"),
    "controls": middle(b"\x01\x0b\x1f"),
    "no-utf-8": middle(b"\xff\xfe\xc3"),
    "surrogate": middle(b"\xed\xa0\x80"),
    "marks": middle("é\u0301\u202e\ufeff".encode()),
    "ampersand": middle(b" R&D & more &"),
    "unknown-entity": middle(b"&nbsp;&eacute;&bogus;"),
    "big-figure": middle(b"&#99999999;&#xFFFFFFFFF;&#0;"),
    "angle": middle(b"<<<>"),
    "open-comment": middle(b"<!-- "),
    "open-cdata": middle(b"<![CDATA["),
    "closed-cdata": middle(b"]]>"),
    "quote": middle(b'"'),
    "brace": middle(b"}"),
    "deep": middle(b"<a>" * 3000),
    "deep-json": middle(b"[" * 3000),
    "wide": middle(b"<a/>" * 20_000),
    "laughs": headed(LAUGHS, b"&a9;"),
    "quadratic": headed(QUADRATIC, b"&a;" * 1000),
    "outside-file": headed(OUTSIDE, b"&x;"),
    "outside-http": headed(OUTSIDE_HTTP, b"&x;"),
    "parameter": headed(PARAMETER, b""),
    "laughs-utf-16": lambda data: headed(LAUGHS, b"&a9;")(data).decode().encode("utf-16"),
    "no-namespace": swap(b"xmlns", b"xmlna"),
    "capitals": lambda data: data.upper(),
    "no-closing": lambda data: data.replace(b"</", b"<"),
    "no-links": lambda data: data.replace(b"https://", b"javascript:").replace(b"/news", b""),
    "inside-links": swap(b"https://", b"http://127.0.0.1/"),
    "broken-links": swap(b"https://", b"http://[::1"),
    "long-links": swap(b"https://", b"https://" + b"a" * 9000),
    "file-links": swap(b"https://", b"file:///"),
    "dates-nonsense": swap(b"2020", b"20x0"),
    "dates-30-february": swap(b"02-22", b"02-30"),
    "dates-future": swap(b"2020", b"2999"),
    "dates-before": swap(b"2020", b"0000"),
    "no-ids": lambda data: data.replace(b"guid", b"gxid").replace(b'"id"', b'"xd"').replace(b'"uri"', b'"xri"'),
    "numbers-for-strings": swap(b'"en', b'1e5, "z": "'),
    "nulls": lambda data: data.replace(b'"title"', b'"title": null, "x"'),
    "no-list": lambda data: data.replace(b'"items": [', b'"items": null, "x": [').replace(b"bodies", b"b"),
    "strings-for-items": lambda data: data.replace(b'"items": [', b'"items": ["a", 1, null, [], {}, '),
    "standing": lambda data: data.replace(b"usable", b"perhaps"),
    "empty-text": lambda data: data.replace(b"</p>", b"").replace(b"<p>", b"<p/>"),
    "empty": lambda data: b"",
    "blank": lambda data: b" \n\t" * (1 + len(data) % 7),
    "page": lambda data: b"<!doctype html><html><head><title>404</title></head><body>Gone" + data[:40],
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "gzip-cut": lambda data: gzip.compress(data, mtime=0)[:-20],
    "gzip-bomb": lambda data: gzip.compress(data + bytes(30_000_000), mtime=0),
    "bytes": lambda data: hashlib.sha512(data).digest() * 40,
    "picture": lambda data: b"\x89PNG\r\n\x1a\n" + data,
}


def cases() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each malformed list."""
    for base in BASES:
        data = (FIXTURES / base).read_bytes()
        for name, change in CHANGES.items():
            yield f"{base}-{name}", change(data)


def digest() -> str:
    """Over the names and bytes of all. Packed ones count unpacked sizes, since zlib's output may differ by version."""
    found = hashlib.sha256()
    for name, data in cases():
        found.update(name.encode() + b"\0")
        if "gzip" not in name:
            found.update(hashlib.sha256(data).digest())
    return found.hexdigest()


if __name__ == "__main__":
    print(f"{digest()}  {sum(1 for _ in cases())} cases")
