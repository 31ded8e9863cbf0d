"""Having the commitments of bundles stamped, and keeping the stamps.

What is stamped is the blinded commitment in a bundle, never a checkpoint of the log: it says
nothing of the person, and no two of them can be seen to belong together. An answer is checked
before it is kept, and a stamp and its event are one step. Nothing is asked while timestamps
are switched off.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from hashlib import sha256
from time import monotonic
from typing import Final, NamedTuple

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    Actor,
    DonationSealed,
    DonationSent,
    TimestampReceived,
    Why,
    instant,
    moment,
)
from datadonor.errors import DatadonorError
from datadonor.network import Body, Contact, Door, Limits, Message, Purpose
from datadonor.vault.errors import VaultReadOnly
from export.contacts import log_contacts
from export.timestamps.authority import TimeAuthority, time_authority
from export.timestamps.errors import (
    TimestampFault,
    TimestampInvalid,
    TimestampRefused,
    TimestampsOff,
)
from export.timestamps.token import MOST_REPLY_BYTES, new_query, verify_timestamp

QUERY_TYPE: Final = "application/timestamp-query"
REPLY_TYPE: Final = "application/timestamp-reply"
"""RFC 3161 §3.4."""

PATIENCE: Final = Limits(
    connect_seconds=5.0, read_seconds=10.0, reply_seconds=10.0, total_seconds=20.0
)
"""An authority answers in a moment, and a donation that has been sent waits for it. Our choice."""

MOST_WAITING: Final = 20.0
"""Seconds after a donation in which another stamp is begun; the rest waits. Our choice."""

MakeDoor = Callable[[Callable[[Contact], None]], Door]
stamping_door: Final[MakeDoor] = partial(Door, limits=PATIENCE)
"""The way out to an authority."""


class KeptTimestamp(NamedTuple):
    """A stamp as the vault keeps it.

    Attributes:
        commitment: In hex.
        query: ``TimeStampReq``, DER.
        reply: ``TimeStampResp``, DER.
        root_pem: What it was checked by when it came.
    """

    commitment: str
    query: bytes
    reply: bytes
    root_pem: bytes


class LastStamp(NamedTuple):
    """The newest stamp, as the log tells of it."""

    host: str
    stamped: datetime


class Stamping(NamedTuple):
    """What came of stamping all that was waiting.

    Attributes:
        done: How many were stamped.
        left: How many still wait.
        error: Why it stopped before the end; nothing if it did not.
    """

    done: int
    left: int
    error: DatadonorError | None = None


def unstamped(opened: OpenVault) -> list[str]:
    """Return the commitments of bundles that have left and have no stamp, oldest first."""
    return list(_waiting(opened))


def kept_timestamps(opened: OpenVault) -> list[KeptTimestamp]:
    """Return all stamps that the vault keeps, by commitment."""
    rows = opened.vault.connection.rows(
        "SELECT log_commitment, query, reply, root FROM timestamp ORDER BY log_commitment"
    )
    return [KeptTimestamp(bytes(a).hex(), bytes(b), bytes(c), bytes(d)) for a, b, c, d in rows]


def last_stamp(opened: OpenVault) -> LastStamp | None:
    """Return the newest stamp that the log tells of."""
    newest = None
    for stored in opened.log.events_of(TimestampReceived):
        what = None if stored.event is None else stored.event.what
        if isinstance(what, TimestampReceived):
            newest = LastStamp(what.host, moment(what.stamped))
    return newest


def stamp(
    opened: OpenVault, commitment: str, make_door: MakeDoor = stamping_door, who: Actor = SELF
) -> datetime:
    """Have the authority stamp a commitment, check what it answers, and keep it.

    Args:
        opened: The vault, on its writing thread.
        commitment: Of a bundle, in hex.
        make_door: Makes the way out to the network.
        who: Who asked for it.

    Returns:
        The moment that the authority signed, in UTC.

    Raises:
        TimestampsOff: Nobody was asked.
        TimestampsUnavailable: There is no library for it here. Nobody was asked.
        NetworkError: The authority did not answer as it should. Nothing was kept.
        TimestampRefused: What it answered is no timestamp of this commitment. Likewise.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was kept.
    """
    if opened.vault.is_read_only:
        raise VaultReadOnly
    authority = time_authority(opened)
    if authority is None:
        raise TimestampsOff
    project = _waiting(opened).get(commitment)
    query = new_query(commitment)
    reply = _asked(opened, authority, query, project, make_door, who)
    try:
        stamped = verify_timestamp(commitment, query, reply, authority.root.pem)
    except TimestampInvalid as error:
        raise TimestampRefused(host=authority.host, fault=error.fault) from None
    details = TimestampReceived(
        host=authority.host,
        log_commitment=commitment,
        reply_sha256=sha256(reply).hexdigest(),
        stamped=instant(stamped),
    )
    with opened.log.transaction(who) as recording:
        recording.connection.execute(
            "INSERT OR REPLACE INTO timestamp (log_commitment, query, reply, root) "
            "VALUES (?, ?, ?, ?)",
            (bytes.fromhex(commitment), query, reply, authority.root.pem),
        )
        recording.append(details, why=Why.AUTOMATIC, project=project)
    return stamped


def stamp_waiting(
    opened: OpenVault,
    make_door: MakeDoor = stamping_door,
    who: Actor = SELF,
    may_go_on: Callable[[], bool] = lambda: True,
) -> Stamping:
    """Have everything stamped that waits, oldest first, up to the first that fails.

    Args:
        opened: The vault, on its writing thread.
        make_door: Makes the way out to the network.
        who: Who asked for it.
        may_go_on: Asked before each; after a no, the rest waits.

    Raises:
        TimestampsOff: Nobody was asked.
    """
    if time_authority(opened) is None:
        raise TimestampsOff
    waiting = unstamped(opened)
    for done, commitment in enumerate(waiting):
        if not may_go_on():
            return Stamping(done, len(waiting) - done)
        try:
            stamp(opened, commitment, make_door, who)
        except DatadonorError as error:
            return Stamping(done, len(waiting) - done, error)
    return Stamping(len(waiting), 0)


def stamp_after_sending(
    opened: OpenVault,
    make_door: MakeDoor,
    who: Actor,
    clock: Callable[[], float] = monotonic,
) -> Stamping | None:
    """Stamp what waits once a bundle has left; nothing while timestamps are switched off.

    Whatever goes wrong is returned and not raised: the donation has been sent, and that
    stands. What was not stamped waits for the next donation, or for ``stamp_waiting``; so
    does what a slow authority leaves over after ``MOST_WAITING``.

    Args:
        opened: The vault, on its writing thread.
        make_door: Makes the way out to the network.
        who: Who sent it.
        clock: Seconds, never backwards.
    """
    until = clock() + MOST_WAITING
    try:
        return stamp_waiting(opened, make_door, who, lambda: clock() < until)
    except TimestampsOff:
        return None
    except DatadonorError as error:  # what the vault holds of the authority cannot be read
        return Stamping(0, 0, error)


# -- within ---------------------------------------------------------------------------------


def _waiting(opened: OpenVault) -> dict[str, str | None]:
    """Return what is not stamped yet: commitment → project, in the order of leaving."""
    kept = {each.commitment for each in kept_timestamps(opened)}
    sealed: dict[str, tuple[str, str | None]] = {}
    left: dict[str, str | None] = {}
    for stored in opened.log.events_of(DonationSealed, DonationSent):
        match None if stored.event is None else stored.event.what:
            case DonationSealed() as what:
                project = None if stored.event is None else stored.event.project
                sealed[what.bundle_sha256] = (what.log_commitment, project)
            case DonationSent() as what if what.bundle_sha256 in sealed:
                commitment, project = sealed[what.bundle_sha256]
                if commitment not in kept:
                    left[commitment] = project
    return left


def _asked(
    opened: OpenVault,
    authority: TimeAuthority,
    query: bytes,
    project: str | None,
    make_door: MakeDoor,
    who: Actor,
) -> bytes:
    """Send a question, and return the answer unread; the log is told, whatever came of it."""
    message = Message(
        "POST", authority.url, {"Content-Type": QUERY_TYPE}, Body(len(query), [query])
    )
    contacts: list[Contact] = []
    try:
        with (
            closing(make_door(contacts.append)) as door,
            door.ask(message, Purpose.TIMESTAMP, MOST_REPLY_BYTES) as answer,
        ):
            if answer.media_type != REPLY_TYPE:
                raise TimestampRefused(host=authority.host, fault=TimestampFault.NOT_A_REPLY)
            return answer.read()
    finally:
        log_contacts(opened, contacts, who, project)
