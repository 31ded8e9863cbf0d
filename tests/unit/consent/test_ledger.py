"""The log says how every consent stands, on every day, and when it does not know it says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
import rfc8785

from consent.ledger import (
    EVERY_PROJECT,
    STARTS,
    ConsentState,
    Entry,
    Ledger,
    ProjectConsent,
    consent_at,
    entries,
    entry_of,
    fold,
    load_ledger,
)
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    SELF,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Position,
    ReceiptWritten,
    ReleaseRefused,
    RequestAdded,
    VaultCreated,
    instant,
)
from datadonor.texts import Language, catalogue, text
from tests.consents import NOON, Story, given_event

DIGEST = "1" * 64
ADDED = RequestAdded(request_version=1, request_sha256=DIGEST)
PUT_OFF = ConsentPutOff(request_version=1, request_sha256=DIGEST)
REFUSED = ConsentRefused(request_version=1, request_sha256=DIGEST)
GIVEN = given_event()
CHANGED = given_event(act="changed")
RENEWED = given_event(act="renewed")
WITHDRAWN = ConsentWithdrawn()
STOPPED = ConsentStopped(by="controller", reason="study_ended")
INVALID = ConsentInvalidated(ground="court", was_never_valid=False)
NEVER_VALID = ConsentInvalidated(ground="wrong_person", was_never_valid=True)
TODAY = date(2026, 9, 20)


def now(story: Story, today: date = TODAY) -> ProjectConsent:
    """Return how the story's project stands, both ways, which have to agree."""
    ledger = Ledger()
    ledger.add(story.entries)
    consent = ledger.consent(story.project, today)
    assert consent == fold(story.entries, today)
    assert consent is not None
    return consent


def altered(entry: Entry, before: bytes, after: bytes) -> Entry:
    """Return an event with other bytes, as a newer program might write it."""
    assert before in entry.body
    made = entry_of(entry.position, entry.body.replace(before, after))
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([ADDED], ConsentState.REQUESTED),
        ([ADDED, PUT_OFF], ConsentState.PUT_OFF),
        ([ADDED, PUT_OFF, ADDED], ConsentState.REQUESTED),
        ([ADDED, REFUSED], ConsentState.REFUSED),
        ([ADDED, REFUSED, PUT_OFF, ADDED], ConsentState.REFUSED),
        ([ADDED, GIVEN], ConsentState.GIVEN),
        ([ADDED, GIVEN, PUT_OFF, ADDED], ConsentState.GIVEN),
        ([GIVEN, CHANGED], ConsentState.GIVEN),
        ([GIVEN, RENEWED], ConsentState.RENEWED),
        ([GIVEN, WITHDRAWN], ConsentState.WITHDRAWN),
        ([GIVEN, STOPPED], ConsentState.STOPPED),
        ([GIVEN, INVALID], ConsentState.INVALIDATED),
        ([GIVEN, NEVER_VALID], ConsentState.INVALIDATED),
        ([GIVEN, STOPPED, WITHDRAWN], ConsentState.WITHDRAWN),
    ],
)
def test_events_come_to_a_state(told: list[VaultCreated], state: ConsentState) -> None:
    story = Story()
    for details in told:
        story.tell(details)
    assert now(story).state is state


@pytest.mark.parametrize("end", [WITHDRAWN, STOPPED, INVALID, NEVER_VALID, REFUSED])
def test_a_new_yes_after_any_ending_counts(end: VaultCreated) -> None:
    """The new one replaces what was decided before; no old no keeps cutting it."""
    story = Story().tell(GIVEN).tell(end).tell(RENEWED)
    assert now(story).state is ConsentState.RENEWED
    assert consent_at(story.entries, story.clock.now) == now(story)


def test_only_given_and_renewed_release_anything() -> None:
    """DPV: of all states these two alone are valid for processing."""
    in_force = {state for state in ConsentState if state.is_in_force}
    assert in_force == {ConsentState.GIVEN, ConsentState.RENEWED}


def test_an_item_is_withdrawn_and_the_rest_goes_on() -> None:
    story = Story().tell(GIVEN).tell(ConsentWithdrawn(item="heart"))
    consent = now(story)
    assert consent.state is ConsentState.GIVEN
    assert set(consent.withdrawn_items) == {"heart"}
    story.tell(CHANGED)
    assert now(story).withdrawn_items == frozenset()


def test_an_item_withdrawn_from_what_does_not_hold_is_all_withdrawn() -> None:
    story = Story().tell(GIVEN).tell(STOPPED).tell(ConsentWithdrawn(item="heart"))
    assert now(story).state is ConsentState.WITHDRAWN


def test_who_ended_it_and_why_is_told() -> None:
    assert now(Story().tell(GIVEN).tell(STOPPED)).reason == "study_ended"
    assert now(Story().tell(GIVEN).tell(INVALID)).reason == "court"
    assert now(Story().tell(GIVEN).tell(STOPPED).tell(RENEWED)).reason is None


# -- days ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last_day", "last_moment"),
    [
        ("2026-07-31", datetime(2026, 7, 31, 21, 59, 59, 999000, tzinfo=UTC)),  # summer: UTC+2
        ("2026-12-31", datetime(2026, 12, 31, 22, 59, 59, 999000, tzinfo=UTC)),  # winter: UTC+1
        ("2028-02-29", datetime(2028, 2, 29, 22, 59, 59, 999000, tzinfo=UTC)),
        ("2027-02-28", datetime(2027, 2, 28, 22, 59, 59, 999000, tzinfo=UTC)),
        ("2026-10-25", datetime(2026, 10, 25, 22, 59, 59, 999000, tzinfo=UTC)),  # 25 hours long
        ("2027-03-28", datetime(2027, 3, 28, 21, 59, 59, 999000, tzinfo=UTC)),  # 23 hours long
    ],
)
def test_it_holds_until_midnight_in_denmark(last_day: str, last_moment: datetime) -> None:
    """The last day counts whole, by the clock on a wall in Denmark."""
    story = Story()
    story.clock.now = datetime(2026, 5, 1, tzinfo=UTC)
    history = story.tell(given_event(last_day=last_day)).entries
    before = consent_at(history, last_moment)
    after = consent_at(history, last_moment + timedelta(milliseconds=1))
    assert before is not None
    assert after is not None
    assert before.state is ConsentState.GIVEN
    assert after.state is ConsentState.EXPIRED
    assert after.since == instant(last_moment + timedelta(milliseconds=1))
    assert after.given == before.given, "what ran out is still known"


def test_the_last_day_there_is_never_passes() -> None:
    story = Story().tell(given_event(last_day="9999-12-31"))
    assert now(story, date.max).state is ConsentState.GIVEN


def test_what_ran_out_can_still_be_withdrawn_and_stays_so() -> None:
    story = Story().tell(given_event(last_day="2026-09-02")).tell(WITHDRAWN, days=10)
    assert now(story).state is ConsentState.WITHDRAWN


# -- when true, when recorded -------------------------------------------------


def test_what_held_on_a_day_and_what_was_known_then() -> None:
    """A paper signed on the 3rd and typed in on the 10th."""
    story, signed = Story(), datetime(2026, 9, 3, 10, tzinfo=UTC)
    story.tell(ADDED).tell(given_event(decided=instant(signed)), days=9)
    history, on_the_5th = story.entries, datetime(2026, 9, 5, 12, tzinfo=UTC)
    held = consent_at(history, on_the_5th)
    known = consent_at(history, on_the_5th, known_at=on_the_5th)
    assert held is not None
    assert known is not None
    assert held.state is ConsentState.GIVEN
    assert known.state is ConsentState.REQUESTED
    assert held.since == instant(signed)
    assert held.recorded == instant(story.clock.now)
    before = consent_at(history, signed - timedelta(milliseconds=1))
    assert before is not None
    assert before.state is ConsentState.REQUESTED


def test_a_paper_older_than_a_no_does_not_undo_the_no() -> None:
    story = Story().tell(REFUSED)
    story.tell(given_event(decided=instant(NOON)), days=1)
    assert now(story).state is ConsentState.REFUSED


def test_a_no_on_paper_counts_from_its_day() -> None:
    story = Story().tell(GIVEN)
    day = story.clock.now + timedelta(days=1)
    story.tell(ConsentWithdrawn(decided=instant(day)), days=4)
    assert now(story).state is ConsentState.WITHDRAWN
    held = consent_at(story.entries, day)
    assert held is not None
    assert held.state is ConsentState.WITHDRAWN
    known = consent_at(story.entries, day, known_at=day)
    assert known is not None
    assert known.state is ConsentState.GIVEN


def test_nothing_is_true_before_it_was_decided() -> None:
    story = Story().tell(GIVEN).tell(NEVER_VALID)
    assert consent_at(story.entries, NOON) is None
    assert consent_at([], NOON) is None


def test_nothing_can_be_true_later_than_it_was_recorded() -> None:
    """Else a decision dated ahead would outlive the ones made until then."""
    story = Story().tell(GIVEN)
    ahead = story.clock.now + timedelta(days=300)
    story.tell(CHANGED).tell(given_event(decided=instant(ahead))).tell(WITHDRAWN)
    assert now(story).state is ConsentState.WITHDRAWN


def test_withdrawing_leaves_the_days_before_as_they_were() -> None:
    story = Story().tell(GIVEN)
    then = story.clock.now
    earlier = consent_at(story.entries, then)
    story.tell(WITHDRAWN, days=3)
    assert consent_at(story.entries, then) == earlier
    assert earlier is not None
    assert earlier.state is ConsentState.GIVEN


# -- found never to have held -------------------------------------------------


def test_what_never_held_did_not_hold_on_its_first_day() -> None:
    story = Story().tell(ADDED).tell(GIVEN)
    first = story.clock.now
    story.tell(CHANGED, days=2).tell(NEVER_VALID, days=2)
    for moment in (first, first + timedelta(days=2), story.clock.now):
        consent = consent_at(story.entries, moment)
        assert consent is not None
        assert (consent.state, consent.reason) == (ConsentState.INVALIDATED, "wrong_person")
    known = consent_at(story.entries, first, known_at=first)
    assert known is not None
    assert known.state is ConsentState.GIVEN, "nobody knew it then"
    before = consent_at(story.entries, first - timedelta(minutes=1))
    assert before is not None
    assert before.state is ConsentState.REQUESTED


def test_a_finding_is_about_the_consent_of_its_time_and_no_other() -> None:
    story = Story().tell(GIVEN)
    first = story.clock.now
    story.tell(RENEWED, days=2)
    second = story.clock.now
    story.tell(NEVER_VALID, days=2).tell(RENEWED, days=2)
    states = []
    for moment in (first, second, story.clock.now):
        consent = consent_at(story.entries, moment)
        assert consent is not None
        states.append(consent.state)
    assert states == [ConsentState.GIVEN, ConsentState.INVALIDATED, ConsentState.RENEWED]


def test_a_finding_is_not_about_a_paper_that_turned_up_after_it() -> None:
    story = Story().tell(GIVEN)
    first = story.clock.now
    paper = first + timedelta(days=1)
    story.tell(NEVER_VALID, days=3)
    story.tell(given_event(act="renewed", decided=instant(paper)), days=1)
    states = []
    for moment in (first, paper, story.clock.now):
        consent = consent_at(story.entries, moment)
        assert consent is not None
        states.append(consent.state)
    assert states == [ConsentState.INVALIDATED, ConsentState.RENEWED, ConsentState.INVALIDATED]


def test_found_invalid_from_now_on_leaves_the_days_before() -> None:
    story = Story().tell(GIVEN)
    first = story.clock.now
    story.tell(INVALID, days=2)
    consent = consent_at(story.entries, first)
    assert consent is not None
    assert consent.state is ConsentState.GIVEN


# -- what cannot be read ------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"kind":"consent.withdrawn"', b'"kind":"consent.paused"'),  # a kind of tomorrow
        (b'"v":1', b'"v":2'),  # a version of tomorrow
        (b"datadonor.event/1", b"datadonor.event/2"),  # a form of tomorrow
        (b'"capacity":"self"', b'"capacity":"robot"'),
        (b'"why":"asked"', b'"why":"asked","x":1'),
        (b'"v":1', b'"v":1,"w":2'),
    ],
)
def test_what_cannot_be_read_forbids(before: bytes, after: bytes) -> None:
    first, last = Story().tell(GIVEN).tell(WITHDRAWN).entries
    odd = altered(last, before, after)
    ledger = Ledger()
    ledger.add([first, odd])
    consent = ledger.consent("project", TODAY)
    assert consent is not None
    assert consent.state is ConsentState.UNKNOWN
    assert consent.given is not None, "so it can still be withdrawn"
    assert fold([first, odd], TODAY) == consent


def test_a_yes_of_tomorrow_is_no_yes() -> None:
    first, last = Story().tell(GIVEN).tell(RENEWED).entries
    for before, after in ((b'"v":1', b'"v":2'), (b'"act":"renewed"', b'"act":"widened"')):
        odd = altered(last, before, after)
        ledger = Ledger()
        ledger.add([first, odd])
        consent = ledger.consent("project", TODAY)
        assert consent is not None
        assert consent.state is ConsentState.UNKNOWN


def test_a_later_yes_in_a_form_known_here_is_one() -> None:
    story = Story().tell(GIVEN).tell(WITHDRAWN).tell(RENEWED)
    first, second, third = story.entries
    history = [first, altered(second, b'"v":1', b'"v":2'), third]
    ledger = Ledger()
    ledger.add(history)
    consent = ledger.consent("project", TODAY)
    assert consent == fold(history, TODAY)
    assert consent is not None
    assert consent.state is ConsentState.RENEWED


def test_what_has_no_readable_time_is_taken_where_it_stands() -> None:
    story = Story().tell(GIVEN)
    given_at = story.clock.now
    story.tell(WITHDRAWN, days=1).tell(given_event(decided=instant(NOON))).tell(RENEWED, days=1)
    first, second, paper, third = story.entries
    history = [first, altered(second, b'"recorded":', b'"written":'), paper, third]
    for several, state in (
        (history[:2], ConsentState.UNKNOWN),
        (history[:3], ConsentState.UNKNOWN),
        (history, ConsentState.RENEWED),
    ):
        ledger = Ledger()
        ledger.add(several)
        consent = ledger.consent("project", TODAY)
        assert consent == fold(several, TODAY)
        assert consent is not None
        assert consent.state is state
    held = consent_at(history, given_at)
    assert held is not None
    assert held.state is ConsentState.UNKNOWN, "it may have been so from then on"


def test_an_event_that_may_be_about_any_project_is_about_all() -> None:
    story = Story().tell(GIVEN).tell(GIVEN, project="other")
    odd = entry_of(Position(9), b'{"format":"datadonor.event/2","sealed":"abc"}')
    assert odd is not None
    assert odd.project == EVERY_PROJECT
    ledger = Ledger()
    ledger.add([*story.entries, odd])
    assert ledger.projects == ("other", "project")
    assert {each.state for each in ledger.consents(TODAY)} == {ConsentState.UNKNOWN}
    assert ledger.consent("third", TODAY) is None


def test_an_unreadable_finding_counts_as_the_worst() -> None:
    first, last = Story().tell(GIVEN).tell(NEVER_VALID).entries
    odd = altered(last, b'"v":1', b'"v":2')
    held = consent_at([first, odd], datetime.fromisoformat(first.recorded))
    assert held is not None
    assert held.state is ConsentState.UNKNOWN


# -- sorting and reading the log ----------------------------------------------


def test_receipts_refused_releases_and_other_projects_change_nothing() -> None:
    receipt = ReceiptWritten(form="pdf", copy_for="donor", file_sha256=DIGEST)
    story = Story().tell(GIVEN)
    alone = now(story)
    story.tell(receipt).tell(ReleaseRefused(reason="expired"))
    story.tell(WITHDRAWN, project="other")
    ledger = Ledger()
    ledger.add(story.entries)
    assert ledger.consent("project", TODAY) == alone
    other = ledger.consent("other", TODAY)
    assert other is not None
    assert other.state is ConsentState.WITHDRAWN


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        rfc8785.dumps({"format": "datadonor.event/1", "kind": "vault.created", "salt": "0" * 32}),
        rfc8785.dumps(
            {"format": "datadonor.event/2", "kind": "vault.x", "project": "p", "salt": "0"}
        ),
    ],
)
def test_bytes_about_no_consent_are_passed_over(body: bytes) -> None:
    found = entry_of(Position(0), body)
    assert found is None or found.project == EVERY_PROJECT
    if body.startswith(b'{"format"'):
        assert found is None


def test_the_words_of_an_event_cannot_pass_for_its_time() -> None:
    """A helper's name stands in the event; it may hold quotes, which JSON escapes."""
    from datadonor.audit.events import Actor, Assistant

    name = '","when":{"clock":"held","recorded":"x"},"decided":"'
    helper = Assistant(name=name, role="librarian")
    story = Story().tell(GIVEN, who=Actor(capacity="self", assisted_by=helper))
    (entry,) = story.entries
    assert entry.recorded == instant(story.clock.now)
    assert not entry.is_backdated
    assert now(story).state is ConsentState.GIVEN


def test_the_log_is_read_project_by_project(opened: OpenVault) -> None:
    log = opened.log
    log.record(GIVEN, SELF, project="one")
    log.record(GIVEN, SELF, project="two")
    log.record(WITHDRAWN, SELF, project="one")
    log.record(ReleaseRefused(reason="expired"), SELF, project="one")
    assert [each.kind for each in entries(log, "one")] == ["consent.given", "consent.withdrawn"]
    assert len(list(entries(log))) == 3
    today = log.now().date()
    assert {each.project: each.state for each in load_ledger(log).consents(today)} == {
        "one": ConsentState.WITHDRAWN,
        "two": ConsentState.GIVEN,
    }


def test_only_what_begins_as_a_consent_is_fetched() -> None:
    assert all(b"consent." in start or b"request.added" in start for start in STARTS[:2])
    assert all(start.endswith(tuple(b"%d" % n for n in range(2, 10))) for start in STARTS[2:])


# -- words --------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_every_state_has_one_plain_sentence(language: Language) -> None:
    written = {
        key.removeprefix("consent_states.")
        for key in catalogue()
        if key.startswith("consent_states.")
    }
    assert written == set(ConsentState)
    for state in ConsentState:
        sentence = text(f"consent_states.{state}", language)
        assert sentence.endswith(".")
        assert len(sentence) < 160
