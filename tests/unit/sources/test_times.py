"""Times: to the right instant, with what is known of local time, and nothing guessed."""

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.reading import COPENHAGEN
from datadonor.sources.times import (
    EARLIEST_MS,
    LATEST_MS,
    LocalClock,
    bounded,
    moment_from_iso,
    moment_from_local,
    moment_from_ms,
)

SUMMER: Final = datetime(2026, 5, 1, 8, 30, tzinfo=UTC)
SUMMER_MS: Final = round(SUMMER.timestamp() * 1000)
TWICE: Final = datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - local, and that is the point
SKIPPED: Final = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001


def utc(ms: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)


def test_the_bounds_are_the_years_1900_to_2099() -> None:
    assert utc(EARLIEST_MS) == datetime(1900, 1, 1, tzinfo=UTC)
    assert utc(LATEST_MS) == datetime(2100, 1, 1, tzinfo=UTC)
    assert bounded(EARLIEST_MS) == EARLIEST_MS
    assert bounded(LATEST_MS - 1) == LATEST_MS - 1


@pytest.mark.parametrize("ms", [EARLIEST_MS - 1, LATEST_MS, 1 << 63, -(1 << 200)])
def test_a_time_beyond_them_is_absurd(ms: int) -> None:
    with pytest.raises(RowUnreadable) as caught:
        moment_from_ms(ms)
    assert caught.value.fault is Fault.TIME_ABSURD


@pytest.mark.parametrize("minutes", [24 * 60, -24 * 60, 10**18])
def test_an_offset_of_a_day_or_more_is_absurd(minutes: int) -> None:
    """Nothing that reads it later could make local time of it."""
    with pytest.raises(RowUnreadable):
        moment_from_ms(0, minutes)
    assert moment_from_ms(0, 1439).basis == Basis(ZoneKnown.OFFSET, 1439)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("2026-05-01T08:30:00Z", Basis(ZoneKnown.UTC)),
        (" 2026-05-01T08:30:00.000z ", Basis(ZoneKnown.UTC)),
        ("2026-05-01 10:30:00 +0200".replace(" +", "+"), Basis(ZoneKnown.OFFSET, 120)),
        ("2026-05-01T08:30:00+00:00", Basis(ZoneKnown.OFFSET, 0)),
        ("2026-05-01T05:00:00-03:30", Basis(ZoneKnown.OFFSET, -210)),
        ("2026-05-01T10:30", Basis(ZoneKnown.ASSUMED, 120)),
        ("20260501T103000", Basis(ZoneKnown.ASSUMED, 120)),
    ],
)
def test_each_way_to_write_one_instant_gives_it(text: str, basis: Basis) -> None:
    """``Z`` says where the clock in Greenwich stood, an offset where the person's did."""
    moment = moment_from_iso(text, COPENHAGEN)
    assert moment == (SUMMER_MS, basis)


@pytest.mark.parametrize(
    "text",
    ["", "Z", "z", "noon", "2026-13-01T00:00:00", "2026-02-30", "2026-05-01T25:00", "1e9", "\0",
     "2026-05-01T08:30:00+99:00", "٢٠٢٦-05-01", "\ud800", "9" * 10_000],
)  # fmt: skip
def test_what_is_no_time_is_unreadable(text: str) -> None:
    with pytest.raises(RowUnreadable) as caught:
        moment_from_iso(text, COPENHAGEN)
    assert caught.value.fault is Fault.TIME_UNREADABLE
    assert not text.strip() or text not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59:59.999999-23:59", "0001-01-01T00:00:00+23:59", "2100-01-01T00:00Z"]
)
def test_the_year_9999_is_absurd_and_nothing_worse(text: str) -> None:
    """The ends of what ``datetime`` can hold overflow in arithmetic with zones."""
    with pytest.raises(RowUnreadable) as caught:
        moment_from_iso(text, COPENHAGEN)
    assert caught.value.fault is Fault.TIME_ABSURD


@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("local", [datetime.max, datetime.min])  # noqa: DTZ901 - the ends
def test_the_ends_of_local_time_are_absurd_in_every_zone(local: datetime, zone: str) -> None:
    with pytest.raises(RowUnreadable, match=Fault.TIME_ABSURD):
        moment_from_local(local, ZoneInfo(zone))
    with pytest.raises(RowUnreadable, match=Fault.TIME_ABSURD):
        LocalClock(ZoneInfo(zone)).read(local)


def test_the_hour_that_comes_twice_is_marked_unless_it_is_known_which() -> None:
    """In October 02:30 happens in summer time and, an hour later, in winter time."""
    first = moment_from_local(TWICE, COPENHAGEN, is_second=False)
    second = moment_from_local(TWICE, COPENHAGEN, is_second=True)
    assert first.basis == (ZoneKnown.ASSUMED, 120, None)
    assert second.basis == (ZoneKnown.ASSUMED, 60, None)
    assert second.ms - first.ms == 3_600_000
    unknown = moment_from_local(TWICE, COPENHAGEN)
    assert unknown.ms == first.ms
    assert unknown.basis.known is ZoneKnown.AMBIGUOUS


def test_the_hour_that_is_left_out_is_read_and_not_ambiguous() -> None:
    """A clock that was not put forward in time shows it all the same."""
    moment = moment_from_local(SKIPPED, COPENHAGEN)
    assert moment.basis.known is ZoneKnown.ASSUMED
    assert utc(moment.ms) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_file_in_order_of_time_tells_the_two_hours_apart() -> None:
    """The second of them is where the clock goes back."""
    clock = LocalClock(COPENHAGEN)
    begin = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
    instants = [begin + timedelta(minutes=15 * n) for n in range(20)]
    for instant in instants:
        local = instant.astimezone(COPENHAGEN).replace(tzinfo=None)
        moment = clock.read(local)
        assert utc(moment.ms) == instant
        assert moment.basis.known is ZoneKnown.ASSUMED


def test_a_file_that_begins_in_that_hour_does_not_pretend_to_know() -> None:
    clock = LocalClock(COPENHAGEN)
    assert clock.read(TWICE).basis.known is ZoneKnown.AMBIGUOUS
    assert clock.read(TWICE - timedelta(minutes=15)).basis.known is ZoneKnown.ASSUMED


@given(
    local=st.datetimes(datetime(1900, 1, 3), datetime(2099, 12, 30)),  # noqa: DTZ001
    zone=st.sampled_from(["Europe/Copenhagen", "America/Nuuk", "Atlantic/Faroe", "Asia/Tokyo"]),
)
def test_instant_and_offset_give_back_what_the_file_said(local: datetime, zone: str) -> None:
    """So that an assumed time can be read again in another zone."""
    local = local.replace(microsecond=local.microsecond // 1000 * 1000, second=0)
    moment = moment_from_local(local, ZoneInfo(zone))
    assert moment.basis.offset_minutes is not None
    back = utc(moment.ms) + timedelta(minutes=moment.basis.offset_minutes)
    # Before zones had whole minutes an offset is rounded.
    assert abs(back.replace(tzinfo=None) - local) < timedelta(minutes=1)
    if local.year > 1950:
        assert back.replace(tzinfo=None) == local


@given(text=st.text(max_size=40))
def test_any_text_is_a_time_or_unreadable(text: str) -> None:
    try:
        moment = moment_from_iso(text, COPENHAGEN)
    except RowUnreadable:
        return
    assert EARLIEST_MS <= moment.ms < LATEST_MS
