"""FIT fed with hostile bytes: it is refused, or it ends; nothing else ever happens."""

import struct
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.fit.container import whole_parts
from datadonor.sources.formats.fit import FORMAT
from tests import synthetic_fit as fit
from tests.importing import Yielded, read_file

NOON: Final = 1_772_625_600
MOST_SECONDS: Final = 5.0


def read(data: bytes) -> Yielded:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "a")
        place.write_bytes(data)
        begun = time.monotonic()
        try:
            return read_file(FORMAT, place)
        finally:
            assert time.monotonic() - begun < MOST_SECONDS


def refused_or_read(data: bytes) -> None:
    try:
        found = read(data)
    except FileRefused:
        return
    for each in found.samples:
        assert each.duration_ms >= 0
        assert (each.number is None) != (each.code is None)
    for episode in found.episodes:
        assert episode.duration_ms >= 0
        assert len({len(trace.values) for trace in episode.traces}) <= 1


NIGHT = b"".join(
    fit.message(fit.SLEEP, {253: fit.at(NOON + 60 * at), 0: ("enum", 1 + at % 4)})
    for at in range(6)
)
EVERYTHING = b"".join(
    [
        fit.file_id(4, NOON),
        fit.info(NOON, 60),
        *(fit.steps(NOON + 60 * at, 100 * at) for at in range(4)),
        *(fit.pulse(NOON + 60 * at, 60 + at) for at in range(4)),
        *(fit.record(NOON + at, 120, 55.5) for at in range(4)),
        fit.message(fit.HRV, {0: ("uint16", (800, 810, 0xFFFF))}),
        fit.message(fit.HR, {253: fit.at(NOON), 9: ("uint32", 4000), 6: ("uint8", 100)}),
        fit.message(fit.HR, {6: ("uint8", (99, 98)), 10: ("byte", (1, 2, 3))}),
        fit.session(NOON, 4),
        fit.message(fit.WEIGHT, {253: fit.at(NOON), 0: ("uint16", 8200)}),
        NIGHT,
        fit.end_of_activity(NOON, 60),
    ]
)


@given(st.binary(max_size=300))
def test_any_bytes_after_the_head(data: bytes) -> None:
    refused_or_read(fit.whole([])[:8] + b".FIT" + data)


@given(st.binary(max_size=400))
def test_any_body_with_checksums_that_fit(body: bytes) -> None:
    """Checksums stop chance, not malice: the decoder must stand on its own."""
    refused_or_read(fit.whole([fit.file_id(4, NOON), body]))


changes: st.SearchStrategy[Callable[[bytes], bytes]] = st.one_of(
    st.builds(
        lambda at, byte: (
            lambda data: data[: at % len(data)] + bytes([byte]) + data[at % len(data) + 1 :]
        ),
        st.integers(0, 5000),
        st.integers(0, 255),
    ),
    st.builds(lambda at: lambda data: data[: at % len(data)], st.integers(0, 5000)),
    st.builds(
        lambda at, more: lambda data: data[: at % len(data)] + more + data[at % len(data) :],
        st.integers(0, 5000),
        st.binary(max_size=12),
    ),
)


@given(st.lists(changes, min_size=1, max_size=5))
def test_changed_bodies_with_checksums_that_fit(made: list[Callable[[bytes], bytes]]) -> None:
    body = EVERYTHING
    for change in made:
        body = change(body) or b"\0"
    refused_or_read(fit.whole([body]))


@given(changes)
def test_no_change_of_a_whole_file_goes_unnoticed(change: Callable[[bytes], bytes]) -> None:
    """The checksums of the protocol see every single change of up to two bytes."""
    whole = fit.activity(NOON)
    changed = change(whole)
    if changed == whole:
        return
    try:
        parts = whole_parts(changed)
    except FileRefused:
        return
    # A header of twelve bytes and one without a checksum are both allowed.
    assert b"".join(parts) == changed
    assert all(fit.crc(part) == 0 for part in parts)


@given(st.integers(0, 0xFFFF), st.integers(1, 255), st.sampled_from([0x84, 0x86, 0x88, 0x07]))
def test_any_definition_of_any_message(number: int, size: int, kind: int) -> None:
    definition = struct.pack("<BBBHB", 0x40, 0, 0, number, 2)
    definition += struct.pack("<BBB", 253, 4, 0x86) + struct.pack("<BBB", 0, size, kind)
    data = b"\0" + (NOON - fit.EPOCH).to_bytes(4, "little") + b"\x11" * size
    refused_or_read(fit.whole([fit.file_id(32, NOON), definition + data]))


@given(
    st.lists(st.integers(0, 3000), min_size=1, max_size=30),
    st.lists(st.integers(0, 30), max_size=4),
)
def test_steps_of_a_day_add_up_however_files_are_cut(walked: list[int], cuts: list[int]) -> None:
    """From midnight on, the sum of all stretches is the day's last total."""
    midnight = NOON - 13 * 3600
    totals = [sum(walked[: at + 1]) for at in range(len(walked))]
    said = [(midnight + 900 * (at + 1), total) for at, total in enumerate(totals)]
    borders = sorted({0, len(said), *(cut % len(said) for cut in cuts)})
    count = 0.0
    at, known = midnight, 0
    for begin, end in pairwise(borders):
        body = [fit.info(at, 60), fit.steps(at, known)]
        body += [fit.steps(when, total) for when, total in said[begin:end]]
        found = read(fit.whole([fit.file_id(32, at), *body]))
        count += sum(each.number or 0 for each in found.of("StepCount"))
        at, known = said[end - 1]
    assert count == totals[-1]
