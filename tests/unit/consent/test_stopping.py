"""Consents that others end: recorded when the registry is read, for good."""

from datetime import timedelta
from typing import Any

import pytest

from consent.ledger import ConsentState, ProjectConsent
from consent.stopping import stop_revoked
from datadonor.audit.events import ConsentStopped
from datadonor.errors import DiskFull
from tests.consents import give, signed_request
from tests.releases import PROJECT, RECIPIENT, VERSIONS, Citizen, version_of

OTHER = signed_request(version_of(1, id="et-andet-projekt", recipient="en-anden-modtager"))


def standing(donor: Citizen, project: str = PROJECT) -> ProjectConsent:
    consent = donor.book.consent(project)
    assert consent is not None
    return consent


def stopped(donor: Citizen) -> list[str]:
    donor.refresh()
    return stop_revoked(donor.opened, donor.view)


@pytest.mark.parametrize(
    ("revoked", "reason"), [(PROJECT, "project_revoked"), (RECIPIENT.id, "recipient_revoked")]
)
def test_a_revocation_ends_the_consent_and_the_log_says_by_whom_and_why(
    donor: Citizen, revoked: str, reason: str
) -> None:
    donor.give()
    donor.revoke(revoked)
    assert stopped(donor) == [PROJECT]
    consent = standing(donor)
    assert (consent.state, consent.reason) == (ConsentState.STOPPED, reason)
    (event,) = [each.event for each in donor.opened.log.events_of(ConsentStopped)]
    assert event is not None
    assert isinstance(event.what, ConsentStopped)
    assert (event.what.by, event.who.capacity, event.why) == ("registry", "program", "policy")


def test_nothing_revoked_stops_nothing(donor: Citizen) -> None:
    donor.give()
    size = donor.opened.log.size
    assert stop_revoked(donor.opened, donor.view) == []
    assert donor.opened.log.size == size


def test_a_consent_is_stopped_once(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT, RECIPIENT.id)
    assert stopped(donor) == [PROJECT]
    assert stopped(donor) == []


def test_a_new_approval_does_not_bring_a_consent_back(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT)
    stopped(donor)
    donor.revoke()
    assert stopped(donor) == []
    assert standing(donor).state is ConsentState.STOPPED
    donor.give()
    assert standing(donor).state is ConsentState.RENEWED, "the person said yes again"


def test_only_the_consents_that_a_revocation_is_about_are_stopped(donor: Citizen) -> None:
    donor.give()
    give(donor.book, OTHER)
    donor.revoke(RECIPIENT.id)
    assert stopped(donor) == [PROJECT]
    assert standing(donor, OTHER.request.id).state is ConsentState.GIVEN


def test_what_is_not_in_force_is_left_as_it_is(donor: Citizen) -> None:
    """The person's own withdrawal stays theirs."""
    donor.give()
    donor.book.withdraw(VERSIONS[1])
    donor.revoke(PROJECT)
    assert stopped(donor) == []
    assert standing(donor).state is ConsentState.WITHDRAWN


def test_an_old_list_stops_as_well_as_a_fresh_one(donor: Citizen) -> None:
    donor.give()
    donor.revoke(PROJECT)
    donor.refresh()
    donor.clock.forward(days=40)
    assert not donor.view.is_fresh(donor.opened.log.now())
    assert stop_revoked(donor.opened, donor.view) == [PROJECT]


@pytest.mark.parametrize("content", [None, b"{}", b"", b"\xff\x00"])
def test_a_request_that_cannot_be_read_hides_no_revocation_of_its_project(
    donor: Citizen, content: bytes | None
) -> None:
    donor.give()
    if content is None:
        donor.execute("DELETE FROM project_request")
    else:
        donor.execute("UPDATE project_request SET content = ?", content)
    donor.revoke(RECIPIENT.id)
    assert stopped(donor) == [], "whose it was is not known; the gate is closed all the same"
    donor.revoke(PROJECT)
    assert stopped(donor) == [PROJECT]


def test_a_full_disk_keeps_what_was_recorded_and_it_can_be_tried_again(
    donor: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    donor.give()
    give(donor.book, OTHER)
    donor.revoke(PROJECT, OTHER.request.id)
    donor.refresh()
    record: Any = donor.book.stop
    calls: list[str] = []

    def fail_on_the_second(_: object, project: str, *said: str) -> None:
        calls.append(project)
        if len(calls) == 2:
            raise DiskFull
        record(project, *said)

    with monkeypatch.context() as patched:
        patched.setattr("consent.stopping.ConsentBook.stop", fail_on_the_second)
        with pytest.raises(DiskFull):
            stop_revoked(donor.opened, donor.view)
    donor.clock.now += timedelta(minutes=1)
    assert sorted([calls[0], *stop_revoked(donor.opened, donor.view)]) == sorted(
        [PROJECT, OTHER.request.id]
    )
