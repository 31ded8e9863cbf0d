"""Points of a GPX file as columns: the fast road for files as telephones write them.

A telephone writes every point alike, on one line, all values given. Such a file is read
ten times faster than by a parser; any other goes the slow road of ``gpx_points``, and
so does the rest of the file, without its points. A test holds the two roads equal.
"""

import math
import re
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.sources.times import EARLIEST_MS, LATEST_MS

_NUMBER: Final = rb"(-?\d{1,7}(?:\.\d{1,20})?)"
_POINT: Final = re.compile(
    rb'<trkpt lon="' + _NUMBER + rb'" lat="' + _NUMBER + rb'"><ele>' + _NUMBER + rb"</ele>"
    rb"<time>(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})Z</time><extensions>"
    rb"<speed>" + _NUMBER + rb"</speed><course>" + _NUMBER + rb"</course>"
    rb"<hAcc>" + _NUMBER + rb"</hAcc><vAcc>" + _NUMBER + rb"</vAcc></extensions></trkpt>"
)
_POINT_END: Final = b"</trkpt>"
_TAGS: Final = 16
"""Opening and closing ones of a point."""

_ASIDE: Final = (b"<!", b"<?")
_TRACKS: Final = (b"<trk>", b"<trkseg>")

Values = NDArray[np.float64]


class PlainPoints(NamedTuple):
    """The points of a file's only track, and the file without them.

    ``time_ms`` is UTC since 1970; degrees, metres and metres a second; NaN where the
    telephone says that it did not know.
    """

    time_ms: NDArray[np.int64]
    latitude: Values
    longitude: Values
    elevation: Values
    speed: Values
    course: Values
    accuracy: Values
    vertical_accuracy: Values
    rest: bytes


def plain_points(content: bytes, most_points: int) -> PlainPoints | None:
    """Read a whole file, if all its points are written in the one way.

    Returns:
        Nothing if it has to go the slow road.
    """
    body = content[content.find(b"?>") + 2 :]
    if any(aside in body for aside in _ASIDE) or any(body.count(each) != 1 for each in _TRACKS):
        return None
    found = _POINT.findall(body)
    first, last = body.find(b"<trkpt"), body.rfind(_POINT_END) + len(_POINT_END)
    # As many tags as the points have, so that nothing else stands among them.
    is_all = body.count(b"<", first, last) == len(found) * _TAGS == body.count(b"<trkpt") * _TAGS
    if not 0 < len(found) <= most_points or not is_all:
        return None
    columns = list(zip(*found, strict=True))
    try:
        when = np.array(columns.pop(3)).astype("U19").astype("datetime64[ms]").astype(np.int64)
    except ValueError:
        return None  # a day that is none
    lon, lat, elevation, *rest = (np.array(list(map(float, column))) for column in columns)
    speed, course, accuracy, vertical_accuracy = (
        np.where(column < 0, math.nan, column) for column in rest
    )
    is_whole = (np.abs(lat) <= 90).all() and (np.abs(lon) <= 180).all()  # noqa: PLR2004 - degrees
    if not is_whole or when.min() < EARLIEST_MS or when.max() >= LATEST_MS:
        return None
    return PlainPoints(
        when,
        lat,
        lon,
        elevation,
        speed,
        course,
        accuracy,
        vertical_accuracy,
        content[: len(content) - len(body)] + body[:first] + body[last:],
    )
