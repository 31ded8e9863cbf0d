"""Plain records as columns: the fast road for nine tenths of an export.

A record is cut in three: what stands before its dates (a few thousand texts repeat a
million times), three dates of fixed width, and value and metadata. The first is looked
up, the second read as columns of digits, the third looked up or read. Whatever does not
fit exactly goes the slow road of ``elements`` and ``meaning``, one record at a time: a
property test holds the two roads equal.
"""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from datadonor.records.patterns import AGAIN
from datadonor.records.sample import SampleColumns, Template
from datadonor.records.types import ValueKind
from datadonor.sources.apple.cutting import RECORD, Run
from datadonor.sources.apple.digits import (
    DECIMAL_BYTES,
    TIME_BYTES,
    are,
    read_decimals,
    read_times,
    rows_at,
)
from datadonor.sources.apple.elements import parse_element
from datadonor.sources.apple.meaning import (
    MOST,
    Extra,
    Head,
    code_of,
    extra_of,
    head_of,
    number_of,
    sample_of,
)
from datadonor.sources.found import Fault, Found, RowUnreadable, Unreadable

_DATE: Final = b' creationDate="'
_FIXED_BYTES: Final = 99
"""Three dates of 25 bytes, with what stands between them."""

_START, _END = 38, 74
_LATER: Final = {"creationDate", "startDate", "endDate", "value"}
"""What stands behind a head. A record that has one of them before is written another way."""

_BETWEEN: Final = ((25, b'" startDate="'), (63, b'" endDate="'))
_VALUE: Final = b'" value="'
_PLAIN_END: Final = b'"/>\n '
"""How Apple ends a record without metadata; other ways are read as well, only slower."""

_PADDING: Final = b" " * 256
"""Behind a run, so that a place in its last record never leads beyond it."""

_TEXT: Final = rb'[^"<&\x00-\x1f]*+'
"""Of an attribute that means what it says: no entity, and nothing that XML forbids."""

_REST: Final = re.compile(
    rb'"(?:\s+value="(%b)")?\s*+(?:/>|>\s*+'
    rb'((?:<MetadataEntry\s+key="%b"\s+value="%b"\s*+/>\s*+)%b)</Record>)\s*+'
    % (_TEXT, _TEXT, _TEXT, AGAIN)
)
_ENTRY: Final = re.compile(rb'key="(%b)"\s+value="(%b)"' % (_TEXT, _TEXT))

_MOST_HEADS: Final = 1 << 12
_MOST_RESTS: Final = 1 << 13
_MOST_EXTRAS: Final = 1 << 12
_MOST_TEMPLATES: Final = 1 << 15
_MOST_REMEMBERED: Final = 2048
"""Bytes of a text that is remembered. Longer ones hardly repeat, and add up."""


class _Rest(NamedTuple):
    """What stands after the dates of a record: its value's text, and which metadata."""

    text: str | None
    number: float
    extra: int


@dataclass(slots=True)
class _Values:
    """Values of a run's records, filled in by two hands.

    ``number`` is NaN and ``code`` an index of ``words`` for a word, -1 for what only
    lasted; ``extra`` numbers the metadata.
    """

    number: NDArray[np.float64]
    code: NDArray[np.int32]
    extra: NDArray[np.int32]
    is_read: NDArray[np.bool_]
    words: dict[str, int]

    @classmethod
    def of(cls, text: bytes, places: NDArray[np.int64], ends: NDArray[np.int64]) -> "_Values":
        """Read bare numbers: ``" value="72.5"/>`` and nothing else up to the end."""
        is_value = are(rows_at(text, places, len(_VALUE)), _VALUE)
        begins = places + len(_VALUE)
        decimals = read_decimals(rows_at(text, begins, DECIMAL_BYTES))
        quotes = begins + decimals.length
        is_read = is_value & decimals.is_decimal & (quotes + len(_PLAIN_END) == ends)
        is_read &= are(rows_at(text, quotes, len(_PLAIN_END)), _PLAIN_END)
        is_read &= np.abs(decimals.number) <= MOST
        count = len(places)
        code, extra = np.full(count, -1, np.int32), np.zeros(count, np.int32)
        return cls(decimals.number, code, extra, is_read, {})

    def set_word(self, index: int, word: str | None) -> None:
        """Set a word, or that it only lasted."""
        if word is not None:
            self.code[index] = self.words.setdefault(word, len(self.words))
        self.is_read[index] = True


class ColumnReader:
    """Reads runs of plain records, remembering what repeats."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._heads: list[Head] = []
        self._head_bytes: list[int] = []
        self._is_number: list[bool] = []
        self._head_ids: dict[bytes, int] = {}
        self._rests: dict[bytes, _Rest] = {}
        self._extra_texts: dict[bytes, int] = {}
        self._extras: list[Extra] = [Extra()]
        self._extra_ids: dict[Extra, int] = {Extra(): 0}
        self._templates: dict[tuple[int, int, int], Template] = {}

    def read(self, run: Run) -> Iterator[Found]:
        """Yield a run's samples as columns, and what went the slow road."""
        self._forget_if_many()
        records = run.text.split(RECORD)
        lengths = np.array(list(map(len, records)), np.int64)
        begins = np.cumsum(lengths + len(RECORD)) - lengths - len(RECORD)
        text = run.text + _PADDING
        head = np.array(self._heads_of(records), np.int32)
        dates = np.array([*self._head_bytes, 0], np.int64)[head]  # -1, no head, is the last
        fixed = rows_at(text, begins + dates, _FIXED_BYTES)
        start = read_times(fixed[:, _START : _START + TIME_BYTES])
        end = read_times(fixed[:, _END : _END + TIME_BYTES])
        is_plain = start.is_time & end.is_time & (end.ms >= start.ms) & (head >= 0)
        for place, sign in _BETWEEN:
            is_plain &= are(fixed[:, place : place + len(sign)], sign)
        values = _Values.of(text, begins + dates + _FIXED_BYTES, begins + lengths)
        self._read_rests(records, dates + _FIXED_BYTES, head, values)
        chosen = np.flatnonzero(is_plain & values.is_read)
        if len(chosen):
            template, templates = self._template(
                head[chosen], start.offset_minutes[chosen], values.extra[chosen]
            )
            yield SampleColumns(
                template,
                start.ms[chosen],
                (end.ms - start.ms)[chosen],
                values.number[chosen],
                values.code[chosen],
                templates,
                tuple(values.words),
            )
        for index in np.flatnonzero(~(is_plain & values.is_read)).tolist():
            place_of = f"byte {run.offset + begins[index]}"
            yield read_alone(RECORD + records[index], place_of)

    def _forget_if_many(self) -> None:
        """Bound what is remembered; a file built to fill it is only slower."""
        is_full = (
            max(len(self._heads), len(self._head_ids)) > _MOST_HEADS
            or len(self._extras) > _MOST_EXTRAS
            or len(self._templates) > _MOST_TEMPLATES
        )
        if is_full:
            self.__init__()  # type: ignore[misc]

    # -- before the dates -----------------------------------------------------

    def _heads_of(self, records: Sequence[bytes]) -> list[int]:
        """Return the number of each record's head; -1 where it has none."""
        ids: list[int] = []
        latest, number = b"\0", -1
        for record in records:
            if not record.startswith(latest):
                mark = record.find(_DATE)
                latest = record[: mark + len(_DATE)] if mark >= 0 else b"\0"
                known = self._head_ids.get(latest)
                number = self._new_head(latest) if known is None else known
            ids.append(number)
        return ids

    def _new_head(self, text: bytes) -> int:
        number = -1
        with suppress(RowUnreadable):  # the slow road says so, with its place
            attributes = parse_element(RECORD + text.removesuffix(_DATE) + b"/>").attributes
            if not attributes.keys() & _LATER:
                found = head_of(attributes)
                self._heads.append(found)
                self._head_bytes.append(len(text))
                self._is_number.append(_holds_numbers(found))
                number = len(self._heads) - 1
        if len(text) <= _MOST_REMEMBERED:
            self._head_ids[text] = number
        return number

    # -- after the dates ------------------------------------------------------

    def _read_rests(
        self,
        records: Sequence[bytes],
        places: NDArray[np.int64],
        head: NDArray[np.int32],
        values: "_Values",
    ) -> None:
        """Read what is no bare number: metadata, words, and other ways of writing."""
        is_number = np.array([*self._is_number, False])[head]
        values.is_read &= is_number
        odd = np.flatnonzero(~values.is_read & (head >= 0))
        told: list[tuple[int, float, int]] = []
        for index, place, number in zip(
            odd.tolist(), places[odd].tolist(), head[odd].tolist(), strict=True
        ):
            rest = self._rest(records[index][place:])
            known = self._heads[number].known
            if rest is None or known is None:
                continue
            if known.value is ValueKind.NUMBER:
                told.append((index, rest.number, rest.extra))
            else:
                told.append((index, math.nan, rest.extra))
                values.set_word(index, code_of(rest.text or "", known))
        if told:
            index_of, number_of_each, extra = zip(*told, strict=True)
            where = np.array(index_of)
            values.number[where] = number_of_each
            values.extra[where] = extra
            values.is_read[where] |= np.abs(values.number[where]) <= MOST  # not so for NaN

    def _rest(self, text: bytes) -> _Rest | None:
        known = self._rests.get(text)
        if known is None:
            known = self._new_rest(text)
            is_short = len(text) <= _MOST_REMEMBERED
            if known is not None and is_short and len(self._rests) < _MOST_RESTS:
                self._rests[text] = known
        return known

    def _new_rest(self, text: bytes) -> _Rest | None:
        found = _REST.fullmatch(text)
        if found is None:
            return None
        try:
            value = None if found[1] is None else found[1].decode()
            extra = self._extra_id(found[2] or b"")
        except UnicodeDecodeError:
            return None
        try:
            number = number_of(value)
        except RowUnreadable:
            number = None  # absurd: the slow road says so
        return _Rest(value, math.nan if number is None else number, extra)

    def _extra_id(self, metadata: bytes) -> int:
        """Number what the metadata of a record add; most of them are the same few texts."""
        number = self._extra_texts.get(metadata)
        if number is None:
            extra = extra_of(
                [(key.decode(), said.decode()) for key, said in _ENTRY.findall(metadata)]
            )
            number = self._extra_ids.setdefault(extra, len(self._extras))
            if number == len(self._extras):
                self._extras.append(extra)
            if len(metadata) <= _MOST_REMEMBERED and len(self._extra_texts) < _MOST_RESTS:
                self._extra_texts[metadata] = number
        return number

    def _template(
        self, head: NDArray[np.int32], offset: NDArray[np.int64], extra: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], tuple[Template, ...]]:
        """Number what records have in common, within one run."""
        packed = (head.astype(np.int64) << 32) | ((offset + 2000) << 16) | extra
        unique, which = np.unique(packed, return_inverse=True)
        templates = tuple(self._made_template(each) for each in unique.tolist())
        return which.astype(np.int32), templates

    def _made_template(self, packed: int) -> Template:
        key = (packed >> 32, ((packed >> 16) & 0xFFFF) - 2000, packed & 0xFFFF)
        template = self._templates.get(key)
        if template is None:
            head = self._heads[key[0]]
            template = self._templates[key] = head.template(key[1], self._extras[key[2]])
        return template


def read_alone(content: bytes, place: str) -> Found:
    """Read one record on the slow road."""
    try:
        element = parse_element(content)
        if element.name != "Record":
            raise RowUnreadable(Fault.SHAPE_UNKNOWN)
        return sample_of(element)
    except RowUnreadable as error:
        return Unreadable(place, error.fault)


def _holds_numbers(head: Head) -> bool:
    """Whether a type holds numbers; unknown types go the slow road."""
    return head.known is not None and head.known.value is ValueKind.NUMBER
