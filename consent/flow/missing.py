"""What is still missing before a conversation can be signed, in the order of its steps.

Everything has to be answered, with yes or with no; how fine, how often and how long need
no answer, because a yes is to what was asked until it is narrowed. Nothing missing means
that the choices are ones that can be signed: a test holds it against
``consent.choice_rules.require_fitting``. Must not know: screens, the vault, the clock.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from consent.choice_rules import ExpiryPast, require_fitting, widenings
from consent.choices import Choices
from consent.flow.conversation import Conversation, choices_of, require_about
from consent.flow.errors import NotReadyToSign
from consent.flow.naming import demographic_label, item_label, option_label
from consent.flow.steps import StepId
from consent.request import ProjectRequest
from datadonor.texts import Fact, text


class Missing(NamedTuple):
    """One thing that is missing.

    Attributes:
        step: Where it is answered.
        field: Its field there; empty if it is about the whole step.
        words: What to do, in the conversation's language.
    """

    step: StepId
    field: str
    words: str


def missing(
    conversation: Conversation, request: ProjectRequest, today: date
) -> tuple[Missing, ...]:
    """Return what is still missing. Empty: it is ready to be signed.

    Args:
        conversation: So far.
        request: What is asked.
        today: In Denmark.

    Raises:
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    return tuple(_Looking(conversation, request, today).all())


def choices_to_sign(conversation: Conversation, request: ProjectRequest, today: date) -> Choices:
    """Return the choices of a conversation that is finished, for the consent book.

    Raises:
        NotReadyToSign: Something is missing.
        ChoicesRefused: As ``consent.choice_rules.require_fitting`` says.
        ConversationElsewhere: The conversation is about another request.
    """
    require_ready(conversation, request, today)
    choices = choices_of(conversation)
    require_fitting(request, choices, today)
    return choices


def require_ready(conversation: Conversation, request: ProjectRequest, today: date) -> None:
    """Check that nothing is missing.

    Raises:
        NotReadyToSign: Something is.
        ConversationElsewhere: The conversation is about another request.
    """
    found = missing(conversation, request, today)
    if found:
        raise NotReadyToSign(count=len(found))


class _Looking:
    def __init__(self, conversation: Conversation, request: ProjectRequest, today: date) -> None:
        self._conversation = conversation
        self._request = request
        self._today = today

    def all(self) -> Iterator[Missing]:
        yield from self._who()
        yield from self._items()
        yield from self._demographics()
        yield from self._beyond()
        yield from self._options()
        yield from self._questions()
        if self._conversation.text_read is not True:
            yield self._found(StepId.CHECK, "text_read", "text_read")

    def _found(self, step: StepId, field: str, key: str, **facts: Fact) -> Missing:
        words = text(f"consent_flow.missing.{key}", self._conversation.language, **facts)
        return Missing(step, field, words)

    def _who(self) -> Iterator[Missing]:
        given_by = self._conversation.given_by
        if given_by is None:
            yield self._found(StepId.WHO_AND_WHY, "given_by", "given_by")
        elif given_by != "self" and self._conversation.basis is None:
            yield self._found(StepId.WHO_AND_WHY, "basis", "basis")

    def _items(self) -> Iterator[Missing]:
        step, language = StepId.WHICH_DATA, self._conversation.language
        answers = [self._conversation.item(item.id).granted for item in self._request.items]
        for item, said in zip(self._request.items, answers, strict=True):
            field = f"items.{item.id}.granted"
            name = item_label(self._request, item, language)
            if said is None:
                yield self._found(step, field, "item", name=name)
            elif item.required and not said:
                yield self._found(step, field, "required", name=name)
        if all(said is False for said in answers):
            yield self._found(step, "", "nothing")

    def _demographics(self) -> Iterator[Missing]:
        for which in self._request.demographics:
            if which not in self._conversation.demographics:
                name = demographic_label(which, self._conversation.language)
                yield self._found(
                    StepId.WHICH_DATA, f"demographics.{which}", "demographic", name=name
                )

    def _beyond(self) -> Iterator[Missing]:
        """Yield what goes beyond the request: no answer can, but what was kept might."""
        conversation, language = self._conversation, self._conversation.language
        for problem in widenings(self._request, choices_of(conversation)):
            is_fine = "item" in problem.facts
            step = StepId.HOW_FINE if is_fine else StepId.HOW_LONG_AND_OFTEN
            yield Missing(step, "", problem.user_message(language).message)
        if conversation.expires is not None and conversation.expires < self._today:
            words = ExpiryPast().user_message(language).message
            yield Missing(StepId.HOW_LONG_AND_OFTEN, "expires", words)

    def _options(self) -> Iterator[Missing]:
        for option in self._request.options:
            if option.id not in self._conversation.options:
                name = option_label(option.id, self._conversation.language)
                yield self._found(StepId.OPTIONS, f"options.{option.id}", "option", name=name)

    def _questions(self) -> Iterator[Missing]:
        pairs = zip(self._request.comprehension, self._conversation.questions, strict=True)
        for number, (question, given) in enumerate(pairs):
            if given.answer is None:
                key = "question"
            elif given.answer != question.correct:
                key = "wrong"
            else:
                continue
            yield self._found(StepId.QUESTIONS, f"questions.{number}", key, number=number + 1)
