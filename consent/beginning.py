"""Where a conversation about a project begins: where it was left, or anew.

The one place that looks into the vault for it; the conversation itself is plain data
(``consent.flow``). Used on the vault's writing thread.
"""

from collections.abc import Mapping
from typing import NamedTuple

from consent.case import ConsentCase
from consent.choices import Helper
from consent.flow import (
    Conversation,
    ConversationElsewhere,
    ConversationUnreadable,
    Missing,
    OwnData,
    Resumption,
    begin,
    begin_from,
    helped_by,
    in_language,
    load_conversation,
    missing,
    resumed,
)
from consent.periods import local_day
from consent.request import SignedRequest
from consent.shelf import RequestShelf, RequestUnknown
from consent.trial import everything_asked, try_choices
from datadonor.texts import Language


class Beginning(NamedTuple):
    """A conversation to go on with.

    Attributes:
        conversation: About the request of the case, in the language asked for.
        resumption: What became of it since it was left; nothing if it begins anew.
    """

    conversation: Conversation
    resumption: Resumption | None = None


def begun(case: ConsentCase, language: Language, *, is_change: bool) -> Beginning:
    """Return the conversation to go on with: the one that was left, or else a new one.

    Args:
        case: The request, and how its project stands.
        language: The person's.
        is_change: Whether it is about changing what is in force.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: What is to be changed cannot be read.
    """
    signed, recipient = case.signed, case.approval.recipient
    kept = unfinished(case)
    purpose = "change" if is_change else "give"
    if kept is not None and kept.purpose == purpose:
        try:
            found = resumed(kept, signed, recipient, _before(case, kept))
        except ConversationElsewhere:
            pass  # nothing follows from a conversation: it is begun anew
        else:
            conversation = found.conversation.model_copy(update={"purpose": purpose})
            conversation = in_language(conversation, signed.request, recipient, language)
            conversation = _with_helper(case, conversation)
            return Beginning(conversation, found._replace(conversation=conversation))
    choices = case.choices() if is_change else None
    if choices is None:
        return Beginning(_with_helper(case, begin(signed, recipient, language)))
    return Beginning(_with_helper(case, begin_from(choices, signed, recipient, language)))


def own_data(case: ConsentCase) -> Mapping[str, OwnData]:
    """Return what the person has of each item: how many records would go by a yes to it."""
    request = case.signed.request
    connection, now = case.opened.vault.connection, case.opened.log.now()
    trial = try_choices(connection, request, everything_asked(request), now)
    return {
        item.item: OwnData(
            item.whole.going, {name: tally.going for name, tally in item.types.items()}
        )
        for item in trial.items
    }


def unfinished(case: ConsentCase) -> Conversation | None:
    """Return the conversation about a project that was left, if it can be gone on with.

    One that cannot be read is none: nothing follows from a conversation.
    """
    try:
        return load_conversation(case.opened.vault.connection, case.signed.request.id)
    except ConversationUnreadable:
        return None


def missing_in(case: ConsentCase) -> tuple[Missing, ...] | None:
    """Return what is missing in the conversation that was left; nothing if there is none."""
    kept = unfinished(case)
    if kept is None:
        return None
    try:
        asked = RequestShelf(case.opened).exactly(kept.request_sha256)
        return missing(kept, asked.request, local_day(case.opened.log.now()))
    except (ConversationElsewhere, RequestUnknown):
        return None


# -- within ---------------------------------------------------------------------------


def _with_helper(case: ConsentCase, conversation: Conversation) -> Conversation:
    """Name whoever helps now, and nobody who helped when the conversation was left."""
    assistance = case.opened.log.assistance
    helper = None if assistance is None else Helper(**dict(assistance.helper))
    return helped_by(conversation, helper)


def _before(case: ConsentCase, kept: Conversation) -> SignedRequest | None:
    """Return the version that the kept answers were given to, if it is another one."""
    if kept.request_sha256 == case.signed.digest:
        return None
    try:
        return RequestShelf(case.opened).exactly(kept.request_sha256)
    except RequestUnknown:
        return None
