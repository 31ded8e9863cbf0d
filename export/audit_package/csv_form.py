"""The events of a package as a table: CSV (RFC 4180), for a spreadsheet.

A field that a spreadsheet would take for a formula has an apostrophe before it.
"""

import csv
import io
from typing import Final

from datadonor.audit.wording import describe_event
from datadonor.texts import Language
from export.audit_package.judging import Report

COLUMNS: Final = (
    "position", "recorded", "kind", "project", "capacity", "assisted_by", "why", "covered",
    "reason", "words",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def events_csv(report: Report, language: Language) -> str:
    """Return the events that a verdict rests on, one in a row, oldest first."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    releases = {release.position: release for release in report.releases}
    for position, event in report.package.told():
        release = releases.get(position)
        helper = event.who.assisted_by
        row = (
            str(position),
            event.when.recorded,
            event.kind,
            event.project or "",
            event.who.capacity,
            "" if helper is None else helper.name,
            event.why.value,
            "" if release is None else str(release.is_covered).lower(),
            "" if release is None else release.reason or "",
            describe_event(event, language),
        )
        writer.writerow([_plain(each) for each in row])
    return table.getvalue()


def _plain(field: str) -> str:
    return f"'{field}" if field.startswith(_FORMULA) else field
