"""What is sent of samples, against a slow second reading that shares no code with the first.

The reference decides record by record (``consent.policy``), finds days by the library's own
zone, and adds up overlapping sources millisecond by interval. It must come to the very rows
that the program sends.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.choices import Choices, ItemChoice
from consent.policy import Permit, Record, evaluate
from consent.request import Dates, ProjectRequest, Resolution
from consent.selection import select
from datadonor.records.listing import Listed
from datadonor.records.sample import DeviceClass, Flag, Sample, Source
from datadonor.records.types import TypeId, ValueKind, sample_type
from datadonor.vault.database import Connection
from tests.choice_cases import COPENHAGEN, DAYS, midnight_ms, stored_records
from tests.series_cases import ITEM, NOW, Someone, request, sent, stream, table, withheld
from tests.stores import APP, PHONE, WATCH, bring_in, store_in_memory
from tests.stores import UTC as UTC_CONTEXT

HOUR_MS: Final = 3_600_000
RELEASE: Final = date(2025, 1, 2)
"""Some days after the last sample, so that holding back the newest days takes some."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
CATEGORIES: Final = {
    "activity": ("StepCount", "FlightsClimbed"),
    "heart": ("HeartRate",),
    "sleep": ("SleepAnalysis",),
    "mental": ("MindfulSession",),
}
UNITS: Final = {"StepCount": "count", "FlightsClimbed": "count", "HeartRate": "/min"}
BELIEVED: Final = (DeviceClass.WATCH, DeviceClass.PHONE, DeviceClass.APP)
WITH_NAMES: Final = tuple(each._replace(name=f"Ida's {each.name}") for each in (WATCH, PHONE, APP))

Interval = tuple[int, int]


def make_samples(chance: Random, category: str, number: int) -> list[Sample]:
    """Make samples that crowd around midnights, overlap, repeat and go wrong."""
    return [_sample(chance, chance.choice(CATEGORIES[category])) for _ in range(number)]


def _sample(chance: Random, name: str) -> Sample:
    start_ms = midnight_ms(chance.choice(DAYS)) + chance.randrange(-4, 5) * 1_800_000
    duration_ms = chance.choice((0, 60_000, 1_800_000, 3 * HOUR_MS, 26 * HOUR_MS))
    flags = chance.choices((Flag.NONE, Flag.BY_HAND, Flag.TIME_STANDS_IN), (8, 1, 1))[0]
    unit = chance.choices((UNITS.get(name), "furlong"), (9, 1))[0]
    number, code = _value(chance, name)
    context = UTC_CONTEXT._replace(unit=unit if number is not None else None, flags=flags)
    source = chance.choice(WITH_NAMES)
    return Sample(TypeId(name), start_ms, duration_ms, number, code, source, context)


def _value(chance: Random, name: str) -> tuple[float | None, str | None]:
    if name == "SleepAnalysis":
        return None, chance.choice(("in_bed", "asleep", "awake", "Sov hos Bodil"))
    if name == "MindfulSession":
        return None, None
    if chance.random() < 0.1:
        return None, chance.choice(("Low", "<5", "< 7,5", ">= 9", "se brev fra Bodil"))
    return chance.choice((float(chance.randrange(1, 90)), 61.123456789, 1e7)), None


class Reference:
    """The slow reading of one case."""

    def __init__(
        self,
        store: Connection,
        asked: ProjectRequest,
        choices: Choices,
        someone: Someone,
    ) -> None:
        """Find what may go, one record at a time."""
        (item,) = asked.items
        self.dates, self.resolution = item.dates, item.finest_resolution
        self.shift = someone.date_shift_days if self.dates is Dates.SHIFTED else 0
        self.permitted = [
            each
            for each in stored_records(store)
            if isinstance(evaluate(asked, choices, Record.of(each), NOW), Permit)
        ]
        last_day = RELEASE - timedelta(days=someone.newest_days_held_back)
        self.going = [
            each
            for each in self.permitted
            if self.dates is not Dates.SHIFTED or _last_day(each) <= last_day
        ]

    def day(self, day: date) -> str:
        text = (day + timedelta(days=self.shift)).isoformat()
        return {Dates.MONTH: text[:7], Dates.YEAR: text[:4]}.get(self.dates, text)

    def instant(self, ms: int) -> str:
        if self.dates in {Dates.MONTH, Dates.YEAR}:
            return self.day(danish(ms))
        when = EPOCH + timedelta(days=self.shift, seconds=ms // 1000)
        return when.strftime("%Y-%m-%dT%H:%M:%SZ")

    def span(self, start: str, end: str) -> tuple[str, str | None]:
        return (start, None) if self.dates in {Dates.MONTH, Dates.YEAR} else (start, end)

    def raw(self) -> list[tuple[Any, ...]]:
        rows = []
        for each in self.going:
            told = _raw_value(each)
            if told is not None:
                start_ms = _start(each)
                end = self.instant(start_ms + each.duration_ms)
                start, until = self.span(self.instant(start_ms), end)
                ending = until if each.duration_ms else None
                rows.append((each.name, *told, start, ending, each.source.device.value))
        return rows

    def summed(self) -> list[tuple[Any, ...]]:
        groups: dict[tuple[str, str, str, object], list[Listed]] = defaultdict(list)
        counted = self._counted()
        bounds = {
            (name, unit): (
                danish(min(_start(each) for each in several)),
                danish(max(_start(each) for each in several)),
            )
            for (name, unit), several in _by(counted, lambda each: (each.name, each.unit or ""))
        }
        where: dict[tuple[str, str, str, object], tuple[str, str | None]] = {}
        for each in counted:
            unit = each.unit or ""
            key, told = self._period(each, bounds[each.name, unit])
            place = (each.name, unit, _word(each) or "", key)
            where[place] = told
            groups[place].append(each)
        credited = credits_of(counted)
        return [
            self._summary(place, where[place], several, credited)
            for place, several in groups.items()
        ]

    def _counted(self) -> list[Listed]:
        """What counts and may be told: plausible numbers with a unit, and words of a list."""
        found = []
        for each in self.going:
            known = sample_type(each.name)
            assert known is not None
            if each.number is not None:
                fits = (each.unit or None) == known.unit
                if fits and known.is_plausible(each.number):
                    found.append(each)
            elif _word(each) is not None or (
                each.code is None and known.value is ValueKind.DURATION
            ):
                found.append(each)
        return found

    def _period(
        self, each: Listed, bounds: tuple[date, date]
    ) -> tuple[object, tuple[str, str | None]]:
        day, hour = danish(_start(each)), _start(each) // HOUR_MS
        match self.resolution:
            case Resolution.HOUR:
                ends = self.instant((hour + 1) * HOUR_MS)
                return hour, self.span(self.instant(hour * HOUR_MS), ends)
            case Resolution.DAY:
                return day, self.span(self.day(day), self.day(day))
            case Resolution.WEEK:
                monday = day - timedelta(days=day.weekday())
                sunday = monday + timedelta(days=6)
                return monday, self.span(self.day(monday), self.day(sunday))
            case Resolution.MONTH:
                moved = day + timedelta(days=self.shift)
                first = moved.replace(day=1)
                last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
                back = timedelta(days=-self.shift)
                return first, self.span(self.day(first + back), self.day(last + back))
            case _:
                return "", self.span(self.day(bounds[0]), self.day(bounds[1]))

    def _summary(
        self,
        place: tuple[str, str, str, object],
        told: tuple[str, str | None],
        several: Sequence[Listed],
        credited: dict[str, float],
    ) -> tuple[Any, ...]:
        name, _, word, _ = place
        known = sample_type(name)
        assert known is not None
        days = len({danish(_start(each)) for each in several})
        total = sum(credited[str(each.id)] for each in several)
        head = (name, word or None, self.resolution.value, *told, days, len(several))
        numbers = [each.number for each in several if each.number is not None]
        if numbers:
            mean = sum(numbers) / len(numbers)
            added = total if known.adds_up else None
            return (*head, known.unit or "1", min(numbers), max(numbers), mean, added)
        if known.value is ValueKind.NUMBER:
            return (*head, None, None, None, None, None)
        return (*head, "min", None, None, None, total)


def credits_of(counted: Iterable[Listed]) -> dict[str, float]:
    """Return what each record adds: its amount, less the share that a better source told of."""
    found: dict[str, float] = {}
    alike = _by(counted, lambda each: (each.name, each.unit or "", each.code or ""))
    for _, several in alike:
        told: list[Interval] = []
        for device in BELIEVED:
            own = [each for each in several if each.source.device is device]
            for each in own:
                amount = each.duration_ms / 60_000 if each.number is None else each.number
                share = _share(
                    told, (_start(each), _start(each) + min(each.duration_ms, 48 * HOUR_MS))
                )
                found[str(each.id)] = amount * (1 - share)
            told += [
                (_start(each), _start(each) + min(each.duration_ms, 48 * HOUR_MS)) for each in own
            ]
    return found


def _share(told: list[Interval], asked: Interval) -> float:
    start, end = asked
    if start == end:
        return float(any(low <= start < high for low, high in told))
    knots = sorted({start, end, *(min(max(knot, start), end) for each in told for knot in each)})
    covered = sum(
        high - low
        for low, high in pairwise(knots)
        if any(first <= low and high <= last for first, last in told)
    )
    return covered / (end - start)


def _by(records: Iterable[Listed], key: Any) -> list[tuple[Any, list[Listed]]]:  # noqa: ANN401
    groups: dict[Any, list[Listed]] = defaultdict(list)
    for each in records:
        groups[key(each)].append(each)
    return list(groups.items())


def _start(each: Listed) -> int:
    assert each.start_ms is not None
    return each.start_ms


def _last_day(each: Listed) -> date:
    return danish(max(_start(each), _start(each) + each.duration_ms - 1))


def danish(ms: int) -> date:
    """The day in Denmark of the UTC hour, by the library's own zone."""
    return (EPOCH + timedelta(hours=ms // HOUR_MS)).astimezone(COPENHAGEN).date()


WORDS: Final = {"Low": "low", "<5": "<", "< 7,5": "<", ">= 9": ">="}
BOUNDS: Final = {"<5": 5, "< 7,5": 7.5, ">= 9": 9}


def _word(each: Listed) -> str | None:
    if each.code in {"in_bed", "asleep", "awake"}:
        return each.code
    return WORDS.get(each.code or "")


def _raw_value(each: Listed) -> tuple[Any, ...] | None:
    known = sample_type(each.name)
    assert known is not None
    if each.number is not None:
        fits = (each.unit or None) == known.unit
        return (None, float(f"{each.number:.8g}"), known.unit) if fits else None
    if each.code is None:
        return (None, each.duration_ms / 1000, "s")
    word = _word(each)
    if word is None or each.code in BOUNDS:  # a bound has no unit here
        return None
    return (word, None, None)


def unmatched(rows: Iterable[Sequence[Any]], expected: Iterable[Sequence[Any]]) -> list[Any]:
    """Return what has no fellow on the other side; numbers match within their eight digits."""
    left, alone = [_parts(each) for each in expected], []
    for row in map(_parts, rows):
        fellow = next((each for each in left if _is_same(row, each)), None)
        if fellow is None:
            alone.append(row)
        else:
            left.remove(fellow)
    return alone + left


def _parts(row: Sequence[Any]) -> tuple[list[Any], list[float]]:
    words = [None if isinstance(each, int | float) else each for each in row]
    return words, [float(each) for each in row if isinstance(each, int | float)]


def _is_same(one: tuple[list[Any], list[float]], other: tuple[list[Any], list[float]]) -> bool:
    return one[0] == other[0] and one[1] == pytest.approx(other[1], rel=1e-7, abs=1e-6)


@settings(max_examples=120)
@given(
    seed=st.integers(0, 2**32),
    category=st.sampled_from(sorted(CATEGORIES)),
    resolution=st.sampled_from(Resolution),
    dates=st.sampled_from(Dates),
    held_back=st.integers(0, 27),
    weeks=st.integers(5, 52),
)
def test_what_goes_is_what_a_slow_reading_says(
    seed: int, category: str, resolution: Resolution, dates: Dates, held_back: int, weeks: int
) -> None:
    chance = Random(seed)
    someone = Someone(date_shift_days=-7 * weeks, newest_days_held_back=held_back)
    with store_in_memory() as store:
        bring_in(store, make_samples(chance, category, chance.randrange(60)))
        names = [str(each.id) for each in stored_records(store)]
        first, last = sorted(chance.sample(DAYS, 2))
        asked = request(
            category=category,
            finest_resolution=resolution,
            dates=dates,
            window={"from": first.isoformat(), "until": last.isoformat()},
        )
        left_out = tuple(chance.sample(names, min(len(names), chance.randrange(5))))
        choices = Choices(items={ITEM: ItemChoice(granted=True, excluded_records=left_out)})
        (selected,) = select(store, asked, choices, NOW).items
        found = stream(selected, someone, RELEASE)
        assert found == stream(selected, someone, RELEASE)
        reference = Reference(store, asked, choices, someone)
        if resolution is Resolution.RAW:
            columns: tuple[str, ...] = (
                "type",
                "code",
                "value",
                "unit",
                "start",
                "end",
                "device_class",
            )
            expected, name = reference.raw(), "samples"
        else:
            columns = (
                *("type", "code", "resolution", "start", "end", "days", "count"),
                *("unit", "low", "high", "mean", "total"),
            )
            expected, name = reference.summed(), "summaries"
        rows = [[row[column] for column in columns] for row in table(found, name)]
        assert unmatched(rows, expected) == []
        if resolution is Resolution.RAW:
            permitted = len(reference.permitted)
            assert len(sent(found)) + sum(withheld(found).values()) == permitted
        assert not any(
            word in each.line for each in sent(found) for word in (b"Bodil", b"Ida", b"furlong")
        )


@given(seed=st.integers(0, 2**32), weeks=st.integers(5, 52))
@settings(max_examples=30)
def test_a_shift_moves_everything_by_the_same_time(seed: int, weeks: int) -> None:
    """Intervals between records stay exact, to the second in which times are told."""
    someone = Someone(date_shift_days=-7 * weeks)
    with store_in_memory() as store:
        bring_in(store, make_samples(Random(seed), "activity", 30))
        starts = {}
        for dates in (Dates.EXACT, Dates.SHIFTED):
            asked = request(dates=dates)
            choices = Choices(items={ITEM: ItemChoice(granted=True)})
            (selected,) = select(store, asked, choices, NOW).items
            rows = table(stream(selected, someone, RELEASE), "samples")
            starts[dates] = {row["id"]: datetime.fromisoformat(row["start"]) for row in rows}
        assert starts[Dates.EXACT].keys() == starts[Dates.SHIFTED].keys()
        moved = {
            starts[Dates.EXACT][each] - starts[Dates.SHIFTED][each] for each in starts[Dates.EXACT]
        }
        assert moved <= {timedelta(weeks=weeks)}


def test_the_reference_would_notice() -> None:
    """A negative control: steps that two sources tell of must differ from their plain sum."""
    with store_in_memory() as store:
        both = [
            Sample(
                TypeId("StepCount"),
                midnight_ms(DAYS[5]),
                HOUR_MS,
                100.0,
                None,
                source,
                UTC_CONTEXT._replace(unit="count"),
            )
            for source in (Source("a", DeviceClass.WATCH), Source("b", DeviceClass.PHONE))
        ]
        bring_in(store, both)
        credited = credits_of(stored_records(store))
        assert sorted(credited.values()) == pytest.approx([0, 100])
