"""Moulds: what samples of one type, source and context have in common, encoded once.

Filling one costs a few joins of text, so a million samples go in seconds. Must not know
the database.
"""

import math
from typing import Final, NamedTuple

from datadonor.records.dictionaries import StoredType
from datadonor.records.fhir import Clock, Origin, Resource
from datadonor.records.rollups import first_hour, local_day
from datadonor.records.sample import Context, DeviceClass
from datadonor.records.totals import HOUR_MS
from datadonor.records.types import ValueKind, sample_type
from export.outgoing import Cell
from export.series.codes import (
    Answer,
    answer_of,
    bound_unit,
    device_extension,
    method_codings,
    quantity,
    rounded,
    unit_of,
    unit_parts,
)
from export.series.moments import When, day_number_of
from export.series.terms import FREE_TEXT, NO_VALUE, OBSERVATION, UNIT_UNKNOWN, Terms, inside

HEAD: Final = f'{{"resourceType":"{OBSERVATION}","id":"'
"""How every line begins; its id follows."""

WHOLE_DAY_MS: Final = 23 * HOUR_MS
"""The shortest day: that on which the clock is put forward."""

_MIDNIGHT: Final = "T00:00:00"


class Value(NamedTuple):
    """What a sample says: as elements of an Observation, and as fields of the table."""

    json: str
    code: str | None
    number: Cell
    unit: str | None


class Withholding(NamedTuple):
    """Why a sample stays."""

    reason: str


class Mould:
    """Makes the lines of samples that have type, class of device and context in common."""

    def __init__(
        self,
        terms: Terms,
        stored: StoredType,
        code: Resource,
        context: Context,
        device: DeviceClass,
    ) -> None:
        """Make ready all that does not change from sample to sample."""
        self._stored = stored
        self._context = context
        self._moments = terms.moments
        self.device = device.value
        self.unit = unit_of(stored)
        before = {"extension": [device_extension(device)], **terms.base(code)}
        self.middle = f'",{inside(before)},'
        methods = method_codings(context)
        end = f",{inside({'method': {'coding': methods}})}}}" if methods else "}"
        self.end = end
        self.number_end = "" if self.unit is None else f",{inside(unit_parts(self.unit))}}}{end}"
        self._answers: dict[str, Value | Withholding] = {}
        self._clock = Clock(context.basis)
        self._is_day = Origin(context, None).is_day
        self.is_plain = self.unit is not None and not self._is_day
        """Whether a number needs nothing but itself and its time, if that is below a day."""

    def when(self, start_ms: int, duration_ms: int) -> When:
        """Return when a sample was, as it is told.

        What was given as a day, or lasted whole days, goes as days: the moments at which
        a day began where the person was would tell summer from winter.
        """
        if duration_ms >= WHOLE_DAY_MS or (self._is_day and not duration_ms):
            for midnight in (self._midnight_there, _midnight_in_denmark):
                first, after = midnight(start_ms), midnight(start_ms + duration_ms)
                if first is not None and after is not None:
                    days = self._moments.days(first, max(first, after - 1))
                    return days if after - first > 1 else When(days.start)
        return self._moments.span(start_ms, duration_ms)

    def _midnight_there(self, ms: int) -> int | None:
        """Return the day that begins at a moment where the person was, if one does."""
        text = self._clock.text(ms)
        return None if ms % 1000 or _MIDNIGHT not in text else day_number_of(text)

    def value(
        self, duration_ms: int, number: float | None, code: str | None
    ) -> Value | Withholding:
        """Return what a sample says, or why that stays."""
        if number is not None:
            return self._number(number)
        if code is not None:
            if code not in self._answers:
                self._answers[code] = self._answer(code)
            return self._answers[code]
        known = sample_type(self._stored.name)
        if known is not None and known.value is ValueKind.DURATION:
            return _measured(duration_ms / 1000, "s")
        return Withholding(NO_VALUE)

    def _number(self, number: float) -> Value | Withholding:
        if not math.isfinite(number):
            return Withholding(NO_VALUE)
        return Withholding(UNIT_UNKNOWN) if self.unit is None else _measured(number, self.unit)

    def _answer(self, code: str) -> Value | Withholding:
        found = answer_of(self._stored, code)
        if found is None:
            return Withholding(FREE_TEXT if code.strip() else NO_VALUE)
        if found.bound is not None:
            return self._bound(found, found.bound)
        element = {"valueCodeableConcept": {"coding": list(found.codings)}}
        return Value(inside(element), found.word, None, None)

    def _bound(self, found: Answer, bound: float) -> Value | Withholding:
        unit = bound_unit(self._context)
        if unit is None:
            return Withholding(UNIT_UNKNOWN)
        element = {"valueQuantity": {**quantity(bound, unit), "comparator": found.word}}
        return Value(inside(element), found.word, rounded(bound), unit)


def _measured(number: float, unit: str) -> Value:
    return Value(inside({"valueQuantity": quantity(number, unit)}), None, rounded(number), unit)


def _midnight_in_denmark(ms: int) -> int | None:
    """Return the day that begins at a moment in Denmark, if one does."""
    day = local_day(ms // HOUR_MS)
    return day if first_hour(day) * HOUR_MS == ms else None
