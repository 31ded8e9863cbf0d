"""Deciding whether the times of the older files are UTC or local.

They do not say, and they are not all alike: in exports that were compared, steps and
heart rates were UTC and calories local. So it is decided for each metric of each
Takeout from what it holds itself: the same readings in the newer tree, which says UTC;
or that people walk little in their sleep, whose times are local. Without such evidence
they are taken as local, and marked so.
"""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from datadonor.sources.fitbit.metrics import Column
from datadonor.sources.fitbit.stamps import Milliseconds, as_local, as_utc, is_possible

_HOUR_MS: Final = 3_600_000
_MOST_HOURS: Final = 250_000
"""Readings that are remembered: one an hour for 28 years."""

_ENOUGH: Final = 40
"""Readings after which the decision stands."""

_MOST_LOOKED_AT: Final = 4_000_000
_CLEAR: Final = 3
"""How many times as often one reading of the clock must fit as the other."""

_EDGE_MS: Final = 900_000
"""The first and last quarter of a night say nothing: one is still, or already, up."""

Pieces = Iterable[tuple[Milliseconds, NDArray[np.float64]]]


class Verdict(StrEnum):
    """How the times of a metric are read."""

    UTC = "utc"
    LOCAL = "local"


class Evidence:
    """One reading an hour of each metric in the newer tree, to compare with."""

    def __init__(self, wanted: Collection[str]) -> None:
        """Begin with none; only for metrics that the older tree holds too."""
        self._wanted = wanted
        self._known: dict[str, dict[int, tuple[int, float]]] = {}

    def add(self, column: Column, ms: Milliseconds, numbers: NDArray[np.float64]) -> None:
        """Remember the first reading above nought in each hour."""
        if column.metric.key not in self._wanted:
            return
        known = self._known.setdefault(column.metric.key, {})
        above = np.flatnonzero(numbers > 0)
        _, first = np.unique(ms[above] // _HOUR_MS, return_index=True)
        scale = _in_base(column.unit)
        for index in above[first].tolist():
            time = int(ms[index])
            if len(known) < _MOST_HOURS:
                known.setdefault(time // _HOUR_MS, (time, float(numbers[index]) * scale))

    def judge(self, column: Column, pieces: Pieces, zone: ZoneInfo) -> Verdict | None:
        """Compare older readings with the newer; nothing if too few are the same."""
        known = self._known.get(column.metric.key)
        if not known:
            return None
        times, values = (np.array(each) for each in zip(*known.values(), strict=True))
        order = np.argsort(times)
        times, values = times[order], values[order]
        scale = _in_base(column.unit)

        def fits(ms: Milliseconds, numbers: NDArray[np.float64]) -> int:
            place = np.minimum(np.searchsorted(times, ms), len(times) - 1)
            alike = np.abs(values[place] - numbers * scale) <= np.abs(values[place]) * 1e-3
            return int(((times[place] == ms) & alike).sum())

        as_utc_fits = as_local_fits = 0
        for ms, numbers in _bounded(pieces):
            as_utc_fits += fits(as_utc(ms).ms, numbers)
            as_local_fits += fits(as_local(ms, zone).ms, numbers)
            if max(as_utc_fits, as_local_fits) >= _ENOUGH:
                break
        return _decide(as_utc_fits, as_local_fits)


def judge_by_sleep(nights: list[tuple[int, int]], pieces: Pieces, zone: ZoneInfo) -> Verdict | None:
    """Decide by when people do not walk.

    Args:
        nights: Begin and end of sleeps, local ms since 1970.
        pieces: Times as written and steps.
        zone: In which UTC would be turned into local time.
    """
    inner = sorted((start + _EDGE_MS, end - _EDGE_MS) for start, end in nights)
    inner = [each for each in inner if each[0] < each[1]]
    if not inner:
        return None
    starts, ends = (np.array(each, np.int64) for each in zip(*inner, strict=True))
    latest = np.maximum.accumulate(ends)

    def in_sleep(local: Milliseconds) -> int:
        place = np.searchsorted(starts, local, side="right") - 1
        return int(((place >= 0) & (local < latest[np.maximum(place, 0)])).sum())

    if_local = if_utc = 0
    for ms, numbers in _bounded(pieces):
        walked = ms[numbers > 0]
        if_local += in_sleep(walked)
        if_utc += in_sleep(walked + (walked - as_local(walked, zone).ms))
    # The reading with fewer steps in sleep is right.
    return _decide(if_local, if_utc)


def _decide(for_utc: int, for_local: int) -> Verdict | None:
    if max(for_utc, for_local) < _ENOUGH // 2:
        return None
    if for_utc >= _CLEAR * for_local:
        return Verdict.UTC
    return Verdict.LOCAL if for_local >= _CLEAR * for_utc else None


def _bounded(pieces: Pieces) -> Iterator[tuple[Milliseconds, NDArray[np.float64]]]:
    seen = 0
    for ms, numbers in pieces:
        possible = is_possible(ms) & np.isfinite(numbers)
        yield ms[possible], numbers[possible]
        seen += len(ms)
        if seen > _MOST_LOOKED_AT:
            return


def _in_base(unit: str) -> float:
    """Return the factor by which the two trees' units of one metric become alike."""
    return 0.01 if unit == "cm" else 1.0
