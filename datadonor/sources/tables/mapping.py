"""What the columns of a table mean: confirmed by a person once, and remembered.

A mapping belongs to one way of heading a table, known by its fingerprint. It holds no
value of the table. Must not open files.
"""

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from datadonor.records.types import ValueKind, sample_type
from datadonor.records.units import MOST_CHARACTERS, conversion
from datadonor.sources.errors import MappingNeeded
from datadonor.sources.tables.words import fold

MOST_COLUMNS: Final = 2_000
MOST_WORDS: Final = 500
"""How many different words a column of types may hold."""

OWN_NAME: Final = "table"


class TimeFormat(StrEnum):
    """How times are written."""

    ISO = "iso"  # with or without an offset
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    EPOCH_SECONDS = "epoch_s"
    EPOCH_MILLISECONDS = "epoch_ms"
    SPREADSHEET = "spreadsheet"  # days since 1899-12-30, local


def _known_zone(name: str | None) -> str | None:
    try:
        _ = None if name is None else ZoneInfo(name)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise ValueError("no such zone") from None
    except KeyError:
        raise ValueError("no such zone") from None
    return name


_Column = Annotated[int, Field(ge=0, lt=MOST_COLUMNS)]
_Zone = Annotated[str | None, Field(max_length=64), AfterValidator(_known_zone)]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_UnitText = Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Meaning(_Part):
    """What a value is: its type, and the unit it is written in, if it has one."""

    type: Annotated[str, StringConstraints(max_length=60)]
    unit: _UnitText | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """Refuse a type that is not known, and a unit that is none of the type's."""
        known = sample_type(self.type)
        if known is None or known.value is ValueKind.DURATION:
            raise ValueError("no such type")
        is_number = known.value is ValueKind.NUMBER
        if is_number and conversion(known, self.unit) is None:
            raise ValueError("a unit that the type cannot have")
        if self.unit is not None and not is_number:
            raise ValueError("a word has no unit")
        return self


class ValueColumn(Meaning):
    """A column of values of one type."""

    column: _Column


class Word(Meaning):
    """A word in the column of types."""

    word: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class TypeColumn(_Part):
    """How a long table says in each row what was measured.

    A unit in ``unit_column`` comes before that of the word.
    """

    column: _Column
    value_column: _Column
    unit_column: _Column | None = None
    words: Annotated[tuple[Word, ...], Field(min_length=1, max_length=MOST_WORDS)]


class TableMapping(_Part):
    """What the columns of one kind of table mean. Columns count from 0.

    Attributes:
        fingerprint: Of the headings (``fingerprint``).
        has_header: Whether there are headings; else data begin in the first row.
        delimiter: Between fields.
        decimal: Before decimals.
        thousands: Between groups of three digits, if anything.
        time_column: Where the time, or the date, stands.
        clock_column: Where the time of day stands, if apart.
        time_format: How both are written.
        zone: IANA name for times without offset; if none, the zone of the import.
        values: Columns of values: a wide table.
        types: How rows say what they hold: a long table. One of the two is given.
        source: What the person calls it.
    """

    fingerprint: _Digest
    has_header: bool = True
    delimiter: Literal["\t", ";", ",", "|"]
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    time_column: _Column
    clock_column: _Column | None = None
    time_format: TimeFormat
    zone: _Zone = None
    values: Annotated[tuple[ValueColumn, ...], Field(max_length=MOST_COLUMNS)] = ()
    types: TypeColumn | None = None
    source: Annotated[str, StringConstraints(min_length=1, max_length=80)] = OWN_NAME

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """Refuse a mapping that contradicts itself."""
        if bool(self.values) == (self.types is not None):
            raise ValueError("a table is wide or long")
        if self.decimal == self.thousands:
            raise ValueError("one sign for two things")
        used = [self.time_column, self.clock_column, *(each.column for each in self.values)]
        if self.types is not None:
            used += [self.types.column, self.types.value_column, self.types.unit_column]
        columns = [column for column in used if column is not None]
        if len(columns) != len(set(columns)):
            raise ValueError("one column for two things")
        if self.clock_column is not None and self.time_format in _WITHOUT_CLOCK:
            raise ValueError("this way of writing times holds the time of day already")
        return self

    @property
    def last_column(self) -> int:
        """The last column that is read."""
        long = self.types
        used = [self.time_column, self.clock_column or 0, *(each.column for each in self.values)]
        if long is not None:
            used += [long.column, long.value_column, long.unit_column or 0]
        return max(used)

    def to_json(self) -> str:
        """Return it as it is remembered."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a remembered mapping.

        Raises:
            MappingNeeded: It is of another version, or names a type that is no more.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            raise MappingNeeded from None


_WITHOUT_CLOCK: Final = {
    TimeFormat.EPOCH_SECONDS,
    TimeFormat.EPOCH_MILLISECONDS,
    TimeFormat.SPREADSHEET,
}


def fingerprint(headings: Sequence[str], delimiter: str, *, has_header: bool = True) -> str:
    """Return by what a kind of table is known again: SHA-256 in hex.

    Of its headings; without them only of its width, so that no value goes into it.
    """
    names = [fold(heading) for heading in headings] if has_header else len(headings)
    text = json.dumps(["table/1", delimiter, names], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
