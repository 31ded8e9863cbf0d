"""One sitting of the conversation about consent, between two answers. No Qt, no vault.

Holds what was answered so far and where the person is; the rules are ``consent.flow``'s.
"""

from consent.agreement import Agreement, agreement_text
from consent.flow import (
    Conversation,
    Field,
    FieldKind,
    Missing,
    NotReadyToSign,
    Page,
    StepId,
    answer,
    go_to,
    in_language,
    missing,
    next_step,
    page,
    previous_step,
    refuse_rest,
)
from consent.flow.page import Value
from consent.request import ProjectRequest
from datadonor.texts import Language
from ui.conversing import Sitting
from ui.trying import NOTHING_COUNTED, Own


class Talk:
    """A sitting that is answered. Every answer and step is one to be kept."""

    def __init__(self, sitting: Sitting, own: Own = NOTHING_COUNTED) -> None:
        """Begin where the conversation is.

        Args:
            sitting: As it was taken up.
            own: What the person has of each item, as far as it has been counted.
        """
        self.sitting = sitting
        self.own = own
        self.conversation: Conversation = sitting.conversation
        self.is_correcting = False

    @property
    def request(self) -> ProjectRequest:
        """What is asked."""
        return self.sitting.request

    @property
    def step(self) -> StepId:
        """Where the person is."""
        return self.conversation.step

    def page(self) -> Page:
        """Return what the present step shows and asks."""
        sitting = self.sitting
        return page(
            self.conversation, self.request, sitting.recipient, sitting.today, self.own.data
        )

    def lacking(self) -> tuple[Missing, ...]:
        """Return what is missing before it can be signed, on any step."""
        return missing(self.conversation, self.request, self.sitting.today)

    def agreement(self) -> Agreement:
        """Return the whole text, in the conversation's language."""
        recipient = self.sitting.recipient
        return agreement_text(self.request, recipient, self.conversation.language)

    def is_right(self, field: Field) -> bool | None:
        """Say whether a question has its right answer; nothing if it has none, or is none."""
        if field.kind is not FieldKind.QUESTION or field.value is None:
            return None
        question = self.request.comprehension[int(field.id.rpartition(".")[2])]
        return field.value == str(question.correct)

    # -- answers -----------------------------------------------------------------

    def answer(self, field: str, value: Value) -> None:
        """Answer one field.

        Raises:
            AnswerUnfit, WindowReversed, ChoicesRefused: The answer stays as it was.
        """
        self.conversation = answer(
            self.conversation, self.request, field, value, self.sitting.today
        )

    def refuse_rest(self) -> None:
        """Say no to everything on the present step that has no answer yet."""
        self.conversation = refuse_rest(self.conversation, self.request)

    def speak(self, language: Language) -> bool:
        """Go on in another language; false if it is the one already."""
        if self.conversation.language is language:
            return False
        recipient = self.sitting.recipient
        self.conversation = in_language(self.conversation, self.request, recipient, language)
        return True

    # -- steps -------------------------------------------------------------------

    def go_on(self) -> bool:
        """Go to the next step, or back to all answers from one that was to be corrected.

        Returns:
            False if something is missing before the next step.
        """
        if self.is_correcting:
            self.go_to(StepId.CHECK)
            return True
        try:
            self.conversation = next_step(self.conversation, self.request, self.sitting.today)
        except NotReadyToSign:
            return False
        return True

    def go_back(self) -> bool:
        """Go back by one step; false on the first one."""
        if self.is_correcting:
            self.go_to(StepId.CHECK)
            return True
        before = self.conversation
        self.conversation = previous_step(before, self.request)
        return self.conversation.step is not before.step

    def go_to(self, step: StepId, *, is_correcting: bool = False) -> None:
        """Go to a step, to come back from it or not.

        Raises:
            NotReadyToSign: It is the last one, and something is missing.
        """
        self.conversation = go_to(self.conversation, self.request, step, self.sitting.today)
        self.is_correcting = is_correcting
