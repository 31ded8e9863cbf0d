"""After a restore a consent is confirmed before anything is released by it."""

from pathlib import Path

from consent.gate import Refusal, RefusalReason, Release
from consent.ledger import ConsentState
from datadonor.audit.events import (
    SELF,
    Details,
    Restored,
)
from tests.releases import (
    PROJECT,
    VERSIONS,
    Citizen,
    signed_version,
)


def test_a_restored_consent_is_confirmed_before_it_counts(donor: Citizen) -> None:
    """The backup brings the consent back, and the log of what was lost is lost with it."""
    donor.give()
    saved = donor.back_up()
    donor.book.withdraw(VERSIONS[1])
    donor.restore(saved)
    consent = donor.book.consent(PROJECT)
    assert consent is not None
    assert consent.state is ConsentState.GIVEN
    assert donor.look() == Refusal(PROJECT, RefusalReason.RESTORED)
    choices = donor.book.choices(consent)
    assert choices is not None
    donor.book.change(signed_version(1), choices, donor.approval(signed_version(1)))
    assert isinstance(donor.look(), Release)
    donor.reopen()
    assert isinstance(donor.look(), Release)


def test_a_restored_consent_can_be_withdrawn_without_being_confirmed(donor: Citizen) -> None:
    donor.give()
    donor.restore(donor.back_up())
    donor.book.withdraw(VERSIONS[1])
    assert donor.look() == Refusal(PROJECT, RefusalReason.WITHDRAWN)


def test_a_consent_given_after_a_restore_needs_no_confirming(donor: Citizen) -> None:
    donor.restore(donor.back_up())
    donor.give()
    assert isinstance(donor.look(), Release)


def test_a_backup_put_back_on_another_computer_lacks_what_cannot_be_counted(
    donor: Citizen, tmp_path: Path
) -> None:
    donor.give()
    donor.restore(donor.back_up(), tmp_path / "elsewhere")
    assert donor.look() == Refusal(PROJECT, RefusalReason.RESTORED)


def test_a_restore_that_lost_nothing_asks_for_nothing(donor: Citizen) -> None:
    """The log says so in the event; a head that was the same is the one way to know."""
    donor.give()
    restored = {"size": 1, "root": "0" * 64}
    details = Restored.model_validate(
        {"backup_sha256": "0" * 64, "restored": restored, "replaced": restored, "missing": 0}
    )
    donor.opened.log.record(details, SELF)
    assert isinstance(donor.look(), Release)
    donor.opened.log.record(details.model_copy(update={"missing": None}), SELF)
    assert donor.look() == Refusal(PROJECT, RefusalReason.RESTORED)


def test_a_restore_that_a_later_program_told_of_counts_as_a_loss(donor: Citizen) -> None:
    class Restored2(Details):
        kind = "vault.restored"

    donor.give()
    donor.opened.log.record(Restored2(), SELF)
    assert donor.look() == Refusal(PROJECT, RefusalReason.RESTORED)
