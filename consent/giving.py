"""A yes, from the asking to the writing: approved, the decider's to say, bound to a text.

Called by the consent book, which knows whether there is a consent already.
"""

from typing import NamedTuple

from consent.agreement import Agreement
from consent.approval import Approval
from consent.choice_rules import require_fitting
from consent.choices import Choices
from consent.decision import GivingAct, SignedDecision
from consent.decision_recording import (
    About,
    Manner,
    choices_of_decider,
    compose_decision,
    record_decision,
)
from consent.mandate_signing import capped
from consent.periods import local_day
from consent.policy import last_day
from consent.request import SignedRequest
from consent.yes import require_approved, text_shown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import ConsentGiven
from datadonor.registry.client import MOST_CLOCK_LAG
from datadonor.registry.errors import ClockBehind


class Yes(NamedTuple):
    """A yes that somebody wants to say.

    Attributes:
        act: Whether it is a first one, a change, or a new one after something else.
        signed: The request.
        approval: What the registry says of it today.
        about: The project, and how it stands.
        choices: What was decided.
        manner: How it comes about.
        text: What it is bound to; nothing if it is the text as it is shown today.
    """

    act: GivingAct
    signed: SignedRequest
    approval: Approval
    about: About
    choices: Choices
    manner: Manner
    text: Agreement | None = None


def record_yes(opened: OpenVault, yes: Yes) -> SignedDecision:
    """Check everything that a yes needs, and write it down.

    Raises:
        DatadonorError: As ``ConsentBook.give`` says. Nothing was changed.
    """
    log, request = opened.log, yes.signed.request
    today = local_day(log.now())
    require_approved(yes.signed, yes.approval, today)
    if log.clock_lag > MOST_CLOCK_LAG:
        raise ClockBehind(minutes=int(log.clock_lag.total_seconds() // 60))
    choices = choices_of_decider(opened, "yes", yes.about, yes.choices, yes.manner)
    choices = capped(request, choices, yes.manner.signers)
    require_fitting(request, choices, today)
    text = yes.text or text_shown(request, choices, yes.approval)
    decision = compose_decision(opened, yes.act, yes.about, choices, yes.manner)
    details = ConsentGiven(
        act=yes.act,
        request_version=request.version,
        request_sha256=yes.signed.digest,
        choices_sha256=decision.choices.digest,
        text_sha256=text.digest,
        language=text.language.value,
        last_day=str(last_day(request, choices)),
        decided=None if yes.manner.decided is None else decision.decided,
    )
    return record_decision(
        opened,
        decision,
        lambda digest: details.model_copy(update={"decision_sha256": digest}),
        yes.manner,
        text,
    )
