"""The vocabulary of the log: what can have happened.

A kind holds counts, digests, codes and times, and never a value from a person's health
data. A kind that has been released is never changed; it gets a new version beside the
old.
"""

from typing import ClassVar, Final, Literal

from datadonor.audit.fields import (
    CalendarDay,
    Code,
    Count,
    Digest,
    EventPart,
    Host,
    Identifier,
    Instant,
    PublicKeyText,
)


class Details(EventPart):
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


class Head(EventPart):
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


class DataDeleted(Details):
    """Records were deleted from the vault: one, a category, an import, or everything.

    Erasable, because the name of a category tells something about a person's health.
    """

    kind = "data.deleted"
    is_erasable = True
    scope: Literal["record", "category", "import", "everything"]
    category: Code | None = None
    import_id: Identifier | None = None
    records: Count


class DataExported(Details):
    """The person wrote a copy of everything, in the clear, to a folder of theirs."""

    kind = "data.exported"
    records: Count
    files: Count


class Decided(Details):
    """A decision of the person's, bound by the digest of the signed document that says it.

    ``decided`` is when it was made, if that was before it was recorded: on paper, say.
    """

    decision_sha256: Digest | None = None
    decided: Instant | None = None


class ConsentGiven(Decided):
    """The person gave, changed or renewed a consent; the choices are bound by their digest.

    Everything that was chosen before is replaced. ``last_day`` is the last one, included, on
    which it holds.
    """

    kind = "consent.given"
    act: Literal["given", "changed", "renewed"]
    request_version: Count
    request_sha256: Digest
    choices_sha256: Digest
    text_sha256: Digest
    language: Literal["da", "en"]
    last_day: CalendarDay


class ConsentRefused(Decided):
    """The person said no."""

    kind = "consent.refused"
    request_version: Count
    request_sha256: Digest


class ConsentPutOff(Details):
    """The person wants to decide another day."""

    kind = "consent.put_off"
    request_version: Count
    request_sha256: Digest


class ConsentWithdrawn(Decided):
    """The person withdrew a consent, whole or for one requested item."""

    kind = "consent.withdrawn"
    item: Identifier | None = None


class ConsentStopped(Details):
    """A consent was ended by someone else: the controller, or the registry's operators."""

    kind = "consent.stopped"
    by: Literal["controller", "registry"]
    reason: Code


class ConsentInvalidated(Decided):
    """A consent was found not to hold, by an authority or because the wrong person signed.

    ``was_never_valid`` says that it did not hold from its first day either.
    """

    kind = "consent.invalidated"
    ground: Literal["authority", "court", "wrong_person"]
    was_never_valid: bool


class ReceiptWritten(Details):
    """A receipt of a consent was written in the clear to a file that the person named."""

    kind = "consent.receipt_written"
    form: Literal["pdf", "html", "fhir", "27560"]
    copy_for: Literal["donor", "recipient"]
    file_sha256: Digest


class DonationSealed(Details):
    """A bundle was sealed for one recipient and lies ready to be sent.

    ``decision_sha256`` is the consent by which, ``confirmed_sha256`` what the person confirmed
    of its contents, ``log_commitment`` what the recipient is told of this log.
    """

    kind = "donation.sealed"
    recipient: Identifier
    sequence: Count
    records: Count
    decision_sha256: Digest
    confirmed_sha256: Digest
    bundle_sha256: Digest
    log_commitment: Digest


class DonationDropped(Details):
    """A sealed bundle was thrown away before it was sent: the consent no longer held."""

    kind = "donation.dropped"
    sequence: Count
    bundle_sha256: Digest
    reason: Code


class DonationAnswered(Details):
    """The recipient's signed answer about a bundle was read and verified."""

    kind = "donation.answered"
    answer: Literal["received", "rejected", "withdrawn", "deleted"]
    bundle_sha256: Digest
    answer_sha256: Digest


class NoticeSent(Details):
    """A signed notice of a withdrawal was sent to the recipient."""

    kind = "donation.notice_sent"
    recipient: Identifier
    notice_sha256: Digest


class DonationSent(Details):
    """A sealed bundle left the computer."""

    kind = "donation.sent"
    recipient: Identifier
    sequence: Count
    bundle_sha256: Digest
    confirmed_sha256: Digest


class ReleaseRefused(Details):
    """The policy refused a release; ``decision_sha256`` is the consent that it looked at."""

    kind = "donation.refused"
    reason: Code
    decision_sha256: Digest | None = None


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


class AttestationAdded(Details):
    """Somebody else signed what they did about a decision: told of it, or agreed to it.

    ``statement_sha256`` is the signed statement, ``signer_key`` the public key that checks it.
    """

    kind = "attestation.added"
    role: Literal["informing", "guardian", "proxy"]
    decision_sha256: Digest
    statement_sha256: Digest
    signer_key: PublicKeyText


class PaperAttached(Details):
    """A decision was made on paper; a picture of the signed page lies in the vault."""

    kind = "paper.attached"
    decision_sha256: Digest
    form_sha256: Digest
    page_sha256: Digest
    media_type: Literal["application/pdf", "image/jpeg", "image/png"]
    size: Count


class MandateRecorded(Details):
    """Somebody was given the right to decide for the person.

    The document that names them lies in the vault under its digest. ``is_joint`` says that
    they decide only together with the others of whom it is said too.
    """

    kind = "mandate.recorded"
    mandate_sha256: Digest
    holder_key: PublicKeyText
    capacity: Literal["guardian", "proxy"]
    basis: Code
    since: CalendarDay
    last_day: CalendarDay | None = None
    is_joint: bool = False


class MandateEnded(Details):
    """A right to decide for the person ended before its last day, or was replaced."""

    kind = "mandate.ended"
    mandate_sha256: Digest
    reason: Literal["withdrawn", "replaced", "of_age"]


class TimeAuthorityChosen(Details):
    """The person switched on that commitments are timestamped (RFC 3161)."""

    kind = "timestamp.switched_on"
    host: Host
    root_sha256: Digest


class TimeAuthorityDropped(Details):
    """The person switched it off."""

    kind = "timestamp.switched_off"


class TimestampReceived(Details):
    """An authority signed that a commitment existed at a moment."""

    kind = "timestamp.received"
    host: Host
    log_commitment: Digest
    reply_sha256: Digest
    stamped: Instant


def _kinds(root: type[Details]) -> dict[str, type[Details]]:
    found: dict[str, type[Details]] = {}
    for details in root.__subclasses__():
        if "kind" in vars(details):
            found[details.kind] = details
        found |= _kinds(details)
    return found


KINDS: Final = _kinds(Details)
"""Every kind this program knows, by its name."""
