"""The fields of each page: what is asked, and in which words.

A field is made anew from the conversation each time, so nothing on a page can differ from
what was answered. Must not know: any window or terminal, the vault, the clock.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, get_args

from consent.agreement import PartKind, item_parts, type_name
from consent.choice_rules import RAREST_FIRST, last_day_of
from consent.choices import ItemChoice
from consent.flow.answering import resolutions_of
from consent.flow.conversation import Conversation, GivenBy
from consent.flow.naming import count_in_words, demographic_label, item_label, option_label
from consent.flow.page import Field, FieldKind, FieldOption, OwnData
from consent.mandate import BASES
from consent.request import Item, ProjectRequest, Resolution
from consent.vocabulary import day_in_words
from datadonor.records.episodes import episode_kinds
from datadonor.records.types import types_of
from datadonor.registry.targets import Recipient
from datadonor.texts import Fact, text


class Shown(NamedTuple):
    """What a page is made from.

    Attributes:
        conversation: So far.
        request: What is asked.
        recipient: The registry's record of who gets the data.
        own: Item id → what the person has of it. Items that are not here say nothing.
        today: In Denmark.
    """

    conversation: Conversation
    request: ProjectRequest
    recipient: Recipient | None
    own: Mapping[str, OwnData]
    today: date

    def say(self, key: str, **facts: Fact) -> str:
        """Return a sentence in the conversation's language."""
        return text(f"consent_flow.{key}", self.conversation.language, **facts)


def who_fields(shown: Shown) -> Iterator[Field]:
    """Yield the fields on who decides."""
    conversation = shown.conversation
    yield Field(
        id="given_by",
        kind=FieldKind.CHOICE,
        label=shown.say("field.given_by"),
        help=(shown.say("help.given_by"),),
        options=tuple(FieldOption(who, shown.say(f"given_by.{who}")) for who in get_args(GivenBy)),
        value=conversation.given_by,
        is_required=True,
    )
    bases = BASES[conversation.given_by] if conversation.given_by else ()
    if bases:
        yield Field(
            id="basis",
            kind=FieldKind.CHOICE,
            label=shown.say("field.basis"),
            options=tuple(FieldOption(basis, shown.say(f"basis.{basis}")) for basis in bases),
            value=conversation.basis,
            is_required=True,
        )


def data_fields(shown: Shown) -> Iterator[Field]:
    """Yield a yes or no for each item, and for each thing about the person."""
    conversation, request = shown.conversation, shown.request
    for item in request.items:
        refusal = "help.refuse_required" if item.required else "help.refuse_optional"
        yield Field(
            id=f"items.{item.id}.granted",
            kind=FieldKind.YES_NO,
            label=item_label(request, item, conversation.language),
            help=(*_asked(shown, item), *_owned(shown, item)),
            value=conversation.item(item.id).granted,
            is_required=True,
            refusal=shown.say(refusal),
        )
    for which in request.demographics:
        yield Field(
            id=f"demographics.{which}",
            kind=FieldKind.YES_NO,
            label=demographic_label(which, conversation.language),
            help=(shown.say("help.demographic"),),
            value=conversation.demographics.get(which),
            is_required=True,
            refusal=shown.say("help.refuse_optional"),
        )


def fine_fields(shown: Shown) -> Iterator[Field]:
    """Yield what can be narrowed of each item that was granted."""
    for item in shown.request.items:
        answer = shown.conversation.item(item.id)
        if answer.granted:
            yield from _fine(shown, item, answer.narrowed)


def often_fields(shown: Shown) -> Iterator[Field]:
    """Yield how often and until when, as far as there is anything to choose."""
    conversation, request = shown.conversation, shown.request
    asked = RAREST_FIRST.index(request.frequency)
    if asked:
        words = text(f"request_words.frequency.{request.frequency}", conversation.language)
        yield Field(
            id="frequency",
            kind=FieldKind.CHOICE,
            label=shown.say("field.frequency"),
            help=(shown.say("help.frequency", asked=words),),
            options=tuple(
                FieldOption(each, text(f"request_words.frequency.{each}", conversation.language))
                for each in RAREST_FIRST[: asked + 1]
            ),
            value=conversation.frequency,
        )
    last = last_day_of(request)
    words = day_in_words(last).in_language(conversation.language)
    yield Field(
        id="expires",
        kind=FieldKind.DAY,
        label=shown.say("field.expires"),
        help=(shown.say("help.expires", last=words),),
        value=conversation.expires,
        earliest=shown.today,
        latest=last,
    )


def option_fields(shown: Shown) -> Iterator[Field]:
    """Yield a yes or no for each option, with the project's own words."""
    conversation = shown.conversation
    for option in shown.request.options:
        words = " ".join(option.text.in_language(conversation.language).split())
        yield Field(
            id=f"options.{option.id}",
            kind=FieldKind.YES_NO,
            label=option_label(option.id, conversation.language),
            help=(text("agreement.quoted", conversation.language, text=words),),
            value=conversation.options.get(option.id),
            is_required=True,
            refusal=shown.say("help.refuse_optional"),
        )


def question_fields(shown: Shown) -> Iterator[Field]:
    """Yield the questions on the text, each with what is to be said to its last answer."""
    language = shown.conversation.language
    pairs = zip(shown.request.comprehension, shown.conversation.questions, strict=True)
    for number, (question, given) in enumerate(pairs):
        feedback = ""
        if given.answer is not None:
            key = "answer.why" if given.answer == question.correct else "answer.wrong"
            feedback = shown.say(key, explanation=question.explanation.in_language(language))
        yield Field(
            id=f"questions.{number}",
            kind=FieldKind.QUESTION,
            label=question.question.in_language(language),
            options=tuple(
                FieldOption(str(place), said.in_language(language))
                for place, said in enumerate(question.answers)
            ),
            value=None if given.answer is None else str(given.answer),
            is_required=True,
            feedback=feedback,
        )


def read_fields(shown: Shown) -> Iterator[Field]:
    """Yield whether the whole text was read."""
    yield Field(
        id="text_read",
        kind=FieldKind.YES_NO,
        label=shown.say("field.text_read"),
        help=(shown.say("help.text_read"),),
        value=shown.conversation.text_read,
        is_required=True,
    )


def _asked(shown: Shown, item: Item) -> tuple[str, ...]:
    """Return what the text says of an item: not its heading, and not what a no means."""
    language = shown.conversation.language
    need = text(f"agreement.{'required' if item.required else 'optional'}", language)
    parts = item_parts(item, language)
    return tuple(
        part.text for part in parts if part.kind is PartKind.PARAGRAPH and part.text != need
    )


def _owned(shown: Shown, item: Item) -> tuple[str, ...]:
    own = shown.own.get(item.id)
    if own is None:
        return ()
    if own.records <= 1:
        return (shown.say("help.own_one" if own.records == 1 else "help.own_none"),)
    count = count_in_words(own.records, shown.conversation.language)
    return (shown.say("help.own_many", count=count),)


def _fine(shown: Shown, item: Item, choice: ItemChoice) -> Iterator[Field]:
    language = shown.conversation.language
    name = item_label(shown.request, item, language)
    types = _types(shown, item, choice)
    if len(types) > 1:
        yield Field(
            id=f"items.{item.id}.types",
            kind=FieldKind.SEVERAL,
            label=shown.say("field.types", name=name),
            help=(shown.say("help.types"),),
            options=types,
            value=choice.types,
        )
    first, last = item.window.from_, item.window.until
    days = (choice.from_, choice.until)
    yield Field(
        id=f"items.{item.id}.window",
        kind=FieldKind.DAYS,
        label=shown.say("field.window", name=name),
        help=(
            shown.say(
                "help.window",
                first=day_in_words(first).in_language(language),
                last=day_in_words(last).in_language(language),
            ),
        ),
        value=days if any(days) else None,
        earliest=first,
        latest=last,
    )
    yield from _coarser(shown, item, choice, name)
    yield Field(
        id=f"items.{item.id}.excluded",
        kind=FieldKind.RECORDS,
        label=shown.say("field.excluded", name=name),
        help=(shown.say("help.excluded"),),
        value=choice.excluded_records or None,
    )


def _coarser(shown: Shown, item: Item, choice: ItemChoice, name: str) -> Iterator[Field]:
    """Yield the choice of how fine, where there is anything coarser to choose."""

    def in_words(resolution: Resolution) -> str:
        return text(f"request_words.resolutions.{resolution}", shown.conversation.language)

    possible = resolutions_of(item)
    if len(possible) > 1:
        yield Field(
            id=f"items.{item.id}.resolution",
            kind=FieldKind.CHOICE,
            label=shown.say("field.resolution", name=name),
            help=(shown.say("help.resolution", asked=in_words(item.finest_resolution)),),
            options=tuple(FieldOption(each.value, in_words(each)) for each in possible),
            value=None if choice.resolution is None else choice.resolution.value,
        )


def _types(shown: Shown, item: Item, choice: ItemChoice) -> tuple[FieldOption, ...]:
    """Return the types that can be chosen: those asked for, those there are, or all known."""
    own = shown.own.get(item.id)
    counts: Mapping[str, int] = own.types if own is not None else {}
    names: tuple[str, ...] = item.types or tuple(counts) or _known_types(item)
    # What was chosen before stays in sight, also when there is none of it now.
    names += tuple(name for name in choice.types or () if name not in names)
    return tuple(FieldOption(name, _with_count(shown, name, counts)) for name in names)


def _known_types(item: Item) -> tuple[str, ...]:
    episodes = (each.id for each in episode_kinds().values() if each.category == item.category)
    return (*(each.id for each in types_of(item.category)), *episodes)


def _with_count(shown: Shown, name: str, counts: Mapping[str, int]) -> str:
    said = type_name(name, shown.conversation.language)
    if name not in counts:
        return said
    return f"{said} ({count_in_words(counts[name], shown.conversation.language)})"
