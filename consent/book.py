"""The consent book: where a person's decisions are written, and read back.

To record a decision is to append an event to the log, together with the signed document
that it names; nothing else is stored. A no, a withdrawal and a while to think need no
approved project, no fresh registry and no right clock: only a yes asks for those
(``consent.giving``). How a decision is written is in ``consent.decision_recording``.
"""

from datetime import datetime
from typing import Final, Literal

from consent.agreement import Agreement
from consent.approval import Approval
from consent.choices import Choices
from consent.decision import GivingAct, SignedDecision, fit_reason
from consent.decision_recording import (
    About,
    Beside,
    DecidedInFuture,
    Manner,
    actor_of,
    choices_of_decider,
    compose_decision,
    record_decision,
)
from consent.documents import load_text
from consent.giving import Yes, record_yes
from consent.ledger import ConsentState, ProjectConsent
from consent.mandate_rules import own_word
from consent.mandate_signing import NOBODY, Signers
from consent.reading import ConsentReading
from consent.request import ProjectRequest, SignedRequest
from consent.yes import RequestEnded, RequestNotApproved, RequestRevoked, completed
from datadonor.audit.events import (
    Actor,
    Code,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Why,
)
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language

# Whoever decides finds all words of it here.
__all__ = [
    "WITHDRAWABLE",
    "ConsentBook",
    "ConsentInForce",
    "ConsentMissing",
    "DecidedInFuture",
    "ItemNotGranted",
    "RequestEnded",
    "RequestNotApproved",
    "RequestRevoked",
    "actor_of",
]


class ConsentInForce(DatadonorError):
    """There is a consent already. It is changed or withdrawn, not given or refused anew."""

    code = "CONSENT_IN_FORCE"
    exit_code = ExitCode.NO


class ConsentMissing(DatadonorError):
    """There is no consent in force that could be changed or withdrawn."""

    code = "CONSENT_MISSING"
    exit_code = ExitCode.NO


class ItemNotGranted(DatadonorError):
    """The item is none of those that were granted, so it cannot be withdrawn (fact: ``item``)."""

    code = "ITEM_NOT_GRANTED"
    exit_code = ExitCode.NO


WITHDRAWABLE: Final = frozenset(
    {
        ConsentState.GIVEN,
        ConsentState.RENEWED,
        ConsentState.EXPIRED,
        ConsentState.REFUSED,  # a no to a newer version, after an older one had run out
        ConsentState.STOPPED,
        ConsentState.UNKNOWN,
    }
)
"""States in which something may have been sent that the person can still take back."""


class ConsentBook(ConsentReading):
    """The decisions of one open vault. Used on the vault's writing thread."""

    def give(
        self,
        signed: SignedRequest,
        choices: Choices,
        approval: Approval,
        decided: datetime | None = None,
        beside: Beside | None = None,
        signers: Signers = NOBODY,
    ) -> SignedDecision:
        """Record a yes: a first one, or a new one after a no, a withdrawal or a new version.

        Args:
            signed: The request that was shown.
            choices: What was decided. Language, text and answers among them.
            approval: What the registry says of the request today.
            decided: When, if it was before now: on paper.
            beside: Writes what belongs to it.
            signers: Who decides for the person, each with their own key opened. The
                consent then holds no longer than their right to decide.

        Raises:
            RequestNotApproved: As its kinds say.
            RegistryStale: What the registry says was read too long ago.
            MandateNeeded, MandateOver, JointHolderMissing: Those who have to sign do not.
            UnderAge, DecidedThemselves: It is not theirs to decide.
            ChoicesRefused: As its kinds say.
            ConsentInForce: There is a consent to this version already.
            ClockBehind, DecidedInFuture, VaultReadOnly, DiskFull, DiskRefused: Nothing
                was changed.
        """
        consent = self.consent(signed.request.id)
        act: GivingAct = "given"
        if consent is not None and consent.given is not None:
            is_this = consent.given.event.request_sha256 == signed.digest
            if is_this and consent.state.is_in_force:
                raise ConsentInForce
            act = "renewed"
        manner, about = Manner(decided, beside, signers), self._about(signed, consent)
        return record_yes(self._opened, Yes(act, signed, approval, about, choices, manner))

    def change(
        self,
        signed: SignedRequest,
        choices: Choices,
        approval: Approval,
        signers: Signers = NOBODY,
    ) -> SignedDecision:
        """Record other choices in the place of those in force.

        What was shown and answered counts again if the choices do not say it anew. That
        holds for the text as it was shown, also when the program's words have changed since.

        Raises:
            ConsentMissing: No consent to this version is in force.
            ConsentDocumentGone, DecisionUnreadable: It cannot be read; it can be withdrawn.
            RequestNotApproved, RegistryStale, ChoicesRefused, MandateNeeded, MandateOver,
            JointHolderMissing, UnderAge, DecidedThemselves, ClockBehind, VaultReadOnly,
            DiskFull, DiskRefused: As ``give`` says.
        """
        consent = self.consent(signed.request.id)
        before = None if consent is None else self.decision(consent)
        if consent is None or before is None or not consent.state.is_in_force:
            raise ConsentMissing
        if before.decision.request_sha256 != signed.digest:
            raise ConsentMissing
        shown = before.decision.choices
        new = completed(choices, shown)
        text = None
        if new.text_sha256 == shown.text_sha256 and new.language == shown.language:
            text = self._text_of(shown)
        manner, about = Manner(signers=signers), self._about(signed, consent)
        yes = Yes("changed", signed, approval, about, new, manner, text)
        return record_yes(self._opened, yes)

    def refuse(
        self,
        signed: SignedRequest,
        choices: Choices | None = None,
        reason: str | None = None,
        decided: datetime | None = None,
        beside: Beside | None = None,
        signers: Signers = NOBODY,
    ) -> SignedDecision:
        """Record a no.

        Args:
            signed: The request that was shown.
            choices: Only who decided, in which language and who helped is kept of them.
            reason: In the person's own words, for themselves alone.
            decided: When, if it was before now: on paper.
            beside: Writes what belongs to it.
            signers: As in ``give``.

        Raises:
            ConsentInForce: There is a consent; it is withdrawn.
            MandateNeeded, MandateOver, JointHolderMissing, UnderAge, DecidedThemselves: As
                ``give`` says.
            ReasonUnfit: The reason cannot be written down.
            DecidedInFuture, VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(signed.request.id)
        if consent is not None and consent.state.is_in_force:
            raise ConsentInForce
        manner, about = Manner(decided, beside, signers), self._about(signed, consent)
        said = choices_of_decider(self._opened, "refuse", about, choices, manner)
        decision = compose_decision(self._opened, "refused", about, said, manner)
        decision = decision.model_copy(update={"reason": fit_reason(reason)})
        return record_decision(
            self._opened,
            decision,
            lambda digest: ConsentRefused(
                decision_sha256=digest,
                decided=None if decided is None else decision.decided,
                request_version=signed.request.version,
                request_sha256=signed.digest,
            ),
            manner,
        )

    def put_off(self, signed: SignedRequest, who: Actor) -> None:
        """Record that the person wants to decide another day. Changes no consent.

        A no of their own stands until others with the right say otherwise; from here on they
        may, under age (``consent.mandate_rules``). So it is the person's alone to say.

        Raises:
            HelperPresent: Somebody helps, and the person has said no to it themselves.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        if self._opened.log.assistance is not None:
            word = own_word(self.history(signed.request.id))
            if word.is_no or word.items:
                self._opened.log.require_alone()
        details = ConsentPutOff(
            request_version=signed.request.version, request_sha256=signed.digest
        )
        self._opened.log.record(details, who, project=signed.request.id)

    def withdraw(
        self,
        request: ProjectRequest,
        item: str | None = None,
        reason: str | None = None,
        choices: Choices | None = None,
        signers: Signers = NOBODY,
    ) -> SignedDecision:
        """Record that the person takes back a consent, whole or one item of it.

        To take back an item without which nobody can take part, the last one that is
        granted, or any of a consent that was ended already, is to take back all of it.

        Args:
            request: The version that the consent is to.
            item: Which one, or nothing for all.
            reason: In the person's own words, for themselves alone.
            choices: Who decided, in which language and who helped.
            signers: As in ``give``.

        Raises:
            ConsentMissing: There is none that could be taken back.
            MandateNeeded, MandateOver, JointHolderMissing, UnderAge, DecidedThemselves: As
                ``give`` says.
            ItemNotGranted: It is none of the items that are granted.
            ReasonUnfit: The reason cannot be written down.
            ConsentDocumentGone, DecisionUnreadable: What was granted cannot be read. All of
                it can still be withdrawn.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(request.id)
        if consent is None or consent.given is None or consent.state not in WITHDRAWABLE:
            raise ConsentMissing
        manner, agreed = Manner(signers=signers), consent.given.event.request_sha256
        about = About(request.id, request.version, agreed, consent, self.history(request.id))
        said = choices_of_decider(self._opened, "withdraw", about, choices, manner)
        if item is not None and not self._stays_without(request, consent, item):
            item = None
        decision = compose_decision(self._opened, "withdrawn", about, said, manner)
        decision = decision.model_copy(update={"item": item, "reason": fit_reason(reason)})
        return record_decision(
            self._opened,
            decision,
            lambda digest: ConsentWithdrawn(decision_sha256=digest, item=item),
            manner,
        )

    def stop(self, project: str, by: Literal["controller", "registry"], reason: Code) -> None:
        """Record that a consent was ended by the project's controller or the registry.

        Args:
            project: The registry's id.
            by: Who ended it.
            reason: A word of our own vocabularies.

        Raises:
            ConsentMissing: None is in force.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(project)
        if consent is None or not consent.state.is_in_force:
            raise ConsentMissing
        details = ConsentStopped(by=by, reason=reason)
        self._opened.log.record(details, Actor(capacity="program"), why=Why.POLICY, project=project)

    def invalidate(
        self,
        project: str,
        ground: Literal["authority", "court", "wrong_person"],
        who: Actor,
        *,
        was_never_valid: bool,
    ) -> None:
        """Record that a consent was found not to hold.

        Raises:
            ConsentMissing: There was none.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(project)
        if consent is None or consent.given is None:
            raise ConsentMissing
        details = ConsentInvalidated(ground=ground, was_never_valid=was_never_valid)
        self._opened.log.record(details, who, project=project)

    # -- within ---------------------------------------------------------------

    def _about(self, signed: SignedRequest, consent: ProjectConsent | None) -> About:
        """Return what a decision about a request is about."""
        request = signed.request
        history = self.history(request.id)
        return About(request.id, request.version, signed.digest, consent, history)

    def _stays_without(
        self, request: ProjectRequest, consent: ProjectConsent, item_id: str
    ) -> bool:
        """Say whether a consent goes on without one of its items.

        Also one that has run out does, in a way: what was sent for the others stays.
        """
        signed, item = self.decision(consent), request.item(item_id)
        granted = set() if signed is None else set(signed.decision.choices.granted)
        granted -= consent.withdrawn_items
        if item is None or item_id not in granted:
            raise ItemNotGranted(item=item_id)
        may_go_on = consent.state.is_in_force or consent.state is ConsentState.EXPIRED
        return may_go_on and not item.required and len(granted) > 1

    def _text_of(self, choices: Choices) -> Agreement | None:
        """Return the text that choices in force are bound to, as the vault keeps it."""
        if choices.language is None or choices.text_sha256 is None:
            return None
        text = load_text(self._opened.vault.connection, choices.text_sha256)
        return Agreement(text, Language(choices.language))
