"""The notice of withdrawal: what a donor's program tells the recipient, signed by the donor.

It is signed with the donor's key for the project, of which the pseudonym is the digest. So
only who gave the data can have them deleted, without anybody knowing who that is. It repeats
what the project promised, and names every bundle, so that the answer can be checked.
"""

import json
import re
from hashlib import sha256
from typing import Annotated, Any, Final, Literal, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from consent.donor_key import Pseudonym, pseudonym_of
from consent.envelope import (
    EnvelopeDamaged,
    PublicKey,
    SignatureMissing,
    open_envelope,
    seal_envelope,
)
from consent.request import SignedRequest
from consent.request_text import Day, Digest, Identifier
from datadonor.errors import DatadonorError, ExitCode
from export.answers import Effect

FORMAT: Final = "datadonor.withdrawal/1"
PAYLOAD_TYPE: Final = "application/vnd.datadonor.withdrawal+json"
SUFFIX: Final = ".ddwithdrawal"
"""Of a notice that is not sealed."""

MOST_BUNDLES: Final = 10_000

_LATER: Final = re.compile(r"datadonor\.withdrawal/[0-9]{1,6}")


class NoticeUnreadable(DatadonorError):
    """The file is not a notice of withdrawal."""

    code = "NOTICE_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class NoticeTooNew(DatadonorError):
    """The notice is of a later format than this program knows."""

    code = "NOTICE_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class NoticeNotSigned(DatadonorError):
    """The key that its pseudonym follows from did not sign it."""

    code = "NOTICE_NOT_SIGNED"
    exit_code = ExitCode.TAMPERED


class Notice(BaseModel):
    """A donor takes back a consent, or one item of it (``docs/formats/answer.md``).

    Attributes:
        recipient: The registry's id of whom it is told.
        project: The registry's id.
        donor_key: The donor's public key in the project.
        pseudonym: Follows from it.
        item: The one item; nothing for all of it.
        at: The day in Denmark on which it was withdrawn. No time, which could link.
        request_version: Of the version that the consent was to.
        request_sha256: Of that version's ``.ddrequest``.
        effect: What that version promises for data already sent.
        through_sequence: The number of the last bundle that it is about; 0 if none was
            sent. Later ones are sent by a later consent.
        bundles: SHA-256 of every sealed bundle that was sent, ascending.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.withdrawal/1"] = FORMAT
    recipient: Identifier
    project: Identifier
    donor_key: Annotated[str, StringConstraints(max_length=64)]
    pseudonym: Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{20}$")]
    item: Identifier | None = None
    at: Day
    request_version: Annotated[int, Field(ge=1, le=9999, strict=True)]
    request_sha256: Digest
    effect: Effect
    through_sequence: Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]
    bundles: Annotated[tuple[Digest, ...], Field(max_length=MOST_BUNDLES)] = ()


class SignedNotice(NamedTuple):
    """A notice with the bytes of its envelope."""

    notice: Notice
    content: bytes

    @property
    def pseudonym(self) -> Pseudonym:
        """Whose it is."""
        return Pseudonym(self.notice.pseudonym)

    @property
    def digest(self) -> str:
        """SHA-256 of the envelope, in hex."""
        return sha256(self.content).hexdigest()


def withdrawal_notice(
    request: SignedRequest,
    signer: Ed25519PrivateKey,
    day: Day,
    *,
    item: str | None = None,
    through_sequence: int = 0,
    bundles: tuple[str, ...] = (),
) -> SignedNotice:
    """Make and sign a notice that says what the request promised.

    Args:
        request: The version that the consent was to.
        signer: The donor's key for the project.
        day: In Denmark.
        item: The one item; nothing for all.
        through_sequence: The number of the last bundle that was sent.
        bundles: SHA-256 of each sealed bundle that was sent, in any order.
    """
    asked, key = request.request, PublicKey.of(signer)
    notice = Notice(
        recipient=asked.recipient,
        project=asked.id,
        donor_key=key.format(),
        pseudonym=pseudonym_of(key),
        item=item,
        at=day,
        request_version=asked.version,
        request_sha256=request.digest,
        effect=asked.withdrawal.effect,
        through_sequence=through_sequence,
        bundles=tuple(sorted(set(bundles))),
    )
    return open_notice(seal_envelope(notice_document(notice), PAYLOAD_TYPE, [signer]))


def notice_document(notice: Notice) -> dict[str, Any]:
    """Return a notice as plain JSON values, absent fields left out."""
    return notice.model_dump(mode="json", exclude_none=True)


def open_notice(content: bytes) -> SignedNotice:
    """Read a notice and check that the donor whose pseudonym it names signed it.

    Raises:
        NoticeUnreadable: It is none.
        NoticeTooNew: It is one of a later format.
        NoticeNotSigned: Another key signed it, or none, or it was changed since.
    """
    try:
        envelope = open_envelope(content, PAYLOAD_TYPE)
        notice = _parse(envelope.payload)
        key = PublicKey.parse(notice.donor_key)
    except (EnvelopeDamaged, ValidationError):
        raise NoticeUnreadable from None
    if pseudonym_of(key) != notice.pseudonym:
        raise NoticeNotSigned
    try:
        envelope.verify([key])
    except SignatureMissing:
        raise NoticeNotSigned from None
    return SignedNotice(notice, content)


def _parse(payload: bytes) -> Notice:
    document = json.loads(payload)
    said = str(document.get("format")) if isinstance(document, dict) else ""
    if said != FORMAT and _LATER.fullmatch(said):
        raise NoticeTooNew
    notice = Notice.model_validate_json(payload)
    if notice_document(notice) != document or list(notice.bundles) != sorted(set(notice.bundles)):
        raise NoticeUnreadable
    return notice
