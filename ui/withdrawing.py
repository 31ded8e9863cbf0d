"""Taking a consent back: what it stops, what it cannot undo, and what comes after. No Qt.

Read and done on the database thread; the rules are ``consent.withdrawing``'s and the
consent book's.
"""

from dataclasses import dataclass
from typing import NamedTuple

from consent.agreement import Part, agreement_sections, item_name
from consent.case import Which, case_of
from consent.choices import Choices
from consent.withdrawing import Reach, reach_of, require_withdrawable
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.texts import Language
from export.noticing import due_notices
from ui.mandating import NOBODY_ELSE, Deciders, Keys, deciders_if_readable, open_signers


class Returnable(NamedTuple):
    """One item that could be taken back by itself, and what that comes to."""

    id: str
    name: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What there is to take back.

    Attributes:
        project: The registry's id.
        title: What the project is called.
        promise: What the request's own text says of changing one's mind.
        items: What was granted, in the request's order; empty if it cannot be read, and
            then only all of it can be taken back.
        deciders: Who may decide for the person.
    """

    project: str
    title: str
    promise: tuple[Part, ...]
    items: tuple[Returnable, ...]
    deciders: Deciders = NOBODY_ELSE


class Withdrawn(NamedTuple):
    """What became of it.

    Attributes:
        is_rest_in_force: Whether the rest of the consent stands.
        is_notice_due: Whether data had been sent, so that the recipient is to be told.
    """

    is_rest_in_force: bool
    is_notice_due: bool


def read_withdrawal(opened: OpenVault, project: str, language: Language) -> Withdrawal:
    """Return what there is to take back of the last consent to a project.

    Raises:
        ConsentMissing: There is nothing.
        RequestUnknown: There is no such project.
    """
    case = case_of(opened, project, language, Which.AGREED)
    require_withdrawable(case)
    request = case.signed.request
    sections = agreement_sections(request, case.approval.recipient, language)
    promise = next((each.parts[1:] for each in sections if each.id == "regret"), ())
    try:
        choices = case.choices()
    except DatadonorError:
        choices = None  # what cannot be read can still be taken back, whole
    granted = (
        []
        if choices is None
        else [
            item
            for item in request.items
            if choices.is_granted(item.id) and item.id not in case.consent.withdrawn_items
        ]
    )
    return Withdrawal(
        project=project,
        title=" ".join(request.title.in_language(language).split()),
        promise=promise,
        items=tuple(
            Returnable(item.id, item_name(item, language), reach_of(case, item.id))
            for item in granted
        ),
        deciders=deciders_if_readable(opened),
    )


def withdraw(
    opened: OpenVault,
    project: str,
    item: str | None,
    reason: str,
    language: Language,
    keys: Keys = (),
) -> Withdrawn:
    """Take back a consent, whole or one item of it.

    Args:
        opened: The vault.
        project: The registry's id.
        item: One item, or nothing for all.
        reason: In the person's own words, for themselves alone; or empty.
        language: In which they decided.
        keys: Of those who decide for the person.

    Raises:
        HolderPassphraseWrong: One of the keys does not open.
        ConsentMissing, ItemNotGranted, ReasonUnfit, VaultReadOnly, DiskFull, DiskRefused:
            As ``ConsentBook.withdraw`` says. Nothing was changed.
    """
    case = case_of(opened, project, language, Which.AGREED)
    require_withdrawable(case, item)
    said = Choices(language=language.value)
    signers = open_signers(opened, keys)
    reason_said = reason.strip() or None
    case.book.withdraw(case.signed.request, item, reason_said, said, signers=signers)
    now = case_of(opened, project, language, Which.AGREED)
    return Withdrawn(now.is_in_force, bool(due_notices(opened, project)))
