"""Danish clinical documents of people who do not exist, written from MedCom's profiles.

Home monitoring (PHMR-DK drafts, 1.3 and 2.1) and answers (QRD-DK). The CPR number is
one of the official test persons'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

CPR: Final = "2512489996"
NAME: Final = "Nanna Berggren"
SERIAL: Final = "N00001"
NPU: Final = "1.2.208.176.2.1"
MCS: Final = "1.2.208.184.100.8"
LOINC: Final = "2.16.840.1.113883.6.1"
MDC: Final = "2.16.840.1.113883.6.24"
P: Final = "2.16.840.1.113883.10.20"

_ROOT: Final = (
    '<ClinicalDocument xmlns="urn:hl7-org:v3" classCode="DOCCLIN" moodCode="EVN"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc">'
)


@dataclass(frozen=True)
class Reading:
    """One observation. ``code`` stands as itself or, if ``is_translated``, as translation."""

    code: str = "NPU03804"
    system: str = NPU
    value: str = "77.0"
    unit: str = "kg"
    shape: str = "PQ"
    methods: tuple[str, ...] = ("POT", "AUT")
    time: str | None = None
    status: str | None = "completed"
    comment: str | None = None
    is_translated: bool = True
    within: str = ""

    def xml(self) -> str:
        code = f'code="{self.code}" codeSystem="{self.system}"'
        if self.is_translated:
            code_xml = (
                '<code nullFlavor="NI" codeSystem="2.16.840.1.113883.6.96">'
                f"<translation {code}/></code>"
            )
        else:
            code_xml = f"<code {code}/>"
        if self.shape == "ST":
            value = f'<value xsi:type="ST">{escape(self.value)}</value>'
        else:
            value = f'<value xsi:type="{self.shape}" value="{self.value}" unit="{self.unit}"/>'
        methods = "".join(
            f'<methodCode code="{each}" codeSystem="1.2.208.184.100.1"/>' for each in self.methods
        )
        comment = "" if self.comment is None else _comment(self.comment)
        return (
            '<component><observation classCode="OBS" moodCode="EVN">'
            f'<templateId root="{P}.1.31"/><templateId root="{P}.9.8"/>'
            '<id root="1.2.208.184" extension="9a6a8f50-0000-4000-8000-000000000001"/>'
            f"{code_xml}{_status(self.status)}{_time(self.time)}{value}{methods}"
            f"{comment}{self.within}</observation></component>"
        )


@dataclass(frozen=True)
class Organizer:
    """Readings made together."""

    readings: Sequence[Reading]
    time: str | None = "20240131081500+0100"
    status: str = "completed"
    within: str = ""

    def xml(self) -> str:
        parts = "".join(each.xml() for each in self.readings)
        return (
            '<entry typeCode="COMP"><organizer classCode="CLUSTER" moodCode="EVN">'
            f'<templateId root="{P}.1.35"/>{_status(self.status)}{_time(self.time)}'
            f"{parts}{self.within}</organizer></entry>"
        )


@dataclass(frozen=True)
class Monitoring:
    """A PHMR document."""

    vital_signs: Sequence[Organizer] = ()
    results: Sequence[Organizer] = (Organizer((Reading(),)),)
    profile: str | None = "phmr-v1.3"
    made: str | None = "20240201120000+0100"
    event: tuple[str, str] | None = ("20240131000000+0100", "20240201000000+0100")
    identity: str = "aa2386d0-79ea-11e3-981f-0800200c9a66"
    set_id: str | None = None
    version: str | None = None
    status: str | None = None
    code: str = "53576-5"
    templates: Sequence[str] = (f"{P}.9", "1.2.208.184.11.1")
    cpr: str = CPR
    cpr_root: str = "1.2.208.176.1.2"

    def xml(self) -> bytes:
        sections = _section("8716-3", f"{P}.1.16", "Vital Signs", self.vital_signs)
        sections += _section("30954-2", f"{P}.1.14", "Results", self.results)
        return _document(self, sections + _equipment())


@dataclass(frozen=True)
class Question:
    """One answered question; ``values`` are whole ``value`` elements."""

    code: str
    values: Sequence[str]
    text: str = "Hvordan har du det i dag?"
    within: str = ""
    system: str = "1.2.208.184.100.2"

    def xml(self) -> str:
        return (
            '<component><sequenceNumber value="1"/><observation classCode="OBS" moodCode="EVN">'
            f'<templateId root="{P}.33.4.5"/><id root="1.2.208.184" extension="ob1"/>'
            f'<code code="{self.code}" codeSystem="{self.system}">'
            f"<originalText>{escape(self.text)}</originalText></code>"
            f"{''.join(self.values)}{self.within}</observation></component>"
        )


@dataclass(frozen=True)
class Answers:
    """A QRD document; each inner sequence of ``sections`` is a section."""

    sections: Sequence[Sequence[Question]] = (
        (Question("q1", ('<value xsi:type="INT" value="3"/>',)),),
    )
    profile: str | None = "qrd-v1.3"
    made: str | None = "20240201120000+0100"
    event: tuple[str, str] | None = None
    identity: str = "bb2386d0-79ea-11e3-981f-0800200c9a66"
    set_id: str | None = None
    version: str | None = None
    status: str | None = None
    code: str = "74465-6"
    templates: Sequence[str] = (f"{P}.33", "1.2.208.184.13.1")
    cpr: str = CPR
    cpr_root: str = "1.2.208.176.1.2"
    related: str = ""

    def xml(self) -> bytes:
        text_only = (
            "<component><section><title>Velkommen</title><text>Tak</text></section></component>"
        )
        return _document(self, text_only + "".join(map(self._section, self.sections)))

    @staticmethod
    def _section(questions: Sequence[Question]) -> str:
        return (
            f'<component><section><templateId root="{P}.33.2.1"/><text>Svar</text>'
            '<entry typeCode="DRIV"><organizer classCode="BATTERY" moodCode="EVN">'
            f'<templateId root="{P}.33.4.1"/>{"".join(each.xml() for each in questions)}'
            "</organizer></entry></section></component>"
        )


def choice(*codes: str, system: str = "1.2.208.184.100.2") -> tuple[str, ...]:
    """Return one value for each option chosen."""
    return tuple(
        f'<value xsi:type="CE" code="{code}" codeSystem="{system}" displayName="Meget godt"/>'
        for code in codes
    )


def _document(of: Monitoring | Answers, body: str) -> bytes:
    templates = "".join(f'<templateId root="{each}"/>' for each in of.templates)
    set_id = f'<setId root="1.2.208.184" extension="{of.set_id}"/>' if of.set_id else ""
    version = f'<versionNumber value="{of.version}"/>' if of.version else ""
    status = f'<sdtc:statusCode code="{of.status}"/>' if of.status else ""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{_ROOT}\n<realmCode code="DK"/>'
        f'<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>{templates}'
        f'<id root="1.2.208.184" extension="{of.identity}"/>'
        f'<code code="{of.code}" codeSystem="{LOINC}"/>'
        f"<title>Hjemmemonitorering for {of.cpr}</title>{status}"
        f'{_time(of.made)}<confidentialityCode code="N"/><languageCode code="da-DK"/>'
        f"{set_id}{version}\n{_persons(of.cpr, of.cpr_root)}\n{_events(of)}"
        f"{getattr(of, 'related', '')}"
        f"<component><structuredBody>\n{body}\n</structuredBody></component></ClinicalDocument>\n"
    )
    return text.replace("><entry", ">\n<entry").encode()


def _persons(cpr: str, root: str) -> str:
    given, family = NAME.split()
    return (
        f'<recordTarget><patientRole><id root="{root}" extension="{cpr}"/>'
        "<addr><streetAddressLine>Testvej 1</streetAddressLine>"
        "<postalCode>8000</postalCode><city>Aarhus C</city></addr>"
        '<telecom value="tel:65123456" use="H"/><telecom value="mailto:nanna@example.dk"/>'
        f"<patient><name><given>{given}</given><family>{family}</family></name>"
        '<administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>'
        '<birthTime value="19481225000000+0000"/></patient></patientRole></recordTarget>'
        '<author><time value="20240201120000+0100"/><assignedAuthor>'
        '<id root="1.2.208.176.1.1" extension="325421000016001"/>'
        "<assignedPerson><name><given>Anders</given><family>Andersen</family></name>"
        "</assignedPerson></assignedAuthor></author>"
        "<custodian><assignedCustodian><representedCustodianOrganization>"
        '<id root="1.2.208.176.1.1" extension="325421000016001"/>'
        "<name>Odense Universitetshospital</name>"
        "</representedCustodianOrganization></assignedCustodian></custodian>"
    )


def _events(of: Monitoring | Answers) -> str:
    found = ""
    if of.profile:
        found += (
            '<documentationOf><serviceEvent><templateId root="1.2.208.184.10.1.10"/>'
            f'<id root="1.2.208.184.100.10" extension="{of.profile}"/>'
            "</serviceEvent></documentationOf>"
        )
    if of.event:
        low, high = of.event
        found += (
            '<documentationOf><serviceEvent classCode="MPROT"><effectiveTime>'
            f'<low value="{low}"/><high value="{high}"/></effectiveTime></serviceEvent>'
            "</documentationOf>"
        )
    return found


def _section(code: str, template: str, title: str, organizers: Sequence[Organizer]) -> str:
    entries = "".join(each.xml() for each in organizers)
    return (
        f'<component><section><templateId root="{template}"/>'
        f'<code code="{code}" codeSystem="{LOINC}"/><title>{title}</title>'
        f"<text>No {title}</text>{entries}</section></component>"
    )


def _equipment() -> str:
    return (
        f'<component><section><code code="46264-8" codeSystem="{LOINC}"/><text>Udstyr</text>'
        '<entry><organizer classCode="CLUSTER" moodCode="EVN">'
        f'<templateId root="{P}.9.4"/>{device()}</organizer></entry></section></component>'
    )


def device(kind: str = "SBJ") -> str:
    """Return a participant that is a scale with a serial number."""
    return (
        f'<participant typeCode="{kind}"><participantRole classCode="MANU">'
        '<id root="1.2.840.10004.1.1.1.0.0.1.0.0.1.2680" extension="00-09-1F-FE-FF-80-1A-33"/>'
        '<playingDevice><code nullFlavor="NI"><translation code="MCI00001"/></code>'
        "<manufacturerModelName>Manufacturer: AD Company / Model: UC-321PBT-C"
        "</manufacturerModelName>"
        f"<softwareName>SerialNr: {SERIAL} / SW Rev. 20-2.0</softwareName></playingDevice>"
        "</participantRole></participant>"
    )


def _comment(text: str) -> str:
    return (
        '<entryRelationship typeCode="COMP"><act classCode="ACT" moodCode="EVN">'
        f'<code code="48767-8" codeSystem="{LOINC}"/><text>{escape(text)}</text>'
        "</act></entryRelationship>"
    )


def _status(status: str | None) -> str:
    return f'<statusCode code="{status}"/>' if status else ""


def _time(time: str | None) -> str:
    return f'<effectiveTime value="{time}"/>' if time else ""
