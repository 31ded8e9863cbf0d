"""Writing a decision down: by whom, when, and in one step with all that belongs to it.

A decision is a signed document and an event that names it. With them go the text that was
agreed to, what others sign about it, and whatever the caller lays beside it: all of it, or
nothing. Whether the decision may be made at all is asked before, but for one thing: whose
it is to make. Must not know: requests, approvals.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from consent.agreement import Agreement
from consent.choices import Choices, Helper
from consent.decision import GIVING, Act, Decision, SignedDecision, sign_decision
from consent.documents import save_document
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from consent.ledger import Entry, ProjectConsent
from consent.mandate_rules import Act as Deciding
from consent.mandate_signing import NOBODY, Signers, attest, require_right_to, said_by
from consent.periods import local_day
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Assistant, Details, instant
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError, ExitCode


class DecidedInFuture(DatadonorError):
    """The day given for the decision has not come yet."""

    code = "DECIDED_IN_FUTURE"
    exit_code = ExitCode.USAGE


DetailsOf = Callable[[str], Details]
"""Makes an event from the digest of the decision that it names."""

Beside = Callable[[Recording, SignedDecision], None]
"""Writes what belongs to a decision, behind it and in its own transaction."""


class Manner(NamedTuple):
    """How a decision comes about.

    Attributes:
        decided: When, if it was before now: on paper.
        beside: Writes what belongs to it.
        signers: Who decides for the person, each with their own key opened.
    """

    decided: datetime | None = None
    beside: Beside | None = None
    signers: Signers = NOBODY


class About(NamedTuple):
    """What a decision is about.

    Attributes:
        project: The registry's id.
        version: Of the request.
        request_sha256: Of that version's bytes.
        consent: How the project stands before the decision.
        history: The events about its consent.
    """

    project: str
    version: int
    request_sha256: str
    consent: ProjectConsent | None
    history: Sequence[Entry]


def choices_of_decider(
    opened: OpenVault, act: Deciding, about: About, choices: Choices | None, manner: Manner
) -> Choices:
    """Return choices that say who decides, if it is theirs to decide.

    On paper it had to be theirs on the day of the signature, too.

    Raises:
        DecidedInFuture: That day has not come yet.
        MandateNeeded, MandateOver, JointHolderMissing, UnderAge, DecidedThemselves: As
            ``consent.mandate_signing`` says.
    """
    now = opened.log.now()
    if manner.decided is not None and manner.decided > now:
        raise DecidedInFuture
    said = said_by(choices or Choices(), manner.signers)
    days = {local_day(now), local_day(manner.decided or now)}
    require_right_to(act, opened, said, manner.signers, days, about.consent, about.history)
    return said


def compose_decision(
    opened: OpenVault, act: Act, about: About, choices: Choices, manner: Manner
) -> Decision:
    """Return a decision as it is signed; of a no only who decided, and how, is kept."""
    key = donor_key(opened.vault.secret(), about.project)
    given = None if about.consent is None else about.consent.given
    kept = _with_helper(opened, choices)
    if act not in GIVING:
        kept = Choices(
            language=kept.language,
            given_by=kept.given_by,
            basis=kept.basis,
            assisted_by=kept.assisted_by,
        )
    return Decision(
        act=act,
        project=about.project,
        request_version=about.version,
        request_sha256=about.request_sha256,
        decided=instant(manner.decided or opened.log.now()),
        donor_key=PublicKey.of(key).format(),
        previous_sha256=None if given is None else given.event.decision_sha256,
        choices=kept,
    )


def record_decision(
    opened: OpenVault,
    decision: Decision,
    details: DetailsOf,
    manner: Manner,
    text: Agreement | None = None,
) -> SignedDecision:
    """Sign a decision, and write it down with everything that belongs to it.

    What was answered so far in a conversation about the project is done with.

    Args:
        opened: The vault.
        decision: As it is to be signed.
        details: Makes its event.
        manner: Who signs besides, and what lies beside it.
        text: What was agreed to; of a yes.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    signed = sign_decision(decision, donor_key(opened.vault.secret(), decision.project))
    with opened.log.transaction(actor_of(decision.choices)) as recording:
        digest = save_document(recording.connection, signed.content)
        if text is not None:
            save_document(recording.connection, text.content)
        recording.connection.execute(
            "DELETE FROM conversation WHERE project = ?", (decision.project,)
        )
        recording.append(details(digest), project=decision.project)
        attest(recording, signed, manner.signers, instant(opened.log.now()))
        if manner.beside is not None:
            manner.beside(recording, signed)
    return signed


def actor_of(choices: Choices) -> Actor:
    """Return who decided, as the log writes it."""
    helper = choices.assisted_by
    return Actor(
        capacity=choices.given_by,
        basis=choices.basis,
        assisted_by=None if helper is None else Assistant(**dict(helper)),
    )


def _with_helper(opened: OpenVault, choices: Choices) -> Choices:
    """Return choices that name whoever helps now; that counts for more than a file."""
    assistance = opened.log.assistance
    if assistance is None:
        return choices
    return choices.model_copy(update={"assisted_by": Helper(**dict(assistance.helper))})
