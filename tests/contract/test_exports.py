"""The exports of a database of either kind are the same bytes."""

from pathlib import Path

import pytest

from dateline.export.files import Order, write_files
from dateline.export.formats import Format
from tests.export.kept import saraqib, stored
from tests.export.sample import reading


def _files(target: str | None, form: Format, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    with stored(reading(), saraqib(), target=target) as store:
        write_files(store, Order(form), folder, "x")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", [Format.CSV, Format.ACLED, Format.IDU])
def test_both_databases_give_the_same_bytes(target: str, tmp_path: Path, form: Format) -> None:
    assert _files(target, form, tmp_path / "one") == _files(None, form, tmp_path / "other")
