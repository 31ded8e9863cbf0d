"""What becomes of dates."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.request import Dates, Resolution
from export.minimisation.dates import DateTreatment, Precision, birth_year, read_date

DAY = date(2024, 3, 5)
NOON_MS = 1_709_636_400_123  # 2024-03-05 11:00:00.123 UTC


@dataclass(frozen=True)
class Shift:
    date_shift_days: int = -70
    newest_days_held_back: int = 3


def treatment(
    dates: Dates, resolution: Resolution = Resolution.RAW, shift: Shift | None = None
) -> DateTreatment:
    return DateTreatment(dates, shift or Shift(), resolution, date(2026, 6, 10))


@pytest.mark.parametrize(
    ("dates", "instant", "day"),
    [
        (Dates.SHIFTED, "2023-12-26T11:00:00Z", "2023-12-26"),
        (Dates.EXACT, "2024-03-05T11:00:00Z", "2024-03-05"),
        (Dates.MONTH, None, "2024-03"),
        (Dates.YEAR, None, "2024"),
    ],
)
def test_each_treatment(dates: Dates, instant: str | None, day: str) -> None:
    treated = treatment(dates)
    assert treated.instant(NOON_MS) == instant
    assert treated.day(DAY) == day
    assert treated.when(NOON_MS) == (instant or day)
    assert treated.rule == f"dates_{dates}"


@pytest.mark.parametrize("resolution", list(Resolution))
def test_a_time_of_day_goes_only_where_records_are_raw_or_by_the_hour(
    resolution: Resolution,
) -> None:
    treated = treatment(Dates.EXACT, resolution)
    is_told = resolution in {Resolution.RAW, Resolution.HOUR}
    assert (treated.instant(NOON_MS) is not None) is is_told
    assert treated.when(NOON_MS) == ("2024-03-05T11:00:00Z" if is_told else "2024-03-05")


@pytest.mark.parametrize(
    ("dates", "text", "sent"),
    [
        (Dates.SHIFTED, "2024-03-05", "2023-12-26"),
        (Dates.SHIFTED, "2024-03-05T12:00:00+01:00", "2023-12-26T11:00:00Z"),
        # Fail closed: beside a shifted day, a true month or year would bound the shift.
        (Dates.SHIFTED, "2024-03", None),
        (Dates.SHIFTED, "2024", None),
        (Dates.EXACT, "2024-03", "2024-03"),
        (Dates.EXACT, "2024", "2024"),
        (Dates.MONTH, "2024-03", "2024-03"),
        (Dates.MONTH, "2024", "2024"),
        (Dates.YEAR, "2024-03", "2024"),
        (Dates.YEAR, "2024-03-05T12:00:00Z", "2024"),
        # A time without zone is no FHIR: only its day is believed.
        (Dates.EXACT, "2024-03-05T12:00:00", "2024-03-05"),
        (Dates.EXACT, "2024-03-05T23:59:60Z", "2024-03-05T23:59:59Z"),
        # Midnight in Denmark is the day before in UTC; the day is Denmark's.
        (Dates.MONTH, "2024-05-31T22:30:00Z", "2024-06"),
    ],
)
def test_partial_dates_have_one_written_rule(dates: Dates, text: str, sent: str | None) -> None:
    assert treatment(dates).partial(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "2024-13-01", "2024-02-30", "1899-12-31", "2100-01-01", "2024-3-5"),
        *("2024-03-05 12:00", "٢٠٢٤-03-05", "2024-03-05T25:00:00Z", "20240305", "0001-01-01"),
        *("2024-03-05T12:00:00+99:99", "9999-12-31T23:59:59Z", "2024-03-05\n", "300174-9995"),
    ],
)
def test_what_is_no_date_is_not_sent(text: str) -> None:
    assert all(treatment(dates).partial(text) is None for dates in Dates)


@given(
    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    st.integers(5, 52),
)
def test_a_shift_keeps_intervals_and_weekdays(one: date, other: date, weeks: int) -> None:
    treated = treatment(Dates.SHIFTED, shift=Shift(-7 * weeks))
    sent = [date.fromisoformat(treated.day(each)) for each in (one, other)]
    assert sent[1] - sent[0] == other - one
    assert sent[0] < one
    assert sent[0].weekday() == one.weekday()


@given(st.integers(-(2**62), 2**62))
def test_any_number_of_milliseconds_is_a_moment_or_nothing(ms: int) -> None:
    for dates in Dates:
        treatment(dates).when(ms)
        treatment(dates).instant(ms)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = read_date(text)
    assert read is None or read.precision in Precision


def test_the_newest_days_stay_where_dates_are_shifted() -> None:
    treated = treatment(Dates.SHIFTED)
    assert treated.last_day == date(2026, 6, 7)
    assert not treated.is_held_back(date(2026, 6, 7))
    assert treated.is_held_back(date(2026, 6, 8))
    assert treated.is_held_back(date(2026, 6, 10) + timedelta(days=1))


def test_with_no_days_held_back_only_the_future_stays() -> None:
    treated = treatment(Dates.SHIFTED, shift=Shift(-70, 0))
    assert not treated.is_held_back(date(2026, 6, 10))
    assert treated.is_held_back(date(2026, 6, 11))


@pytest.mark.parametrize("dates", [Dates.EXACT, Dates.MONTH, Dates.YEAR])
def test_nothing_is_held_back_where_dates_are_not_shifted(dates: Dates) -> None:
    assert not treatment(dates).is_held_back(date(2026, 6, 10))


def test_of_the_very_old_no_year_is_told() -> None:
    """Who turns 90 in the year of release, or has before, was born that year or earlier."""
    release = date(2026, 6, 10)
    assert birth_year(1937, release) == (1937, False)
    assert birth_year(1936, release) == (1936, True)
    assert birth_year(1921, release) == birth_year(1936, release)
    assert treatment(Dates.SHIFTED).birth_year(date(1930, 1, 1)) == (1936, True)
