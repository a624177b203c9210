"""`collect`, `watch`, `sources`, `search`, `withdraw`, `doctor` and `add URL` as typed, against a server right here."""

import json
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

import pytest

from dateline.config import settings
from dateline.store.opening import open_store
from tests.cli.conftest import Command
from tests.collecting.conftest import InHere

PAGES = {
    "/1": "Rebels shelled the port of Hodeidah on Sunday, killing at least 12 people, officials told reporters there.",
    "/2": "Envoys of both sides met in Geneva for talks on a ceasefire, the United Nations said in a statement.",
}
FEED = """<rss version="2.0"><channel><title>Post</title>
<item><guid>1</guid><title>Port shelled</title><link>/1</link><pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate></item>
<item><guid>2</guid><title>Talks</title><link>/2</link><pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""
KILL = '[{"uri": "urn:1", "version": "2", "pubstatus": "canceled"}]'
WIRE = '[{"uri": "urn:1", "version": "1", "headline": "Border", "body_text": "Troops crossed the border on Friday."}]'


@dataclass
class Web:
    """What the server answers by path; `asked` are the paths in order."""

    base: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def list_sources(self, **places: str) -> None:
        """Writes sources.toml: the name of each feed and its path."""
        tables = (f'[source.{name}]\nurl = "{self.base}{path}"\ninterval = "5 min"\n' for name, path in places.items())
        Path("sources.toml").write_text("".join(tables))


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server on 127.0.0.1 that is let through, without pauses between requests."""
    web = Web(
        pages={path: f"<html><body><article><p>{text}</p></article></body></html>" for path, text in PAGES.items()}
    )
    web.pages |= {"/rss": FEED, "/wire": WIRE}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            body = web.pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    monkeypatch.setattr("dateline.net.pace.SPACING", 0.0)
    monkeypatch.setenv("DATELINE_CONTACT", "desk@example.org")
    monkeypatch.setenv("DATELINE_ALLOW_NETWORKS", "127.0.0.1/32")
    settings.cache_clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        web.base = f"http://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield web
        server.shutdown()


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists and documents are read in this process: a worker takes seconds to start."""

    class Readers(InHere):
        def __init__(self, max_characters: int | None) -> None:
            super().__init__()

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("dateline.collecting.arrivals.Readers", Readers)


def test_collect_then_look(typed: Command, web: Web) -> None:
    web.list_sources(post="/rss", gone="/nothing")
    result = typed("collect", "--db", "n.db", "--sources", "sources.toml", "--json")
    assert "post: 2 listed, 2 new or changed\n" in result.err
    assert "gone: E111 the server answers 404 (the first failure)\n" in result.err
    assert result.err.endswith("added 2 new\nnext: dateline sources --db n.db\n")
    counts = json.loads(result.out)
    assert (result.code, counts["new"], counts["visited"], counts["unreachable"]) == (3, 2, 2, 1)
    again = typed("collect", "--db", "n.db")
    assert "not due yet: 2 (the next is " in again.err
    assert again.code == 0
    assert typed("collect", "--db", "n.db", "--now", "--quiet").code == 3
    assert web.asked.count("/rss") == 2
    assert web.asked.count("/1") == 1
    shown = typed("sources", "--db", "n.db")
    assert shown.out.startswith(
        "failing  gone                     last success never             0 items   next visit in"
    )
    assert "2 failures: E111 the server answers 404\n" in shown.out
    assert shown.err == "2 sources, 1 failing or quiet\nnext: dateline explain E111\n"
    rows = [json.loads(line) for line in typed("sources", "--db", "n.db", "--json", "-q").out.splitlines()]
    assert [(row["name"], row["state"], row["items"]) for row in rows] == [("gone", "failing", 0), ("post", "well", 2)]
    found = typed("search", "ceasefire", "talks", "--db", "n.db")
    assert found.out.startswith("2026-11-03  Talks\n            Post, ")
    assert "talks on a ceasefire" in found.out
    assert found.err == "1 document\nnext: dateline export --db n.db\n"
    (row,) = map(json.loads, typed("search", "Hodeidah", "--db", "n.db", "--json").out.splitlines())
    assert (row["url"], row["published"]) == (f"{web.base}/1", "2026-11-02")
    assert typed("search", "nowhere", "--db", "n.db").err.startswith("0 documents\n")


def test_withdraw_and_back(typed: Command, web: Web, here: None) -> None:
    web.list_sources(post="/rss")
    typed("collect", "--db", "n.db", "--sources", "sources.toml", "-q")
    result = typed("withdraw", f"{web.base}/1", "--db", "n.db", "--reason", "a hoax")
    assert (result.code, " is withdrawn, with " in result.err) == (0, True)
    assert len(typed("export", "--db", "n.db").out.splitlines()) == 1
    assert "a hoax" in typed("changes", "--db", "n.db").out
    sha = result.err.split()[1]
    assert "was withdrawn already" in typed("withdraw", sha, "--db", "n.db", "--reason", "again").err
    assert "stands again" in typed("withdraw", sha[:8], "--db", "n.db", "--reason", "no hoax", "--undo").err
    assert len(typed("export", "--db", "n.db").out.splitlines()) == 2
    assert typed("withdraw", "nothing", "--db", "n.db", "--reason", "x").err.startswith("E001 nothing: no document has")
    assert typed("withdraw", sha, "--db", "n.db", "--reason", " ").code == 2


def test_add_an_address_a_feed_and_files_of_all_kinds(typed: Command, web: Web, here: None) -> None:
    one = typed("add", f"{web.base}/1", "--db", "n.db", "--json")
    assert (one.code, json.loads(one.out)["new"]) == (0, 1)
    feed = typed("add", f"{web.base}/rss", "--db", "n.db", "--json")
    counts = json.loads(feed.out)
    assert (counts["new"], counts["duplicate"]) == (1, 1)
    assert web.asked.count("/rss") == 1
    Path("in").mkdir()
    Path("in/a.csv").write_text("title,text\nFlood,The river rose and 40 families left.\n")
    Path("in/b.json").write_text(WIRE)
    Path("in/c.txt").write_text("A plain text about the truce in the valley.\n")
    Path("in/d.png").write_bytes(b"\x89PNG")
    folder = typed("add", "in", "--db", "n.db", "--json")
    assert json.loads(folder.out)["new"] == 3
    assert "passed over 1 of other kinds" in folder.err
    Path("kill.json").write_text(KILL)
    killed = typed("add", "kill.json", "--db", "n.db", "--json")
    assert json.loads(killed.out)["withdrawn"] == 1
    assert "withdrawn 1" in killed.err
    assert typed("search", "border", "--db", "n.db").out == ""
    missing = typed("add", f"{web.base}/none", "--db", "n.db")
    assert (missing.code, "E111" in missing.err) == (4, True)


def test_the_database_is_not_made_for_nothing(typed: Command, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("collect", "--db", "n.db").err.startswith("E071 n.db: no such file")
    assert typed("watch", "--db", "n.db", "--sources", "none.toml").err.startswith("E122 none.toml: there is no such")
    Path("sources.toml").write_text('[source.a]\nurl = "https://a.example"\ninterval = "1 min"\n')
    wrong = typed("collect", "--db", "n.db", "--sources", "sources.toml")
    assert (wrong.code, wrong.err.startswith("E121 sources.toml:3: [source.a] interval '1 min'")) == (2, True)
    monkeypatch.delenv("DATELINE_CONTACT")
    settings.cache_clear()
    assert typed("add", "https://a.example/", "--db", "n.db").err.startswith("E112 DATELINE_CONTACT")
    assert not Path("n.db").exists()


def test_two_collectors_at_once(typed: Command, web: Web, here: None) -> None:
    web.list_sources(post="/rss")
    typed("collect", "--db", "n.db", "--sources", "sources.toml", "-q")
    asked = len(web.asked)
    with open_store("n.db") as store, store.collecting():
        for command in ("watch", "collect"):
            result = typed(command, "--db", "n.db")
            assert result.code == 7
            said = f"E080 n.db: another program collects into it (process {os.getpid()})\n"
            assert result.err.startswith(said)
    assert len(web.asked) == asked
    assert typed("collect", "--db", "n.db").code == 0


def test_watch_stops_cleanly_when_it_is_told_to(typed: Command, web: Web, here: None) -> None:
    web.list_sources(post="/rss")
    alarm = threading.Thread(target=_stop_when, args=(web, "/2"), daemon=True)
    before = signal.getsignal(signal.SIGTERM)
    alarm.start()
    result = typed("watch", "--db", "n.db", "--sources", "sources.toml")
    alarm.join(10)
    assert result.code == 0
    assert result.err.startswith("watching 1 source; Ctrl-C stops after the item in hand\n")
    assert "stopping after the item in hand" in result.err
    assert "\nstopped; added " in result.err
    assert signal.getsignal(signal.SIGTERM) == before
    assert not Path("n.db-collecting").exists()
    typed("collect", "--db", "n.db", "--now", "-q")
    assert len(typed("export", "--db", "n.db").out.splitlines()) == 2


def _stop_when(web: Web, path: str) -> None:
    """SIGTERM to ourselves once this page was asked for."""
    pause = threading.Event()
    for _ in range(1000):
        if path in web.asked:
            break
        pause.wait(0.01)
    os.kill(os.getpid(), signal.SIGTERM)


def test_doctor(typed: Command, web: Web, here: None) -> None:
    web.list_sources(post="/rss", gone="/nothing")
    typed("collect", "--db", "n.db", "--sources", "sources.toml", "-q")
    Path("bad.jsonl").write_text("no json\n")
    typed("add", "bad.jsonl", "--db", "n.db")
    result = typed("doctor", "--db", "n.db")
    assert result.code == 0
    said = {line[9:18].strip(): line[:8].strip() for line in result.out.splitlines() if line[:1] != " "}
    assert said["model"] == said["database"] == said["rows"] == said["clock"] == said["contact"] == "well"
    assert "1 rejected: E020" in result.out
    assert "gone failed once: E111 the server answers 404" in result.out
    with sqlite3.connect("n.db") as connection:
        connection.execute("DROP INDEX ix_records_day")
    connection.close()
    Path("n.db-collecting").touch()
    broken = typed("doctor", "--db", "n.db", "--quiet")
    assert broken.code == 7
    assert "bad      rows      the index ix_records_day is missing\n" in broken.out
    assert "mend it: dateline doctor --db n.db --mend\n" in broken.out
    mended = [
        json.loads(line) for line in typed("doctor", "--db", "n.db", "--mend", "--deep", "--json").out.splitlines()
    ]
    assert [each["said"] for each in mended if each["grade"] == "mended"] == [
        "took away the lock of a collector that was killed", "made the index ix_records_day",
    ]  # fmt: skip
    assert typed("doctor", "--db", "n.db", "-q").code == 0


def test_doctor_where_there_is_nothing_to_look_at(
    typed: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_MODEL_DIR", str(tmp_path))
    settings.cache_clear()
    result = typed("doctor", "--db", "none.db")
    assert result.code == 7
    assert "bad      model     E050 " in result.out
    assert "bad      database  E071 none.db: no such file\n" in result.out
    assert not Path("none.db").exists()
    nowhere = typed("doctor", "--db", "postgresql://a@/x?host=/nowhere")
    assert "bad      database  E078 " in nowhere.out


def test_doctor_sees_a_clock_that_was_set_back(typed: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("add", "-", "--db", "n.db", stdin=b"Two people died in the town.")
    with sqlite3.connect("n.db") as connection:
        connection.execute("UPDATE counter SET at = '2999-01-01T00:00:00.000000+00:00'")
    connection.close()
    result = typed("doctor", "--db", "n.db", "-q")
    assert "warning  clock     it is " in result.out
    assert "2999-01-01" in result.out


def test_doctor_on_a_damaged_file(typed: Command) -> None:
    typed("add", "-", "--db", "n.db", stdin=b"Two people died in the town.")
    data = bytearray(Path("n.db").read_bytes())
    data[8192:] = b"\x5a" * (len(data) - 8192)
    Path("n.db").write_bytes(data)
    result = typed("doctor", "--db", "n.db", "-q")
    assert result.code == 7
    assert "E073" in result.out
