"""Going on with a conversation on another day, when the request may have changed.

The same request is gone on with as if nothing had happened. Another version is not
answered by old answers in silence: what changed is said, an answer is carried over only
where its question is the same and it still keeps within what is asked, and the person
begins at the first step. Must not know: screens, the vault, the clock.
"""

from typing import NamedTuple

from consent.agreement import agreement_text
from consent.choice_rules import RAREST_FIRST, item_widenings, last_day_of
from consent.flow.conversation import (
    Conversation,
    ItemAnswer,
    QuestionAnswer,
    begin,
    require_about,
)
from consent.flow.errors import ConversationElsewhere
from consent.request import Item, ProjectRequest, SignedRequest
from consent.request_versions import Change, compare_requests
from datadonor.registry.targets import Recipient
from datadonor.texts import text


class Resumption(NamedTuple):
    """A conversation to go on with, and what is to be said first.

    Attributes:
        conversation: About the request as it is now.
        changes: What changed in the request since the answers were given.
        dropped: Fields whose answers no longer hold, in the order of the steps.
        is_text_changed: Whether the text is another one, and is to be read again.
    """

    conversation: Conversation
    changes: tuple[Change, ...] = ()
    dropped: tuple[str, ...] = ()
    is_text_changed: bool = False

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.changes or self.dropped or self.is_text_changed)

    def sentences(self) -> tuple[str, ...]:
        """Return what is to be said before going on, in the conversation's language."""
        language = self.conversation.language
        said = [text("consent_flow.resumed.changed", language)] if self.changes else []
        said += [change.sentence(language) for change in self.changes]
        if self.dropped:
            said.append(text("consent_flow.resumed.dropped", language))
        if self.is_text_changed:
            said.append(text("consent_flow.resumed.text", language))
        return tuple(said)


def resumed(
    conversation: Conversation,
    now: SignedRequest,
    recipient: Recipient | None,
    before: SignedRequest | None = None,
) -> Resumption:
    """Go on with a conversation that was kept.

    Args:
        conversation: As it was kept.
        now: The request as it is on the shelf now.
        recipient: The registry's record of who gets the data.
        before: The request that the answers were given to, if it is another one. Without
            it nobody can tell what still fits, and no answer is carried over.

    Raises:
        ConversationElsewhere: It is of another project, or ``before`` is not what it is about.
    """
    if conversation.project != now.request.id:
        raise ConversationElsewhere
    digest = agreement_text(now.request, recipient, conversation.language).digest
    is_changed = digest != conversation.text_sha256
    if conversation.request_sha256 == now.digest:
        require_about(conversation, now.request)
        if is_changed:
            conversation = conversation.model_copy(
                update={"text_sha256": digest, "text_read": None}
            )
        return Resumption(conversation, is_text_changed=is_changed)
    fresh = begin(now, recipient, conversation.language)
    if before is None:
        return Resumption(fresh, (), answered_fields(conversation), is_changed)
    if before.digest != conversation.request_sha256:
        raise ConversationElsewhere
    require_about(conversation, before.request)
    kept = _carried_over(conversation, fresh, before.request, now.request)
    still = set(answered_fields(kept))
    return Resumption(
        kept,
        tuple(compare_requests(before.request, now.request)),
        tuple(field for field in answered_fields(conversation) if field not in still),
        is_changed,
    )


def answered_fields(conversation: Conversation) -> tuple[str, ...]:
    """Return the fields that have an answer, in the order of the steps."""
    single = ("frequency", "expires", "text_read")
    return (
        *(name for name in ("given_by", "basis") if getattr(conversation, name) is not None),
        *(
            f"items.{item_id}.granted"
            for item_id, answer in sorted(conversation.items.items())
            if answer.granted is not None
        ),
        *(f"demographics.{which}" for which in sorted(conversation.demographics)),
        *(f"options.{option}" for option in sorted(conversation.options)),
        *(
            f"questions.{number}"
            for number, each in enumerate(conversation.questions)
            if each.answer is not None
        ),
        *(name for name in single if getattr(conversation, name) is not None),
    )


def _carried_over(
    conversation: Conversation, fresh: Conversation, before: ProjectRequest, now: ProjectRequest
) -> Conversation:
    texts = {option.id: option.text for option in before.options}
    options = {
        option.id: conversation.options[option.id]
        for option in now.options
        if option.id in conversation.options and texts.get(option.id) == option.text
    }
    demographics = {
        which: conversation.demographics[which]
        for which in now.demographics
        if which in conversation.demographics
    }
    items = {
        item.id: conversation.items[item.id]
        for item in now.items
        if item.id in conversation.items
        and _still_fits(conversation.items[item.id], before.item(item.id), item)
    }
    questions: tuple[QuestionAnswer, ...] = fresh.questions
    if now.comprehension == before.comprehension:
        questions = conversation.questions
    frequency, expires = conversation.frequency, conversation.expires
    if frequency is not None and (
        RAREST_FIRST.index(frequency) > RAREST_FIRST.index(now.frequency)
    ):
        frequency = None
    if expires is not None and expires > last_day_of(now):
        expires = None
    return fresh.model_copy(
        update={
            "purpose": conversation.purpose,
            "items": items,
            "demographics": demographics,
            "options": options,
            "questions": questions,
            "frequency": frequency,
            "expires": expires,
            "given_by": conversation.given_by,
            "basis": conversation.basis,
            "assisted_by": conversation.assisted_by,
        }
    )


def _still_fits(answer: ItemAnswer, before: Item | None, now: Item) -> bool:
    """Say whether an answer to an item still answers it.

    An item that was made smaller is still the same question; a yes to more than is asked
    now is not an answer any more, and neither is one to another reason or kind of data.
    """
    if before is None or _asks_more(before, now):
        return False
    return next(item_widenings(now, answer.narrowed), None) is None


def _asks_more(before: Item, now: Item) -> bool:
    """Say whether an item asks for anything that it did not ask for before."""
    types_before, types_now = before.types, now.types
    has_new_types = types_before is not None and (
        types_now is None or not set(types_now) <= set(types_before)
    )
    return (
        has_new_types
        or (before.category, before.why, before.dates) != (now.category, now.why, now.dates)
        or (now.required and not before.required)
        or now.window.from_ < before.window.from_
        or now.window.until > before.window.until
        or now.finest_resolution.rank < before.finest_resolution.rank
    )
