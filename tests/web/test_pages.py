"""The pages: each is there, is filled, takes its filter from the address, and says what to do where nothing is."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from dateline.model.records import Reading
from dateline.situation import linked
from dateline.store.base_linking import LinkingStore, Wanted
from dateline.web.look import PAGES
from tests.export.sample import TEXT, reading

ADDRESSES = [address for address, _ in PAGES] + ["/changes?since=0", "/api", "/session"]


class _Page(HTMLParser):
    """Ids, links and form controls of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.labels: set[str | None] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "a":
            self.links.append(found.get("href") or "")
        if tag in ("input", "select") and found.get("type") != "hidden":
            self.controls.append(found)
        if tag == "label":
            self.labels.add(found.get("for"))

    def handle_data(self, data: str) -> None:
        self.text += data


def _ids(page: _Page) -> set[str]:
    return set(page.ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_page_is_whole_and_its_controls_have_names(web: TestClient, address: str) -> None:
    answer = web.get(address)
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    page = _Page(answer.text)
    assert sorted(page.ids) == sorted(_ids(page))
    assert [control for control in page.controls if control.get("id") not in page.labels] == []
    assert "<script>" not in answer.text
    assert " style=" not in answer.text
    assert not re.search(r"\son\w+=", answer.text)


@pytest.mark.parametrize("address", [address for address, _ in PAGES])
def test_an_empty_database_says_what_to_do_next(empty: TestClient, address: str) -> None:
    answer = empty.get(address)
    assert answer.status_code == 200
    assert "dateline add FOLDER --db FILE" in answer.text


@pytest.mark.parametrize("address", ["/", "/incidents", "/figures", "/agreements", "/actors"])
def test_a_filter_that_nothing_fits_leads_back(web: TestClient, address: str) -> None:
    answer = web.get(address, params={"country": "ZZZ"})
    assert answer.status_code == 200
    assert re.search(r"No \w+ fits this filter", answer.text)
    assert f'href="{address}"' in answer.text


def test_the_situation_counts_what_fits_and_links_to_its_lists(web: TestClient) -> None:
    page = _Page(web.get("/", params={"place": "Tarru", "kind": "event"}).text)
    assert "4 records" in page.text
    assert any(one.startswith("/api/v1/events?place=Tarru") for one in page.links)
    assert any(one.startswith("/incidents/incident-") for one in page.links)
    assert any(one.startswith("/records/event-") for one in page.links)


def test_a_script_gets_the_part_below_the_filter_alone(web: TestClient) -> None:
    part = web.get("/", params={"place": "Tarru"}, headers={"hx-request": "true"})
    assert "<html" not in part.text
    assert "Tarru" in part.text
    assert "HX-Request" in part.headers["vary"]
    assert part.headers["etag"] != web.get("/", params={"place": "Tarru"}).headers["etag"]


def test_the_list_of_records_goes_on_until_its_end(web: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/lines?kind=quotation"
    while address:
        text = web.get(address).text
        found = re.findall(r"/records/(quotation-[0-9a-f]{16})", text)
        assert found
        seen += found
        more = re.search(r'hx-get="([^"]+)"', text)
        address = more.group(1).replace("&amp;", "&") if more else None
    total = re.search(r"([\d,]+) records?", web.get("/?kind=quotation").text)
    assert total is not None
    assert len(seen) == len(set(seen)) == int(total.group(1).replace(",", ""))


def test_a_document_shows_every_character_and_a_card_for_each_record(web: TestClient) -> None:
    sha256 = reading().document.sha256
    text = web.get(f"/documents/{sha256}").text
    page = _Page(text)
    for paragraph in TEXT.split("\n\n"):
        shown = re.sub(r"\s*[EQFA]\d+(?=\S)", "", page.text)
        assert paragraph[:40].split(" ")[0] in shown
    cards = re.findall(r'<article class="card[^"]*" id="d1-([EQFA]\d+)"', text)
    assert cards == ["E1", "E2", "E3", "E4", "E5", "Q1", "Q2", "F1", "F2", "A1"]
    assert 'href="https://news.example/tarru"' in text


def test_a_document_is_found_by_id_and_address(web: TestClient) -> None:
    sha256 = reading().document.sha256
    for name in ("sample-1",):
        answer = web.get(f"/documents/{name}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/documents/{sha256}")


def test_a_record_leads_to_its_words(web: TestClient) -> None:
    made: Reading = reading()
    answer = web.get(f"/records/{made.events[1].id}")
    assert answer.status_code == 307
    assert answer.headers["location"] == f"/documents/{made.document.sha256}#d1-E2"


def test_search_marks_the_words_and_counts_the_documents(web: TestClient) -> None:
    text = web.get("/documents", params={"q": "shelled valley"}).text
    assert "4 documents with all the words" in text
    assert "<mark>shelled</mark>" in text
    assert "Words" in text
    assert web.get("/documents", params={"q": '"); DROP TABLE documents; --'}).status_code == 200


def test_an_incident_shows_its_reports_side_by_side(web: TestClient, store: LinkingStore) -> None:
    (incident, *_) = [one for one in linked.incidents(store, Wanted(place="Tarru")) if len(one.tellings) > 1]
    text = web.get(f"/incidents/{incident.id}").text
    for telling in incident.tellings:
        assert f"/records/{telling.telling.record}" in text
    assert "Why these reports are one occurrence" in text
    assert re.search(r"<strong>\d+ %</strong>", text)


def test_a_figure_shows_its_range_and_each_telling(web: TestClient, store: LinkingStore) -> None:
    (history, *_) = [one for one in linked.figures(store, Wanted(place="Tarru")) if len(one.points) > 1]
    text = web.get(f"/figures/{history.id}").text
    for point in history.points:
        assert text.count(f"/records/{point.telling.record}") == 2, "in the chart and in the table"
    assert text.count("<svg") == 1


def test_an_actor_has_a_dossier_under_name_and_code(web: TestClient) -> None:
    text = web.get("/actors/odalian troops (ODA MIL)").text
    assert "Does to others" in text
    assert "ASSAULT" in text
    assert web.get("/actors/ODA MIL").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere",
        "/documents/none",
        "/records/event-0000000000000000",
        "/incidents/incident-0000000000000000",
        "/incidents/x",
        "/figures/history-0",
        "/agreements/none",
        "/actors/nobody at all",
        "/static/../app.py",
        "/static/vendor/none.js",
    ],
)
def test_what_is_not_kept_is_a_page_that_says_so(web: TestClient, address: str) -> None:
    answer = web.get(address)
    assert answer.status_code == 404
    assert "E165" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "address",
    ["/?from=tomorrow", "/?from=2020-02-30", "/?country=Syria", "/?type=BOMB", "/?status=x", "/?kind=war", "/?page=1",
     "/documents?page=0", "/?cursor=x", "/incidents?type=killed", "/changes?since=x", "/?bbox=1,2", "/?q=%00"],
)  # fmt: skip
def test_a_parameter_without_a_meaning_is_a_page_that_names_it(web: TestClient, address: str) -> None:
    answer = web.get(address)
    assert answer.status_code == 422
    assert "E164" in answer.text
