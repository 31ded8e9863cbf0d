"""PHMR-DK: readings that people made at home, in a Danish clinical document.

Becomes samples, and one short FHIR DocumentReference a document: which report it was,
of when, in which version. The document itself is not kept in it. It names the person,
carers and relatives, and as an attachment it would carry them past the search for names.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from lxml import etree

from datadonor.records.categories import CategoryId
from datadonor.records.sample import Basis, Document, Source, ZoneKnown
from datadonor.sources.found import Found
from datadonor.sources.medcom.documents import read_documents
from datadonor.sources.medcom.elements import iso_time
from datadonor.sources.medcom.header import Header
from datadonor.sources.medcom.readings import Readings
from datadonor.sources.medcom.recognition import PHMR_CODE, Kind, kind_of
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_TITLE: Final = "Hjemmemonitorering"
_FORMAT_SYSTEM: Final = "urn:oid:1.2.208.184.100.10"


def _sniff(_: Entry, head: bytes) -> bool:
    return kind_of(head) is Kind.PHMR


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    return read_documents(entries, reading, Kind.PHMR, _read_body)


def _read_body(root: etree._Element, header: Header, zone: ZoneInfo, part: str) -> Iterator[Found]:
    yield _document(header)
    yield from Readings(root, header, zone).read(part)


def _document(header: Header) -> Document:
    content: dict[str, Any] = {"attachment": {"contentType": "text/xml", "title": _TITLE}}
    if header.profile:
        code = f"urn:ad:dk:medcom:{header.profile}:full"
        content["format"] = {"system": _FORMAT_SYSTEM, "code": code}
    body: dict[str, Any] = {
        "resourceType": "DocumentReference",
        "status": "entered-in-error" if header.is_retracted else "current",
        "type": {"coding": [{"system": "http://loinc.org", "code": PHMR_CODE}]},
    }
    if header.made is not None:
        body["date"] = iso_time(header.made)
    body["content"] = [content]
    return Document(
        kind="DocumentReference",
        category=CategoryId("documents"),
        identity=header.identity,
        body=orjson.dumps(body),
        source=Source(header.keeper or _TITLE),
        basis=Basis(ZoneKnown.UTC) if header.made is None else header.made.basis,
        date_ms=None if header.made is None else header.made.ms,
        code=f"http://loinc.org|{PHMR_CODE}",
        title=_TITLE,
        version=header.version,
        is_retracted=header.is_retracted,
    )


FORMAT: Final = Format(name="medcom_phmr", sniff=_sniff, read=_read, rank=30)
"""Personal Health Monitoring Reports, Danish and international."""
