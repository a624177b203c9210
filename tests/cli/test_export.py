"""`dateline export` as it is typed: forms, filters, refusals, and what is said at the end."""

import csv
import json
import os
from io import StringIO
from pathlib import Path

import pytest

from dateline.export import files
from dateline.export.formats import BINARY, Format
from tests.cli.conftest import Command
from tests.export.kept import saraqib, stored
from tests.export.sample import reading


@pytest.fixture
def news(command: Command) -> Command:
    """The command in a folder with a database of two dispatches."""
    with stored(reading(), saraqib(), target="news.db"):
        return command


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("form", Format)
def test_every_format_to_a_file(news: Command, form: Format) -> None:
    ending = {"xlsx": "xlsx", "parquet": "parquet", "geoparquet": "parquet"}.get(form, "out")
    result = news("export", "--db", "news.db", "--format", form, "-o", f"x.{ending}")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("wrote ")
    assert f" as {form}\n" in result.err
    assert f"beside it: {'x.sources.csv, ' * (form in ('acled', 'ged', 'idu', 'polecat'))}" in result.err
    assert result.err.endswith(f"next: less x.{ending}.codebook.md\n")
    assert Path(f"x.{ending}").stat().st_size > 0
    assert [path.name for path in Path().iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("form", sorted(set(Format) - BINARY))
def test_a_stream_holds_the_main_table_alone(news: Command, form: Format) -> None:
    result = news("export", "--db", "news.db", "--format", form, "-o", "-")
    assert result.code == 0
    assert news("export", "--db", "news.db", "--format", form, "-o", "x", "-q").err == ""
    assert result.out.encode() == Path("x").read_bytes()
    assert sorted(path.name for path in Path().iterdir() if path.suffix == ".db") == ["news.db"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.csv", b"record,"),
        ("x.xlsx", b"PK"),
        ("x.parquet", b"PAR1"),
        ("x.GEOJSON", b'{"type": "Feat'),
        ("x", b'{"sc'),
    ],
)
def test_the_ending_names_the_form_if_no_option_does(news: Command, name: str, begins: bytes) -> None:
    assert news("export", "--db", "news.db", "-o", name).code == 0
    assert Path(name).read_bytes().startswith(begins)


def test_filters(news: Command) -> None:
    def ids(*options: str) -> list[str]:
        result = news("export", "--db", "news.db", "--format", "csv", "-q", *options)
        assert result.code == 0, result.err
        return sorted(row["text"] for row in _table(result.out))

    assert ids("--place", "saraqib") == ["bombed"]
    assert (
        ids("--country", "Syria") == ids("--country", "sy") == ids("--country", "SYR") == ["Nearly 900,000", "bombed"]
    )
    assert ids("--type", "assault", "--from", "2020-02", "--to", "2020-02-12") == ["bombed"]
    assert ids("--kind", "agreement", "--kind", "figure", "--to", "2020") == ["Nearly 900,000", "at least 26"]
    lines = news("export", "--db", "news.db", "--place", "Saraqib", "-q").out.splitlines()
    assert [len(json.loads(line)["events"]) for line in lines] == [1]


def test_nothing_that_fits_is_said_and_gives_a_header(news: Command) -> None:
    result = news("export", "--db", "news.db", "--format", "acled", "--place", "Atlantis", "-o", "x.csv")
    assert result.code == 0
    assert result.err.startswith("wrote 0 rows as acled\nnothing fits: place Atlantis\n")
    assert Path("x.csv").read_text().startswith("event_id_cnty,event_date,")


def test_what_is_left_out_is_counted(news: Command) -> None:
    result = news("export", "--db", "news.db", "--format", "ged", "-o", "x.csv")
    assert result.err.splitlines()[:2] == ["wrote 2 rows as ged", "left out: 5 no use of force"]


def test_hxl_and_bom(news: Command) -> None:
    news("export", "--db", "news.db", "--format", "idu", "--hxl", "--bom", "-o", "x.csv")
    lines = Path("x.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("\ufeffid,country,iso3")
    assert lines[1].startswith("#event+id,#country+name,#country+code")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--format", "xlsx"], "E001 --format xlsx: is written to a file, not to a stream"),
        (["--format", "parquet", "-o", "-"], "E001 --format parquet: is written to a file"),
        (["--format", "csv", "-o", "x.xlsx"], "E001 -o x.xlsx: has the ending of another format than csv"),
        (["-o", "x.xls"], "E001 -o x.xls: the ending .xls names no format"),
        (["--format", "polecat", "--hxl"], "E001 --hxl: polecat has no row of hashtags"),
        (["--kind", "events"], "E001 --kind: no kind 'events'; did you mean event?"),
        (["--type", "ASAULT"], "E001 --type: no type 'ASAULT'; did you mean ASSAULT?"),
        (["--country", "Syriaa"], "E001 --country: no country 'Syriaa'"),
        (["--from", "last week"], "E001 --from: 'last week' is no ISO day, month or year"),
        (["--to", "2020-02-31"], "E001 --to: '2020-02-31' is no ISO day, month or year"),
        (["--from", "2020-03", "--to", "2020-02-14"], "E001 --from: 2020-03 lies after --to 2020-02-14"),
    ],
)
def test_what_is_typed_wrongly(news: Command, typed: list[str], said: str) -> None:
    result = news("export", "--db", "news.db", *typed)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert "mend it: " in result.err
    assert [path.name for path in Path().iterdir() if not path.name.startswith("news.db")] == []


def test_a_failure_leaves_all_files_as_they_were(news: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"x.csv": "a", "x.sources.csv": "b", "x.csv.codebook.md": "c", "x.csv.datapackage.json": "d"}
    for name, text in before.items():
        Path(name).write_text(text)

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "data_package", full)
    result = news("export", "--db", "news.db", "--format", "acled", "-o", "x.csv")
    assert result.code == 6
    assert result.err.startswith("E060 x.csv: cannot be written: no space left on device")
    assert {name: Path(name).read_text() for name in before} == before
    assert [path.name for path in Path().iterdir() if ".part" in path.name] == []


@pytest.mark.parametrize("name", ["nowhere/x.csv", "folder"])
def test_a_place_that_cannot_be_written_to(news: Command, name: str) -> None:
    Path("folder").mkdir()
    result = news("export", "--db", "news.db", "--format", "csv", "-o", name)
    assert result.code == 6
    assert result.err.startswith(f"E060 {name}: cannot be written: ")


def test_a_device_takes_the_stream(news: Command) -> None:
    assert news("export", "--db", "news.db", "--format", "csv", "-o", os.devnull).code == 0
    assert list(Path().glob("*.codebook.md")) == []
