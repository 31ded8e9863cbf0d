"""What comes before and after a decision is written: the same at every skin.

The consent book records, and asks everything once more. Here stands what is refused before
anybody is made to read or to answer for nothing, what choices made elsewhere take over from
those in force, and what each way to end a conversation means. Used on the vault's writing
thread. Must not know: a terminal, a window, the words on either.
"""

from enum import StrEnum
from typing import NamedTuple

from consent.agreement import Agreement
from consent.book import ConsentInForce, ConsentMissing
from consent.case import ConsentCase
from consent.choice_rules import TextNotShown, require_fitting
from consent.choices import Choices
from consent.decision import SignedDecision
from consent.flow import discard_conversation
from consent.ledger import ConsentState
from consent.mandate_signing import NOBODY, Signers
from consent.periods import local_day
from consent.request import ProjectRequest
from consent.yes import require_approved
from datadonor.audit.events import Actor
from datadonor.texts import Language


class ToAgree(NamedTuple):
    """Choices, and the text that they are to be bound to.

    Attributes:
        choices: With what they take over from those in force.
        text: What the person agrees to.
        is_known: Whether it is the text that is agreed to already; or else it is to be read.
    """

    choices: Choices
    text: Agreement
    is_known: bool = False

    def bound(self, answers: tuple[int, ...] = ()) -> Choices:
        """Return the choices as they are to be recorded, once the text was shown.

        Args:
            answers: To the questions about it, if the choices have none.
        """
        update = {"language": self.text.language.value, "text_sha256": self.text.digest}
        bound = self.choices.model_copy(update=update)
        return bound if bound.comprehension else bound.model_copy(update={"comprehension": answers})


class Declined(StrEnum):
    """What a no has come to."""

    REFUSED = "refused"  # the no is written down
    WITHDRAWN = "withdrawn"  # the consent in force was taken back
    KEPT = "kept"  # a no to more: the consent in force stands


def require_answerable(case: ConsentCase, *, is_change: bool) -> None:
    """Check that the person can be asked at all, before they are.

    Args:
        case: The request, and how its project stands.
        is_change: Whether what is in force is to be changed.

    Raises:
        ConsentInForce: It is a new answer to what is in force already.
        ConsentMissing: There is nothing in force that could be changed.
        RequestNotApproved: As its kinds say.
        RegistryStale: What the registry says was read too long ago.
    """
    if case.is_answered_yes and not is_change:
        raise ConsentInForce
    if is_change and not case.is_in_force:
        raise ConsentMissing
    require_approved(case.signed, case.approval, local_day(case.opened.log.now()))


def choices_to_give(case: ConsentCase, choices: Choices, language: Language) -> ToAgree:
    """Return choices for a new yes, and the text that is then read.

    Args:
        case: The request, and how its project stands.
        choices: As somebody wrote them down.
        language: The person's, if the choices name none.

    Raises:
        ConsentInForce: There is a consent to this version already.
        RequestNotApproved, RegistryStale, ChoicesRefused: As their kinds say. Questions about
            the text may still be unanswered.
    """
    if case.is_answered_yes:
        raise ConsentInForce
    _require_possible(case, choices)
    text = case.agreement(_language_of(choices, language))
    _require_same_text(choices, text)
    return ToAgree(choices, text)


def choices_to_change(case: ConsentCase, choices: Choices, language: Language) -> ToAgree:
    """Return other choices about what is in force, and the text that they are bound to.

    It is another text in another language, or if the recipient has another name by now.

    Args:
        case: The request that the consent is to, and how its project stands.
        choices: As somebody wrote them down.
        language: The person's, if neither these choices nor those in force name one.

    Raises:
        ConsentMissing: No consent is in force.
        ConsentDocumentGone, DecisionUnreadable: It cannot be read.
        RequestNotApproved, RegistryStale, ChoicesRefused: As ``choices_to_give`` says.
    """
    decision = case.book.decision(case.consent)
    if decision is None:
        raise ConsentMissing
    before = decision.decision.choices
    kept = choices
    if choices.language is None:
        kept = choices.model_copy(update={"language": before.language})
    if not kept.comprehension:
        kept = kept.model_copy(update={"comprehension": before.comprehension})
    _require_possible(case, kept)
    text = case.agreement(_language_of(kept, language))
    _require_same_text(kept, text)
    return ToAgree(kept, text, is_known=text.digest == before.text_sha256)


def say_yes(
    case: ConsentCase, choices: Choices, *, is_change: bool, signers: Signers = NOBODY
) -> SignedDecision:
    """Write down a yes: a new one, or other choices in the place of those in force.

    Args:
        case: The request, and how its project stands.
        choices: What was decided.
        is_change: Whether the person was asked about what is in force.
        signers: Who decides for the person, if somebody does.

    Raises:
        DatadonorError: As ``ConsentBook.give`` and ``change`` say. Nothing was changed.
    """
    record = case.book.change if is_change else case.book.give
    return record(case.signed, choices, case.approval, signers=signers)


def say_no(
    case: ConsentCase, said: Choices, *, is_change: bool, signers: Signers = NOBODY
) -> Declined:
    """Write down that a conversation ended in a no.

    Asked about a change, it takes back all that is in force. Asked about a newer version,
    it leaves the older consent as it is: a no to more is no withdrawal of less.

    Args:
        case: The request, and how its project stands.
        said: Only who decided, in which language and who helped is kept of them.
        is_change: Whether the person was asked about what is in force.
        signers: Who decides for the person, if somebody does.

    Raises:
        DatadonorError: As ``ConsentBook.withdraw`` and ``refuse`` say. Nothing was changed.
    """
    if is_change:
        case.book.withdraw(case.signed.request, choices=said, signers=signers)
        return Declined.WITHDRAWN
    if case.is_in_force:
        discard_conversation(case.opened, case.signed.request.id)
        return Declined.KEPT
    case.book.refuse(case.signed, said, signers=signers)
    return Declined.REFUSED


def leave_for_later(case: ConsentCase, who: Actor, *, is_own: bool = False) -> None:
    """Write down that the person wants to decide another day, if they have decided nothing yet.

    Their answers are kept as they are.

    Args:
        case: The request, and how its project stands.
        who: Who uses the program.
        is_own: Whether the person has said that they answer themselves. Then it is written
            down after a no, too: a young person can be asked again. Not while somebody helps:
            nobody else lifts a no of theirs.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    is_alone = case.opened.log.assistance is None
    if case.consent.state is ConsentState.REQUESTED or (
        is_own and is_alone and case.consent.state is ConsentState.REFUSED
    ):
        case.book.put_off(case.signed, who)


# -- within ---------------------------------------------------------------------------


def _require_possible(case: ConsentCase, choices: Choices) -> None:
    """Refuse what would be refused in the end, but for questions that can still be asked."""
    today = local_day(case.opened.log.now())
    require_approved(case.signed, case.approval, today)
    request = case.signed.request
    answered = choices.comprehension or _right_answers(request)
    require_fitting(request, choices.model_copy(update={"comprehension": answered}), today)


def _require_same_text(choices: Choices, text: Agreement) -> None:
    if choices.text_sha256 not in {None, text.digest}:
        raise TextNotShown


def _language_of(choices: Choices, language: Language) -> Language:
    return language if choices.language is None else Language(choices.language)


def _right_answers(request: ProjectRequest) -> tuple[int, ...]:
    return tuple(question.correct for question in request.comprehension)
