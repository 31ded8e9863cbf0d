import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.bundle import layout, parts
from export.bundle.errors import BundleTooManyFiles, RecordTooLarge
from export.bundle.parts import File, csv_line, parts_of
from export.outgoing import Outgoing, Row
from tests.bundles import COLUMNS, Readings


def made(stream: Iterable[Outgoing]) -> list[File]:
    return list(parts_of(stream, COLUMNS))


def one(line: bytes = b"{}", rows: tuple[Row, ...] = (), kind: str = "Observation") -> Outgoing:
    return Outgoing(kind, line, rows, "steps", "activity", None, ())


def test_every_line_and_row_is_in_a_part_once_and_in_its_order() -> None:
    files = made(Readings(100))
    lines: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.path.startswith("data/fhir/"):
            kind = file.path.removeprefix("data/fhir/").partition("-")[0]
            lines[kind] += [json.loads(line)["id"] for line in file.content.splitlines()]
    sent = list(Readings(100))
    for kind, ids in lines.items():
        assert ids == [json.loads(each.line)["id"] for each in sent if each.resource_type == kind]
    assert sum(map(len, lines.values())) == 100


def test_a_part_is_given_out_when_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1000)
    files = made(Readings(200))
    observations = [file for file in files if file.path.startswith("data/fhir/Observation")]
    assert [file.path for file in observations] == [
        f"data/fhir/Observation-{number:04d}.ndjson" for number in range(1, len(observations) + 1)
    ]
    assert all(len(file.content) <= 1000 for file in files)
    assert len(observations) > 5


def test_each_part_of_a_table_has_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 300)
    tables = [file for file in made(Readings(200)) if file.path.startswith("data/tables/steps")]
    assert len(tables) > 3
    for file in tables:
        first, *rows = csv.reader(io.StringIO(file.content.decode(), newline=""))
        assert tuple(first) == COLUMNS["steps"]
        assert rows


def test_no_more_is_held_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many series grow at once; the largest is closed before all of them are full."""
    monkeypatch.setattr(parts, "OPEN_BYTES", 2000)
    kinds = [f"Kind{letter}" for letter in "ABCDEFGHIJ"]
    given_out: list[int] = []
    taken = 0

    def stream() -> Iterable[Outgoing]:
        nonlocal taken
        for number in range(1000):
            taken += 100
            assert taken - sum(given_out) <= 2000 + 100  # read while the parts are made
            yield one(b"x" * 99, kind=kinds[number * number % 10])

    for file in parts_of(stream(), {}):
        size = len(file.content)
        given_out.append(size)
    assert sum(given_out) == 100_000


def test_where_parts_end_follows_from_the_stream_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 700)
    monkeypatch.setattr(parts, "OPEN_BYTES", 1500)
    assert made(Readings(300)) == made(iter(Readings(300)))


def test_nothing_makes_no_files() -> None:
    assert made(()) == []


def test_a_line_that_fits_into_no_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 100)
    assert made([one(b"x" * 99)])
    with pytest.raises(RecordTooLarge):
        made([one(b"x" * 100)])


def test_a_series_ends_where_four_digits_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 3)
    monkeypatch.setattr(parts, "MOST_PARTS", 3)
    assert len(made([one()] * 3)) == 3
    with pytest.raises(BundleTooManyFiles):
        made([one()] * 4)


@pytest.mark.parametrize(
    "wrong",
    [
        one(b"{\n}"),
        one(rows=(Row("unknown", (1,)),)),
        one(rows=(Row("steps", (1, 2)),)),
        one(rows=(Row("steps", ("a", "b", float("nan"))),)),
        one(rows=(Row("steps", ("a", "b", float("inf"))),)),
        one(kind="../Observation"),
        one(kind=""),
    ],
)
def test_what_cannot_be_written_plainly_is_a_fault(wrong: Outgoing) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - programmers' errors have no codes
        made([wrong])


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_CELLS = st.lists(
    st.one_of(_TEXTS, st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    min_size=1,
    max_size=6,
)


@given(_CELLS)
def test_another_reader_reads_the_same_cells(cells: list[str | int | float]) -> None:
    (read,) = csv.reader(io.StringIO("," + csv_line(cells).decode(), newline=""), strict=True)
    for cell, back in zip(cells, read[1:], strict=True):
        if isinstance(cell, str):
            assert back in (cell, "'" + cell)
        else:
            assert type(cell)(back) == cell


@pytest.mark.parametrize("text", ["=1+1", "+4", "-x", "@A1", "\t=1", "\r=1"])
def test_no_text_is_a_formula_to_a_spreadsheet(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(csv_line([text]).decode(), newline=""))
    assert cell == "'" + text


def test_numbers_below_zero_stay_numbers() -> None:
    assert csv_line([-1, -0.5, None, True, "a"]) == b"-1,-0.5,,true,a\n"


def test_every_series_of_the_largest_kind_has_a_name() -> None:
    assert layout.is_payload_name(layout.part_name("data/fhir/" + "A" * 40, 9999))
    assert len(layout.part_name("data/fhir/" + "A" * 40, 9999)) <= 100
