"""Tables and lists from strangers: whatever the bytes, an answer or a refusal, never a crash.

Files are real ones with bytes changed, cut out and put in, or anything at all behind a
head that is recognised.
"""

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datadonor.records.sample import Sample
from datadonor.sources.csv_rows import look, number, rows
from datadonor.sources.errors import FileRefused
from datadonor.sources.formats import dexcom_clarity, libreview, nightscout, table
from datadonor.sources.found import Found, RowUnreadable
from datadonor.sources.parcel import open_parcel
from datadonor.sources.reading import Format, Reading
from datadonor.sources.tables.dates import DayOrder, OrderFinder, read_local
from datadonor.sources.tables.mapping import TableMapping
from datadonor.sources.tables.proposal import propose
from datadonor.sources.times import EARLIEST_MS, LATEST_MS
from tests.unit.sources.synthetic_glucose import (
    clarity,
    egv,
    entry,
    libre,
    libre_row,
)
from tests.unit.sources.synthetic_glucose import nightscout as nightscout_file

CLARITY = clarity(
    [
        egv("2024-10-27T02:30:00", "5.6"),
        egv("2024-10-27T02:35:00", "Low"),
        {"time": "2024-10-27T02:36:00", "event": "Insulin", "insulin": "4"},
        {"time": "2024-10-27T02:37:00", "event": "Exercise", "duration": "00:30:00"},
    ]
)
LIBRE = libre(
    [
        libre_row("27-10-2024 02:30", 0, {4: "5.6"}),
        libre_row("27-10-2024 02:31", 4, {7: "4", 12: "1"}),
    ]
)
NIGHTSCOUT = nightscout_file(
    entry(1_709_550_000_000, 101, utcOffset=60, dateString="2024-03-04T12:00:00+0100"),
    {"created_at": "2024-10-27T02:30:00", "insulin": 1, "carbs": 2, "glucose": 5.5},
)
TABLE = "Dato;Tid;Vægt (kg);Søvn;Puls (bpm)\n27-10-2024;02:30;70,5;;61\n28-10-2024;8:15;<30;;\n"
WHOLE: dict[str, tuple[Format, bytes]] = {
    "clarity": (dexcom_clarity.FORMAT, CLARITY),
    "libreview": (libreview.FORMAT, LIBRE),
    "nightscout": (nightscout.FORMAT, NIGHTSCOUT),
    "table": (table.FORMAT, TABLE.encode()),
}
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "end"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12)
        | st.sampled_from(
            [b'"', b"\n", b"\0", b",", b"9" * 400, b"1e999", b"-", b"9999", b"\xff\xfe", b"{", b"]"]
        ),
    ),
    min_size=1,
    max_size=6,
)


def edited(data: bytes, edits: list[tuple[str, float, bytes]]) -> bytes:
    """Change, cut and put in bytes."""
    for act, where, piece in edits:
        at = int(where * len(data))
        if act == "flip":
            data = data[:at] + piece + data[at + len(piece) :]
        elif act == "cut":
            data = data[:at] + data[at + len(piece) :]
        elif act == "insert":
            data = data[:at] + piece + data[at:]
        else:
            data = data[:at]
    return data


def found_in(kind: Format, data: bytes) -> list[Found] | None:
    """Read bytes as one format, recognised or not; nothing if they are refused."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x")
        file.write_bytes(data)
        try:
            with open_parcel(file) as parcel:
                for each in parcel.entries:
                    kind.sniff(each, each.head())
                reading = Reading(parcel, mapping=MAPPING)
                return list(kind.read(parcel.entries, reading))
        except FileRefused:
            return None


def mapping_of(data: bytes) -> TableMapping | None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "x")
        file.write_bytes(data)
        with open_parcel(file) as parcel:
            return propose(parcel.entries[0]).mapping


MAPPING = mapping_of(TABLE.encode())


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_files_are_read(name: str) -> None:
    """Control: the files that are changed below are good ones."""
    kind, data = WHOLE[name]
    found = found_in(kind, data)
    assert found is not None
    assert sum(isinstance(each, Sample) for each in found) >= 2


@pytest.mark.parametrize("name", WHOLE)
@given(edits=EDITS)
def test_a_changed_file_is_read_or_refused(
    name: str, edits: list[tuple[str, float, bytes]]
) -> None:
    kind, data = WHOLE[name]
    changed = edited(data, edits)
    samples = [each for each in found_in(kind, changed) or () if isinstance(each, Sample)]
    # Nothing is made out of nothing: a record needs some bytes of its own.
    assert len(samples) <= len(changed)
    for each in samples:
        assert (each.number is None) != (each.code is None)
        assert EARLIEST_MS <= each.start_ms < LATEST_MS


@pytest.mark.parametrize("name", WHOLE)
@given(rest=st.binary(max_size=400))
def test_anything_behind_a_good_head_is_read_or_refused(name: str, rest: bytes) -> None:
    kind, data = WHOLE[name]
    found_in(kind, data + rest)
    found_in(kind, data[:-30] + rest)


@given(
    data=st.binary(max_size=300) | st.text(alphabet='ab1.,;\t\n" -:', max_size=200).map(str.encode)
)
@example(b"\xff\xfe\n")
@example(b'"')
def test_any_bytes_can_be_looked_at_and_proposed(data: bytes) -> None:
    look(data)
    for kind, _ in WHOLE.values():
        found_in(kind, b" " + data)
    try:
        mapping_of(data or b" ")
    except FileRefused:
        return


@given(
    table_rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20),
            min_size=2,
            max_size=2,
        ),
        max_size=10,
    )
)
def test_what_a_csv_writer_writes_is_read_back(table_rows: list[list[str]]) -> None:
    """Rows whose fields are all empty are left out, and so is a ``sep=`` line."""
    import csv

    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table_rows)
    found = [
        fields for _, fields in rows(io.BytesIO(b"\xef\xbb\xbf" + text.getvalue().encode()), ",")
    ]
    assert found == [fields for fields in table_rows if any(fields)]


@given(value=st.floats(-1e14, 1e14), decimal=st.sampled_from(".,"))
def test_a_number_is_read_back_as_it_was_written(value: float, decimal: str) -> None:
    assert number(repr(value).replace(".", decimal), decimal) == value


@given(value=st.integers(-(10**14), 10**14), thousands=st.sampled_from([",", "'", " "]))
def test_groups_of_digits_are_read_back(value: int, thousands: str) -> None:
    assert number(f"{value:,}".replace(",", thousands), thousands=thousands) == value


@given(text=st.text(max_size=60) | st.from_regex(r"[0-9./\-: APM]{5,25}", fullmatch=True))
def test_any_text_is_a_time_or_is_none(text: str) -> None:
    finder = OrderFinder()
    finder.see(text)
    finder.decide()
    for order in DayOrder:
        try:
            read_local(text, order)
        except RowUnreadable:
            continue


@given(
    stamps=st.lists(st.datetimes(), min_size=1, max_size=30),
    order=st.sampled_from(DayOrder),
)
def test_a_column_with_a_day_above_twelve_is_never_misread(
    stamps: list[object], order: DayOrder
) -> None:
    from datetime import datetime

    way = "%d-%m-%Y %H:%M" if order is DayOrder.DAY_FIRST else "%m-%d-%Y %H:%M"
    known = [each for each in stamps if isinstance(each, datetime) and each.year >= 1000]
    finder = OrderFinder()
    for each in known:
        finder.see(each.strftime(way))
    if any(each.day > 12 for each in known):
        assert finder.decide() is order
        assert not finder.is_guess
