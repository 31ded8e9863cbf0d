"""How a decision is made for somebody else: who has to sign it, and how long it can hold.

Called by the consent book. Nothing here opens a key: whoever is to sign has done that
(``consent.mandates.open_signer``).
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from consent.attestation import Attestation, record_attestation, sign_attestation
from consent.choices import Choices
from consent.decision import SignedDecision
from consent.ledger import Entry, ProjectConsent
from consent.mandate_rights import Told, told_by
from consent.mandate_rules import Act, own_word, require_right
from consent.mandates import MandateOver, Signer
from consent.policy import last_day
from consent.request import ProjectRequest
from datadonor.audit.custody import OpenVault
from datadonor.audit.log import Recording
from datadonor.errors import DatadonorError, ExitCode

Signers = Sequence[Signer]

NOBODY: Final[Signers] = ()
"""The person decides themselves."""


class MandateNeeded(DatadonorError):
    """Who decides for another signs with a key of their own, and that of no other right."""

    code = "MANDATE_NEEDED"
    exit_code = ExitCode.NO


class JointHolderMissing(DatadonorError):
    """Those who decide only together have not all signed."""

    code = "JOINT_HOLDER_MISSING"
    exit_code = ExitCode.NO


def said_by(choices: Choices, signers: Signers) -> Choices:
    """Return choices that name whoever signs as the one who decided.

    Raises:
        MandateNeeded: They name somebody else, or the signers have different rights.
    """
    if not signers:
        if choices.given_by != "self":
            raise MandateNeeded
        return choices
    first = signers[0].standing.mandate
    if any(
        (each.standing.mandate.capacity, each.standing.mandate.basis)
        != (first.capacity, first.basis)
        for each in signers
    ):
        raise MandateNeeded
    if choices.given_by != "self" and (choices.given_by, choices.basis) != (
        first.capacity,
        first.basis,
    ):
        raise MandateNeeded
    return choices.model_copy(update={"given_by": first.capacity, "basis": first.basis})


def require_right_to(
    act: Act,
    opened: OpenVault,
    choices: Choices,
    signers: Signers,
    days: AbstractSet[date],
    consent: ProjectConsent | None,
    history: Sequence[Entry],
) -> None:
    """Check that whoever decides may.

    A no of the person's own, and taking back, is asked nothing: not even what cannot be read
    stands in its way.

    Args:
        act: What is decided.
        opened: The vault.
        choices: With who decides, and by what right.
        signers: Who signs for the person.
        days: In Denmark, on each of which it has to be theirs: today, and the day of a paper.
        consent: How the project stands.
        history: The events about its consent.

    Raises:
        MandateOver: A mandate of those who sign is not in force.
        JointHolderMissing: Others have to sign too.
        UnderAge, DecidedThemselves: As ``consent.mandate_rules`` says.
    """
    if act != "yes" and choices.given_by == "self":
        return
    rights = told_by(opened.log)
    if signers:
        _require_all(rights, signers, days)
    require_right(
        act,
        choices.given_by,
        choices.basis,
        own_word(history),
        None if consent is None else consent.state,
        choices.granted,
        is_under_age=any(rights.is_under_age(day) for day in days),
    )


def capped(request: ProjectRequest, choices: Choices, signers: Signers) -> Choices:
    """Return choices that hold no longer than the mandates by which they are made."""
    days = [each.standing.mandate.last_day for each in signers]
    ends = [day for day in days if day is not None]
    if not ends or last_day(request, choices) <= min(ends):
        return choices
    return choices.model_copy(update={"expires": min(ends)})


def attest(recording: Recording, signed: SignedDecision, signers: Signers, at: str) -> None:
    """Let everybody who decides sign the decision, in the transaction that records it."""
    decision = signed.decision
    for signer in signers:
        mandate = signer.standing.mandate
        attestation = Attestation(
            role=mandate.capacity,
            decision_sha256=signed.digest,
            project=decision.project,
            request_version=decision.request_version,
            text_sha256=decision.choices.text_sha256,
            mandate_sha256=signer.standing.digest,
            key=mandate.holder_key,
            at=at,
        )
        record_attestation(recording, sign_attestation(attestation, signer.key))


def _require_all(rights: Told, signers: Signers, days: AbstractSet[date]) -> None:
    """Check that every mandate is in force, and that those who decide together all sign."""
    signing = {each.standing.digest for each in signers}
    used = [
        right
        for right in rights.rights
        if right.digest in signing and all(right.holds_on(day) for day in days)
    ]
    if len(used) != len(signers):
        raise MandateOver
    mandate = signers[0].standing.mandate
    if rights.lacks_joint_holder(used, mandate.capacity, mandate.basis, days):
        raise JointHolderMissing
