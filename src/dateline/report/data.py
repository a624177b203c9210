"""The report as data: every sentence with the records it cites, and every record with its words."""

import msgspec

from dateline.report.model import Report


def render_json(report: Report) -> bytes:
    """One JSON object. Sections hold blocks, whose `type` is the name of their class in `report.model`."""
    sections = [
        {
            "id": section.id,
            "heading": section.heading,
            "blocks": [
                {"type": type(block).__name__.lower(), **msgspec.to_builtins(block)} for block in section.blocks
            ],
        }
        for section in report.sections
    ]
    evidence = {name: msgspec.to_builtins(report.evidence[name]) for name in sorted(report.evidence)}
    return msgspec.json.encode(
        {
            "schema": "dateline/report/1",
            "title": report.title,
            "subject": report.subject,
            "period": report.period,
            "sections": sections,
            "evidence": evidence,
        }
    )
