"""One page of the conversation as plain data, for every skin alike.

A skin lays out what is here and adds no words of its own to what is asked; what a person
enters goes to ``consent.flow.fields.answer`` under the field's id. Must not know: any
window or terminal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from consent.agreement import Part
from consent.flow.missing import Missing
from consent.flow.steps import StepId
from datadonor.texts import Language, text

Days = tuple[date | None, date | None]
"""The first and the last day, both included; nothing where it is as asked."""

Value = bool | str | date | tuple[str, ...] | Days | None
"""What a field holds; nothing if it was not answered."""


class FieldKind(StrEnum):
    """What a person enters, and what ``Field.value`` holds.

    - ``yes_no``: a bool. Neither is chosen beforehand.
    - ``choice``, ``question``: the id of one option.
    - ``several``: ids of options, at least one; nothing is all of them.
    - ``days``: a pair of days; nothing for either is as asked.
    - ``day``: one day.
    - ``records``: names of records that are left out, which a list of records offers.
    """

    YES_NO = "yes_no"
    CHOICE = "choice"
    QUESTION = "question"
    SEVERAL = "several"
    DAYS = "days"
    DAY = "day"
    RECORDS = "records"


class FieldOption(NamedTuple):
    """One of the things that can be chosen."""

    id: str
    label: str


@dataclass(frozen=True)
class Field:
    """One thing to answer.

    Attributes:
        id: What ``consent.flow.fields.answer`` knows it by.
        kind: What is entered.
        label: What is asked. Unique on its page.
        help: Sentences below it, in their order.
        options: To choose between, in their order.
        value: The answer so far.
        is_required: Whether it has to be answered before anything can be signed.
        refusal: What a no means; empty where there is none to say.
        feedback: What is to be said to the answer given: to questions.
        earliest: The first day that can be chosen.
        latest: The last one.
    """

    id: str
    kind: FieldKind
    label: str
    help: tuple[str, ...] = ()
    options: tuple[FieldOption, ...] = ()
    value: Value = None
    is_required: bool = False
    refusal: str = ""
    feedback: str = ""
    earliest: date | None = None
    latest: date | None = None


class AnswerLine(NamedTuple):
    """One answer in words.

    Attributes:
        label: What was asked.
        value: What was answered.
        field: Its field; empty where it cannot be changed here.
    """

    label: str
    value: str
    field: str


class AnswerGroup(NamedTuple):
    """Answers that belong together, and the step where they are changed."""

    heading: str
    step: StepId
    lines: tuple[AnswerLine, ...]


class ActionId(StrEnum):
    """What a person can do on a page beside answering."""

    NEXT = "next"
    BACK = "back"
    NO_TO_REST = "no_to_rest"
    SIGN = "sign"
    SAY_NO = "say_no"
    DECIDE_LATER = "decide_later"
    WITHDRAW = "withdraw"
    KEEP = "keep"


class Action(NamedTuple):
    """One thing to do. One that is not possible yet is shown all the same."""

    id: ActionId
    label: str
    is_possible: bool = True


@dataclass(frozen=True)
class Page:
    """One step, ready to be laid out.

    Attributes:
        id: Which step.
        number: Of the step, from 1.
        of: How many steps there are.
        heading: A question.
        parts: What is to be read, top to bottom: paragraphs, headings below the page's
            own, entries of lists.
        fields: What is to be answered, in their order.
        notes: What is to be said beside it: that all is answered, or what is missing.
        groups: All answers so far; on the page that checks them.
        missing: What is missing on this page; on the last two, on any.
        document: The whole text that is agreed to; on the last two pages.
        actions: What can be done, in their order.
    """

    id: StepId
    number: int
    of: int
    heading: str
    parts: tuple[Part, ...] = ()
    fields: tuple[Field, ...] = ()
    notes: tuple[str, ...] = ()
    groups: tuple[AnswerGroup, ...] = ()
    missing: tuple[Missing, ...] = ()
    document: str = ""
    actions: tuple[Action, ...] = ()


class OwnData(NamedTuple):
    """What the person has of one item, in plain numbers.

    Attributes:
        records: How many in the item's window.
        types: Type → how many of them; empty if nobody counted.
    """

    records: int
    types: Mapping[str, int] = {}


def action(which: ActionId, language: Language, *, is_possible: bool = True) -> Action:
    """Return an action with its label."""
    return Action(which, text(f"consent_flow.action.{which}", language), is_possible)
