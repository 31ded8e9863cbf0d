"""One conversation about consent: what has been answered so far, and where the person is.

Plain data, kept as RFC 8785 JSON of the format ``datadonor.conversation/1``. An answer
that was not given is none: nothing is chosen beforehand. What an answer may be is for
``consent.flow.answering``; what is missing for ``consent.flow.missing``. Must not know:
screens, the vault, the clock.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, model_validator

from consent.agreement import agreement_text
from consent.choices import Choices, Helper, ItemChoice
from consent.flow.errors import ConversationElsewhere, ConversationUnreadable
from consent.flow.steps import StepId
from consent.mandate import BASES
from consent.request import Demographic, Frequency, OptionId, ProjectRequest, SignedRequest
from consent.request_text import Day, Digest, Identifier
from datadonor.audit.fields import Code
from datadonor.registry.targets import Recipient
from datadonor.texts import Language

FORMAT: Final = "datadonor.conversation/1"
MOST_BYTES: Final = 4 * 1024 * 1024
"""Of one conversation: twice what the most records that can be left out take up."""

MOST_ATTEMPTS: Final = 999
"""How far tries are counted."""

GivenBy = Literal["self", "guardian", "proxy"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ItemAnswer(_Part):
    """What has been answered about one item.

    Attributes:
        granted: Yes, no, or not answered.
        narrowed: What a yes is to. Kept while the answer is no, so that it is not lost.
    """

    granted: bool | None = None
    narrowed: ItemChoice = ItemChoice(granted=True)

    @model_validator(mode="after")
    def _narrows_a_yes(self) -> Self:
        if not self.narrowed.granted:
            msg = "what is narrowed is a yes"
            raise ValueError(msg)
        return self


class QuestionAnswer(_Part):
    """What was answered to one question about the text.

    Attributes:
        answer: The last answer, by number from 0; right or wrong.
        attempts: How often an answer was given. Nobody is told.
    """

    answer: Annotated[int, Field(ge=0, le=99)] | None = None
    attempts: Annotated[int, Field(ge=0, le=MOST_ATTEMPTS)] = 0


class Conversation(_Part):
    """Everything answered so far about one version of one request.

    Attributes:
        purpose: Whether it ends in a consent, or in other choices for the one in force.
        project: The registry's id.
        request_version: Of the request that is shown.
        request_sha256: Of that version's ``.ddrequest``.
        language: In which it is shown.
        text_sha256: Of the text that is shown in it.
        step: Where the person is.
        items: Item id → what was answered about it.
        demographics: What may be told about the person → yes or no.
        options: Option → yes or no.
        frequency: How often; nothing is as often as was asked.
        expires: The last day; nothing is as long as was asked.
        questions: One for each question about the text, in the request's order.
        given_by: Who decides.
        basis: What gives a guardian or proxy the right.
        assisted_by: Who helps.
        text_read: Whether the person says that they have read the text or had it read.
    """

    format: Literal["datadonor.conversation/1"] = FORMAT
    purpose: Literal["give", "change"] = "give"
    project: Identifier
    request_version: Annotated[int, Field(ge=1, le=9999)]
    request_sha256: Digest
    language: Language
    text_sha256: Digest
    step: StepId = StepId.WHO_AND_WHY
    items: dict[Identifier, ItemAnswer] = Field(default_factory=dict)
    demographics: dict[Demographic, bool] = Field(default_factory=dict)
    options: dict[OptionId, bool] = Field(default_factory=dict)
    frequency: Frequency | None = None
    expires: Day | None = None
    questions: Annotated[tuple[QuestionAnswer, ...], Field(max_length=10)] = ()
    given_by: GivenBy | None = None
    basis: Code | None = None
    assisted_by: Helper | None = None
    text_read: bool | None = None

    @model_validator(mode="after")
    def _has_a_known_basis(self) -> Self:
        known = BASES[self.given_by] if self.given_by else ()
        if self.basis is not None and self.basis not in known:
            msg = "no basis of whoever decides"
            raise ValueError(msg)
        return self

    def item(self, item_id: str) -> ItemAnswer:
        """Return what was answered about an item; an empty answer if nothing was."""
        return self.items.get(item_id, ItemAnswer())


def begin(signed: SignedRequest, recipient: Recipient | None, language: Language) -> Conversation:
    """Begin a conversation about a request. Nothing is answered.

    Args:
        signed: The request as it came.
        recipient: The registry's record of who gets the data.
        language: In which it is shown.
    """
    request = signed.request
    return Conversation(
        project=request.id,
        request_version=request.version,
        request_sha256=signed.digest,
        language=language,
        text_sha256=agreement_text(request, recipient, language).digest,
        questions=tuple(QuestionAnswer() for _ in request.comprehension),
    )


def begin_from(
    choices: Choices, signed: SignedRequest, recipient: Recipient | None, language: Language
) -> Conversation:
    """Begin a conversation about changing what is in force: its answers are there already.

    Who decides is asked anew. The text counts as read, and its questions as answered, if
    it is the very text that was read.

    Args:
        choices: What is in force, as ``ConsentBook.choices`` returns it.
        signed: The request that the consent is to.
        recipient: The registry's record of who gets the data.
        language: In which it is shown.
    """
    request = signed.request
    fresh = begin(signed, recipient, language)
    items = {
        item.id: _answer_of(choices.items[item.id])
        for item in request.items
        if item.id in choices.items
    }
    is_read = choices.text_sha256 == fresh.text_sha256
    is_answered = is_read and len(choices.comprehension) == len(request.comprehension)
    answered = (
        tuple(QuestionAnswer(answer=answer, attempts=1) for answer in choices.comprehension)
        if is_answered
        else fresh.questions
    )
    return fresh.model_copy(
        update={
            "purpose": "change",
            "items": items,
            # Of these a choice says only what was a yes.
            "demographics": {each: each in choices.demographics for each in request.demographics},
            "options": {
                option.id: choices.options[option.id]
                for option in request.options
                if option.id in choices.options
            },
            "frequency": choices.frequency,
            "expires": choices.expires,
            "questions": answered,
            "text_read": True if is_read else None,
        }
    )


def in_language(
    conversation: Conversation,
    request: ProjectRequest,
    recipient: Recipient | None,
    language: Language,
) -> Conversation:
    """Go on in another language. Answers stay; the text is another one and not read yet.

    Raises:
        ConversationElsewhere: It is about another request.
    """
    require_about(conversation, request)
    digest = agreement_text(request, recipient, language).digest
    if digest == conversation.text_sha256 and language is conversation.language:
        return conversation
    return conversation.model_copy(
        update={"language": language, "text_sha256": digest, "text_read": None}
    )


def require_about(conversation: Conversation, request: ProjectRequest) -> None:
    """Check that a conversation is about a request.

    Raises:
        ConversationElsewhere: It is of another project or version, or has answers to
            what is not asked.
    """
    asked = (
        (conversation.items, {item.id for item in request.items}),
        (conversation.demographics, set(request.demographics)),
        (conversation.options, {option.id for option in request.options}),
    )
    is_about = (
        (conversation.project, conversation.request_version) == (request.id, request.version)
        and len(conversation.questions) == len(request.comprehension)
        and all(set(answers) <= ids for answers, ids in asked)
    )
    if not is_about:
        raise ConversationElsewhere


def choices_of(conversation: Conversation) -> Choices:
    """Return the choices as far as they are made: what could be tried on the data.

    The text's digest is in them only once it was read and somebody has decided, so
    that what is not finished cannot be given. To sign, take ``choices_to_sign``.
    """
    decided = conversation.given_by == "self" or conversation.basis is not None
    is_bound = decided and conversation.text_read is True
    answers = [each.answer for each in conversation.questions]
    return Choices(
        items={
            item_id: answer.narrowed if answer.granted else ItemChoice(granted=False)
            for item_id, answer in conversation.items.items()
            if answer.granted is not None
        },
        options=conversation.options,
        demographics=tuple(which for which, said in conversation.demographics.items() if said),
        frequency=conversation.frequency,
        expires=conversation.expires,
        language=conversation.language.value,
        text_sha256=conversation.text_sha256 if is_bound else None,
        comprehension=tuple(answer for answer in answers if answer is not None)
        if None not in answers
        else (),
        given_by=(conversation.given_by or "self") if decided else "self",
        basis=conversation.basis,
        assisted_by=conversation.assisted_by,
    )


def conversation_document(conversation: Conversation) -> dict[str, Any]:
    """Return a conversation as plain JSON values, what is not answered left out."""
    return conversation.model_dump(mode="json", by_alias=True, exclude_none=True)


def conversation_content(conversation: Conversation) -> bytes:
    """Return the bytes under which a conversation is kept: RFC 8785 JSON."""
    return rfc8785.dumps(conversation_document(conversation))


def parse_conversation(content: bytes) -> Conversation:
    """Read a conversation that was kept.

    Raises:
        ConversationUnreadable: It is none, of another format, or not written as
            ``conversation_content`` writes it.
    """
    if len(content) > MOST_BYTES:
        raise ConversationUnreadable
    try:
        document = json.loads(content.decode())
        if not isinstance(document, Mapping) or document.get("format") != FORMAT:
            raise ConversationUnreadable
        conversation = Conversation.model_validate_json(
            content, strict=True, by_alias=True, by_name=False
        )
    except (ValueError, RecursionError):  # JSON, UTF-8 and the model's own alike
        raise ConversationUnreadable from None
    if conversation_content(conversation) != content:
        raise ConversationUnreadable
    return conversation


def _answer_of(choice: ItemChoice) -> ItemAnswer:
    if not choice.granted:
        return ItemAnswer(granted=False)
    return ItemAnswer(granted=True, narrowed=choice)
