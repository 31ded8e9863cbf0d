"""Where a conversation about consent begins: anew, from what is in force, or where it was left."""

from collections.abc import Iterator, Mapping

from consent.flow import (
    Conversation,
    ConversationElsewhere,
    OwnData,
    Resumption,
    in_language,
    resumed,
)
from consent.flow.conversation import begin, begin_from
from consent.request import SignedRequest
from consent.shelf import RequestShelf, RequestUnknown
from consent.trial import everything_asked, try_choices
from datadonor.cli.common import Common
from datadonor.cli.consent_case import ConsentCase
from datadonor.cli.consent_document import unfinished
from datadonor.texts import text


def begun(common: Common, case: ConsentCase, *, is_change: bool) -> tuple[Conversation, list[str]]:
    """Return the conversation to go on with, and what is to be said first.

    Args:
        common: Whose language it is in.
        case: The request, and how its project stands.
        is_change: Whether it is about changing what is in force.
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
            conversation = in_language(conversation, signed.request, recipient, common.language)
            return conversation, list(_resumption_lines(common, found))
    choices = case.choices() if is_change else None
    lines = [common.text("talk.welcome_change" if is_change else "talk.welcome"), *_ways(common)]
    if choices is None:
        return begin(signed, recipient, common.language), lines
    return begin_from(choices, signed, recipient, common.language), lines


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


def _before(case: ConsentCase, kept: Conversation) -> SignedRequest | None:
    """Return the version that the kept answers were given to, if it is another one."""
    if kept.request_sha256 == case.signed.digest:
        return None
    try:
        return RequestShelf(case.opened).exactly(kept.request_sha256)
    except RequestUnknown:
        return None


def _resumption_lines(common: Common, found: Resumption) -> Iterator[str]:
    yield common.text("talk.welcome_back")
    if found.changes:
        yield text("consent_flow.resumed.changed", common.language)
        yield from (f"- {change.sentence(common.language)}" for change in found.changes)
    if found.dropped:
        yield text("consent_flow.resumed.dropped", common.language)
    if found.is_text_changed:
        yield text("consent_flow.resumed.text", common.language)
    yield from _ways(common)


def _ways(common: Common) -> Iterator[str]:
    yield common.text("talk.ways")
