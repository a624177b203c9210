"""All files of an export: the same bytes whatever came first, each described, each column named."""

import hashlib
import json
import random
import re
from pathlib import Path

import pytest

from dateline.export.choice import Choice
from dateline.export.files import Order, Outcome, write_files, write_stream
from dateline.export.formats import BINARY, SHAPES, WITH_HXL, Format, media_of, shape_of
from dateline.link.run import Linker
from dateline.model.records import Reading
from dateline.store.opening import open_store
from tests.contract.samples import Ticking, arrival
from tests.export.kept import saraqib, situation
from tests.export.sample import from_gold, reading

ROOT = Path(__file__).resolve().parents[2]
NOTHING = Choice(place="Atlantis")


def readings() -> list[Reading]:
    gold = sorted((ROOT / "corpus").glob("*.json"))[:12]
    return [reading(), saraqib(), *map(from_gold, gold)]


def written(folder: Path, form: Format, of: list[Reading], batch: int) -> dict[str, bytes]:
    folder.mkdir()
    with open_store(str(folder / "news.db"), create=True, clock=Ticking()) as store:
        for start in range(0, len(of), batch):
            some = of[start : start + batch]
            store.keep([arrival(each.document) for each in some], some, "1")
            for _ in Linker(store).run():
                pass
        out = folder / "out"
        out.mkdir()
        write_files(store, Order(form), out, f"x.{media_of(form)[0]}")
    return {path.name: path.read_bytes() for path in out.iterdir()}


def exported(order: Order, folder: Path, name: str) -> Outcome:
    with situation() as store:
        return write_files(store, order, folder, name)


@pytest.mark.parametrize("form", Format)
def test_the_order_of_coming_makes_no_difference(tmp_path: Path, form: Format) -> None:
    of = readings()
    first = written(tmp_path / "a", form, of, batch=32)
    random.Random(6).shuffle(of)  # noqa: S311 (an order, not a secret)
    assert written(tmp_path / "b", form, of, batch=3) == first
    assert len(first) == {"gdelt": 5, **dict.fromkeys(SHAPES - {Format.GDELT}, 4)}.get(form, 3)
    assert all(first.values())


@pytest.mark.parametrize("form", Format)
def test_what_stands_beside_it_describes_it(tmp_path: Path, form: Format) -> None:
    name = f"x.{media_of(form)[0]}"
    outcome = exported(Order(form), tmp_path, name)
    assert set(outcome.files) == {path.name for path in tmp_path.iterdir()}
    book = (tmp_path / f"{name}.codebook.md").read_text("utf-8")
    package = json.loads((tmp_path / f"{name}.datapackage.json").read_text("utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {file for file in outcome.files if not file.startswith(f"{name}.")}
    for path, resource in described.items():
        data = (tmp_path / path).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert f"## {path}\n" in book
    for table in shape_of(form).tables if form is not Format.JSONL else ():
        assert [column for column in table.names if f"| `{column}` |" not in book] == []
        fields = [[field["name"] for field in each["schema"]["fields"]] for each in described.values()]
        assert list(table.names) in fields
    assert "## Rights" in book
    assert "GeoNames" in book


@pytest.mark.parametrize("form", sorted(set(Format) - BINARY))
def test_a_stream_gets_what_the_file_holds(tmp_path: Path, form: Format) -> None:
    outcome = exported(Order(form), tmp_path, "x")
    with situation() as store, (tmp_path / "stream").open("w", encoding="utf-8", newline="") as out:
        streamed = write_stream(store, Order(form), out)
    assert (tmp_path / "stream").read_bytes() == (tmp_path / "x").read_bytes()
    assert (streamed.rows, streamed.left) == (outcome.rows, outcome.left)
    assert outcome.rows > 0


@pytest.mark.parametrize("form", Format)
def test_nothing_chosen_gives_whole_files_without_rows(tmp_path: Path, form: Format) -> None:
    assert exported(Order(form, NOTHING), tmp_path, "x").rows == 0
    main = (tmp_path / "x").read_bytes()
    if form is Format.JSONL:
        assert main == b""
    elif form is Format.GEOJSON:
        assert json.loads(main)["features"] == []
    elif form not in BINARY:
        header = shape_of(form).tables[0].dialect.header
        assert len(main.decode("utf-8").splitlines()) == (1 if header else 0)
    assert "Chosen: place Atlantis." in (tmp_path / "x.codebook.md").read_text("utf-8")


@pytest.mark.parametrize("form", sorted(WITH_HXL - {Format.XLSX}))
def test_tags_are_stated_in_the_data_package(tmp_path: Path, form: Format) -> None:
    exported(Order(form, hxl=True), tmp_path, "x")
    second = (tmp_path / "x").read_text("utf-8").splitlines()[1].split(",")
    assert second == [column.tag for column in shape_of(form).tables[0].columns]
    package = json.loads((tmp_path / "x.datapackage.json").read_text("utf-8"))
    assert package["resources"][0]["dialect"]["commentRows"] == [2]


def test_no_export_but_the_contract_holds_a_whole_article(tmp_path: Path) -> None:
    for form in set(Format) - {Format.JSONL} - BINARY:
        exported(Order(form), tmp_path, form.value)
    for path in tmp_path.iterdir():
        for each in (reading(), saraqib()):
            assert each.document.text.encode() not in path.read_bytes()
            assert json.dumps(each.document.text)[1:-1] not in path.read_text("utf-8")


def test_gdelt_mentions_take_their_name_from_the_events(tmp_path: Path) -> None:
    files = exported(Order(Format.GDELT), tmp_path, "20200214.export.CSV").files
    assert files[:3] == ("20200214.export.CSV", "20200214.mentions.CSV", "20200214.sources.csv")
