"""What a receipt may tell, and to whom."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from consent.ledger import ConsentState
from consent.receipt.record import ConsentRecord, Copy, ReceiptOfUnknown, record_consent
from consent.request import Dates, ProjectRequest
from datadonor.audit.events import SELF
from datadonor.texts import Language
from tests.consents import NOON
from tests.receipts import HELPER, REASON, SECRETS, STATES, Scene, Told, record, tell, told_by
from tests.synthetic_requests import sample_request, with_change

SLEEP = sample_request("sleep")


def exact_request() -> ProjectRequest:
    """Return a request whose first item asks for exact dates, and the last for months."""
    return with_change(SLEEP, "items.0.dates", "exact")


def both(told: Told) -> tuple[ConsentRecord, ConsentRecord]:
    return record_consent(*told, Copy.DONOR), record_consent(*told, Copy.RECIPIENT)


@pytest.mark.parametrize("state", STATES)
def test_the_recipient_is_told_days_and_no_times(state: str) -> None:
    """Exact times of two recipients' copies could be laid side by side."""
    told = record(Copy.RECIPIENT, state, donor=1)
    for moment in (
        told.given_at,
        told.state_at,
        told.given_recorded_at,
        told.state_recorded_at,
    ):
        assert moment.endswith("T00:00:00.000Z")


def test_the_donor_is_told_exact_times() -> None:
    assert record(donor=1).given_at == "2026-09-01T12:37:00.123Z"


def test_a_day_is_a_day_in_denmark() -> None:
    """At 23.30 UTC in summer the next day has begun in Denmark."""

    def late(scene: Scene) -> None:
        scene.clock.now = NOON.replace(hour=23, minute=30)
        scene.give()

    donors, recipients = both(told_by(late, SLEEP))
    assert donors.given_at.startswith("2026-09-01T23:30")
    assert recipients.given_at == "2026-09-02T00:00:00.000Z"
    assert str(donors.first_day) == str(recipients.first_day) == "2026-09-02"


@pytest.mark.parametrize("state", STATES)
def test_the_recipient_is_told_nothing_of_the_donors_own(state: str) -> None:
    told = record(Copy.RECIPIENT, state)
    assert (told.helper, told.log_position, told.decision_sha256, told.end_reason) == (None,) * 4
    written = repr(asdict(told)) + repr(told.request)
    assert not [secret for secret in SECRETS if secret in written]


def test_the_donor_is_told_who_helped_and_where_in_the_log() -> None:
    told = record(Copy.DONOR, "helped")
    assert told.helper == HELPER
    assert told.log_position is not None
    assert told.decision_sha256 is not None


@pytest.mark.parametrize("copy", Copy)
def test_the_reason_for_a_withdrawal_stands_in_no_copy(copy: Copy) -> None:
    """They are the person's own words, for themselves alone."""
    told = record(copy, "withdrawn")
    assert told.end_reason is None
    assert REASON not in repr(told)


def test_why_others_ended_it_is_for_the_donor_to_see() -> None:
    assert record(Copy.DONOR, "stopped").end_reason == "study_ended"
    assert record(Copy.DONOR, "invalidated").end_reason == "authority"


def test_days_of_records_are_told_to_the_recipient_only_where_dates_go_as_they_are() -> None:
    """True days beside moved ones would tell how far they were moved; beside months, the day."""
    donors, recipients = both(told_by(STATES["narrowed"], exact_request()))
    for theirs, ours in zip(donors.items, recipients.items, strict=True):
        assert theirs.window_days == ours.window_days
        if ours.granted:
            assert (ours.window is None) == (ours.dates is not Dates.EXACT)
            assert theirs.window is not None
            assert theirs.window.days == theirs.window_days
    assert {item.dates for item in recipients.granted} == set(Dates) - {Dates.YEAR}


def test_an_item_withdrawn_since_is_told_from_one_never_granted() -> None:
    withdrawn = [item for item in record(state="item_withdrawn").items if item.withdrawn]
    assert [item.granted for item in withdrawn] == [False]
    refused = [item for item in record(state="narrowed").items if not item.granted]
    assert [item.withdrawn for item in refused] == [False]


@pytest.mark.parametrize(
    ("state", "by"),
    [
        ("full", "self"),
        ("by_guardian", "guardian"),
        ("by_proxy", "proxy"),
        ("withdrawn", "self"),
        ("item_withdrawn", "self"),
        ("expired", "self"),
        ("stopped", "controller"),
        ("invalidated", "self"),
    ],
)
def test_it_tells_who_made_it_so(state: str, by: str) -> None:
    assert record(Copy.RECIPIENT, state).state_by == by


@pytest.mark.parametrize(
    ("state", "act"), [("full", "given"), ("changed", "changed"), ("renewed", "renewed")]
)
def test_it_tells_what_kind_of_yes_it_was(state: str, act: str) -> None:
    assert record(state=state).act == act


def test_only_an_ended_consent_gives_a_receipt_of_its_end() -> None:
    ends = {state for state in STATES if record(state=state).receipt_of_end}
    assert ends == {"withdrawn", "expired", "stopped", "invalidated"}


def test_a_consent_keeps_its_id_and_each_receipt_has_its_own() -> None:
    """Over changes, renewals and endings the id stays; so the recipient can put them together."""
    told = [record(copy, state) for copy in Copy for state in STATES]
    assert len({each.consent_id for each in told}) == 1
    assert len({each.receipt_id for each in told}) == len(told)
    assert record().receipt_id == record().receipt_id


def test_two_projects_and_two_donors_share_no_id() -> None:
    several = [
        record(request=request, donor=donor)
        for request in ("sleep", "steps", "glucose")
        for donor in (1, 2)
    ]
    for name in ("consent_id", "receipt_id", "subject"):
        assert len({getattr(each, name) for each in several}) == len(several)
    assert {each.consent_id.version for each in several} == {8}


def test_a_decision_on_paper_is_true_before_it_is_recorded() -> None:
    def on_paper(scene: Scene) -> None:
        scene.give(decided=NOON - timedelta(days=20))

    told = record_consent(*told_by(on_paper, SLEEP), Copy.DONOR)
    assert told.given_at == "2026-08-12T12:00:00.000Z"
    assert told.given_recorded_at == "2026-09-01T12:00:00.000Z"
    assert str(told.first_day) == "2026-08-12"


def test_no_receipt_of_what_cannot_be_read() -> None:
    told = tell("full")
    lost = told._replace(consent=replace(told.consent, state=ConsentState.UNKNOWN))
    for copy in Copy:
        with pytest.raises(ReceiptOfUnknown) as refused:
            record_consent(*lost, copy)
        for language in Language:
            assert refused.value.user_message(language).remedy


def test_no_receipt_by_another_decision() -> None:
    told = tell("full")
    with pytest.raises(ValueError, match="decision"):
        record_consent(*told._replace(signed=tell("full", "steps").signed), Copy.DONOR)
    with pytest.raises(ValueError, match="decision"):
        record_consent(*told._replace(consent=replace(told.consent, given=None)), Copy.DONOR)


def test_a_consent_found_invalid_tells_the_ground() -> None:
    def wrong_person(scene: Scene) -> None:
        scene.give()
        scene.book.invalidate(scene.request.id, "wrong_person", SELF, was_never_valid=True)

    donors, recipients = both(told_by(wrong_person, SLEEP))
    assert donors.state is ConsentState.INVALIDATED
    assert (donors.end_reason, recipients.end_reason) == ("wrong_person", None)
