"""Dated roles: office and date to person, name and date to office, bodies; written without sight of the tables.

    python -m evals.roles [--errors] [FILE]

`dated_roles.tsv` was written once and asks `knowledge.who` what `dateline who` asks. A case is right where everything
that its kind asks for is: of an office exactly one person, with country and sector; of a name whether it held the
office named in the note on that day, with country and sector; of a body country and sector.
"""

import argparse
import csv
import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.knowledge.offices import office_of, role_words, terms_of
from dateline.knowledge.tables import fold
from dateline.knowledge.who import Answer, who
from evals.jsonl import SetError
from evals.scoring import Read

DEFAULT: Final = Path(__file__).with_name("dated_roles.tsv")
_ALIKE: Final = 0.85
_COLUMNS: Final = ("id", "question", "words", "on", "country", "sector", "person", "in_office", "kind", "note")


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the file; what may have several answers holds them all."""

    id: str
    words: str
    on: str
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    persons: tuple[str, ...]
    in_office: bool
    kind: str
    office: str

    @property
    def near(self) -> str | None:
        """A lone surname or acronym is looked up in a text of its country."""
        return self.countries[0] if " " not in self.words and self.countries[0] != "INT" else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which parts of an answer are right; `person` is None for a body, `office` None but for names."""

    case: Case
    country: bool
    sector: bool
    person: bool | None
    office: bool | None
    said: str

    @property
    def right(self) -> bool:
        """Whether every part is."""
        return self.country and self.sector and self.person is not False and self.office is not False


@dataclass(frozen=True, slots=True)
class RolesScore:
    """Shares of right cases, of all and by kind; `country` and `sector` are shares of all cases."""

    cases: int
    right: float
    role_to_person: float
    name_to_role: float
    body: float
    person: float
    in_office: float
    country: float
    sector: float


def cases(path: Path = DEFAULT) -> list[Case]:
    """The cases of the file; SetError if it cannot be read or has other columns."""
    try:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    except OSError as error:
        raise SetError(f"{path}: {error}") from error
    table = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not table or tuple(table[0]) != _COLUMNS:
        raise SetError(f"{path}: not the columns {', '.join(_COLUMNS)}")
    return [
        Case(
            row["id"],
            row["words"],
            row["on"],
            tuple(row["country"].split("|")),
            tuple(row["sector"].split("|")),
            tuple(row["person"].split("|")),
            row["in_office"] == "yes",
            row["kind"],
            row["note"].partition(";")[0].strip(),
        )
        for row in table
    ]


def judged(case: Case) -> Verdict:
    """The verdict on what `dateline who` answers."""
    answer = who(case.words, case.on, case.near)
    first = answer.found[0] if answer.found else None
    person = office = None
    if case.kind == "role_to_person":
        person = len({one.id for one in answer.found}) == 1 and _is(answer.found[0].name, case.persons)
    elif case.kind == "name_to_role":
        person = any(_is(one.name, case.persons) for one in answer.found)
        office = _holds(answer, case) == case.in_office
    absent = case.kind == "body" and not case.in_office and first is None
    said = "; ".join(f"{one.name} ({one.code}, {one.role})" for one in answer.found) or "nobody"
    return Verdict(
        case,
        absent or (first is not None and first.country in case.countries),
        absent or (first is not None and (first.sector or "") in case.sectors),
        person,
        office,
        said,
    )


def _holds(answer: Answer, case: Case) -> bool:
    asked = {term.office for office in office_of(case.office, case.countries[0]) for term in office.terms}
    words = role_words(case.office)
    return any(one.role in asked or role_words(one.role or "") == words for one in answer.found)


def _is(name: str, wanted: Iterable[str]) -> bool:
    """Whether a name is one of the wanted, by any spelling that our tables or the case know, or nearly so spelt."""
    ours = {fold(name)} | {fold(alias) for term in terms_of(name) for alias in term.names}
    theirs = {fold(one) for one in wanted}
    return bool(ours & theirs) or any(
        (" " in a and " " in b and (set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())))
        or difflib.SequenceMatcher(None, a, b).ratio() >= _ALIKE
        for a in ours
        for b in theirs
    )


def run(path: Path, _: Read) -> RolesScore:
    """The shares; nothing is read, so the reader is not asked."""
    return scored([judged(case) for case in cases(path)])


def scored(verdicts: Sequence[Verdict]) -> RolesScore:
    """The shares of right cases."""

    def share(values: Iterable[bool | None]) -> float:
        known = [value for value in values if value is not None]
        return round(sum(known) / len(known), 4) if known else 0.0

    by_kind = {kind: share(v.right for v in verdicts if v.case.kind == kind) for kind in _kinds(verdicts)}
    return RolesScore(
        len(verdicts),
        share(v.right for v in verdicts),
        by_kind.get("role_to_person", 0.0),
        by_kind.get("name_to_role", 0.0),
        by_kind.get("body", 0.0),
        share(v.person for v in verdicts if v.case.kind == "role_to_person"),
        share(v.office for v in verdicts),
        share(v.country for v in verdicts),
        share(v.sector for v in verdicts),
    )


def _kinds(verdicts: Sequence[Verdict]) -> Counter[str]:
    return Counter(verdict.case.kind for verdict in verdicts)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the shares, with `--errors` each case that is not right."""
    parser = argparse.ArgumentParser(prog="python -m evals.roles", description="dated roles")
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    try:
        verdicts = [judged(case) for case in cases(options.file)]
    except SetError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    print(scored(verdicts))
    for verdict in verdicts if options.errors else ():
        if not verdict.right:
            case = verdict.case
            wanted = f"{'|'.join(case.persons)} ({'|'.join(case.countries)} {'|'.join(case.sectors)}, {case.in_office})"
            print(f"{case.id} {case.words} {case.on}: {wanted}; said {verdict.said}; {case.office}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
