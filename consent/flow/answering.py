"""Answers: each gives a new conversation, or is refused at once and changes nothing.

An answer that goes beyond the request is refused where it is made, with the same error
as the finished choices would be (``consent.choice_rules``). A no is never refused, not
even to what is required: what it means is said, and stands among what is missing.
Must not know: screens, the vault, the clock (the day is handed over).
"""

from datetime import date
from typing import Any

from pydantic import ValidationError

from consent.choice_rules import (
    RAREST_FIRST,
    DemographicNotAsked,
    ExpiryPast,
    ExpiryWidens,
    FrequencyWidens,
    ItemUnknown,
    OptionUnknown,
    RecordUnnamed,
    item_widenings,
    last_day_of,
)
from consent.choices import MOST_EXCLUDED, Helper, ItemChoice
from consent.flow.conversation import (
    MOST_ATTEMPTS,
    Conversation,
    GivenBy,
    ItemAnswer,
    QuestionAnswer,
    require_about,
)
from consent.flow.errors import AnswerUnfit, WindowReversed
from consent.flow.steps import StepId
from consent.mandate import BASES
from consent.request import (
    Demographic,
    Frequency,
    Item,
    OptionId,
    ProjectRequest,
    Resolution,
)
from datadonor.records.categories import Kind, category


def say_who_decides(
    conversation: Conversation, given_by: GivenBy | None, basis: str | None = None
) -> Conversation:
    """Say who decides, and on what basis if it is not the person themselves.

    Raises:
        AnswerUnfit: That basis is none of theirs.
    """
    if basis is not None and (given_by is None or basis not in BASES[given_by]):
        raise AnswerUnfit
    return _with(conversation, given_by=given_by, basis=basis)


def helped_by(conversation: Conversation, helper: Helper | None) -> Conversation:
    """Say who sits beside the person. It changes no answer."""
    return _with(conversation, assisted_by=helper)


def answer_item(
    conversation: Conversation, request: ProjectRequest, item_id: str, *, granted: bool | None
) -> Conversation:
    """Say yes or no to one item, or take the answer back.

    Raises:
        ItemUnknown: The request has no such item.
        ConversationElsewhere: The conversation is about another request.
    """
    _item_of(conversation, request, item_id)
    answer = conversation.item(item_id)
    return _with_item(conversation, item_id, answer.model_copy(update={"granted": granted}))


def narrow_types(
    conversation: Conversation,
    request: ProjectRequest,
    item_id: str,
    types: tuple[str, ...] | None,
) -> Conversation:
    """Give only some types of an item; nothing stands for all that was asked.

    Raises:
        TypesWiden: One was not asked for.
        AnswerUnfit: None is left: that is a no. Or one stands twice.
        ItemUnknown, ConversationElsewhere: As ``answer_item`` says.
    """
    return _narrow(conversation, request, item_id, {"types": types})


def narrow_window(
    conversation: Conversation,
    request: ProjectRequest,
    item_id: str,
    first: date | None,
    last: date | None,
) -> Conversation:
    """Give only records from some days, both included; nothing stands for what was asked.

    Raises:
        WindowWidens: A day lies outside what was asked for.
        WindowReversed: The last day comes before the first.
        ItemUnknown, ConversationElsewhere: As ``answer_item`` says.
    """
    if first is not None and last is not None and last < first:
        raise WindowReversed
    return _narrow(conversation, request, item_id, {"from_": first, "until": last})


def coarsen(
    conversation: Conversation,
    request: ProjectRequest,
    item_id: str,
    resolution: Resolution | None,
) -> Conversation:
    """Give an item coarser; nothing stands for what was asked.

    Raises:
        ResolutionWidens: It is finer than was asked.
        ItemUnknown, ConversationElsewhere: As ``answer_item`` says.
    """
    return _narrow(conversation, request, item_id, {"resolution": resolution})


def leave_out_records(
    conversation: Conversation, request: ProjectRequest, item_id: str, records: tuple[str, ...]
) -> Conversation:
    """Leave single records out. Their names never leave the computer, only how many they are.

    Raises:
        RecordUnnamed: One is no name of a record.
        AnswerUnfit: One stands twice, or they are more than ``MOST_EXCLUDED`` in all items.
        ItemUnknown, ConversationElsewhere: As ``answer_item`` says.
    """
    others = sum(
        len(answer.narrowed.excluded_records)
        for other, answer in conversation.items.items()
        if other != item_id
    )
    if others + len(records) > MOST_EXCLUDED or len(set(records)) != len(records):
        raise AnswerUnfit
    return _narrow(conversation, request, item_id, {"excluded_records": records})


def answer_demographic(
    conversation: Conversation, request: ProjectRequest, which: Demographic, *, said: bool | None
) -> Conversation:
    """Say yes or no to one thing about the person, or take the answer back.

    Raises:
        DemographicNotAsked: The request does not ask it.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    if which not in request.demographics:
        raise DemographicNotAsked(what=which)
    answers = {**conversation.demographics, which: said}
    # In the request's order, so that the same answers are the same bytes.
    kept = {each: answers[each] for each in request.demographics if answers.get(each) is not None}
    return _with(conversation, demographics=kept)


def answer_option(
    conversation: Conversation, request: ProjectRequest, option: OptionId, *, said: bool | None
) -> Conversation:
    """Say yes or no to one option, or take the answer back.

    Raises:
        OptionUnknown: The request does not ask it.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    if option not in {each.id for each in request.options}:
        raise OptionUnknown(option=option)
    answers = {**conversation.options, option: said}
    return _with(
        conversation, options={each: yes for each, yes in answers.items() if yes is not None}
    )


def choose_frequency(
    conversation: Conversation, request: ProjectRequest, frequency: Frequency | None
) -> Conversation:
    """Send less often; nothing stands for as often as was asked.

    Raises:
        FrequencyWidens: It is more often than was asked.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    asked = RAREST_FIRST.index(request.frequency)
    if frequency is not None and RAREST_FIRST.index(frequency) > asked:
        raise FrequencyWidens
    return _with(conversation, frequency=frequency)


def choose_last_day(
    conversation: Conversation, request: ProjectRequest, last: date | None, today: date
) -> Conversation:
    """Stop earlier, on a day that counts itself; nothing stands for as long as was asked.

    Raises:
        ExpiryWidens: It is later than was asked.
        ExpiryPast: It is over already.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    asked = last_day_of(request)
    if last is not None and last > asked:
        raise ExpiryWidens(day=str(asked))
    if last is not None and last < today:
        raise ExpiryPast
    return _with(conversation, expires=last)


def answer_question(
    conversation: Conversation, request: ProjectRequest, number: int, answer: int
) -> Conversation:
    """Answer a question about the text. A wrong answer is no error: it can be tried again.

    Args:
        conversation: So far.
        request: What is asked.
        number: Of the question, from 0.
        answer: By number, from 0.

    Raises:
        AnswerUnfit: There is no such question or answer.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    is_there = 0 <= number < len(request.comprehension)
    if not is_there or not 0 <= answer < len(request.comprehension[number].answers):
        raise AnswerUnfit
    attempts = min(conversation.questions[number].attempts + 1, MOST_ATTEMPTS)
    questions = list(conversation.questions)
    questions[number] = QuestionAnswer(answer=answer, attempts=attempts)
    return _with(conversation, questions=tuple(questions))


def say_text_is_read(conversation: Conversation, *, said: bool | None) -> Conversation:
    """Say that the whole text was read, or heard."""
    return _with(conversation, text_read=said)


def refuse_rest(conversation: Conversation, request: ProjectRequest) -> Conversation:
    """Say no to everything on the present step that has no answer yet. There is no such yes.

    Raises:
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    if conversation.step is StepId.WHICH_DATA:
        for item in request.items:
            if conversation.item(item.id).granted is None:
                conversation = answer_item(conversation, request, item.id, granted=False)
        for which in set(request.demographics) - set(conversation.demographics):
            conversation = answer_demographic(conversation, request, which, said=False)
    if conversation.step is StepId.OPTIONS:
        for option in request.options:
            if option.id not in conversation.options:
                conversation = answer_option(conversation, request, option.id, said=False)
    return conversation


def resolutions_of(item: Item) -> tuple[Resolution, ...]:
    """Return how fine an item can be given, finest first; nothing if it is no series."""
    known = category(item.category)
    if known is not None and known.kind is not Kind.SERIES:
        return ()
    return tuple(each for each in Resolution if each.rank >= item.finest_resolution.rank)


def _item_of(conversation: Conversation, request: ProjectRequest, item_id: str) -> Item:
    require_about(conversation, request)
    item = request.item(item_id)
    if item is None:
        raise ItemUnknown(item=item_id)
    return item


def _narrow(
    conversation: Conversation, request: ProjectRequest, item_id: str, change: dict[str, Any]
) -> Conversation:
    item = _item_of(conversation, request, item_id)
    answer = conversation.item(item_id)
    try:
        narrowed = ItemChoice.model_validate({**dict(answer.narrowed), **change})
    except ValidationError:
        narrowed = None
    if narrowed is None:
        raise RecordUnnamed(item=item_id) if "excluded_records" in change else AnswerUnfit
    for problem in item_widenings(item, narrowed):
        raise problem
    return _with_item(conversation, item_id, answer.model_copy(update={"narrowed": narrowed}))


def _with_item(conversation: Conversation, item_id: str, answer: ItemAnswer) -> Conversation:
    return _with(conversation, items={**conversation.items, item_id: answer})


def _with(conversation: Conversation, **change: object) -> Conversation:
    return conversation.model_copy(update=change)
