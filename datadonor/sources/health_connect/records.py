"""Reading the tables of numbers and words, row by row.

Must not know sleep and exercise, which are more than their rows
(``datadonor.sources.health_connect.sessions``).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from datadonor.records.sample import Context, Episode, Sample, Source, Template
from datadonor.records.types import TypeId
from datadonor.sources.batches import MOST_ROWS, Batch
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.found import Fault, Found, Note, RowUnreadable, Unreadable
from datadonor.sources.health_connect import tables, words
from datadonor.sources.health_connect.cells import (
    NotRecorded,
    Origins,
    clean,
    detail,
    identity,
    measured,
    numbered,
    span,
)
from datadonor.sources.health_connect.database import Row, Snapshot, Value
from datadonor.sources.health_connect.tables import CodeTable, RecordTable, SeriesTable

ORIGIN: Final = ("app_info_id", "device_info_id", "recording_method")
INSTANT: Final = ("time", "zone_offset", "time")
INTERVAL: Final = ("start_time", "start_zone_offset", "end_time")

_MOST_PARENTS: Final = 40_000_000


@dataclass
class Work:
    """What the readers of one database share.

    ``where`` stands before every place, and ``notes`` counts what is told at the end.
    """

    snapshot: Snapshot
    origins: Origins
    where: str
    notes: Counter[Note] = field(default_factory=Counter)

    def unreadable(self, table: str, row: int, fault: Fault) -> Unreadable:
        """Return the report of a row; tables are named as Android names them."""
        return Unreadable(f"{self.where}{table}, row {row}", fault)

    def rows(self, table: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a table with their numbers from 1; nothing if it is not there."""
        if table in self.snapshot.tables:
            number = 0
            for piece in self.snapshot.rows(table, columns):
                for row in piece:
                    number += 1
                    yield number, row


def read_numbers(work: Work, spec: RecordTable) -> Iterator[Found]:
    """Read a table of one number a row."""
    if not work.snapshot.has(spec.table, spec.column):
        return
    batch = Batch()
    times = INTERVAL if spec.is_interval else INSTANT
    for number, row in work.rows(spec.table, (*times, *ORIGIN, spec.column)):
        start, offset, end, app, device, method, value = row
        try:
            begin, duration = span(start, end)
            measure = measured(value)
        except RowUnreadable as fault:
            yield work.unreadable(spec.table, number, fault.fault)
        except NotRecorded:
            work.notes[Note.PLACEHOLDER_SKIPPED] += 1
        else:
            context = work.origins.context(offset, method, spec.unit)
            template = Template(spec.type, work.origins.source(app, device), context)
            batch.add(template, begin, duration, measure)
            if len(batch) >= MOST_ROWS:
                yield batch.take()
    if len(batch):
        yield batch.take()


def read_codes(work: Work, spec: CodeTable) -> Iterator[Found]:
    """Read a table of one word a row."""
    times = INTERVAL if spec.is_interval else INSTANT
    column = spec.column or "row_id"
    for number, row in work.rows(spec.table, (*times, *ORIGIN, column, "protection_used")):
        start, offset, end, app, device, method, value, protection = row
        word = spec.words.get(numbered(value) or 0) if spec.column else spec.always
        if spec.column and word is None:
            work.notes[Note.NOT_IMPORTED] += 1  # "unknown" or "unusual": nothing that says
            continue
        try:
            begin, duration = span(start, end)
        except RowUnreadable as fault:
            yield work.unreadable(spec.table, number, fault.fault)
            continue
        used = {1: "yes", 2: "no"}.get(numbered(protection) or 0)
        context = work.origins.context(offset, method, None, detail(protection_used=used))
        source = work.origins.source(app, device)
        yield Sample(spec.type, begin, duration, None, word, source, context)


class Parents:
    """The rows of a parent table by their number: whose the rows of a child table are.

    Kept as sorted arrays, because some apps write one parent for each measurement.
    """

    def __init__(self, work: Work, table: str) -> None:
        """Read all parents.

        Raises:
            FileRefused: As ``Snapshot.rows``; or there are more than anybody has.
        """
        self.marks: list[tuple[Source, Value, Value]] = []
        numbered_marks: dict[tuple[Source, Value, Value], int] = {}
        keys: list[NDArray[np.int64]] = []
        marks: list[NDArray[np.int32]] = []
        seen = 0
        for piece in work.snapshot.rows(table, ("row_id", INTERVAL[1], *ORIGIN)):
            kept = [row for row in piece if isinstance(row[0], int)]
            seen += len(kept)
            if seen > _MOST_PARENTS:
                raise FileTooLarge
            keys.append(np.array([row[0] for row in kept], np.int64))
            chosen = []
            for _, offset, app, device, method in kept:
                known = offset if isinstance(offset, int) else None
                by_hand = method if method == words.BY_HAND else None
                mark = (work.origins.source(app, device), known, by_hand)
                chosen.append(numbered_marks.setdefault(mark, len(numbered_marks)))
            marks.append(np.array(chosen, np.int32))
        unsorted = np.concatenate(keys) if keys else np.empty(0, np.int64)
        order = np.argsort(unsorted, kind="stable")
        self._keys = unsorted[order]
        self._marks = np.concatenate(marks)[order] if marks else np.empty(0, np.int32)
        self.marks = list(numbered_marks)

    def find(self, key: Value) -> int | None:
        """Return which of ``marks`` a parent has, or nothing if there is no such parent."""
        if not isinstance(key, int) or not len(self._keys):
            return None
        place = int(np.searchsorted(self._keys, key))
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return int(self._marks[place])


def read_series(work: Work, spec: SeriesTable) -> Iterator[Found]:
    """Read a table of series: each row a number at its own time, of a parent's source."""
    there = work.snapshot.has(spec.table, "parent_key", "epoch_millis", spec.column)
    if not there or not work.snapshot.has(spec.parent, "row_id"):
        return
    parents = Parents(work, spec.parent)
    templates = [
        Template(spec.type, source, work.origins.context(offset, method, spec.unit))
        for source, offset, method in parents.marks
    ]
    batch = Batch()
    key: Value = None
    mark: int | None = None
    columns = ("parent_key", "epoch_millis", spec.column)
    for number, (parent, time, value) in work.rows(spec.table, columns):
        if parent != key:
            key, mark = parent, parents.find(parent)
        try:
            if mark is None:
                raise RowUnreadable(Fault.FIELD_MISSING)
            begin, _ = span(time, time)
            batch.add(templates[mark], begin, 0, measured(value))
        except RowUnreadable as fault:
            yield work.unreadable(spec.table, number, fault.fault)
        except NotRecorded:
            work.notes[Note.PLACEHOLDER_SKIPPED] += 1
        if len(batch) >= MOST_ROWS:
            yield batch.take()
    if len(batch):
        yield batch.take()


def read_pressures(work: Work) -> Iterator[Found]:
    """Read blood pressures: two numbers, and the pair they are."""
    own = ("systolic", "diastolic", "measurement_location", "body_position", "uuid")
    for number, row in work.rows(tables.PRESSURE, (*INSTANT, *ORIGIN, *own)):
        start, offset, end, app, device, method, upper, lower, place, position, key = row
        try:
            begin, _ = span(start, end)
            pair = {
                "BloodPressureSystolic": measured(upper),
                "BloodPressureDiastolic": measured(lower),
            }
        except RowUnreadable as fault:
            yield work.unreadable(tables.PRESSURE, number, fault.fault)
            continue
        except NotRecorded:
            work.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        said = detail(
            position=words.BODY_POSITIONS.get(numbered(position) or 0),
            place=words.PRESSURE_PLACES.get(numbered(place) or 0),
        )
        source = work.origins.source(app, device)
        context = work.origins.context(offset, method, "mm[Hg]", said)
        for name, value in pair.items():
            yield Sample(TypeId(name), begin, 0, value, None, source, context)
        members = [_member(name, begin, 0, value, "mm[Hg]") for name, value in pair.items()]
        yield Episode(
            "BloodPressure",
            begin,
            0,
            source,
            context,
            facts={"members": members},
            identity=identity(key),
        )


def read_glucose(work: Work) -> Iterator[Found]:
    """Read blood sugars; what was measured under the skin is of a type of its own."""
    own = ("level", "specimen_source", "relation_to_meal", "meal_type")
    for number, row in work.rows(tables.GLUCOSE, (*INSTANT, *ORIGIN, *own)):
        start, offset, end, app, device, method, value, specimen, relation, meal = row
        try:
            begin, _ = span(start, end)
            level = measured(value)
        except RowUnreadable as fault:
            yield work.unreadable(tables.GLUCOSE, number, fault.fault)
            continue
        except NotRecorded:
            work.notes[Note.PLACEHOLDER_SKIPPED] += 1
            continue
        drawn = numbered(specimen) or 0
        kind = "GlucoseSensor" if drawn == words.INTERSTITIAL else "BloodGlucose"
        said = detail(
            specimen=words.SPECIMENS.get(drawn),
            relation_to_meal=words.RELATIONS_TO_MEAL.get(numbered(relation) or 0),
            meal=words.MEALS.get(numbered(meal) or 0),
        )
        context = work.origins.context(offset, method, "mmol/L", said)
        source = work.origins.source(app, device)
        yield Sample(TypeId(kind), begin, 0, level, None, source, context)


def read_nutrition(work: Work) -> Iterator[Found]:
    """Read meals: a number for each nutrient that an app gave, and the meal they are of."""
    own = ("uuid", "meal_type", "meal_name", *tables.NUTRIENTS)
    for number, row in work.rows(tables.NUTRITION, (*INTERVAL, *ORIGIN, *own)):
        start, offset, end, app, device, method, key, meal, name, *amounts = row
        try:
            begin, duration = span(start, end)
        except RowUnreadable as fault:
            yield work.unreadable(tables.NUTRITION, number, fault.fault)
            continue
        source = work.origins.source(app, device)
        plain = work.origins.context(offset, method)
        members = []
        for (kind, unit), amount in zip(tables.NUTRIENTS.values(), amounts, strict=True):
            if amount is None:
                continue
            try:
                value = measured(amount)
            except RowUnreadable as fault:
                yield work.unreadable(tables.NUTRITION, number, fault.fault)
            except NotRecorded:
                work.notes[Note.PLACEHOLDER_SKIPPED] += 1
            else:
                context: Context = work.origins.context(offset, method, unit)
                members.append(_member(kind, begin, duration, value, unit))
                yield Sample(kind, begin, duration, value, None, source, context)
        facts = {
            "members": members,
            "meal": words.MEALS.get(numbered(meal) or 0),
            "name": clean(name),
        }
        told = {name: fact for name, fact in facts.items() if fact}
        yield Episode("Food", begin, duration, source, plain, facts=told, identity=identity(key))


def _member(kind: str, start_ms: int, duration_ms: int, value: float, unit: str) -> dict[str, Any]:
    """Return how an episode names a sample that belongs to it."""
    return {
        "type": kind,
        "start_ms": start_ms,
        "duration_ms": duration_ms,
        "value": value,
        "unit": unit,
    }
