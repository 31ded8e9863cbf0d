"""Numbers and units as people write them: complete, in both languages, and not too exact."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datadonor.records import unit_words as module
from datadonor.records.types import sample_types
from datadonor.records.unit_words import SIGNIFICANT, shown_unit, written_number, written_value
from datadonor.texts import Language

DA, EN = Language.DANISH, Language.ENGLISH
UNITS = tomllib.loads(files("resources").joinpath("vocabulary", "units.toml").read_text("utf-8"))
KNOWN = {unit for kind in UNITS["kinds"].values() for unit in kind["factors"]}
USED = {each.unit for each in sample_types().values() if each.unit is not None}

_UCUM = re.compile(r"[\[\]{}*]|^/|Cel|\bu(?:g|mol|L|m|s|S|V|kat)\b")
"""What only a machine writes."""


def unshown(units: set[str]) -> list[str]:
    """Return the units for which people have no words, or are shown a machine's."""
    return sorted(
        unit
        for unit in units
        if not (unit in module._table().units or unit.startswith("{"))
        or any(_UCUM.search(shown_unit(unit, language)) for language in Language)
    )


def test_every_unit_has_a_shown_form_in_both_languages() -> None:
    """Of every type, and of everything else that units.toml knows."""
    assert unshown(USED) == []
    assert unshown(KNOWN) == []


def test_a_unit_without_one_is_found() -> None:
    assert unshown({"kg", "furlong", "ug/furlong", "{steps}"}) == ["furlong", "ug/furlong"]
    assert _UCUM.search("10*9/L")
    assert _UCUM.search("mm[Hg]")
    assert _UCUM.search("umol/L")
    assert _UCUM.search("/min")


def test_only_a_bare_number_has_no_word() -> None:
    bare = {unit for unit in KNOWN for language in Language if not shown_unit(unit, language)}
    assert bare == {"1", "[pH]"}


def test_the_table_names_nothing_that_is_not_there() -> None:
    table = module._table()
    assert table.units.keys() == KNOWN
    assert table.decimals.keys() <= KNOWN
    assert table.larger.keys() | {each.unit for each in table.larger.values()} <= KNOWN
    assert table.types.keys() <= sample_types().keys()


@pytest.mark.parametrize(
    ("number", "unit", "kind", "danish", "english"),
    [
        (130.0, "mm[Hg]", "", "130 mmHg", "130 mmHg"),
        (36.84, "Cel", "", "36,8 °C", "36.8 °C"),
        (74.0, "umol/L", "", "74 µmol/L", "74 µmol/L"),
        (58.0, "/min", "", "58 pr. minut", "58 per minute"),
        (1.15222, "m/s", "WalkingSpeed", "1,15 m/s", "1.15 m/s"),
        (23.7922, "ms", "HeartRateVariabilitySDNN", "24 ms", "24 ms"),
        (5.8836, "mmol/L", "GlucoseSensor", "5,9 mmol/L", "5.9 mmol/L"),
        (0.35, "mmol/L", "NPU03688", "0,35 mmol/L", "0.35 mmol/L"),
        (4.9, "10*9/L", "", "4,9 × 10⁹/L", "4.9 × 10⁹/L"),
        (2.3, "1", "NPU01685", "2,3", "2.3"),
        (2139279.0, "{steps}", "StepCount", "2.139.279", "2,139,279"),
        (718.0, "{steps}", "StepCount", "718", "718"),
        (1234.0, "m", "Distance", "1.234 m", "1,234 m"),
        (42195.0, "m", "Distance", "42,2 km", "42.2 km"),
        (0.71, "m", "WalkingStepLength", "0,71 m", "0.71 m"),
        (-0.4, "K", "SkinTemperatureDeviation", "-0,4 °C", "-0.4 °C"),
        (12.0, "[IU]", "InsulinDelivery", "12 IE", "12 IU"),
        (97.0, "%", "OxygenSaturation", "97 %", "97 %"),
        (12.0, "its own", "FromAFile", "12 its own", "12 its own"),
        (12.0, None, "", "12", "12"),
    ],
)
def test_values_read_as_people_write_them(
    number: float, unit: str | None, kind: str, danish: str, english: str
) -> None:
    assert written_value(number, unit, DA, kind) == danish
    assert written_value(number, unit, EN, kind) == english


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (0.0, 2, "0"),
        (-0.0, 2, "0"),
        (-0.4, 0, "-0.4"),  # below one two digits stay, whatever the unit
        (0.5, 0, "0.5"),
        (2.5, 0, "3"),  # a half goes up, and not to the even number
        (103.25, 1, "103.3"),
        (1234.5678, 3, "1,235"),
        (999999.6, 2, "1,000,000"),
        (1e300, 2, "1e+300"),
        (5e-324, 2, "0"),
        (float("inf"), 2, "inf"),
        (float("nan"), 2, "nan"),
    ],
)
def test_numbers_at_the_edges(number: float, decimals: int, shown: str) -> None:
    assert written_number(number, EN, decimals) == shown


@given(st.floats(), st.integers(0, 6))
def test_any_number_is_written_briefly_and_near(number: float, decimals: int) -> None:
    english, danish = (written_number(number, each, decimals) for each in (EN, DA))
    assert len(english) <= 20
    assert danish.translate(str.maketrans(",.", ".,")) == english
    if 1e-6 < abs(number) < 1e12:
        read = float(english.replace(",", ""))
        digits = SIGNIFICANT if abs(number) >= 1 else 2
        coarsest = max(10.0**-decimals, abs(number) * 10 ** (1 - digits))
        assert abs(read - number) <= 0.51 * coarsest
