"""Home monitoring documents become samples, and what points at persons is told apart."""

import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from datadonor.records.sample import (
    DeviceClass,
    Flag,
    IdentifierKind,
    KnownIdentifier,
    Sample,
    ZoneKnown,
)
from datadonor.records.units import Dialect
from datadonor.records.writing import RecordWriter
from datadonor.sources.errors import (
    FileCut,
    FileDamaged,
    FileHostile,
    FileTooLarge,
    VersionUnknown,
)
from datadonor.sources.formats.medcom_phmr import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.medcom import documents
from datadonor.sources.medcom.comments import says_mistyped
from datadonor.sources.medcom.devices import device_name
from datadonor.sources.times import moment_from_iso
from tests.importing import Yielded, read_file, recognise
from tests.stores import new_import, store_in_memory
from tests.synthetic_medcom import (
    CPR,
    LOINC,
    MCS,
    MDC,
    NAME,
    SERIAL,
    Answers,
    Monitoring,
    Organizer,
    P,
    Reading,
    device,
)

UTC = ZoneInfo("UTC")


def read(place: Path, *documents: Monitoring | bytes) -> Yielded:
    """Read documents, one as a file and several as a folder."""
    for number, each in enumerate(documents, 1):
        content = each if isinstance(each, bytes) else each.xml()
        (place / f"{number}.xml").write_bytes(content)
    return read_file(FORMAT, place / "1.xml" if len(documents) == 1 else place)


def one(place: Path, reading: Reading, **changes: object) -> Sample:
    """Read a document with a single reading."""
    document = replace(Monitoring(results=(Organizer((reading,)),)), **changes)  # type: ignore[arg-type]
    found = read(place, document)
    assert found.unreadable == []
    [sample] = found.samples
    return sample


def faults(place: Path, reading: Reading) -> list[Fault]:
    found = read(place, Monitoring(results=(Organizer((reading, Reading())),)))
    assert len(found.samples) == 1, "the next reading is read all the same"
    return [each.fault for each in found.unreadable]


def ms(text: str) -> int:
    return moment_from_iso(text, UTC).ms


# -- what it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (Monitoring(), {"medcom_phmr": 1}),
        (Monitoring(templates=(f"{P}.9",)), {"medcom_phmr": 1}),
        (Monitoring(templates=(), profile="phmr-v2.1"), {"medcom_phmr": 1}),
        # An early document: the template decides over a placeholder.
        (Monitoring(code="00000-0", templates=("1.2.208.184.11.1",)), {"medcom_phmr": 1}),
        (
            Monitoring(code="x", templates=("2.16.840.1.113883.3.4208.11.1",)),
            {"medcom_phmr": 1},
        ),
        (Monitoring(code="00000-0", templates=()), {"cda_other": 1}),
        # Master data and a form are not read whatever code they carry.
        (Monitoring(code="x", templates=("1.2.208.184.16.1",)), {"cda_other": 1}),
        (Monitoring(templates=("1.2.208.184.12.1",)), {"cda_other": 1}),
        (Answers(), {"medcom_qrd": 1}),
    ],
)
def test_template_and_code_decide(
    tmp_path: Path, document: Monitoring | Answers, expected: dict[str, int]
) -> None:
    (tmp_path / "no-telling-name.txt").write_bytes(document.xml())
    assert recognise(tmp_path) == expected


def test_a_document_in_utf_16_is_recognised_and_read(tmp_path: Path) -> None:
    text = Monitoring().xml().decode().replace("UTF-8", "UTF-16")
    assert len(read(tmp_path, text.encode("utf-16")).samples) == 1


def test_a_prefix_for_the_namespace_changes_nothing(tmp_path: Path) -> None:
    text = Monitoring().xml().decode()
    for old, new in (("xmlns=", "xmlns:n="), ("</", "</n:")):
        text = text.replace(old, new)
    text = "".join(
        "<" + ("" if part[:1] in "/?!" or ":" in part.split(">")[0].split(" ")[0] else "n:") + part
        for part in text.split("<")[1:]
    )
    assert len(read(tmp_path, text.encode()).samples) == 1


# -- readings --------------------------------------------------------------------


def test_a_weight_of_profile_1_3_is_a_sample(tmp_path: Path) -> None:
    sample = one(tmp_path, Reading())
    assert (sample.type, sample.number, sample.code) == ("BodyMass", 77.0, None)
    assert (sample.start_ms, sample.duration_ms) == (ms("2024-01-31T07:15:00Z"), 0)
    assert sample.source == ("Odense Universitetshospital", DeviceClass.SCALE)
    assert sample.context.basis == (ZoneKnown.OFFSET, 60, None)
    assert (sample.context.unit, sample.context.dialect) == ("kg", Dialect.CDA)
    assert sample.context.flags is Flag.NONE
    assert sample.context.detail == '{"method":["POT","AUT"]}'


def test_profile_2_1_has_the_code_itself_and_no_status(tmp_path: Path) -> None:
    reading = Reading(is_translated=False, status=None)
    assert one(tmp_path, reading, profile="phmr-v2.1").number == 77.0


@pytest.mark.parametrize(
    ("code", "system", "unit", "kind"),
    [
        ("NPU03804", "2.16.840.1.113883.3.4208.100.1", "kg", "BodyMass"),  # drafts
        ("MCS88019", MCS, "mmHg", "BloodPressureSystolic"),
        ("MCS88019", "1.2.208.176.2.1", "mmHg", "BloodPressureSystolic"),  # misplaced
        ("DNK05473", "1.2.208.176.2.1", "mm[Hg]", "BloodPressureDiastolic"),
        ("8867-4", LOINC, "{beat}/min", "HeartRate"),
        ("150021", MDC, "mmHg", "BloodPressureSystolic"),
        ("99999-9", LOINC, "mmHg", None),
        ("NPU08676", "1.2.208.176.2.1", "Cel", "BodyTemperature"),
    ],
)
def test_a_code_of_any_known_system_tells_the_type(
    tmp_path: Path, code: str, system: str, unit: str, kind: str | None
) -> None:
    found = read(tmp_path, Monitoring(results=(Organizer((Reading(code, system, "40", unit),)),)))
    expected = [] if kind is None else [kind]
    assert [each.type for each in found.samples] == expected
    assert [each.fault for each in found.unreadable] == ([] if kind else [Fault.TYPE_UNKNOWN])


def test_the_danish_code_goes_before_the_international(tmp_path: Path) -> None:
    """8310-5 is temperature, NPU03804 weight: nonsense, but it shows who is asked first."""
    text = Monitoring().xml().decode()
    two = f'<translation code="8310-5" codeSystem="{LOINC}"/><translation code="NPU03804"'
    text = text.replace('<translation code="NPU03804"', two)
    [sample] = read(tmp_path, text.encode()).samples
    assert sample.type == "BodyMass"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (".92", "NA", (0.92, "1")),
        ("0.97", "1", (0.97, "1")),
        ("97", "%", (97.0, "%")),
        ("0.97", "%", (0.97, "1")),
        ("97", "NA", (97.0, "%")),
    ],
)
def test_the_size_of_a_saturation_tells_whether_it_is_a_fraction(
    tmp_path: Path, value: str, unit: str, expected: tuple[float, str]
) -> None:
    sample = one(tmp_path, Reading("NPU03011", value=value, unit=unit))
    assert (sample.type, sample.number, sample.context.unit) == ("OxygenSaturation", *expected)


def test_units_stay_as_they_stand(tmp_path: Path) -> None:
    sample = one(tmp_path, Reading(value="170", unit="[lb_av]"))
    assert (sample.number, sample.context.unit) == (170.0, "[lb_av]")


@pytest.mark.parametrize(
    ("shape", "value", "expected"),
    [
        ("ST", "<5", (None, "<5")),
        ("ST", "> 33,3", (None, ">33.3")),
        ("ST", "Low", (None, "Low")),
        ("ST", "6,4", (6.4, None)),
        ("INT", "6", (6.0, None)),
        ("REAL", "6.4", (6.4, None)),
    ],
)
def test_what_a_meter_shows_in_place_of_a_number_is_kept(
    tmp_path: Path, shape: str, value: str, expected: tuple[float | None, str | None]
) -> None:
    sample = one(tmp_path, Reading("NPU22089", value=value, unit="mmol/L", shape=shape))
    assert (sample.number, sample.code) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [("Neg.", "negative"), ("+/-", "trace"), ("+2", "plus_2"), ("3+", "plus_3"), ("1", "plus_1")],
)
def test_a_urine_strip_is_a_word(tmp_path: Path, text: str, word: str) -> None:
    sample = one(tmp_path, Reading("NPU04206", value=text, shape="ST"))
    assert (sample.number, sample.code) == (None, word)


def test_an_interval_with_one_end_is_what_a_meter_cannot_show(tmp_path: Path) -> None:
    value = '<value xsi:type="IVL_PQ"><high value="1.1" unit="mmol/L" inclusive="false"/></value>'
    text = Monitoring(results=(Organizer((Reading("NPU22089", value="9", unit="x"),)),)).xml()
    old = b'<value xsi:type="PQ" value="9" unit="x"/>'
    assert old in text
    [sample] = read(tmp_path, text.replace(old, value.encode())).samples
    assert (sample.code, sample.context.unit) == ("<1.1", "mmol/L")


@pytest.mark.parametrize(
    ("methods", "flags", "device"),
    [
        (("POT", "AUT"), Flag.NONE, DeviceClass.METER),
        (("POT", "TPD"), Flag.BY_HAND, DeviceClass.METER),
        (("PNT", "TPH"), Flag.BY_HAND, DeviceClass.CLINIC),
        (("POT", "XYZ"), Flag.NONE, DeviceClass.METER),
    ],
)
def test_the_method_is_kept_and_tells_what_was_typed(
    tmp_path: Path, methods: tuple[str, ...], flags: Flag, device: DeviceClass
) -> None:
    sample = one(tmp_path, Reading("NPU21692", value="70", unit="/min", methods=methods))
    assert sample.context.detail is not None
    assert json.loads(sample.context.detail) == {"method": list(methods)}
    assert (sample.context.flags, sample.source.device) == (flags, device)


def test_only_direct_observations_of_an_organizer_are_readings(tmp_path: Path) -> None:
    """Alarm limits, definitions, and what stands in other sections are none."""
    limit = (
        '<entryRelationship typeCode="COMP"><observation classCode="OBS" moodCode="EVN">'
        f'<code code="NPU03804" codeSystem="{Reading().system}"/>'
        '<value xsi:type="PQ" value="90" unit="kg"/></observation></entryRelationship>'
        '<referenceRange><observationRange><code code="RAL"/>'
        '<value xsi:type="IVL_PQ"><low value="60" unit="kg"/></value></observationRange>'
        "</referenceRange>"
    )
    goal = Reading(value="70").xml().replace('moodCode="EVN"', 'moodCode="GOL"')
    found = read(tmp_path, Monitoring(results=(Organizer((Reading(within=limit),), within=goal),)))
    assert [each.number for each in found.samples] == [77.0]
    assert found.unreadable == []


def test_both_sections_are_read_alike_and_either_may_be_missing(tmp_path: Path) -> None:
    weight, pulse = Reading(), Reading("NPU21692", value="70", unit="/min")
    found = read(tmp_path, Monitoring((Organizer((pulse,)),), (Organizer((weight,)),)))
    assert [each.type for each in found.samples] == ["HeartRate", "BodyMass"]
    assert read(tmp_path, Monitoring((), ())).samples == []


def test_a_curve_is_known_and_not_read(tmp_path: Path) -> None:
    found = read(tmp_path, Monitoring(results=(Organizer((Reading(shape="SLIST_PQ"),)),)))
    assert (found.samples, found.unreadable) == ([], [])
    assert found.notices == {Note.NOT_IMPORTED: 1}


def test_a_fault_says_its_line_and_the_next_reading_is_read(tmp_path: Path) -> None:
    document = Monitoring(results=(Organizer((Reading(value="PRIVATE"),)), Organizer((Reading(),))))
    found = read(tmp_path, document)
    lines = document.xml().split(b"\n")
    line = next(number for number, each in enumerate(lines, 1) if b"PRIVATE" in each)
    assert found.unreadable == [Unreadable(f"line {line}", Fault.NUMBER_UNREADABLE)]
    assert len(found.samples) == 1


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (Reading("NPU99999"), Fault.TYPE_UNKNOWN),
        (Reading("", ""), Fault.FIELD_MISSING),
        (Reading(value=""), Fault.FIELD_MISSING),
        (Reading(value="NaN"), Fault.NUMBER_UNREADABLE),
        (Reading(value="INF"), Fault.NUMBER_UNREADABLE),
        (Reading(value="١٢"), Fault.NUMBER_UNREADABLE),
        (Reading(value="1e99"), Fault.NUMBER_ABSURD),
        (Reading(shape="RTO"), Fault.SHAPE_UNKNOWN),
        (Reading(unit="k" * 70), Fault.SHAPE_UNKNOWN),
        (Reading(time="2024"), Fault.TIME_UNREADABLE),
        (Reading(time="20240230"), Fault.TIME_UNREADABLE),
        (Reading(time="20240131081500+9900"), Fault.TIME_UNREADABLE),
        (Reading(time="99991231235959+0100"), Fault.TIME_ABSURD),
        (Reading(time="18991231"), Fault.TIME_ABSURD),
        (Reading("NPU04206", value="maybe", shape="ST"), Fault.NUMBER_UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, reading: Reading, fault: Fault
) -> None:
    assert faults(tmp_path, reading) == [fault]


# -- times -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "utc", "offset"),
    [
        ("20240131081500+0100", "2024-01-31T07:15:00Z", 60),
        ("202401310815+0100", "2024-01-31T07:15:00Z", 60),
        ("20240131081500.25-0330", "2024-01-31T11:45:00.250Z", -210),
        ("20240131081500.123456789+0000", "2024-01-31T08:15:00.123Z", 0),
        ("20240131081500Z", "2024-01-31T08:15:00Z", None),
    ],
)
def test_a_time_may_lack_seconds_or_have_parts_of_them(
    tmp_path: Path, text: str, utc: str, offset: int | None
) -> None:
    sample = one(tmp_path, Reading(time=text))
    assert (sample.start_ms, sample.context.basis.offset_minutes) == (ms(utc), offset)


def test_a_time_without_offset_is_local_and_said_to_be_assumed(tmp_path: Path) -> None:
    document = Monitoring(
        results=(Organizer((Reading(time="20240701081500"), Reading(time="20241027023000"))),)
    )
    found = read(tmp_path, document)
    assert [each.context.basis.known for each in found.samples] == [
        ZoneKnown.ASSUMED,
        ZoneKnown.AMBIGUOUS,
    ]
    assert found.samples[0].start_ms == ms("2024-07-01T06:15:00Z")
    assert found.notices == {Note.ZONE_ASSUMED: 2, Note.HOUR_AMBIGUOUS: 1}


def test_the_nearest_time_counts_and_a_far_one_is_marked(tmp_path: Path) -> None:
    """Source: PHMR, in which mostly the organizer holds the time."""
    own = one(tmp_path, Reading(time="20240130070000+0100"))
    assert own.start_ms == ms("2024-01-30T06:00:00Z")
    bare = (Organizer((Reading(),), time=None),)
    moment = "20240129070000+0100"
    [event] = read(tmp_path, Monitoring(results=bare, event=(moment, moment))).samples
    assert event.start_ms == ms("2024-01-29T06:00:00Z")
    assert '"time":"service_event"' in (event.context.detail or "")
    [made] = read(tmp_path, Monitoring(results=bare)).samples
    assert made.start_ms == ms("2024-02-01T11:00:00Z")
    assert '"time":"document"' in (made.context.detail or "")
    none = read(tmp_path, Monitoring(results=bare, made=None, event=None))
    assert [each.fault for each in none.unreadable] == [Fault.TIME_MISSING]


def test_an_interval_has_a_length(tmp_path: Path) -> None:
    text = Monitoring(results=(Organizer((Reading(time="20240131080000+0100"),)),)).xml()
    old = b'<effectiveTime value="20240131080000+0100"/>'
    new = (
        b'<effectiveTime><low value="20240131080000+0100"/>'
        b'<high value="20240131083000+0100"/></effectiveTime>'
    )
    [sample] = read(tmp_path, text.replace(old, new)).samples
    assert sample.duration_ms == 30 * 60 * 1000
    backwards = new.replace(b"083000", b"073000")
    found = read(tmp_path, text.replace(old, backwards))
    assert [each.fault for each in found.unreadable] == [Fault.TIME_ABSURD]


# -- taken back ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "by"),
    [
        (Monitoring(results=(Organizer((Reading(value="253", status="Nullified"),)),)), "status"),
        (Monitoring(results=(Organizer((Reading(),), status="NULLIFIED"),)), "status"),
        (Monitoring(results=(Organizer((Reading(comment="Der er en tastefejl"),)),)), "comment"),
        (Monitoring(status="nullified"), "document"),
    ],
)
def test_a_reading_that_was_taken_back_never_counts(
    tmp_path: Path, document: Monitoring, by: str
) -> None:
    found = read(tmp_path, document)
    [sample] = found.samples
    assert (sample.number, sample.code) == (None, None)
    assert Flag.RETRACTED in sample.context.flags
    assert json.loads(sample.context.detail or "")["retracted"] == by
    assert found.notices == {Note.RETRACTED: 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der er sket en tastefejl, kontrolleret af Else", True),
        ("Typing error", True),
        ("Borgeren har indtastet forkert", True),
        ("Ikke en tastefejl, målt to gange", False),
        ("No typing error: measured again", False),
        ("Målt efter en gåtur", False),
        ("", False),
    ],
)
def test_a_comment_is_heard_when_it_says_mistyped(text: str, expected: bool) -> None:
    assert says_mistyped(text) is expected


def test_a_comment_is_kept_nowhere(tmp_path: Path) -> None:
    """It is free text in which others may be named."""
    found = read(tmp_path, Monitoring(results=(Organizer((Reading(comment="Aftalt med Xenia"),)),)))
    assert len(found.samples) == 1
    assert "Xenia" not in repr(found)


# -- devices and persons ---------------------------------------------------------


def test_a_device_names_a_reading_only_if_the_reading_says_so(tmp_path: Path) -> None:
    listed = one(tmp_path, Reading())
    assert listed.source.name == "Odense Universitetshospital"
    own = one(tmp_path, Reading(within=device("DEV")))
    assert own.source == ("AD Company UC-321PBT-C", DeviceClass.SCALE)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Manufacturer: AD Company / Model: UC-321PBT-C", "AD Company UC-321PBT-C"),
        ("UA-767 SerialNr: 123456", "UA-767"),
        ("Model: X s/n 99-AB-1", "X"),
        ("SerialNr: 4711", None),
        ("", None),
    ],
)
def test_a_device_has_a_name_and_no_number(text: str, name: str | None) -> None:
    assert device_name(text) == name


def test_who_can_be_recognised_is_told_and_stands_in_no_record(tmp_path: Path) -> None:
    found = read(tmp_path, Monitoring(results=(Organizer((Reading(within=device("DEV")),)),)))
    expected = [
        (IdentifierKind.CPR, CPR, True),
        (IdentifierKind.NAME, NAME, True),
        (IdentifierKind.BIRTH_DATE, "1948-12-25", True),
        (IdentifierKind.PHONE, "65123456", True),
        (IdentifierKind.EMAIL, "nanna@example.dk", True),
        (IdentifierKind.ADDRESS, "Testvej 1, 8000, Aarhus C", True),
        (IdentifierKind.NAME, "Anders Andersen", False),
        (IdentifierKind.SERIAL, SERIAL, False),
        (IdentifierKind.SERIAL, "00-09-1F-FE-FF-80-1A-33", False),
    ]
    assert set(found.identifiers) == {KnownIdentifier(*each) for each in expected}
    records = repr((found.samples, found.documents, found.unreadable))
    for _, value, _ in expected:
        assert value not in records


@pytest.mark.parametrize(
    ("cpr", "root", "expected"),
    [
        ("251248-9996", "2.999.1", CPR),  # a vendor's own root and way of writing
        (CPR, "2.16.840.1.113883.3.4208.100.2", CPR),
        ("0105851AB3", "1.2.208.176.1.6.1.1", "0105851AB3"),
    ],
)
def test_a_number_is_known_under_any_root(
    tmp_path: Path, cpr: str, root: str, expected: str
) -> None:
    found = read(tmp_path, Monitoring(cpr=cpr, cpr_root=root))
    numbers = {each for each in found.identifiers if each.kind is IdentifierKind.CPR}
    assert numbers == {KnownIdentifier(IdentifierKind.CPR, expected, is_subject=True)}


def test_the_patient_as_author_and_a_relative_in_a_comment_are_told_apart(
    tmp_path: Path,
) -> None:
    author = (
        f'<author><assignedAuthor><id root="1.2.208.176.1.2" extension="{CPR}"/>'
        '<code code="SELF" codeSystem="2.16.840.1.113883.5.111"/><assignedPerson><name>'
        "Nanna B</name></assignedPerson></assignedAuthor></author>"
    )
    comment = "Ring til datter 010190-1234"
    document = Monitoring(results=(Organizer((Reading(comment=comment),)),)).xml()
    found = read(tmp_path, document.replace(b"<custodian>", author.encode() + b"<custodian>"))
    assert KnownIdentifier(IdentifierKind.NAME, "Nanna B", is_subject=True) in found.identifiers
    assert KnownIdentifier(IdentifierKind.CPR, "0101901234", is_subject=False) in found.identifiers


def test_a_document_id_made_from_the_number_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, Monitoring(identity=f"doc-{CPR}-1"))
    expected = KnownIdentifier(IdentifierKind.ACCOUNT, f"doc-{CPR}-1", is_subject=True)
    assert expected in found.identifiers


# -- the document, versions, folders ---------------------------------------------


def test_the_document_says_which_report_it_was_and_of_nobody(tmp_path: Path) -> None:
    found = read(tmp_path, Monitoring(set_id="set-1", version="2", profile="phmr-v2.1"))
    [document] = found.documents
    assert (document.kind, document.identity) == ("DocumentReference", "1.2.208.184|set-1")
    assert document.date_ms == ms("2024-02-01T11:00:00Z")
    body = json.loads(document.body)
    assert body["status"] == "current"
    assert body["content"][0]["format"]["code"] == "urn:ad:dk:medcom:phmr-v2.1:full"
    assert "data" not in body["content"][0]["attachment"]


def test_versions_are_in_order_as_text(tmp_path: Path) -> None:
    versions = [
        read(tmp_path, Monitoring(set_id="s", version=each)).documents[0].version
        for each in ("2", "10", "100")
    ]
    assert versions == sorted(versions)


def test_of_several_versions_the_newest_is_read(tmp_path: Path) -> None:
    old = Monitoring(set_id="s", version="9")
    new = Monitoring(
        set_id="s", version="10", identity="other", results=(Organizer((Reading(value="78"),)),)
    )
    found = read(tmp_path, new, old)
    assert [each.number for each in found.samples] == [78.0]
    assert found.notices == {Note.COPY_SKIPPED: 1}


def test_overlapping_documents_give_each_reading_once_and_twins_stay(tmp_path: Path) -> None:
    """Each reading travels with its document; the store keeps what two tell of once."""
    early = Reading(time="20240101080000+0100")
    twins = Organizer((Reading(), Reading()))
    first = Monitoring(identity="a", results=(Organizer((early,)), twins))
    second = Monitoring(identity="b", results=(twins, Organizer((Reading(value="80"),))))
    found = read(tmp_path, first, second)
    told = [[each.number for each in document.samples] for document in found.documents]
    assert told == [[77.0, 77.0, 77.0], [77.0, 77.0, 80.0]]
    with store_in_memory() as store, store.transaction():
        writer = RecordWriter(store, new_import(store))
        for document in found.documents:
            writer.add_document(document)
        writer.finish()
        stored = store.rows("SELECT number FROM sample ORDER BY start_ms, number")
        assert [number for (number,) in stored] == [77.0, 77.0, 77.0, 80.0]


def test_the_same_data_give_the_same_samples_whatever_the_file(tmp_path: Path) -> None:
    again = Monitoring(identity="other", set_id="s", version="7")
    assert read(tmp_path, Monitoring()).samples == read(tmp_path, again).samples


def test_one_bad_document_in_a_folder_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    cut = Monitoring(identity="b").xml()[:-30]
    late = Monitoring(identity="c", profile="phmr-v9.0")
    found = read(tmp_path, Monitoring(identity="a"), cut, late)
    assert len(found.samples) == 1
    assert found.unreadable == [
        Unreadable("part 2", Fault.PART_DAMAGED),
        Unreadable("part 3", Fault.SHAPE_UNKNOWN),
    ]


def test_many_readings_share_one_context_and_one_source(tmp_path: Path) -> None:
    organizers = [
        Organizer((Reading(value=str(number)),), time=f"202401{number:02}081500+0100")
        for number in range(1, 29)
    ]
    found = read(tmp_path, Monitoring(results=organizers))
    assert len({id(each.context) for each in found.samples}) == 1
    assert len({id(each.source) for each in found.samples}) == 1


# -- hostile ---------------------------------------------------------------------


def test_a_later_generation_of_the_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VersionUnknown):
        read(tmp_path, Monitoring(profile="phmr-v3.0"))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda text: text[:-40], FileCut),
        (lambda text: text.replace(b"</section>", b"</sektion>", 1), FileDamaged),
        (lambda text: text.replace(b"Berggren", b"Bj\xf8rn"), FileDamaged),
        (
            lambda text: text.replace(b"?>\n", b'?><!DOCTYPE x [<!ENTITY a "b">]>\n', 1),
            FileHostile,
        ),
        (
            lambda text: text.replace(
                b"<custodian>", b"<a>" * 300 + b"</a>" * 300 + b"<custodian>"
            ),
            FileHostile,
        ),
        (
            lambda text: text.replace(b"<custodian>", b'<custodian x="' + b"x" * 70_000 + b'">'),
            FileHostile,
        ),
        (
            lambda text: text.replace(
                b"<custodian>",
                b"<custodian " + b" ".join(b'x%d=""' % x for x in range(9_000)) + b">",
            ),
            FileHostile,
        ),
        (lambda text: text + b" " * (17 << 20), FileTooLarge),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_with_its_reason(
    tmp_path: Path,
    change: object,
    refusal: type[Exception],
) -> None:
    assert callable(change)
    with pytest.raises(refusal):
        read(tmp_path, change(Monitoring().xml()))


def test_thousands_of_contexts_are_no_honest_document(tmp_path: Path) -> None:
    readings = [Reading(unit=f"u{number}") for number in range(2_100)]
    with pytest.raises(FileHostile):
        read(tmp_path, Monitoring(results=(Organizer(readings),)))


def test_a_large_document_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", 1_000)
    with pytest.raises(FileTooLarge):
        read(tmp_path, Monitoring())
