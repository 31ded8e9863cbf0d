"""Synthetic consents: signed sample requests, approvals, fitting choices, and yeses given.

Everything is made up. ``give(book)`` is all it takes to have a consent in a vault;
``Clock`` makes its log believe any moment; ``Story`` makes a log's events without a vault,
for tests that need thousands of them.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.agreement import agreement_text
from consent.approval import Approval, Standing
from consent.book import ConsentBook
from consent.choices import Choices, ItemChoice
from consent.decision import SignedDecision
from consent.ledger import Entry, entry_of
from consent.request import ProjectRequest, SignedRequest, open_request, sign_request
from datadonor.audit.events import (
    SELF,
    Actor,
    ConsentGiven,
    Details,
    Position,
    When,
    Why,
    compose_event,
    instant,
)
from datadonor.registry.targets import Recipient
from datadonor.texts import Language
from tests.synthetic_requests import sample_request

RECIPIENT_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""Signs the requests here. Of nobody."""

NOON: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
"""A moment at which all samples are open."""


@dataclass
class Clock:
    """A computer's clock that is set by hand (``custody.open_vault(…, system_clock=Clock())``)."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the time that it was set to."""
        return self.now

    def forward(self, **length: float) -> datetime:
        """Move on by a length (``days=1``, ``hours=2``) and return the new time."""
        self.now += timedelta(**length)
        return self.now


@cache
def _signed_sample(name: str) -> SignedRequest:
    return signed_request(sample_request(name))


def signed_request(request: ProjectRequest | str = "sleep") -> SignedRequest:
    """Return a request, or one of the samples by its name, signed by ``RECIPIENT_KEY``."""
    if isinstance(request, str):
        return _signed_sample(request)
    return open_request(sign_request(request, RECIPIENT_KEY))


def approved(request: SignedRequest, recipient: Recipient | None = None) -> Approval:
    """Return what the registry says of a request to which a person may say yes."""
    return Approval(Standing.APPROVED, recipient, request_sha256=request.digest)


APPROVED: Final = approved(signed_request("sleep"))
"""What it says of the first sample."""


def fitting_choices(
    request: ProjectRequest | SignedRequest | str = "sleep",
    *,
    language: Language = Language.DANISH,
    recipient: Recipient | None = None,
    **changes: Any,  # noqa: ANN401 - any field of the choices
) -> Choices:
    """Return choices that can be signed: yes to every item, no to every option.

    Args:
        request: What is asked, or the name of a sample.
        language: Of the text that was shown.
        recipient: Whom the text names, if the approval does (``Approval.recipient``).
        **changes: Fields of the choices and what stands there instead, as models.
    """
    if isinstance(request, str):
        request = sample_request(request)
    if isinstance(request, SignedRequest):
        request = request.request
    fields: dict[str, Any] = {
        "items": {item.id: ItemChoice(granted=True) for item in request.items},
        "language": language.value,
        "text_sha256": agreement_text(request, recipient, language).digest,
        "comprehension": tuple(question.correct for question in request.comprehension),
    }
    return Choices.model_validate(fields | changes)


def give(
    book: ConsentBook,
    request: SignedRequest | ProjectRequest | str = "sleep",
    choices: Choices | None = None,
    *,
    approval: Approval | None = None,
    decided: datetime | None = None,
    **changes: Any,  # noqa: ANN401 - any field of the choices
) -> SignedDecision:
    """Say yes to a request, to all of it unless something else is chosen.

    Args:
        book: Of the open vault.
        request: A signed request, a request, or the name of a sample.
        choices: Instead of a yes to everything.
        approval: What the registry says of it; that it is approved if nothing else is said.
        decided: On paper, if it was before now.
        **changes: Fields of the choices that differ from a yes to everything.
    """
    signed = request if isinstance(request, SignedRequest) else signed_request(request)
    approval = approval or approved(signed)
    chosen = choices or fitting_choices(signed, recipient=approval.recipient, **changes)
    return book.give(signed, chosen, approval, decided)


def given_event(**changes: Any) -> ConsentGiven:  # noqa: ANN401 - any field
    """Return the event of a consent, with some of its fields replaced."""
    fields: dict[str, Any] = {
        "act": "given",
        "request_version": 1,
        "request_sha256": "1" * 64,
        "choices_sha256": "2" * 64,
        "text_sha256": "3" * 64,
        "decision_sha256": "4" * 64,
        "language": "da",
        "last_day": "2030-12-31",
    }
    return ConsentGiven.model_validate(fields | changes)


@dataclass
class Story:
    """Events as a log holds them, without a vault: an hour apart unless told otherwise.

    ``Story().tell(given_event()).tell(ConsentWithdrawn(), days=3).entries``
    """

    project: str = "project"
    clock: Clock = field(default_factory=Clock)
    bodies: list[bytes] = field(default_factory=list)

    def tell(
        self,
        details: Details,
        *,
        who: Actor = SELF,
        project: str | None = None,
        **later: float,
    ) -> Self:
        """Add an event, so much later than the one before (``days=3``; an hour if not said)."""
        recorded = self.clock.forward(**(later or {"hours": 1}))
        when = When(recorded=instant(recorded), clock="steady")
        about = project or self.project
        self.bodies.append(compose_event(details, when=when, who=who, why=Why.ASKED, project=about))
        return self

    @property
    def entries(self) -> list[Entry]:
        """What was told, as a ledger takes it."""
        sorted_ones = (entry_of(Position(at), body) for at, body in enumerate(self.bodies))
        return [entry for entry in sorted_ones if entry is not None]
