"""Fitbit and Google Health, as Google Takeout gives them: two trees of the same data.

The older tree is JSON with times that do not say their zone, the newer one CSV in UTC
with the source of each row. What stands in both is read from the newer, and told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from datadonor.sources.errors import FileCut, FileDamaged, FileTooLarge
from datadonor.sources.fitbit import night_values, profile, sleep, streams, weights, workouts
from datadonor.sources.fitbit.clock import Evidence, Pieces, Verdict, judge_by_sleep
from datadonor.sources.fitbit.ledger import Ledger, Seen
from datadonor.sources.fitbit.metrics import CALORIES, STEPS
from datadonor.sources.fitbit.shapes import Part, Shape, is_in_tree, recognise
from datadonor.sources.found import Fault, Found, Note, Notice
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_WITHOUT_IDENTITY: Final = {
    Shape.VALUES,
    Shape.TABLE,
    Shape.STAGES,
    Shape.STAGE_SERIES,
    Shape.SCORES,
    Shape.OLD_SCORES,
    Shape.NIGHT_TEMPERATURE,
}
"""What has no number of its own by which the same row in two files could be known."""


def _sniff(entry: Entry, head: bytes) -> bool:
    return recognise(entry, head) is not None


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    ledger = Ledger(reading.zone, is_alone=len(reading.parcel.entries) == 1)
    parts: dict[Shape, list[Part]] = {}
    for entry in entries:
        part = recognise(entry, entry.head())
        if part is None or part.shape is Shape.LEFT_OUT:
            ledger.notes[Note.NOT_IMPORTED] += 1
        else:
            parts.setdefault(part.shape, []).append(part)
    for shape in _WITHOUT_IDENTITY & parts.keys():
        parts[shape] = list(_without_older(parts[shape], ledger))
    yield from _Takeout(parts, ledger).read()
    for note, times in ledger.notes.items():
        if times:
            yield Notice(note, times)


class _Takeout:
    """Reads the parts of one Takeout, the newer tree first."""

    def __init__(self, parts: Mapping[Shape, list[Part]], ledger: Ledger) -> None:
        """Begin before the first part."""
        self.parts = parts
        self._ledger = ledger
        values = parts.get(Shape.VALUES, [])
        self._evidence = Evidence({each.column.metric.key for each in values if each.column})
        self._steps: Verdict | None = None

    def read(self) -> Iterator[Found]:
        """Yield everything."""
        for shape in (Shape.PROFILE, Shape.DEVICES):
            yield from self._each(shape, profile.read_identifiers)
        yield from self._read_new()
        yield from self._read_old()

    def _read_new(self) -> Iterator[Found]:
        ledger = self._ledger
        tables = self.parts.get(Shape.TABLE, [])
        for part in sorted(tables, key=lambda each: not (each.layout and each.layout.is_new)):
            layout = part.layout
            if layout is not None:
                yield from self._careful(
                    part, streams.read_table(ledger, part, layout, self._evidence)
                )
        nights, seen, staged = sleep.Nights(), Seen(), Seen()
        yield from self._each(Shape.STAGES, lambda part: sleep.read_stages(ledger, part, staged))
        yield from self._each(
            Shape.STAGE_SERIES, lambda part: sleep.read_stages(ledger, part, staged)
        )
        yield from self._each(
            Shape.SLEEPS, lambda part: sleep.read_sleeps(ledger, part, nights, seen, staged)
        )
        yield from self._each(
            Shape.OLD_SLEEP, lambda part: sleep.read_old_sleep(ledger, part, nights, seen)
        )
        for shape in (Shape.SCORES, Shape.OLD_SCORES):
            yield from self._each(shape, lambda part: night_values.read_scores(ledger, part))
        yield from self._each(
            Shape.NIGHT_TEMPERATURE, lambda part: night_values.read_night_temperatures(ledger, part)
        )

    def _read_old(self) -> Iterator[Found]:
        ledger = self._ledger
        values = self.parts.get(Shape.VALUES, [])
        # Steps first: what they say of the clock holds for what is counted with them.
        of_metric: dict[str, list[Part]] = {STEPS.key: []}
        for part in values:
            key = part.column.metric.key if part.column else ""
            of_metric.setdefault(key, []).append(part)
        for key, parts in of_metric.items():
            verdict = self._verdict(key, parts)
            for part in parts:
                yield from self._careful(part, streams.read_old(ledger, part, verdict))
        starts, seen = workouts.Starts(), Seen()
        yield from self._each(
            Shape.EXERCISES, lambda part: workouts.read_exercises(ledger, part, starts, seen)
        )
        verdict = self._steps or Verdict.LOCAL
        yield from self._each(
            Shape.OLD_EXERCISE,
            lambda part: workouts.read_old_exercises(ledger, part, starts, seen, verdict),
        )
        height = self._height()
        yield from self._each(
            Shape.OLD_WEIGHT, lambda part: weights.read_old_weights(ledger, part, height, seen)
        )

    def _verdict(self, key: str, parts: list[Part]) -> Verdict:
        """Decide how the times of a metric are read, from what the Takeout holds."""
        column = parts[0].column if parts else None
        if column is None:
            return Verdict.LOCAL
        found = self._evidence.judge(column, self._pieces(parts), self._ledger.zone)
        if found is None and key == STEPS.key:
            nights: list[tuple[int, int]] = []
            # Damage is reported where the nights are read.
            with suppress(FileCut, FileDamaged, FileTooLarge):
                nights = sleep.old_nights(self.parts.get(Shape.OLD_SLEEP, []))
            found = judge_by_sleep(nights, self._pieces(parts), self._ledger.zone)
        if key == STEPS.key:
            self._steps = found
        if found is None and key != CALORIES.key:
            found = self._steps
        return found or Verdict.LOCAL

    @staticmethod
    def _pieces(parts: list[Part]) -> Pieces:
        # The last by name are the youngest, which both trees are most likely to hold.
        for part in sorted(parts, key=lambda each: each.entry.path.name, reverse=True):
            try:
                for rows in streams.old_rows(part):
                    yield rows.ms, rows.numbers
            except (FileCut, FileDamaged, FileTooLarge):
                continue  # reported where it is read

    def _height(self) -> float | None:
        for part in self.parts.get(Shape.PROFILE, []):
            try:
                return profile.read_height(part)
            except (FileCut, FileDamaged, FileTooLarge):
                continue
        return None

    def _each(self, shape: Shape, read: Callable[[Part], Iterator[Found]]) -> Iterator[Found]:
        for part in self.parts.get(shape, []):
            yield from self._careful(part, read(part))

    def _careful(self, part: Part, found: Iterator[Found]) -> Iterator[Found]:
        """Yield what is found in a part; among many, one that cannot be read is reported."""
        try:
            yield from found
        except (FileCut, FileDamaged, FileTooLarge) as refused:
            if self._ledger.is_alone:
                raise
            is_large = isinstance(refused, FileTooLarge)
            fault = Fault.TOO_LARGE if is_large else Fault.PART_DAMAGED
            yield self._ledger.unreadable(part.entry, "", fault)


def _without_older(parts: Sequence[Part], ledger: Ledger) -> Iterator[Part]:
    """Yield parts, of several with one name the largest.

    A folder may hold a Takeout packed and unpacked, or two Takeouts of one account: the
    file of a month, or of all years, is in the younger what it was in the older and more.
    """
    largest: dict[tuple[str, str], Part] = {}
    for part in parts:
        key = (part.entry.path.parent.name, part.entry.path.name)
        known = largest.setdefault(key, part)
        if part.entry.size_bytes > known.entry.size_bytes:
            largest[key] = part
    ledger.notes[Note.COPY_SKIPPED] += len(parts) - len(largest)
    yield from largest.values()


FORMAT: Final = Format(name="fitbit", sniff=_sniff, read=_read, belongs=is_in_tree, rank=40)
