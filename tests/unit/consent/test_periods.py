"""Which days are allowed: the algebra, the reading of days, and what documents decide.

The tables hold the cases of TORCH (medizininformatik-initiative/torch, Apache-2.0), under
its own names for them, the expectations only:

- ``UNIONS``, ``INTERSECTIONS``, ``DIFFERENCES``, ``COVERED``: ``NonContinuousPeriodTest``
  and the first half of ``PeriodTest``;
- ``READINGS``: ``PeriodTest.FromHapiTests``, with ``ProvisionExtractorTest``;
- ``BY_CODE``, ``ALLOWED``, ``GATES``: ``ConsentCalculatorTest``.

Where we differ on purpose, the table says so and expects ours:

- a deny that cannot be read denies every day, where TORCH passes over it;
- a deny cuts whatever was signed later too; TORCH lets a later permit bring days back
  (``laterPermitReinstatesEarlierDeniedPeriod``);
- an instant is a day in Europe/Copenhagen, not in the zone that it is written in, and one
  without zone is unreadable;
- periods that touch are one however the set is made (``sizeAndGet`` keeps two);
- without any gate code nothing is allowed, so cases that have none are given an open gate.

Left out: the shift of a consent to the start of an encounter, and retrospective modifier
codes. Both are particular to the German consent.
"""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from consent.periods import (
    ALL_DAYS,
    EVERYTHING,
    NOTHING,
    ConsentDocument,
    Kind,
    Period,
    Periods,
    Provision,
    allowed_days,
    days_by_code,
    deny_period,
    local_day,
    permit_period,
)
from datadonor.records.rollups import date_in_denmark

GATE, ONE, TWO = "use", "collect", "keep"
TODAY = date(2026, 9, 1)
MS = timedelta(milliseconds=1)
LEAP = "2024-02-28 … 2024-02-29"


def p(written: str) -> Period:
    """Read ``2024-01-01 … 2024-01-10``, or a single day."""
    first, _, last = written.partition(" … ")
    return Period.of(date.fromisoformat(first), date.fromisoformat(last or first))


def days(*written: str) -> Periods:
    return Periods.of(*map(p, written))


def permit(code: str | None, written: str) -> Provision:
    return Provision(Kind.PERMIT, code, p(written))


def deny(code: str | None, written: str) -> Provision:
    return Provision(Kind.DENY, code, p(written))


def active(*provisions: Provision) -> ConsentDocument:
    return ConsentDocument(is_active=True, provisions=provisions)


def inactive(*provisions: Provision) -> ConsentDocument:
    return ConsentDocument(is_active=False, provisions=provisions)


OPEN_GATE = Provision(Kind.PERMIT, GATE, ALL_DAYS)


# --- One period -----------------------------------------------------------------------


def test_first_and_last_day_both_count() -> None:
    """Closed by day: a record of either end is inside (PeriodTest.ContainsTests)."""
    period = p("2025-01-01 … 2025-01-10")
    inside = ["2025-01-01", "2025-01-05", "2025-01-10"]
    outside = ["2024-12-31", "2025-01-11"]
    assert all(period.contains(date.fromisoformat(day)) for day in inside)
    assert not any(period.contains(date.fromisoformat(day)) for day in outside)
    assert period.days == 10


def test_a_period_may_be_one_day() -> None:
    period = p("2024-02-29")
    assert period.days == 1
    assert date(2024, 2, 29) in period
    assert date(2024, 3, 1) not in period


def test_in_asks_for_days_between_the_ends_too() -> None:
    """A tuple answers ``in`` for its two members only, which would lose a deny's middle."""
    assert date(2024, 1, 5) in p("2024-01-01 … 2024-01-10")
    assert date(2024, 1, 5) not in tuple(p("2024-01-01 … 2024-01-10"))


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before"):
        Period.of(date(2024, 1, 2), date(2024, 1, 1))


def test_one_put_together_in_reverse_has_no_day_and_enters_no_set() -> None:
    reversed_one = Period(date(2024, 1, 9), date(2024, 1, 2))
    assert date(2024, 1, 5) not in reversed_one
    assert not p("2024-01-01 … 2024-01-10").covers(reversed_one)
    assert not EVERYTHING.covers(reversed_one)
    with pytest.raises(ValueError, match="ends before"):
        Periods.of(reversed_one)
    with pytest.raises(ValueError, match="ends before"):
        Periods((p("2024-01-01 … 2024-01-20"), reversed_one))


def test_a_moment_is_no_day() -> None:
    """A datetime is a date to Python; comparing them must not pass unseen."""
    with pytest.raises(TypeError):
        assert datetime(2024, 1, 5, tzinfo=UTC) in p("2024-01-01 … 2024-01-10")


# --- Sets of days: TORCH's cases -------------------------------------------------------

UNIONS = {
    "combinesPeriods": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-02-01 … 2024-02-10"],
        ["2024-01-01 … 2024-01-10", "2024-02-01 … 2024-02-10"],
    ),
    "mergesOverlappingPeriods": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-05 … 2024-01-15"],
        ["2024-01-01 … 2024-01-15"],
    ),
    "mergesContiguousPeriods": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-11 … 2024-01-20"],
        ["2024-01-01 … 2024-01-20"],
    ),
    "ignoresEmptyPeriods": ([], ["2024-01-01 … 2024-01-10"], ["2024-01-01 … 2024-01-10"]),
    "mergesContainedPeriods": (
        ["2024-01-01 … 2024-01-20"],
        ["2024-01-05 … 2024-01-10"],
        ["2024-01-01 … 2024-01-20"],
    ),
    "ours: a day apart stays apart": (
        ["2024-01-01 … 2024-01-09"],
        ["2024-01-11 … 2024-01-20"],
        ["2024-01-01 … 2024-01-09", "2024-01-11 … 2024-01-20"],
    ),
    "ours: over a leap day": ([LEAP], ["2024-03-01"], ["2024-02-28 … 2024-03-01"]),
    "ours: no leap day in 1900": (["1900-02-28"], ["1900-03-01"], ["1900-02-28 … 1900-03-01"]),
    "ours: over the end of a year": (["2023-12-31"], ["2024-01-01"], ["2023-12-31 … 2024-01-01"]),
}

INTERSECTIONS = {
    "emptyWhenOneSideEmpty": (["2024-01-01 … 2024-01-10"], [], []),
    "emptyWhenNoOverlap": (["2024-01-01 … 2024-01-10"], ["2024-02-01 … 2024-02-10"], []),
    "partialOverlap": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-05 … 2024-01-15"],
        ["2024-01-05 … 2024-01-10"],
    ),
    "fullContainment": (
        ["2024-01-01 … 2024-01-31"],
        ["2024-01-10 … 2024-01-20"],
        ["2024-01-10 … 2024-01-20"],
    ),
    "touchingBoundariesShouldBeEmpty": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-11 … 2024-01-20"],
        [],
    ),
    "multiplePeriodsIntersectAllPairs": (
        ["2024-01-01 … 2024-01-10", "2024-02-01 … 2024-02-10"],
        ["2024-01-05 … 2024-01-07", "2024-02-05 … 2024-02-20"],
        ["2024-01-05 … 2024-01-07", "2024-02-05 … 2024-02-10"],
    ),
    "testIntersect_noOverlap": (["2025-01-01 … 2025-01-10"], ["2025-01-11 … 2025-01-20"], []),
    "testIntersect_partialOverlap": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-05 … 2025-01-15"],
        ["2025-01-05 … 2025-01-10"],
    ),
    "testIntersect_fullOverlap": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-02 … 2025-01-09"],
        ["2025-01-02 … 2025-01-09"],
    ),
    "ours: one day in common": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-10 … 2024-01-20"],
        ["2024-01-10"],
    ),
}

DIFFERENCES = {
    "removesOverlappingPortion": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-05 … 2024-01-07"],
        ["2024-01-01 … 2024-01-04", "2024-01-08 … 2024-01-10"],
    ),
    "removesEntirePeriodWhenFullyCovered": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-01 … 2024-01-10"],
        [],
    ),
    "keepsUnrelatedPeriodsIntact": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-20 … 2024-01-25"],
        ["2024-01-01 … 2024-01-10"],
    ),
    "multipleDeniesHandledCorrectly": (
        ["2024-01-01 … 2024-01-10"],
        ["2024-01-03 … 2024-01-04", "2024-01-07 … 2024-01-08"],
        ["2024-01-01 … 2024-01-02", "2024-01-05 … 2024-01-06", "2024-01-09 … 2024-01-10"],
    ),
    "testSubtract_noOverlap": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-11 … 2025-01-15"],
        ["2025-01-01 … 2025-01-10"],
    ),
    "testSubtract_partialLeft": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-05 … 2025-01-07"],
        ["2025-01-01 … 2025-01-04", "2025-01-08 … 2025-01-10"],
    ),
    "testSubtract_leftEdge": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-01 … 2025-01-05"],
        ["2025-01-06 … 2025-01-10"],
    ),
    "testSubtract_rightEdge": (
        ["2025-01-01 … 2025-01-10"],
        ["2025-01-05 … 2025-01-10"],
        ["2025-01-01 … 2025-01-04"],
    ),
    "testSubtract_fullCover": (["2025-01-01 … 2025-01-10"], ["2025-01-01 … 2025-01-10"], []),
    "ours: a leap day alone": (
        ["2024-02-01 … 2024-03-31"],
        ["2024-02-29"],
        ["2024-02-01 … 2024-02-28", "2024-03-01 … 2024-03-31"],
    ),
    "ours: one hole across two periods": (
        ["2024-01-01 … 2024-01-10", "2024-01-20 … 2024-01-30"],
        ["2024-01-10 … 2024-01-20"],
        ["2024-01-01 … 2024-01-09", "2024-01-21 … 2024-01-30"],
    ),
}

COVERED = {
    "trueWhenInsidePeriod": (["2024-01-01 … 2024-01-10"], "2024-01-02 … 2024-01-05", True),
    "falseWhenOutside": (["2024-01-01 … 2024-01-10"], "2024-01-11 … 2024-01-12", False),
    "ours: both ends count": (["2024-01-01 … 2024-01-10"], "2024-01-01 … 2024-01-10", True),
    "ours: begins a day early": (["2024-01-01 … 2024-01-10"], "2023-12-31 … 2024-01-05", False),
    "ours: ends a day late": (["2024-01-01 … 2024-01-10"], "2024-01-05 … 2024-01-11", False),
    "ours: a stay over a gap": (
        ["2024-01-01 … 2024-01-10", "2024-01-12 … 2024-01-20"],
        "2024-01-09 … 2024-01-13",
        False,
    ),
    "ours: a stay over a seam": (
        ["2024-01-01 … 2024-01-10", "2024-01-11 … 2024-01-20"],
        "2024-01-09 … 2024-01-13",
        True,
    ),
    "ours: nothing covers nothing": ([], "2024-01-01", False),
}


@pytest.mark.parametrize(("one", "two", "expected"), UNIONS.values(), ids=UNIONS)
def test_union(one: list[str], two: list[str], expected: list[str]) -> None:
    assert list(days(*one).union(days(*two))) == list(map(p, expected))
    assert days(*two).union(days(*one)) == days(*expected)
    assert days(*one, *two) == days(*expected)


@pytest.mark.parametrize(("one", "two", "expected"), INTERSECTIONS.values(), ids=INTERSECTIONS)
def test_intersection(one: list[str], two: list[str], expected: list[str]) -> None:
    assert list(days(*one).intersection(days(*two))) == list(map(p, expected))
    assert days(*two).intersection(days(*one)) == days(*expected)


@pytest.mark.parametrize(("whole", "holes", "expected"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_difference(whole: list[str], holes: list[str], expected: list[str]) -> None:
    assert list(days(*whole).difference(days(*holes))) == list(map(p, expected))


@pytest.mark.parametrize(("allowed", "record", "expected"), COVERED.values(), ids=COVERED)
def test_a_record_with_a_period_lies_wholly_inside_one_allowed_interval(
    allowed: list[str],
    record: str,
    expected: bool,
) -> None:
    assert days(*allowed).covers(p(record)) is expected


def test_an_empty_set_says_so() -> None:
    assert Periods.of().is_empty
    assert not NOTHING
    assert Periods.of() == NOTHING
    assert not days("2024-01-01").is_empty
    assert days("2024-01-01")


def test_touching_periods_are_one_however_the_set_is_made() -> None:
    """Differs from TORCH's ``sizeAndGet``: equal sets of days must be equal."""
    touching = (p("2024-01-01 … 2024-01-02"), p("2024-01-03 … 2024-01-04"))
    assert list(Periods.of(*touching)) == [p("2024-01-01 … 2024-01-04")]
    assert Periods(touching) == Periods(touching[::-1]) == Periods.of(p("2024-01-01 … 2024-01-04"))
    assert hash(Periods(touching)) == hash(Periods.of(p("2024-01-01 … 2024-01-04")))


def test_a_set_of_days_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        NOTHING.spans = (ALL_DAYS,)  # type: ignore[misc]


def test_the_ends_of_the_calendar_are_ordinary_days() -> None:
    before, after = Period(date.min, date(1999, 12, 31)), Period(date(2000, 1, 2), date.max)
    hole = days("2000-01-01")
    assert list(EVERYTHING) == [ALL_DAYS]
    assert list(EVERYTHING.difference(hole)) == [before, after]
    assert EVERYTHING.difference(hole).union(hole) == EVERYTHING
    assert EVERYTHING.difference(EVERYTHING) == NOTHING
    assert EVERYTHING.union(EVERYTHING) == EVERYTHING
    first, last = Period(date.min, date.min), Period(date.max, date.max)
    middle = EVERYTHING.difference(Periods.of(first, last))
    assert list(middle) == [Period(date(1, 1, 2), date(9999, 12, 30))]
    assert Periods.of(first).intersection(middle) == NOTHING
    assert date.min in EVERYTHING
    assert date.max in EVERYTHING
    assert date.max not in middle


# --- Reading days ---------------------------------------------------------------------

READINGS: dict[str, tuple[str | None, str | None, str | None]] = {
    "testFromHapiPeriod": ("2025-01-01", "2025-01-10", "2025-01-01 … 2025-01-10"),
    "testFromHapiPeriod_ignoredWhenMissingStart": (None, "2025-01-10", None),
    "testFromHapiPeriod_ignoredWhenMissingEnd": ("2025-01-01", None, None),
    "testFromHapiDateTimeType": (
        "2025-01-05T12:00:00Z",
        "2025-01-05T12:00:00Z",
        "2025-01-05",
    ),
    "testFromHapiDateType": ("2025-01-07", "2025-01-07", "2025-01-07"),
    "testFromHapiInstantType": ("2025-01-08T15:30:00Z", "2025-01-08T15:30:00Z", "2025-01-08"),
    "testFromHapiTimeType": ("12:00:00Z", "12:00:00Z", None),
    "testFromHapiDateType_ignoredWhenNoValue": ("", "", None),
    "testFromHapiDateType_ignoredWhenPrecisionLessThanDay_yearOnly": ("2025", "2025", None),
    "testFromHapiDateType_ignoredWhenPrecisionLessThanDay_monthOnly": ("2025-01", "2025-01", None),
    "testFromHapiPeriod_ignoredWhenStartPrecisionLessThanDay": ("2025", "2025-01-10", None),
    "testFromHapiPeriod_ignoredWhenEndPrecisionLessThanDay": ("2025-01-01", "2025-01", None),
    "testFromHapiNullIgnored": (None, None, None),
    "skipsProvisionWithYearOnlyDates": ("2022", "2022-12", None),
    "Ignoring reversed FHIR Period": ("2025-01-10", "2025-01-01", None),
    "ours: the evening of another day": (
        "2025-01-08T23:30:00Z",
        "2025-01-08T23:30:00Z",
        "2025-01-09",
    ),
    "ours: the same moment, written otherwise": (
        "2025-01-08T18:30:00-05:00",
        "2025-01-09T00:30:00.000+01:00",
        "2025-01-09",
    ),
    "ours: a day and an instant": (
        "2025-01-01",
        "2025-01-10T10:00:00+01:00",
        "2025-01-01 … 2025-01-10",
    ),
    "ours: a leap day": ("2024-02-29", "2024-02-29", "2024-02-29"),
}

UNREADABLE = [
    "",
    " ",
    " 2024-05-03",
    "2024-05-03\n",
    "2024",
    "2024-05",
    "24-05-03",
    "2024-5-3",
    "20240503",
    "2024-W18-5",
    "2024-123",
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "0000-01-01",
    "10000-01-01",
    "-2024-05-03",
    "٢٠٢٤-٠٥-٠٣",  # noqa: RUF001 - digits, but not RFC 3339's
    "2024-05-03T",
    "2024-05-03T10",
    "2024-05-03T10:00",
    "2024-05-03T10:00Z",
    "2024-05-03T10:00:00",
    "2024-05-03 10:00:00Z",
    "2024-05-03t10:00:00z",
    "2024-05-03T24:00:00Z",
    "2024-05-03T25:00:00Z",
    "2024-06-30T23:59:60Z",
    "2024-05-03T10:00:00.Z",
    "2024-05-03T10:00:00+0200",
    "2024-05-03T10:00:00+02",
    "2024-05-03T10:00:00+24:00",
    "2024-05-03T10:00:00+01:60",
    "2024-05-03T10:00:00+01:00:30",
    "2024-05-03T10:00:00Z[Europe/Copenhagen]",
    "9999-12-31T23:30:00Z",
    "0001-01-01T00:30:00+02:00",
    "2024-05-03Z",
    "2024-05-03/2024-05-04",
    "1714694400",
    "None",
    "2024-05-03" * 10_000,
    "2024-05-03T10:00:00." + "0" * 100_000 + "Z",
]


@pytest.mark.parametrize(("start", "end", "expected"), READINGS.values(), ids=READINGS)
def test_a_permit_needs_both_ends_to_the_day(
    start: str | None, end: str | None, expected: str | None
) -> None:
    assert permit_period(start, end) == (None if expected is None else p(expected))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-01-01", "2025-01-10", p("2025-01-01 … 2025-01-10")),
        ("2025-01-01", None, Period(date(2025, 1, 1), date.max)),
        (None, "2025-01-10", Period(date.min, date(2025, 1, 10))),
        (None, None, ALL_DAYS),
        ("2025-01-08T23:30:00Z", None, Period(date(2025, 1, 9), date.max)),
        ("2025-01-10", "2025-01-01", ALL_DAYS),
        ("2025", "2025-01-10", ALL_DAYS),
        ("2025-01-01", "2025-01", ALL_DAYS),
        ("", "2025-01-10", ALL_DAYS),
        ("2025-01-01", "", ALL_DAYS),
    ],
)
def test_a_deny_without_an_end_is_for_ever_and_an_unreadable_one_denies_all(
    start: str | None, end: str | None, expected: Period
) -> None:
    """TORCH passes over all of these but the first, and so loses the "no"."""
    assert deny_period(start, end) == expected


@pytest.mark.parametrize("written", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_day_fails_closed(written: str) -> None:
    assert permit_period(written, "9999-12-31") is None
    assert permit_period("0001-01-01", written) is None
    assert deny_period(written, "2024-05-03") == ALL_DAYS
    assert deny_period("2024-05-03", written) == ALL_DAYS
    assert deny_period(written, None) == ALL_DAYS
    assert deny_period(None, written) == ALL_DAYS


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # The clock goes forward on 31 March 2024 and back on 27 October.
        ("2024-03-30T22:59:59.999+00:00", "2024-03-30"),
        ("2024-03-30T23:00:00+00:00", "2024-03-31"),
        ("2024-03-31T21:59:59+00:00", "2024-03-31"),
        ("2024-03-31T22:00:00+00:00", "2024-04-01"),
        ("2024-10-26T21:59:59+00:00", "2024-10-26"),
        ("2024-10-26T22:00:00+00:00", "2024-10-27"),
        ("2024-10-27T22:59:59+00:00", "2024-10-27"),
        ("2024-10-27T23:00:00+00:00", "2024-10-28"),
        ("2024-02-28T23:00:00+00:00", "2024-02-29"),
        ("1969-12-31T22:59:59.999999+00:00", "1969-12-31"),
        ("1969-12-31T23:00:00+00:00", "1970-01-01"),
        ("2024-01-01T00:30:00+14:00", "2023-12-31"),
        ("2024-01-01T23:30:00-11:00", "2024-01-02"),
    ],
)
def test_a_moment_has_its_day_in_denmark(moment: str, expected: str) -> None:
    read = datetime.fromisoformat(moment)
    assert local_day(read) == date.fromisoformat(expected)
    assert local_day(read.astimezone(ZoneInfo("Pacific/Kiritimati"))) == local_day(read)
    assert local_day(read) == date_in_denmark((read - datetime.fromtimestamp(0, UTC)) // MS)


class Undecided(tzinfo):
    """A zone that does not say what its offset is."""

    def utcoffset(self, when: datetime | None) -> None:
        return None

    dst = utcoffset

    def tzname(self, when: datetime | None) -> None:
        return None


def test_a_moment_without_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="without zone"):
        local_day(datetime(2024, 5, 3, 10))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="without zone"):
        local_day(datetime(2024, 5, 3, 10, tzinfo=Undecided()))


@pytest.mark.parametrize(
    "moment",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_moment_beyond_the_calendar_has_no_day(moment: datetime) -> None:
    with pytest.raises(ValueError, match="outside the years") as caught:
        local_day(moment)
    assert caught.value.__suppress_context__


# --- What documents decide -------------------------------------------------------------

JANUARY, FEBRUARY = "2024-01-01 … 2024-01-31", "2024-02-01 … 2024-02-28"

BY_CODE: dict[str, tuple[list[ConsentDocument], dict[str, list[str]]]] = {
    "irrelevantCodesAreSkipped": ([active(permit("other", JANUARY))], {ONE: []}),
    "permitAndDenyInSameConsent": (
        [active(permit(ONE, JANUARY), deny(ONE, "2024-01-10 … 2024-01-20"))],
        {ONE: ["2024-01-01 … 2024-01-09", "2024-01-21 … 2024-01-31"]},
    ),
    "codesFromDifferentResourcesAreNotCombined": (
        [active(permit(ONE, JANUARY)), active(permit(TWO, FEBRUARY))],
        {ONE: [], TWO: []},
    ),
    "denyFromSeparateResourceIsApplied": (
        [
            active(permit(ONE, JANUARY), permit(TWO, FEBRUARY)),
            active(deny(ONE, "2024-01-10 … 2024-01-20")),
        ],
        {ONE: ["2024-01-01 … 2024-01-09", "2024-01-21 … 2024-01-31"], TWO: [FEBRUARY]},
    ),
    # TORCH orders documents by their time and expects the year back. A "no" of ours holds
    # until its document is made inactive; see the test of that below.
    "laterPermitReinstatesEarlierDeniedPeriod, on purpose not": (
        [
            active(deny(ONE, "2024-01-01 … 2024-12-31")),
            active(permit(ONE, "2024-01-01 … 2024-12-31")),
        ],
        {ONE: []},
    ),
    "deniedWithoutPermit": ([active(deny(ONE, "2024-03-01 … 2024-03-10"))], {ONE: []}),
    "fullyDeniedPermitResultsInEmptyMap": (
        [active(permit(ONE, JANUARY), deny(ONE, JANUARY))],
        {ONE: []},
    ),
    "ours: two complete documents are united": (
        [
            active(permit(ONE, JANUARY), permit(TWO, JANUARY)),
            active(permit(ONE, FEBRUARY), permit(TWO, JANUARY)),
        ],
        {ONE: ["2024-01-01 … 2024-02-28"], TWO: [JANUARY]},
    ),
    "ours: several permits of one code in one document": (
        [active(permit(ONE, JANUARY), permit(ONE, FEBRUARY))],
        {ONE: ["2024-01-01 … 2024-02-28"]},
    ),
    "ours: an incomplete document adds no day to a complete one": (
        [active(permit(ONE, JANUARY), permit(TWO, JANUARY)), active(permit(ONE, FEBRUARY))],
        {ONE: [JANUARY], TWO: [JANUARY]},
    ),
    "ours: a code that is only denied is not permitted": (
        [active(permit(ONE, JANUARY), deny(TWO, FEBRUARY))],
        {ONE: [], TWO: []},
    ),
    "ours: a deny without code is of every code": (
        [
            active(permit(ONE, JANUARY), permit(TWO, JANUARY)),
            active(deny(None, "2024-01-11 … 2024-01-31")),
        ],
        {ONE: ["2024-01-01 … 2024-01-10"], TWO: ["2024-01-01 … 2024-01-10"]},
    ),
    "ours: a permit without code is of none": ([active(permit(None, JANUARY))], {ONE: []}),
    "ours: an inactive permit": ([inactive(permit(ONE, JANUARY))], {ONE: []}),
    "ours: an inactive deny": (
        [active(permit(ONE, JANUARY)), inactive(deny(ONE, JANUARY))],
        {ONE: [JANUARY]},
    ),
    "ours: nothing signed": ([], {ONE: []}),
}

ALLOWED: dict[str, tuple[list[Provision], list[str]]] = {
    "intersectConsent_multipleCodes_overlap": (
        [permit(ONE, "2024-01-01 … 2024-01-10"), permit(TWO, "2024-01-05 … 2024-01-15")],
        ["2024-01-05 … 2024-01-10"],
    ),
    "intersectConsent_multipleCodes_noOverlap_throws": (
        [permit(ONE, "2024-01-01 … 2024-01-10"), permit(TWO, "2024-01-11 … 2024-01-20")],
        [],
    ),
    "intersectConsent_emptyMap_throws": ([], []),
    "multiplePatientsSomeViolated, the second": (
        [permit(ONE, "2024-02-01 … 2024-02-10"), permit(TWO, "2024-02-11 … 2024-02-20")],
        [],
    ),
    "singlePatientFullOverlap": (
        [permit(ONE, "2024-01-01 … 2024-01-10"), permit(TWO, "2024-01-01 … 2024-01-15")],
        ["2024-01-01 … 2024-01-10"],
    ),
    "ours: a deny of one code cuts the intersection": (
        [permit(ONE, JANUARY), permit(TWO, JANUARY), deny(TWO, "2024-01-10 … 2024-01-20")],
        ["2024-01-01 … 2024-01-09", "2024-01-21 … 2024-01-31"],
    ),
}

AROUND_TODAY = "2025-09-01 … 2027-09-01"
YEAR = "2024-01-01 … 2024-12-31"

GATES: dict[str, tuple[list[Provision], list[str]]] = {
    "patientWithActiveGateIsIncluded": ([permit(GATE, AROUND_TODAY), permit(ONE, YEAR)], [YEAR]),
    "patientWithExpiredGateIsExcluded": (
        [permit(GATE, "2020-01-01 … 2021-12-31"), permit(ONE, "2020-01-01 … 2021-12-31")],
        [],
    ),
    "patientWithFutureGateIsExcluded": (
        [permit(GATE, "2030-01-01 … 2040-12-31"), permit(ONE, "2030-01-01 … 2040-12-31")],
        [],
    ),
    "patientMissingDataCodeIsExcluded": ([permit(GATE, AROUND_TODAY)], []),
    "ours: missing gate": ([permit(ONE, YEAR)], []),
    "ours: the gate's first day": (
        [permit(GATE, "2026-09-01 … 2027-01-01"), permit(ONE, YEAR)],
        [YEAR],
    ),
    "ours: the gate's last day": (
        [permit(GATE, "2020-01-01 … 2026-09-01"), permit(ONE, YEAR)],
        [YEAR],
    ),
    "ours: the day before the gate": (
        [permit(GATE, "2026-09-02 … 2027-01-01"), permit(ONE, YEAR)],
        [],
    ),
    "ours: the day after the gate": (
        [permit(GATE, "2020-01-01 … 2026-08-31"), permit(ONE, YEAR)],
        [],
    ),
    "ours: a gate denied today": (
        [permit(GATE, AROUND_TODAY), permit(ONE, YEAR), deny(GATE, "2026-09-01")],
        [],
    ),
    "ours: a gate denied another day": (
        [permit(GATE, AROUND_TODAY), permit(ONE, YEAR), deny(GATE, "2026-08-31")],
        [YEAR],
    ),
}


@pytest.mark.parametrize(("documents", "expected"), BY_CODE.values(), ids=BY_CODE)
def test_permits_are_united_and_then_denies_are_taken_away(
    documents: list[ConsentDocument], expected: dict[str, list[str]]
) -> None:
    wanted = {code: days(*written) for code, written in expected.items()}
    assert days_by_code(documents, frozenset(expected)) == wanted
    assert days_by_code(reversed(documents), frozenset(expected)) == wanted


@pytest.mark.parametrize(("provisions", "expected"), ALLOWED.values(), ids=ALLOWED)
def test_the_days_of_several_data_codes_are_intersected(
    provisions: list[Provision], expected: list[str]
) -> None:
    documents = [active(OPEN_GATE, *provisions)]
    assert allowed_days(documents, {GATE}, {ONE, TWO}, TODAY) == days(*expected)


@pytest.mark.parametrize(("provisions", "expected"), GATES.values(), ids=GATES)
def test_today_must_lie_in_the_gate(provisions: list[Provision], expected: list[str]) -> None:
    assert allowed_days([active(*provisions)], {GATE}, {ONE}, TODAY) == days(*expected)


def test_every_gate_must_be_open() -> None:
    document = active(permit("a", AROUND_TODAY), permit("b", JANUARY), permit(ONE, YEAR))
    assert allowed_days([document], {"a"}, {ONE}, TODAY) == days(YEAR)
    assert allowed_days([document], {"a", "b"}, {ONE}, TODAY) == NOTHING


def test_use_in_one_document_and_collection_in_another_is_nothing() -> None:
    """Someone who signed both halves apart never agreed to the whole."""
    use, collect = permit(GATE, AROUND_TODAY), permit(ONE, YEAR)
    assert allowed_days([active(use), active(collect)], {GATE}, {ONE}, TODAY) == NOTHING
    assert allowed_days([active(use, collect)], {GATE}, {ONE}, TODAY) == days(YEAR)


def test_without_a_gate_or_without_data_nothing_is_allowed() -> None:
    """An empty question must not be answered by "all of them are fulfilled"."""
    documents = [active(OPEN_GATE, permit(ONE, YEAR))]
    assert allowed_days(documents, {GATE}, {ONE}, TODAY) == days(YEAR)
    assert allowed_days(documents, set(), {ONE}, TODAY) == NOTHING
    assert allowed_days(documents, {GATE}, set(), TODAY) == NOTHING
    assert allowed_days([], set(), set(), TODAY) == NOTHING


def test_a_withdrawal_holds_until_its_own_document_is_made_inactive() -> None:
    """Consent again after withdrawal: the old "no" goes only when it is taken back itself."""
    consent = active(OPEN_GATE, permit(ONE, YEAR))
    withdrawal = active(Provision(Kind.DENY, None, deny_period("2024-07-01", None)))
    again = active(OPEN_GATE, permit(ONE, YEAR))
    before = days("2024-01-01 … 2024-06-30")

    def allowed(*documents: ConsentDocument) -> Periods:
        return allowed_days(documents, {ONE}, {ONE}, date(2024, 5, 3))

    assert allowed(consent) == days(YEAR)
    assert allowed(consent, withdrawal) == before
    assert allowed(consent, withdrawal, again) == before
    assert allowed(consent, withdrawal._replace(is_active=False), again) == days(YEAR)


def test_an_unreadable_deny_shuts_the_gate() -> None:
    consent = active(OPEN_GATE, permit(ONE, YEAR))
    unreadable = active(Provision(Kind.DENY, GATE, deny_period("2024", None)))
    assert allowed_days([consent, unreadable], {GATE}, {ONE}, TODAY) == NOTHING


def test_a_kind_of_provision_that_nobody_knows_denies() -> None:
    strange = active(Provision("maybe", None, ALL_DAYS))  # type: ignore[arg-type]
    consent = active(OPEN_GATE, permit(ONE, YEAR))
    assert allowed_days([consent, strange], {GATE}, {ONE}, TODAY) == NOTHING
