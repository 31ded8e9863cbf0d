"""What an importer finds in a file, beside records: faults, notices, identifiers.

An importer is a generator of ``Found``. What it cannot read it yields as
``Unreadable``, with the place and a code and never the text of the file.
"""

from enum import StrEnum
from typing import NamedTuple

from datadonor.records.sample import Document, Episode, KnownIdentifier, Sample, SampleColumns


class Fault(StrEnum):
    """Why one part of a file was not read. Words stand in ``resources/texts/importing.toml``."""

    TIME_MISSING = "TIME_MISSING"
    TIME_UNREADABLE = "TIME_UNREADABLE"
    TIME_ABSURD = "TIME_ABSURD"  # before 1900 or after 2099, or an end before its start
    NUMBER_UNREADABLE = "NUMBER_UNREADABLE"
    NUMBER_ABSURD = "NUMBER_ABSURD"  # not finite, or too large to be a measurement
    FIELD_MISSING = "FIELD_MISSING"  # another field without which the rest means nothing
    TYPE_UNKNOWN = "TYPE_UNKNOWN"  # it does not say what was measured in words we know
    TEXT_UNREADABLE = "TEXT_UNREADABLE"  # not the encoding it says
    SHAPE_UNKNOWN = "SHAPE_UNKNOWN"  # a part that is not built as the format says
    TOO_LARGE = "TOO_LARGE"  # one part of the file beyond its bound
    FILE_MISSING = "FILE_MISSING"  # a part that the file names and does not have
    PART_DAMAGED = "PART_DAMAGED"  # one file in a folder or zip that cannot be read


class Note(StrEnum):
    """What a person should know of a file that was read."""

    ZONE_ASSUMED = "ZONE_ASSUMED"  # local times without zone, read in the zone shown
    HOUR_AMBIGUOUS = "HOUR_AMBIGUOUS"  # in the hour that comes twice, so perhaps 1 h off
    UNIT_UNKNOWN = "UNIT_UNKNOWN"  # kept as they stood, not converted
    COPY_SKIPPED = "COPY_SKIPPED"  # the same data stand elsewhere in what was given
    PLACEHOLDER_SKIPPED = "PLACEHOLDER_SKIPPED"  # values by which a maker says "none"
    NOT_IMPORTED = "NOT_IMPORTED"  # known parts that hold no health data, or others' data
    RETRACTED = "RETRACTED"  # readings that their sender took back


class Unreadable(NamedTuple):
    """One part of a file that was not read.

    ``where`` is the place in words of the format: ``line 12``, ``byte 3104``,
    ``part 3, line 7`` (parts are numbered from 1 as in the listing), and no text of it.
    """

    where: str
    fault: Fault


class Notice(NamedTuple):
    """Something a person should know, and how often it was met."""

    note: Note
    times: int = 1


class RowUnreadable(Exception):
    """One row cannot be read; an importer catches it and yields ``Unreadable``."""

    def __init__(self, fault: Fault) -> None:
        """Say which fault; nothing of the row is kept."""
        super().__init__(fault.value)
        self.fault = fault


Found = Sample | SampleColumns | Episode | Document | KnownIdentifier | Unreadable | Notice
"""What an importer yields."""
