"""The shapes in which health data comes into the vault.

A *sample* is a number or a code at an instant or over an interval; an *episode* is
something that lasted and owns more than one number (a workout, a route, a tracing); a
*document* is a clinical resource, kept as FHIR R4 JSON. Importers make these from
files; ``datadonor.records.writing`` puts them into the vault. Must not know any file
format, and no database.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.records.categories import CategoryId
from datadonor.records.types import TypeId
from datadonor.records.units import Dialect


class ZoneKnown(StrEnum):
    """How the zone of a time is known."""

    ZONE = "zone"  # an IANA zone stands beside the value
    OFFSET = "offset"  # an offset from UTC does
    UTC = "utc"  # UTC only: where the person was is not known
    ASSUMED = "assumed"  # local time without zone, read in a zone the person was shown
    AMBIGUOUS = "ambiguous"  # the same, in the hour that comes twice in October


class Basis(NamedTuple):
    """What is known of local time beside the UTC instant.

    ``offset_minutes`` is what local time was ahead of UTC. For an assumed time
    instant + offset gives back the text of the file.
    """

    known: ZoneKnown
    offset_minutes: int | None = None
    zone: str | None = None


class DeviceClass(StrEnum):
    """What kind of thing measured. Never a model or a serial number."""

    WATCH = "watch"
    PHONE = "phone"
    SCALE = "scale"
    METER = "meter"  # blood pressure, blood sugar, temperature, …
    SENSOR = "sensor"  # worn on the body: glucose, chest strap
    MACHINE = "machine"  # a bicycle computer, a treadmill, a breathing machine
    APP = "app"
    CLINIC = "clinic"
    UNKNOWN = "unknown"


class Source(NamedTuple):
    """Where a record comes from.

    ``name`` is the app or device as the file calls it, and may hold the person's own
    name: it stays in the vault. Only ``device`` may leave.
    """

    name: str
    device: DeviceClass = DeviceClass.UNKNOWN


class Flag(IntFlag):
    """What must be known to read a value rightly."""

    NONE = 0
    BY_HAND = 1  # typed by a person
    RETRACTED = 2  # the sender took it back: it never counts
    UNCONVERTED = 4  # the unit is unknown; the number is as it stood
    TIME_STANDS_IN = (
        8  # when it was issued or begun; when it was measured, or until when, is unknown
    )


class Context(NamedTuple):
    """What many samples of a file have in common. Stored once, numbered.

    ``unit`` is the text of the file; ``dialect`` says how to understand it.
    ``detail`` is RFC 8785 JSON of what else the file says and a reader may want
    (method codes, motion context, …), or nothing. No names and no serial numbers.
    """

    basis: Basis
    unit: str | None = None
    dialect: Dialect = Dialect.PLAIN
    flags: Flag = Flag.NONE
    detail: str | None = None


class Sample(NamedTuple):
    """A number or a code at an instant or over an interval.

    ``start_ms`` is UTC milliseconds since 1970, ``duration_ms`` at least 0. Exactly one
    of ``number`` (in the unit of the context) and ``code`` (a word of the type, or what
    a meter shows in place of a number: ``Low``, ``<5``) is given; neither if retracted,
    or if its type matters by its length only.
    """

    type: TypeId
    start_ms: int
    duration_ms: int
    number: float | None
    code: str | None
    source: Source
    context: Context


class Template(NamedTuple):
    """All of a sample but its time and value."""

    type: TypeId
    source: Source
    context: Context


@dataclass(frozen=True, slots=True)
class SampleColumns:
    """Many samples as columns of equal length: how millions travel.

    ``template`` indexes ``templates``; ``code`` indexes ``codes``, -1 for none;
    ``number`` is NaN where there is none.
    """

    template: NDArray[np.int32]
    start_ms: NDArray[np.int64]
    duration_ms: NDArray[np.int64]
    number: NDArray[np.float64]
    code: NDArray[np.int32]
    templates: Sequence[Template]
    codes: Sequence[str]

    def __len__(self) -> int:
        """Return how many samples there are."""
        return len(self.template)


class Trace(NamedTuple):
    """Many numbers of one episode, in order: a tracing, a route's latitudes, beats.

    ``unit`` is UCUM. ``values`` is kept in the type code the importer chose.
    """

    name: str
    unit: str
    values: "array[int] | array[float]"


class Episode(NamedTuple):
    """Something that lasted: a workout, a tracing, a route, a pair of pressures.

    ``kind`` is an id of ``datadonor.records.types.episode_kinds``; ``code`` says which
    sort (the word of a workout's activity). ``facts`` is plain JSON: statistics,
    events, and the samples that belong to it. ``identity`` is the file's own lasting
    id of it, if it has one; without it all of it is.
    """

    kind: str
    start_ms: int
    duration_ms: int
    source: Source
    context: Context
    code: str | None = None
    facts: Mapping[str, Any] = {}
    traces: tuple[Trace, ...] = ()
    identity: str | None = None


FHIR_JSON: Final = "application/fhir+json"

OPEN_END_MS: Final = 2**62
"""The end of a document that has begun and not ended: no span with an end holds it whole.

Also of one of which nobody can say when it was over, or when it began. Source: our
choice; later than any date, and still a number that SQLite can add to.
"""


class Document(NamedTuple):
    """A clinical resource, whole.

    ``kind`` is the FHIR resource type. ``date_ms`` is the one date it is found by (UTC
    milliseconds), if it has one. ``end_ms`` is when what it tells of was over (UTC
    milliseconds, exclusive, later than ``date_ms``); nothing for what is of one moment
    or one day, and ``OPEN_END_MS`` for what is not over. ``identity`` stays the same
    when a newer version comes; ``version`` orders versions as text, and a newer one
    replaces. ``title`` is what a person would call it. ``body`` is the bytes as
    received where they were FHIR JSON (decimals carry their precision), else made by
    the importer. ``samples`` are the values that stand in it: a newer version takes
    those of the older with it.
    """

    kind: str
    category: CategoryId
    identity: str
    body: bytes
    source: Source
    basis: Basis
    date_ms: int | None = None
    code: str | None = None  # "system|code"
    title: str | None = None
    version: str = ""
    is_retracted: bool = False
    samples: tuple[Sample, ...] = ()
    end_ms: int | None = None


class IdentifierKind(StrEnum):
    """What kind of thing points at a person."""

    CPR = "cpr"
    NAME = "name"
    BIRTH_DATE = "birth_date"  # ISO day
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"  # a number or name at a service, a document id made from one
    SERIAL = "serial"  # of a device


class KnownIdentifier(NamedTuple):
    """Something in a file that points at a person: what the leak scan looks for.

    ``is_subject`` says that it belongs to the person whom the file is about, and not
    to a relative, an author or a device.
    """

    kind: IdentifierKind
    value: str
    is_subject: bool
