"""What a record is called: short, lasting as long as the record, and parseable.

A sample is called by its primary key, an episode and a document by their number. The
names hold times and numbers of rows, and mean nothing outside this vault.
"""

import re
from typing import Final, NamedTuple

from typing_extensions import override

from datadonor.errors import DatadonorError, ExitCode

_SAMPLE: Final = re.compile(r"s(\d{1,18})\.(-?\d{1,18})" + r"\.(\d{1,18})" * 3, re.ASCII)
_OTHER: Final = re.compile(r"([ed])(\d{1,18})", re.ASCII)


class RecordIdUnreadable(DatadonorError):
    """A text is not the name of a record."""

    code = "RECORD_ID_UNREADABLE"
    exit_code = ExitCode.USAGE


class RecordMissing(DatadonorError):
    """The vault has no record of that name."""

    code = "RECORD_MISSING"
    exit_code = ExitCode.NO


class SampleId(NamedTuple):
    """A sample's primary key."""

    type_id: int
    start_ms: int
    source_id: int
    duration_ms: int
    key: int

    @override
    def __str__(self) -> str:
        return "s" + ".".join(map(str, tuple(self)))


class EpisodeId(NamedTuple):
    """An episode's number."""

    number: int

    @override
    def __str__(self) -> str:
        return f"e{self.number}"


class DocumentId(NamedTuple):
    """A document's number."""

    number: int

    @override
    def __str__(self) -> str:
        return f"d{self.number}"


RecordId = SampleId | EpisodeId | DocumentId
"""What a record is called: ``s<type>.<start>.<source>.<duration>.<key>``, ``e<id>``, ``d<id>``."""


def parse_record_id(text: str) -> RecordId:
    """Read a record's name.

    Raises:
        RecordIdUnreadable: It is none.
    """
    sample = _SAMPLE.fullmatch(text)
    if sample is not None:
        return SampleId(*map(int, sample.groups()))
    other = _OTHER.fullmatch(text)
    if other is None:
        raise RecordIdUnreadable
    number = int(other[2])
    return EpisodeId(number) if other[1] == "e" else DocumentId(number)
