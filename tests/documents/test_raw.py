"""Items to documents: by what the bytes are; in the worker as outside of it; hostile ones have a reason."""

import io
import json
import zipfile
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dateline.documents.isolated import Reader
from dateline.documents.raw import read_raw
from dateline.model.document import Document, Rejected
from dateline.model.raw import RawItem
from dateline.worker import Worker

WORDS = "The army said on Monday that it had taken the town after three days of fighting."


def read(body: bytes, media: str = "", **fields: str | None) -> Document | Rejected:
    return read_raw(RawItem("s", "k", media_type=media, body=body, **fields), 500_000)  # type: ignore[arg-type]


def text_of(found: Document | Rejected) -> str:
    assert isinstance(found, Document), found
    return found.text


def pdf(*lines: str, title: str | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    content.set_data(f"BT /F1 12 Tf 14 TL 40 700 Td {shown} ET".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dead", "12"
    document.core_properties.title = "Report"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(html: bool = False) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Town taken", "Valley Wire <desk@wire.example>"
    message["Date"] = "Sat, 22 Feb 2020 23:30:00 -0500"
    message.set_content(f"<p>{WORDS}</p><script>1</script>" if html else WORDS, subtype="html" if html else "plain")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


def test_pdf_lines_are_joined_to_paragraphs() -> None:
    found = read(pdf(*WORDS.split(" taken "), "Next one.", title="Report"), "text/plain")
    assert isinstance(found, Document)
    assert found.title == "Report"
    assert found.text.split("\n")[0] == WORDS.replace(" taken ", " ")
    assert found.text.endswith("Next one.")


def test_word() -> None:
    found = read(word(WORDS, "", "Second."), "application/octet-stream", title="Mine")
    assert text_of(found) == f"{WORDS}\nSecond.\nDead | 12"
    assert isinstance(found, Document)
    assert found.title == "Mine"


@pytest.mark.parametrize("html", [False, True])
def test_mail(html: bool) -> None:
    found = read(mail(html), "message/rfc822")
    assert text_of(found).strip() == WORDS
    assert isinstance(found, Document)
    assert (found.title, found.publisher, found.published) == ("Town taken", "Valley Wire", "2020-02-22")


def test_fragments_keep_blocks_and_leave_out_scripts() -> None:
    markup = f"<p>{WORDS}</p>\n<style>p {{}}</style><div>Two <b>and\na half</b> R&amp;D<br>Three</div>"
    assert text_of(read(markup.encode(), "text/html")) == f"{WORDS}\nTwo and a half R&D\nThree"


def test_what_the_server_says_counts_only_where_the_bytes_do_not() -> None:
    page = f"<!doctype html><html><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>".encode()
    assert WORDS in text_of(read(page, "text/plain"))
    accented = WORDS.replace("Monday", "Günther").encode("cp1252")
    assert "Günther" in text_of(read(accented, "text/plain", charset="windows-1252"))
    assert "Günther" in text_of(read(WORDS.replace("Monday", "Günther").encode(), "text/plain", charset="windows-1252"))


def test_what_a_source_says_goes_into_the_document_but_not_its_language() -> None:
    known = {"title": "T", "published": "2020-02-22T23:30:00-05:00", "publisher": "P", "agency": "A", "language": "fr"}
    found = read(WORDS.encode(), "text/plain", url="https://a.example/", **known)
    assert isinstance(found, Document)
    assert (found.title, found.published, found.publisher, found.agency) == ("T", "2020-02-22", "P", "A")
    assert (found.language, found.url, found.id) == ("en", "https://a.example/", found.sha256)
    line = read(json.dumps({"text": WORDS, "id": "x1"}).encode(), "application/json")
    assert isinstance(line, Document)
    assert line.id == "x1"


def zipped(size: int, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, bytes(size))
    return out.getvalue()


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


HOSTILE = [
    (b"", "", "E012"), (b"%PDF-1.7 nothing", "", "E028"), (locked(), "", "E028"), (pdf(), "", "E018"),
    (word(WORDS)[:-200], "", "E028"), (b"PK\x03\x04" + bytes(80), "", "E028"), (zipped(30_000_000), "", "E029"),
    (zipped(10), "", "E028"), (b"<p></p>", "text/html", "E018"), (b"<i>" * 400, "text/html", "E017"),
    (b"<b>x</b>" * 60_000, "text/html", "E016"), (b"Subject: x\n\n", "message/rfc822", "E018"),
    (b"\x00\x01\x02" * 30, "text/plain", "E013"), (b"{}", "application/json", "E021"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "media", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_bytes_have_a_reason(body: bytes, media: str, code: str) -> None:
    found = read(body, media)
    assert isinstance(found, Rejected)
    assert (found.code, bool(found.reason)) == (code, True)


def test_the_worker_gives_the_same_and_survives_the_hostile() -> None:
    reader = Reader(500_000)
    try:
        sound = [(WORDS.encode(), "text/plain", ""), (word(WORDS), "", ""), (mail(), "message/rfc822", "")]
        for body, media, _ in [*sound, *HOSTILE]:
            item = RawItem("s", "k", media_type=media, body=body)
            assert reader.read(item) == read_raw(item, 500_000)
        damaged = bytearray(pdf(*[WORDS] * 5))
        for at in range(0, len(damaged), 37):
            piece = damaged[:at] + b"\xff" + damaged[at + 3 :]
            assert isinstance(reader.read(RawItem("s", "k", body=bytes(piece))), Document | Rejected)
    finally:
        reader.close()


def test_a_worker_that_is_gone_is_a_reason() -> None:
    found = Reader(None, Worker("dateline.nothing:here")).read(RawItem("s", "k", body=b"x"))
    assert isinstance(found, Rejected)
    assert found.code == "E032"


@given(st.binary(max_size=300), st.sampled_from(["text/html", "text/plain", "message/rfc822", "application/json"]))
def test_any_bytes(body: bytes, media: str) -> None:
    assert isinstance(read(body, media), Document | Rejected)


@given(st.text(max_size=200).map(lambda text: f"<p>{text}</p>"))
def test_any_fragment(markup: str) -> None:
    assert isinstance(read(markup.encode("utf-8", "replace"), "text/html"), Document | Rejected)
