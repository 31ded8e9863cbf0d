"""The events about consents as the log holds them, sorted by their first bytes.

A log of ten thousand events is sorted in a few hundredths of a second, because hardly any
of them is read in full. Fails closed: what may be about a consent and cannot be read is
handed on as what it is, never left out. Must not know: what the events come to.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from datadonor.audit import events
from datadonor.audit.events import (
    ConsentGiven,
    Event,
    EventInvalid,
    EventUnknown,
    Position,
    RequestAdded,
)
from datadonor.audit.log import AuditLog

_FORMATS: Final = events.FORMAT.removesuffix("1")
_FORMAT: Final = events.FORMAT.encode()
_PARTS: Final = 13
_NOW: Final = f'{{"format":"{events.FORMAT}",'.encode()

STARTS: Final = (
    events.starts_with_family("consent"),
    events.starts_with_kind(RequestAdded.kind),
    *(f'{{"format":"{_FORMATS}{number}'.encode() for number in range(2, 10)),
)
"""How the events begin that a ledger is folded from. Those of later formats may be about
a consent too; that they cannot be read is what they say."""

EVERY_PROJECT: Final = ""
"""Of an event of a later format whose project cannot be told: it may be about any."""

_NOT_ABOUT_STATE: Final = frozenset({events.ReceiptWritten.kind})
_OUTSIDE: Final = re.compile(
    rb'\{"format":"[a-z./0-9]+","kind":"([a-z0-9_.-]+)","project":"([A-Za-z0-9._-]+)","salt":'
)
_BACKDATED: Final = b'"decided":'
_FIRST_FORM: Final = re.compile(rb'"v":1\},"when":\{"clock":"[a-z]+","recorded":"[^"]+"\}')
_WHEN: Final = b'"when":{"clock":'
_RECORDED: Final = re.compile(rb'"when":\{"clock":"[a-z]+","recorded":"([^"]+)"\}')


class Entry(NamedTuple):
    """One event about a consent, read no further than is needed to sort it.

    The rest of it is read when it is asked for: of ten thousand events a state needs few.
    """

    position: Position
    kind: str
    project: str  # or EVERY_PROJECT
    body: bytes

    @property
    def is_backdated(self) -> bool:
        """Whether the event says that it was true before it was recorded."""
        return _BACKDATED in self.body

    @property
    def recorded(self) -> str:
        """When it was recorded, as the log writes moments; empty if that cannot be read."""
        return recorded_in(self.body)

    def event(self) -> Event | None:
        """Return the event, or nothing if this program cannot read it."""
        try:
            return events.parse_event(self.body)
        except (EventUnknown, EventInvalid):
            return None

    @property
    def true_since(self) -> str:
        """When what it says became true: never later than it was recorded."""
        event = self.event() if self.is_backdated else None
        decided = getattr(event.what, "decided", None) if event is not None else None
        return min(decided or self.recorded, self.recorded)

    @property
    def replaces_all_before(self) -> bool:
        """Whether it is a consent, in a form known here, that was given when it was recorded."""
        return (
            self.kind == ConsentGiven.kind
            and not self.is_backdated
            and self.body.startswith(_NOW)
            and _FIRST_FORM.search(self.body) is not None
        )


def project_of(body: bytes) -> bytes | None:
    """Return the project of an event of the present format, as written; nothing if none.

    Quicker than ``sort_event``, and of no other use: it looks at nothing else.
    """
    parts = body.split(b'"', 12)
    is_plain = len(parts) == _PARTS and parts[3] == _FORMAT and parts[9] == b"project"
    return parts[11] if is_plain else None


def entries(log: AuditLog, project: str | None = None) -> Iterator[Entry]:
    """Yield the events about consents, oldest first, one pass.

    Args:
        log: Of an open vault.
        project: Only those about this one, and those that may be about any.
    """
    for position, body in log.bodies_of(*STARTS):
        entry = entry_of(position, body)
        if entry is not None and (project is None or entry.project in {project, EVERY_PROJECT}):
            yield entry


def entry_of(position: Position, body: bytes) -> Entry | None:
    """Sort an event by its first bytes; nothing if it is about no project's consent."""
    entry = sort_event(position, body)
    if entry is None or entry.project == EVERY_PROJECT:
        return entry
    is_about_state = entry.kind.startswith("consent.") or entry.kind == RequestAdded.kind
    return entry if is_about_state and entry.kind not in _NOT_ABOUT_STATE else None


def sort_event(position: Position, body: bytes) -> Entry | None:
    """Sort an event of any kind by its first bytes; nothing if it is about no project."""
    found = _OUTSIDE.match(body)
    if found is None:
        return None if body.startswith(_NOW) else Entry(position, "", EVERY_PROJECT, body)
    return Entry(position, found[1].decode(), found[2].decode(), body)


def recorded_in(body: bytes) -> str:
    """Return when an event was recorded, empty if it does not say so in a way known here.

    From the end: what stands before it is longer, and no text can hold these signs.
    """
    found = _RECORDED.match(body, max(body.rfind(_WHEN), 0))
    return found[1].decode() if found else ""
