"""Units: what a spelling means in UCUM, and how a reading comes into its type's own unit.

A fixed table, ``resources/vocabulary/units.toml``, and no library of units: those read
some spellings of health files silently wrong, and cost more than the import of a record.
Must not know samples or files. Never raises for a text from outside.
"""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from datadonor.records.types import SampleType

MOST_CHARACTERS: Final = 64
"""What is longer is not a unit. The longest spelling known has 27 characters."""

_ANY_CASE: Final = "any_case"
_ONE: Final = "1"

# Signs that have several code points, after which each unit is written one way.
_FOLDED: Final = str.maketrans(
    {
        "µ": "u",  # U+00B5, the micro sign
        "\u03bc": "u",  # Greek mu, which looks the same
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{DEGREE CELSIUS}": "Cel",
        "\N{DEGREE FAHRENHEIT}": "[degF]",
        "²": "2",
        "³": "3",
        "⁶": "^6",
        "⁹": "^9",
        "×": "x",
        "⋅": "·",
        "•": "·",
        "\N{MINUS SIGN}": "-",
        "\N{ZERO WIDTH NO-BREAK SPACE}": None,
    }
)
_DEGREES: Final = re.compile(r"[°º] ?([CF])(?![A-Za-z])")
_SMALL_LITRE: Final = re.compile(r"(?<![A-Za-z_\]])([munpfdc]?)l(?![A-Za-z_(])")
_ANNOTATION: Final = re.compile(r"\{[^{}]*\}")
_APPLE_MOLES: Final = re.compile(r"([munp]?mol)<([0-9]{1,4}(?:\.[0-9]{1,18})?)>((?:/[A-Za-z]+)?)")
# Between a mass and an amount of substance the molar mass stands.
_MASS_OF: Final = {"amount": "mass", "amount_concentration": "mass_concentration"}


class Dialect(StrEnum):
    """Whose spelling of units it is."""

    PLAIN = "plain"
    """UCUM, and what people write."""

    APPLE = "apple"
    """HealthKit's: a sign of per cent stands beside a share of one."""

    CDA = "cda"
    """Danish home monitoring documents: NA for no unit, BPM, mmHG."""


class Conversion(NamedTuple):
    """How a raw value comes into a type's unit: raw × factor + offset."""

    factor: float
    offset: float

    def apply(self, raw: float) -> float:
        """Return the value in the type's unit."""
        return raw * self.factor + self.offset


IDENTITY: Final = Conversion(1.0, 0.0)
"""The value stays as it is."""


class _Unit(NamedTuple):
    """A unit's place: value × factor + offset is the value in its kind's own unit."""

    kind: str
    factor: float
    offset: float


class _Table(NamedTuple):
    units: Mapping[str, _Unit]
    spellings: Mapping[str, Mapping[str, str]]


def fold_unit(raw: str) -> str:
    """Return one writing for signs that have several code points or forms.

    Blanks at the ends go, a run of blanks becomes one; both micro signs become ``u``,
    degree signs ``Cel`` and ``[degF]``, raised digits plain ones, and a small l for
    litre a large one, as UCUM allows both. Nothing is looked up.
    """
    text = " ".join(raw.translate(_FOLDED).split())
    text = _DEGREES.sub(lambda found: "Cel" if found[1] == "C" else "[degF]", text)
    return _SMALL_LITRE.sub(r"\1L", text)


def canonical_unit(raw: str, dialect: Dialect = Dialect.PLAIN) -> str | None:
    """Return the UCUM code that a spelling means.

    A pure annotation such as ``{steps}`` is ``1``; in front of or behind a unit it is
    dropped (UCUM §12: annotations have no meaning).

    Returns:
        A code of the table, or nothing if the spelling is not known. Never raises.
    """
    if len(raw) > MOST_CHARACTERS:
        return None
    return _canonical(raw, dialect)


def conversion(
    sample_type: SampleType, raw_unit: str | None, dialect: Dialect = Dialect.PLAIN
) -> Conversion | None:
    """Return how a reading comes into its type's own unit.

    Args:
        sample_type: What was measured. Its own conversions come first: they hold where
            the general rule does not.
        raw_unit: The unit as the source writes it; nothing if it writes none.
        dialect: Whose spelling it is.

    Returns:
        Nothing if the unit is unknown or of another kind, or if there is none although
        the type needs one: such a reading is kept as it is and reported. Never raises.
    """
    if raw_unit is None or not raw_unit.strip():
        return IDENTITY if _is_bare(sample_type.unit) else None
    folded = fold_unit(raw_unit[: MOST_CHARACTERS + 1])
    unit = canonical_unit(raw_unit, dialect)
    for known in (unit, folded):
        if known is not None and known in sample_type.own_conversions:
            return Conversion(*sample_type.own_conversions[known])
    if unit is None:
        return None
    if sample_type.unit is None or sample_type.unit.startswith("{"):
        return IDENTITY if unit == _ONE else None
    return _between(unit, sample_type.unit, _molar_mass(folded) or sample_type.molar_mass)


def _between(raw: str, own: str, molar_mass: float | None) -> Conversion | None:
    """Return the rule from one unit of the table to another, through mass if need be."""
    units = _load().units
    if raw == own or own not in units:
        return IDENTITY if raw == own else None
    source, target = units[raw], units[own]
    factor = source.factor / target.factor
    if source.kind == target.kind:
        return Conversion(factor, (source.offset - target.offset) / target.factor)
    if molar_mass is not None and _MASS_OF.get(source.kind) == target.kind:
        return Conversion(factor * molar_mass, 0.0)
    if molar_mass is not None and _MASS_OF.get(target.kind) == source.kind:
        return Conversion(factor / molar_mass, 0.0)
    return None


def _canonical(raw: str, dialect: Dialect) -> str | None:
    table = _load()
    text = fold_unit(raw)
    moles = _APPLE_MOLES.fullmatch(text)
    if moles is not None:
        text = moles[1] + moles[3]
    for spelled in (text, _without_annotations(text)):
        found = _looked_up(spelled, dialect, table)
        if found is not None:
            return found
    return None


def _looked_up(text: str, dialect: Dialect, table: _Table) -> str | None:
    for way in (dialect, Dialect.PLAIN):
        if text in table.spellings[way]:
            return table.spellings[way][text]
    if text in table.units:
        return text
    return table.spellings[_ANY_CASE].get(text.lower())


def _without_annotations(text: str) -> str:
    """Return a unit without its annotations; one that is nothing else is a number."""
    bare = _ANNOTATION.sub("", text)
    return text if bare == text else bare.rstrip("/") or _ONE


def _molar_mass(folded: str) -> float | None:
    """Return the grams per mole that HealthKit writes into the unit itself."""
    moles = _APPLE_MOLES.fullmatch(folded)
    return (float(moles[2]) or None) if moles is not None else None


def _is_bare(unit: str | None) -> bool:
    return unit is None or unit == _ONE or unit.startswith("{")


@cache
def _load() -> _Table:
    file = files("resources").joinpath("vocabulary", "units.toml")
    return _read(file.read_text("utf-8"))


def _read(text: str) -> _Table:
    """Read the table.

    Raises:
        ValueError: A unit stands twice, a factor is not above 0, or a spelling means a
            unit that is not there.
    """
    tables = tomllib.loads(text)
    units: dict[str, _Unit] = {}
    for kind, table in tables["kinds"].items():
        offsets = table.get("offsets", {})
        for code, factor in table["factors"].items():
            if code in units or factor <= 0:
                raise ValueError(f"declared twice, or without a factor: {code}")
            units[code] = _Unit(kind, float(factor), float(offsets.get(code, 0)))
    spellings = tables["spellings"]
    lost = {code for way in spellings.values() for code in way.values()} - units.keys()
    if lost:
        raise ValueError(f"no such unit: {sorted(lost)}")
    return _Table(units, spellings)
