"""Who wrote a record: source, version and device, as Apple writes them.

The owner's first name stands in the source with a no-break space and, for one device, a
curly apostrophe. A device's address in memory differs from week to week, as it does
between the runs of records in real exports.
"""

import zlib
from dataclasses import dataclass
from typing import Final

from bench.apple.days import Day


@dataclass(frozen=True, slots=True)
class Source:
    """Where records come from; ``model`` is absent for apps and for what is typed."""

    name: str
    version: str
    model: str | None = None
    hardware: str = ""
    maker: str = "Apple Inc."

    def written(self, day: Day) -> str:
        """Return the attributes from sourceName to device, with a space before each."""
        version = self.version.replace("*", str(day.number // 90))
        source = f' sourceName="{self.name}" sourceVersion="{version}"'
        if self.model is None:
            return source
        address = 0x300000000 + 16 * (zlib.crc32(f"{self.name}{day.number // 7}".encode()) >> 8)
        return (
            f'{source} device="&lt;&lt;HKDevice: 0x{address:x}&gt;, name:{self.model}, '
            f"manufacturer:{self.maker}, model:{self.model.removeprefix('Apple ')}, "
            f'hardware:{self.hardware}, software:{version}&gt;"'
        )


BAND: Final = Source("Karens Apple\u00a0Watch", "10.*", "Apple Watch", "Watch6,2")
PHONE: Final = Source("Karen’s iPhone", "17.*", "iPhone", "iPhone14,5")
CLOCK: Final = Source("Ur", "17.*", "iPhone", "iPhone14,5")
SCALE: Final = Source("Withings", "60*01", "Body+", "Body+", "Withings")
CUFF: Final = Source("OMRON connect", "7.*", "M7 Intelli IT", "HEM-7361T", "OMRON")
SENSOR: Final = Source("Dexcom G7", "2.*", "G7", "G7", "Dexcom")
HAND: Final = Source("Sundhed", "17.*")
