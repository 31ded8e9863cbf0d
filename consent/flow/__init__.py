"""The conversation in which a person decides about a project, step by step.

Who and why, which data, how fine, how long and how often, options, what happens if one
regrets it, questions on the text, all answers, and the signature. What has been answered
is a frozen ``Conversation``; each answer gives a new one or is refused at once; a ``Page``
is what a skin shows. It can be left at any step and gone on with on another day.

Answers, pages and what is missing are plain data. Only ``consent.flow.keeping`` knows the
vault, and nothing here knows a window, a terminal, the network or the clock.
"""

from consent.flow.answering import helped_by, refuse_rest
from consent.flow.conversation import (
    Conversation,
    begin,
    begin_from,
    choices_of,
    in_language,
    parse_conversation,
)
from consent.flow.errors import (
    AnswerUnfit,
    ConversationElsewhere,
    ConversationUnreadable,
    NotReadyToSign,
    WindowReversed,
)
from consent.flow.fields import answer
from consent.flow.keeping import (
    discard_conversation,
    load_conversation,
    save_conversation,
    unfinished_conversations,
)
from consent.flow.missing import Missing, choices_to_sign, missing
from consent.flow.page import (
    Action,
    ActionId,
    AnswerGroup,
    AnswerLine,
    Field,
    FieldKind,
    FieldOption,
    OwnData,
    Page,
)
from consent.flow.pages import page
from consent.flow.resuming import Resumption, resumed
from consent.flow.steps import StepId, steps_of
from consent.flow.walking import go_to, next_step, previous_step

__all__ = [
    "Action",
    "ActionId",
    "AnswerGroup",
    "AnswerLine",
    "AnswerUnfit",
    "Conversation",
    "ConversationElsewhere",
    "ConversationUnreadable",
    "Field",
    "FieldKind",
    "FieldOption",
    "Missing",
    "NotReadyToSign",
    "OwnData",
    "Page",
    "Resumption",
    "StepId",
    "WindowReversed",
    "answer",
    "begin",
    "begin_from",
    "choices_of",
    "choices_to_sign",
    "discard_conversation",
    "go_to",
    "helped_by",
    "in_language",
    "load_conversation",
    "missing",
    "next_step",
    "page",
    "parse_conversation",
    "previous_step",
    "refuse_rest",
    "resumed",
    "save_conversation",
    "steps_of",
    "unfinished_conversations",
]
