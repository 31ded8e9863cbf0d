"""Tables of text: encodings, delimiters, quotes, bounds."""

import io

import pytest

from datadonor.sources.csv_rows import (
    MOST_FIELD_CHARACTERS,
    MOST_ROW_CHARACTERS,
    fitting_rows,
    look,
    number,
    rows,
    verify_text,
)
from datadonor.sources.errors import FileCut, FileDamaged, FileTooLarge
from datadonor.sources.found import Fault, RowUnreadable
from datadonor.sources.parcel import HEAD_BYTES


def read(data: bytes, delimiter: str | None = None) -> list[tuple[int, list[str]]]:
    return list(rows(io.BytesIO(data), delimiter))


TABLE = [(1, ["Dato", "Vægt"]), (2, ["2024-01-02", "70,5"])]
TEXT = "Dato;Vægt\r\n2024-01-02;70,5\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_table_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == TABLE


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_the_delimiter_is_seen_from_the_rows(delimiter: str) -> None:
    lines = [["tid", "a b", "c"], ["1", "2.5", ""], ["2", "", "x"]]
    data = "\n".join(delimiter.join(fields) for fields in lines).encode()
    assert [fields for _, fields in read(data)] == lines


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert [len(fields) for _, fields in read(b"a;b;c\n1,5;2,5;3,5\n1,0;2,0;3,0\n")] == [3, 3, 3]


def test_rows_are_known_by_the_line_they_begin_on() -> None:
    """A quoted field may run over lines, and empty lines count."""
    data = b'sep=;\na;b\n\n1;"x\ny"\n2;z\n'
    assert read(data) == [(2, ["a", "b"]), (4, ["1", "x\ny"]), (6, ["2", "z"])]


def test_old_line_ends_divide_lines() -> None:
    assert [fields for _, fields in read(b"a,b\r1,2\r")] == [["a", "b"], ["1", "2"]]


def test_separators_that_python_knows_and_tables_do_not_divide_nothing() -> None:
    data = "a,b\n1,x\u2028y\x0bz\n".encode()
    assert read(data)[1] == (2, ["1", "x\u2028y\x0bz"])
    seen = look(data)
    assert seen is not None
    assert [line for line, _ in seen.rows] == [1, 2]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b'a,b\n1,"2\n', FileCut),
        (b"a,b\n1,\0\n", FileDamaged),
        (b"a,b\n" + b"1," * (MOST_ROW_CHARACTERS // 2 + 1), FileTooLarge),
        (b'a,b\n"' + b"x" * (MOST_FIELD_CHARACTERS + 1) + b'",1\n', FileTooLarge),
        (b'a,b\n1,"' + b"x\n" * MOST_ROW_CHARACTERS, FileTooLarge),
        ("a,b\n1,2\n".encode("utf-32"), FileDamaged),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(data, ",")


def test_the_same_tables_whole_are_read() -> None:
    """Control of the test above: one step inside the bounds nothing is refused."""
    read(b'a,b\n1,"2"\n')
    read(b"a,b\n" + b"1," * (MOST_ROW_CHARACTERS // 2 - 1), ",")
    read(b'a,b\n"' + b"x" * (MOST_FIELD_CHARACTERS - 1) + b'",1\n')


def test_a_stream_is_left_open() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n")
    table = rows(stream)
    next(table)
    table.close()  # type: ignore[attr-defined]
    assert not stream.closed


def test_bytes_that_are_no_text_are_told() -> None:
    fields = read("æ,ø\nå,".encode() + b"\xff\n")[1][1]
    assert verify_text(fields[0]) == "å"
    with pytest.raises(RowUnreadable) as caught:
        verify_text(fields[1])
    assert caught.value.fault is Fault.TEXT_UNREADABLE


@pytest.mark.parametrize("head", [b"", b"{}", b"[1]", b"<a/>", b"PK\x03\x04", b"a\0b\n1,2\n"])
def test_what_is_no_text_is_not_looked_into(head: bytes) -> None:
    assert look(head) is None


def test_a_row_that_the_head_cuts_is_left_out() -> None:
    line = b"2024-01-01,1234567890\n"
    head = (b"tid,x\n" + line * (HEAD_BYTES // len(line) + 1))[:HEAD_BYTES]
    seen = look(head)
    assert seen is not None
    assert {len(fields) for _, fields in seen.rows} == {2}


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "value"),
    [
        ("1.5", ".", "", 1.5),
        (" -0,5 ", ",", "", -0.5),
        ("1.234,5", ",", ".", 1234.5),
        ("12 345", ",", " ", 12345),
        ("12\u00a0345,5", ",", " ", 12345.5),
        ("−3", ".", "", -3),
        ("1e3", ".", "", 1000),
        ("+.5", ".", "", 0.5),
    ],
)
def test_numbers_are_read_as_written(text: str, decimal: str, thousands: str, value: float) -> None:
    assert number(text, decimal, thousands=thousands) == value


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [
        ("1,5", ".", ""),
        ("1.5", ",", ""),
        ("1.23,5", ",", "."),
        ("1,234", ".", ""),
        ("", ".", ""),
        ("NaN", ".", ""),
        ("inf", ".", ""),
        ("0x10", ".", ""),
        ("1_000", ".", ""),
        ("١٢", ".", ""),
        ("5 mg", ".", ""),
        ("1" * 60, ".", ""),
    ],
)
def test_what_could_be_read_two_ways_or_none_is_no_number(
    text: str, decimal: str, thousands: str
) -> None:
    with pytest.raises(RowUnreadable) as caught:
        number(text, decimal, thousands=thousands)
    assert caught.value.fault is Fault.NUMBER_UNREADABLE


@pytest.mark.parametrize("text", ["1e400", "-1e16", "1e9999"])
def test_numbers_that_measure_nothing_are_absurd(text: str) -> None:
    with pytest.raises(RowUnreadable) as caught:
        number(text)
    assert caught.value.fault is Fault.NUMBER_ABSURD


def test_a_short_last_row_means_that_the_file_is_cut() -> None:
    table = iter([(1, ["a", "b"]), (2, ["c"])])
    with pytest.raises(FileCut):
        list(fitting_rows(table, 2, 2))


def test_a_short_or_long_row_among_others_is_told_apart() -> None:
    table = iter([(1, ["c"]), (2, ["a", "b", "c"]), (3, ["a", "b"])])
    assert list(fitting_rows(table, 2, 2)) == [(1, None), (2, None), (3, ["a", "b"])]
