"""Answering by a field's id, so that a skin need not know what it asks.

The ids are those of ``Page.fields``: ``given_by``, ``basis``, ``items.ITEM.granted``,
``items.ITEM.types`` (``window``, ``resolution``, ``excluded``), ``demographics.WHAT``,
``frequency``, ``expires``, ``options.OPTION``, ``questions.NUMBER`` (from 0), ``text_read``.
An item's id may hold dots, so its field is what stands behind the last one.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final, TypeVar, get_args

from consent.flow import answering
from consent.flow.conversation import Conversation, GivenBy, require_about
from consent.flow.errors import AnswerUnfit
from consent.flow.page import Days, Value
from consent.mandate import BASES
from consent.request import Demographic, Frequency, OptionId, ProjectRequest, Resolution

_T = TypeVar("_T", bound=str)


def answer(
    conversation: Conversation, request: ProjectRequest, field: str, value: Value, today: date
) -> Conversation:
    """Give an answer.

    Args:
        conversation: So far.
        request: What is asked.
        field: A field's id.
        value: As ``FieldKind`` says; nothing takes the answer back.
        today: In Denmark.

    Raises:
        AnswerUnfit: There is no such field, or its answers are of another kind.
        WindowReversed, ChoicesRefused: As ``consent.flow.answering`` says.
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    head, _, rest = field.partition(".")
    if head == "items":
        return _answer_item(conversation, request, rest, value)
    if head == "expires" and not rest:
        return answering.choose_last_day(conversation, request, _day(value), today)
    if head in _NAMED and rest:
        return _NAMED[head](conversation, request, rest, value)
    if head in _SINGLE and not rest:
        return _SINGLE[head](conversation, request, value)
    raise AnswerUnfit


def _answer_item(
    conversation: Conversation, request: ProjectRequest, rest: str, value: Value
) -> Conversation:
    item_id, _, which = rest.rpartition(".")
    return _ITEM.get(which, _nothing)(conversation, request, item_id, value)


def _types(
    conversation: Conversation, request: ProjectRequest, item_id: str, value: Value
) -> Conversation:
    types = None if value is None else _names(value)
    return answering.narrow_types(conversation, request, item_id, types)


def _window(
    conversation: Conversation, request: ProjectRequest, item_id: str, value: Value
) -> Conversation:
    first, last = _days(value)
    return answering.narrow_window(conversation, request, item_id, first, last)


def _resolution(
    conversation: Conversation, request: ProjectRequest, item_id: str, value: Value
) -> Conversation:
    chosen = None if value is None else Resolution(_one_of(value, list(Resolution)))
    return answering.coarsen(conversation, request, item_id, chosen)


def _excluded(
    conversation: Conversation, request: ProjectRequest, item_id: str, value: Value
) -> Conversation:
    records = () if value is None else _names(value)
    return answering.leave_out_records(conversation, request, item_id, records)


def _granted(
    conversation: Conversation, request: ProjectRequest, item_id: str, value: Value
) -> Conversation:
    return answering.answer_item(conversation, request, item_id, granted=_yes_or_no(value))


def _nothing(
    _conversation: Conversation, _request: ProjectRequest, _name: str, _value: Value
) -> Conversation:
    raise AnswerUnfit


def _demographic(
    conversation: Conversation, request: ProjectRequest, name: str, value: Value
) -> Conversation:
    which = _one_of(name, get_args(Demographic))
    return answering.answer_demographic(conversation, request, which, said=_yes_or_no(value))


def _option(
    conversation: Conversation, request: ProjectRequest, name: str, value: Value
) -> Conversation:
    option = OptionId(_one_of(name, list(OptionId)))
    return answering.answer_option(conversation, request, option, said=_yes_or_no(value))


def _question(
    conversation: Conversation, request: ProjectRequest, name: str, value: Value
) -> Conversation:
    return answering.answer_question(conversation, request, _number(name), _number(value))


def _frequency(conversation: Conversation, request: ProjectRequest, value: Value) -> Conversation:
    chosen: Frequency | None = None if value is None else _one_of(value, get_args(Frequency))
    return answering.choose_frequency(conversation, request, chosen)


def _given_by(conversation: Conversation, _request: ProjectRequest, value: Value) -> Conversation:
    who: GivenBy | None = None if value is None else _one_of(value, get_args(GivenBy))
    return answering.say_who_decides(conversation, who)


def _basis(conversation: Conversation, _request: ProjectRequest, value: Value) -> Conversation:
    who = conversation.given_by
    basis = None if value is None else _one_of(value, BASES[who] if who else ())
    return answering.say_who_decides(conversation, who, basis)


def _text_read(conversation: Conversation, _request: ProjectRequest, value: Value) -> Conversation:
    return answering.say_text_is_read(conversation, said=_yes_or_no(value))


_OfName = Callable[[Conversation, ProjectRequest, str, Value], Conversation]
_OfValue = Callable[[Conversation, ProjectRequest, Value], Conversation]

_ITEM: Final[Mapping[str, _OfName]] = {
    "granted": _granted,
    "types": _types,
    "window": _window,
    "resolution": _resolution,
    "excluded": _excluded,
}
_NAMED: Final[Mapping[str, _OfName]] = {
    "demographics": _demographic,
    "options": _option,
    "questions": _question,
}
_SINGLE: Final[Mapping[str, _OfValue]] = {
    "given_by": _given_by,
    "basis": _basis,
    "frequency": _frequency,
    "text_read": _text_read,
}


# -- what was entered, as what it has to be -----------------------------------------------


def _yes_or_no(value: Value) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise AnswerUnfit


def _one_of(value: Value, known: Iterable[_T]) -> _T:
    for each in known:
        if value == each:
            return each
    raise AnswerUnfit


def _names(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        names = tuple(each for each in value if isinstance(each, str))
        if len(names) == len(value):
            return names
    raise AnswerUnfit


def _day(value: Value | date) -> date | None:
    # A datetime is a date to Python, and no day to anyone else.
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise AnswerUnfit


def _days(value: Value) -> Days:
    if value is None:
        return None, None
    if isinstance(value, tuple) and len(value) == len(("first", "last")):
        first, last = value
        if not isinstance(first, str) and not isinstance(last, str):
            return _day(first), _day(last)
    raise AnswerUnfit


def _number(value: Value) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 1:
        return int(value)
    raise AnswerUnfit
