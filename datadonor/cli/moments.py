"""A day or a moment, as it is written in a command."""

from datetime import datetime, time, timedelta
from typing import Final

from datadonor.cli.errors import Usage
from datadonor.records.rollups import ZONE

_DAY_CHARACTERS: Final = 10
_INSTANT: Final = timedelta(milliseconds=1)


def parse_moment(written: str, option: str) -> datetime:
    """Read a day or a moment. A day means its end in Denmark; so does a moment without zone.

    Raises:
        Usage: It is neither.
    """
    try:
        moment = datetime.fromisoformat(written)
        if len(written) == _DAY_CHARACTERS:
            tomorrow = moment.date() + timedelta(days=1)
            return datetime.combine(tomorrow, time(), ZONE) - _INSTANT
        moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=ZONE)
        moment.astimezone(ZONE)  # so that what no calendar has is found here
    except (ValueError, OverflowError):
        raise Usage(option=option) from None
    return moment
