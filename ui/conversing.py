"""What the conversation about consent reads and does, on the database thread. No Qt.

Answers are plain data (``consent.flow``) and given on the page itself; here is what needs
the vault: where a conversation begins, that it is kept, and how it ends. What the registry
says is asked anew at the end, so that nothing is signed by what was true at the beginning.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from consent.beginning import begun
from consent.book import ConsentInForce
from consent.case import ConsentCase, Which, case_of, case_to_answer
from consent.choices import Choices
from consent.deciding import Declined, leave_for_later, require_answerable, say_no, say_yes
from consent.flow import (
    Conversation,
    ConversationElsewhere,
    choices_to_sign,
    discard_conversation,
    save_conversation,
)
from consent.periods import local_day
from consent.request import ProjectRequest, SignedRequest
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError
from datadonor.registry.targets import Recipient
from datadonor.texts import Language
from ui.mandating import NOBODY_ELSE, Deciders, Keys, deciders_if_readable, open_signers

CHANGE: Final = "#change"
"""Behind a project's id where the page is opened: about the consent in force, also if a
newer version of the request is there to be answered."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One conversation as it is taken up.

    Attributes:
        conversation: Where it stands, in the person's language.
        signed: The request it is about.
        recipient: The registry's record of who gets the data.
        today: In Denmark.
        is_change: Whether it changes the consent in force.
        has_older: Whether a consent to an earlier version is in force meanwhile.
        is_resumed: Whether it was begun another time.
        news: What is to be said first, because the request has changed since.
        deciders: Who may decide for the person.
    """

    conversation: Conversation
    signed: SignedRequest
    recipient: Recipient | None
    today: date
    is_change: bool
    has_older: bool
    is_resumed: bool
    news: tuple[str, ...]
    deciders: Deciders = NOBODY_ELSE

    @property
    def request(self) -> ProjectRequest:
        """What is asked."""
        return self.signed.request


class Barred(NamedTuple):
    """There is nothing to answer, and why."""

    error: DatadonorError


def sit_down(opened: OpenVault, errand: str, language: Language) -> Sitting | Barred:
    """Return the conversation about a project, taken up where it was left.

    Args:
        opened: The vault.
        errand: The project's id, with ``CHANGE`` behind it or not. Without it, the newest
            version of the request is answered, or changed if it is the one in force.
        language: The person's.
    """
    project = errand.removesuffix(CHANGE)
    try:
        case = case_to_answer(opened, project, language, None)
        is_change = errand.endswith(CHANGE) or case.is_answered_yes
        if is_change:
            case = case_of(opened, project, language, Which.AGREED)
        require_answerable(case, is_change=is_change)
        beginning = begun(case, language, is_change=is_change)
    except DatadonorError as error:
        # The traceback would keep alive what was read.
        return Barred(error.with_traceback(None))
    found = beginning.resumption
    return Sitting(
        conversation=beginning.conversation,
        signed=case.signed,
        recipient=case.approval.recipient,
        today=local_day(opened.log.now()),
        is_change=is_change,
        has_older=case.is_in_force and not is_change,
        is_resumed=found is not None,
        news=() if found is None else found.sentences(),
        deciders=deciders_if_readable(opened),
    )


def keep(opened: OpenVault, conversation: Conversation) -> None:
    """Keep every answer, so that nothing is lost by locking.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    save_conversation(opened, conversation, opened.log.now())


# -- how it ends ------------------------------------------------------------------------


def sign(opened: OpenVault, conversation: Conversation, keys: Keys = ()) -> None:
    """Write a yes down, by what the registry says now.

    Args:
        opened: The vault.
        conversation: What was answered.
        keys: Of those who decide for the person.

    Raises:
        NotReadyToSign: Something is missing.
        HolderPassphraseWrong: One of the keys does not open.
        DatadonorError: As ``consent.deciding.say_yes`` says. Nothing was changed.
    """
    case = _case(opened, conversation)
    today = local_day(opened.log.now())
    choices = choices_to_sign(conversation, case.signed.request, today)
    signers = open_signers(opened, keys)
    say_yes(case, choices, is_change=_is_change(conversation), signers=signers)


def refuse(opened: OpenVault, conversation: Conversation, keys: Keys = ()) -> Declined:
    """Write a no down to what was asked. A yes in force is taken back on a page of its own.

    Args:
        opened: The vault.
        conversation: What was answered.
        keys: Of those who decide for the person.

    Raises:
        HolderPassphraseWrong: One of the keys does not open.
        ConsentInForce: There is one to this very request.
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    case = _case(opened, conversation)
    if _is_change(conversation) or case.is_answered_yes:
        raise ConsentInForce
    said = Choices(language=conversation.language.value)
    return say_no(case, said, is_change=False, signers=open_signers(opened, keys))


def put_off(opened: OpenVault, conversation: Conversation) -> None:
    """Keep the answers for another day, and say so in the log if nothing was decided yet.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    keep(opened, conversation)
    is_own = conversation.given_by == "self"
    leave_for_later(_case(opened, conversation), SELF, is_own=is_own)


def keep_as_it_is(opened: OpenVault, conversation: Conversation) -> None:
    """Forget the answers to a change; the consent stands as it stood.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    discard_conversation(opened, conversation.project)


def _is_change(conversation: Conversation) -> bool:
    return conversation.purpose == "change"


def _case(opened: OpenVault, conversation: Conversation) -> ConsentCase:
    """Return the request that a conversation is about, and how its project stands now."""
    version = conversation.request_version
    case = case_to_answer(opened, conversation.project, conversation.language, version)
    if case.signed.digest != conversation.request_sha256:
        raise ConversationElsewhere
    return case
