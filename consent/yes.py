"""Whether a yes may be recorded: this very request approved of late, time left, its text shown.

Nothing here writes. Must not know: the vault, the clock, whether there is a consent already.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from consent.agreement import Agreement, agreement_text
from consent.approval import Approval, Standing
from consent.choice_rules import TextNotShown, last_day_of
from consent.choices import Choices
from consent.request import ProjectRequest, SignedRequest, open_request
from datadonor.audit.fields import instant
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.errors import RegistryStale
from datadonor.texts import Language


class RequestNotApproved(DatadonorError):
    """Nobody can say yes to it: the registry does not publish exactly this request."""

    code = "REQUEST_NOT_APPROVED"
    exit_code = ExitCode.NO


class RequestRevoked(RequestNotApproved):
    """The approval of the project or of its recipient was taken back."""

    code = "REQUEST_REVOKED"


class RequestEnded(RequestNotApproved):
    """The request's last day is over, or its recipient's approval has run out."""

    code = "REQUEST_ENDED"


_REFUSALS: Final[Mapping[Standing, type[RequestNotApproved]]] = {
    Standing.PROJECT_REVOKED: RequestRevoked,
    Standing.RECIPIENT_REVOKED: RequestRevoked,
    Standing.RECIPIENT_EXPIRED: RequestEnded,
    Standing.ENDED: RequestEnded,
}


def require_approved(signed: SignedRequest, approval: Approval, today: date) -> None:
    """Check that an approval is a yes, to exactly this request, and that there is time left.

    Raises:
        RequestNotApproved: As its kinds say.
        RegistryStale: It is one, but of too long ago: it may have been taken back since.
    """
    if not approval.is_approved:
        raise _REFUSALS.get(approval.standing, RequestNotApproved)
    recipient = approval.recipient
    if recipient is not None and recipient.id != signed.request.recipient:
        raise RequestNotApproved
    if approval.request_sha256 != signed.digest:
        raise RequestNotApproved
    # A value can be put together of two: what is shown has to be what the bytes say.
    if open_request(signed.content).request != signed.request:
        raise RequestNotApproved
    if last_day_of(signed.request) < today:
        raise RequestEnded
    if approval.is_stale:
        raise RegistryStale(as_of="–" if approval.as_of is None else instant(approval.as_of)[:10])


def text_shown(request: ProjectRequest, choices: Choices, approval: Approval) -> Agreement:
    """Return the text that choices are bound to.

    Raises:
        TextNotShown: They are bound to none, or to another one.
    """
    if choices.language is None:
        raise TextNotShown
    text = agreement_text(request, approval.recipient, Language(choices.language))
    if text.digest != choices.text_sha256:
        raise TextNotShown
    return text


def completed(choices: Choices, before: Choices) -> Choices:
    """Take over what was shown and answered where the new choices do not say it."""
    update: dict[str, object] = {}
    if choices.text_sha256 is None and choices.language in {None, before.language}:
        update = {"language": before.language, "text_sha256": before.text_sha256}
    if not choices.comprehension:
        update["comprehension"] = before.comprehension
    return choices.model_copy(update=update)
