"""Activities in FIT: workouts with their laps and traces, routes, heart rates and beats.

The heart rate of every second is a sample, for it is asked for beside all other heart
rates. Speed, power and the like stay with the workout as traces. Where somebody was is
an episode of its own, in the category of places, and neither the workout nor its laps
say anything of places or heights.
"""

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Final

from datadonor.records.sample import Context, Episode, Source, Trace
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fit.clock import WallClock, to_ms
from datadonor.sources.fit.gathering import Gathering, Kind
from datadonor.sources.fit.messages import Message
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.route_traces import RouteTraces, known_traces
from datadonor.sources.sports import workout_word

HEART_RATE: Final = Kind(TypeId("HeartRate"), "/min")
DISTANCES: Final = {
    # Steps and what is walked are counted by the minute elsewhere; these are not.
    "cycling": Kind(TypeId("DistanceCycling"), "m"),
    "swimming": Kind(TypeId("DistanceSwimming"), "m"),
    "rowing": Kind(TypeId("DistanceRowing"), "m"),
    "paddle_sports": Kind(TypeId("DistancePaddleSports"), "m"),
    "cross_country_skiing": Kind(TypeId("DistanceCrossCountrySkiing"), "m"),
    "downhill_skiing": Kind(TypeId("DistanceDownhillSnowSports"), "m"),
    "skating_sports": Kind(TypeId("DistanceSkatingSports"), "m"),
}

MOST_RECORDS: Final = 1_000_000
MOST_PARTS: Final = 2_000
"""Of laps or sessions in one file. Source: our choice."""

_DEGREES: Final = 180 / 2**31
"""Of one semicircle (FIT profile)."""

# Trace, unit, and the fields of a record that hold it, the more precise first.
_TRACES: Final = (
    ("speed", "m/s", ("enhanced_speed", "speed")),
    ("distance", "m", ("distance",)),
    ("power", "W", ("power",)),
    ("cadence", "/min", ("cadence",)),
    ("respiration", "/min", ("enhanced_respiration_rate", "respiration_rate")),
    ("temperature_around", "Cel", ("temperature",)),
)

# Facts of a session or lap: our name with its unit, and the fields that hold it.
_FACTS: Final = (
    ("elapsed_s", ("total_elapsed_time",)),
    ("timer_s", ("total_timer_time",)),
    ("moving_s", ("total_moving_time",)),
    ("distance_m", ("total_distance",)),
    ("energy_kcal", ("total_calories",)),
    ("work_j", ("total_work",)),
    ("ascent_m", ("total_ascent",)),
    ("descent_m", ("total_descent",)),
    ("strides", ("total_strides",)),
    ("strokes", ("total_strokes",)),
    ("pool_length_m", ("pool_length",)),
    ("lengths", ("num_active_lengths",)),
    ("speed_mean_m_s", ("enhanced_avg_speed", "avg_speed")),
    ("speed_highest_m_s", ("enhanced_max_speed", "max_speed")),
    ("heart_rate_mean_per_min", ("avg_heart_rate",)),
    ("heart_rate_highest_per_min", ("max_heart_rate",)),
    ("heart_rate_lowest_per_min", ("min_heart_rate",)),
    ("cadence_mean_per_min", ("avg_running_cadence", "avg_cadence")),
    ("cadence_highest_per_min", ("max_running_cadence", "max_cadence")),
    ("power_mean_w", ("avg_power",)),
    ("power_highest_w", ("max_power",)),
    ("training_effect", ("total_training_effect",)),
)


class Activity:
    """Collects the messages of one activity until its end."""

    def __init__(self, gathering: Gathering) -> None:
        """Begin with nothing.

        Args:
            gathering: Where samples go.
        """
        self._gathering = gathering
        self._times: array[int] = array("q")
        self._columns = {name: array("d") for name, _, _ in _TRACES}
        self._places: dict[int, tuple[float, float, float | None]] = {}
        self._sessions: list[Message] = []
        self._laps: list[Message] = []
        self._beats: array[int] = array("i")
        self._beats_begin: int | None = None
        self._sport: Message | None = None

    def add(self, message: Message) -> None:
        """Take a message; of other kinds than an activity's nothing is taken.

        Raises:
            RowUnreadable: It has no time, or one that tells none.
            FileTooLarge: There are more than any honest file has.
        """
        match message.name:
            case "record":
                self._add_record(message)
            case "session" | "lap":
                parts = self._sessions if message.name == "session" else self._laps
                if len(parts) >= MOST_PARTS:
                    raise FileTooLarge
                _begin(message)
                parts.append(message)
            case "hrv":
                self._add_beats(message)
            case "sport":
                self._sport = message

    def _add_record(self, message: Message) -> None:
        seconds = message.seconds_of("timestamp")
        if seconds is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        to_ms(seconds)
        if len(self._times) >= MOST_RECORDS:
            raise FileTooLarge
        rate = message.number_of("heart_rate")
        if rate:
            self._gathering.add(HEART_RATE, seconds, rate)
        lat, lon = message.number_of("position_lat"), message.number_of("position_long")
        if lat is not None and lon is not None and (lat or lon):
            height = message.number_of("enhanced_altitude", "altitude")
            self._places[len(self._times)] = (lat * _DEGREES, lon * _DEGREES, height)
        self._times.append(seconds)
        for name, _, fields in _TRACES:
            value = message.number_of(*fields)
            self._columns[name].append(math.nan if value is None else value)

    def _add_beats(self, message: Message) -> None:
        if len(self._beats) >= MOST_RECORDS:
            raise FileTooLarge
        if self._beats_begin is None and self._times:
            self._beats_begin = self._times[-1]
        self._beats.extend(round(each * 1000) for each in message.numbers_of("time"))

    def episodes(self, source: Source, clock: WallClock) -> Iterator[Episode]:
        """Hand on workouts, routes and beats, and distances to the gathering."""
        sessions = sorted(self._sessions, key=_begin)
        starts = [_begin(session) for session in sessions]
        rows = _sorted_out(self._times, starts)
        laps = _sorted_out([_begin(lap) for lap in self._laps], starts)
        if not sessions and self._times:
            yield self._workout_without_session(source, clock)
        for session, own_rows, own_laps in zip(sessions, rows, laps, strict=False):
            yield self._workout(session, own_rows, own_laps, source, clock)
        yield from self._routes(rows, source, clock)
        if self._beats and self._beats_begin is not None:
            yield self._heartbeats(self._beats_begin, source, clock)

    def _workout(
        self,
        session: Message,
        rows: "array[int]",
        laps: "array[int]",
        source: Source,
        clock: WallClock,
    ) -> Episode:
        begin = _begin(session)
        lasted = session.number_of("total_elapsed_time", "total_timer_time") or 0
        if not lasted and rows:
            lasted = max(self._times[row] for row in rows) - begin
        code = workout_word(session.word_of("sport"), session.word_of("sub_sport"))
        distance = session.number_of("total_distance")
        if code in DISTANCES and distance:
            self._gathering.add(DISTANCES[code], begin, distance, lasted=lasted)
        facts: dict[str, Any] = {"totals": _facts(session)}
        for name in ("sport", "sub_sport"):
            word = session.word_of(name)
            if word:
                facts[name] = word
        if laps:
            own = [self._laps[at] for at in laps]
            facts["laps"] = [{"begins_s": _begin(lap) - begin, **_facts(lap)} for lap in own]
        return Episode(
            kind="Workout",
            start_ms=to_ms(begin),
            duration_ms=max(round(lasted * 1000), 0),
            source=source,
            context=Context(clock.basis_at(begin)),
            code=code,
            facts=facts,
            traces=self._traces(rows, begin),
        )

    def _workout_without_session(self, source: Source, clock: WallClock) -> Episode:
        """Make one of the records alone: the device never came to write its summary."""
        begin, end = min(self._times), max(self._times)
        sport = self._sport
        return Episode(
            kind="Workout",
            start_ms=to_ms(begin),
            duration_ms=(end - begin) * 1000,
            source=source,
            context=Context(clock.basis_at(begin)),
            code=workout_word(
                sport.word_of("sport") if sport else None,
                sport.word_of("sub_sport") if sport else None,
            ),
            traces=self._traces(range(len(self._times)), begin),
        )

    def _traces(self, rows: Sequence[int], begin: int) -> tuple[Trace, ...]:
        time = array("d", (self._times[row] - begin for row in rows))
        columns = (
            (name, unit, array("d", (self._columns[name][row] for row in rows)))
            for name, unit, _ in _TRACES
        )
        traces = known_traces(columns)
        return known_traces([("time", "s", time)]) + traces if traces else ()

    def _routes(
        self, rows: list["array[int]"], source: Source, clock: WallClock
    ) -> Iterator[Episode]:
        for own in rows:
            route = RouteTraces()
            for row in own:
                if row in self._places:
                    lat, lon, height = self._places[row]
                    route.add(to_ms(self._times[row]), lat, lon, elevation=height)
            span = route.span_ms
            if span is not None:
                yield route.episode(source, Context(clock.basis_at_ms(span[0])))

    def _heartbeats(self, begin: int, source: Source, clock: WallClock) -> Episode:
        traces = known_traces([("interval", "ms", array("d", self._beats))])
        return Episode(
            kind="HeartbeatSeries",
            start_ms=to_ms(begin),
            duration_ms=sum(self._beats),
            source=source,
            context=Context(clock.basis_at(begin)),
            facts={"beats": len(self._beats)},
            traces=traces,
        )


def _begin(part: Message) -> int:
    """Return when a session or lap began, in seconds of the file.

    Raises:
        RowUnreadable: It does not say, or says what tells no time.
    """
    begin = part.seconds_of("start_time")
    if begin is None:
        begin = part.seconds_of("timestamp")
    if begin is None:
        raise RowUnreadable(Fault.TIME_MISSING)
    to_ms(begin)
    return begin


def _sorted_out(times: Sequence[int], starts: Sequence[int]) -> list["array[int]"]:
    """Give each thing that has a time to the session that began last before it.

    Returns:
        The numbers of the things, a list for each session; one list if there is none.
    """
    owned: list[array[int]] = [array("l") for _ in range(max(len(starts), 1))]
    for number, time in enumerate(times):
        owned[max(bisect_right(starts, time) - 1, 0)].append(number)
    return owned


def _facts(part: Message) -> dict[str, float]:
    found = ((name, part.number_of(*fields)) for name, fields in _FACTS)
    return {name: value for name, value in found if value is not None}
