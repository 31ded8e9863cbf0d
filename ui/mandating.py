"""Who may decide for the person: read and changed on the database thread. No Qt.

What a page shows of it is plain data here; the rules are ``consent.mandates``'. A holder's
passphrase opens their own key while one decision is made, and is kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from consent.documents import ConsentDocumentGone
from consent.mandate import CUSTODY, Mandate, MandateUnreadable, Terms
from consent.mandates import (
    Signer,
    StandingMandate,
    custody_to_hand_over,
    end_mandate,
    hand_over,
    is_to_be_told,
    is_under_age,
    mandates,
    open_signer,
    record_mandate,
)
from consent.periods import local_day
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import EventInvalid, EventUnknown
from datadonor.vault import kdf
from datadonor.vault.keystore import WrongKeyPassphrase
from datadonor.vault.recovery import RecoveryWords

_UNREADABLE = (ConsentDocumentGone, MandateUnreadable, EventUnknown, EventInvalid)


class HolderPassphraseWrong(WrongKeyPassphrase):
    """The passphrase is not that of one of those who decide (fact: ``mandate``)."""


class HolderState(StrEnum):
    """How a right to decide stands."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    OF_AGE = "of_age"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may decide for the person, or who could."""

    digest: str
    mandate: Mandate
    state: HolderState

    @property
    def is_standing(self) -> bool:
        """Whether it holds, or will."""
        return self.state in {HolderState.IN_FORCE, HolderState.TO_COME}

    @property
    def is_correctable(self) -> bool:
        """Whether another can take its place: as ``consent.mandates`` says."""
        return self.state not in {HolderState.REPLACED, HolderState.OF_AGE}


class Decider(NamedTuple):
    """Who could decide just now: one holder, or those who do it together.

    Attributes:
        holders: In the order in which they were recorded.
    """

    holders: tuple[Holder, ...]

    @property
    def key(self) -> str:
        """What it is chosen by."""
        return ".".join(each.digest[:16] for each in self.holders)

    @property
    def capacity(self) -> str:
        """Of all of them."""
        return self.holders[0].mandate.capacity

    @property
    def basis(self) -> str:
        """Of all of them."""
        return self.holders[0].mandate.basis


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who may decide for the person.

    Attributes:
        holders: All that the vault knows, oldest first.
        deciders: Who could decide today, each alone or some together.
        is_under_age: Whether the person is.
        is_to_be_told: Whether they are of an age to be told and asked besides.
        is_due: Whether they have come of age and custody is still written down.
        has_two_birthdays: Whether custody is written down with an 18th birthday that has come,
            and with one that has not.
        today: In Denmark.
    """

    holders: tuple[Holder, ...] = ()
    deciders: tuple[Decider, ...] = ()
    is_under_age: bool = False
    is_to_be_told: bool = False
    is_due: bool = False
    has_two_birthdays: bool = False
    today: date = date.min

    def with_right(self, capacity: str, basis: str | None) -> tuple[Decider, ...]:
        """Return those who decide in a capacity and by a right."""
        return tuple(
            each for each in self.deciders if (each.capacity, each.basis) == (capacity, basis)
        )


NOBODY_ELSE: Final = Deciders()
"""Only the person decides."""

Keys = Sequence[tuple[str, str]]
"""Digests of mandates, each with its holder's passphrase."""


def read_deciders(opened: OpenVault) -> Deciders:
    """Return who may decide for the person.

    Raises:
        ConsentDocumentGone, MandateUnreadable, EventUnknown, EventInvalid: It cannot be read.
    """
    today = local_day(opened.log.now())
    standing = mandates(opened)
    holders = tuple(Holder(each.digest, each.mandate, _state(each, today)) for each in standing)
    able = [each for each in holders if each.state is HolderState.IN_FORCE]
    young = is_under_age(opened, today)
    has_come = bool(custody_to_hand_over(standing, today))
    return Deciders(
        holders,
        tuple(_deciders(able, is_under_age=young)),
        young,
        is_to_be_told(standing, today),
        has_come and not young,
        has_come and young,
        today,
    )


def deciders_if_readable(opened: OpenVault) -> Deciders:
    """Return who may decide; nobody but the person where that cannot be read."""
    try:
        return read_deciders(opened)
    except _UNREADABLE:
        return NOBODY_ELSE


def record(opened: OpenVault, terms: Terms, passphrase: str, replaces: str | None = None) -> None:
    """Write down that somebody may decide, under a passphrase of their own.

    Args:
        opened: The vault.
        terms: Who, and how.
        passphrase: The holder's own.
        replaces: The digest of the right that it is to stand in the place of.

    Raises:
        DatadonorError: As ``consent.mandates.record_mandate`` says. Nothing was changed.
    """
    record_mandate(opened, terms, passphrase, replaces=replaces, kdf=kdf.FLOOR)


def end(opened: OpenVault, digest: str) -> None:
    """End a right to decide.

    Raises:
        DatadonorError: As ``consent.mandates.end_mandate`` says. Nothing was changed.
    """
    end_mandate(opened, digest)


def take_over(opened: OpenVault, passphrase: str) -> RecoveryWords:
    """Give the vault to the person who has come of age; return their new recovery words.

    Raises:
        DatadonorError: As ``consent.mandates.hand_over`` says.
    """
    return hand_over(opened, passphrase, kdf=kdf.FLOOR)


def open_signers(opened: OpenVault, keys: Keys) -> tuple[Signer, ...]:
    """Open the keys of those who decide.

    Raises:
        HolderPassphraseWrong: Of the first whose passphrase is another one.
        DatadonorError: As ``consent.mandates.open_signer`` says.
    """
    signers = []
    for digest, passphrase in keys:
        try:
            signers.append(open_signer(opened, digest, passphrase))
        except WrongKeyPassphrase:
            raise HolderPassphraseWrong(mandate=digest) from None
    return tuple(signers)


# -- within ---------------------------------------------------------------------------


def _state(standing: StandingMandate, today: date) -> HolderState:
    if standing.ended is not None:
        return HolderState(standing.ended)
    if standing.is_over_on(today):
        return HolderState.OVER
    return HolderState.IN_FORCE if standing.holds_on(today) else HolderState.TO_COME


def _deciders(holders: Sequence[Holder], *, is_under_age: bool) -> list[Decider]:
    """Return who could decide: each alone, or those who may only together."""
    able = [each for each in holders if not is_under_age or each.mandate.basis == CUSTODY]
    rights = dict.fromkeys(
        (each.mandate.capacity, each.mandate.basis) for each in able if each.mandate.is_joint
    )
    found = [
        Decider((each,))
        for each in able
        if (each.mandate.capacity, each.mandate.basis) not in rights
    ]
    for right in rights:
        together = tuple(
            each
            for each in able
            if each.mandate.is_joint and (each.mandate.capacity, each.mandate.basis) == right
        )
        if len(together) > 1:
            found.append(Decider(together))
    return found
