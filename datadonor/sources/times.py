"""Reading times: to a UTC instant and what is known of local time.

Local times without a zone are read in a zone that the person was shown, and are
marked so that they can be read again. Must not guess beyond that.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.sample import Basis, ZoneKnown
from datadonor.sources.found import Fault, RowUnreadable

EARLIEST_MS: Final = -2_208_988_800_000
"""1900-01-01 UTC. Nobody alive was measured before."""

LATEST_MS: Final = 4_102_444_800_000
"""2100-01-01 UTC, exclusive. Source: our choice; clocks that are this wrong mean nothing."""

_LARGEST_OFFSET: Final = 24 * 60
"""Minutes, exclusive: what ISO 8601 and Python's ``datetime`` can say."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


class Moment(NamedTuple):
    """A UTC instant in milliseconds since 1970, and what is known of local time."""

    ms: int
    basis: Basis


def moment_from_ms(ms: int, offset_minutes: int | None = None) -> Moment:
    """Return a moment that a file gives in UTC.

    Raises:
        RowUnreadable: It is outside 1900-2099, or the offset is a day or more.
    """
    if offset_minutes is not None and abs(offset_minutes) >= _LARGEST_OFFSET:
        raise RowUnreadable(Fault.TIME_ABSURD)
    known = ZoneKnown.UTC if offset_minutes is None else ZoneKnown.OFFSET
    return Moment(bounded(ms), Basis(known, offset_minutes))


def moment_from_iso(text: str, zone: ZoneInfo) -> Moment:
    """Read an ISO 8601 time; one without offset is local time in ``zone``.

    ``Z`` means UTC without knowledge of local time; ``+0000`` and the like are offsets.

    Raises:
        RowUnreadable: It is no time, or outside 1900-2099.
    """
    try:
        read = datetime.fromisoformat(text.strip().upper())  # RFC 3339 allows t and z
    except ValueError:
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None
    if read.tzinfo is None:
        return moment_from_local(read, zone)
    if text.rstrip()[-1:] in "zZ":
        return Moment(bounded(_since_epoch(read)), Basis(ZoneKnown.UTC))
    return Moment(bounded(_since_epoch(read)), Basis(ZoneKnown.OFFSET, _offset_minutes(read)))


def moment_from_local(local: datetime, zone: ZoneInfo, *, is_second: bool | None = None) -> Moment:
    """Read a local time without zone (``tzinfo`` is nothing) in an assumed zone.

    Args:
        local: As the file says it.
        zone: Which the person was shown.
        is_second: For the hour that comes twice, whether this is its second time; if
            not known the first is taken, and the moment marked as ambiguous.

    Raises:
        RowUnreadable: It is outside 1900-2099.
    """
    read = local.replace(tzinfo=zone, fold=int(bool(is_second)))
    ms = bounded(_since_epoch(read))
    is_open = is_second is None and _is_twice(local, zone)
    known = ZoneKnown.AMBIGUOUS if is_open else ZoneKnown.ASSUMED
    return Moment(ms, Basis(known, _offset_minutes(read)))


def bounded(ms: int) -> int:
    """Return a time that can be one.

    Raises:
        RowUnreadable: It is outside 1900-2099.
    """
    if not EARLIEST_MS <= ms < LATEST_MS:
        raise RowUnreadable(Fault.TIME_ABSURD)
    return ms


class LocalClock:
    """Reads local times of one file in order, so that the hour that comes twice is told apart.

    Only for files whose rows are in order of time: there the second of two hours is
    where the clock goes back.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """Begin before the first row."""
        self._zone = zone
        self._latest: datetime | None = None
        self._is_second: bool | None = None  # not known for a file that begins in that hour

    def read(self, local: datetime) -> Moment:
        """Read the next time.

        Raises:
            RowUnreadable: It is outside 1900-2099.
        """
        bounded(_since_epoch(local.replace(tzinfo=self._zone)))
        if not _is_twice(local, self._zone):
            self._is_second = False
        elif self._latest is not None:
            went_back = timedelta(0) < self._latest - local <= timedelta(hours=1)
            self._is_second = bool(self._is_second) or went_back
        self._latest = local
        return moment_from_local(local, self._zone, is_second=self._is_second)


def _is_twice(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows a local time twice. In a skipped hour fold 1 is the earlier."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first < second


def _since_epoch(read: datetime) -> int:
    return (read - _EPOCH) // _MS


def _offset_minutes(read: datetime) -> int:
    offset = read.utcoffset() or timedelta(0)
    return round(offset.total_seconds() / 60)
