"""The mandates of one open vault: recorded, read, ended, and handed over at coming of age.

Each holder has a key of their own, sealed under a passphrase of their own, so that knowing
the vault's passphrase is not enough to decide in somebody else's name. Used on the vault's
writing thread. Must not know: a terminal, a window, the words on either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.documents import load_document, save_document
from consent.envelope import PublicKey
from consent.mandate import CUSTODY, Mandate, MandateUnreadable, Terms, open_mandate, sign_mandate
from consent.mandate_consistency import require_consistent, require_of_age
from consent.mandate_rights import Right, told_by
from consent.periods import local_day
from datadonor.audit.assistance import require_alone
from datadonor.audit.custody import OpenVault, change_passphrase, issue_recovery_words
from datadonor.audit.events import SELF, Actor, MandateEnded, MandateRecorded, Position
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.kdf import FLOOR, KdfParameters
from datadonor.vault.keystore import open_private_key, seal_private_key
from datadonor.vault.recovery import RecoveryWords

KEY_KIND: Final = "ed25519"
"""What the key file of a holder says it holds (``docs/formats/private-key.md``)."""

TOLD_BEFORE: Final = 3
"""Years before coming of age in which a young person is to be told and asked too: from 15.

Source: komitéloven § 3(2) lets those of 15 to 17 years consent themselves in some trials;
that they are told in a text of their own is advised for all. Our choice of the age."""

EndReason = Literal["withdrawn", "replaced", "of_age"]


class MandateUnknown(DatadonorError):
    """There is no such mandate, or more than one that begins so."""

    code = "MANDATE_UNKNOWN"
    exit_code = ExitCode.NO


class MandateOver(DatadonorError):
    """The mandate has not begun, is over, or was ended."""

    code = "MANDATE_OVER"
    exit_code = ExitCode.NO


class NotReplaced(DatadonorError):
    """Only a mandate with the same basis, recorded later, takes the place of one."""

    code = "MANDATE_NOT_REPLACED"
    exit_code = ExitCode.NO


class NotOfAge(DatadonorError):
    """There is no custody that could be handed over, or the 18th birthday has not come."""

    code = "NOT_OF_AGE"
    exit_code = ExitCode.NO


@dataclass(frozen=True, slots=True)
class StandingMandate:
    """A mandate of the vault, and how it stands.

    Attributes:
        mandate: Who may decide, on what basis, from when to when.
        digest: How the log names it.
        position: Of the event that it was recorded with.
        ended: Why it ended before its last day; nothing if it did not.
    """

    mandate: Mandate
    digest: str
    position: Position
    ended: str | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the holder may decide on a day, in Denmark."""
        last = self.mandate.last_day
        return self.ended is None and self.mandate.since <= day and (last is None or day <= last)

    def is_over_on(self, day: date) -> bool:
        """Say whether it has ended, by its last day or before."""
        last = self.mandate.last_day
        return self.ended is not None or (last is not None and last < day)

    @property
    def is_replaceable(self) -> bool:
        """Whether another can take its place: also when it was withdrawn, to mend what it says."""
        return self.ended in {None, "withdrawn"}


class Signer(NamedTuple):
    """A holder who sits here, and has opened their own key."""

    standing: StandingMandate
    key: Ed25519PrivateKey


def mandates(opened: OpenVault) -> list[StandingMandate]:
    """Return all mandates, those that are over among them, oldest first.

    Raises:
        ConsentDocumentGone, MandateUnreadable: One is not what its event says.
        EventUnknown, EventInvalid: One of the events cannot be read.
    """
    return [_standing(opened, right) for right in told_by(opened.log).rights]


def in_force(opened: OpenVault, day: date) -> list[StandingMandate]:
    """Return the mandates by which somebody may decide on a day, in Denmark."""
    return [each for each in mandates(opened) if each.holds_on(day)]


def find_mandate(opened: OpenVault, begins: str) -> StandingMandate:
    """Return the mandate whose digest begins so: 8 signs or more.

    Raises:
        MandateUnknown: There is none, or more than one.
    """
    found = [each for each in mandates(opened) if each.digest.startswith(begins)]
    least = 8
    if len(found) != 1 or len(begins) < least:
        raise MandateUnknown
    return found[0]


def is_under_age(opened: OpenVault, day: date) -> bool:
    """Say whether the person is under age on a day, as far as the log tells."""
    return told_by(opened.log).is_under_age(day)


def is_to_be_told(standing: Iterable[StandingMandate], day: date) -> bool:
    """Say whether the person is of an age, 15 to 17, to be told and asked besides."""
    for each in standing:
        of_age_on = each.mandate.of_age_on
        if of_age_on is None or each.ended is not None or day >= of_age_on:
            continue
        then = (day.year + TOLD_BEFORE, day.month, day.day)  # which need not be a real day
        if then >= (of_age_on.year, of_age_on.month, of_age_on.day):
            return True
    return False


def record_mandate(
    opened: OpenVault,
    terms: Terms,
    passphrase: str,
    *,
    who: Actor = SELF,
    replaces: str | None = None,
    kdf: KdfParameters = FLOOR,
) -> StandingMandate:
    """Record that somebody may decide for the person, with a new key of their own.

    Args:
        opened: The vault.
        terms: Who, on what basis, from when to when.
        passphrase: The holder's own; it opens their key and nothing else.
        who: Who records it.
        replaces: The digest of the mandate of the same basis that it takes the place of. That
            one may have been withdrawn before.
        kdf: What opening the key will cost.

    Raises:
        HelperPresent: Somebody helps just now; this is for the person alone.
        MandateUnfit, MandateContradicts, NotReplaced, PassphraseTooShort, VaultReadOnly,
            DiskFull, DiskRefused: Nothing was changed.
    """
    require_alone(opened)
    replaced = None if replaces is None else find_mandate(opened, replaces)
    if replaced is not None and not (
        replaced.is_replaceable and replaced.mandate.basis == terms.basis
    ):
        raise NotReplaced
    key = Ed25519PrivateKey.generate()
    public = PublicKey.of(key)
    mandate, today = terms.mandate(public), local_day(opened.log.now())
    others = [
        each.mandate for each in mandates(opened) if each != replaced and not each.is_over_on(today)
    ]
    require_consistent(mandate, others, is_replacing=replaced is not None)
    signed = sign_mandate(mandate, key)
    sealed = seal_private_key(key.private_bytes_raw(), KEY_KIND, public.format(), passphrase, kdf)
    said = signed.mandate
    with opened.log.transaction(who) as recording:
        save_document(recording.connection, signed.content)
        recording.connection.execute(
            "INSERT INTO mandate_key (mandate_sha256, content) VALUES (?, ?)",
            (bytes.fromhex(signed.digest), sealed),
        )
        position = recording.append(
            MandateRecorded(
                mandate_sha256=signed.digest,
                holder_key=said.holder_key,
                capacity=said.capacity,
                basis=said.basis,
                since=str(said.since),
                last_day=None if said.last_day is None else str(said.last_day),
                is_joint=said.is_joint,
            )
        )
        if replaced is not None:
            _end(recording, replaced.digest, "replaced")
    return StandingMandate(said, signed.digest, position)


def end_mandate(
    opened: OpenVault, digest: str, reason: EndReason = "withdrawn", *, who: Actor = SELF
) -> None:
    """End a mandate before its time. Its key is removed.

    Nothing is sent any more by a consent that was given under it, until somebody with the
    right decides anew.

    Raises:
        HelperPresent: Somebody helps just now; this is for the person alone.
        MandateUnknown: There is none.
        MandateOver: It was ended already.
        NotReplaced: ``replaced``, without a later one with the same basis.
        NotOfAge: ``of_age``, before the day.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    require_alone(opened)
    found = find_mandate(opened, digest)
    if found.ended is not None:
        raise MandateOver
    if reason == "replaced" and not any(
        other.position > found.position and other.mandate.basis == found.mandate.basis
        for other in mandates(opened)
    ):
        raise NotReplaced
    if reason == "of_age" and not _has_come_of_age(found, local_day(opened.log.now())):
        raise NotOfAge
    with opened.log.transaction(who) as recording:
        _end(recording, found.digest, reason)


def open_signer(opened: OpenVault, digest: str, passphrase: str) -> Signer:
    """Open a holder's key with their own passphrase. Takes one run of Argon2id.

    Raises:
        MandateUnknown: There is no such mandate.
        MandateOver: It is not in force today.
        WrongKeyPassphrase: The passphrase is another one.
        MandateUnreadable: The key is not the one that the mandate names.
    """
    found = find_mandate(opened, digest)
    if not found.holds_on(local_day(opened.log.now())):
        raise MandateOver
    query = "SELECT content FROM mandate_key WHERE mandate_sha256 = ?"
    row = opened.vault.connection.row(query, (bytes.fromhex(found.digest),))
    if row is None:
        raise MandateUnreadable
    opened_key = open_private_key(bytes(row[0]), passphrase)
    try:
        key = Ed25519PrivateKey.from_private_bytes(opened_key.secret)
    except ValueError:
        raise MandateUnreadable from None
    if PublicKey.of(key).format() != found.mandate.holder_key:
        raise MandateUnreadable
    return Signer(found, key)


def custody_to_hand_over(standing: Sequence[StandingMandate], day: date) -> list[StandingMandate]:
    """Return the custody mandates that are ended by a hand-over: from the 18th birthday on."""
    return [each for each in standing if each.ended is None and _has_come_of_age(each, day)]


def hand_over(
    opened: OpenVault, passphrase: str, *, who: Actor = SELF, kdf: KdfParameters = FLOOR
) -> RecoveryWords:
    """Give the vault to the person who has come of age: with a new passphrase and new words.

    Those who had custody can then open neither the vault nor a key of theirs. The passphrase
    is changed first: if the disk fails behind it, it is done again and nothing is lost.

    Args:
        opened: The vault.
        passphrase: The new one, known to the person alone.
        who: Who does it.
        kdf: What opening the vault will cost.

    Returns:
        The new recovery words. The old ones are void.

    Raises:
        HelperPresent: Somebody helps just now; this is for the person alone.
        NotOfAge: There is no custody to hand over, or the day has not come.
        MandateContradicts: Other custody names a day that has not come.
        PassphraseTooShort, VaultReadOnly, DiskFull, DiskRefused: It can be done again.
    """
    require_alone(opened)
    found, today = mandates(opened), local_day(opened.log.now())
    due = custody_to_hand_over(found, today)
    if not due:
        raise NotOfAge
    require_of_age([each.mandate for each in found if each.is_replaceable], today)
    change_passphrase(opened, passphrase, who, kdf)
    words = issue_recovery_words(opened, who)
    with opened.log.transaction(who) as recording:
        for each in due:
            _end(recording, each.digest, "of_age")
    return words


# -- within ---------------------------------------------------------------------------


def _end(recording: Recording, digest: str, reason: EndReason) -> None:
    recording.connection.execute(
        "DELETE FROM mandate_key WHERE mandate_sha256 = ?", (bytes.fromhex(digest),)
    )
    recording.append(MandateEnded(mandate_sha256=digest, reason=reason))


def _has_come_of_age(standing: StandingMandate, day: date) -> bool:
    of_age_on = standing.mandate.of_age_on
    return standing.mandate.basis == CUSTODY and of_age_on is not None and day >= of_age_on


def _standing(opened: OpenVault, right: Right) -> StandingMandate:
    content = load_document(opened.vault.connection, right.digest)
    said, event = open_mandate(content).mandate, right.event
    last_day = None if said.last_day is None else str(said.last_day)
    if (said.holder_key, said.capacity, said.basis, str(said.since), last_day, said.is_joint) != (
        event.holder_key,
        event.capacity,
        event.basis,
        event.since,
        event.last_day,
        event.is_joint,
    ):
        raise MandateUnreadable
    return StandingMandate(said, right.digest, right.position, right.ended)
