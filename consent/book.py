"""The consent book: where a person's decisions are written, and read back.

To record a decision is to append an event to the log, together with the signed document
that it names; nothing else is stored. A no, a withdrawal and a while to think need no
approved project, no fresh registry and no right clock: only a yes asks for those.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal, NamedTuple

from consent.agreement import Agreement
from consent.approval import Approval
from consent.choice_rules import require_fitting
from consent.choices import Choices
from consent.decision import (
    GIVING,
    Act,
    Decision,
    GivingAct,
    SignedDecision,
    fit_reason,
    sign_decision,
)
from consent.documents import load_text, save_document
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from consent.ledger import ConsentState, ProjectConsent
from consent.periods import local_day
from consent.policy import last_day
from consent.reading import ConsentReading
from consent.request import ProjectRequest, SignedRequest
from consent.yes import (
    RequestEnded,
    RequestNotApproved,
    RequestRevoked,
    completed,
    require_approved,
    text_shown,
)
from datadonor.audit.events import (
    Actor,
    Assistant,
    Code,
    ConsentGiven,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Details,
    Why,
    instant,
)
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.client import MOST_CLOCK_LAG
from datadonor.registry.errors import ClockBehind
from datadonor.texts import Language

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


class DecidedInFuture(DatadonorError):
    """The day given for the decision has not come yet."""

    code = "DECIDED_IN_FUTURE"
    exit_code = ExitCode.USAGE


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

_DetailsOf = Callable[[str], Details]
"""Makes an event from the digest of the decision that it names."""


class _Yes(NamedTuple):
    """What there is to say yes to, and how it stands."""

    signed: SignedRequest
    approval: Approval
    before: ProjectConsent | None
    decided: datetime | None = None


class ConsentBook(ConsentReading):
    """The decisions of one open vault. Used on the vault's writing thread."""

    def give(
        self,
        signed: SignedRequest,
        choices: Choices,
        approval: Approval,
        decided: datetime | None = None,
    ) -> SignedDecision:
        """Record a yes: a first one, or a new one after a no, a withdrawal or a new version.

        Args:
            signed: The request that was shown.
            choices: What was decided. Language, text and answers among them.
            approval: What the registry says of the request today.
            decided: When, if it was before now: on paper.

        Raises:
            RequestNotApproved: As its kinds say.
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
        return self._give(act, _Yes(signed, approval, consent, decided), choices)

    def change(self, signed: SignedRequest, choices: Choices, approval: Approval) -> SignedDecision:
        """Record other choices in the place of those in force.

        What was shown and answered counts again if the choices do not say it anew. That
        holds for the text as it was shown, also when the program's words have changed since.

        Raises:
            ConsentMissing: No consent to this version is in force.
            ConsentDocumentGone, DecisionUnreadable: It cannot be read; it can be withdrawn.
            RequestNotApproved, ChoicesRefused, ClockBehind, VaultReadOnly, DiskFull,
            DiskRefused: As ``give`` says.
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
        return self._give("changed", _Yes(signed, approval, consent), new, text)

    def refuse(
        self, signed: SignedRequest, choices: Choices | None = None, reason: str | None = None
    ) -> SignedDecision:
        """Record a no.

        Args:
            signed: The request that was shown.
            choices: Only who decided, in which language and who helped is kept of them.
            reason: In the person's own words, for themselves alone.

        Raises:
            ConsentInForce: There is a consent; it is withdrawn.
            ReasonUnfit: The reason cannot be written down.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(signed.request.id)
        if consent is not None and consent.state.is_in_force:
            raise ConsentInForce
        decision = self._decision("refused", signed.request, signed.digest, choices, consent)
        decision = decision.model_copy(update={"reason": fit_reason(reason)})
        return self._record(
            decision,
            lambda digest: ConsentRefused(
                decision_sha256=digest,
                request_version=signed.request.version,
                request_sha256=signed.digest,
            ),
        )

    def put_off(self, signed: SignedRequest, who: Actor) -> None:
        """Record that the person wants to decide another day. Changes no consent and no no.

        Raises:
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
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
    ) -> SignedDecision:
        """Record that the person takes back a consent, whole or one item of it.

        To take back an item without which nobody can take part, or the last one that is
        granted, is to take back all of it.

        Args:
            request: The version that the consent is to.
            item: Which one, or nothing for all.
            reason: In the person's own words, for themselves alone.
            choices: Who decided, in which language and who helped.

        Raises:
            ConsentMissing: There is none that could be taken back.
            ItemNotGranted: It is none of the items that are granted.
            ReasonUnfit: The reason cannot be written down.
            ConsentDocumentGone, DecisionUnreadable: What was granted cannot be read. All of
                it can still be withdrawn.
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        consent = self.consent(request.id)
        if consent is None or consent.given is None or consent.state not in WITHDRAWABLE:
            raise ConsentMissing
        if item is not None and not self._stays_without(request, consent, item):
            item = None
        decision = self._decision(
            "withdrawn", request, consent.given.event.request_sha256, choices, consent
        ).model_copy(update={"item": item, "reason": fit_reason(reason)})
        return self._record(
            decision, lambda digest: ConsentWithdrawn(decision_sha256=digest, item=item)
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

    def _give(
        self,
        act: GivingAct,
        to: _Yes,
        choices: Choices,
        text: Agreement | None = None,
    ) -> SignedDecision:
        log, request, signed = self._opened.log, to.signed.request, to.signed
        today = local_day(log.now())
        require_approved(signed, to.approval, today)
        if log.clock_lag > MOST_CLOCK_LAG:
            raise ClockBehind(minutes=int(log.clock_lag.total_seconds() // 60))
        require_fitting(request, choices, today)
        text = text or text_shown(request, choices, to.approval)
        decision = self._decision(act, request, signed.digest, choices, to.before, to.decided)
        details = ConsentGiven(
            act=act,
            request_version=request.version,
            request_sha256=signed.digest,
            choices_sha256=choices.digest,
            text_sha256=text.digest,
            language=text.language.value,
            last_day=str(last_day(request, choices)),
            decided=None if to.decided is None else decision.decided,
        )
        return self._record(
            decision,
            lambda digest: details.model_copy(update={"decision_sha256": digest}),
            text,
        )

    def _decision(
        self,
        act: Act,
        request: ProjectRequest,
        request_sha256: str,
        choices: Choices | None,
        consent: ProjectConsent | None,
        decided: datetime | None = None,
    ) -> Decision:
        now = self._opened.log.now()
        if decided is not None and decided > now:
            raise DecidedInFuture
        key = donor_key(self._opened.vault.secret(), request.id)
        given = None if consent is None else consent.given
        kept = choices or Choices()
        if act not in GIVING:
            kept = Choices(
                language=kept.language,
                given_by=kept.given_by,
                basis=kept.basis,
                assisted_by=kept.assisted_by,
            )
        return Decision(
            act=act,
            project=request.id,
            request_version=request.version,
            request_sha256=request_sha256,
            decided=instant(decided or now),
            donor_key=PublicKey.of(key).format(),
            previous_sha256=None if given is None else given.event.decision_sha256,
            choices=kept,
        )

    def _record(
        self, decision: Decision, details: _DetailsOf, text: Agreement | None = None
    ) -> SignedDecision:
        key = donor_key(self._opened.vault.secret(), decision.project)
        signed = sign_decision(decision, key)
        with self._opened.log.transaction(actor_of(decision.choices)) as recording:
            digest = save_document(recording.connection, signed.content)
            if text is not None:
                save_document(recording.connection, text.content)
            recording.connection.execute(
                "DELETE FROM conversation WHERE project = ?", (decision.project,)
            )
            recording.append(details(digest), project=decision.project)
        return signed

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


def actor_of(choices: Choices) -> Actor:
    """Return who decided, as the log writes it."""
    helper = choices.assisted_by
    return Actor(
        capacity=choices.given_by,
        basis=choices.basis,
        assisted_by=None if helper is None else Assistant(**dict(helper)),
    )
