"""Units and numbers as people write them: mmHg and not mm[Hg], 23 and not 23.7922.

A fixed table, ``resources/vocabulary/unit-words.toml``. For eyes only: what is stored,
exported or answered to a script keeps UCUM and every digit. Must not know samples.
"""

import math
import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from datadonor.texts import Language

SIGNIFICANT: Final = 4
"""The most digits that are shown of a number with decimals. Source: our choice; nothing that
a person is measured with knows more."""

_SMALL: Final = 2
"""How many digits are kept of a number below one, however few decimals its unit has."""

_USUAL_DECIMALS: Final = 2
_LONGEST: Final = 1e12
"""From here on a power of ten is written: no measurement, and it would fill the line."""

_SWAPPED: Final = str.maketrans(",.", ".,")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class _Words(_Part):
    da: str
    en: str


class _OfType(_Part):
    shown: str | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None


class _Larger(_Part):
    least: Annotated[float, Field(gt=0, alias="from", strict=False)]
    makes: Annotated[float, Field(gt=0, strict=False)]
    unit: str


class _Table(_Part):
    units: Mapping[str, str | _Words]
    decimals: Mapping[str, Annotated[int, Field(ge=0, le=6)]]
    types: Mapping[str, _OfType]
    larger: Mapping[str, _Larger]


def shown_unit(unit: str | None, language: Language, type_name: str = "") -> str:
    """Return what stands behind a number.

    Args:
        unit: UCUM; the file's own where it is not known.
        language: Whose words.
        type_name: Of what was measured; some are written in a way of their own.

    Returns:
        Empty for a bare number and for an annotation such as ``{steps}``; what is not
        known as it stands.
    """
    of_type = _table().types.get(type_name)
    if of_type is not None and of_type.shown is not None:
        return of_type.shown
    if unit is None or unit.startswith("{"):
        return ""
    known = _table().units.get(unit, unit)
    if isinstance(known, str):
        return known
    return known.da if language is Language.DANISH else known.en


def written_number(number: float, language: Language, decimals: int = _USUAL_DECIMALS) -> str:
    """Write a number as people do: 1.234,5 in Danish, 1,234.5 in English.

    Args:
        number: Any, also one that is not finite. A half is rounded away from nought, as
            people do.
        language: Whose signs.
        decimals: The most that say something; never more than ``SIGNIFICANT`` digits are
            shown, and of a number below one at least two.
    """
    if not math.isfinite(number) or abs(number) >= _LONGEST:
        written = f"{number:.3g}"
    else:
        step = Decimal(1).scaleb(-_places(number, decimals))
        written = f"{Decimal(repr(number)).quantize(step, ROUND_HALF_UP):,f}"
        if "." in written:
            written = written.rstrip("0").rstrip(".")
        written = "0" if written == "-0" else written
    return written.translate(_SWAPPED) if language is Language.DANISH else written


def written_value(number: float, unit: str | None, language: Language, type_name: str = "") -> str:
    """Write a number with its unit, in a larger unit if that is easier to read.

    Args:
        number: In ``unit``.
        unit: As in ``shown_unit``.
        language: Whose words and signs.
        type_name: As in ``shown_unit``.
    """
    larger = _table().larger.get(unit or "")
    if larger is not None and abs(number) >= larger.least:
        number, unit = number / larger.makes, larger.unit
    written = written_number(number, language, _decimals(unit, type_name))
    return f"{written} {shown_unit(unit, language, type_name)}".rstrip()


def _decimals(unit: str | None, type_name: str) -> int:
    of_type = _table().types.get(type_name)
    if of_type is not None and of_type.decimals is not None:
        return of_type.decimals
    return _table().decimals.get(unit or "", _USUAL_DECIMALS)


def _places(number: float, decimals: int) -> int:
    """Return how many decimals to show of a finite number."""
    if number == 0:
        return 0
    before = math.floor(math.log10(abs(number))) + 1  # digits in front of the sign; below 1 none
    if before <= 0:
        return min(_SMALL - before, 12)
    return max(0, min(decimals, SIGNIFICANT - before))


@cache
def _table() -> _Table:
    file = files("resources").joinpath("vocabulary", "unit-words.toml")
    return _Table.model_validate(tomllib.loads(file.read_text("utf-8")))
