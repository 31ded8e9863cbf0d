"""The vocabulary of the log: what can have happened, and how it is written down.

An event says what happened, when it was recorded, who did it and why, in RFC 8785
JSON with a salt of its own. It holds counts, digests, codes and times, and never a
value from a person's health data: no field takes free text, except the name and
organisation of someone who helped. A kind that has been released is never changed;
it gets a new version beside the old.

Because ``format`` and ``kind`` come first among the sorted keys, the kind of a
stored event can be told from its first bytes (``starts_with_kind``).
"""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Literal, NewType

import rfc8785
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    StringConstraints,
    ValidationError,
)

from datadonor.errors import DatadonorError, ExitCode

FORMAT: Final = "datadonor.event/1"
SALT_BYTES: Final = 16

Position = NewType("Position", int)
"""An event's place in the log, from 0: the index of its leaf."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hex."""


def _is_moment(written: str) -> str:
    moment(written)
    return written


Instant = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{3}Z$"),
    AfterValidator(_is_moment),
]
"""A moment in UTC to the millisecond (RFC 3339)."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{0,39}$")]
"""A word of our own vocabularies."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""The id of a project, a recipient or an import. Made by us or by the registry."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\d\x00-\x1f\x7f]+$", max_length=100)]
"""What someone who helps is called: no digits, so no number can hide in it."""

Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:\[\]-]{1,255}$")]
"""Another computer's name or address, in ASCII."""

Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


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


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Assistant(_Model):
    """Someone who sat beside the person."""

    name: Name
    role: Code
    organisation: Name | None = None
    authorisation_id: Identifier | None = None


class Actor(_Model):
    """Who did it."""

    capacity: Literal["self", "guardian", "proxy", "program"]
    basis: Code | None = None
    assisted_by: Assistant | None = None


SELF: Final = Actor(capacity="self")
"""The person whose vault it is, alone."""

PROGRAM: Final = Actor(capacity="program")
"""The program, without being asked."""


class When(_Model):
    """When it was recorded, and whether the computer's clock could be believed."""

    recorded: Instant
    clock: Literal["steady", "held"]


class Details(_Model):
    """What happened. Each kind of event is a subclass with a ``kind`` of its own."""

    kind: ClassVar[str]
    is_erasable: ClassVar[bool] = False
    v: Literal[1] = 1


class VaultCreated(Details):
    """A vault was made."""

    kind = "vault.created"
    schema_version: Count


class VaultMigrated(Details):
    """The tables were brought to a newer version."""

    kind = "vault.migrated"
    before: Count
    now: Count


class WrongTriesCounted(Details):
    """Someone gave a wrong passphrase or wrong words before this unlock."""

    kind = "vault.wrong_tries"
    count: Count
    first: Instant
    last: Instant


class OpenedByRecovery(Details):
    """The vault was opened with the recovery words."""

    kind = "vault.opened_by_recovery"


class PassphraseChanged(Details):
    """The passphrase was changed, or sealed anew at a higher cost."""

    kind = "vault.passphrase_changed"
    same_passphrase: bool


class RecoveryWordsIssued(Details):
    """New recovery words were made; the old ones are void."""

    kind = "vault.recovery_words_issued"


class KeysRotated(Details):
    """Everything was encrypted anew under a new key."""

    kind = "vault.keys_rotated"


class RotationUndone(Details):
    """A change of keys was cut off before it took effect; the old key holds."""

    kind = "vault.rotation_undone"


class ChangeUndone(Details):
    """A crash came between an event and the key file: what opens the vault is as before."""

    kind = "vault.change_undone"


class BackedUp(Details):
    """A backup was written."""

    kind = "vault.backed_up"
    backup_sha256: Digest
    log_size: Count


class Head(_Model):
    """A size and root of the log."""

    size: Count
    root: Digest


class Restored(Details):
    """A backup took the vault's place. Events of the replaced vault are not here."""

    kind = "vault.restored"
    backup_sha256: Digest
    restored: Head
    replaced: Head | None = None
    missing: Count | None = None


class LogRepaired(Details):
    """A crash had left the head one transaction behind the log; it was advanced."""

    kind = "log.repaired"
    head_size: Count
    log_size: Count


class Erased(Details):
    """An event's words were erased; its hash stays in the tree."""

    kind = "log.erased"
    position: Count
    leaf_sha256: Digest


class LogExported(Details):
    """A copy of the log was written for someone else to check."""

    kind = "log.exported"
    head: Head
    file_sha256: Digest


class ImportFinished(Details):
    """A file's records were brought into the vault."""

    kind = "import.finished"
    is_erasable = True
    import_id: Identifier
    format: Code
    file_sha256: Digest
    added: Count
    duplicates: Count
    unreadable: Count


class ConsentGiven(Details):
    """The person gave or changed a consent; the choices are bound by their digest."""

    kind = "consent.given"
    request_version: Count
    request_sha256: Digest
    choices_sha256: Digest
    text_sha256: Digest
    language: Literal["da", "en"]


class ConsentRefused(Details):
    """The person said no."""

    kind = "consent.refused"
    request_version: Count
    request_sha256: Digest


class ConsentWithdrawn(Details):
    """The person withdrew a consent, whole or for one requested item."""

    kind = "consent.withdrawn"
    item: Identifier | None = None


class DonationSent(Details):
    """A sealed bundle left the computer."""

    kind = "donation.sent"
    recipient: Identifier
    sequence: Count
    bundle_sha256: Digest
    confirmed_sha256: Digest


class ReleaseRefused(Details):
    """The policy refused a release."""

    kind = "donation.refused"
    reason: Code


class RequestAdded(Details):
    """The person took in an approved request; it is not answered yet."""

    kind = "request.added"
    request_version: Count
    request_sha256: Digest


class RegistryChosen(Details):
    """A registry was chosen: who is believed about what is approved."""

    kind = "registry.chosen"
    root_sha256: Digest


class RegistryRefreshed(Details):
    """The registry of approved recipients was read anew.

    Not erasable: these versions are what keeps an older registry from coming back.
    """

    kind = "registry.refreshed"
    root_version: Count
    timestamp_version: Count
    snapshot_version: Count
    targets_version: Count


class RegistryRefused(Details):
    """What was offered as the registry was not taken; what was known before stands."""

    kind = "registry.refused"
    reason: Code


class NetworkContacted(Details):
    """The program spoke with another computer; one event for each host and act."""

    kind = "network.contacted"
    is_erasable = True
    host: Host
    purpose: Code
    outcome: Code
    requests: Count
    received_bytes: Count


class AssistanceStarted(Details):
    """Someone began to help; who it is stands under ``who``."""

    kind = "assistance.started"
    is_erasable = True
    until: Instant


class AssistanceEnded(Details):
    """The help ended."""

    kind = "assistance.ended"
    is_erasable = True


def _kinds(root: type[Details]) -> dict[str, type[Details]]:
    return {details.kind: details for details in root.__subclasses__()}


KINDS: Final = _kinds(Details)
"""Every kind this program knows, by its name."""


class Event(_Model):
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


class _Envelope(_Model):
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


def instant(moment: datetime) -> str:
    """Write a moment as the log does: UTC, milliseconds, ``Z``."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def moment(written: str) -> datetime:
    """Read a moment as the log writes it."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
