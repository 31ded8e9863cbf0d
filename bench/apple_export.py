"""Write a made-up Apple Health export: ``python -m bench.apple_export OUT.zip --records 1000000``.

The same seed gives the same bytes. A larger export of the same seed is the same life
some days later: it holds every record of the smaller one unchanged, and what is new.
About 3 000 records a day, 420 bytes each.
"""

import argparse
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Final, cast

from bench.apple import others, sidecars
from bench.apple.days import Day
from bench.apple.streams import STREAMS, Night, Stream

_ROOT: Final = "apple_health_export"
_AT_ONCE: Final = 1 << 20
_NEEDS_ZIP64: Final = 5_000_000
"""Records beyond which the XML may pass 4 GB."""

_ONE_A_DAY: Final = (
    (others.summary, "activity_summaries"),
    (others.clinical_record, "clinical_records"),
    (others.audiogram, "audiograms"),
)


@dataclass(frozen=True, slots=True)
class Written:
    """Exactly what an export holds.

    ``records`` are those at top level, by type; the children of correlations stand
    there too and are counted once more in ``correlation_children``. ``twins`` are the
    records that repeat another byte for byte: a vault keeps ``total - twins``.
    ``metadata`` is by the element it belongs to: ``Record``, ``Correlation`` (with its
    children) or ``Workout`` (with its route and activities). ``xml_bytes`` is the length
    of export.xml.
    """

    records: Mapping[str, int]
    twins: int
    metadata: Mapping[str, int]
    beat_lists: int
    beats: int
    correlations: int
    correlation_children: int
    workouts: int
    workout_events: int
    workout_statistics: int
    workout_activities: int
    routes: int
    route_points: int
    ecgs: int
    activity_summaries: int
    clinical_records: int
    audiograms: int
    days: int
    xml_bytes: int

    @property
    def total(self) -> int:
        """Records at top level."""
        return sum(self.records.values())


class _OneWay:
    """A file that can only be written on, so that sizes stand after each member as Apple's do."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, block: bytes) -> int:
        return self._file.write(block)

    def flush(self) -> None:
        self._file.flush()


class Tally:
    """Counts what passes, by names that are those of the fields of ``Written``."""

    def __init__(self) -> None:
        self.records: Counter[str] = Counter()
        self.metadata: Counter[str] = Counter()
        self.number: Counter[str] = Counter()

    def written(self) -> Written:
        plain = {f.name: self.number[f.name] for f in fields(Written) if f.type is int}
        return Written(records=dict(self.records), metadata=dict(self.metadata), **plain)


def write_export(file: Path, records: int, *, seed: int = 1) -> Written:
    """Write an export with so many records at top level.

    What belongs to a day as a whole (workouts, correlations, summaries and the rest) is
    written for whole days only, so that a later export adds to it and changes nothing.

    Args:
        file: The zip to write; it is replaced.
        records: At least 1. From some 3 500 on, everything occurs at least once.
        seed: Another seed is another life.

    Returns:
        What was written.
    """
    if records < 1:
        raise ValueError("An export has at least one record.")
    days, room = _days(records, seed)
    tally = Tally()
    tally.number["days"] = len(days)
    large = records > _NEEDS_ZIP64
    with (
        file.open("wb") as opened,
        zipfile.ZipFile(cast("IO[bytes]", _OneWay(opened)), "w") as archive,
    ):
        xml = _xml(days, room, seed, tally)
        tally.number["xml_bytes"] = _add(archive, "export.xml", xml, is_large=large)
        for name, parts in _sidecars(days, tally):
            _add(archive, name, parts, is_large=False)
    return tally.written()


def _days(records: int, seed: int) -> tuple[list[Day], list[int]]:
    """Return the whole days, and how much of each stream the day after them has room for."""
    days: list[Day] = []
    left = records
    while True:
        day = Day(seed, len(days))
        counts = [stream.count(day) for stream in STREAMS]
        if sum(counts) > left:
            break
        left -= sum(counts)
        days.append(day)
    room = []
    for count in counts:
        room.append(min(count, left))
        left -= room[-1]
    return days, room


def _xml(days: list[Day], room: list[int], seed: int, tally: Tally) -> Iterator[str]:
    following = Day(seed, len(days))
    yield others.PREAMBLE
    yield f' <ExportDate value="{Day(seed, len(days) + 1).stamp(12 * 3600)}"/>\n'
    yield others.ABOUT
    for stream, last in zip(STREAMS, room, strict=True):
        for day in days:
            yield from _records(stream, day, None, tally)
        yield from _records(stream, following, last, tally)
    for day in days:
        yield from _correlations(day, tally)
    for day in days:
        yield from _workouts(day, tally)
    for of_day, field in _ONE_A_DAY:
        for day in days:
            text = of_day(day)
            tally.number[field] += bool(text)
            yield text
    yield others.END


def _records(stream: Stream, day: Day, most: int | None, tally: Tally) -> Iterator[str]:
    """Write a day of a stream, or its first so many records."""
    lines = stream.records(day)[:most] if most != 0 else []
    text = "".join(lines)
    tally.records[stream.type] += len(lines)
    tally.number["twins"] += stream.twins_within(day, len(lines))
    if stream.inside is not None or isinstance(stream, Night):
        tally.metadata["Record"] += text.count("<MetadataEntry ")
        tally.number["beat_lists"] += text.count("<HeartRateVariabilityMetadataList>")
        tally.number["beats"] += text.count("<InstantaneousBeatsPerMinute ")
    yield text


def _correlations(day: Day, tally: Tally) -> Iterator[str]:
    for text in others.correlations(day):
        tally.number["correlations"] += 1
        tally.number["correlation_children"] += text.count("<Record ")
        tally.metadata["Correlation"] += text.count("<MetadataEntry ")
        yield text


def _workouts(day: Day, tally: Tally) -> Iterator[str]:
    for one in others.workouts_of(day):
        text = others.workout(one)
        tally.number["workouts"] += 1
        tally.number["routes"] += one.has_route
        for field, element in (
            ("workout_events", "<WorkoutEvent "),
            ("workout_statistics", "<WorkoutStatistics "),
            ("workout_activities", "<WorkoutActivity "),
        ):
            tally.number[field] += text.count(element)
        tally.metadata["Workout"] += text.count("<MetadataEntry ")
        yield text


def _sidecars(days: list[Day], tally: Tally) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the name of each further file and its parts."""
    for day in days:
        for one in others.workouts_of(day):
            if one.has_route:
                tally.number["route_points"] += sidecars.route_points(one)
                yield f"workout-routes/{one.route_name}", sidecars.route(one)
    for day in days:
        if sidecars.has_ecg(day):
            tally.number["ecgs"] += 1
            yield f"electrocardiograms/ecg_{day.date}.csv", (sidecars.ecg(day),)
    for day in days:
        if others.has_clinical_record(day):
            name = f"clinical-records/Observation-{others.clinical_identifier(day)}.json"
            yield name, (sidecars.clinical_json(day),)


def _add(archive: zipfile.ZipFile, name: str, parts: Iterable[str], *, is_large: bool) -> int:
    """Add a file of the parts, a block at a time, and return its length in bytes."""
    member = zipfile.ZipInfo(f"{_ROOT}/{name}", (2026, 9, 30, 12, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    length = 0
    with archive.open(member, "w", force_zip64=is_large) as opened:
        for block in _blocks(parts):
            opened.write(block)
            length += len(block)
    return length


def _blocks(parts: Iterable[str]) -> Iterator[bytes]:
    """Join parts until there is enough of them to be worth a write."""
    held: list[str] = []
    characters = 0
    for part in parts:
        held.append(part)
        characters += len(part)
        if characters >= _AT_ONCE:
            yield "".join(held).encode()
            held, characters = [], 0
    yield "".join(held).encode()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what is asked for and say what it holds."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.apple_export", description="Write a made-up Apple Health export."
    )
    parser.add_argument("file", type=Path, metavar="OUT.zip")
    parser.add_argument("--records", type=int, default=1_000_000, help="at top level (1000000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another life (1)")
    parser.add_argument(
        "--grown", type=float, default=1.0, help="the same life so many times as large (1)"
    )
    asked = parser.parse_args(arguments)
    records = round(asked.records * asked.grown)
    if records < 1:
        parser.error("an export has at least one record")
    written = write_export(asked.file, records, seed=asked.seed)
    print(json.dumps(asdict(written) | {"total": written.total}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
