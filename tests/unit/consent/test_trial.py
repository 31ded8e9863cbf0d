"""Try it on my data: counts, reasons and examples before anything is decided."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from consent.choices import Choices, ItemChoice
from consent.periods import Period
from consent.policy import DenyReason, Record
from consent.request import ProjectRequest
from consent.trial import (
    MOST_EXAMPLES,
    Change,
    Comparison,
    compare,
    everything_asked,
    try_choices,
)
from consent.trial_counts import Reach, Tally
from datadonor.audit.custody import OpenVault
from datadonor.records.categories import CategoryId
from datadonor.records.sample import OPEN_END_MS, Document, Episode, Sample
from datadonor.records.types import TypeId
from datadonor.records.writing import RecordWriter
from datadonor.vault.database import Connection
from tests.choice_cases import midnight_ms, stored_records
from tests.stores import APP, WATCH, new_import, steps, store_in_memory
from tests.stores import UTC as UTC_CONTEXT
from tests.synthetic_requests import complete_request, with_change

NOW: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
DAY_MS: Final = 86_400_000
FIRST_MS: Final = midnight_ms(date(2024, 1, 1))


def heart(nth: int) -> Sample:
    context = UTC_CONTEXT._replace(unit="count/min")
    return Sample(TypeId("HeartRate"), FIRST_MS + nth * DAY_MS, 0, 60.0 + nth, None, WATCH, context)


def document(nth: int, date_ms: int | None, **changes: Any) -> Document:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "kind": "Procedure",
        "category": CategoryId("heart"),
        "identity": f"document-{nth}",
        "body": b'{"resourceType":"Procedure"}',
        "source": APP,
        "basis": UTC_CONTEXT.basis,
        "date_ms": date_ms,
    }
    return Document(**fields | changes)


def fill(connection: Connection) -> None:
    """Put in 30 pulses, 5 steps, a workout, and seven documents of which two may go."""
    with connection.transaction():
        writer = RecordWriter(connection, new_import(connection))
        for nth in range(30):
            writer.add_sample(heart(nth))
        for nth in range(5):
            writer.add_sample(steps(FIRST_MS + nth * DAY_MS, 100))
        writer.add_episode(Episode("Workout", FIRST_MS, 3_600_000, WATCH, UTC_CONTEXT))
        documents = [
            document(1, FIRST_MS),
            document(2, None),
            document(3, None),
            document(4, None),
            document(5, FIRST_MS, end_ms=OPEN_END_MS),
            document(6, FIRST_MS - 1),
            document(7, None, kind="Device"),
        ]
        for each in documents:
            writer.add_document(each)
        writer.finish()


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        fill(connection)
        yield connection


def request(*items: dict[str, Any]) -> ProjectRequest:
    whole = complete_request()
    one = whole.items[1].model_dump(mode="json", by_alias=True, exclude_none=True)
    usual = {
        "required": False,
        "finest_resolution": "raw",
        "window": {"from": "2024-01-01", "until": "2024-12-31"},
    }
    wanted = items or ({"id": "heart", "category": "heart"}, {"id": "move", "category": "activity"})
    return with_change(whole, "items", [one | usual | each for each in wanted])


def yes(**changes: Any) -> ItemChoice:  # noqa: ANN401 - any field
    return ItemChoice.model_validate({"granted": True} | changes)


def test_everything_asked_goes_but_for_what_the_rules_keep(store: Connection) -> None:
    trial = try_choices(store, request(), everything_asked(request()), NOW)
    own = trial.category("heart")
    assert own is not None
    assert own.whole.going == 32
    assert own.whole.staying == {
        DenyReason.UNDATED: 3,
        DenyReason.NOT_OVER: 1,
        DenyReason.OUTSIDE_WINDOW: 1,
    }
    assert {name: tally.going for name, tally in own.types.items()} == {
        "Device": 1,
        "HeartRate": 30,
        "Procedure": 1,
    }
    assert own.whole.days == Period(date(2024, 1, 1), date(2024, 1, 30))
    assert own.types["Device"].days is None
    assert trial.whole.going == 38
    assert trial.whole.stays == 5


def test_nothing_chosen_keeps_everything(store: Connection) -> None:
    trial = try_choices(store, request(), Choices(), NOW)
    assert trial.whole == Tally(0, {DenyReason.NOT_GRANTED: 43}, None)
    assert all(not each.examples for each in trial.categories)
    assert all(each.grant is None for each in trial.items)


def test_after_the_last_day_everything_stays_for_that_reason(store: Connection) -> None:
    over = everything_asked(request()).model_copy(update={"expires": date(2026, 8, 31)})
    trial = try_choices(store, request(), over, NOW)
    assert trial.whole == Tally(0, {DenyReason.CONSENT_OVER: 43}, None)


def test_a_choice_that_goes_too_far_takes_nothing(store: Connection) -> None:
    choices = Choices(items={"heart": yes(until=date(2025, 1, 1)), "move": yes()})
    trial = try_choices(store, request(), choices, NOW)
    own = trial.category("heart")
    assert own is not None
    assert own.whole == Tally(0, {DenyReason.BEYOND_REQUEST: 37}, None)
    assert trial.whole.going == 6


def test_records_left_out_are_counted_as_such(store: Connection) -> None:
    names = [Record.of(each).name for each in stored_records(store) if each.name == "HeartRate"]
    choices = Choices(items={"heart": yes(excluded_records=tuple(names[:4]))})
    own = try_choices(store, request(), choices, NOW).category("heart")
    assert own is not None
    assert own.types["HeartRate"].going == 26
    assert own.types["HeartRate"].staying == {DenyReason.EXCLUDED: 4}
    assert own.whole.days == Period(date(2024, 1, 1), date(2024, 1, 30))


def test_each_item_speaks_for_itself(store: Connection) -> None:
    """What one item permits does not hide what another would not have taken."""
    asked = request(
        {"id": "all", "category": "heart"},
        {"id": "device", "category": "heart", "types": ["Device", "HeartRate"]},
    )
    choices = Choices(items={"all": yes(), "device": yes(types=("Device",))})
    trial = try_choices(store, asked, choices, NOW)
    everything, device = trial.item("all"), trial.item("device")
    assert everything is not None
    assert device is not None
    assert everything.whole.going == 32
    assert device.whole.going == 1
    assert device.whole.staying == {DenyReason.TYPE_NOT_GRANTED: 30}
    assert list(device.types) == ["Device", "HeartRate"]
    assert trial.whole.going == 32
    assert [each.category for each in trial.categories] == ["heart"]


def test_what_one_item_does_not_ask_for_is_told_by_category_only(store: Connection) -> None:
    asked = request({"id": "device", "category": "heart", "types": ["Device"]})
    trial = try_choices(store, asked, everything_asked(asked), NOW)
    assert trial.whole.staying == {DenyReason.NOT_ASKED: 36}
    item = trial.item("device")
    assert item is not None
    assert item.whole == Tally(1, {}, None)
    assert trial.item("unknown") is None
    assert trial.category("sleep") is None


def test_examples_are_few_and_spread_over_types_and_time(store: Connection) -> None:
    trial = try_choices(store, request(), everything_asked(request()), NOW)
    own = trial.category("heart")
    assert own is not None
    assert sorted(each.name for each in own.examples) == ["Device", "HeartRate", "Procedure"]
    only = request({"id": "heart", "category": "heart", "types": ["HeartRate"]})
    pulses = try_choices(store, only, everything_asked(only), NOW).category("heart")
    assert pulses is not None
    days = [(each.start_ms or 0) - FIRST_MS for each in pulses.examples]
    assert [ms // DAY_MS for ms in days] == [5, 15, 25]
    assert len(days) == MOST_EXAMPLES


def test_where_there_is_one_record_it_is_the_one_example(store: Connection) -> None:
    only = request({"id": "move", "category": "activity", "types": ["Workout"]})
    found = try_choices(store, only, everything_asked(only), NOW).category("activity")
    assert found is not None
    assert [each.name for each in found.examples] == ["Workout"]


def test_a_changed_choice_shows_what_it_changes_and_nothing_else(store: Connection) -> None:
    asked = request()
    before = try_choices(store, asked, everything_asked(asked), NOW)
    narrowed = Choices(items={"heart": yes(until=date(2024, 1, 10)), "move": yes()})
    after = try_choices(store, asked, narrowed, NOW)
    change = Change("heart", 32, 12, {"HeartRate": (30, 10)})
    assert compare(before, after) == Comparison((change,), (change,))
    back = change._replace(before=12, after=32, types={"HeartRate": (10, 30)})
    assert compare(after, before) == Comparison((back,), (back,))
    assert compare(before, before) == Comparison((), ())


def test_two_versions_of_a_request_can_be_compared_too(store: Connection) -> None:
    one, two = request(), request({"id": "heart", "category": "heart"})
    before = try_choices(store, one, everything_asked(one), NOW)
    after = try_choices(store, two, everything_asked(two), NOW)
    gone = {"StepCount": (5, 0), "Workout": (1, 0)}
    assert compare(before, after) == Comparison(
        (Change("activity", 6, 0, gone),), (Change("move", 6, 0, gone),)
    )


def test_a_category_without_records_says_so(store: Connection) -> None:
    asked = request({"id": "sleep", "category": "sleep"})
    trial = try_choices(store, asked, everything_asked(asked), NOW)
    assert trial.whole == Tally()
    assert trial.categories[0].types == {}


def test_trying_needs_no_right_to_write_and_writes_nothing(opened: OpenVault) -> None:
    connection = opened.vault.connection
    fill(connection)
    connection.make_read_only()
    changed = connection.number("SELECT total_changes()")
    trial = try_choices(connection, request(), everything_asked(request()), NOW)
    assert trial.whole.going == 38
    assert connection.number("SELECT total_changes()") == changed


def test_tallies_add_up() -> None:
    one = Tally(2, {DenyReason.UNDATED: 1}, Reach(5, 9))
    two = Tally(3, {DenyReason.UNDATED: 2, DenyReason.NOT_OVER: 1}, Reach(1, 6))
    both = Tally(5, {DenyReason.UNDATED: 3, DenyReason.NOT_OVER: 1}, Reach(1, 9))
    assert one + two == two + one == both
    assert one + Tally() == one
    assert both.stays == 4
