"""The list of sources: what is written is what is read, and each mistake is named by line and key."""

from pathlib import Path

import pytest

from dateline.errors_collecting import RegistryInvalid, RegistryMissing
from dateline.sources.registry import Kind, Source, load, parse

GOOD = """
# Papers of the coast
[source.post]
kind = "feed"
url = "https://post.example/rss"
interval = "30 min"
reliability = "B"
licence = "headline and link only"

[source.archive-2019]
kind = "archive"
path = "/data/2019.wacz"
publisher = "Harbour Post"

[source.wire]
kind = "wire"
url = "https://wire.example/ninjs"
pages = false
language = "en"
"""


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path) == (
        Source("post", Kind.FEED, "https://post.example/rss", 1800.0, "B", "headline and link only"),
        Source("archive-2019", Kind.ARCHIVE, "/data/2019.wacz", 3600.0, publisher="Harbour Post"),
        Source("wire", Kind.WIRE, "https://wire.example/ninjs", 3600.0, language="en", pages=False),
    )


@pytest.mark.parametrize(
    ("text", "subject", "words"),
    [
        ("", "s.toml", "no source"),
        ("[source.a]\nurl = \n", "s.toml:2", "not TOML"),
        ("x = 1\n", "s.toml:1", "unknown key 'x'"),
        ("[feeds]\n", "s.toml:1", "unknown key 'feeds'"),
        ("source = 3\n", "s.toml", "no source"),
        ("[source.A]\nurl = 'https://a.example'\n", "s.toml:1", "needs a name"),
        ("[source]\na = 1\n", "s.toml", "a table of its own"),
        ("[source.a]\nurl = 'https://a.example'\n\n[source.b]\nlink = 'x'\n", "s.toml:5", "unknown key 'link'"),
        ("[source.a]\nintervall = '1 h'\n", "s.toml:2", "did you mean 'interval'"),
        ("[source.a]\nkind = 'fed'\n", "s.toml:2", "did you mean 'feed'"),
        ("[source.a]\nkind = 'feed'\n", "s.toml:2", "`url` is missing"),
        ("[source.a]\nkind = 'folder'\nurl = 'https://a.example'\n", "s.toml:3", "has a path, not a url"),
        ("[source.a]\nurl = 'ftp://a.example'\n", "s.toml:2", "only http and https"),
        ("[source.a]\nurl = 'http://2130706433/'\n", "s.toml:2", "shortened figures"),
        ("[source.a]\nurl = 'https://a.example'\ninterval = '10 s'\n", "s.toml:3", "not written as in"),
        ("[source.a]\nurl = 'https://a.example'\ninterval = '1 min'\n", "s.toml:3", "5 minutes"),
        ("[source.a]\nurl = 'https://a.example'\ninterval = 60\n", "s.toml:3", "a string"),
        ("[source.a]\nurl = 'https://a.example'\nreliability = 'good'\n", "s.toml:3", "from A to F"),
        ("[source.a]\nurl = 'https://a.example'\npages = 'no'\n", "s.toml:3", "true or false"),
        ("[source.a]\nurl = ''\n", "s.toml:2", "not empty"),
    ],
)
def test_mistakes_are_named_by_line_and_key(text: str, subject: str, words: str) -> None:
    with pytest.raises(RegistryInvalid) as caught:
        parse(text, "s.toml")
    assert caught.value.subject == subject
    assert words in caught.value.reason


def test_no_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(RegistryMissing):
        load(tmp_path / "no.toml")
    with pytest.raises(RegistryMissing):
        load(tmp_path)
    (tmp_path / "a.toml").write_bytes(b"\xff")
    with pytest.raises(RegistryInvalid, match="UTF-8"):
        load(tmp_path / "a.toml")
