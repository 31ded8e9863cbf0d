"""Putting the points of one route together, so that every format writes routes alike.

A route is an episode of the category location. What it is made of lies in its traces;
missing values are NaN, so all traces are of one length. Must not know any file format.
"""

import math
from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from datadonor.records.sample import Context, Episode, Source, Trace
from datadonor.sources.errors import FileTooLarge
from datadonor.sources.gpx_columns import PlainPoints

MOST_POINTS: Final = 1_000_000
"""More than eleven days at a point a second. Source: our choice."""

_TRACES: Final = (
    ("time", "s"),  # seconds after the start of the episode
    ("latitude", "deg"),
    ("longitude", "deg"),
    ("elevation", "m"),
    ("speed", "m/s"),
    ("course", "deg"),
    ("accuracy", "m"),
    ("vertical_accuracy", "m"),
)


class RouteTraces:
    """Collects the points of one route."""

    def __init__(self) -> None:
        """Begin without points."""
        self._times: array[int] = array("q")
        self._has_time = bytearray()
        self._values = {name: array("d") for name, _ in _TRACES[1:]}
        self._breaks: list[int] = []

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self._times)

    def add(self, time_ms: int | None, lat: float, lon: float, **values: float | None) -> None:
        """Add the next point.

        Args:
            time_ms: UTC milliseconds since 1970, if known.
            lat: Degrees.
            lon: Degrees.
            **values: ``elevation``, ``speed``, ``course``, ``accuracy``,
                ``vertical_accuracy``; what is not given is not known.

        Raises:
            FileTooLarge: There are more than any honest route has.
        """
        if len(self._times) >= MOST_POINTS:
            raise FileTooLarge
        self._times.append(0 if time_ms is None else time_ms)
        self._has_time.append(time_ms is not None)
        for name, column in self._values.items():
            value = {"latitude": lat, "longitude": lon}.get(name, values.get(name))
            column.append(math.nan if value is None else value)

    def extend(self, points: PlainPoints) -> None:
        """Add points of which all have a time; no more than ``MOST_POINTS``."""
        self._times.frombytes(points.time_ms.tobytes())
        self._has_time += b"\1" * len(points.time_ms)
        for name, column in self._values.items():
            column.frombytes(getattr(points, name).tobytes())

    def pause(self) -> None:
        """Say that recording stopped here and began again."""
        if self._times and self._breaks[-1:] != [len(self._times)]:
            self._breaks.append(len(self._times))

    @property
    def span_ms(self) -> tuple[int, int] | None:
        """The first and the last time, UTC milliseconds; nothing if no point has one."""
        times, has_time = self._timeline()
        known = times[has_time]
        return (int(known.min()), int(known.max())) if len(known) else None

    def _timeline(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        return np.array(self._times, np.int64), np.array(self._has_time, np.bool_)

    def episode(self, source: Source, context: Context, code: str | None = None) -> Episode:
        """Make the episode.

        ``facts`` has ``points`` and, if recording stopped in between, ``resumed_at``: the
        numbers of the points with which it began again.

        Raises:
            ValueError: No point has a time; ask ``span_ms`` before.
        """
        span = self.span_ms
        if span is None:
            raise ValueError("a route without a time has no place among the records")
        start, end = span
        times, has_time = self._timeline()
        seconds = array("d")
        seconds.frombytes(np.where(has_time, (times - start) / 1000, math.nan).tobytes())
        columns = {"time": seconds, **self._values}
        facts: dict[str, object] = {"points": len(self)}
        resumed = [at for at in self._breaks if at < len(self)]
        if resumed:
            facts["resumed_at"] = resumed
        return Episode(
            kind="Route",
            start_ms=start,
            duration_ms=end - start,
            source=source,
            context=context,
            code=code,
            facts=facts,
            traces=known_traces((name, unit, columns[name]) for name, unit in _TRACES),
        )


def known_traces(columns: Iterable[tuple[str, str, "array[float]"]]) -> tuple[Trace, ...]:
    """Return traces of the columns that hold at least one number."""
    return tuple(
        Trace(name, unit, values) for name, unit, values in columns if not np.isnan(values).all()
    )
