"""Reading GPX: recorded points, one after the other, from a stream of bytes.

Shared by everything that meets a route. Only what was recorded (``trkpt``) is a point;
routes that were planned and places that were marked are said to be there and left
alone. Names without a declared prefix are understood, for watches write such files.
Must not know samples or episodes.

Source: GPX 1.0 and 1.1 (topografix.com). Times are UTC by that schema, so a time
without an offset is UTC too.
"""

import math
import pyexpat
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pyexpat import errors
from typing import BinaryIO, Final, NamedTuple

from datadonor.sources.errors import FileCut, FileDamaged, FileHostile
from datadonor.sources.found import Fault, RowUnreadable, Unreadable
from datadonor.sources.times import moment_from_ms

_CHUNK_BYTES: Final = 1 << 16

MOST_TOKEN_BYTES: Final = 1 << 20
"""No tag and no comment of an honest route is longer; the parser would hold it in memory."""

MOST_DEPTH: Final = 200
MOST_ATTRIBUTES: Final = 1_000
MOST_CHARACTERS: Final = 500
"""Of the text in one element that is read."""

# Control characters that XML 1.0 §2.2 forbids, and that some devices write all the same.
_FORBIDDEN: Final = bytes(code for code in range(32) if code not in b"\t\n\r")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

_CUT: Final = frozenset(
    errors.codes[each]
    for each in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
    )
)


class RoutePoint(NamedTuple):
    """One recorded point.

    Degrees (WGS 84), metres, UTC milliseconds since 1970; what a file does not say is
    nothing. ``speed`` is in m/s, ``course`` in degrees from north, the two accuracies
    in metres, ``heart_rate`` and ``cadence`` in 1/min as devices add them.
    """

    lat: float
    lon: float
    elevation: float | None
    time_ms: int | None
    speed: float | None = None
    course: float | None = None
    accuracy: float | None = None
    vertical_accuracy: float | None = None
    heart_rate: float | None = None
    cadence: float | None = None


class MarkKind(StrEnum):
    """What stands around the points."""

    CREATOR = "creator"  # the app that wrote the file, as text
    TRACK = "track"  # a track begins
    TRACK_TYPE = "track_type"  # what sort of moving it was, as text
    TRACK_END = "track_end"
    SEGMENT = "segment"  # recording began, or began again
    NOT_RECORDED = "not_recorded"  # a place that was marked, or a point of a planned route
    PERSON = "person"  # the name of who made the file, as text
    EMAIL = "email"


class Mark(NamedTuple):
    """Something between the points: in which line it begins, and its text if it has one."""

    kind: MarkKind
    line: int
    text: str = ""


Part = RoutePoint | Mark | Unreadable

_POINT_FIELDS: Final = {
    "ele": "elevation",
    "speed": "speed",
    "course": "course",
    "hAcc": "accuracy",
    "vAcc": "vertical_accuracy",
    "hr": "heart_rate",
    "cad": "cadence",
}
# Zero or less means "not known" where a phone writes it.
_NEVER_NEGATIVE: Final = frozenset({"speed", "course", "accuracy", "vertical_accuracy"})
# How a value is left out; some loggers write the number that is none.
_EMPTY: Final = frozenset({"", "-", "NaN", "nan"})


def route_points(
    stream: BinaryIO, on_fault: Callable[[Unreadable], None] = lambda _: None
) -> Iterator[RoutePoint]:
    """Yield the recorded points of a GPX file in their order.

    Args:
        stream: From its beginning.
        on_fault: Told of each point that cannot be read; reading goes on.

    Raises:
        FileCut: It ends too early.
        FileDamaged: It is not XML.
        FileHostile: It has entities, or is deeper or longer in one place than any route.
    """
    for part in gpx_parts(iter(partial(stream.read, _CHUNK_BYTES), b"")):
        if isinstance(part, RoutePoint):
            yield part
        elif isinstance(part, Unreadable):
            on_fault(part)


def gpx_parts(chunks: Iterable[bytes]) -> Iterator[Part]:
    """Yield points and what stands between them, in the order of the file.

    Args:
        chunks: The file's bytes, in pieces.

    Raises:
        FileCut, FileDamaged, FileHostile: As ``route_points``.
    """
    parser = _Parser()
    is_first = True
    fed = 0
    is_wide = False
    for chunk in chunks:
        if is_first:
            is_wide = chunk.startswith(_UTF16)
            is_first = False
        clean = chunk if is_wide else chunk.translate(None, _FORBIDDEN)
        fed += len(clean)
        parser.feed(clean)
        if fed - parser.position > MOST_TOKEN_BYTES:
            raise FileHostile
        yield from parser.taken()
    parser.end()
    yield from parser.taken()


class _Parser:
    """Expat without namespaces, told to refuse whatever a route has no use for."""

    def __init__(self) -> None:
        parser = pyexpat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(pyexpat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.EntityDeclHandler = _refuse
        parser.ExternalEntityRefHandler = _refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._parser = parser
        self._parts: list[Part] = []
        self._path: list[str] = []
        self._words: list[str] | None = None
        self._point: dict[str, str] | None = None
        self._is_gpx = False

    @property
    def position(self) -> int:
        """How many bytes are parsed; the rest waits in the parser."""
        return max(self._parser.CurrentByteIndex, 0)

    def feed(self, chunk: bytes) -> None:
        self._run(chunk, is_last=False)

    def end(self) -> None:
        self._run(b"", is_last=True)
        if not self._is_gpx:
            raise FileDamaged

    def taken(self) -> list[Part]:
        parts, self._parts = self._parts, []
        return parts

    def _run(self, chunk: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(chunk, is_last)
        except pyexpat.ExpatError as error:
            raise (FileCut if error.code in _CUT else FileDamaged) from None
        except (LookupError, ValueError):  # an encoding that does not exist
            raise FileDamaged from None

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._path) >= MOST_DEPTH or len(attributes) > MOST_ATTRIBUTES:
            raise FileHostile
        name = _local(tag)
        if not self._path:
            self._begin_file(name, attributes)
        self._path.append(name)
        self._words = None
        if name == "trkpt":
            self._point = {"lat": attributes.get("lat", ""), "lon": attributes.get("lon", "")}
        elif name in {"wpt", "rtept"}:
            self._mark(MarkKind.NOT_RECORDED)
        elif name == "trk":
            self._mark(MarkKind.TRACK)
        elif name == "trkseg":
            self._mark(MarkKind.SEGMENT)
        elif name == "email" and "id" in attributes and "domain" in attributes:
            email = f"{attributes['id']}@{attributes['domain']}"
            self._mark(MarkKind.EMAIL, email)
        elif name == "copyright" and attributes.get("author"):
            self._mark(MarkKind.PERSON, attributes["author"])
        if self._is_wanted(name):
            self._words = []

    def _begin_file(self, name: str, attributes: dict[str, str]) -> None:
        if name != "gpx":
            raise FileDamaged
        self._is_gpx = True
        self._mark(MarkKind.CREATOR, attributes.get("creator", ""))

    def _mark(self, kind: MarkKind, text: str = "") -> None:
        line = self._parser.CurrentLineNumber
        self._parts.append(Mark(kind, line, text.strip()[:MOST_CHARACTERS]))

    def _is_wanted(self, name: str) -> bool:
        if self._point is not None:
            return name == "time" or name in _POINT_FIELDS
        parents = self._path[:-1]
        return (
            (name == "type" and parents[-1:] == ["trk"])
            or (name in {"author", "email"} and parents == ["gpx"])
            or (name == "name" and parents[-1:] == ["author"])
        )

    def _text(self, text: str) -> None:
        if self._words is not None and sum(map(len, self._words)) <= MOST_CHARACTERS:
            self._words.append(text[: MOST_CHARACTERS + 1])

    def _end(self, _: str) -> None:
        name = self._path.pop()
        text = "".join(self._words or ()).strip()
        self._words = None
        if name == "trkpt":
            self._end_point()
        elif self._point is not None:
            if text:
                self._point.setdefault(_POINT_FIELDS.get(name, name), text)
        elif name == "trk":
            self._mark(MarkKind.TRACK_END)
        elif text:
            self._end_words(name, text)

    def _end_words(self, name: str, text: str) -> None:
        kinds = {"type": MarkKind.TRACK_TYPE, "email": MarkKind.EMAIL}
        self._mark(kinds.get(name, MarkKind.PERSON), text)

    def _end_point(self) -> None:
        fields, self._point = self._point, None
        if fields is None:
            return
        try:
            self._parts.append(_point(fields))
        except RowUnreadable as error:
            where = f"line {self._parser.CurrentLineNumber}"
            self._parts.append(Unreadable(where, error.fault))


def _point(fields: dict[str, str]) -> RoutePoint:
    """Make a point of its texts.

    Raises:
        RowUnreadable: The place or the time is missing, no number, or cannot be.
    """
    lat, lon = _number(fields["lat"]), _number(fields["lon"])
    if lat is None or lon is None:
        raise RowUnreadable(Fault.FIELD_MISSING)
    if abs(lat) > 90 or abs(lon) > 180:  # noqa: PLR2004 - degrees of a globe
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    extra = {name: _number(fields.get(name, "")) for name in _POINT_FIELDS.values()}
    for name in _NEVER_NEGATIVE:
        value = extra[name]
        extra[name] = None if value is None or value < 0 else value
    return RoutePoint(lat, lon, extra.pop("elevation"), _time_ms(fields.get("time", "")), **extra)


def _number(text: str) -> float | None:
    if text in _EMPTY:
        return None
    try:
        number = float(text)
    except ValueError:
        raise RowUnreadable(Fault.NUMBER_UNREADABLE) from None
    if not math.isfinite(number):
        raise RowUnreadable(Fault.NUMBER_ABSURD)
    return number


def _time_ms(text: str) -> int | None:
    if text in _EMPTY:
        return None
    try:
        read = datetime.fromisoformat(text)
        utc = read.replace(tzinfo=UTC) if read.tzinfo is None else read
        return moment_from_ms(round(utc.timestamp() * 1000)).ms
    except (ValueError, OverflowError):
        raise RowUnreadable(Fault.TIME_UNREADABLE) from None


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _refuse_doctype(_: str, __: str | None, ___: str | None, has_subset: int) -> None:
    if has_subset:
        raise FileHostile


def _refuse(*_: object) -> int:
    raise FileHostile
