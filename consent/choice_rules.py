"""Whether choices keep within what a request asks: they may narrow it, and nothing else.

Each rule has an error of its own, so that whoever made the choices learns what to mend.
Names in the errors are those of the request: no value from a person's data. Must not
know: the vault, the registry, the clock.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from consent.choices import Choices, ItemChoice
from consent.request import Item, ProjectRequest
from consent.type_names import may_be_in
from datadonor.errors import DatadonorError, ExitCode
from datadonor.records.record_id import RecordIdUnreadable, parse_record_id

RAREST_FIRST: Final = ("once", "monthly", "weekly")


class ChoicesRefused(DatadonorError):
    """The choices do not fit the request. Each kind says how; nothing was changed."""

    code = "CHOICES_REFUSED"
    exit_code = ExitCode.BAD_FILE


class ItemUnknown(ChoicesRefused):
    """There is no such item in the request (fact: ``item``)."""

    code = "ITEM_UNKNOWN"


class OptionUnknown(ChoicesRefused):
    """The request does not ask this option (fact: ``option``)."""

    code = "OPTION_UNKNOWN"


class DemographicNotAsked(ChoicesRefused):
    """The request does not ask this about the person (fact: ``what``)."""

    code = "DEMOGRAPHIC_NOT_ASKED"


class TypesWiden(ChoicesRefused):
    """A type that was not asked for (fact: ``item``)."""

    code = "TYPES_WIDEN"


class WindowWidens(ChoicesRefused):
    """Days outside the window that was asked for (fact: ``item``)."""

    code = "WINDOW_WIDENS"


class ResolutionWidens(ChoicesRefused):
    """Finer than was asked for (fact: ``item``)."""

    code = "RESOLUTION_WIDENS"


class FrequencyWidens(ChoicesRefused):
    """More often than was asked for."""

    code = "FREQUENCY_WIDENS"


class ExpiryWidens(ChoicesRefused):
    """Longer than was asked for (fact: ``day``, the last day that was asked for)."""

    code = "EXPIRY_WIDENS"


class ExpiryPast(ChoicesRefused):
    """The last day lies behind us: nothing would ever be sent."""

    code = "EXPIRY_PAST"


class RecordUnnamed(ChoicesRefused):
    """What is to be left out is no name of a record (fact: ``item``)."""

    code = "RECORD_UNNAMED"


class RequiredItemRefused(ChoicesRefused):
    """A no to something without which nobody can take part (fact: ``item``)."""

    code = "REQUIRED_ITEM_REFUSED"


class NothingGranted(ChoicesRefused):
    """A no to everything is a refusal, and is given as one."""

    code = "NOTHING_GRANTED"


class QuestionsUnanswered(ChoicesRefused):
    """Not every question about the text is answered (fact: ``count``, of how many)."""

    code = "QUESTIONS_UNANSWERED"


class AnswerWrong(ChoicesRefused):
    """A question about the text is answered wrongly (fact: ``number``, from 1)."""

    code = "ANSWER_WRONG"


class TextNotShown(ChoicesRefused):
    """The choices are bound to another text than the request's own."""

    code = "TEXT_NOT_SHOWN"


def last_day_of(request: ProjectRequest) -> date:
    """Return the last day, included, on which a request lets data be sent."""
    return min(request.until or request.valid_until, request.valid_until)


def require_fitting(request: ProjectRequest, choices: Choices, today: date) -> None:
    """Check that choices are ones that can be signed.

    Args:
        request: What is asked.
        choices: What was decided.
        today: In Denmark.

    Raises:
        ChoicesRefused: The first thing that does not fit, as its kinds say.
    """
    for problem in (*widenings(request, choices), *_missing(request, choices)):
        raise problem
    if choices.expires is not None and choices.expires < today:
        raise ExpiryPast


def widenings(request: ProjectRequest, choices: Choices) -> Iterator[ChoicesRefused]:
    """Yield every way in which choices go beyond what is asked, in the request's order."""
    for item_id, choice in sorted(choices.items.items()):
        item = request.item(item_id)
        if item is None:
            yield ItemUnknown(item=item_id)
        else:
            yield from item_widenings(item, choice)
    asked = {option.id for option in request.options}
    for option in sorted(set(choices.options) - asked):
        yield OptionUnknown(option=option)
    for what in sorted(set(choices.demographics) - set(request.demographics)):
        yield DemographicNotAsked(what=what)
    if choices.frequency is not None and (
        RAREST_FIRST.index(choices.frequency) > RAREST_FIRST.index(request.frequency)
    ):
        yield FrequencyWidens()
    last = last_day_of(request)
    if choices.expires is not None and choices.expires > last:
        yield ExpiryWidens(day=str(last))


def item_widenings(item: Item, choice: ItemChoice) -> Iterator[ChoicesRefused]:
    """Yield every way in which one choice goes beyond its item.

    A no can widen nothing. But what it leaves out stays out of the other items too, so
    that has to be names of records in any case.
    """
    if not all(is_record_name(name) for name in choice.excluded_records):
        yield RecordUnnamed(item=item.id)
    if not choice.granted:
        return
    if choice.types is not None and not set(choice.types) <= _types_asked(item, choice.types):
        yield TypesWiden(item=item.id)
    days = [day for day in (choice.from_, choice.until) if day is not None]
    if any(not item.window.from_ <= day <= item.window.until for day in days):
        yield WindowWidens(item=item.id)
    if choice.resolution is not None and choice.resolution.rank < item.finest_resolution.rank:
        yield ResolutionWidens(item=item.id)


def _types_asked(item: Item, chosen: tuple[str, ...]) -> set[str]:
    """Return those of some types that an item asks for, by its list or by its category."""
    if item.types is not None:
        return set(item.types)
    return {name for name in chosen if may_be_in(name, item.category)}


def is_record_name(name: str) -> bool:
    """Say whether a record can be called so. With a nought before it, none is."""
    try:
        return str(parse_record_id(name)) == name
    except RecordIdUnreadable:
        return False


def _missing(request: ProjectRequest, choices: Choices) -> Iterator[ChoicesRefused]:
    """Yield what keeps choices from being a consent."""
    if not choices.granted:
        yield NothingGranted()
    for item in request.items:
        if item.required and not choices.is_granted(item.id):
            yield RequiredItemRefused(item=item.id)
    if len(choices.comprehension) != len(request.comprehension):
        yield QuestionsUnanswered(count=len(request.comprehension))
        return
    pairs = zip(request.comprehension, choices.comprehension, strict=True)
    for number, (question, answer) in enumerate(pairs, start=1):
        if answer != question.correct:
            yield AnswerWrong(number=number)
