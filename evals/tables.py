"""Reports in Markdown, readable as plain text too."""

from collections.abc import Sequence
from itertools import groupby

from evals.calibration import RECALLS, Calibration, Operating
from evals.report import GROUP_MEASURES, MEASURES, Group, Measure, Report, shown


def report_tables(report: Report) -> str:
    """All figures of a set: measures, event types, confidences, sources and regions."""
    lines = [f"## {report.name}: {report.documents} documents", ""]
    if report.missing:
        lines += [f"Without a reading, scored as empty: {', '.join(report.missing)}", ""]
    lines += _measure_table(report.measures) + _type_table(report.types)
    lines += _calibration_table(report.calibration) + _operating_table(report.calibration)
    for by, groups in groupby(report.groups, key=lambda group: group.by):
        lines += _group_table(by, list(groups))
    return "\n".join(lines)


def interval_cell(found: Measure) -> str:
    """The value with its 90 % interval."""
    bounds = "" if found.low is None else f" ({shown(found.low)} to {shown(found.high)})"
    return shown(found.value) + bounds


def cell(text: str) -> str:
    """Words that stand in a table: without what would end the cell or the line."""
    return " ".join(text.replace("|", "/").split())


def _measure_table(measures: Sequence[Measure]) -> list[str]:
    lines = [
        "| measure | value | 90 % | P | R | predicted | gold | constant answer | recall on the others |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for found in measures:
        constant = others = ""
        if found.constant is not None:
            constant = f"{shown(found.constant)} ({found.constant_value})"
            others = f"{shown(found.other_recall)} of {found.others}"
        lines.append(f"| {MEASURES[found.name]} | {_cells(found)} | {constant} | {others} |")
    return [*lines, ""]


def _cells(found: Measure) -> str:
    bounds = "-" if found.low is None else f"{shown(found.low)} to {shown(found.high)}"
    return " | ".join(
        (shown(found.value), bounds, shown(found.precision), shown(found.recall), str(found.predicted), str(found.gold))
    )


def _type_table(types: Sequence[Measure]) -> list[str]:
    lines = ["| event type | F1 | 90 % | P | R | predicted | gold |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {found.name.removeprefix('type.')} | {_cells(found)} |" for found in types]
    return [*lines, ""]


def _calibration_table(calibrations: Sequence[Calibration]) -> list[str]:
    if not calibrations:
        return []
    lines = ["| confidence of | records | calibration error | curve: mean confidence > share right (records) |"]
    lines += ["| --- | --- | --- | --- |"]
    for found in calibrations:
        curve = ", ".join(f"{part.confidence:.2f} > {part.accuracy:.2f} ({part.count})" for part in found.curve)
        lines.append(f"| {found.kind} | {found.count} | {shown(found.error)} | {curve} |")
    return [*lines, ""]


def _operating_table(calibrations: Sequence[Calibration]) -> list[str]:
    scored = [found for found in calibrations if found.operating]
    if not scored:
        return []
    heads = " | ".join(f"P at {recall:.0%} recall (threshold)" for recall in RECALLS)
    lines = [
        f"| records | gold | recall without threshold | {heads} |",
        "| --- | --- | --- |" + " --- |" * len(RECALLS),
    ]
    for found in scored:
        points = " | ".join(_operating_cell(point) for point in found.operating)
        lines.append(f"| {found.kind} | {found.gold} | {shown(found.top_recall)} | {points} |")
    return [*lines, ""]


def _operating_cell(point: Operating) -> str:
    return "not reached" if point.threshold is None else f"{shown(point.precision)} ({point.threshold:.3f})"


def _group_table(by: str, groups: Sequence[Group]) -> list[str]:
    heads = " | ".join(f"{MEASURES[measure]}, gold" for measure in GROUP_MEASURES)
    lines = [f"| {by} | documents | {heads} |", "| --- | --- |" + " --- |" * len(GROUP_MEASURES)]
    for group in groups:
        cells = " | ".join(f"{interval_cell(found)}, {found.gold}" for found in group.measures)
        lines.append(f"| {cell(group.name)} | {group.documents} | {cells} |")
    return [*lines, ""]
