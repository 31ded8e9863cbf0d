"""The whole log as a table in a file, for someone who checks it. No Qt.

Written on the database thread. No health data; but titles of projects and names of helpers.
"""

import csv
import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Head, LogExported
from datadonor.audit.search import RawEvent
from datadonor.audit.wording import describe_event
from datadonor.texts import Language
from ui.activity import ActivityRow, Titles, read_row
from ui.jobs import Course

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell."""

_COLUMNS: Final = (
    "number", "recorded_utc", "kind", "what", "who", "helped_by", "why", "project", "title",
    "leaf_sha256",
)  # fmt: skip
"""Heads of the columns. In English, so that every list can be read by the same program."""


def save_activity_list(opened: OpenVault, course: Course, file: Path, language: Language) -> int:
    """Write every event as one line of a table (RFC 4180), and return how many.

    It holds what the activity page says, no health data, and of each event the hash that
    stands in the log, so that the list can be held against it. That it was written is
    itself an event, unless the vault can only be read.

    Raises:
        DiskFull, DiskRefused: Nothing was written.
        Cancelled: It was given up; nothing was written.
    """
    log = opened.log
    head = Head(size=log.size, root=log.root().hex())
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    titles, count = Titles(opened), 0
    query = "SELECT position, leaf_hash, body FROM event ORDER BY position"
    for count, (at, leaf, body) in enumerate(opened.vault.connection.rows(query), start=1):
        course.report(count, head.size)
        row = read_row(RawEvent(at, leaf.hex(), body), titles)
        table.writerow([_harmless(cell) for cell in _cells(row, language)])
    content = written.getvalue().encode("utf-8-sig")  # else a spreadsheet takes æ for noise
    paths.atomic_write(file, content)
    if not opened.vault.is_read_only:
        exported = LogExported(head=head, file_sha256=sha256(content).hexdigest())
        log.record(exported, events.SELF)
    return count


def _cells(row: ActivityRow, language: Language) -> Sequence[str]:
    number, event = str(row.position), row.event
    if event is None:
        said = "" if row.fault is None else row.fault.user_message(language).message
        return (number, "", "", said, "", "", "", "", "", row.leaf_sha256)
    helper = event.who.assisted_by
    return (
        number,
        event.when.recorded,
        event.kind,
        describe_event(event, language),
        event.who.capacity,
        "" if helper is None else helper.name,
        event.why.value,
        event.project or "",
        "" if row.title is None else " ".join(row.title.in_language(language).split()),
        row.leaf_sha256,
    )


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a name for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
