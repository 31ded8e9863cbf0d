"""The gate: every reason to stay closed, met on a real vault and a real registry.

Each refusal is logged once and named by its reason; looking logs nothing; what cannot be
logged is not passed over.
"""

from collections.abc import Callable
from datetime import date
from typing import NoReturn

import pytest

from consent.choices import ItemChoice
from consent.gate import _BY_STATE, Purpose, Refusal, RefusalReason, Release
from consent.ledger import ConsentState
from consent.mandate import CUSTODY
from consent.mandates import end_mandate
from consent.refusal_words import refusals
from consent.shelf import RequestShelf
from consent.stopping import stop_revoked
from datadonor.audit.events import (
    SELF,
    Details,
    MandateRecorded,
    ReleaseRefused,
)
from datadonor.errors import DiskFull
from datadonor.vault.errors import VaultReadOnly
from tests.consents import NOON, signed_request
from tests.mandates import decider, parents
from tests.releases import (
    PROJECT,
    RECIPIENT,
    VERSIONS,
    Citizen,
    signed_version,
    version_of,
)

# -- yes ---------------------------------------------------------------------------------


def test_a_consent_in_force_to_an_approved_project_opens_the_gate(donor: Citizen) -> None:
    decision = donor.give()
    size = donor.opened.log.size
    release = donor.release()
    assert release.request == VERSIONS[1]
    assert release.choices == decision.decision.choices
    assert (release.agreed, release.decision) == (signed_version(1), decision)
    assert release.recipient == RECIPIENT
    assert release.registry_versions == donor.view.versions
    assert release.now == NOON
    assert donor.opened.log.size == size, "a yes is logged by whoever sends"


def test_withdrawn_items_are_not_part_of_a_release(donor: Citizen) -> None:
    donor.give()
    donor.book.withdraw(VERSIONS[1], "heart")
    assert donor.release().choices.granted == ("activity", "sleep")


def test_who_asks_for_what_was_agreed_to_gets_it(donor: Citizen) -> None:
    donor.give()
    purpose = Purpose(PROJECT, RECIPIENT.id, frozenset(VERSIONS[1].purposes))
    assert isinstance(donor.look(purpose), Release)


# -- each no -----------------------------------------------------------------------------

Case = Callable[[Citizen], Purpose | None]
CASES: dict[RefusalReason, list[Case]] = {}


def case(reason: RefusalReason) -> Callable[[Case], Case]:
    """Note a way to a reason: it brings a vault there, and says what to ask for."""

    def note(way: Case) -> Case:
        CASES.setdefault(reason, []).append(way)
        return way

    return note


@case(RefusalReason.CLOCK_BEHIND)
def clock_set_back(donor: Citizen) -> None:
    donor.give()
    donor.clock.forward(minutes=-11)


@case(RefusalReason.NO_CONSENT)
def never_asked(donor: Citizen) -> None:
    """Nothing of this project has happened."""


@case(RefusalReason.NO_CONSENT)
def asked_and_put_off(donor: Citizen) -> None:
    RequestShelf(donor.opened).add(signed_version(1), SELF, NOON)
    donor.book.put_off(signed_version(1), SELF)


@case(RefusalReason.REFUSED)
def said_no(donor: Citizen) -> None:
    donor.book.refuse(signed_version(1))


@case(RefusalReason.EXPIRED)
def ran_out(donor: Citizen) -> None:
    donor.give(expires=date(2026, 9, 2))
    donor.clock.forward(days=1, hours=10)  # 22:00 in UTC is midnight in Denmark


@case(RefusalReason.WITHDRAWN)
def withdrew(donor: Citizen) -> None:
    donor.give()
    donor.book.withdraw(VERSIONS[1])


@case(RefusalReason.WITHDRAWN)
def withdrew_what_is_required(donor: Citizen) -> None:
    donor.give()
    donor.book.withdraw(VERSIONS[1], "sleep")


@case(RefusalReason.STOPPED)
def was_stopped_and_approved_again(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT)
    donor.refresh()
    stop_revoked(donor.opened, donor.view)
    donor.revoke()
    donor.refresh()


@case(RefusalReason.INVALIDATED)
def found_invalid(donor: Citizen) -> None:
    donor.give()
    donor.book.invalidate(PROJECT, "court", SELF, was_never_valid=True)


@case(RefusalReason.MANDATE_ENDED)
def who_decided_for_them_may_no_longer(donor: Citizen) -> None:
    proxy = decider(donor.opened)
    donor.give(signers=[proxy])
    assert isinstance(donor.look(), Release)  # negative control: until it is ended
    end_mandate(donor.opened, proxy.standing.digest)


@case(RefusalReason.MANDATE_ENDED)
def one_of_two_who_decided_together_may_no_longer(donor: Citizen) -> None:
    one, other = parents(donor.opened)
    donor.give(signers=[one, other])
    assert isinstance(donor.look(), Release)
    end_mandate(donor.opened, other.standing.digest)


@case(RefusalReason.UNDER_AGE)
def said_yes_before_custody_was_written_down(donor: Citizen) -> None:
    donor.give()
    assert isinstance(donor.look(), Release)  # negative control: as far as anybody knows, of age
    decider(donor.opened, CUSTODY)


@case(RefusalReason.UNDER_AGE)
def said_yes_while_custody_that_was_ended_was_written_down(donor: Citizen) -> None:
    donor.give()
    end_mandate(donor.opened, decider(donor.opened, CUSTODY).standing.digest)


@case(RefusalReason.CONSENT_UNREADABLE)
def a_mandate_of_a_later_program(donor: Citizen) -> None:
    class Recorded(MandateRecorded):
        court: str = "made-up"

    donor.give()
    key = decider(donor.opened).standing.mandate.holder_key
    later = Recorded(
        mandate_sha256="0" * 64,
        holder_key=key,
        capacity="proxy",
        basis="power_of_attorney",
        since="2026-01-01",
    )
    donor.opened.log.record(later, SELF)


@case(RefusalReason.RESTORED)
def put_a_backup_back(donor: Citizen) -> None:
    donor.give()
    saved = donor.back_up()
    donor.book.withdraw(VERSIONS[1])
    donor.restore(saved)


@case(RefusalReason.CONSENT_UNREADABLE)
def a_kind_of_a_later_program(donor: Citizen) -> None:
    class Paused(Details):
        kind = "consent.paused"

    donor.give()
    donor.opened.log.record(Paused(), SELF, project=PROJECT)


@case(RefusalReason.CONSENT_UNREADABLE)
def the_decision_is_gone(donor: Citizen) -> None:
    digest = donor.give().digest
    donor.execute("DELETE FROM consent_document WHERE sha256 = ?", bytes.fromhex(digest))


@case(RefusalReason.CONSENT_UNREADABLE)
def the_decision_is_another(donor: Citizen) -> None:
    first, second = donor.give().digest, donor.change("heart").digest
    donor.execute(
        "UPDATE consent_document SET content = "
        "(SELECT content FROM consent_document WHERE sha256 = ?) WHERE sha256 = ?",
        bytes.fromhex(first),
        bytes.fromhex(second),
    )


@case(RefusalReason.CONSENT_UNREADABLE)
def the_text_agreed_to_is_gone(donor: Citizen) -> None:
    digest = donor.give().decision.choices.text_sha256 or ""
    donor.execute("DELETE FROM consent_document WHERE sha256 = ?", bytes.fromhex(digest))


@case(RefusalReason.CONSENT_UNREADABLE)
def the_request_is_gone(donor: Citizen) -> None:
    donor.give()
    donor.execute("DELETE FROM project_request")


@case(RefusalReason.CONSENT_UNREADABLE)
def the_request_is_another(donor: Citizen) -> None:
    donor.give()
    donor.execute("UPDATE project_request SET content = ?", signed_version(3).content)


@case(RefusalReason.CONSENT_UNREADABLE)
def the_request_is_no_request(donor: Citizen) -> None:
    donor.give()
    donor.execute("UPDATE project_request SET content = x'7b7d'")


@case(RefusalReason.NO_REGISTRY)
def chose_another_registry_and_never_read_it(donor: Citizen) -> None:
    donor.give()
    donor.registry.keys = type(donor.registry.keys).new()
    donor.client.use(str(donor.registry.folder), donor.registry.write_root())


@case(RefusalReason.REGISTRY_DAMAGED)
def the_copy_of_the_registry_was_edited(donor: Citizen) -> None:
    donor.give()
    donor.execute("UPDATE registry_target SET content = x'7b7d' WHERE name LIKE 'recip%'")


@case(RefusalReason.REGISTRY_DAMAGED)
def a_revocation_was_taken_out_of_the_copy(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT)
    donor.refresh()
    donor.execute("DELETE FROM registry_target WHERE name = 'revocations.json'")


@case(RefusalReason.REGISTRY_STALE)
def the_registry_was_not_read_for_a_week(donor: Citizen) -> None:
    donor.give()
    donor.clock.forward(days=7)


@case(RefusalReason.NOT_APPROVED)
def the_version_was_taken_down(donor: Citizen) -> None:
    donor.give()
    donor.published.clear()
    donor.republish()
    donor.refresh()


@case(RefusalReason.NOT_APPROVED)
def other_bytes_are_published(donor: Citizen) -> None:
    donor.give()
    donor.publish(signed_request(version_of(1, storage_location="Et andet sted (opdigtet)")))
    donor.refresh()


@case(RefusalReason.NOT_APPROVED)
def the_recipient_is_gone(donor: Citizen) -> None:
    donor.give()
    donor.recipient = None
    donor.republish()
    donor.refresh()


@case(RefusalReason.NOT_APPROVED)
def the_recipient_ran_out(donor: Citizen) -> None:
    donor.give()
    donor.recipient = RECIPIENT.model_copy(update={"valid_until": date(2026, 8, 31)})
    donor.republish()
    donor.refresh()


@case(RefusalReason.NOT_APPROVED)
def the_recipient_has_other_keys(donor: Citizen) -> None:
    donor.give()
    other = "ed25519:" + "A" * 43 + "="
    donor.recipient = RECIPIENT.model_copy(update={"receipt_keys": (other,)})
    donor.republish()
    donor.refresh()


@case(RefusalReason.REVOKED)
def the_project_was_revoked(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT)
    donor.refresh()


@case(RefusalReason.REVOKED)
def the_recipient_was_revoked(donor: Citizen) -> None:
    donor.give()
    donor.revoke(RECIPIENT.id)
    donor.refresh()


@case(RefusalReason.PROJECT_ENDED)
def a_later_version_ended_sooner(donor: Citizen) -> None:
    """The version before it does not come back when the later one's last day has passed."""
    donor.give()
    donor.publish(5)
    donor.clock.now = NOON.replace(year=2027, month=1, day=1)
    donor.republish()
    donor.refresh()


@case(RefusalReason.PROJECT_ENDED)
def a_later_version_stops_sending_sooner(donor: Citizen) -> None:
    donor.give()
    donor.publish(signed_request(version_of(2, until=date(2026, 8, 31))))
    donor.refresh()


@case(RefusalReason.OTHER_RECIPIENT)
def for_somebody_else(donor: Citizen) -> Purpose:
    donor.give()
    return Purpose(PROJECT, recipient="another-hospital")


@case(RefusalReason.OTHER_PURPOSE)
def for_something_else(donor: Citizen) -> Purpose:
    donor.give()
    return Purpose(
        PROJECT, purposes=frozenset({*VERSIONS[1].purposes, "https://w3id.org/dpv#Sell"})
    )


@case(RefusalReason.OTHER_PURPOSE)
def for_nothing(donor: Citizen) -> Purpose:
    donor.give()
    return Purpose(PROJECT, purposes=frozenset())


@case(RefusalReason.OTHER_PURPOSE)
def for_what_a_later_version_no_longer_asks(donor: Citizen) -> Purpose:
    first = signed_request(
        version_of(1, purposes=("https://w3id.org/dpv#A", "https://w3id.org/dpv#B"))
    )
    donor.publish(first)
    donor.refresh()
    donor.give(first)
    assert isinstance(
        donor.look(Purpose(PROJECT, purposes=frozenset(first.request.purposes))), Release
    )
    donor.publish(signed_request(version_of(2, purposes=("https://w3id.org/dpv#A",))))
    donor.refresh()
    return Purpose(PROJECT, purposes=frozenset({"https://w3id.org/dpv#B"}))


@case(RefusalReason.NOTHING_GRANTED)
def a_later_version_asks_for_nothing_that_was_granted(donor: Citizen) -> None:
    first = signed_request(
        VERSIONS[1].model_copy(
            update={
                "items": tuple(
                    item.model_copy(update={"required": False}) for item in VERSIONS[1].items
                )
            }
        )
    )
    donor.publish(first)
    donor.refresh()
    donor.give(first, items={"heart": ItemChoice(granted=True)})
    items = tuple(item for item in first.request.items if item.id != "heart")
    donor.publish(signed_request(first.request.model_copy(update={"version": 2, "items": items})))
    donor.refresh()


WAYS = [(reason, way) for reason, ways in CASES.items() for way in ways]


@pytest.mark.parametrize(("reason", "way"), WAYS, ids=[way.__name__ for _, way in WAYS])
def test_each_reason_keeps_the_gate_closed_and_is_logged_once(
    donor: Citizen, reason: RefusalReason, way: Case
) -> None:
    purpose = way(donor)
    size = donor.opened.log.size
    assert donor.look(purpose) == Refusal(PROJECT, reason)
    assert donor.opened.log.size == size, "to look is not to ask"
    assert donor.ask(purpose) == Refusal(PROJECT, reason)
    assert [each.reason for each in donor.refusals()] == [reason]
    assert donor.opened.log.size == size + 1
    assert refusals(donor.opened) == {reason: 1}
    consent = donor.book.consent(PROJECT)
    given = None if consent is None else consent.given
    assert donor.refusals()[0].decision_sha256 == (given and given.event.decision_sha256)
    donor.reopen()
    assert donor.look(purpose) == Refusal(PROJECT, reason), "closed as long as nothing changes"


def test_every_reason_is_reached_here() -> None:
    assert set(CASES) | {RefusalReason.LOG_UNSOUND} == set(RefusalReason)


def test_every_state_that_is_not_in_force_has_a_reason() -> None:
    unanswered = {ConsentState.REQUESTED, ConsentState.PUT_OFF}
    assert set(_BY_STATE) == {s for s in ConsentState if not s.is_in_force} - unanswered


def test_a_log_that_is_not_whole_lets_nothing_through_and_takes_nothing_in(donor: Citizen) -> None:
    """A withdrawal cut out of the log makes the head disagree: the vault is read only."""
    donor.give()
    donor.book.withdraw(VERSIONS[1])
    donor.execute("DELETE FROM event WHERE position = (SELECT max(position) FROM event)")
    donor.reopen()
    assert donor.ask() == Refusal(PROJECT, RefusalReason.LOG_UNSOUND)
    assert donor.refusals() == []
    with pytest.raises(VaultReadOnly):
        donor.book.withdraw(VERSIONS[1])


# -- what is logged ----------------------------------------------------------------------


def test_a_refusal_that_cannot_be_logged_is_an_error(
    donor: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails closed: the caller gets neither a release nor a refusal that nobody can see."""

    def full(*_: object) -> NoReturn:
        raise DiskFull

    donor.give()
    donor.book.withdraw(VERSIONS[1])
    size = donor.opened.log.size
    with monkeypatch.context() as patched:
        patched.setattr(type(donor.opened.vault), "transaction", full)
        with pytest.raises(DiskFull):
            donor.ask()
        assert donor.look() == Refusal(PROJECT, RefusalReason.WITHDRAWN)
    assert donor.opened.log.size == size
    assert donor.ask() == Refusal(PROJECT, RefusalReason.WITHDRAWN), "the same vault works again"
    assert donor.opened.log.size == size + 1


@pytest.mark.parametrize("typed", ["0101010101", "Anna Hansen", "../../etc", "x" * 1000, ""])
def test_what_was_typed_for_a_project_is_not_written_down(donor: Citizen, typed: str) -> None:
    """A person may type anything, a CPR number too; only a known project is named."""
    answer = donor.ask(Purpose(typed))
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.NO_CONSENT
    (stored,) = donor.opened.log.events_of(ReleaseRefused)
    assert stored.event is not None
    assert stored.event.project is None
