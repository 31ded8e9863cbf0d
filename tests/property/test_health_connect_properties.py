"""Health Connect: whatever the bytes are, the file is read or refused, and nothing else."""

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.formats.health_connect import FORMAT
from datadonor.sources.parcel import open_parcel
from datadonor.sources.reading import Reading
from tests.unit.sources.synthetic_health_connect import Phone, a_phone

_PAGE = 4096


@cache
def _valid() -> bytes:
    return a_phone().content()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phone") / "phone.db"


def _read(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    try:
        with open_parcel(place) as parcel:
            for _ in FORMAT.read(parcel.entries, Reading(parcel)):
                pass
    except FileRefused:
        pass


@settings(max_examples=60)
@given(
    flips=st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 255)), min_size=1, max_size=200)
)
def test_flipped_bytes_are_read_or_refused(place: Path, flips: list[tuple[int, int]]) -> None:
    content = bytearray(_valid())
    for position, byte in flips:
        content[position % len(content)] = byte
    _read(place, bytes(content))


@settings(max_examples=40)
@given(pages=st.lists(st.integers(0, 10**6), min_size=2, max_size=40))
def test_shuffled_pages_are_read_or_refused(place: Path, pages: list[int]) -> None:
    """Pages that point at one another in circles must come to an end."""
    content = bytearray(_valid())
    count = len(content) // _PAGE
    for first, second in pairwise(pages):
        into, of = first % count * _PAGE, second % count * _PAGE
        content[into + 100 * (into == 0) : into + _PAGE] = content[
            of + 100 * (into == 0) : of + _PAGE
        ]
    _read(place, bytes(content))


@settings(max_examples=30)
@given(start=st.integers(0, 10**6), length=st.integers(0, 5000), inserted=st.binary(max_size=500))
def test_cut_and_inserted_bytes_are_read_or_refused(
    place: Path, start: int, length: int, inserted: bytes
) -> None:
    content = _valid()
    begin = start % len(content)
    _read(place, content[:begin] + inserted + content[begin + length :])


_CELL = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.binary(max_size=20),
)


@settings(max_examples=60)
@given(rows=st.lists(st.tuples(*[_CELL] * 7), max_size=8))
def test_any_cell_in_any_column_is_read_or_reported(place: Path, rows: list[Any]) -> None:
    """SQLite keeps what it is given, whatever a column declares."""
    phone = Phone().steps(*rows)
    phone.interval("heart_rate_record_table", "", [row[:6] for row in rows])
    phone.child(
        "heart_rate_record_series_table",
        "beats_per_minute INTEGER, epoch_millis INTEGER",
        [row[:3] for row in rows],
    )
    phone.interval("sleep_session_record_table", "", [row[:6] for row in rows])
    phone.child(
        "sleep_stages_table",
        "stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER",
        [row[:4] for row in rows],
    )
    phone.interval("exercise_session_record_table", "exercise_type INTEGER", rows)
    phone.child(
        "exercise_route_table",
        "timestamp_millis INTEGER, latitude REAL, longitude REAL, altitude REAL",
        [row[:5] for row in rows],
    )
    place.write_bytes(phone.content())
    with open_parcel(place) as parcel:
        for _ in FORMAT.read(parcel.entries, Reading(parcel)):
            pass


def test_the_mutations_reach_what_they_are_for(place: Path) -> None:
    """Negative control: a page that was overwritten is noticed."""
    content = bytearray(_valid())
    content[_PAGE:] = b"\xff" * (len(content) - _PAGE)
    place.write_bytes(content)
    with pytest.raises(FileRefused), open_parcel(place) as parcel:
        list(FORMAT.read(parcel.entries, Reading(parcel)))
