"""Reading what lasted and owns more than one row: sleep, exercise, routes."""

from array import array
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from datadonor.records.episodes import OTHER
from datadonor.records.sample import Context, Episode, Sample, Source
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.found import Fault, Found, Note, RowUnreadable, Unreadable
from datadonor.sources.health_connect import tables, words
from datadonor.sources.health_connect.cells import (
    NotRecorded,
    identity,
    measured,
    numbered,
    span,
)
from datadonor.sources.health_connect.database import Row, Value
from datadonor.sources.health_connect.records import INTERVAL, ORIGIN, Work
from datadonor.sources.route_traces import MOST_POINTS, RouteTraces

SLEEP_ANALYSIS: Final = TypeId("SleepAnalysis")

_MOST_SESSIONS: Final = 1_000_000
_MOST_PARTS: Final = 2_000_000
_LATITUDE: Final = 90.0
_LONGITUDE: Final = 180.0

_POINT: Final = ("latitude", "longitude", "elevation", "accuracy", "vertical_accuracy")
"""What a point has, in the words that all routes use."""


class _Session(NamedTuple):
    """A row of a table of sessions, by whose number its parts are found."""

    start_ms: int
    duration_ms: int
    source: Source
    context: Context
    identity: str | None


def read_sleep(work: Work) -> Iterator[Found]:
    """Read nights, and the stages in them.

    A night without stages was slept from beginning to end, as Android itself counts it.
    """
    sessions: dict[Value, _Session] = {}
    yield from _read_sessions(work, tables.SLEEP, sessions)
    staged: set[Value] = set()
    columns = ("parent_key", "stage_start_time", "stage_end_time", "stage_type")
    if work.snapshot.has(tables.SLEEP_STAGES, *columns):
        for number, (parent, start, end, stage) in work.rows(tables.SLEEP_STAGES, columns):
            try:
                session = _of(sessions, parent)
                begin, duration = span(start, end)
            except RowUnreadable as fault:
                yield work.unreadable(tables.SLEEP_STAGES, number, fault.fault)
                continue
            word = words.SLEEP_STAGES.get(numbered(stage) or 0)
            if word is None:
                work.notes[Note.NOT_IMPORTED] += 1
                continue
            staged.add(parent)
            yield Sample(
                SLEEP_ANALYSIS, begin, duration, None, word, session.source, session.context
            )
    for key, each in sessions.items():
        if key not in staged:
            yield Sample(
                SLEEP_ANALYSIS,
                each.start_ms,
                each.duration_ms,
                None,
                "asleep",
                each.source,
                each.context,
            )
        yield Episode("SleepSession", *each[:4], identity=each.identity)


def read_exercise(work: Work) -> Iterator[Found]:
    """Read workouts with their laps and segments, and the routes they went."""
    sessions: dict[Value, _Session] = {}
    kinds: dict[Value, int] = {}
    yield from _read_sessions(work, tables.EXERCISE, sessions, kinds)
    parts: dict[Value, dict[str, list[dict[str, Any]]]] = {}
    lap = ("lap_start_time", "lap_end_time", "lap_length")
    segment = ("segment_start_time", "segment_end_time", "segment_type", "repetitions_count")
    yield from _read_parts(work, tables.LAPS, lap, sessions, parts)
    yield from _read_parts(work, tables.SEGMENTS, segment, sessions, parts)
    for number, each in sessions.items():
        kind = kinds.get(number, 0)
        facts: dict[str, Any] = {"health_connect_type": kind, **parts.get(number, {})}
        code = words.EXERCISES.get(kind, OTHER)
        yield Episode("Workout", *each[:4], code=code, facts=facts, identity=each.identity)
    yield from _read_routes(work, sessions)


def _read_sessions(
    work: Work,
    table: str,
    sessions: dict[Value, _Session],
    kinds: dict[Value, int] | None = None,
) -> Iterator[Unreadable]:
    columns = (*INTERVAL, *ORIGIN, "row_id", "uuid", "exercise_type")
    for number, row in work.rows(table, columns):
        start, offset, end, app, device, method, key, uuid, kind = row
        try:
            begin, duration = span(start, end)
        except RowUnreadable as fault:
            yield work.unreadable(table, number, fault.fault)
            continue
        context = work.origins.context(offset, method)
        source = work.origins.source(app, device)
        sessions[key] = _Session(begin, duration, source, context, identity(uuid))
        if kinds is not None:
            kinds[key] = numbered(kind) or 0
        if len(sessions) > _MOST_SESSIONS:
            raise FileTooLarge


def _read_parts(
    work: Work,
    table: str,
    columns: tuple[str, ...],
    sessions: dict[Value, _Session],
    parts: dict[Value, dict[str, list[dict[str, Any]]]],
) -> Iterator[Unreadable]:
    """Gather the laps or segments of all workouts; times become offsets in ms."""
    if not work.snapshot.has(table, "parent_key", *columns[:2]):
        return
    name = "laps" if table == tables.LAPS else "segments"
    seen = 0
    for number, (parent, start, end, *rest) in work.rows(table, ("parent_key", *columns)):
        try:
            session = _of(sessions, parent)
            begin, duration = span(start, end)
            part: dict[str, Any] = {
                "start_ms": begin - session.start_ms,
                "duration_ms": duration,
            }
            if table == tables.LAPS:
                part |= _length(rest[0])
            else:
                part |= _exercise(rest)
        except RowUnreadable as fault:
            yield work.unreadable(table, number, fault.fault)
            continue
        seen += 1
        if seen > _MOST_PARTS:
            raise FileTooLarge
        parts.setdefault(parent, {}).setdefault(name, []).append(part)


def _length(value: Value) -> dict[str, Any]:
    """Return a lap's length (m), if it was recorded; 0 is how Android says it was not."""
    try:
        length = 0.0 if value is None else measured(value)
    except NotRecorded:
        length = 0.0
    return {"length_m": length} if length else {}


def _exercise(rest: list[Value]) -> dict[str, Any]:
    kind, repetitions = (numbered(each) for each in rest)
    counted = {"repetitions": repetitions} if repetitions else {}
    return {"health_connect_type": kind or 0, **counted}


class _Points:
    """The points of one route, as they come: not always in the order of their times."""

    def __init__(self) -> None:
        self._times = array("q")
        self._values = [array("d") for _ in _POINT]

    def __len__(self) -> int:
        return len(self._times)

    def add(self, row: Row) -> None:
        time, latitude, longitude, *rest = row
        moment, _ = span(time, time)
        place = (measured(latitude), measured(longitude))
        if abs(place[0]) > _LATITUDE or abs(place[1]) > _LONGITUDE:
            raise RowUnreadable(Fault.NUMBER_ABSURD)
        known = [_or_nan(each) for each in rest]
        if len(self) >= MOST_POINTS:
            raise FileTooLarge
        self._times.append(moment)
        for values, value in zip(self._values, (*place, *known), strict=True):
            values.append(value)

    def route(self, session: _Session) -> Episode:
        """Return the route, its points in the order of their times."""
        traces = RouteTraces()
        for index in sorted(range(len(self)), key=self._times.__getitem__):
            latitude, longitude, *rest = (values[index] for values in self._values)
            further = dict(zip(_POINT[2:], rest, strict=True))
            traces.add(self._times[index], latitude, longitude, **further)
        identity = session.identity and f"{session.identity}/route"
        return traces.episode(session.source, session.context)._replace(identity=identity)


def _read_routes(work: Work, sessions: dict[Value, _Session]) -> Iterator[Found]:
    """Read routes one after the other; Android writes the points of one in one go."""
    own = ("latitude", "longitude", "altitude", "horizontal_accuracy", "vertical_accuracy")
    columns = ("parent_key", "timestamp_millis", *own)
    if not work.snapshot.has(tables.ROUTE, *columns[:4]):
        return
    key: Value = None
    points = _Points()
    finished: set[Value] = set()
    for number, (parent, *rest) in work.rows(tables.ROUTE, columns):
        if parent != key:
            if len(points):
                yield points.route(sessions[key])
            finished.add(key)
            key, points = parent, _Points()
        try:
            _of(sessions, parent)
            if parent in finished:
                raise RowUnreadable(Fault.SHAPE_UNKNOWN)
            points.add(tuple(rest))
        except RowUnreadable as fault:
            yield work.unreadable(tables.ROUTE, number, fault.fault)
        except NotRecorded:
            work.notes[Note.PLACEHOLDER_SKIPPED] += 1
    if len(points):
        yield points.route(sessions[key])


def _of(sessions: dict[Value, _Session], key: Value) -> _Session:
    found = sessions.get(key)
    if found is None:
        raise RowUnreadable(Fault.FIELD_MISSING)
    return found


def _or_nan(value: Value) -> float:
    try:
        return float("nan") if value is None else measured(value)
    except NotRecorded:
        return float("nan")
