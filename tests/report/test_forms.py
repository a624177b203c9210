"""The four forms and the data: same bytes, nothing from an article can act, every citation leads to its words."""

import io
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from dateline.errors import UsageError
from dateline.errors_reporting import PdfMissing
from dateline.model.records import Reading
from dateline.report import pdf
from dateline.report.html import render_html
from dateline.report.markdown import render_markdown
from dateline.report.model import Notes, Report
from dateline.report.word import render_docx
from dateline.report.write import FORMS, form_of
from tests.link.week import document, event
from tests.report.build import report

HOSTILE = '<script>alert(1)</script> "onload=x" javascript:1 {{x}} #import "/etc" *b* [l](u)'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report of the week."""
    return report(tmp_path_factory.mktemp("week"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report whose texts, titles, names and addresses would like to act."""
    of = document(f"The army attacked Mellit on Friday. {HOSTILE}", "2024-05-18", HOSTILE, HOSTILE)
    of = replace(of, url="javascript:alert(1)")
    one = event(of, "attacked", at="Mellit", day="2024-05-17", by="The army", said=HOSTILE)
    return report(tmp_path_factory.mktemp("hostile"), (Reading(of, (one,), (), (), ()),))


@pytest.mark.parametrize("ending", sorted(FORMS))
def test_same_report_same_bytes(made: Report, ending: str) -> None:
    if ending == ".pdf":
        pytest.importorskip("typst", reason="typst is not installed, which sets PDF")
    render = form_of(f"sitrep{ending.upper()}")
    assert render(made) == render(made)
    assert len(render(made)) > 3000


def test_an_unknown_ending_is_refused() -> None:
    for name in ("report.odt", "report", "folder.d/report"):
        with pytest.raises(UsageError, match=r"\.docx"):
            form_of(name)


def test_each_citation_of_the_page_leads_to_its_words(made: Report) -> None:
    page = render_html(made).decode("utf-8")
    linked = set(re.findall(r'href="#(n\d+)"', page))
    assert linked == set(re.findall(r'id="(n\d+)"', page))
    assert len(linked) == sum(1 for _ in Notes(made))
    backs = set(re.findall(r'href="#(c\d+)"', page))
    assert backs <= set(re.findall(r'id="(c\d+)"', page))
    sections = set(re.findall(r'<a href="#([a-z]+)">', page))
    assert sections <= set(re.findall(r'id="([a-z]+)"', page))


def test_the_page_allows_nothing(hostile: Report) -> None:
    page = render_html(hostile).decode("utf-8")
    assert "default-src 'none'; style-src 'sha256-" in page
    assert "<script" not in page
    assert "javascript:alert" not in re.sub(r"<bdi>.*?</bdi>", "", page)
    tree = etree.fromstring(page.replace("<!doctype html>", "").encode(), etree.XMLParser(recover=True))
    assert not [node for node in tree.iter() if any(name.startswith("on") for name in node.attrib)]
    outside = [value for node in tree.iter() for name, value in node.attrib.items() if name in ("href", "src")]
    assert all(value.startswith("#") for value in outside)


def test_markdown_holds_words_back(hostile: Report) -> None:
    text = render_markdown(hostile).decode("utf-8")
    assert "<script" not in text.replace("\\<", "")
    assert "\\[l\\](u)" in text
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"(?m)^\[\^(\d+)\]:", text))


def test_word_has_headings_tables_and_links(made: Report, hostile: Report) -> None:
    opened = Document(io.BytesIO(render_docx(made)))
    headings = [one.text for one in opened.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert headings == [*(section.heading for section in made.sections), "Words cited"]
    assert len(opened.tables) >= 5
    xml = opened.element.xml
    assert set(re.findall(r'w:anchor="(n\d+)"', xml)) == set(re.findall(r'w:name="(n\d+)"', xml))
    assert HOSTILE[:20] in Document(io.BytesIO(render_docx(hostile))).element.xml.replace("&lt;", "<").replace(
        "&gt;", ">"
    )


def test_data_holds_sentences_and_words(made: Report) -> None:
    data = json.loads(form_of("x.json")(made))
    assert data["schema"] == "dateline/report/1"
    paragraphs = [block for one in data["sections"] for block in one["blocks"] if block["type"] == "paragraph"]
    cited = {name for block in paragraphs for sentence in block["sentences"] for name in sentence["cites"]}
    assert cited
    assert cited <= data["evidence"].keys()
    assert all(one["words"] for one in data["evidence"].values())


def test_pdf(made: Report, hostile: Report) -> None:
    pytest.importorskip("typst", reason="typst is not installed, which sets PDF")
    assert pdf.render_pdf(made).startswith(b"%PDF-")
    assert pdf.render_pdf(hostile).startswith(b"%PDF-")


def test_pdf_without_the_extra(made: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PdfMissing) as raised:
        pdf.render_pdf(made)
    assert raised.value.hint == "pip install 'dateline[pdf]'"


def test_the_map_names_its_places(made: Report) -> None:
    page = render_html(made).decode("utf-8")
    (picture,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    tree = etree.fromstring(picture)
    names = [node.text for node in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Abu Shouk", "Mellit"} <= set(names)
    assert tree.get("aria-label") == "Map of Abu Shouk, Mellit"
    assert len(tree.findall(".//{*}circle")) == 2


def test_the_file_names_no_folder_of_ours(made: Report, tmp_path: Path) -> None:
    for ending in (".html", ".docx", ".md", ".json"):
        assert str(tmp_path.parent).encode() not in FORMS[ending](made)
