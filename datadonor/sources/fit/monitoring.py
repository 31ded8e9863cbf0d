"""What a watch measures all day and all night: pulse, steps, stress, breathing, oxygen, sleep.

Source: FIT profile, messages ``monitoring``, ``monitoring_info``, ``monitoring_hr_data``,
``stress_level``, ``respiration_rate``, ``spo2_data``, ``hrv_value``, ``sleep_level``,
``sleep_assessment``, ``skin_temp_overnight``, ``max_met_data``.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import Context, Episode, Source
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fit.activity import HEART_RATE, MOST_RECORDS
from datadonor.sources.fit.clock import WallClock, to_ms
from datadonor.sources.fit.gathering import Gathering, Kind
from datadonor.sources.fit.messages import Message
from datadonor.sources.fit.steps import RunningTotals
from datadonor.sources.found import Fault, RowUnreadable

_LOW_16: Final = 0xFFFF
_MINUTE_S: Final = 60
_LONGEST_STAGE_S: Final = 6 * 3600
"""A stage of sleep that seems longer has lost its end. Source: our choice."""

# Message: its field, its time, and of what a sample it is. Values of nought and below
# are how watches say "could not be measured".
_READINGS: Final = {
    "stress_level": ("stress_level_value", "stress_level_time", "StressScore", "{score}"),
    "respiration_rate": ("respiration_rate", "timestamp", "RespiratoryRate", "/min"),
    "spo2_data": ("reading_spo2", "timestamp", "OxygenSaturation", "%"),
    "hrv_value": ("value", "timestamp", "HeartRateVariabilityRMSSD", "ms"),
    "monitoring_hr_data": (
        *("current_day_resting_heart_rate", "timestamp"),
        *("RestingHeartRate", "/min"),
    ),
    "skin_temp_overnight": ("nightly_value", "timestamp", "AppleSleepingWristTemperature", "Cel"),
    "max_met_data": ("vo2_max", "update_time", "VO2Max", "mL/kg/min"),
}
_SLEEP: Final = Kind(TypeId("SleepAnalysis"), None)
_SLEEP_SCORE: Final = Kind(TypeId("SleepScore"), "{score}")
_STAGES: Final = {"awake": "awake", "light": "light", "deep": "deep", "rem": "rem"}
_SCORES: Final = ("overall_sleep_score", "sleep_recovery_score", "awakenings_count")


class Monitoring:
    """Collects what a watch says of days and nights."""

    def __init__(self, gathering: Gathering) -> None:
        """Begin with nothing.

        Args:
            gathering: Where samples go.
        """
        self._gathering = gathering
        self._totals = RunningTotals()
        self._latest: int | None = None
        self._stages: list[tuple[int, str]] = []
        self._night_ends: int | None = None
        self._scores: dict[str, float] = {}

    def add(self, message: Message) -> None:
        """Take a message; of other kinds nothing is taken.

        Raises:
            RowUnreadable: Its time or its number cannot be read.
            FileTooLarge: There are more than any honest file has.
        """
        match message.name:
            case "monitoring_info":
                self._begin(message)
            case "monitoring":
                self._add_monitoring(message)
            case "sleep_level":
                self._add_stage(message)
            case "sleep_assessment":
                found = ((name, message.number_of(name)) for name in _SCORES)
                self._scores = {name: value for name, value in found if value is not None}
            case "event":
                self._add_event(message)
            case name if name in _READINGS:
                self._add_reading(message)

    def _begin(self, message: Message) -> None:
        seconds = message.seconds_of("timestamp")
        if seconds is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        self._latest = seconds
        self._totals.begin(seconds, message.seconds_of("local_timestamp"))

    def _add_monitoring(self, message: Message) -> None:
        seconds = self._time(message)
        rate = message.number_of("heart_rate")
        if rate:
            self._gathering.add(HEART_RATE, seconds, rate)
        for stretch in self._totals.add(message, seconds):
            self._gathering.add(stretch.kind, stretch.begin, stretch.amount, lasted=stretch.lasted)

    def _time(self, message: Message) -> int:
        """Return a message's time: whole, or its low 16 bits after the last whole one.

        Raises:
            RowUnreadable: It has neither, or nothing to be after.
        """
        seconds = message.seconds_of("timestamp")
        if seconds is None:
            low = message.seconds_of("timestamp_16")
            minutes = message.seconds_of("timestamp_min_8")
            if self._latest is None or (low is None and minutes is None):
                raise RowUnreadable(Fault.TIME_MISSING)
            if low is not None:
                seconds = self._latest + ((low - (self._latest & _LOW_16)) & _LOW_16)
            else:
                now = self._latest // _MINUTE_S
                seconds = (now + (((minutes or 0) - (now & 0xFF)) & 0xFF)) * _MINUTE_S
        self._latest = seconds
        return seconds

    def _add_reading(self, message: Message) -> None:
        field, time_field, type_id, unit = _READINGS[message.name]
        value = message.number_of(field)
        if value is None or value <= 0:
            return
        seconds = message.seconds_of(time_field)
        if seconds is None:
            seconds = message.seconds_of("timestamp")
        if seconds is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        self._gathering.add(Kind(TypeId(type_id), unit), seconds, value)

    def _add_stage(self, message: Message) -> None:
        seconds, stage = message.seconds_of("timestamp"), message.word_of("sleep_level")
        if seconds is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        to_ms(seconds)
        if len(self._stages) >= MOST_RECORDS:
            raise FileTooLarge
        self._stages.append((seconds, stage or ""))

    def _add_event(self, message: Message) -> None:
        seconds = message.seconds_of("timestamp")
        if seconds is not None:
            self._night_ends = max(seconds, self._night_ends or 0)

    def episodes(self, source: Source, clock: WallClock) -> Iterator[Episode]:
        """Hand on the night as an episode, and its stages to the gathering."""
        if not self._stages:
            return
        self._stages.sort()
        begin, end = self._stages[0][0], self._end_of_night()
        seconds = dict.fromkeys(_STAGES.values(), 0)
        for start, lasted, stage in _stretches(self._stages, end):
            self._gathering.add_word(_SLEEP, start, stage, lasted=lasted)
            seconds[stage] += lasted
        score = self._scores.get("overall_sleep_score")
        if score:
            self._gathering.add(_SLEEP_SCORE, begin, score, lasted=end - begin)
        facts = {f"{stage}_s": lasted for stage, lasted in seconds.items()}
        yield Episode(
            kind="SleepSession",
            start_ms=to_ms(begin),
            duration_ms=(end - begin) * 1000,
            source=source,
            context=Context(clock.basis_at(begin)),
            facts={**facts, **self._scores},
        )

    def _end_of_night(self) -> int:
        last = self._stages[-1][0]
        if self._night_ends is not None and last < self._night_ends < last + _LONGEST_STAGE_S:
            return self._night_ends
        # Without an end the last stage lasts as long as watches take for each: a minute.
        return last + _MINUTE_S


def _stretches(stages: list[tuple[int, str]], end: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, seconds and word of each stage; equal ones that follow are one."""
    begin: int | None = None
    word = ""
    for seconds, raw in [*stages, (end, "")]:
        if begin is not None and raw == word and seconds != end:
            continue
        if begin is not None and word in _STAGES and 0 < seconds - begin <= _LONGEST_STAGE_S:
            yield begin, seconds - begin, _STAGES[word]
        begin, word = seconds, raw
