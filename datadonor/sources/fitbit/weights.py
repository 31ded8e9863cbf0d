"""Reading older weights, whose unit the file does not say.

The unit is that of the account at the time of export, and published readers disagree.
The file holds the body mass index beside it, and that is always kg/m²: with a height
from the profile it gives the unit away. Without a height nothing is guessed.
"""

import math
from collections.abc import Iterator
from typing import Any, Final

from datadonor.records.sample import Basis, Flag, Sample
from datadonor.records.types import TypeId
from datadonor.sources.fitbit.ledger import FIRST_MS, SERVICE, Ledger, Seen
from datadonor.sources.fitbit.metrics import FAT, WEIGHT
from datadonor.sources.fitbit.rows import json_pieces
from datadonor.sources.fitbit.shapes import Part
from datadonor.sources.fitbit.sleep import log_id
from datadonor.sources.fitbit.stamps import UNREADABLE, as_local, is_possible, read_us
from datadonor.sources.found import Fault, Found, Note, RowUnreadable

_UNITS: Final = {"kg": 1.0, "lb": 0.45359237, "st": 6.35029318}
_ALIKE: Final = 0.08
"""How far height and index may be off: both are rounded, and people grow."""

_LARGEST: Final = 2_000.0


def read_old_weights(
    ledger: Ledger, part: Part, height_m: float | None, seen: Seen
) -> Iterator[Found]:
    """Read weights, body mass indexes and shares of fat from an older JSON file.

    Args:
        ledger: Shared.
        part: The file.
        height_m: The person's height, if it is known.
        seen: Entries that were read already.
    """
    for first, piece in json_pieces(part.entry):
        for index, row in enumerate(piece):
            try:
                yield from _one(ledger, row, height_m, seen)
            except RowUnreadable as fault:
                yield ledger.unreadable(part.entry, f"item {first + index}", fault.fault)


def unit_of(weight: float, index: float, height_m: float | None) -> str | None:
    """Return in which unit a weight gives the body mass index that stands beside it."""
    if height_m is None or index <= 0 or weight <= 0:
        return None
    wanted = index * height_m**2
    fits = [unit for unit, kg in _UNITS.items() if abs(math.log(weight * kg / wanted)) < _ALIKE]
    return fits[0] if len(fits) == 1 else None


def _one(ledger: Ledger, row: Any, height_m: float | None, seen: Seen) -> Iterator[Sample]:  # noqa: ANN401 - an element of JSON
    if not isinstance(row, dict):
        raise RowUnreadable(Fault.SHAPE_UNKNOWN)
    ms = read_us([f"{row.get('date')} {row.get('time')}"])
    if ms[0] == UNREADABLE:
        raise RowUnreadable(Fault.TIME_UNREADABLE)
    if not is_possible(ms)[0]:
        raise RowUnreadable(Fault.TIME_ABSURD)
    if ms[0] < FIRST_MS:
        ledger.notes[Note.PLACEHOLDER_SKIPPED] += 1
        return
    placed = as_local(ms, ledger.zone)
    time, basis = int(placed.ms[0]), placed.bases[0]
    known = {name: _number(row.get(name)) for name in ("weight", "bmi", "fat")}
    weight, index, fat = known["weight"], known["bmi"], known["fat"]
    if weight is None:
        raise RowUnreadable(Fault.NUMBER_UNREADABLE)
    is_copy = ledger.days(WEIGHT.key).has_one(time)
    if is_copy or not seen.is_new(f"weight/{log_id(row)}/{time}"):
        ledger.notes[Note.COPY_SKIPPED] += 1
        return
    unit = unit_of(weight, index or 0.0, height_m)
    yield _sample(ledger, "BodyMass", time, weight, basis, unit)
    if unit is None:
        ledger.notes[Note.UNIT_UNKNOWN] += 1
    if index:
        yield _sample(ledger, "BodyMassIndex", time, index, basis, "kg/m2")
    if fat and not ledger.days(FAT.key).has_one(time):
        yield _sample(ledger, "BodyFatPercentage", time, fat, basis, "%")


def _sample(
    ledger: Ledger, kind: str, time: int, value: float, basis: Basis, unit: str | None
) -> Sample:
    ledger.note_basis(basis)
    flags = Flag.NONE if unit else Flag.UNCONVERTED
    context = ledger.context(basis, unit, flags)
    return Sample(TypeId(kind), time, 0, value, None, SERVICE, context)


def _number(value: object) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _LARGEST:
        return float(value)
    return None
