"""Which files a bundle has, where they lie, and how large each may be.

Names are of a few letters and shapes only: none can climb out of a folder, hide, need
escaping in a bag's lists (RFC 8493 §2.1.3) or mean a device on some computer.
"""

import re
from typing import Final

from consent import envelope

FORMAT: Final = "datadonor.bundle/1"

MANIFEST: Final = "manifest.dsse.json"
BAG_DECLARATION: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
BAG_MANIFEST: Final = "manifest-sha256.txt"
BAG_TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
CRATE: Final = "data/ro-crate-metadata.json"
DICTIONARY: Final = "data/dictionary.json"
CRATE_ROOT: Final = "data/"

PART_BYTES: Final = 8 * 1024 * 1024
"""The most that one payload file holds. Source: our choice; fits every tool's memory."""

OPEN_BYTES: Final = 32 * 1024 * 1024
"""The most that all parts being filled hold together. Source: our choice."""

MANIFEST_BYTES: Final = envelope.MOST_BYTES

MOST_FILES: Final = 10_000
"""Payload files of one bundle: what a manifest has room for."""

MOST_PARTS: Final = 9_999
"""Parts of one series: as far as four digits count."""

_PAYLOAD: Final = re.compile(
    r"data/(?:ro-crate-metadata\.json"
    r"|dictionary\.json"
    r"|consent/[a-z0-9][a-z0-9-]{0,39}\.(?:json|jsonld)"
    r"|fhir/[A-Z][A-Za-z]{0,39}-[0-9]{4}\.ndjson"
    r"|tables/[a-z][a-z0-9_]{0,39}-[0-9]{4}\.csv)"
)
_PART: Final = re.compile(r"(data/(?:fhir|tables)/[A-Za-z0-9_]+)-([0-9]{4})\.(?:ndjson|csv)")


def is_payload_name(name: str) -> bool:
    """Say whether a payload file can be called so."""
    return _PAYLOAD.fullmatch(name) is not None


def part_name(series: str, number: int) -> str:
    """Return the name of one part.

    Args:
        series: ``data/fhir/TYPE`` or ``data/tables/TABLE``.
        number: From 1 on.
    """
    ending = "ndjson" if series.startswith("data/fhir/") else "csv"
    return f"{series}-{number:04d}.{ending}"


def part_number(name: str) -> tuple[str, int] | None:
    """Return the series and number of a part; nothing for other payload files."""
    found = _PART.fullmatch(name)
    return None if found is None else (found[1], int(found[2]))
