"""The form of the log's events: how what happened is written down, and read again.

An event says what happened (``datadonor.audit.kinds``), when it was recorded, who did
it and why, in RFC 8785 JSON with a salt of its own. No field takes free text, except
the name and organisation of someone who helped.

Because ``format`` and ``kind`` come first among the sorted keys, the kind of a
stored event can be told from its first bytes (``starts_with_kind``).
"""

import secrets
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, NewType

import rfc8785
from pydantic import SerializeAsAny, StringConstraints, ValidationError

from datadonor.audit.fields import (
    Code,
    Count,
    Digest,
    EventPart,
    Host,
    Identifier,
    Instant,
    Name,
    instant,
    moment,
)
from datadonor.audit.kinds import (
    KINDS,
    AssistanceEnded,
    AssistanceStarted,
    AttestationAdded,
    BackedUp,
    ChangeUndone,
    ConsentGiven,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    DataDeleted,
    DataExported,
    Details,
    DonationAnswered,
    DonationDropped,
    DonationSealed,
    DonationSent,
    Erased,
    Head,
    ImportFinished,
    KeysRotated,
    LogExported,
    LogRepaired,
    MandateEnded,
    MandateRecorded,
    NetworkContacted,
    NoticeSent,
    OpenedByRecovery,
    PaperAttached,
    PassphraseChanged,
    ReceiptWritten,
    RecoveryWordsIssued,
    RegistryChosen,
    RegistryRefreshed,
    RegistryRefused,
    ReleaseRefused,
    RequestAdded,
    Restored,
    RotationUndone,
    TimeAuthorityChosen,
    TimeAuthorityDropped,
    TimestampReceived,
    VaultCreated,
    VaultMigrated,
    WrongTriesCounted,
)
from datadonor.errors import DatadonorError, ExitCode

# Whoever writes or reads an event finds its words here as well.
__all__ = [
    "FORMAT",
    "KINDS",
    "PROGRAM",
    "SALT_BYTES",
    "SELF",
    "Actor",
    "AssistanceEnded",
    "AssistanceStarted",
    "Assistant",
    "AttestationAdded",
    "BackedUp",
    "ChangeUndone",
    "Code",
    "ConsentGiven",
    "ConsentInvalidated",
    "ConsentPutOff",
    "ConsentRefused",
    "ConsentStopped",
    "ConsentWithdrawn",
    "Count",
    "DataDeleted",
    "DataExported",
    "Details",
    "Digest",
    "DonationAnswered",
    "DonationDropped",
    "DonationSealed",
    "DonationSent",
    "Erased",
    "Event",
    "EventInvalid",
    "EventPart",
    "EventUnknown",
    "Head",
    "Host",
    "Identifier",
    "ImportFinished",
    "Instant",
    "KeysRotated",
    "LogExported",
    "LogRepaired",
    "MandateEnded",
    "MandateRecorded",
    "Name",
    "NetworkContacted",
    "NoticeSent",
    "OpenedByRecovery",
    "PaperAttached",
    "PassphraseChanged",
    "Position",
    "ReceiptWritten",
    "RecoveryWordsIssued",
    "RegistryChosen",
    "RegistryRefreshed",
    "RegistryRefused",
    "ReleaseRefused",
    "RequestAdded",
    "Restored",
    "RotationUndone",
    "TimeAuthorityChosen",
    "TimeAuthorityDropped",
    "TimestampReceived",
    "VaultCreated",
    "VaultMigrated",
    "When",
    "Why",
    "WrongTriesCounted",
    "compose_event",
    "instant",
    "moment",
    "parse_event",
    "starts_with_family",
    "starts_with_kind",
]

FORMAT: Final = "datadonor.event/1"
SALT_BYTES: Final = 16

Position = NewType("Position", int)
"""An event's place in the log, from 0: the index of its leaf."""


class EventInvalid(DatadonorError):
    """Stored bytes are not an event as this program writes them."""

    code = "EVENT_INVALID"
    exit_code = ExitCode.TAMPERED


class EventUnknown(DatadonorError):
    """An event of a kind or version that this program does not know."""

    code = "EVENT_UNKNOWN"
    exit_code = ExitCode.BAD_FILE


class Why(StrEnum):
    """Why something was done."""

    ASKED = "asked"  # the person asked for it
    AUTOMATIC = "automatic"  # the program does it by itself, as announced
    REPAIR = "repair"  # a crash had cut something off
    POLICY = "policy"  # a rule demanded it


class Assistant(EventPart):
    """Someone who sat beside the person."""

    name: Name
    role: Code
    organisation: Name | None = None
    authorisation_id: Identifier | None = None


class Actor(EventPart):
    """Who did it."""

    capacity: Literal["self", "guardian", "proxy", "program"]
    basis: Code | None = None
    assisted_by: Assistant | None = None


SELF: Final = Actor(capacity="self")
"""The person whose vault it is, alone."""

PROGRAM: Final = Actor(capacity="program")
"""The program, without being asked."""


class When(EventPart):
    """When it was recorded, and whether the computer's clock could be believed."""

    recorded: Instant
    clock: Literal["steady", "held"]


class Event(EventPart):
    """One event as it stands in the log."""

    format: Literal["datadonor.event/1"] = FORMAT
    kind: Code
    project: Identifier | None = None
    salt: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    what: SerializeAsAny[Details]
    when: When
    who: Actor
    why: Why


def compose_event(
    details: Details, *, when: When, who: Actor, why: Why, project: str | None = None
) -> bytes:
    """Write an event down, with fresh salt.

    The salt keeps a sibling's hash, shown in a proof, from being guessed.

    Returns:
        RFC 8785 JSON, the data of one leaf.
    """
    event = Event(
        kind=details.kind,
        project=project,
        salt=secrets.token_hex(SALT_BYTES),
        what=details,
        when=when,
        who=who,
        why=why,
    )
    return rfc8785.dumps(event.model_dump(mode="json", exclude_none=True))


def parse_event(body: bytes) -> Event:
    """Read the bytes of an event.

    Raises:
        EventUnknown: A format, kind or version from a newer program.
        EventInvalid: Anything else, such as bytes that are not canonical.
    """
    try:
        outer = _Envelope.model_validate_json(body)
        details = KINDS.get(outer.kind)
        if details is None or outer.what.get("v") != 1:
            raise EventUnknown
        what = details.model_validate(outer.what)
        event = Event(**{**outer.model_dump(exclude={"what"}), "what": what})
        is_canonical = rfc8785.dumps(outer.model_dump(mode="json", exclude_unset=True)) == body
    except ValidationError as error:
        later = any(
            problem["loc"] == ("format",)
            and str(problem["input"]).startswith(FORMAT.partition("/")[0] + "/")
            for problem in error.errors(include_url=False)
        )
        raise (EventUnknown if later else EventInvalid) from None
    except rfc8785.CanonicalizationError:
        raise EventInvalid from None
    if not is_canonical:
        raise EventInvalid
    return event


class _Envelope(EventPart):
    format: Literal["datadonor.event/1"]
    kind: Code
    project: Identifier | None = None
    salt: str
    what: dict[str, Any]
    when: When
    who: Actor
    why: Why


def starts_with_kind(kind: str) -> bytes:
    """Return the first bytes of every event of a kind."""
    return f'{{"format":"{FORMAT}","kind":"{kind}",'.encode()


def starts_with_family(family: str) -> bytes:
    """Return the first bytes of every event whose kind begins with a word and a dot."""
    return f'{{"format":"{FORMAT}","kind":"{family}.'.encode()
