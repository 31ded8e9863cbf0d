"""Blood pressures: which two numbers belong together.

A pair is an episode that repeats the values of two samples of its own source and time
(the rule by which they are deleted together); files without pairs have the two samples
alone. Must not decide how a pair is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from datadonor.records.fhir_observations import LOWER, UPPER
from datadonor.records.listing import Listed
from datadonor.records.record_id import EpisodeId
from datadonor.records.sample import Flag, Source
from datadonor.vault.database import Connection

PAIR: Final = "BloodPressure"
UNIT: Final = "mm[Hg]"

_NUMBERS: Final = """
    SELECT kind.name, sample.number
      FROM episode
      JOIN sample_type AS kind ON kind.name IN (?, ?) AND kind.unit = ?
      JOIN sample ON sample.type_id = kind.id AND sample.source_id = episode.source_id
                 AND sample.start_ms >= episode.start_ms
                 AND sample.start_ms <= episode.start_ms + episode.duration_ms
     WHERE episode.id = ? AND sample.number IS NOT NULL
     LIMIT 3
"""


class Pressure(NamedTuple):
    """Both numbers, in mm[Hg]."""

    upper: float
    lower: float


Pressures = Mapping[str, Pressure]
"""The two numbers of the pairs among some records, by the records' names."""


class Couple(NamedTuple):
    """Two samples of one measurement, and the pair that repeats them, if there is one."""

    upper: Listed
    lower: Listed
    pair: Listed | None

    @property
    def pressure(self) -> Pressure | None:
        """Both numbers; nothing if one is missing."""
        return _pressure({UPPER: self.upper.number, LOWER: self.lower.number})


def pressure_of(connection: Connection, record: Listed) -> Pressure | None:
    """Return the two numbers of a pair.

    Returns:
        Nothing if it is no pair, or if its source tells of more than one at its time.
    """
    if record.name != PAIR or not isinstance(record.id, EpisodeId):
        return None
    values = (UPPER, LOWER, UNIT, record.id.number)
    found = list(connection.rows(_NUMBERS, values))
    return _pressure(dict(found)) if len(found) == len(Pressure._fields) else None


def pressures_of(connection: Connection, records: Iterable[Listed]) -> Pressures:
    """Return the two numbers of the pairs among some records."""
    told = ((str(each.id), pressure_of(connection, each)) for each in records)
    return {name: pressure for name, pressure in told if pressure is not None}


def couples(records: Iterable[Listed]) -> Mapping[str, Couple]:
    """Find which records of a list are one measurement: same source, same time.

    Returns:
        The name of each record that belongs to a couple → that couple. Where a source
        tells of more than one at a time nothing is joined.
    """
    met: dict[tuple[Source, int | None], list[Listed]] = defaultdict(list)
    for each in records:
        if each.name == PAIR or (each.name in {UPPER, LOWER} and each.unit == UNIT):
            met[each.source, each.start_ms].append(each)
    found: dict[str, Couple] = {}
    for told in met.values():
        couple = _couple(told)
        if couple is not None:
            found |= {str(each.id): couple for each in told}
    return found


def _couple(told: list[Listed]) -> Couple | None:
    by_name = {each.name: each for each in told}
    upper, lower = by_name.get(UPPER), by_name.get(LOWER)
    if upper is None or lower is None or len(by_name) < len(told):
        return None
    is_retracted = any(Flag.RETRACTED in each.flags for each in told)
    couple = Couple(upper, lower, by_name.get(PAIR))
    return None if is_retracted or couple.pressure is None else couple


def _pressure(numbers: Mapping[str, float | None]) -> Pressure | None:
    upper, lower = numbers.get(UPPER), numbers.get(LOWER)
    return None if upper is None or lower is None else Pressure(upper, lower)
