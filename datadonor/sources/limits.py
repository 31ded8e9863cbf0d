"""What is too much, and how much was read so far. Must not know files."""

from collections.abc import Callable
from dataclasses import dataclass

from datadonor.sources.errors import FileTooLarge


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that no honest file meets. Source: our choice; the largest known is 10 GB."""

    entries: int = 200_000
    unpacked_bytes: int = 64 << 30
    nested_bytes: int = 1 << 30  # a zip within a zip is held in memory
    ratio: int = 400  # beyond ratio_from_bytes; honest health files reach 50
    ratio_from_bytes: int = 256 << 20
    listing_bytes: int = 64 << 20  # of a zip: 200 000 entries with long names


class Meter:
    """Counts what is read of a parcel, and is asked at each step whether to go on."""

    def __init__(self, limits: Limits, check: Callable[[int], None]) -> None:
        """Begin at nothing.

        Args:
            limits: What is too much.
            check: Called with the bytes read so far; raises ``ImportCancelled`` to stop.
        """
        self.limits = limits
        self._check = check
        self.bytes_read = 0

    def count(self, number: int) -> None:
        """Add bytes that were read.

        Raises:
            FileTooLarge: There are more than any honest file has.
            ImportCancelled: The person stopped it.
        """
        self.bytes_read += number
        if self.bytes_read > self.limits.unpacked_bytes:
            raise FileTooLarge
        self._check(self.bytes_read)
