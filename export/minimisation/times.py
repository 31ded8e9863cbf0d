"""How times stand in a resource: dates, moments and spans, as ``dates`` treats them.

Source of the shapes: FHIR R4 §2.24 (date, dateTime, instant, time, Period).
"""

import re
from typing import Final

from export.minimisation.around import Around, Json, is_kept, two_of
from export.minimisation.dates import Precision, read_date

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII)


def period(value: object, told: str, path: str, around: Around) -> Json | None:
    """Return a Period: start and end as dates are treated."""
    return (
        two_of(value, ("start", "end"), path, around, lambda one, at, by: moment(one, told, at, by))
        or None
    )


def moment(value: object, _told: str, path: str, around: Around) -> str | None:
    """Return a date or dateTime as dates are treated.

    Raises:
        Stays: It is one of the newest days, which are held back.
    """
    read = read_date(value) if isinstance(value, str) else None
    if read is None or not isinstance(value, str):
        around.watch.drop(path, value, "date_unreadable_dropped")
        return None
    around.hold_newest(value)
    sent = around.dates.partial(value)
    if sent is None:
        around.watch.drop(path, value, "partial_date_dropped")
        return None
    is_shortened = read.precision is Precision.INSTANT and "T" not in sent
    lost = ("time_of_day_dropped",) if is_shortened else ()
    around.watch.keep(path, value, sent, around.dates.rule, *lost)
    return sent


def day(value: object, told: str, path: str, around: Around) -> str | None:
    """Return a date without time of day."""
    sent = moment(value, told, path, around)
    read = read_date(value) if isinstance(value, str) else None
    return around.dates.day(read.day) if sent and read and "T" in sent else sent


def instant(value: object, _told: str, path: str, around: Around) -> str | None:
    """Return an instant; nothing where no time of day is told, for FHIR has no coarser one."""
    read = read_date(value) if isinstance(value, str) else None
    if read is None or not isinstance(value, str):
        around.watch.drop(path, value, "date_unreadable_dropped")
        return None
    around.hold_newest(value)
    sent = None if read.ms is None else around.dates.instant(read.ms)
    if sent is None:
        around.watch.drop(path, value, "time_of_day_dropped")
        return None
    around.watch.keep(path, value, sent, around.dates.rule)
    return sent


def time_of_day(value: object, _told: str, path: str, around: Around) -> str | None:
    """Return a time of day where one is told."""
    if not around.dates.tells_time_of_day:
        around.watch.drop(path, value, "time_of_day_dropped")
        return None
    told = value if isinstance(value, str) and _TIME.fullmatch(value) else None
    return told if is_kept(told is not None, value, path, around) else None
