"""What scales and blood pressure meters write, and pulses that a chest strap sent later.

Source: FIT profile, messages ``weight_scale``, ``blood_pressure`` and ``hr``.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from datadonor.records.sample import Context, Episode, Source
from datadonor.records.types import TypeId
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.fit.activity import HEART_RATE, MOST_PARTS
from datadonor.sources.fit.clock import WallClock, to_ms
from datadonor.sources.fit.gathering import Gathering, Kind
from datadonor.sources.fit.messages import Message
from datadonor.sources.found import Fault, Note, Notice, RowUnreadable

_SCALE: Final = {
    "weight": Kind(TypeId("BodyMass"), "kg"),
    "percent_fat": Kind(TypeId("BodyFatPercentage"), "%"),
    "percent_hydration": Kind(TypeId("BodyWaterPercentage"), "%"),
    "bone_mass": Kind(TypeId("BoneMass"), "kg"),
    "muscle_mass": Kind(TypeId("MuscleMass"), "kg"),
    "bmi": Kind(TypeId("BodyMassIndex"), "kg/m2"),
    "basal_met": Kind(TypeId("BasalMetabolicRate"), "kcal/d"),
}
_PRESSURE: Final = {
    "systolic_pressure": Kind(TypeId("BloodPressureSystolic"), "mm[Hg]"),
    "diastolic_pressure": Kind(TypeId("BloodPressureDiastolic"), "mm[Hg]"),
    "mean_arterial_pressure": Kind(TypeId("BloodPressureMean"), "mm[Hg]"),
    "heart_rate": HEART_RATE,
}
_FAILED: Final = frozenset(
    {"error_incomplete_data", "error_no_measurement", "error_data_out_of_range"}
)

_TICKS: Final = 1024
"""Of a second in ``event_timestamp``."""

_LOW_12: Final = 0xFFF
_BYTE: Final = 0xFF


class Scale:
    """Collects weights, and whose they are: several people may step on one scale."""

    def __init__(self, gathering: Gathering) -> None:
        """Begin with nothing.

        Args:
            gathering: Where samples go.
        """
        self._gathering = gathering
        self._weights: list[Message] = []
        self._people: set[float | None] = set()

    def add(self, message: Message) -> None:
        """Take one reading.

        Raises:
            RowUnreadable: It has no time.
            FileTooLarge: There are more than anybody weighs themselves.
        """
        if message.seconds_of("timestamp") is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        to_ms(message.seconds_of("timestamp") or 0)
        if len(self._weights) >= MOST_PARTS:
            raise FileTooLarge
        self._weights.append(message)
        self._people.add(message.number_of("user_profile_index"))

    def finish(self, profiles: int) -> Iterator[Notice]:
        """Hand on the weights, unless they may be somebody else's.

        Args:
            profiles: How many people the file describes.
        """
        if len(self._people) > 1 or (profiles > 1 and self._weights):
            # Nothing in the file says which of them the vault belongs to.
            yield Notice(Note.NOT_IMPORTED, len(self._weights))
            return
        for message in self._weights:
            seconds = message.seconds_of("timestamp") or 0
            for name, kind in _SCALE.items():
                value = message.number_of(name)
                # Nought is how a scale says that it could not feel the current.
                if value:
                    self._gathering.add(kind, seconds, value)


class BloodPressures:
    """Collects pairs of pressures."""

    def __init__(self, gathering: Gathering) -> None:
        """Begin with nothing.

        Args:
            gathering: Where samples go.
        """
        self._gathering = gathering
        self._pairs: list[tuple[int, dict[str, float]]] = []

    def add(self, message: Message) -> None:
        """Take one reading.

        Raises:
            RowUnreadable: It has no time, or the meter says that it failed.
            FileTooLarge: There are more than any meter keeps.
        """
        seconds = message.seconds_of("timestamp")
        if seconds is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        if message.word_of("status") in _FAILED:
            raise RowUnreadable(Fault.NUMBER_UNREADABLE)
        values = {}
        for name, kind in _PRESSURE.items():
            value = message.number_of(name)
            if value:
                self._gathering.add(kind, seconds, value)
                values[name] = value
        if {"systolic_pressure", "diastolic_pressure"} <= values.keys():
            if len(self._pairs) >= MOST_PARTS:
                raise FileTooLarge
            self._pairs.append((seconds, values))

    def episodes(self, source: Source, clock: WallClock) -> Iterator[Episode]:
        """Hand on which numbers belong together."""
        for seconds, values in self._pairs:
            yield Episode(
                kind="BloodPressure",
                start_ms=to_ms(seconds),
                duration_ms=0,
                source=source,
                context=Context(clock.basis_at(seconds)),
                facts={"samples": values},
            )


class LateHeartRates:
    """Reads ``hr`` messages: pulses that a chest strap stored under water and sent later.

    The first message ties the strap's own clock to the time of day. Later ones say only
    the low 12 bits of that clock, packed one after the other, for eight pulses at once.
    """

    def __init__(self, gathering: Gathering) -> None:
        """Begin without knowing the strap's clock.

        Args:
            gathering: Where samples go.
        """
        self._gathering = gathering
        self._anchor: tuple[float, int] | None = None
        self._latest = 0

    def add(self, message: Message) -> None:
        """Take one message.

        Raises:
            RowUnreadable: It comes before the strap's clock is known.
        """
        seconds = message.number_of("timestamp")
        events = message.numbers_of("event_timestamp")
        raw = message.fields.get("filtered_bpm")
        rates = raw if isinstance(raw, tuple) else (raw,)
        if seconds is not None and events:
            fraction = message.number_of("fractional_timestamp") or 0
            self._latest = round(events[0] * _TICKS)
            self._anchor = (seconds + fraction, self._latest)
            self._add_all((self._latest,), rates)
        elif raw is not None:
            packed = message.fields.get("event_timestamp_12")
            self._add_all(self._unpack(packed if isinstance(packed, tuple) else ()), rates)

    def _unpack(self, packed: tuple[object, ...]) -> Iterator[int]:
        data = bytes(each & _BYTE for each in packed if isinstance(each, int))
        bits = int.from_bytes(data, "little")
        for at in range(len(data) * 8 // 12):
            low = bits >> (12 * at) & _LOW_12
            self._latest += (low - self._latest) & _LOW_12
            yield self._latest

    def _add_all(self, ticks: Iterable[int], rates: Iterable[object]) -> None:
        if self._anchor is None:
            raise RowUnreadable(Fault.TIME_MISSING)
        since, began = self._anchor
        for tick, rate in zip(ticks, rates, strict=False):
            # What is not valid keeps its place, or later pulses would get earlier times.
            if isinstance(rate, int | float) and rate > 0:
                self._gathering.add(HEART_RATE, since + (tick - began) / _TICKS, rate)
