"""Reading sleep: nights and their stages.

Older nights have local times without a zone, newer ones UTC with an offset. A night
that stands in both is read from the newer.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from datadonor.records.sample import Context, Episode, Sample, Source
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fitbit.ledger import FIRST_MS, SERVICE, Ledger, Seen
from datadonor.sources.fitbit.rows import json_pieces, named_rows
from datadonor.sources.fitbit.shapes import Part
from datadonor.sources.found import Fault, Found, Note, RowUnreadable
from datadonor.sources.times import Moment, bounded, moment_from_iso, moment_from_ms

SLEEP_ANALYSIS: Final = TypeId("SleepAnalysis")

_STAGES: Final = {
    "wake": "awake",
    "awake": "awake",
    "light": "light",
    "deep": "deep",
    "rem": "rem",
    "asleep": "asleep",
    "restless": "restless",
}
_FACTS: Final = {
    "efficiency": "efficiency_percent",
    "minutesAsleep": "minutes_asleep",
    "minutesAwake": "minutes_awake",
    "minutesToFallAsleep": "minutes_to_fall_asleep",
    "minutesAfterWakeup": "minutes_after_wake_up",
    "timeInBed": "minutes_in_bed",
    "minutes_in_sleep_period": "minutes_in_bed",
    "minutes_asleep": "minutes_asleep",
    "minutes_awake": "minutes_awake",
    "minutes_to_fall_asleep": "minutes_to_fall_asleep",
    "minutes_after_wake_up": "minutes_after_wake_up",
}
_MOST_STAGES: Final = 3_000
"""Of one night: a waking a minute is half of it."""

_MOST_NIGHTS: Final = 200_000
_LONGEST_S: Final = 7 * 86_400
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - local time


class _Stage(NamedTuple):
    word: str
    start: datetime
    seconds: int


class Nights:
    """The nights of the newer tree, by which those of the older are known as copies."""

    def __init__(self) -> None:
        """Begin with none."""
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._count = 0

    def add(self, start_ms: int, end_ms: int) -> None:
        """Add a night, UTC ms."""
        self._count += 1
        if self._count > _MOST_NIGHTS:
            raise FileTooLarge
        for day in range(start_ms // 86_400_000, end_ms // 86_400_000 + 1)[:9]:
            self._spans.setdefault(day, []).append((start_ms, end_ms))

    def has(self, start_ms: int, end_ms: int) -> bool:
        """Whether a night overlaps one of them by more than half of itself."""
        days = range(start_ms // 86_400_000, end_ms // 86_400_000 + 1)[:9]
        spans = {span for day in days for span in self._spans.get(day, ())}
        shared = sum(max(0, min(end_ms, end) - max(start_ms, start)) for start, end in spans)
        return 2 * shared > end_ms - start_ms


def old_nights(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Return when the older nights began and ended, local ms; unreadable ones left out."""
    found = []
    for part in parts:
        for _, piece in json_pieces(part.entry):
            for row in piece:
                try:
                    start, end = _local(row, "startTime"), _local(row, "endTime")
                except RowUnreadable:
                    continue
                found.append((_local_ms(start), _local_ms(end)))
                if len(found) >= _MOST_NIGHTS:
                    return found
    return found


def read_old_sleep(ledger: Ledger, part: Part, nights: Nights, seen: Seen) -> Iterator[Found]:
    """Read nights with their stages from an older JSON file."""
    for first, piece in json_pieces(part.entry):
        for index, row in enumerate(piece):
            try:
                yield from _old_night(ledger, row, nights, seen)
            except RowUnreadable as fault:
                yield ledger.unreadable(part.entry, f"item {first + index}", fault.fault)


def _old_night(ledger: Ledger, row: Any, nights: Nights, seen: Seen) -> Iterator[Found]:  # noqa: ANN401 - an element of JSON
    start, end = (
        moment_from_iso(_local(row, name).isoformat(), ledger.zone)
        for name in ("startTime", "endTime")
    )
    if start.ms < FIRST_MS:
        ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
        return
    if end.ms < start.ms:
        raise RowUnreadable(Fault.TIME_ABSURD)
    identity = f"fitbit/sleep/{log_id(row)}"
    if nights.has(start.ms, end.ms) or not seen.is_new(identity):
        ledger.notes[Note.COPY_SKIPPED] += 1
        return
    stages = _old_stages(row.get("levels"))
    ledger.note_basis(start.basis, 1 + len(stages))
    for stage in stages:
        moment = moment_from_iso(stage.start.isoformat(), ledger.zone)
        context = ledger.context(moment.basis, None)
        yield Sample(
            SLEEP_ANALYSIS, moment.ms, stage.seconds * 1000, None, stage.word, SERVICE, context
        )
    context = ledger.context(start.basis, None)
    if not stages:
        yield _in_bed(start.ms, end.ms - start.ms, SERVICE, context)
    yield Episode(
        "SleepSession",
        start.ms,
        end.ms - start.ms,
        SERVICE,
        context,
        facts=_facts(row),
        identity=identity,
    )


def _old_stages(levels: object) -> list[_Stage]:
    """Return the stages of a night in order, short wakings cut out of the longer ones.

    ``shortData`` holds wakings of up to three minutes that lie over ``data``.
    """
    if not isinstance(levels, dict):
        return []
    long = _stages(levels.get("data"))
    short = [each for each in _stages(levels.get("shortData")) if each.word == "awake"]
    found = []
    for stage in long:
        begin, end = stage.start, stage.start + timedelta(seconds=stage.seconds)
        for waking in short:
            over = waking.start + timedelta(seconds=waking.seconds)
            if waking.start >= end or over <= begin:
                continue
            if waking.start > begin:
                found.append(_Stage(stage.word, begin, _seconds(begin, waking.start)))
            begin = min(over, end)
        if begin < end:
            found.append(_Stage(stage.word, begin, _seconds(begin, end)))
    return sorted([*found, *short], key=lambda each: each.start)


def _stages(rows: object) -> list[_Stage]:
    if not isinstance(rows, list):
        return []
    if len(rows) > _MOST_STAGES:
        raise RowUnreadable(Fault.TOO_LARGE)
    found = []
    for row in rows:
        start = _local(row, "dateTime")
        word = _STAGES.get(str(row.get("level")))
        seconds = row.get("seconds")
        if not isinstance(seconds, int) or not 0 <= seconds <= _LONGEST_S:
            raise RowUnreadable(Fault.NUMBER_ABSURD)
        if word is not None:
            found.append(_Stage(word, start, seconds))
    return sorted(found, key=lambda each: each.start)


def read_stages(ledger: Ledger, part: Part, staged: Seen) -> Iterator[Found]:
    """Read the newer table of stages; ``staged`` gathers which nights have some."""
    for row, line in named_rows(part.entry):
        try:
            word = _STAGES.get(row.get("sleep_stage_type", row.get("sleep stage", "")).lower())
            if word is None:
                raise RowUnreadable(Fault.TYPE_UNKNOWN)
            begin = row.get("sleep_stage_start", row.get("start time", ""))
            end = row.get("sleep_stage_end", row.get("end time", ""))
            start, duration = span_of(ledger, begin, end, row.get("start_utc_offset", ""))
        except RowUnreadable as fault:
            yield ledger.unreadable(part.entry, f"line {line}", fault.fault)
            continue
        if start.ms < FIRST_MS:
            ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        staged.is_new(row.get("sleep_id", ""))
        source = ledger.source(row.get("data_source", row.get("data source", "")))
        context = ledger.context(start.basis, None)
        yield Sample(SLEEP_ANALYSIS, start.ms, duration, None, word, source, context)


def read_sleeps(
    ledger: Ledger, part: Part, nights: Nights, seen: Seen, staged: Seen
) -> Iterator[Found]:
    """Read the newer table of nights."""
    for row, line in named_rows(part.entry):
        try:
            start, duration = span_of(
                ledger, row["sleep_start"], row["sleep_end"], row.get("start_utc_offset", "")
            )
        except KeyError:
            yield ledger.unreadable(part.entry, f"line {line}", Fault.FIELD_MISSING)
            continue
        except RowUnreadable as fault:
            yield ledger.unreadable(part.entry, f"line {line}", fault.fault)
            continue
        if start.ms < FIRST_MS:
            ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        key = row.get("sleep_id", "")
        identity = f"google/sleep/{key}" if key else None
        if identity is not None and not seen.is_new(identity):
            ledger.notes[Note.COPY_SKIPPED] += 1
            continue
        nights.add(start.ms, start.ms + duration)
        source = ledger.source(row.get("data_source", ""))
        context = ledger.context(start.basis, None)
        if staged.is_new(key) or not key:
            yield _in_bed(start.ms, duration, source, context)
        yield Episode(
            "SleepSession",
            start.ms,
            duration,
            source,
            context,
            facts=_facts(row),
            identity=identity,
        )


def _in_bed(start_ms: int, duration_ms: int, source: Source, context: Context) -> Sample:
    """Return a night of which no stages are known: in bed is all that can be said."""
    return Sample(SLEEP_ANALYSIS, start_ms, duration_ms, None, "in_bed", source, context)


def span_of(ledger: Ledger, start: str, end: str, offset: str) -> tuple[Moment, int]:
    """Return when a row of the newer tree began, and how long it lasted (ms).

    ``+00:00`` is also what stands where the offset is not known, so it says nothing.
    """
    begin = moment_from_iso(start, ledger.zone)
    finish = moment_from_iso(end, ledger.zone)
    if finish.ms < begin.ms:
        raise RowUnreadable(Fault.TIME_ABSURD)
    minutes = offset_minutes(offset)
    if minutes:
        begin = moment_from_ms(begin.ms, minutes)
    return begin, finish.ms - begin.ms


def offset_minutes(text: str) -> int | None:
    """Return an offset such as ``+02:00`` in minutes, or nothing."""
    try:
        shift = datetime.fromisoformat(f"2000-01-01T00:00:00{text}").utcoffset()
    except ValueError:
        return None
    return None if shift is None else round(shift.total_seconds() / 60)


def log_id(row: Mapping[str, Any]) -> str:
    """Return the service's number of an entry as text, bounded."""
    return str(row.get("logId"))[:40]


def _local(row: Any, name: str) -> datetime:  # noqa: ANN401 - an element of JSON
    if not isinstance(row, dict):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    text = row.get(name)
    if not isinstance(text, str):
        raise RowUnreadable(Fault.TIME_MISSING)
    try:
        read = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    bounded(_local_ms(read))
    return read


def _local_ms(local: datetime) -> int:
    return (local - _EPOCH) // timedelta(milliseconds=1)


def _seconds(start: datetime, end: datetime) -> int:
    return round((end - start).total_seconds())


def _facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the service's own sums of a night."""
    found: dict[str, Any] = {}
    for name, ours in _FACTS.items():
        value = row.get(name)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:  # noqa: PLR2004 - no night has more minutes
            value = int(value)
        if isinstance(value, int) and 0 <= value <= _LONGEST_S:
            found[ours] = value
    return found
