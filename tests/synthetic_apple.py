"""Writing small Apple Health exports, right and wrong, for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

DOCTYPE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n'
    "<!-- HealthKit Export Version: 14 -->\n"
    "<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>\n"
    "<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n]>\n"
)
BROKEN_DOCTYPE: Final = DOCTYPE.replace(
    "  locale CDATA #REQUIRED\n>\n", "  locale CDATA #REQUIRED\n"
)
"""As iOS 16.0 wrote it: an ATTLIST without its end, which no parser accepts."""

WATCH: Final = (
    "<<HKDevice: 0x282a45810>, name:Apple Watch, manufacturer:Apple Inc., "
    "model:Watch, hardware:Watch6,2, software:10.0>"
)


def element(name: str, attributes: Mapping[str, str], children: Sequence[str] = ()) -> str:
    """Write one element as Apple does, children on lines of their own."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    if not children:
        return f" <{name}{said}/>\n"
    return f" <{name}{said}>\n" + "".join(children) + f" </{name}>\n"


def record(
    kind: str,
    start: str,
    end: str | None = None,
    value: str | None = None,
    *,
    unit: str | None = None,
    source: str = "Prøveur",
    device: str | None = WATCH,
    metadata: Sequence[tuple[str, str]] = (),
) -> str:
    """Write one record. Times are ``2026-05-01 08:00:00 +0200``."""
    said = {"type": kind, "sourceName": source, "sourceVersion": "10.0"}
    if device is not None:
        said["device"] = device
    if unit is not None:
        said["unit"] = unit
    said |= {"creationDate": start, "startDate": start, "endDate": end or start}
    if value is not None:
        said["value"] = value
    return element("Record", said, [entry(*each) for each in metadata])


def quantity(name: str, start: str, value: str, unit: str, **more: str) -> str:
    """Write one record of a quantity type, named without its prefix."""
    return record(f"HKQuantityTypeIdentifier{name}", start, more.get("end"), value, unit=unit)


def entry(key: str, value: str) -> str:
    """Write one entry of metadata."""
    return element("MetadataEntry", {"key": key, "value": value})


def export(*elements: str, doctype: str = DOCTYPE) -> bytes:
    """Write an export's XML."""
    begin = (
        f'{doctype}<HealthData locale="da_DK">\n <ExportDate value="2026-06-01 12:00:00 +0200"/>\n'
    )
    return (begin + "".join(elements) + "</HealthData>\n").encode()


def pack(xml: bytes, place: Path, more: Mapping[str, bytes] | None = None) -> Path:
    """Write an ``export.zip`` with a localised name inside."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/eksport.xml", xml)
        for name, content in (more or {}).items():
            archive.writestr(f"apple_health_export/{name}", content)
    place.write_bytes(packed.getvalue())
    return place
