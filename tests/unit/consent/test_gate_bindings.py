"""What the log names, and nothing else, is the consent; of later versions the narrower holds."""

from datetime import date
from typing import Any

import pytest

from consent.choices import Choices, ItemChoice
from consent.decision import Decision, SignedDecision, sign_decision
from consent.documents import save_document
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from consent.gate import Refusal, RefusalReason, Release
from consent.shelf import RequestShelf
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
)
from datadonor.registry.targets import project_name
from tests.consents import NOON, RECIPIENT_KEY, signed_request
from tests.releases import (
    PROJECT,
    VERSIONS,
    Citizen,
    signed_version,
    version_of,
)


def tell_of(donor: Citizen, decision: Decision, **changes: Any) -> None:  # noqa: ANN401 - any field
    """Write a decision and its event as a faulty program would, signed and logged."""
    signed = sign_decision(decision, donor_key(donor.opened.vault.secret(), decision.project))
    write_event(donor, signed, **changes)


def write_event(donor: Citizen, signed: SignedDecision, **changes: Any) -> None:  # noqa: ANN401 - any field
    said = signed.decision
    with donor.opened.log.transaction(SELF) as recording:
        digest = save_document(recording.connection, signed.content)
        fields: dict[str, Any] = {
            "act": said.act,
            "request_version": said.request_version,
            "request_sha256": said.request_sha256,
            "choices_sha256": said.choices.digest,
            "text_sha256": said.choices.text_sha256,
            "decision_sha256": digest,
            "language": said.choices.language,
            "last_day": "2030-12-31",
        }
        recording.append(ConsentGiven.model_validate(fields | changes), project=PROJECT)


def test_an_event_written_like_the_books_own_opens_the_gate(donor: Citizen) -> None:
    """The control of the faults below: without a fault such an event counts."""
    decision = donor.give().decision
    tell_of(donor, decision)
    assert isinstance(donor.look(), Release)


@pytest.mark.parametrize(
    ("in_decision", "in_event"),
    [
        ({"act": "renewed"}, {"act": "given"}),
        ({"request_version": 2}, {}),
        ({"request_version": 2}, {"request_version": 1}),
        ({}, {"request_sha256": signed_version(3).digest}),
        ({"request_sha256": signed_version(3).digest}, {}),
        ({}, {"choices_sha256": "0" * 64}),
        ({}, {"text_sha256": "0" * 64}),
        ({}, {"decision_sha256": None}),
    ],
)
def test_event_decision_and_request_must_say_the_same(
    donor: Citizen, in_decision: dict[str, Any], in_event: dict[str, Any]
) -> None:
    decision = donor.give().decision
    donor.publish(3)
    donor.refresh()
    RequestShelf(donor.opened).add(signed_version(3), SELF, NOON)
    tell_of(donor, decision.model_copy(update=in_decision), **in_event)
    assert donor.look() == Refusal(PROJECT, RefusalReason.CONSENT_UNREADABLE)


def test_a_consent_is_to_the_text_that_its_decision_names(donor: Citizen) -> None:
    """Another document that is there is not the text that was shown."""
    signed = donor.give()
    write_event(donor, signed, text_sha256=signed.digest)
    assert donor.look() == Refusal(PROJECT, RefusalReason.CONSENT_UNREADABLE)


def test_a_decision_that_another_key_signed_is_none(donor: Citizen) -> None:
    decision = donor.give().decision
    update = {"donor_key": PublicKey.of(RECIPIENT_KEY).format()}
    write_event(donor, sign_decision(decision.model_copy(update=update), RECIPIENT_KEY))
    assert donor.look() == Refusal(PROJECT, RefusalReason.CONSENT_UNREADABLE)


def test_a_decision_about_another_projects_request_is_none(donor: Citizen) -> None:
    decision = donor.give().decision
    other = signed_request(version_of(1, id="et-andet-projekt"))
    RequestShelf(donor.opened).add(other, SELF, NOON)
    tell_of(donor, decision.model_copy(update={"request_sha256": other.digest}))
    assert donor.look() == Refusal(PROJECT, RefusalReason.CONSENT_UNREADABLE)


@pytest.mark.parametrize(
    "wider",
    [
        {"items": {"sleep": ItemChoice(granted=True, until=date(2031, 1, 1))}},
        {"demographics": ("municipality",)},
        {"frequency": "weekly"},
        {"options": {"commercial": True}},
    ],
)
def test_choices_beyond_their_request_release_nothing(
    donor: Citizen, wider: dict[str, Any]
) -> None:
    """The book refuses such choices; what it never wrote is not believed either."""
    decision = donor.give().decision
    choices = Choices.model_validate(dict(decision.choices) | wider)
    tell_of(donor, decision.model_copy(update={"choices": choices}))
    assert donor.look() == Refusal(PROJECT, RefusalReason.CONSENT_UNREADABLE)


def test_a_narrower_version_holds_from_the_day_it_is_seen(donor: Citizen) -> None:
    donor.give()
    donor.publish(2)
    assert donor.release().request == VERSIONS[1], "what was not read is not known"
    donor.refresh()
    release = donor.release()
    assert release.request == VERSIONS[2]
    assert release.choices.granted == ("activity", "sleep")
    assert release.agreed == signed_version(1)


def test_a_wider_version_leaves_the_old_consent_as_it_was(donor: Citizen) -> None:
    donor.give()
    donor.publish(3)
    donor.refresh()
    assert donor.release().request == VERSIONS[1]


def test_a_narrower_version_holds_although_a_wider_one_came_after_it(donor: Citizen) -> None:
    donor.give()
    wider = signed_request(version_of(3, window=("2024-01-01", "2030-12-31")))
    donor.publish(2, wider)
    donor.refresh()
    assert donor.release().request == VERSIONS[2]


def test_the_newest_narrower_version_holds(donor: Citizen) -> None:
    donor.give()
    donor.publish(2, 4)
    donor.refresh()
    assert donor.release().request == VERSIONS[4]


def test_another_projects_request_under_a_later_version_changes_nothing(donor: Citizen) -> None:
    """The operators erred: what is published under a version's name must be that version."""
    donor.give()
    donor.published[7] = signed_request(version_of(7, id="et-andet-projekt"))
    donor.published[8] = signed_version(2)
    donor.republish()
    donor.refresh()
    assert donor.release().request == VERSIONS[1]


def test_a_later_version_that_nobody_can_read_changes_nothing(donor: Citizen) -> None:
    donor.give()
    donor.registry.publish({**donor.registry.records, project_name(PROJECT, 9): b"{}"})
    donor.refresh()
    assert donor.release().request == VERSIONS[1]
