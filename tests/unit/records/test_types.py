"""Types: each has a category, names, a code and a unit, and can be found by every code."""

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from datadonor.records import episodes, types
from datadonor.records.categories import Kind, categories
from datadonor.records.types import (
    Code,
    CodeSystem,
    SampleType,
    TypeId,
    ValueKind,
    code_system,
    episode_kind,
    episode_kinds,
    sample_type,
    sample_types,
    type_of_apple,
    type_of_code,
    types_of,
    workout_kind_of_apple,
    workout_kinds,
)
from datadonor.texts import Language
from tests.realdata import real_file

EVERY = tuple(sample_types().values())

WORDS: Mapping[str, Any] = {
    "yes_no": {"yes": {"da": "ja", "en": "yes"}, "no": {"da": "nej", "en": "no", "number": 0}}
}

OTHER_MAPPINGS = {
    "BloodAlcoholContent": "their 74859-0 is a mass in a volume, and HealthKit's is a share of one",
    "DietaryFiber": "their LP203183-1 is a part of a name and not a code for a measurement",
}
"""Where HealthKitOnFHIR's table has a LOINC code that we do not take over, and why."""


def read(text: str, category_id: str = "heart") -> types._Vocabulary:
    """Read one small file of types."""
    return types._Vocabulary(types._types(category_id, text, WORDS))


def line(name: str = "Own", **changes: str) -> str:
    """Return one type's line, with parts replaced or, if empty, left out."""
    parts = {
        "da": '"a"',
        "en": '"b"',
        "unit": '"/min"',
        "range": "[0, 1]",
        "loinc": '"8867-4"',
    } | changes
    return (
        f"{name} = {{ {', '.join(f'{key} = {value}' for key, value in parts.items() if value)} }}"
    )


def test_every_category_that_is_a_series_has_a_type() -> None:
    """Consent is asked for by category: one without types could hold nothing."""
    for each in categories().values():
        assert each.kind is not Kind.SERIES or types_of(each.id), each.id


def test_a_type_is_found_by_its_id_and_by_each_of_its_codes() -> None:
    for each in EVERY:
        assert sample_type(each.id) is each
        assert all(type_of_apple(name) is each for name in each.apple)
        assert all(type_of_code(*code) is each for code in each.all_codes)
        assert each in types_of(each.category)


def test_what_is_not_there_is_nothing() -> None:
    assert sample_type("") is None
    assert sample_type("heartrate") is None
    assert type_of_apple("HKQuantityTypeIdentifierNothing") is None
    assert type_of_code(CodeSystem.LOINC, "8867-5") is None
    assert type_of_code(CodeSystem.SNOMED, "8867-4") is None
    assert types_of("nowhere") == ()


def test_danish_codes_are_found_under_either_danish_system() -> None:
    """Files name MedCom's codes under NPU's system and the other way round."""
    assert type_of_code(CodeSystem.NPU, "MCS88015") is sample_type("ForcedExpiratoryVolume1")
    assert type_of_code(CodeSystem.MCS, "NPU03804") is sample_type("BodyMass")
    assert type_of_code(CodeSystem.MCS, "DNK05472") is sample_type("BloodPressureSystolic")


def test_a_type_named_by_a_danish_code_has_that_code() -> None:
    for each in EVERY:
        if each.id.startswith(("NPU", "DNK")):
            assert each.npu == each.id
            assert each.category == "laboratory"
        if each.id.startswith("MCS"):
            assert each.mcs == each.id


def test_numbers_have_a_unit_and_a_range_and_nothing_else_has() -> None:
    for each in EVERY:
        is_number = each.value is ValueKind.NUMBER
        assert (each.unit is not None) is is_number, each.id
        assert (each.low is not None) is is_number, each.id


def test_the_names_are_in_both_languages_and_tell_the_types_of_a_category_apart() -> None:
    for language in Language:
        for category_id in categories():
            said = [found.name.in_language(language) for found in types_of(category_id)]
            assert len(said) == len(set(said)), category_id
    for each in EVERY:
        assert len(each.name.da) <= 60
        assert len(each.name.en) <= 60


def test_a_range_marks_only_the_absurd() -> None:
    heart = type_of_code(CodeSystem.LOINC, "8867-4")
    assert heart is not None
    assert heart.is_plausible(15)
    assert heart.is_plausible(350)
    assert not heart.is_plausible(999)
    assert not heart.is_plausible(float("nan"))
    free = heart.model_copy(update={"low": None, "high": None})
    assert free.is_plausible(1e9)
    assert not free.is_plausible(float("inf"))
    assert not free.is_plausible(float("nan"))


def test_what_adds_up_is_what_healthkit_calls_cumulative() -> None:
    summed = {"StepCount", "ActiveEnergyBurned", "DistanceCycling", "DietaryWater", "InhalerUsage"}
    kept = {"HeartRate", "BodyMass", "OxygenSaturation", "BloodGlucose", "WalkingSpeed", "VO2Max"}
    assert all(sample_types()[TypeId(each)].adds_up for each in summed)
    assert not any(sample_types()[TypeId(each)].adds_up for each in kept)


def test_finger_prick_and_sensor_are_two_types() -> None:
    """Source: HL7's guide for continuous glucose monitoring."""
    prick, sensor = sample_type("BloodGlucose"), sample_type("GlucoseSensor")
    assert type_of_code(CodeSystem.LOINC, "14743-9") is prick
    assert type_of_code(CodeSystem.LOINC, "41653-7") is prick
    assert type_of_code(CodeSystem.NPU, "NPU22089") is prick
    assert type_of_code(CodeSystem.LOINC, "105272-9") is sensor
    assert type_of_code(CodeSystem.LOINC, "99504-3") is sensor


@pytest.mark.parametrize(
    ("code", "type_id"),
    [
        ("NPU21692", "HeartRate"), ("DNK05472", "BloodPressureSystolic"),
        ("MCS88019", "BloodPressureSystolic"), ("NPU57947", "BloodPressureSystolic"),
        ("NPU58033", "BloodPressureSystolic"), ("DNK05473", "BloodPressureDiastolic"),
        ("MCS88020", "BloodPressureDiastolic"), ("NPU57948", "BloodPressureDiastolic"),
        ("NPU58034", "BloodPressureDiastolic"), ("NPU27280", "OxygenSaturation"),
        ("NPU03011", "OxygenSaturation"), ("NPU10197", "OxygenSaturation"),
        ("MCS88122", "RespiratoryRate"), ("MCS88015", "ForcedExpiratoryVolume1"),
        ("MCS88016", "ForcedVitalCapacity"), ("MCS88100", "FEV6"), ("MCS88099", "FEV1FEV6Ratio"),
        ("NPU08676", "BodyTemperature"), ("NPU22089", "BloodGlucose"), ("NPU03804", "BodyMass"),
        ("NPU03794", "Height"), ("NPU27281", "BodyMassIndex"), ("MCS88050", "SitToStandTest"),
        ("MCS88137", "MCS88137"), ("MCS88021", "MCS88021"), ("MCS88125", "MCS88125"),
        ("MCS88126", "MCS88126"), ("NPU19748", "NPU19748"), ("NPU02319", "NPU02319"),
        ("NPU02593", "NPU02593"), ("NPU01685", "NPU01685"), ("NPU03429", "NPU03429"),
        ("NPU03230", "NPU03230"), ("NPU18016", "NPU18016"), ("NPU04998", "NPU18016"),
        ("NPU21531", "NPU21531"), ("NPU04206", "NPU04206"), ("NPU04207", "NPU04207"),
        ("NPU03987", "NPU03987"), ("NPU03963", "NPU03963"), ("NPU21578", "NPU21578"),
    ],
)  # fmt: skip
def test_danish_home_monitoring_is_known(code: str, type_id: str) -> None:
    """The codes of MedCom's lists for home monitoring and home care, and of dk-core."""
    assert type_of_code(CodeSystem.NPU, code) is sample_type(type_id)


# -- answers ---------------------------------------------------------------------------


def test_answers_are_found_by_value_and_by_number() -> None:
    sleep = sample_types()[TypeId("SleepAnalysis")]
    assert sleep.word_of_apple("HKCategoryValueSleepAnalysisAsleepREM") == "rem"
    # The name before iOS 16 of what is now called unspecified.
    assert sleep.word_of_apple("HKCategoryValueSleepAnalysisAsleep") == "asleep"
    assert sleep.word_of_apple("HKCategoryValueSleepAnalysisAsleepUnspecified") == "asleep"
    assert sleep.word_of_apple("HKCategoryValueSeverityMild") is None
    assert sleep.word_of_number(3) == "light"
    assert sleep.word_of_number(99) is None
    assert sample_types()[TypeId("HeartRate")].word_of_apple("70") is None


def test_an_answer_is_meant_by_one_value_only() -> None:
    for each in EVERY:
        for said in (
            [raw for code in each.codes.values() for raw in code.apple],
            [code.number for code in each.codes.values() if code.number is not None],
            [code.name.da for code in each.codes.values()],
            [code.name.en for code in each.codes.values()],
        ):
            assert len(said) == len(set(said)), each.id


def test_every_answer_set_is_used() -> None:
    text = files("resources").joinpath("vocabulary", "code-words.toml").read_text("utf-8")
    used = {tuple(each.codes) for each in EVERY}
    assert {tuple(answers) for answers in tomllib.loads(text).values()} <= used


# -- code systems ----------------------------------------------------------------------


def test_a_system_is_known_by_uri_and_by_oid() -> None:
    for system in CodeSystem:
        assert code_system(system.uri) is system
        for oid in system.oids:
            assert code_system(oid) is system
            assert code_system(f"urn:oid:{oid}") is system
    assert code_system("http://npu-terminology.org") is CodeSystem.NPU
    assert code_system(" http://loinc.org/ ") is CodeSystem.LOINC


@pytest.mark.parametrize("name", ["", "loinc", "urn:oid:", "1.2.208.176.2.4", "http://loinc.com"])
def test_another_system_is_nothing(name: str) -> None:
    assert code_system(name) is None


def has_loinc_check_digit(code: str) -> bool:
    """Whether a code ends as LOINC's rule says: modulus 10 (LOINC Users' Guide, appendix A)."""
    digits, check = code.split("-")
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return (10 - total % 10) % 10 == int(check)


VERHOEFF_TURN = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7), (9, 4, 5, 3, 1, 2, 6, 8, 7, 0), (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5), (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)  # fmt: skip


def has_snomed_check_digit(code: str) -> bool:
    """Whether an identifier keeps Verhoeff's rule (SNOMED CT Release File Specification §6.4)."""

    def multiply(left: int, right: int) -> int:
        """The group of the pentagon's turns and mirrorings."""
        if left < 5:
            return (left + right) % 5 if right < 5 else (left + right - 5) % 5 + 5
        return (left - 5 - right) % 5 + 5 if right < 5 else (left - right) % 5

    total = 0
    for place, digit in enumerate(reversed(code)):
        total = multiply(total, VERHOEFF_TURN[place % 8][int(digit)])
    return total == 0


def test_codes_are_not_mistyped() -> None:
    """LOINC and SNOMED CT carry a check digit, so that a slip of the hand shows."""
    words = [code for each in EVERY for code in each.codes.values()]
    for each in EVERY:
        for system, code in each.all_codes:
            if system is CodeSystem.LOINC:
                assert has_loinc_check_digit(code), (each.id, code)
            if system is CodeSystem.SNOMED:
                assert has_snomed_check_digit(code), (each.id, code)
    for word in words:
        assert word.snomed is None or has_snomed_check_digit(word.snomed), word.snomed
    for kind in episode_kinds().values():
        assert kind.loinc is None or has_loinc_check_digit(kind.loinc), kind.loinc


def test_the_check_digits_catch_a_slip() -> None:
    """The control of the test before."""
    assert has_loinc_check_digit("8867-4")
    assert not has_loinc_check_digit("8876-4")
    assert has_snomed_check_digit("364075005")
    assert not has_snomed_check_digit("364057005")


# -- another's table ---------------------------------------------------------------------


def test_every_identifier_of_healthkit_is_known() -> None:
    """Against HealthKitOnFHIR's table (StanfordBDHG, MIT): 119 quantities, 68 categories."""
    theirs = json.loads(real_file("mapping/HKSampleMapping.json").read_text("utf-8"))
    names = [*theirs["HKQuantitySamples"], *theirs["HKCategorySamples"]]
    assert len(names) == 119 + 68
    assert [name for name in names if type_of_apple(name) is None] == []
    ours = {name for kind in episode_kinds().values() for name in kind.apple}
    assert set(theirs["HKCorrelations"]) <= ours


def test_loinc_is_what_others_say_but_where_they_err() -> None:
    """Their glucose is in mass and ours in moles: there, their code is a further one of ours."""
    theirs = json.loads(real_file("mapping/HKSampleMapping.json").read_text("utf-8"))
    differing = set()
    for name, row in theirs["HKQuantitySamples"].items():
        ours = type_of_apple(name)
        assert ours is not None
        for coding in row["codings"]:
            code = Code(CodeSystem.LOINC, coding["code"])
            if coding["system"] == "http://loinc.org" and code not in ours.all_codes:
                differing.add(ours.id)
    assert differing == set(OTHER_MAPPINGS)


# -- episodes and workouts -----------------------------------------------------------------


def test_episodes_have_a_category_and_a_route_is_a_place() -> None:
    assert {"Workout", "SleepSession", "Electrocardiogram", "HeartbeatSeries", "Route",
            "BloodPressure", "Food", "ActivityDay", "Audiogram", "VisionPrescription",
            "StateOfMind"} == set(episode_kinds())  # fmt: skip
    route, workout = episode_kind("Route"), episode_kind("Workout")
    assert route is not None
    assert workout is not None
    assert route.category == "location"
    assert workout.category == "activity"
    assert episode_kind("route") is None


def test_a_workout_is_named_and_an_unknown_one_is_another() -> None:
    assert workout_kind_of_apple("HKWorkoutActivityTypeWalking").name.da == "Gåtur"
    assert workout_kind_of_apple("HKWorkoutActivityTypeFlying").id == "other"
    assert workout_kind_of_apple("").id == "other"
    assert len(workout_kinds()) >= 80
    for language in Language:
        said = [each.name.in_language(language) for each in workout_kinds().values()]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(
    "text",
    [
        '[episodes]\nOwn = { category = "nowhere", da = "a", en = "b" }\n[workouts]',
        '[episodes]\nOwn = { category = "heart", da = "", en = "b" }\n[workouts]',
        '[episodes]\nOwn = { category = "heart", da = "a", en = "b", more = 1 }\n[workouts]',
        '[episodes]\n[workouts]\nOwn = { da = "a", en = "b", apple = "Own" }',
        '[episodes]\n[workouts]\nown = { da = "a", en = "b", apple = "" }',
    ],
)
def test_episodes_with_a_slip_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        episodes._read(text)


# -- the reader's refusals -------------------------------------------------------------------


def test_a_small_file_can_be_read() -> None:
    """The control of the next tests."""
    found = read(f"[number]\n{line()}").types[TypeId("Own")]
    assert (found.low, found.high, found.loinc) == (0, 1, "8867-4")
    assert read('[code]\nOwn = { da = "a", en = "b", codes = "yes_no" }').types


def test_a_type_of_no_category_is_refused() -> None:
    with pytest.raises(ValidationError, match="no such category"):
        read(f"[number]\n{line()}", "nowhere")


@pytest.mark.parametrize(
    "text",
    [
        line(range="[1, 0]"),
        line(range="[1, 1]"),
        line(range="[1]"),
        line(da='""'),
        line(unit='"a b"'),
        line(unit="1"),
        line(loinc='"8867"'),
        line(npu='"NPU123"'),
        line(mcs='"NPU12345"'),
        line(molar_mass="0.0"),
        line(codes='"yes_no"'),
        line(apple='["Quantity"]'),
        line(also_loinc='["x"]'),
        line(also_npu='["MCS88015"]'),
        line(also_snomed='["0123456"]'),
        line(snomed='"1"'),
        line(more="1"),
        line("own"),
        line("NPU1"),
        line(**{"from": '{ "%" = [1.0] }'}),
    ],
)
def test_a_number_with_a_slip_is_refused(text: str) -> None:
    with pytest.raises((ValidationError, ValueError)):
        read(f"[number]\n{text}")


@pytest.mark.parametrize(
    "text",
    [
        '[code]\nOwn = { da = "a", en = "b" }',
        '[code]\nOwn = { da = "a", en = "b", codes = "yes_no", adds_up = true }',
        '[code]\nOwn = { da = "a", en = "b", codes = "yes_no", unit = "1" }',
        '[code]\nOwn = { da = "a", en = "b", codes = "yes_no", range = [0, 1] }',
        '[duration]\nOwn = { da = "a", en = "b", unit = "min" }',
        '[text]\nOwn = { da = "a", en = "b" }',
    ],
)
def test_another_kind_of_value_with_a_slip_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read(text)


@pytest.mark.parametrize(
    "second",
    [
        line("Other"),
        line("Other", loinc="", also_loinc='["8867-4"]'),
        line("Other", loinc="", npu='"NPU21692"'),
        line("Other", loinc="", apple='["HKQuantityTypeIdentifierOwn"]'),
    ],
)
def test_a_code_that_two_types_claim_is_refused(second: str) -> None:
    first = line(npu='"NPU21692"', apple='"quantity"')
    with pytest.raises(ValueError, match="declared twice"):
        read(f"[number]\n{first}\n{second}")


def test_answers_that_do_not_exist_are_refused() -> None:
    with pytest.raises(KeyError):
        read('[code]\nOwn = { da = "a", en = "b", codes = "perhaps" }')


def test_a_type_cannot_be_changed() -> None:
    heart = sample_type("HeartRate")
    assert isinstance(heart, SampleType)
    with pytest.raises(ValidationError):
        heart.adds_up = True  # type: ignore[misc]
