"""Units: what spellings mean, and that factors are UCUM's."""

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import cache

import pytest

from datadonor.records import units as module
from datadonor.records.types import SampleType, TypeId, ValueKind, sample_types
from datadonor.records.units import (
    IDENTITY,
    MOST_CHARACTERS,
    Conversion,
    Dialect,
    canonical_unit,
    conversion,
    fold_unit,
)
from tests.realdata import real_file

UCUM = "{http://unitsofmeasure.org/ucum-essence}"

NOT_LINEAR = {"Cel", "K", "[degF]", "[pH]", "dB", "dB[SPL]", "dB{HL}"}
"""Units that UCUM defines by a function, or not at all: tested by known points."""


def kind(name: str) -> SampleType:
    """Return a type by id."""
    return sample_types()[TypeId(name)]


def turned(name: str, value: float, unit: str | None, dialect: Dialect = Dialect.PLAIN) -> float:
    """Return a value in its type's own unit."""
    rule = conversion(kind(name), unit, dialect)
    assert rule is not None
    return rule.apply(value)


# -- spellings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        (" kg ", "kg"),
        ("µg", "ug"),
        ("\u03bcg", "ug"),
        ("°C", "Cel"),
        ("° C", "Cel"),
        ("℃", "Cel"),
        ("°F", "[degF]"),
        ("mm\u00a0Hg", "mm Hg"),
        ("mm\u202fHg", "mm Hg"),
        ("kg/m²", "kg/m2"),
        ("10⁹/l", "10^9/L"),
        ("ml/min⋅kg", "mL/min·kg"),
        ("mmol/l", "mmol/L"),
        ("l", "L"),
        ("cal", "cal"),
        ("mol", "mol"),
        ("fl_oz_us", "fl_oz_us"),
        ("\ufeffkg", "kg"),
    ],
)
def test_signs_are_folded(raw: str, folded: str) -> None:
    assert fold_unit(raw) == folded
    assert fold_unit(folded) == folded


@pytest.mark.parametrize(
    ("raw", "code", "dialect"),
    [
        ("%", "%", Dialect.PLAIN),
        ("%", "1", Dialect.APPLE),
        ("%", "%", Dialect.CDA),
        ("count", "1", Dialect.APPLE),
        ("count/min", "/min", Dialect.APPLE),
        ("Cal", "kcal", Dialect.APPLE),
        ("kcal", "kcal", Dialect.APPLE),
        ("cal", "cal", Dialect.PLAIN),
        ("kJ", "kJ", Dialect.APPLE),
        ("dBASPL", "dB[SPL]", Dialect.APPLE),
        ("dBHL", "dB{HL}", Dialect.APPLE),
        ("mmol<180.1558800000541>/L", "mmol/L", Dialect.APPLE),
        ("mL/min·kg", "mL/kg/min", Dialect.APPLE),
        ("kcal/hr·kg", "kcal/kg/h", Dialect.APPLE),
        ("IU", "[IU]", Dialect.APPLE),
        ("degC", "Cel", Dialect.APPLE),
        ("degF", "[degF]", Dialect.APPLE),
        ("fl_oz_us", "[foz_us]", Dialect.APPLE),
        ("st", "[stone_av]", Dialect.APPLE),
        ("lb", "[lb_av]", Dialect.APPLE),
        ("ft", "[ft_i]", Dialect.APPLE),
        ("mi", "[mi_i]", Dialect.APPLE),
        ("in", "[in_i]", Dialect.PLAIN),
        ("hr", "h", Dialect.APPLE),
        ("mcg", "ug", Dialect.APPLE),
        ("km/hr", "km/h", Dialect.APPLE),
        ("mmHg", "mm[Hg]", Dialect.CDA),
        ("mmHG", "mm[Hg]", Dialect.CDA),
        ("mm[Hg]", "mm[Hg]", Dialect.CDA),
        ("{beat}/min", "/min", Dialect.CDA),
        ("BPM", "/min", Dialect.CDA),
        ("x 1/min", "/min", Dialect.CDA),
        ("RR", "/min", Dialect.CDA),
        ("-", "1", Dialect.CDA),
        ("NA", "1", Dialect.CDA),
        ("1", "1", Dialect.CDA),
        ("[lb_av]", "[lb_av]", Dialect.CDA),
        ("Leu/µL", "/uL", Dialect.PLAIN),
        ("Ery/\u03bcL", "/uL", Dialect.PLAIN),
        ("KG", "kg", Dialect.PLAIN),
        ("{score}", "1", Dialect.PLAIN),
        ("{steps}", "1", Dialect.PLAIN),
        ("mL/min/{1.73_m2}", "mL/min", Dialect.PLAIN),
        ("10*9/L", "10*9/L", Dialect.PLAIN),
        ("x10⁹/l", "10*9/L", Dialect.PLAIN),
        ("kg/m²", "kg/m2", Dialect.PLAIN),
    ],
)
def test_a_spelling_is_understood(raw: str, code: str, dialect: Dialect) -> None:
    assert canonical_unit(raw, dialect) == code


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "qq", "Mg", "NA", "RR", "-", "mmol<>/L", "mmol<1e9>/L", "mmol<180", "{", "}",
        "{}{", "\x00", "kg kg", "calories", "kg" * 40, "{" * 50, "/", "//", "\ud800",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_nothing(raw: str) -> None:
    """NA and RR are Danish home monitoring's; calories are small ones or large ones."""
    assert canonical_unit(raw) is None
    assert conversion(kind("HeartRate"), raw) is None


def test_a_text_that_is_too_long_is_not_read() -> None:
    assert canonical_unit("kg" + " " * (MOST_CHARACTERS - 2)) == "kg"
    assert canonical_unit("kg" + " " * (MOST_CHARACTERS - 1)) is None


# -- conversions ---------------------------------------------------------------------------


def test_every_type_has_a_unit_of_the_table() -> None:
    table = module._load().units
    for each in sample_types().values():
        if each.value is ValueKind.NUMBER:
            assert each.unit is not None
            assert each.unit.startswith("{") or each.unit in table, each.id
            assert conversion(each, each.unit) == IDENTITY, each.id


def test_saturation_of_healthkit_and_of_danish_codes_is_a_share_of_one() -> None:
    assert turned("OxygenSaturation", 0.97, "%", Dialect.APPLE) == pytest.approx(97)
    assert turned("OxygenSaturation", 0.92, "NA", Dialect.CDA) == pytest.approx(92)
    assert turned("OxygenSaturation", 0.97, "1") == pytest.approx(97)
    assert turned("OxygenSaturation", 97, "%") == 97


def test_glucose_goes_between_moles_and_mass() -> None:
    """Source: molar mass of glucose 180.156; HealthKit writes its own into the unit."""
    assert turned("BloodGlucose", 99.0858, "mg/dL") == pytest.approx(5.5)
    unit = "mmol<180.1558800000541>/L"
    assert turned("BloodGlucose", 5.5, unit, Dialect.APPLE) == 5.5
    in_mass = kind("BloodGlucose").model_copy(update={"unit": "mg/dL", "molar_mass": None})
    rule = conversion(in_mass, unit, Dialect.APPLE)
    assert rule is not None
    assert rule.factor == pytest.approx(18.0155880, rel=1e-8)
    assert conversion(in_mass, "mmol/L") is None
    assert conversion(in_mass, "mmol<0>/L", Dialect.APPLE) is None


@pytest.mark.parametrize(
    ("name", "raw", "unit", "own"),
    [
        ("NPU01566", 193.325, "mg/dL", 5.0),
        ("NPU04094", 88.57, "mg/dL", 1.0),
        ("NPU18016", 1.1312, "mg/dL", 100.0),
        ("NPU02319", 16.1145, "g/dL", 10.0),
        ("NPU27300", 6.5, "%", 47.53),
        ("NPU27300", 48.0, "mmol/mol", 48.0),
        ("NPU01459", 2.80134, "mg/dL", 1.0),
        ("NPU19661", 3.39, "mg/mmol", 29.97),
        ("NPU02593", 6.5, "10*3/uL", 6.5),
        ("NPU01961", 42.0, "%", 0.42),
        ("NPU03429", 140.0, "meq/L", 140.0),
        ("NPU19651", 0.5, "µkat/L", 30.0),
        ("NPU19651", 30.0, "[IU]/L", 30.0),
        ("NPU03577", 2.0, "uIU/mL", 2.0),
        ("BodyTemperature", 98.6, "[degF]", 37.0),
        ("BodyTemperature", 310.15, "K", 37.0),
        ("SkinTemperatureDeviation", 0.9, "[degF]", 0.5),
        ("SkinTemperatureDeviation", -0.4, "°C", -0.4),
        ("BodyMass", 11.0, "st", 69.85322498),
        ("BodyMass", 150.0, "lb", 68.0388555),
        ("BodyMass", 71300.0, "g", 71.3),
        ("Height", 1.78, "m", 178.0),
        ("Height", 70.0, "in", 177.8),
        ("DistanceCycling", 10.0, "mi", 16093.44),
        ("ActiveEnergyBurned", 418.4, "kJ", 100.0),
        ("TotalEnergyBurned", 2000000.0, "cal", 2000.0),
        ("InsulinDelivery", 4.0, "U", 4.0),
        ("InsulinDelivery", 4.0, "units", 4.0),
        ("BloodPressureSystolic", 16.0, "kPa", 120.0098408),
        ("RunningSpeed", 10.8, "km/h", 3.0),
        ("BasalMetabolicRate", 70.0, "W", 1445.50669),
        ("HeartRate", 1.2, "Hz", 72.0),
        ("BodyMassIndex", 24.0, "count", 24.0),
        ("EnvironmentalSoundReduction", 20.0, "dBASPL", 20.0),
        ("StepCount", 100.0, "count", 100.0),
        ("StepCount", 100.0, None, 100.0),
        ("NPU01685", 2.5, None, 2.5),
        ("NPU01685", 2.5, "INR", 2.5),
    ],
)
def test_a_reading_comes_into_its_own_unit(
    name: str, raw: float, unit: str | None, own: float
) -> None:
    assert turned(name, raw, unit) == pytest.approx(own, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("BodyMass", "mmol/L"),
        ("BodyMass", None),
        ("BodyMass", ""),
        ("BodyMass", "  "),
        ("HeartRate", "%"),
        ("HeartRate", None),
        ("StepCount", "%"),
        ("StepCount", "kg"),
        ("OxygenSaturation", None),
        ("OxygenSaturation", "kg"),
        ("NPU03429", "mg/dL"),
        ("NPU01566", "%"),
        ("BloodGlucose", "g"),
        ("ActiveEnergyBurned", "W"),
        ("SleepAnalysis", "min"),
        ("BodyMass", "zz"),
    ],
)
def test_another_kind_of_unit_gives_nothing(name: str, unit: str | None) -> None:
    """A reading whose unit does not fit is kept as it is; a guess would be a false reading."""
    assert conversion(kind(name), unit) is None


def test_a_unit_beside_a_code_changes_nothing() -> None:
    assert conversion(kind("SleepAnalysis"), None) == IDENTITY
    assert conversion(kind("MindfulSession"), None) == IDENTITY


# -- the table against UCUM ----------------------------------------------------------------


@cache
def definitions() -> tuple[Mapping[str, float], Mapping[str, tuple[float, str] | None]]:
    """Return UCUM's prefixes, and its units as value and unit (base units: nothing)."""
    tree = ET.parse(real_file("units/ucum-essence.xml")).getroot()  # noqa: S314  a known file
    prefixes: dict[str, float] = {}
    for prefix in tree.iter(f"{UCUM}prefix"):
        value = prefix.find(f"{UCUM}value")
        assert value is not None
        prefixes[prefix.attrib["Code"]] = float(value.attrib["value"])
    found: dict[str, tuple[float, str] | None] = {
        unit.attrib["Code"]: None for unit in tree.iter(f"{UCUM}base-unit")
    }
    for unit in tree.iter(f"{UCUM}unit"):
        value = unit.find(f"{UCUM}value")
        assert value is not None
        if "value" in value.attrib:
            found[unit.attrib["Code"]] = (float(value.attrib["value"]), value.attrib["Unit"])
    return prefixes, found


Meaning = tuple[float, tuple[tuple[str, int], ...]]


def product(left: Meaning, right: Meaning, power: int) -> Meaning:
    """Return left × right to a power; dimensions sorted, none of them 0."""
    dimensions = dict(left[1])
    for base, exponent in right[1]:
        dimensions[base] = dimensions.get(base, 0) + power * exponent
    kept = sorted((base, exponent) for base, exponent in dimensions.items() if exponent)
    return left[0] * right[0] ** power, tuple(kept)


@cache
def simple(text: str) -> Meaning:
    """Return what one unit without a power means, with or without a prefix."""
    prefixes, found = definitions()
    if text.isdigit():
        return float(text), ()
    for prefix, factor in {"": 1.0, **prefixes}.items():
        rest = text.removeprefix(prefix)
        if text.startswith(prefix) and rest in found:
            definition = found[rest]
            if definition is None:
                return factor, ((rest, 1),)
            return product((factor * definition[0], ()), ucum(definition[1]), 1)
    raise LookupError(text)


@cache
def ucum(text: str) -> Meaning:
    """Return what a UCUM term means: factor, and base units with their powers (UCUM §7-§10)."""
    total: Meaning = (1.0, ())
    for divided, part in re.findall(r"([./]?)((?:\[[^\]]*\]|\([^)]*\)|[^./\[(])+)", text):
        power = -1 if divided == "/" else 1
        if part.startswith("("):
            total = product(total, ucum(part[1:-1]), power)
            continue
        cut = re.fullmatch(r"(10[*^]|.*?[^\d+-]|\d+)([+-]?\d+)?", part)
        assert cut is not None, text
        total = product(total, simple(cut[1]), power * int(cut[2] or 1))
    return total


def test_ucum_is_read_aright() -> None:
    """The control of the next test: terms whose meaning is known."""
    assert ucum("km") == (1000.0, (("m", 1),))
    assert ucum("[in_i]")[0] == pytest.approx(0.0254)
    assert ucum("m/s2") == (1.0, (("m", 1), ("s", -2)))
    assert ucum("10*9/L")[0] == pytest.approx(1e12)
    assert ucum("kat") == product(ucum("mol"), ucum("s"), -1)
    with pytest.raises(LookupError):
        ucum("stone")


def test_every_factor_is_ucums() -> None:
    """Within a kind the dimensions are the same, and factors stand as UCUM's do."""
    table = module._load().units
    checked = 0
    for code, unit in table.items():
        if code in NOT_LINEAR:
            continue
        own = next(each for each, other in table.items() if other.kind == unit.kind)
        factor, dimensions = ucum(code)
        base, base_dimensions = ucum(own)
        assert dimensions == base_dimensions, code
        ratio = unit.factor / table[own].factor
        assert math.isclose(ratio, factor / base, rel_tol=1e-6), code
        checked += 1
    assert checked == len(table) - len(NOT_LINEAR)


APART: Mapping[frozenset[str], str] = {
    frozenset({"amount", "amount_ratio", "arbitrary", "fraction", "mass_ratio"}): (
        "to UCUM a mole and an arbitrary unit are numbers; a ratio of moles and one of masses are "
        "not the same share"
    ),
    frozenset({"mass", "mass_per_amount"}): "to UCUM a mole is a number",
    frozenset({"enzyme", "rate"}): "to UCUM an enzyme unit is a number a minute",
    frozenset(
        {
            "amount_concentration",
            "arbitrary_concentration",
            "equivalent_concentration",
            "number_concentration",
        }
    ): "equivalents need a charge, arbitrary units a substance, and cells are not moles",
}
"""Kinds of one dimension that must not be turned into each other, and why."""


def test_kinds_of_one_dimension_stand_apart_on_purpose() -> None:
    seen: dict[tuple[tuple[str, int], ...], set[str]] = {}
    for code, unit in module._load().units.items():
        if code not in NOT_LINEAR:
            seen.setdefault(ucum(code)[1], set()).add(unit.kind)
    assert {frozenset(kinds) for kinds in seen.values() if len(kinds) > 1} == set(APART)


@pytest.mark.parametrize(
    ("raw", "celsius"), [("[degF]", ((32, 0), (212, 100))), ("K", ((273.15, 0), (373.15, 100)))]
)
def test_temperatures_meet_at_ice_and_steam(
    raw: str, celsius: tuple[tuple[float, float], ...]
) -> None:
    for value, own in celsius:
        assert turned("WaterTemperature", value, raw) == pytest.approx(own, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "[kinds.a]\nfactors = { x = 0 }\n[spellings.plain]",
        "[kinds.a]\nfactors = { x = -1 }\n[spellings.plain]",
        "[kinds.a]\nfactors = { x = 1 }\n[kinds.b]\nfactors = { x = 1 }\n[spellings.plain]",
        '[kinds.a]\nfactors = { x = 1 }\n[spellings.plain]\n"ex" = "y"',
    ],
)
def test_a_table_with_a_slip_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"declared twice|no such unit"):
        module._read(text)


def test_a_small_table_can_be_read() -> None:
    """The control of the test before."""
    table = module._read('[kinds.a]\nfactors = { x = 2 }\n[spellings.plain]\n"ex" = "x"')
    assert table.units["x"] == ("a", 2.0, 0.0)


def test_a_conversion_is_a_line() -> None:
    assert Conversion(2.0, 1.0).apply(3.0) == 7.0
