"""The pages of the conversation: what each step shows and asks.

What the project asks for is said in the words of the text that is agreed to
(``consent.agreement``), part by part, so that no page can say something else. Must not
know: any window or terminal, the vault, the clock.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from consent.agreement import Part, PartKind, agreement_opening, agreement_sections, agreement_text
from consent.flow.checking import answers_in_words
from consent.flow.conversation import Conversation, require_about
from consent.flow.missing import Missing, missing
from consent.flow.page import Action, ActionId, Field, OwnData, Page, action
from consent.flow.questioning import (
    Shown,
    data_fields,
    fine_fields,
    often_fields,
    option_fields,
    question_fields,
    read_fields,
    who_fields,
)
from consent.flow.steps import StepId, steps_of
from consent.request import ProjectRequest
from datadonor.registry.targets import Recipient

_SECTIONS: Final[Mapping[StepId, tuple[str, ...]]] = {
    StepId.WHO_AND_WHY: ("about", "who", "use"),
    StepId.WHICH_DATA: ("questionnaires",),
    StepId.HOW_LONG_AND_OFTEN: ("often", "kept"),
    StepId.IF_YOU_REGRET: ("regret", "rights"),
}
"""Which parts of the text stand on which page. The others are said in its fields."""

_UNDER_THE_PAGE: Final = frozenset({"often", "regret"})
"""Parts that need no heading, because that of the page says the same."""

_LAST: Final = frozenset({StepId.CHECK, StepId.SIGN})


def page(
    conversation: Conversation,
    request: ProjectRequest,
    recipient: Recipient | None,
    today: date,
    own: Mapping[str, OwnData] | None = None,
) -> Page:
    """Return the page of the step that the conversation is at, in its language.

    Args:
        conversation: So far.
        request: What is asked.
        recipient: The registry's record of who gets the data.
        today: In Denmark.
        own: Item id → what the person has of it.

    Raises:
        ConversationElsewhere: The conversation is about another request.
    """
    require_about(conversation, request)
    shown = Shown(conversation, request, recipient, own or {}, today)
    step, steps = conversation.step, steps_of(request)
    lacking = missing(conversation, request, today)
    is_last = step in _LAST
    whole = agreement_text(request, recipient, conversation.language).text if is_last else ""
    return Page(
        id=step,
        number=sum(each.place <= step.place for each in steps),
        of=len(steps),
        heading=shown.say(f"heading.{step}"),
        parts=tuple(_parts(shown)),
        fields=tuple(_FIELDS.get(step, _no_fields)(shown)),
        notes=tuple(_notes(shown, lacking)),
        groups=answers_in_words(conversation, request) if step is StepId.CHECK else (),
        missing=lacking if is_last else tuple(each for each in lacking if each.step is step),
        document=whole,
        actions=tuple(_actions(shown, is_ready=not lacking)),
    )


def _parts(shown: Shown) -> Iterator[Part]:
    step, conversation = shown.conversation.step, shown.conversation
    key = f"lead.{step}"
    if step is StepId.HOW_FINE and not any(each.granted for each in conversation.items.values()):
        key = "lead.how_fine_empty"
    if step is StepId.SIGN and conversation.purpose == "change":
        key = "lead.sign_change"
    yield Part(PartKind.PARAGRAPH, shown.say(key))
    wanted = _SECTIONS.get(step, ())
    if step is StepId.WHO_AND_WHY:
        yield from agreement_opening(shown.request, conversation.language)
    sections = agreement_sections(shown.request, shown.recipient, conversation.language)
    for section in sections:
        if section.id in wanted:
            yield from section.parts[1:] if section.id in _UNDER_THE_PAGE else section.parts
        if section.id == "person" and step is StepId.WHICH_DATA:
            # What is asked stands in the fields. That the name is not is said here.
            yield section.parts[-1]


def _notes(shown: Shown, lacking: tuple[Missing, ...]) -> Iterator[str]:
    if shown.conversation.step in _LAST:
        yield shown.say("lead.not_ready" if lacking else "lead.ready")


def _actions(shown: Shown, *, is_ready: bool) -> Iterator[Action]:
    step, language = shown.conversation.step, shown.conversation.language
    if step is StepId.SIGN:
        yield action(ActionId.SIGN, language, is_possible=is_ready)
    else:
        is_open = is_ready or step is not StepId.CHECK
        yield action(ActionId.NEXT, language, is_possible=is_open)
    yield action(ActionId.BACK, language, is_possible=step is not StepId.WHO_AND_WHY)
    if step in {StepId.WHICH_DATA, StepId.OPTIONS}:
        yield action(ActionId.NO_TO_REST, language)
    # To say no, and to wait, is as near on every page as to go on.
    if shown.conversation.purpose == "change":
        yield action(ActionId.WITHDRAW, language)
        yield action(ActionId.KEEP, language)
    else:
        yield action(ActionId.SAY_NO, language)
    yield action(ActionId.DECIDE_LATER, language)


def _no_fields(_shown: Shown) -> Iterator[Field]:
    yield from ()


_FIELDS: Final[Mapping[StepId, Callable[[Shown], Iterator[Field]]]] = {
    StepId.WHO_AND_WHY: who_fields,
    StepId.WHICH_DATA: data_fields,
    StepId.HOW_FINE: fine_fields,
    StepId.HOW_LONG_AND_OFTEN: often_fields,
    StepId.OPTIONS: option_fields,
    StepId.QUESTIONS: question_fields,
    StepId.CHECK: read_fields,
}
"""What each step asks. The steps that are not here ask nothing."""
