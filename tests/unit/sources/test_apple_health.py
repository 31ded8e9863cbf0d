"""Apple Health: the XML in every shape it was met in, and what its records become."""

from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, Flag, IdentifierKind, ZoneKnown
from datadonor.sources.errors import FileCut, FileDamaged, FileHostile, FileRefused, FileTooLarge
from datadonor.sources.formats.apple_health import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from tests.importing import Yielded, read_file, recognise
from tests.realdata import real_file
from tests.synthetic_apple import (
    BROKEN_DOCTYPE,
    DOCTYPE,
    WATCH,
    element,
    entry,
    export,
    pack,
    quantity,
    record,
)

AT = "2026-05-01 08:00:00 +0200"
LATER = "2026-05-01 08:00:30 +0200"
AT_MS = 1_777_615_200_000
PULSE = "HKQuantityTypeIdentifierHeartRate"
NARROW = "\u202f"


def read_xml(tmp_path: Path, xml: bytes | str) -> Yielded:
    """Read an XML that was given alone, under a name that says nothing."""
    file = tmp_path / "fil"
    file.write_bytes(xml.encode() if isinstance(xml, str) else xml)
    return read_file(FORMAT, file)


def read_elements(tmp_path: Path, *elements: str) -> Yielded:
    return read_xml(tmp_path, export(*elements))


def pulse(value: str = "72", **more: str) -> str:
    return quantity("HeartRate", AT, value, "count/min", **more)


# -- recognition ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["export.xml", "eksport.xml", "导出.xml", "fil", "a.txt"])
def test_an_export_is_known_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(export(pulse()))
    assert recognise(tmp_path / name) == {"apple_health": 1}
    assert recognise(tmp_path) == {"apple_health": 1}  # and so is the folder it lies in


def test_a_file_that_only_speaks_of_one_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"text": "<HealthData locale=\\"da\\">"}')
    assert "apple_health" not in recognise(tmp_path / "a.json")


# -- preambles and malformations ----------------------------------------------------


@pytest.mark.parametrize("doctype", [DOCTYPE, BROKEN_DOCTYPE, "", "\ufeff" + DOCTYPE])
def test_any_document_type_or_none(tmp_path: Path, doctype: str) -> None:
    """No parser accepts that of iOS 16.0; what stands before the root is dropped."""
    assert len(read_xml(tmp_path, export(pulse(), doctype=doctype)).samples) == 1


@pytest.mark.parametrize("root", ["<HealthData/>", '<HealthData locale="da_DK"/>'])
def test_an_empty_export_holds_nothing(tmp_path: Path, root: str) -> None:
    assert read_xml(tmp_path, DOCTYPE + root) == Yielded()
    assert read_xml(tmp_path, export()) == Yielded()


def test_control_characters_are_dropped(tmp_path: Path) -> None:
    """A raw U+000B is fatal to every parser; both roads drop it alike."""
    sound = record(PULSE, AT, value="72", unit="count/min", source="Prøveur")
    for broken in (sound.replace("Prøve", "Prø\x0bve"), sound.replace("72", "7\x0b2")):
        assert read_elements(tmp_path, broken).samples == read_elements(tmp_path, sound).samples
    word = record("HKCategoryTypeIdentifierOfTomorrow", AT, value="Ja\x0b")
    assert [each.code for each in read_elements(tmp_path, word).samples] == ["Ja"]


def test_a_record_may_break_over_lines(tmp_path: Path) -> None:
    broken = pulse().replace('" ', '"\n      ').replace("<Record ", "<Record\n ")
    found = read_elements(tmp_path, pulse("71"), broken, pulse("73"))
    assert [each.number for each in found.samples] == [71, 72, 73]


@pytest.mark.parametrize("bracket", [">", "&gt;"])
def test_a_bracket_in_an_attribute_is_text(tmp_path: Path, bracket: str) -> None:
    """XML allows a bare ``>`` there; what follows must not be taken for children."""
    named = pulse().replace("Prøveur", f"A{bracket}B")
    workout = element("Workout", {"startDate": AT, "endDate": LATER, "sourceName": "x"})
    found = read_elements(tmp_path, named, workout, pulse("80"), workout.replace('"x"', '"a>b"'))
    assert [each.source.name for each in found.samples] == ["A>B", "Prøveur"]
    assert [each.source.name for each in found.episodes] == ["x", "a>b"]
    assert not found.unreadable


def test_attributes_with_blanks_in_their_names(tmp_path: Path) -> None:
    """Telephones of iOS 8 wrote a maker's metadata as attributes, which is no XML."""
    odd = pulse().replace("/>", ' Withings User Identifier="12345" Health Mate="2.1"/>')
    found = read_elements(tmp_path, odd)
    assert [each.number for each in found.samples] == [72]
    assert "12345" not in repr(found)


def test_types_need_no_prefix_that_is_known(tmp_path: Path) -> None:
    found = read_elements(
        tmp_path,
        record("HKDataTypeSleepDurationGoal", AT, value="8", unit="hr"),
        record("HKQuantityTypeIdentifierOfTomorrow", AT, value="8", unit="frob"),
        record("HKCategoryTypeIdentifierOfTomorrow", AT, value="HKCategoryValueMaybe"),
    )
    assert [(each.type, each.number, each.code) for each in found.samples] == [
        ("SleepDurationGoal", 8.0, None),
        ("HKQuantityTypeIdentifierOfTomorrow", 8.0, None),
        ("HKCategoryTypeIdentifierOfTomorrow", None, "HKCategoryValueMaybe"),
    ]


def test_elements_of_tomorrow_are_passed_over_and_counted(tmp_path: Path) -> None:
    later = " <Frem-tid><Under a='1'/></Frem-tid >\n <Nyt.Ting/>\n"
    found = read_elements(tmp_path, pulse(), later, pulse("80"))
    assert [each.number for each in found.samples] == [72, 80]
    assert found.notices == {Note.NOT_IMPORTED: 2}
    assert not found.unreadable


@pytest.mark.parametrize("stray", ["<", "<<", "< ", "<1", "</Intet>", "<!DOCTYPE x>"])
def test_a_stray_bracket_costs_itself_alone(tmp_path: Path, stray: str) -> None:
    found = read_elements(tmp_path, pulse("71"), stray, "\n", pulse("72"), pulse("73"))
    assert [each.number for each in found.samples][-1] == 73
    assert {71, 73} <= {each.number for each in found.samples}
    assert {each.fault for each in found.unreadable} == {Fault.SHAPE_UNKNOWN}


def test_faults_say_where_and_why_and_not_what(tmp_path: Path) -> None:
    good = pulse()
    faulty = {
        pulse("Lav"): Fault.NUMBER_UNREADABLE,
        pulse("1e300"): Fault.NUMBER_ABSURD,
        pulse("nan"): Fault.NUMBER_ABSURD,
        good.replace(AT, "i går"): Fault.TIME_UNREADABLE,
        good.replace(AT, "2026-05-01 08:00:00"): Fault.TIME_UNREADABLE,
        good.replace(AT, "9999-05-01 08:00:00 +0200"): Fault.TIME_ABSURD,
        pulse(end="2026-05-01 07:00:00 +0200"): Fault.TIME_ABSURD,
        good.replace("endDate", "ende"): Fault.TIME_MISSING,
        good.replace("type=", "art="): Fault.TYPE_UNKNOWN,
        good.replace("Prøveur", 'a" b="<'): Fault.SHAPE_UNKNOWN,
    }
    for text, fault in faulty.items():
        found = read_elements(tmp_path, good, text, good)
        place = export(good, text, good).index(b"<Record", len(export(good)) - 14)
        assert found.unreadable[0] == Unreadable(f"byte {place}", fault), fault
        assert len(found.samples) == 2


def test_bytes_that_are_no_text_are_said_to_be_so(tmp_path: Path) -> None:
    xml = export(pulse()).replace("ø".encode(), b"\xff")
    assert [each.fault for each in read_xml(tmp_path, xml).unreadable] == [Fault.TEXT_UNREADABLE]


# -- refusals -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "refusal"),
    [
        (export(pulse())[:-16], FileCut),
        (export(pulse())[:-120], FileCut),
        (DOCTYPE.encode() + b"<HealthData loc", FileCut),
        (export(pulse(), doctype=DOCTYPE.replace("<!EL", '<!ENTITY a "b">\n<!EL')), FileHostile),
        (export(pulse(), "<" * 20_000), FileDamaged),
    ],
)
def test_what_is_no_whole_export_is_refused(
    tmp_path: Path, xml: bytes, refusal: type[FileRefused]
) -> None:
    with pytest.raises(refusal):
        read_xml(tmp_path, xml)


@pytest.mark.parametrize(
    "body",
    [
        b" " * (40 << 20),
        b"<Workout " + b"a" * (40 << 20),
        b"<a>" * (13 << 20),
        b"<!--" + b" " * (40 << 20),
        b"<Record " + b'a="b" ' * (7 << 20),
    ],
)
def test_a_piece_without_end_is_refused_in_bounded_memory(tmp_path: Path, body: bytes) -> None:
    with pytest.raises((FileTooLarge, FileCut)):
        read_xml(tmp_path, DOCTYPE.encode() + b"<HealthData>" + body)


def _wide(count: int) -> str:
    return "<Record " + " ".join(f'a{number}="1"' for number in range(count)) + "/>\n"


@pytest.mark.parametrize(
    "monster",
    [
        _wide(500_000),
        "<Workout>" + "<a/>" * 1_500_000 + "</Workout>",
        "<Workout>" * 20 + "</Workout>",
        f'<Record type="{"x" * (1 << 20)}" startDate="{AT}"/>',
        "<Fremtid>" + "<!---->" * 1_000_000 + "</Fremtid>",
        "<Record " + "</Record" * 1_000_000 + "></Record>",
        "<Record " + "<MetadataEntry " * 200_000 + "/></Record>",
        pulse().replace("/>", ">" + entry("a", "b") * 200_000 + "</Record>"),
    ],
)
def test_monsters_are_told_and_the_rest_is_read(tmp_path: Path, monster: str) -> None:
    """Ten thousand times what an honest element has, quickly passed over."""
    found = read_elements(tmp_path, pulse("71"), monster, "\n", pulse("73"))
    assert [found.samples[0].number, found.samples[-1].number] == [71, 73]


def test_a_tag_of_half_a_million_attributes_never_meets_the_parser(tmp_path: Path) -> None:
    found = read_elements(tmp_path, pulse(), _wide(500_000))
    assert [each.fault for each in found.unreadable] == [Fault.TOO_LARGE]


# -- what a record says ----------------------------------------------------------------


def test_a_record_is_a_sample(tmp_path: Path) -> None:
    [sample] = read_elements(tmp_path, pulse(end=LATER)).samples
    assert (sample.type, sample.start_ms, sample.duration_ms) == ("HeartRate", AT_MS, 30_000)
    assert (sample.number, sample.code, sample.context.unit) == (72, None, "count/min")
    assert (sample.context.basis.known, sample.context.basis.offset_minutes) == ("offset", 120)
    assert sample.source == ("Prøveur", DeviceClass.WATCH)


def test_words_are_those_of_the_type(tmp_path: Path) -> None:
    sleep = "HKCategoryTypeIdentifierSleepAnalysis"
    found = read_elements(
        tmp_path,
        *(
            record(sleep, AT, LATER, f"HKCategoryValueSleepAnalysis{stage}")
            for stage in ("InBed", "AsleepCore", "AsleepDeep", "AsleepREM", "Awake", "Asleep")
        ),
        record(sleep, AT, LATER, "HKCategoryValueSleepAnalysisOfTomorrow"),
        record("HKCategoryTypeIdentifierMindfulSession", AT, LATER, "HKCategoryValueNotApplicable"),
    )
    codes = [each.code for each in found.of("SleepAnalysis")]
    assert len(set(codes)) == 7
    assert not any(code is None or code.startswith("HK") for code in codes[:6])
    assert codes[6] == "HKCategoryValueSleepAnalysisOfTomorrow"
    assert [each.code for each in found.of("MindfulSession")] == [None]


def test_the_zone_is_where_the_person_was(tmp_path: Path) -> None:
    """The offset is chosen at export; only this key knows better."""
    near, far, none = read_elements(
        tmp_path,
        pulse(),
        record(PULSE, AT, value="72", metadata=[("HKTimeZone", "Asia/Tokyo")]),
        record(PULSE, AT, value="72", metadata=[("HKTimeZone", "../../etc/passwd")]),
    ).samples
    assert near.context.basis == (ZoneKnown.OFFSET, 120, None)
    assert far.context.basis == (ZoneKnown.ZONE, None, "Asia/Tokyo")
    assert none.context.basis == near.context.basis
    assert {near.start_ms, far.start_ms, none.start_ms} == {AT_MS}


def test_of_metadata_only_what_says_something_of_health_is_kept(tmp_path: Path) -> None:
    told = [
        ("HKWasUserEntered", "1"),
        ("HKMetadataKeyHeartRateMotionContext", "2"),
        ("HKMetadataKeySyncIdentifier", "SECRET-1"),
        ("HKExternalUUID", "SECRET-2"),
        ("Withings User Identifier", "SECRET-3"),
        ("Withings Link", "withings://userid=SECRET-4"),
        ("HKDeviceSerialNumber", "SECRET-5"),
    ]
    found = read_elements(tmp_path, record(PULSE, AT, value="72", metadata=told))
    [sample] = found.samples
    assert sample.context.flags is Flag.BY_HAND
    assert sample.context.detail == '{"motion":"2"}'
    assert "SECRET" not in repr(found)
    assert "SECRET" in repr(told)  # so it would have been seen


def test_typed_by_hand_must_be_said(tmp_path: Path) -> None:
    found = read_elements(
        tmp_path, record(PULSE, AT, value="72", metadata=[("HKWasUserEntered", "0")])
    )
    assert found.samples[0].context.flags is Flag.NONE


def test_one_telephone_is_one_source_wherever_it_lay_in_memory(tmp_path: Path) -> None:
    """One iPhone became 73 devices where the whole text was the key."""
    texts = [
        record(PULSE, AT, value="72", device=WATCH.replace("282a45810", f"28{number:x}"))
        for number in range(73)
    ]
    found = read_elements(tmp_path, *texts)
    assert len(found.samples) == 73
    assert len({(each.source, each.context) for each in found.samples}) == 1


@pytest.mark.parametrize(
    ("name", "device", "kind"),
    [
        ("Karens\u00a0Apple\u00a0Watch", None, DeviceClass.WATCH),
        (f"Apple{NARROW}Watch von Karen", None, DeviceClass.WATCH),
        ("Karen’s iPhone", None, DeviceClass.PHONE),
        ("iPad", None, DeviceClass.PHONE),
        ("Sleep Watch", None, DeviceClass.APP),  # an app that is called so
        ("WatchChat", None, DeviceClass.APP),
        ("Sundhed", None, DeviceClass.APP),
        ("Ur", WATCH, DeviceClass.WATCH),
        ("Karen’s iPhone", WATCH, DeviceClass.WATCH),  # the thing itself knows best
        ("Withings", "<<HKDevice: 0x1>, name:Body+, manufacturer:Withings>", DeviceClass.SENSOR),
    ],
)
def test_the_kind_of_device(
    tmp_path: Path, name: str, device: str | None, kind: DeviceClass
) -> None:
    found = read_elements(tmp_path, record(PULSE, AT, value="72", source=name, device=device))
    assert found.samples[0].source == (name, kind)


def test_the_person_is_known_by_the_day_of_birth(tmp_path: Path) -> None:
    prefix = "HKCharacteristicTypeIdentifier"
    me = element(
        "Me",
        {
            f"{prefix}DateOfBirth": "1961-05-01",
            f"{prefix}BiologicalSex": "HKBiologicalSexFemale",
            f"{prefix}BloodType": "HKBloodTypeABNegative",
        },
    )
    found = read_elements(tmp_path, me)
    [born] = found.identifiers
    assert (born.kind, born.value, born.is_subject) == (
        IdentifierKind.BIRTH_DATE,
        "1961-05-01",
        True,
    )
    assert [(each.kind, each.category) for each in found.documents] == [
        ("Patient", "about_me"),
        ("Observation", "laboratory"),
    ]
    assert b'"female"' in found.documents[0].body
    assert b"AB Rh(D) negative" in found.documents[1].body


def test_without_a_person_nothing_is_said_of_one(tmp_path: Path) -> None:
    unset = element("Me", {"HKCharacteristicTypeIdentifierBloodType": "HKBloodTypeNotSet"})
    for found in (read_elements(tmp_path, pulse()), read_elements(tmp_path, unset, pulse())):
        assert not found.documents
        assert not found.identifiers
        assert len(found.samples) == 1


# -- real files -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["export.xml", "export.zip"])
def test_a_real_export_with_broken_lines(name: str) -> None:
    found = read_file(FORMAT, real_file(f"apple_health/apple-health-parser/{name}"))
    types = [each.type for each in found.samples]
    assert {name: types.count(name) for name in types} == {
        "HeartRate": 2,
        "ActiveEnergyBurned": 2,
        "AppleExerciseTime": 1,
        "AppleStandTime": 1,
        "SleepAnalysis": 2,
    }
    assert [each.number for each in found.of("HeartRate")] == [74, 75]
    assert {each.context.basis.zone for each in found.of("SleepAnalysis")} == {"Europe/Amsterdam"}
    assert {each.source.device for each in found.of("AppleStandTime")} == {DeviceClass.WATCH}
    assert not found.unreadable


def test_a_real_export_of_iphone_12(tmp_path: Path) -> None:
    found = read_file(FORMAT, real_file("apple_health/healthkit-to-sqlite/export.xml"))
    kinds = [each.kind for each in found.episodes]
    assert kinds == ["Workout", "Route", "ActivityDay", "ActivityDay"]
    assert found.episodes[1].facts == {"points": 2}
    assert {each.type for each in found.samples} == {"BodyMassIndex", "HeartRate"}
    assert not found.unreadable
    assert "12345" not in repr(found.samples) + repr(found.episodes)


def test_a_real_export_whose_route_lies_beside_it(tmp_path: Path) -> None:
    xml = real_file("apple_health/healthkit-to-sqlite/zip_export.xml").read_bytes()
    route = real_file("apple_health/healthkit-to-sqlite/route_2019-06-11_3.00pm.gpx").read_bytes()
    name = "workout-routes/route_2019-06-11_3.00pm.gpx"
    whole = pack(xml, tmp_path / "whole.zip", {name: route})
    assert recognise(whole) == {"apple_health": 1, "gpx": 1}
    assert not read_file(FORMAT, whole).unreadable
    lacking = pack(xml, tmp_path / "lacking.zip", {"andet.txt": b"hej"})
    assert [each.fault for each in read_file(FORMAT, lacking).unreadable] == [Fault.FILE_MISSING]
