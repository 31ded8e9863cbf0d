"""A ledger is the fold of its log: however it is cut into batches, and whatever it forgets."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from consent.ledger import (
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
from datadonor.audit.events import (
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    Details,
    Position,
    RequestAdded,
    instant,
)
from datadonor.audit.log import AuditLog
from tests.consents import NOON, Story, given_event

DIGEST = "1" * 64
PROJECTS = ("one", "two", "three")
ENDINGS = (
    ConsentWithdrawn(),
    ConsentStopped(by="registry", reason="project_revoked"),
    ConsentInvalidated(ground="court", was_never_valid=False),
    ConsentInvalidated(ground="wrong_person", was_never_valid=True),
    ConsentRefused(request_version=1, request_sha256=DIGEST),
)

_dated: st.SearchStrategy[str | None] = st.none() | st.integers(0, 60).map(
    lambda hours: instant(NOON + timedelta(hours=hours))
)
_details: st.SearchStrategy[Details] = st.one_of(
    st.builds(
        given_event,
        act=st.sampled_from(["given", "changed", "renewed"]),
        last_day=st.sampled_from(["2026-09-01", "2026-09-02", "2030-12-31"]),
        decided=_dated,
    ),
    st.builds(
        ConsentWithdrawn, item=st.sampled_from([None, None, "heart", "sleep"]), decided=_dated
    ),
    st.builds(
        ConsentInvalidated, ground=st.just("court"), was_never_valid=st.booleans(), decided=_dated
    ),
    st.sampled_from(
        [
            *ENDINGS,
            RequestAdded(request_version=1, request_sha256=DIGEST),
            ConsentPutOff(request_version=1, request_sha256=DIGEST),
        ]
    ),
)
_tomorrow = st.sampled_from(
    [
        (b'"v":1', b'"v":2'),
        (b"event/1", b"event/2"),
        (b'"kind":"consent.', b'"kind":"consent.new_'),
        (b'"recorded"', b'"written"'),
        (b'"project"', b'"about"'),
    ]
)


@st.composite
def histories(draw: st.DrawFn, projects: Sequence[str] = PROJECTS) -> list[Entry]:
    """Return a log's consents: some backdated, some that no program of today can read."""
    story = Story()
    for details in draw(st.lists(_details, max_size=12)):
        hours = draw(st.sampled_from([0, 0, 1, 5]))
        story.tell(details, project=draw(st.sampled_from(projects)), hours=hours)
    found = []
    for entry in story.entries:
        body = entry.body
        if draw(st.integers(0, 9)) == 0:
            before, after = draw(_tomorrow)
            body = body.replace(before, after)
        read = entry_of(entry.position, body)
        if read is not None:
            found.append(read)
    return found


def whole_fold(history: Sequence[Entry], project: str, today: date) -> ProjectConsent | None:
    """Return what all events come to, nothing forgotten."""
    about = [entry for entry in history if entry.project in {project, ""}]
    is_told = any(entry.project == project for entry in history)
    return fold(about, today) if is_told else None


_days = st.sampled_from([date(2026, 9, day) for day in (1, 2, 3, 30)])


@settings(max_examples=400)
@given(histories(), st.lists(st.integers(0, 12), max_size=4), _days)
def test_a_ledger_is_the_fold_of_its_log_in_any_batches(
    history: list[Entry], cuts: list[int], today: date
) -> None:
    """Also backdated, unreadable and never valid ones; the ledger forgets what is over."""
    whole, batched = Ledger(), Ledger()
    whole.add(history)
    at = 0
    for cut in [*sorted(cuts), len(history)]:
        batched.add(iter(history[at:cut]))
        at = max(at, cut)
    assert whole.consents(today) == batched.consents(today)
    for project in PROJECTS:
        assert whole.consent(project, today) == whole_fold(history, project, today)


@settings(max_examples=200)
@given(histories(("one",)), _days)
def test_the_state_now_is_the_state_at_the_end_of_all_that_is_known(
    history: list[Entry], today: date
) -> None:
    if not any(entry.project == "one" for entry in history):
        return
    later = datetime(today.year, today.month, today.day, 21, tzinfo=NOON.tzinfo)
    known = [entry for entry in history if entry.recorded <= instant(later)]
    if any(entry.project == "one" for entry in known):
        assert consent_at(history, later, later) == fold(known, today)


@settings(max_examples=200)
@given(histories(("one",)), st.integers(0, 70), st.sampled_from(ENDINGS[:3]))
def test_an_ending_leaves_what_held_and_was_known_before(
    history: list[Entry], hours: int, ending: Details
) -> None:
    """Withdrawing and folding to an earlier time gives the earlier state."""
    story = Story()
    then = NOON + timedelta(hours=hours)
    story.clock.now = NOON + timedelta(hours=71)
    (last,) = story.tell(ending, project="one").entries
    after = [*history, Entry(Position(len(history)), last.kind, "one", last.body)]
    assert consent_at(after, then) == consent_at(history, then)
    assert consent_at(after, then, then) == consent_at(history, then, then)


@settings(max_examples=300)
@given(histories(("one",)), st.sampled_from(ENDINGS))
def test_after_an_ending_nothing_is_in_force(history: list[Entry], ending: Details) -> None:
    """Whatever came before it, and however that was dated."""
    story = Story()
    story.clock.now = NOON + timedelta(hours=100)
    (last,) = story.tell(ending, project="one").entries
    ledger = Ledger()
    ledger.add([*history, Entry(Position(len(history)), last.kind, "one", last.body)])
    consent = ledger.consent("one", date(2026, 9, 1))
    assert consent is not None
    assert not consent.state.is_in_force


@settings(max_examples=200)
@given(histories(("one",)), st.integers(0, 70))
def test_what_was_known_then_is_what_the_ledger_said_then(history: list[Entry], hours: int) -> None:
    """The past as it was known is the same as a ledger that stopped there."""
    then = NOON + timedelta(hours=hours)
    known = [entry for entry in history if entry.recorded <= instant(then)]
    if not any(entry.project == "one" for entry in known):
        return
    ledger = Ledger()
    ledger.add(known)
    today = then.date() if then.hour < 22 else then.date() + timedelta(days=1)
    assert consent_at(history, then, then) == ledger.consent("one", today)


class FakeLog:
    """A log of nothing but the bytes of these events."""

    def __init__(self, history: list[Entry]) -> None:
        self.history = history

    def bodies_of(self, *starts: bytes) -> Iterator[tuple[Position, bytes]]:
        for entry in self.history:
            if entry.body.startswith(starts):
                yield entry.position, entry.body


@settings(max_examples=300)
@given(histories(), _days)
def test_reading_a_log_from_its_end_gives_the_same(history: list[Entry], today: date) -> None:
    log = cast("AuditLog", FakeLog(history))
    ledger = Ledger()
    ledger.add(entries(log))
    assert load_ledger(log).consents(today) == ledger.consents(today)


def test_the_histories_hold_what_they_are_for() -> None:
    """Negative control: a ledger that forgets too much, or folds as recorded, is caught."""
    story = Story(project="one")
    story.tell(given_event()).tell(ConsentWithdrawn())
    story.tell(given_event(decided=instant(NOON)))
    ledger = Ledger()
    ledger.add(story.entries)
    right = ledger.consent("one", date(2026, 9, 1))
    assert right is not None
    assert right.state is ConsentState.WITHDRAWN
    forgets = fold(story.entries[-1:], date(2026, 9, 1))
    assert forgets.state is ConsentState.GIVEN
