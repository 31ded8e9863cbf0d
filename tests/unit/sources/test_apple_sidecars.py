"""Apple Health: what lies beside the XML, and which of it is missing."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from datadonor.records.sample import IdentifierKind
from datadonor.sources.formats.apple_health import FORMAT
from datadonor.sources.formats.cda_other import FORMAT as CDA
from datadonor.sources.formats.fhir import FORMAT as FHIR
from datadonor.sources.formats.gpx import FORMAT as GPX
from datadonor.sources.found import Fault, Note
from tests.importing import Yielded, read_file, recognise
from tests.synthetic_apple import element, export, pack, quantity

AT = "2026-05-01 08:00:00 +0200"
LATER = "2026-05-01 09:00:00 +0200"
AT_MS = 1_777_615_200_000
SPAN = {"startDate": AT, "endDate": LATER}
RUN = {"workoutActivityType": "HKWorkoutActivityTypeRunning", "sourceName": "Ur", **SPAN}


def read_elements(tmp_path: Path, *elements: str) -> Yielded:
    (tmp_path / "fil").write_bytes(export(*elements))
    return read_file(FORMAT, tmp_path / "fil")


# -- beside the XML ------------------------------------------------------------------------------

GPX_FILE = (
    b'<?xml version="1.0"?><gpx version="1.1" creator="Apple Health Export" '
    b'xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    b'<trkpt lat="56.1" lon="9.85"><time>2026-05-01T06:00:00Z</time></trkpt>'
    b'<trkpt lat="56.2" lon="9.85"><time>2026-05-01T06:30:00Z</time></trkpt>'
    b"</trkseg></trk></gpx>"
)
CLINICAL = json.dumps(
    {
        "resourceType": "Condition",
        "id": "SECRET",
        "code": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10", "code": "J45"}]},
    }
).encode()
CDA_COPY = (
    b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="US"/>'
    b'<id extension="Health Export CDA" root="1.1.1.1.1.1.1.1.1"/>'
    b"<title>Health Data Export</title></ClinicalDocument>"
)


def clinical(path: str) -> str:
    said = {"type": "Condition", "sourceName": "Klinik", "resourceFilePath": path}
    return element("ClinicalRecord", said)


def route_in(path: str) -> str:
    inside = element("WorkoutRoute", SPAN, [element("FileReference", {"path": path})])
    return element("Workout", RUN, [inside])


def test_each_file_of_an_export_has_its_reader(tmp_path: Path) -> None:
    files = {
        "workout-routes/route.gpx": GPX_FILE,
        "clinical-records/Condition-1.json": CLINICAL,
        "export_cda.xml": CDA_COPY,
        "electrocardiograms/ecg_2026-05-01.csv": tracing(),
    }
    xml = export(
        route_in("/workout-routes/route.gpx"), clinical("/clinical-records/Condition-1.json")
    )
    place = pack(xml, tmp_path / "a.zip", files)
    assert recognise(place) == {"apple_health": 2, "fhir": 1, "cda_other": 1, "gpx": 1}
    found = read_file(FORMAT, place)
    assert not found.unreadable
    assert {each.kind for each in found.episodes} == {"Workout", "Electrocardiogram"}
    assert [each.kind for each in read_file(GPX, place).episodes] == ["Route"]
    assert [each.kind for each in read_file(FHIR, place).documents] == ["Condition"]
    assert read_file(CDA, place).notices == {Note.COPY_SKIPPED: 1}


def test_a_file_that_is_named_and_missing_is_told(tmp_path: Path) -> None:
    xml = export(
        route_in("/workout-routes/rute_å.gpx"), route_in("/x/gone.gpx"), clinical("/x/gone.json")
    )
    place = pack(xml, tmp_path / "a.zip", {"rute_a\u030a.gpx": GPX_FILE})  # taken apart by a Mac
    found = read_file(FORMAT, place)
    assert [each.fault for each in found.unreadable] == [Fault.FILE_MISSING] * 2
    assert len({each.where for each in found.unreadable}) == 2
    assert len(found.episodes) == 2


def test_of_an_xml_alone_no_file_is_missing(tmp_path: Path) -> None:
    """Who gives the XML alone gave no routes; that is no fault of it."""
    assert not read_elements(tmp_path, route_in("/x/gone.gpx"), clinical("/x/a.json")).unreadable


def test_of_two_exports_the_newer_is_read(tmp_path: Path) -> None:
    """Both hold the same records, which would pass for twins."""
    pulse = quantity("HeartRate", AT, "72", "count/min")
    older = export(pulse).replace(b"2026-06-01 12", b"2026-05-31 12")
    (tmp_path / "begge").mkdir()
    pack(older, tmp_path / "begge" / "b.zip")
    pack(export(pulse, pulse), tmp_path / "begge" / "a.zip")
    found = read_file(FORMAT, tmp_path / "begge")
    assert len(found.samples) == 2
    assert found.notices == {Note.COPY_SKIPPED: 1}


def test_two_people_are_not_each_others_copies(tmp_path: Path) -> None:
    """Both are read, so that it is seen that they are two."""
    born = "HKCharacteristicTypeIdentifierDateOfBirth"
    for name, day in (("a.xml", "1961-05-01"), ("b.xml", "1990-02-02")):
        (tmp_path / name).write_bytes(export(element("Me", {born: day})))
    found = read_file(FORMAT, tmp_path)
    assert [each.value for each in found.identifiers] == ["1961-05-01", "1990-02-02"]
    assert not found.notices


# -- electrocardiograms ----------------------------------------------------------------


def tracing(
    header: Sequence[str] = (
        "Name,Karen Eksempel",
        'Date of Birth,"1 May 1961"',
        f"Recorded Date,{AT}",
        "Classification,Sinus Rhythm",
        "Symptoms,",
        "Software Version,2.0",
        'Device,"Watch6,2"',
        "Sample Rate,512 hertz",
        "",
        "Lead,Lead I",
        "Unit,µV",
    ),
    values: Sequence[str] = ("12.5", "-3.25", "7"),
) -> bytes:
    return "\n".join([*header, "", *values, ""]).encode()


DANISH = (
    "Navn,Karen Eksempel",
    'Fødselsdato,"1. maj 1961"',
    f"Registreringsdato,{AT}",
    "Klassificering,Sinusrytme",
    'Symptomer,"Hjertebanken, træthed"',
    'Softwareversion,"2,0"',
    'Enhed,"Watch6,2"',
    'Samplingsfrekvens,"511,879 hertz"',
    "",
    "Afledning,Afledning I",
    "Enhed,μV",
)


def read_tracing(tmp_path: Path, content: bytes) -> Yielded:
    (tmp_path / "fil").write_bytes(content)
    assert recognise(tmp_path / "fil") == {"apple_health": 1}
    return read_file(FORMAT, tmp_path / "fil")


def test_a_tracing_in_english(tmp_path: Path) -> None:
    found = read_tracing(tmp_path, tracing())
    [episode] = found.episodes
    assert (episode.kind, episode.start_ms, episode.duration_ms) == ("Electrocardiogram", AT_MS, 6)
    assert episode.facts == {"rate_hz": 512.0, "lead": "I", "classification": "Sinus Rhythm"}
    [trace] = episode.traces
    assert (trace.name, trace.unit, list(trace.values)) == ("voltage", "uV", [12.5, -3.25, 7])


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_tracing_in_danish(tmp_path: Path, bom: bytes) -> None:
    values = ["12,5", "\u22123,25", '"7,0"']
    found = read_tracing(tmp_path, bom + tracing(DANISH, values))
    [episode] = found.episodes
    assert episode.facts == {
        "rate_hz": 511.879,
        "lead": "I",
        "classification": "Sinusrytme",
        "symptoms": "Hjertebanken, træthed",
    }
    assert list(episode.traces[0].values) == [12.5, -3.25, 7]
    assert {(each.kind, each.value, each.is_subject) for each in found.identifiers} == {
        (IdentifierKind.NAME, "Karen Eksempel", True),
        (IdentifierKind.BIRTH_DATE, "1961-05-01", True),
    }
    assert "Karen" not in repr(found.episodes)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1961-05-01", "1961-05-01"),
        ("May 1, 1961", "1961-05-01"),
        ("1 May 1961", "1961-05-01"),
        ("12. oktober 1961", "1961-10-12"),
        ("01/05/1961", None),  # nobody can say which is the month
        ("31 feb 1961", None),
        ("昭和36年5月1日", None),
    ],
)
def test_the_day_of_birth_above_a_tracing(tmp_path: Path, text: str, day: str | None) -> None:
    header = DANISH[0], f'Fødselsdato,"{text}"', *DANISH[2:]
    found = read_tracing(tmp_path, tracing(header))
    days = [each.value for each in found.identifiers if each.kind is IdentifierKind.BIRTH_DATE]
    assert days == ([] if day is None else [day])
    assert [each.kind for each in found.identifiers].count(IdentifierKind.NAME) == 1


def test_the_language_of_a_tracing_does_not_double_it(tmp_path: Path) -> None:
    first, second = (read_tracing(tmp_path, text).episodes for text in (tracing(), tracing(DANISH)))
    assert first[0].identity == second[0].identity


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (tracing(values=["1", "2", "hej"]), Fault.SHAPE_UNKNOWN),
        (tracing(DANISH[:7] + DANISH[8:]), Fault.FIELD_MISSING),
        (tracing(values=["1"]) + b"\xff", Fault.TEXT_UNREADABLE),
        (tracing([line.replace("2026-05", "2026-13") for line in DANISH]), Fault.TIME_UNREADABLE),
        (tracing([line.replace("512", "000") for line in DANISH]), None),
        (tracing([line.replace("511,879", "000") for line in DANISH]), Fault.NUMBER_ABSURD),
    ],
)
def test_a_tracing_that_is_none_is_told(
    tmp_path: Path, content: bytes, fault: Fault | None
) -> None:
    found = read_tracing(tmp_path, content)
    assert [each.fault for each in found.unreadable] == ([] if fault is None else [fault])
    assert len(found.episodes) == (fault is None)
