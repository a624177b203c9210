"""Builds `codes.tsv` and `memberships.tsv` of `src/dateline/knowledge/data` from a data root.

    python -m train.build_codes DATA_ROOT

`former_codes_own.tsv`, the codes that are no longer in use, is written by hand.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "src/dateline/knowledge/data"
_CODES = ("iso3", "iso2", "iso_num", "m49", "fips", "cow_num", "gw_num", "cameo", "name")
_CODES_HEAD = (
    "# ISO3, ISO2, numeric, M49, FIPS 10-4, COW, Gleditsch-Ward, CAMEO, name (empty = none);"
    " assembled from GeoNames (CC BY 4.0) and the projects' own lists"
)
_SPELLS_HEAD = (
    "# system (cow, gw), number, name, from, to (empty = still); Correlates of War state system membership,"
    " Gleditsch and Ward list of independent states"
)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _write(name: str, head: str, lines: Iterable[Sequence[str]]) -> None:
    text = "\n".join((head, *("\t".join(line) for line in lines))) + "\n"
    (OUT / name).write_text(text, encoding="utf-8")


def main(root: Path) -> None:
    """Writes both tables. 412 for Kosovo is a number of UN statistics, not of ISO 3166-1."""
    countries = _rows(root / "codes/countries.csv")
    for row in countries:
        if row["iso3"] == "XKX":
            row["iso_num"] = ""
    _write("codes.tsv", _CODES_HEAD, sorted([row[field] for field in _CODES] for row in countries))
    spells = _rows(root / "codes/state_system_membership.csv")
    _write(
        "memberships.tsv",
        _SPELLS_HEAD,
        [(r["system"].lower(), r["number"], r["name"], r["start"], r["end"]) for r in spells],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
