"""A resource as a document: found by one date, one code, one title, and kept as it came."""

from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from datadonor.records.sample import OPEN_END_MS, Document, Source
from datadonor.sources.fhir.concepts import concept
from datadonor.sources.fhir.dates import UNDATED, When, first_when
from datadonor.sources.fhir.identity import version_of
from datadonor.sources.fhir.kinds import Kind, category_of, concept_of
from datadonor.sources.fhir.observations import RETRACTED
from datadonor.sources.fhir.paths import Tree, text
from datadonor.sources.found import Fault, RowUnreadable

_STATUSES: Final = ("status", "docStatus", "verificationStatus")  # DSTU2 has the last as a word


class Filed(NamedTuple):
    """A document, and what is to be said of its date."""

    document: Document
    when: When | None
    fault: Fault | None


def filed(
    resource: Tree, kind: Kind, body: bytes, identity: str, source: Source, zone: ZoneInfo
) -> Filed:
    """Make a document of a resource. One with a date that is none is kept, undated."""
    when, fault = None, None
    try:
        when = _when_of(resource, kind, zone)
    except RowUnreadable as caught:
        fault = caught.fault
    about = concept_of(resource, kind)
    document = Document(
        kind=text(resource, "resourceType") or "",
        category=category_of(resource, kind, about),
        identity=identity,
        body=body,
        source=source,
        basis=when.moment.basis if when else UNDATED,
        date_ms=when.moment.ms if when else None,
        end_ms=when.end_ms if when else None,
        code=about.code,
        title=about.title,
        version=version_of(resource),
        is_retracted=is_retracted(resource),
    )
    return Filed(document, when, fault or (when.end_fault if when else None))


def _when_of(resource: Tree, kind: Kind, zone: ZoneInfo) -> When | None:
    """Return when; a date that only stands in for the right one holds no end.

    Raises:
        RowUnreadable: As in ``first_when``.
    """
    when = first_when(resource, kind.dates, zone)
    if when is None and (when := first_when(resource, kind.found_by, zone)):
        return when._replace(end_ms=OPEN_END_MS)
    return when


def is_retracted(resource: Tree) -> bool:
    """Whether its sender says that it was never so."""
    if any(text(resource, name) == RETRACTED for name in _STATUSES):
        return True
    said = concept(resource.get("verificationStatus"))
    return any(each.code == RETRACTED for each in said.codings)
