"""How timestamps of donations stand, for the settings. No Qt.

Read on the database thread; the rules are ``export.timestamps``'.
"""

from pathlib import Path
from typing import Final, NamedTuple

from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from export.timestamps.authority import TimeAuthority, time_authority
from export.timestamps.stamping import LastStamp, kept_timestamps, last_stamp, unstamped
from export.timestamps.token import MOST_ROOT_BYTES, Root, is_available, parse_root

_GROUP: Final = 8


class TimestampStanding(NamedTuple):
    """Whether donations are timestamped, by whom, and how far that has come.

    Attributes:
        is_available: Whether this computer can do it at all.
        authority: Who stamps; nothing while it is switched off.
        stamps: How many the vault keeps.
        waiting: How many donations have left without one.
        last: The newest stamp.
    """

    is_available: bool
    authority: TimeAuthority | None = None
    stamps: int = 0
    waiting: int = 0
    last: LastStamp | None = None


def read_timestamps(opened: OpenVault) -> TimestampStanding:
    """Read how timestamps stand; an altered vault says less."""
    try:
        return TimestampStanding(
            is_available(),
            time_authority(opened),
            len(kept_timestamps(opened)),
            len(unstamped(opened)),
            last_stamp(opened),
        )
    except DatadonorError:
        return TimestampStanding(is_available())


def read_root(file: Path) -> Root:
    """Read the certificate that answers are to be checked by.

    Raises:
        TimeRootInvalid: There is none in the file.
        DiskRefused: It cannot be read.
    """
    with paths.disk_errors(), file.open("rb") as opened:
        content = opened.read(MOST_ROOT_BYTES + 1)
    return parse_root(content)


def in_groups(fingerprint: str) -> str:
    """Write a fingerprint so that it can be read and compared, and broken at a line's end."""
    return " ".join(
        fingerprint[start : start + _GROUP] for start in range(0, len(fingerprint), _GROUP)
    )
