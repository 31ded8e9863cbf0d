"""The young person is asked too, and at eighteen the vault is theirs."""

from datetime import date

import pytest

from consent.book import ConsentBook
from consent.ledger import ConsentState
from consent.mandate import (
    CUSTODY,
)
from consent.mandate_consistency import MandateContradicts
from consent.mandate_rules import DecidedThemselves, UnderAge
from consent.mandates import (
    NotOfAge,
    end_mandate,
    find_mandate,
    hand_over,
    in_force,
    is_to_be_told,
    is_under_age,
    mandates,
    record_mandate,
)
from datadonor.audit import custody
from datadonor.audit.assistance import end_assistance, start_assistance
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    Actor,
    Assistant,
    EventInvalid,
    MandateRecorded,
)
from datadonor.audit.help_in_force import HelperPresent
from datadonor.vault.errors import WrongPassphrase, WrongRecoveryWords
from tests.consents import APPROVED, Clock, fitting_choices, give
from tests.mandates import EIGHTEEN, HOLDER_PASSPHRASE, decider, parents, terms
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault, no_wait
from tests.unit.consent.mandates.conftest import AT_EIGHTEEN, SLEEP, TODAY, refused, state

# -- the young person -----------------------------------------------------------------


def test_under_age_a_yes_does_not_stand_alone_but_a_no_does(
    vault: OpenVault, book: ConsentBook
) -> None:
    both = parents(vault)
    refused(vault, UnderAge, lambda: give(book))
    book.refuse(SLEEP)
    assert state(book) is ConsentState.REFUSED
    refused(
        vault,
        DecidedThemselves,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=both),
    )


def test_what_cannot_be_read_of_mandates_stops_a_yes_and_no_no_of_the_persons_own(
    vault: OpenVault, book: ConsentBook
) -> None:
    class OfALaterProgram(MandateRecorded):
        court: str = "made-up"

    give(book)
    mandate = decider(vault).standing
    later = OfALaterProgram(
        mandate_sha256=mandate.digest,
        holder_key=mandate.mandate.holder_key,
        capacity="proxy",
        basis="power_of_attorney",
        since="2026-01-01",
    )
    vault.log.record(later, SELF)
    book.withdraw(SLEEP.request)
    assert state(book) is ConsentState.WITHDRAWN
    refused(vault, EventInvalid, lambda: give(book))
    book.refuse(SLEEP)
    assert state(book) is ConsentState.REFUSED


def test_while_somebody_helps_nobody_lifts_a_no_of_the_persons_own(
    vault: OpenVault, book: ConsentBook
) -> None:
    both = parents(vault)
    book.refuse(SLEEP)
    start_assistance(vault, Assistant(name="Karen Opdigtet", role="nurse"), 20)
    refused(vault, HelperPresent, lambda: book.put_off(SLEEP, SELF))
    end_assistance(vault)
    book.put_off(SLEEP, Actor(capacity="guardian", basis=CUSTODY))  # and no parent does
    refused(
        vault,
        DecidedThemselves,
        lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=both),
    )
    book.put_off(SLEEP, SELF)
    book.give(SLEEP, fitting_choices(), APPROVED, signers=both)
    assert state(book) is ConsentState.GIVEN


def test_a_helper_may_put_off_what_nobody_has_said_no_to(
    vault: OpenVault, book: ConsentBook
) -> None:
    start_assistance(vault, Assistant(name="Karen Opdigtet", role="nurse"), 20)
    book.put_off(SLEEP, SELF)
    assert state(book) is ConsentState.PUT_OFF


def test_the_young_person_takes_back_what_parents_said_and_they_cannot_undo_it(
    vault: OpenVault, book: ConsentBook
) -> None:
    both = parents(vault)
    book.give(SLEEP, fitting_choices(), APPROVED, signers=both)
    optional = next(item.id for item in SLEEP.request.items if not item.required)
    book.withdraw(SLEEP.request, optional)
    again = fitting_choices()
    refused(vault, DecidedThemselves, lambda: book.change(SLEEP, again, APPROVED, signers=both))
    book.change(SLEEP, again.without_item(optional), APPROVED, signers=both)
    book.withdraw(SLEEP.request)
    refused(vault, DecidedThemselves, lambda: book.give(SLEEP, again, APPROVED, signers=both))
    book.put_off(SLEEP, SELF)  # they want to think it over again
    book.give(SLEEP, again, APPROVED, signers=both)
    assert state(book) is ConsentState.RENEWED


def test_under_age_there_is_no_proxy(vault: OpenVault, book: ConsentBook) -> None:
    decider(vault, CUSTODY)
    kin = decider(vault, "next_of_kin")
    refused(vault, UnderAge, lambda: book.give(SLEEP, fitting_choices(), APPROVED, signers=[kin]))


def test_to_end_custody_before_its_time_makes_nobody_an_adult(
    vault: OpenVault, book: ConsentBook
) -> None:
    signer = decider(vault, CUSTODY)
    end_mandate(vault, signer.standing.digest)
    assert is_under_age(vault, TODAY)
    refused(vault, UnderAge, lambda: give(book))


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_birthday_that_was_mistyped_is_mended_by_replacing_it(
    vault: OpenVault, book: ConsentBook, *, is_withdrawn: bool
) -> None:
    wrong = decider(vault, CUSTODY).standing.digest
    if is_withdrawn:
        end_mandate(vault, wrong)
    assert is_under_age(vault, TODAY)
    right = terms(CUSTODY, since=date(2010, 1, 1), of_age_on=date(2026, 5, 4))
    record_mandate(vault, right, HOLDER_PASSPHRASE, replaces=wrong, kdf=WEAK)
    assert not is_under_age(vault, TODAY)
    give(book)


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (date(2025, 5, 3), False),
        (date(2025, 5, 4), True),
        (date(2028, 5, 3), True),
        (date(2028, 5, 4), False),
    ],
)
def test_from_fifteen_to_seventeen_the_young_person_is_told_and_asked(
    vault: OpenVault, day: date, *, is_told: bool
) -> None:
    decider(vault, CUSTODY)
    assert is_to_be_told(mandates(vault), day) is is_told


@pytest.mark.parametrize(
    ("of_age_on", "day", "is_told"),
    [
        (date(2028, 5, 31), date(2025, 5, 30), False),
        (date(2028, 5, 31), date(2025, 5, 31), True),
        (date(2028, 2, 29), date(2025, 2, 28), False),
        (date(2028, 2, 29), date(2025, 3, 1), True),
    ],
)
def test_a_birthday_late_in_the_month_is_counted_to_the_day(
    vault: OpenVault, of_age_on: date, day: date, *, is_told: bool
) -> None:
    since = date(2010, 1, 1)
    record_mandate(
        vault, terms(CUSTODY, since=since, of_age_on=of_age_on), HOLDER_PASSPHRASE, kdf=WEAK
    )
    assert is_to_be_told(mandates(vault), day) is is_told


# -- coming of age --------------------------------------------------------------------


def test_before_the_birthday_nothing_is_handed_over(vault: OpenVault) -> None:
    signer = decider(vault, CUSTODY)
    refused(vault, NotOfAge, lambda: hand_over(vault, "ny sætning til mig", kdf=WEAK))
    refused(vault, NotOfAge, lambda: end_mandate(vault, signer.standing.digest, "of_age"))


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_nothing_is_handed_over_while_other_custody_names_a_day_to_come(
    vault: OpenVault, clock: Clock, *, is_withdrawn: bool
) -> None:
    """A slip in one of two birthdays: else the adult would go on being under age."""
    one, other = parents(vault)
    wrong = terms(CUSTODY, of_age_on=date(2038, 5, 4), is_joint=True)
    slip = record_mandate(vault, wrong, HOLDER_PASSPHRASE, replaces=other.standing.digest, kdf=WEAK)
    if is_withdrawn:
        end_mandate(vault, slip.digest)
    clock.now = AT_EIGHTEEN
    refused(vault, MandateContradicts, lambda: hand_over(vault, "ny sætning til mig", kdf=WEAK))
    right = terms(CUSTODY, is_joint=True)
    record_mandate(vault, right, HOLDER_PASSPHRASE, replaces=slip.digest, kdf=WEAK)
    hand_over(vault, "ny sætning til mig", kdf=WEAK)
    assert not is_under_age(vault, EIGHTEEN)
    assert in_force(vault, EIGHTEEN) == []
    assert find_mandate(vault, one.standing.digest).ended == "of_age"


def test_a_hand_over_shuts_the_parents_out(
    vault: OpenVault, closed: SyntheticVault, clock: Clock
) -> None:
    parents(vault)
    clock.now = AT_EIGHTEEN
    words = hand_over(vault, "ny sætning til mig", kdf=WEAK)
    assert [each.ended for each in mandates(vault)] == ["of_age", "of_age"]
    assert vault.vault.connection.row("SELECT count(*) FROM mandate_key") == (0,)
    refused(vault, NotOfAge, lambda: hand_over(vault, "ny sætning til mig", kdf=WEAK))
    vault.close()
    for error, old in ((WrongPassphrase, PASSPHRASE), (WrongRecoveryWords, closed.words)):
        with pytest.raises(error):
            custody.open_vault(closed.folder, old, system_clock=clock, wait=no_wait)
    custody.open_vault(closed.folder, words, system_clock=clock, wait=no_wait).close()
