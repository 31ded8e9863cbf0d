"""Leaving single records out of a donation: noted at once, in force when it is signed.

A record that is un-ticked is noted in the conversation about changing the consent, so that
locking loses nothing. It takes a signature to make it hold: from then on the record stays,
and the recipient is told how many stay and never which. Database thread. No Qt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from consent.beginning import begun
from consent.book import ConsentMissing
from consent.case import ConsentCase, Which, case_of
from consent.choices import Choices, ItemChoice
from consent.flow import (
    Conversation,
    begin_from,
    choices_of,
    discard_conversation,
    save_conversation,
)
from consent.flow.answering import leave_out_records
from datadonor.audit.custody import OpenVault
from datadonor.records.record_id import RecordMissing
from datadonor.texts import Language
from ui.preview_rows import held_words

MOST_SHOWN: Final = 200
"""Records that stay, one by one; there may be ten thousand. Source: our choice."""


class Kept(NamedTuple):
    """A record that stays by a decision in force: its name, its item, and what it is."""

    record: str
    item: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out, in force and noted.

    Attributes:
        in_force: Records that stay by the consent in force, the first of them.
        count: How many those are in all.
        leaving: Noted to stay and not signed yet: record → item.
        returning: Noted to be sent again, and not signed yet: record → item.
        has_more: Other changes of the consent were begun besides: they are to be finished
            where they were begun, and these with them.
        is_by_others: Somebody else said yes for the person. Whose word the change is, is asked
            where a consent is changed.
    """

    in_force: tuple[Kept, ...]
    count: int
    leaving: Mapping[str, str]
    returning: Mapping[str, str]
    has_more: bool
    is_by_others: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything waits for a signature."""
        return bool(self.leaving or self.returning)


NOTHING: Final = LeftOut((), 0, {}, {}, has_more=False)
"""Until it is read."""


def left_out(opened: OpenVault, project: str, language: Language) -> LeftOut:
    """Read what is left out, and what is noted.

    Raises:
        ConsentMissing: No consent is in force.
        DatadonorError: What was signed cannot be read.
    """
    case, choices = _case(opened, project, language)
    held = _by_record(choices)
    kept = begun(case, language, is_change=True).conversation
    noted = _by_record_of(kept)
    return LeftOut(
        in_force=_shown(opened, held, language),
        count=len(held),
        leaving={name: item for name, item in noted.items() if name not in held},
        returning={name: item for name, item in held.items() if name not in noted},
        has_more=_says_more(kept, case, choices, language),
        is_by_others=choices.given_by != "self",
    )


def note(
    opened: OpenVault, project: str, item: str, record: str, language: Language, *, stays: bool
) -> LeftOut:
    """Note that a record is to stay, or to be sent again. Nothing changes until it is signed.

    Raises:
        AnswerUnfit: There are more than one signed decision has room for.
        ConsentMissing: No consent is in force.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was noted.
    """
    case, _ = _case(opened, project, language)
    conversation = begun(case, language, is_change=True).conversation
    before = conversation.item(item).narrowed.excluded_records
    after = tuple(each for each in before if each != record) + ((record,) if stays else ())
    changed = leave_out_records(conversation, case.signed.request, item, after)
    save_conversation(opened, changed, opened.log.now())
    return left_out(opened, project, language)


def forget(opened: OpenVault, project: str, language: Language) -> LeftOut:
    """Take back what was noted and not signed; other changes that were begun are kept."""
    case, choices = _case(opened, project, language)
    conversation = begun(case, language, is_change=True).conversation
    if not _says_more(conversation, case, choices, language):
        discard_conversation(opened, project)
        return left_out(opened, project, language)
    for item in conversation.items:
        names = _excluded(choices, item)
        if conversation.item(item).narrowed.excluded_records != names:
            conversation = leave_out_records(conversation, case.signed.request, item, names)
    save_conversation(opened, conversation, opened.log.now())
    return left_out(opened, project, language)


def sign(opened: OpenVault, project: str, language: Language) -> None:
    """Make what is noted hold: the choices in force, with these records left out.

    Whoever calls this has made sure that it is the owner who sits there.

    Raises:
        ConsentMissing: No consent is in force.
        MandateNeeded: Somebody else said yes for the person. Nobody's word is turned into
            another's here.
        DatadonorError: As ``ConsentBook.change`` says. Nothing was changed.
    """
    case, choices = _case(opened, project, language)
    conversation = begun(case, language, is_change=True).conversation
    items = {
        item: choice.model_copy(
            update={"excluded_records": conversation.item(item).narrowed.excluded_records}
        )
        if choice.granted
        else choice
        for item, choice in choices.items.items()
    }
    case.book.change(case.signed, choices.model_copy(update={"items": items}), case.approval)


# -- within ---------------------------------------------------------------------------


def _case(opened: OpenVault, project: str, language: Language) -> tuple[ConsentCase, Choices]:
    case = case_of(opened, project, language, Which.AGREED)
    choices = case.choices() if case.is_in_force else None
    if choices is None:
        raise ConsentMissing
    return case, choices


def _excluded(choices: Choices, item: str) -> tuple[str, ...]:
    choice = choices.items.get(item)
    return () if choice is None else choice.excluded_records


def _by_record(choices: Choices) -> dict[str, str]:
    return {
        name: item
        for item, choice in choices.items.items()
        if choice.granted
        for name in choice.excluded_records
    }


def _by_record_of(conversation: Conversation) -> dict[str, str]:
    return {
        name: item
        for item, answer in conversation.items.items()
        if answer.granted
        for name in answer.narrowed.excluded_records
    }


def _says_more(
    conversation: Conversation, case: ConsentCase, choices: Choices, language: Language
) -> bool:
    """Say whether a conversation changes anything but which records are left out."""
    fresh = begin_from(choices, case.signed, case.approval.recipient, language)
    return _without_records(conversation) != _without_records(fresh)


def _without_records(conversation: Conversation) -> dict[str, object]:
    choices = choices_of(conversation)
    items: dict[str, ItemChoice] = {
        item: choice.model_copy(update={"excluded_records": ()})
        for item, choice in choices.items.items()
    }
    said = {"items", "options", "demographics", "frequency", "expires"}
    return {**{name: getattr(choices, name) for name in said}, "items": items}


def _shown(opened: OpenVault, held: Mapping[str, str], language: Language) -> tuple[Kept, ...]:
    found = []
    for name, item in list(held.items())[:MOST_SHOWN]:
        try:
            words = held_words(opened.vault.connection, name, language)
        except RecordMissing:
            continue  # it was deleted since
        found.append(Kept(name, item, words))
    return tuple(found)
