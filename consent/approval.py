"""Is this request approved? The one place that answers.

A request is approved if and only if the registry that the person chose publishes
exactly these bytes, neither project nor recipient is revoked or out of date, and the
recipient's own key signed them. Everything else is a no, with its reason.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from consent.envelope import EnvelopeDamaged, PublicKey, SignatureMissing
from consent.periods import local_day
from consent.request import PAYLOAD_TYPE, SignedRequest
from datadonor.registry.targets import Recipient
from datadonor.registry.view import RegistryView
from datadonor.texts import Language, text

_BEGINNING: Final = b'{"payload":"'


class Standing(StrEnum):
    """What the registry says of a request. Each has a sentence in the catalogue."""

    APPROVED = "approved"
    NO_REGISTRY = "no_registry"  # none was chosen, or it was never read
    NOT_PUBLISHED = "not_published"  # this project or version is not there
    CHANGED = "changed"  # it is there, with other bytes
    PROJECT_REVOKED = "project_revoked"
    RECIPIENT_REVOKED = "recipient_revoked"
    RECIPIENT_UNKNOWN = "recipient_unknown"
    RECIPIENT_EXPIRED = "recipient_expired"
    NOT_SIGNED = "not_signed"  # not by a key of the recipient
    ENDED = "ended"  # the request's own last day has passed
    ALTERED = "altered"  # it was a request once; as it is now it cannot be read


class Approval(NamedTuple):
    """The answer about one request: the bytes with this digest, and no others.

    ``as_of`` is when the registry was last read, and ``is_stale`` whether that is too long
    ago for a yes; releasing asks the registry itself (``RegistryView.require_fresh``).
    ``reason`` is the operator's own words where something was revoked.
    """

    standing: Standing
    recipient: Recipient | None = None
    as_of: datetime | None = None
    reason: str | None = None
    request_sha256: str | None = None
    is_stale: bool = False

    @property
    def is_approved(self) -> bool:
        """Whether the registry approved it, when it was last read."""
        return self.standing is Standing.APPROVED

    def sentence(self, language: Language) -> str:
        """Say it in words."""
        return text(f"approval.{self.standing}", language, reason=self.reason or "–")


def judge_request(
    signed: SignedRequest, view: RegistryView | None, now: datetime, language: Language
) -> Approval:
    """Say whether a request is approved.

    Args:
        signed: The request with its exact bytes.
        view: What the chosen registry publishes, as the vault last saw it.
        now: With zone.
        language: Of a revocation's reason.
    """
    if view is None:
        return Approval(Standing.NO_REGISTRY, request_sha256=signed.digest)
    request = signed.request
    recipient = view.recipients.get(request.recipient)
    standing = _standing(signed, recipient, view, now)
    revocation = {
        Standing.PROJECT_REVOKED: view.revocation(request.id),
        Standing.RECIPIENT_REVOKED: view.revocation(request.recipient),
    }.get(standing)
    reason = None
    if revocation is not None:
        is_danish = language is Language.DANISH
        reason = revocation.reason.da if is_danish else revocation.reason.en
    is_stale = not view.is_fresh(now)
    return Approval(standing, recipient, view.as_of, reason, signed.digest, is_stale)


def _standing(
    signed: SignedRequest, recipient: Recipient | None, view: RegistryView, now: datetime
) -> Standing:
    """Return the first thing that speaks against a request; approved if nothing does."""
    request = signed.request
    published = view.published(request.id, request.version)
    today = local_day(now)
    against = (
        (Standing.PROJECT_REVOKED, view.revocation(request.id) is not None),
        (Standing.RECIPIENT_REVOKED, view.revocation(request.recipient) is not None),
        (Standing.NOT_PUBLISHED, published is None),
        (Standing.CHANGED, published != signed.content),
        (Standing.RECIPIENT_UNKNOWN, recipient is None),
        (Standing.RECIPIENT_EXPIRED, recipient is not None and recipient.valid_until < today),
        (Standing.NOT_SIGNED, recipient is not None and not is_signed_by(signed, recipient)),
        (Standing.ENDED, request.valid_until < today),
    )
    return next((standing for standing, speaks in against if speaks), Standing.APPROVED)


def was_a_request(content: bytes) -> bool:
    """Say whether bytes that cannot be read as a request look like one that was altered.

    Either mark is enough, so that no single changed byte hides both.
    """
    return content.startswith(_BEGINNING) or PAYLOAD_TYPE.encode() in content


def is_signed_by(signed: SignedRequest, recipient: Recipient) -> bool:
    """Say whether one of a recipient's keys signed a request, and none signed it wrongly."""
    try:
        signed.envelope.verify([PublicKey.parse(key) for key in recipient.receipt_keys])
    except (SignatureMissing, EnvelopeDamaged):
        return False
    return True
