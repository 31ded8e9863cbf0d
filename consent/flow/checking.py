"""All answers in words, in groups, each with where to go to change it."""

from collections.abc import Iterable, Iterator

from consent.agreement import type_name
from consent.choice_rules import last_day_of
from consent.choices import ItemChoice
from consent.flow.answering import resolutions_of
from consent.flow.conversation import Conversation
from consent.flow.naming import count_in_words, demographic_label, item_label, option_label
from consent.flow.page import AnswerGroup, AnswerLine
from consent.flow.steps import StepId
from consent.request import Item, ProjectRequest
from consent.vocabulary import day_in_words
from datadonor.texts import Fact, text


def answers_in_words(
    conversation: Conversation, request: ProjectRequest
) -> tuple[AnswerGroup, ...]:
    """Return every answer in words, in the order of the steps; a group without any is left out."""
    told = _Telling(conversation, request)
    groups = (
        ("who", StepId.WHO_AND_WHY, told.who()),
        ("data", StepId.WHICH_DATA, told.data()),
        ("person", StepId.WHICH_DATA, told.person()),
        *(
            (item_label(request, item, conversation.language), StepId.HOW_FINE, told.fine(item))
            for item in request.items
            if conversation.item(item.id).granted
        ),
        ("often", StepId.HOW_LONG_AND_OFTEN, told.often()),
        ("options", StepId.OPTIONS, told.options()),
        ("questions", StepId.QUESTIONS, told.questions()),
    )
    return tuple(_grouped(groups, conversation))


def _grouped(
    groups: Iterable[tuple[str, StepId, Iterator[AnswerLine]]], conversation: Conversation
) -> Iterator[AnswerGroup]:
    for name, step, lines in groups:
        told = tuple(lines)
        is_item = step is StepId.HOW_FINE
        if told:
            heading = name if is_item else text(f"consent_flow.group.{name}", conversation.language)
            yield AnswerGroup(heading, step, told)


class _Telling:
    def __init__(self, conversation: Conversation, request: ProjectRequest) -> None:
        self._conversation = conversation
        self._request = request
        self._language = conversation.language

    def _say(self, key: str, **facts: Fact) -> str:
        return text(f"consent_flow.{key}", self._language, **facts)

    def _yes_or_no(self, said: bool | None) -> str:  # noqa: FBT001 - it is the value told
        if said is None:
            return self._say("answer.none")
        return self._say("answer.yes" if said else "answer.no")

    def _as_asked(self, asked: str) -> str:
        return self._say("answer.as_asked", asked=asked)

    def who(self) -> Iterator[AnswerLine]:
        conversation = self._conversation
        label = self._say("field.given_by")
        if conversation.given_by is None:
            yield AnswerLine(label, self._say("answer.none"), "given_by")
            return
        yield AnswerLine(label, self._say(f"given_by.{conversation.given_by}"), "given_by")
        if conversation.given_by != "self":
            basis = conversation.basis
            said = self._say("answer.none" if basis is None else f"basis.{basis}")
            yield AnswerLine(self._say("field.basis"), said, "basis")
        if conversation.assisted_by is not None:
            yield AnswerLine(self._say("group.helper"), conversation.assisted_by.name, "")

    def data(self) -> Iterator[AnswerLine]:
        for item in self._request.items:
            said = self._yes_or_no(self._conversation.item(item.id).granted)
            label = item_label(self._request, item, self._language)
            yield AnswerLine(label, said, f"items.{item.id}.granted")

    def person(self) -> Iterator[AnswerLine]:
        for which in self._request.demographics:
            said = self._yes_or_no(self._conversation.demographics.get(which))
            label = demographic_label(which, self._language)
            yield AnswerLine(label, said, f"demographics.{which}")

    def fine(self, item: Item) -> Iterator[AnswerLine]:
        field, choice = f"items.{item.id}", self._conversation.item(item.id).narrowed
        yield AnswerLine(self._say("group.types"), self._types(item, choice), f"{field}.types")
        yield AnswerLine(self._say("group.window"), self._window(item, choice), f"{field}.window")
        asked = text(f"request_words.resolutions.{item.finest_resolution}", self._language)
        said = self._as_asked(asked)
        if choice.resolution is not None:
            said = text(f"request_words.resolutions.{choice.resolution}", self._language)
        possible = resolutions_of(item)
        if possible or choice.resolution is not None:
            place = f"{field}.resolution" if len(possible) > 1 else ""
            yield AnswerLine(self._say("group.resolution"), said, place)
        dates = text(f"request_words.dates.{item.dates}", self._language)
        yield AnswerLine(self._say("group.dates"), dates, "")
        count = len(choice.excluded_records)
        said = self._say("answer.left_out_none")
        if count:
            key = "answer.left_out_one" if count == 1 else "answer.left_out"
            said = self._say(key, count=count_in_words(count, self._language))
        yield AnswerLine(self._say("group.left_out"), said, f"{field}.excluded")

    def _types(self, item: Item, choice: ItemChoice) -> str:
        if choice.types is not None:
            return ", ".join(type_name(name, self._language) for name in choice.types)
        if item.types is None:
            return self._as_asked(self._say("answer.all"))
        return self._as_asked(", ".join(type_name(name, self._language) for name in item.types))

    def _window(self, item: Item, choice: ItemChoice) -> str:
        first, last = choice.from_ or item.window.from_, choice.until or item.window.until
        said = self._say(
            "answer.window",
            first=day_in_words(first).in_language(self._language),
            last=day_in_words(last).in_language(self._language),
        )
        is_asked = choice.from_ is None and choice.until is None
        return self._as_asked(said) if is_asked else said

    def often(self) -> Iterator[AnswerLine]:
        chosen, last = self._conversation.frequency, self._conversation.expires
        said = text(f"request_words.frequency.{chosen or self._request.frequency}", self._language)
        said = self._as_asked(said) if chosen is None else said
        yield AnswerLine(self._say("group.frequency"), said, "frequency")
        day = day_in_words(last or last_day_of(self._request)).in_language(self._language)
        said = self._say("answer.until", day=day)
        said = self._as_asked(said) if last is None else said
        yield AnswerLine(self._say("group.expires"), said, "expires")

    def options(self) -> Iterator[AnswerLine]:
        for option in self._request.options:
            said = self._yes_or_no(self._conversation.options.get(option.id))
            yield AnswerLine(option_label(option.id, self._language), said, f"options.{option.id}")

    def questions(self) -> Iterator[AnswerLine]:
        pairs = zip(self._request.comprehension, self._conversation.questions, strict=True)
        for number, (question, given) in enumerate(pairs):
            said = self._say("answer.none")
            if given.answer is not None:
                is_right = given.answer == question.correct
                said = self._say("answer.right" if is_right else "answer.not_right")
            label = self._say("group.question", number=number + 1)
            yield AnswerLine(label, said, f"questions.{number}")
