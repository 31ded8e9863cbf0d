"""Telling a sample from one that is alike in everything, and the same one met again.

The *content key* of a sample is made of its value, its unit as the file wrote it, and
how many samples alike in everything came before it in the file. Together with type,
start, duration and source it is the primary key: the same file again adds nothing, a
newer export adds what is new, and true twins inside one file both stay.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from datadonor.records.dictionaries import Placed
from datadonor.records.sample import SampleColumns

Hashes = NDArray[np.uint64]

WINDOW: Final = 1 << 19
"""Twins further apart in one file than this many samples count as one: they stand next
to each other in every format known, and memory stays bounded. Source: our choice."""

_KEY_MASK: Final = np.uint64(0x7FFF_FFFF)
"""31 bits: two samples of one type, start, length and source collide once in 2^31, and
a stored key takes four bytes."""


_FILTER_BITS: Final = 25
"""4 MB, of which two windows set one bit in 32."""

_MOST_RUNS: Final = 32


class Twins:
    """Counts samples that are alike in everything, within one file."""

    def __init__(self) -> None:
        """Begin before the first sample."""
        self._older: Hashes = np.empty(0, np.uint64)
        self._runs: list[Hashes] = []
        self._filter = np.zeros(1 << (_FILTER_BITS - 3), np.uint8)

    def keys(
        self,
        columns: SampleColumns,
        placed: Sequence[Placed],
        owner: NDArray[np.int64] | None = None,
    ) -> NDArray[np.int64]:
        """Return the content keys of the next samples of the file, in their order.

        Args:
            columns: The samples.
            placed: What their templates are in the vault.
            owner: The document in which each stands, if it stands in one: twins are
                counted within a document, since two that tell of one reading are no
                two readings.
        """
        content = _hash_content(columns)
        alike = _hash_rows(content, columns, placed)
        if owner is not None:
            alike = _mix(alike ^ owner.view(np.uint64))
        order = np.argsort(alike)
        ordered = alike[order]
        nth = np.empty(len(alike), np.uint64)
        nth[order] = _earlier(ordered) + self._before(ordered)
        # Those alike are told apart by their number, so their order among each other
        # does not matter.
        self._remember(ordered)
        mixed = _mix(content ^ (nth * np.uint64(0x9E37_79B9_7F4A_7C15)))
        return (mixed & _KEY_MASK).astype(np.int64)

    def _before(self, ordered: Hashes) -> Hashes:
        """Return how often each was met in earlier batches: hardly ever at all.

        A filter of bits answers "never" for nearly all of them at once.
        """
        count = np.zeros(len(ordered), np.uint64)
        byte, bit = _places(ordered)
        met = np.flatnonzero(self._filter[byte] & bit)
        if len(met):
            for run in (self._older, *self._runs):
                count[met] += _occurrences(run, ordered[met])
        return count

    def _remember(self, ordered: Hashes) -> None:
        """Keep the newest, and at least a window's worth."""
        self._runs.append(ordered)
        self._mark(ordered)
        if len(self._runs) >= _MOST_RUNS:
            self._runs = [np.sort(np.concatenate(self._runs))]
        if sum(map(len, self._runs)) >= WINDOW:
            self._older = np.sort(np.concatenate(self._runs))
            self._runs = []
            self._filter[:] = 0
            self._mark(self._older)

    def _mark(self, hashes: Hashes) -> None:
        np.bitwise_or.at(self._filter, *_places(hashes))


def _earlier(ordered: Hashes) -> Hashes:
    """Return how many equal ones stand before each."""
    if (ordered[1:] != ordered[:-1]).all():
        return np.zeros(len(ordered), np.uint64)
    first = np.searchsorted(ordered, ordered, side="left")
    return (np.arange(len(ordered)) - first).astype(np.uint64)


def _occurrences(run: Hashes, wanted: Hashes) -> Hashes:
    right, left = (np.searchsorted(run, wanted, side) for side in ("right", "left"))
    return (right - left).astype(np.uint64)


def _places(hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Return byte and bit of each in the filter."""
    slot = hashes >> np.uint64(64 - _FILTER_BITS)
    bit = np.left_shift(np.uint8(1), (slot & np.uint64(7)).astype(np.uint8))
    return (slot >> np.uint64(3)).astype(np.intp), bit


def _hash_content(columns: SampleColumns) -> Hashes:
    """Hash what the key is made of: number, unit and code, as the file wrote them."""
    units = np.array([_hash_text(each.context.unit or "") for each in columns.templates], np.uint64)
    codes = np.array([*(_hash_text(code) for code in columns.codes), 0], np.uint64)
    bits = (columns.number + 0.0).view(np.uint64)  # + 0.0: minus nought is nought
    bits = np.where(np.isnan(columns.number), np.uint64(0), bits)
    return _mix(bits ^ _mix(units[columns.template] ^ codes[columns.code]))


def _hash_rows(content: Hashes, columns: SampleColumns, placed: Sequence[Placed]) -> Hashes:
    """Hash everything in which twins are alike."""
    what = np.array([each.type_id << 32 | each.source_id for each in placed], np.uint64)
    hashed = _mix(content ^ what[columns.template])
    hashed = _mix(hashed ^ columns.start_ms.view(np.uint64))
    return _mix(hashed ^ columns.duration_ms.view(np.uint64))


def _mix(values: Hashes) -> Hashes:
    """Spread every bit over all others (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58_476D_1CE4_E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D0_49BB_1331_11EB)
    return values ^ (values >> np.uint64(31))


def _hash_text(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
