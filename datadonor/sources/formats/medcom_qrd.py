"""QRD-DK: answers to a questionnaire, in a Danish clinical document.

Becomes one FHIR QuestionnaireResponse a document; its ``identity`` is the set's, so a
newer version replaces the older.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from lxml import etree

from datadonor.records.categories import CategoryId
from datadonor.records.sample import Basis, Document, Source, ZoneKnown
from datadonor.sources.found import Found, Note, Notice
from datadonor.sources.medcom.documents import read_documents
from datadonor.sources.medcom.header import Header
from datadonor.sources.medcom.recognition import QRD_CODE, Kind, kind_of
from datadonor.sources.medcom.response import response_of
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_TITLE: Final = "Svar på spørgeskema"


def _sniff(_: Entry, head: bytes) -> bool:
    return kind_of(head) is Kind.QRD


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    return read_documents(entries, reading, Kind.QRD, _read_body)


def _read_body(root: etree._Element, header: Header, zone: ZoneInfo, part: str) -> Iterator[Found]:
    response = response_of(root, header, zone, part)
    yield Document(
        kind="QuestionnaireResponse",
        category=CategoryId("questionnaires"),
        identity=header.identity,
        body=response.body,
        source=Source(header.keeper or _TITLE),
        basis=Basis(ZoneKnown.UTC) if header.made is None else header.made.basis,
        date_ms=None if header.made is None else header.made.ms,
        code=f"http://loinc.org|{QRD_CODE}",
        title=_TITLE,
        version=header.version,
        is_retracted=header.is_retracted,
    )
    yield from response.unreadable
    if header.is_retracted:
        yield Notice(Note.RETRACTED)


FORMAT: Final = Format(name="medcom_qrd", sniff=_sniff, read=_read, rank=30)
"""Questionnaire Response Documents, Danish and international."""
