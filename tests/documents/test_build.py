"""What becomes of a text and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents.agency import agency_of
from dateline.documents.build import Given
from dateline.documents.dates import day
from dateline.documents.hints import file_of, line_of
from dateline.documents.plain import read_plain
from dateline.errors import DateInvalid
from dateline.model.document import Document, Rejected
from dateline.model.ids import content_hash

DISPATCH = "GENEVA, Feb 22 (Reuters) - The army said on Monday that it had taken the town.\r\n"


def read(data: bytes | str, about: Given = Given(), most: int | None = 500_000) -> Document | Rejected:  # noqa: B008
    return read_plain(data if isinstance(data, bytes) else data.encode("utf-8"), about, "a.txt", most)


def test_a_document_without_an_id_is_named_by_its_text() -> None:
    document = read(DISPATCH)
    assert isinstance(document, Document)
    assert document.text == DISPATCH.replace("\r\n", "\n")
    assert document.id == document.sha256 == content_hash(document.text)
    assert (document.agency, document.language, document.published) == ("Reuters", "en", None)


def test_what_is_given_is_kept_on_one_line() -> None:
    about = Given(
        title=" Town\n taken ", published="2020-02-22T23:30:00-05:00", publisher="", url=" https://a.example "
    )
    document = read(DISPATCH, about)
    assert isinstance(document, Document)
    assert (document.title, document.publisher, document.url) == ("Town taken", None, "https://a.example")
    assert document.published == "2020-02-22"


def test_a_text_without_verb_or_sentence_is_a_document() -> None:
    assert isinstance(read("Killed 12. Wounded 40."), Document)


@pytest.mark.parametrize(
    ("data", "about", "code"),
    [
        (b"", Given(), "E012"),
        (b" \r\n\t\xc2\xa0\n", Given(), "E012"),
        (b"%PDF-1.7 ...", Given(), "E013"),
        (b"PK\x03\x04 docx", Given(), "E013"),
        (b"The army\x00said", Given(), "E013"),
        (bytes(range(1, 32)) * 4, Given(), "E013"),
        (("a" + "\u0301\u0316" * 1000).encode(), Given(), "E013"),
        ("Президент заявил в понедельник".encode("cp1251"), Given(), "E014"),
        (b"x" * 600_000, Given(), "E015"),
        (b"The army said.", Given(language="fr"), "E019"),
        (b"The army said.", Given(published="0020-02-22"), "E023"),
    ],
)
def test_refusals(data: bytes, about: Given, code: str) -> None:
    refused = read(data, about)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.subject, refused.stage) == (code, "a.txt", "documents")


def test_a_long_text_can_be_forced() -> None:
    assert isinstance(read(b"word " * 200_000, most=None), Document)


def test_a_stated_language_is_believed() -> None:
    french = "Le président a déclaré lundi que les forces armées avaient repris la ville après trois jours."
    refused = read(french)
    assert isinstance(refused, Rejected)
    # To read it as English would be no mend.
    assert (refused.code, refused.hint) == ("E019", None)
    assert isinstance(read(french, Given(language="en-GB")), Document)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_refusal(data: bytes) -> None:
    result = read(data)
    if isinstance(result, Document):
        assert result.text.strip()
        assert result.sha256 == content_hash(result.text)
    else:
        assert result.code in {"E012", "E013", "E014", "E019"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-02-22", "2020-02-22"),
        (" 2020-02-22T08:00:00Z", "2020-02-22"),
        ("2020-02-22 08:00", "2020-02-22"),
        ("1800-01-01", "1800-01-01"),
        ("2100-12-31", "2100-12-31"),
        ("", None),
        (None, None),
    ],
)
def test_days(value: str | None, expected: str | None) -> None:
    assert day(value, "a") == expected


@pytest.mark.parametrize(
    "value",
    ["2020-02-30", "1799-12-31", "2101-01-01", "22.02.2020", "2020-02", "tomorrow", "2020-02-221", "\u0662020-02-02"],
)
def test_no_days(value: str) -> None:
    with pytest.raises(DateInvalid):
        day(value, "a")


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PARIS, Feb 22 (Xinhua) -- The two sides met.", "Xinhua"),
        ("Town taken\n\nBEIRUT (AP) \u2014 Troops took the town.", "AP"),
        ("Town taken\nAgencies\nTroops took the town.", "Agencies"),
        ("By Reuters\nTroops took the town.", "Reuters"),
        ("The minister met (AP) reporters.", None),
        ("Troops (AFP) - said " + "x" * 10, "AFP"),
        ("x" * 700 + "\nBEIRUT (AP) - Late.", None),
    ],
)
def test_agencies(text: str, agency: str | None) -> None:
    assert agency_of(text) == agency


def test_hints_are_safe_for_a_shell() -> None:
    assert file_of("a b.jsonl:12") == "'a b.jsonl'"
    assert file_of("standard input:3") == "-"
    assert line_of("x;rm.jsonl:7") == "sed -n 7p 'x;rm.jsonl'"
    assert line_of("a.jsonl.gz:7") == "zcat a.jsonl.gz | sed -n 7p"
    assert line_of("standard input:7") is None


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("With reporting by AFP and the Associated Press.", "AFP; Associated Press"),
        ("with reporting from Reuters", "Reuters"),
        ("Based on reporting by Reuters, TASS, and Interfax", "Reuters; TASS; Interfax"),
        ("Additional reporting by Agence France-Presse", "Agence France-Presse"),
        ("Source: Xinhua", "Xinhua"),
        ("© 2020 AFP", "AFP"),
        ("— Reuters", "Reuters"),
        ("(AP)", "AP"),
        ("(Reporting by John Smith; Editing by Ann Lee)", None),
        ("The minister spoke to Reuters and AFP.", None),
        ("Follow us on the MAP", None),
        ("with reporting by ap", None),
    ],
)
def test_the_credit_at_the_end_names_the_agency(credit: str, agency: str | None) -> None:
    assert agency_of(f"PARIS - Two men were held on Monday.\n\n{credit}") == agency
    assert agency_of(f"PARIS (dpa) - Two men were held on Monday.\n\n{credit}") == "dpa"
