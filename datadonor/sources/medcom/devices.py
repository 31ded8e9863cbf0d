"""The devices that a home monitoring document names.

A device's maker and model may be shown to its owner; its serial number and its radio
address point at the person, and are only handed on as such.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from datadonor.sources.medcom.elements import CDA, attribute, child, children, ids_of, text_of

_PARTS: Final = re.compile(r"\s+/\s+")
_LABEL: Final = re.compile(r"^(?:manufacturer|model|fabrikat|producent)\s*:\s*", re.IGNORECASE)
_SERIAL: Final = re.compile(
    r"(?:serial\s*(?:nr|no|number)?|serienummer|s/n)\b\s*[.:#]?\s*(?!serial)([A-Za-z0-9][A-Za-z0-9._:-]{2,60})?",
    re.IGNORECASE,
)
_LONGEST: Final = 80
_NO_CODE: Final = "NI"


def device_named(observation: etree._Element, organizer: etree._Element) -> str | None:
    """Return maker and model of the device that a reading says it came from, or nothing.

    Devices that the document only lists are not tied to any reading.
    """
    for element in (observation, organizer):
        for participant in children(element, "participant"):
            if attribute(participant, "typeCode") != "DEV":
                continue
            model = child(participant, "participantRole/playingDevice/manufacturerModelName")
            if name := device_name(text_of(model)):
                return name
    return None


def device_name(text: str) -> str | None:
    """Return maker and model from ``Manufacturer: … / Model: …``, without serial number."""
    parts = []
    for part in _PARTS.split(text):
        name = _LABEL.sub("", part.strip())
        serial = _SERIAL.search(name)
        name = name[: serial.start()] if serial else name
        if cleaned := name.strip(" /,;"):
            parts.append(cleaned)
    return " ".join(parts)[:_LONGEST].strip() or None


def serials_of(root: etree._Element) -> Iterator[str]:
    """Yield serial numbers and radio addresses of all devices in a document."""
    for role in root.iter(CDA + "participantRole"):
        device = child(role, "playingDevice")
        if device is None:
            continue
        for identity in ids_of(role):
            if identity.extension and identity.extension != _NO_CODE:
                yield identity.extension
        for name in ("softwareName", "manufacturerModelName"):
            for match in _SERIAL.finditer(text_of(child(device, name))):
                if match[1]:
                    yield match[1]
