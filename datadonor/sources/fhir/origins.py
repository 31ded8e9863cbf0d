"""Where a resource comes from: the organisation or the device it names.

A person who measured, wrote or signed is never named here.
"""

from collections.abc import Iterator
from typing import Final

from datadonor.records.sample import DeviceClass, KnownIdentifier, Source
from datadonor.sources.device_names import device_name
from datadonor.sources.fhir.paths import Tree, at, part, text, tidy

UNNAMED: Final = "FHIR"
"""The source's name where the resource names none."""

_ORGANISATIONS: Final = (
    "serviceProvider",
    "performer",
    "performer.actor",
    "custodian",
    "managingOrganization",
    "author",
    "requester",
    "authenticator",
    "organization",
    "assigner",
)


def source_of(resource: Tree) -> tuple[Source, tuple[KnownIdentifier, ...]]:
    """Return the source, and what in its name points at one device."""
    if words := tidy(text(part(resource, "device"), "display")):
        named = device_name(words, UNNAMED)
        return Source(named.name, DeviceClass.METER), named.identifiers
    if part(resource, "device"):
        return Source(UNNAMED, DeviceClass.METER), ()
    is_patient = any(_kind(each) == "Patient" for each in _references(resource, "performer"))
    device = DeviceClass.UNKNOWN if is_patient else DeviceClass.CLINIC
    for path in _ORGANISATIONS:
        for reference in _references(resource, path):
            words = tidy(text(reference, "display"))
            if words and _kind(reference) == "Organization":
                return Source(words, device), ()
    return Source(UNNAMED, device), ()


def _references(resource: Tree, path: str) -> Iterator[Tree]:
    return (each for each in at(resource, path) if isinstance(each, dict))


def _kind(reference: Tree) -> str:
    """Return what a reference points at, so far as it says so itself."""
    if said := text(reference, "type"):
        return said
    target = (text(reference, "reference") or "").partition("?")[0]
    before, _, last = target.rpartition("/")
    return before.rpartition("/")[2] or last
