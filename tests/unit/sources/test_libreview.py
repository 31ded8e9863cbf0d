"""LibreView: kinds of rows, order of day and month, names in the first line."""

from itertools import pairwise
from pathlib import Path

import pytest

from datadonor.records.sample import DeviceClass, IdentifierKind, KnownIdentifier
from datadonor.records.types import sample_types
from datadonor.sources.errors import FileCut
from datadonor.sources.formats.libreview import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from tests.importing import Yielded, read_file, recognise
from tests.unit.sources.synthetic_glucose import LIBRE_TITLE, SERIAL, libre, libre_row

ROWS = (
    libre_row("25-10-2024 08:00", 0, {4: "5.6"}),
    libre_row("25-10-2024 08:15", 0, {4: "HI"}),
    libre_row("25-10-2024 08:07", 1, {5: "6.0"}),
    libre_row("25-10-2024 08:30", 2, {14: "6.3"}),
    libre_row("25-10-2024 08:31", 3, {15: "0.4"}),
    libre_row("25-10-2024 08:32", 4, {7: "4", 12: "10"}),
    libre_row("25-10-2024 08:33", 4, {6: "1"}),
    libre_row("25-10-2024 08:34", 5, {9: "45"}),
    libre_row("25-10-2024 08:35", 6, {13: "noget privat"}),
)


def read(folder: Path, data: bytes) -> Yielded:
    file = folder / "whatever.txt"
    file.write_bytes(data)
    return read_file(FORMAT, file)


def test_every_kind_of_row_becomes_what_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, libre(ROWS))
    assert [(each.type, each.number, each.code, each.context.unit) for each in found.samples] == [
        ("GlucoseSensor", 5.6, None, "mmol/L"),
        ("GlucoseSensor", None, "High", "mmol/L"),
        ("GlucoseSensor", 6.0, None, "mmol/L"),
        ("BloodGlucose", 6.3, None, "mmol/L"),
        ("BloodKetones", 0.4, None, "mmol/L"),
        ("InsulinRapidActing", 4.0, None, "u"),
        ("InsulinLongActing", 10.0, None, "u"),
        ("DietaryCarbohydrates", 45.0, None, "g"),
    ]
    assert {each.type for each in found.samples} <= set(sample_types())
    assert found.unreadable == []
    # A dose without an amount, and a note; a row with two doses counts once.
    assert found.notices == {Note.NOT_IMPORTED: 2, Note.ZONE_ASSUMED: 7}


def test_scans_and_history_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, libre(ROWS))
    details = [each.context.detail for each in found.samples[:4]]
    assert details == [*['{"reading":"historic"}'] * 2, '{"reading":"scan"}', None]
    devices = [each.source.device for each in found.samples]
    assert devices == [*[DeviceClass.SENSOR] * 3, *[DeviceClass.METER] * 2, *[DeviceClass.APP] * 3]


@pytest.mark.parametrize("title", [LIBRE_TITLE, "Karla Eksempelsen", "Navn,Karla Eksempelsen"])
def test_the_first_line_goes_to_the_leak_scan_and_nowhere_else(tmp_path: Path, title: str) -> None:
    found = read(tmp_path, libre(ROWS, title=title))
    assert found.identifiers == [
        KnownIdentifier(IdentifierKind.NAME, "Karla Eksempelsen", is_subject=True),
        KnownIdentifier(IdentifierKind.SERIAL, SERIAL, is_subject=False),
    ]
    records = repr((found.samples, found.unreadable))
    assert not any(word in records for word in ("Karla", SERIAL, "privat"))


@pytest.mark.parametrize(
    ("times", "month_of_first"),
    [
        (("03-04-2024 08:00", "25-04-2024 08:00"), 4),
        (("03-04-2024 08:00 AM", "03-25-2024 08:00 PM"), 3),
        # No day above twelve: the reading that spans less time, whatever the clock.
        (("03-04-2024 08:00", "03-05-2024 08:00", "03-06-2024 09:00"), 3),
        (("03-04-2024 08:00", "04-04-2024 08:00", "05-04-2024 09:00"), 4),
        # One day only: AM and PM are American, points are not.
        (("03-04-2024 08:00", "03-04-2024 09:00"), 4),
        (("03-04-2024 08:00 AM", "03-04-2024 09:00 AM"), 3),
        (("03.04.2024 08:00", "03.04.2024 09:00"), 4),
        (("2024/04/03 08:00", "2024/04/25 09:00"), 4),
        (("2024-04-03 08:00+00:00",), 4),
    ],
)
def test_the_order_of_day_and_month_is_decided_from_the_whole_column(
    tmp_path: Path, times: tuple[str, ...], month_of_first: int
) -> None:
    found = read(tmp_path, libre([libre_row(time, 0, {4: "5.6"}) for time in times]))
    assert len(found.samples) == len(times)
    days = {4: "2024-04-03", 3: "2024-03-04"}
    first = min(each.start_ms + 60_000 * _offset(each) for each in found.samples)
    assert _day(first) == days[month_of_first]


def _offset(sample: object) -> int:
    minutes: int = sample.context.basis.offset_minutes  # type: ignore[attr-defined]
    return minutes


def _day(ms: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(ms / 1000, UTC).date().isoformat()


def test_groups_are_each_in_order_so_the_hour_that_comes_twice_is_told_apart(
    tmp_path: Path,
) -> None:
    """On 27 October 2024 the clock went back at 03:00; scans stand after history."""
    history = ["01:45", "02:00", "02:45", "02:00", "02:45", "03:00"]
    scans = ["01:50", "02:50", "02:50", "03:10"]
    rows = [
        *(libre_row(f"27-10-2024 {time}", 0, {4: "5.6"}) for time in history),
        *(libre_row(f"27-10-2024 {time}", 1, {5: "5.7"}) for time in scans[:2]),
        libre_row("27-10-2024 02:10", 1, {5: "5.7"}),
        libre_row(f"27-10-2024 {scans[3]}", 1, {5: "5.7"}),
    ]
    found = read(tmp_path, libre(rows))
    assert Note.HOUR_AMBIGUOUS not in found.notices
    starts = [each.start_ms // 60_000 for each in found.samples]
    assert [b - a for a, b in pairwise(starts[:6])] == [15, 45, 15, 45, 15]
    assert [b - a for a, b in pairwise(starts[6:])] == [60, 20, 60]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (libre_row("", 0, {4: "5.6"}), Fault.TIME_MISSING),
        (libre_row("99-99-2024 08:00", 0, {4: "5.6"}), Fault.TIME_UNREADABLE),
        (libre_row("25-10-9999 08:00", 0, {4: "5.6"}), Fault.TIME_ABSURD),
        (libre_row("25-10-2024 08:00", 0, {4: "x"}), Fault.NUMBER_UNREADABLE),
        (libre_row("25-10-2024 08:00", 0, {}), Fault.FIELD_MISSING),
        (libre_row("25-10-2024 08:00", 9, {4: "5.6"}), Fault.TYPE_UNKNOWN),
        (["a", "b"], Fault.SHAPE_UNKNOWN),
        ([*libre_row("25-10-2024 08:00", 0, {4: "5.6"}), "x"], Fault.SHAPE_UNKNOWN),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line(
    tmp_path: Path, row: list[str], fault: Fault
) -> None:
    good = libre_row("25-10-2024 09:00", 0, {4: "5.6"})
    found = read(tmp_path, libre([good, row, good]))
    assert found.unreadable == [Unreadable("line 4", fault)]
    assert len(found.samples) == 2


def test_the_unit_comes_from_the_heading(tmp_path: Path) -> None:
    found = read(tmp_path, libre([libre_row("25-10-2024 09:00", 0, {4: "101"})], unit="mg/dL"))
    assert (found.samples[0].number, found.samples[0].context.unit) == (101.0, "mg/dL")


def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileCut):
        read(tmp_path, libre(ROWS).rstrip()[:-6])


def test_it_is_recognised_by_content_alone(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(libre(ROWS))
    assert recognise(file) == {"libreview": 1}
    file.write_bytes(libre(ROWS, unit="%"))
    assert "libreview" not in recognise(file)
