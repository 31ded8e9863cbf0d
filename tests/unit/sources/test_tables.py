"""A table of anything: what is guessed, what is confirmed, what is read."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from datadonor.records.sample import Sample, ZoneKnown
from datadonor.records.types import sample_type
from datadonor.sources.errors import FileCut, FormatUnknown, MappingNeeded
from datadonor.sources.formats.table import FORMAT
from datadonor.sources.found import Fault, Note, Unreadable
from datadonor.sources.parcel import open_parcel
from datadonor.sources.tables.mapping import (
    TableMapping,
    TimeFormat,
    TypeColumn,
    ValueColumn,
    Word,
    fingerprint,
)
from datadonor.sources.tables.proposal import Doubt, Proposal, propose
from tests.importing import Yielded, read_file, recognise


def place(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "whatever.txt"
    file.write_bytes(text.encode(encoding))
    return file


def guess(file: Path) -> Proposal:
    with open_parcel(file) as parcel:
        return propose(parcel.entries[0])


def mapped(file: Path) -> TableMapping:
    mapping = guess(file).mapping
    assert mapping is not None
    return mapping


def confirmed(file: Path) -> Yielded:
    """Read a table with what was guessed of it, as remembered."""
    return read_file(FORMAT, file, mapping=TableMapping.from_json(mapped(file).to_json()))


def utc(sample: Sample) -> str:
    return datetime.fromtimestamp(sample.start_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M")


DANISH = (
    "Dato;Tid;Vægt (kg);SYS (mmHg);DIA (mmHg);Puls;Bemærkning\r\n"
    "25-03-2024;08:15;70,5;121;79;61;træt\r\n"
    "26-03-2024;08:20;;;;58;\r\n"
    "27-03-2024;08:10;70,1;118;-;60;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_danish_table_is_understood_and_read(tmp_path: Path, encoding: str) -> None:
    file = place(tmp_path, DANISH, encoding)
    mapping = mapped(file)
    assert [(each.column, each.type, each.unit) for each in mapping.values] == [
        (2, "BodyMass", "kg"),
        (3, "BloodPressureSystolic", "mmHg"),
        (4, "BloodPressureDiastolic", "mmHg"),
        (5, "HeartRate", mapping.values[3].unit),
    ]
    assert (mapping.decimal, mapping.time_format) == (",", TimeFormat.DAY_FIRST)
    assert (mapping.time_column, mapping.clock_column) == (0, 1)
    found = confirmed(file)
    assert [(each.type, each.number) for each in found.samples] == [
        ("BodyMass", 70.5),
        ("BloodPressureSystolic", 121.0),
        ("BloodPressureDiastolic", 79.0),
        ("HeartRate", 61.0),
        ("HeartRate", 58.0),
        ("BodyMass", 70.1),
        ("BloodPressureSystolic", 118.0),
        ("HeartRate", 60.0),
    ]
    assert utc(found.samples[0]) == "2024-03-25T07:15"
    assert found.unreadable == []
    assert found.notices == {Note.ZONE_ASSUMED: 8}


LONG = (
    "Timestamp\tType\tValue\tUnit\n"
    "2024-03-04T08:00:00+01:00\tHeart rate\t61\tbpm\n"
    "2024-03-04T08:01:00+01:00\tWeight\t155.2\tlb\n"
    "2024-03-04T08:02:00+01:00\tGlucose\t<2.2\tmmol/L\n"
    "2024-03-04T08:03:00+01:00\tShoe size\t43\t\n"
)


def test_a_long_table_says_in_each_row_what_it_holds(tmp_path: Path) -> None:
    file = place(tmp_path, LONG)
    mapping = mapped(file)
    assert mapping.values == ()
    assert mapping.types is not None
    assert {each.word: each.type for each in mapping.types.words} == {
        "heart rate": "HeartRate",
        "weight": "BodyMass",
        "glucose": "BloodGlucose",
    }
    found = confirmed(file)
    assert [(e.type, e.number, e.code, e.context.unit) for e in found.samples] == [
        ("HeartRate", 61.0, None, "bpm"),
        ("BodyMass", 155.2, None, "lb"),
        ("BloodGlucose", None, "<2.2", "mmol/L"),
    ]
    assert found.unreadable == [Unreadable("line 5", Fault.TYPE_UNKNOWN)]
    assert {each.context.basis.known for each in found.samples} == {ZoneKnown.OFFSET}


def test_without_confirmation_nothing_is_read(tmp_path: Path) -> None:
    file = place(tmp_path, DANISH)
    assert recognise(file) == {"table": 1}
    with pytest.raises(MappingNeeded):
        read_file(FORMAT, file)


def test_a_mapping_holds_for_tables_with_the_same_headings_only(tmp_path: Path) -> None:
    """Rows may be others, and lines may stand above; a heading may not."""
    mapping = mapped(place(tmp_path, DANISH))
    more = place(tmp_path, "Udskrift\r\n" + DANISH + "28-03-2024;09:00;70,0;;;;\r\n")
    found = read_file(FORMAT, more, mapping=mapping)
    assert len(found.samples) == 9
    other = place(tmp_path, DANISH.replace("Puls", "Hvilepuls"))
    with pytest.raises(MappingNeeded):
        read_file(FORMAT, other, mapping=mapping)
    remembered = {each.fingerprint: each for each in (mapping, mapped(other))}
    assert len(remembered) == 2
    assert len(read_file(FORMAT, other, mapping=remembered).of("RestingHeartRate")) == 3


def test_a_fingerprint_holds_no_value() -> None:
    """Without headings the first row is data: then only the width goes into it."""
    assert fingerprint(["1", "2"], ",", has_header=False) == fingerprint(
        ["x", "y"], ",", has_header=False
    )
    assert fingerprint(["a", "b"], ",") != fingerprint(["a", "c"], ",")
    assert fingerprint(["A ", "b_c"], ",") == fingerprint(["a", "B c"], ",")


def test_a_table_without_headings_is_shown_and_can_be_mapped_by_hand(tmp_path: Path) -> None:
    file = place(tmp_path, "2024-03-04 08:00,61\n2024-03-04 08:01,62\n")
    proposal = guess(file)
    assert proposal.mapping is None
    assert proposal.doubts == {Doubt.VALUES}
    assert proposal.headings == ()
    assert proposal.first_rows[0] == ("2024-03-04 08:00", "61")
    mapping = TableMapping(
        fingerprint=proposal.fingerprint,
        has_header=False,
        delimiter=",",
        time_column=0,
        time_format=TimeFormat.ISO,
        values=(ValueColumn(column=1, type="HeartRate", unit="bpm"),),
    )
    assert [each.number for each in read_file(FORMAT, file, mapping=mapping).samples] == [61, 62]


@pytest.mark.parametrize(
    ("header", "cells", "way", "instants"),
    [
        ("Date", ("2024-03-04", "2024-03-05"), TimeFormat.ISO, "2024-03-03T23:00"),
        ("Date", ("2024-03-04T08:00Z", "2024-03-05T08:00Z"), TimeFormat.ISO, "2024-03-04T08:00"),
        (
            "Date",
            ("03/25/2024 8:15 PM", "03/26/2024 8:15 PM"),
            TimeFormat.MONTH_FIRST,
            "2024-03-25T19:15",
        ),
        (
            "Dato",
            ("25.3.24 kl. 8.15", "26.3.24 kl. 8.15"),
            TimeFormat.DAY_FIRST,
            "2024-03-25T07:15",
        ),
        ("Timestamp", ("1709550000", "1709550060"), TimeFormat.EPOCH_SECONDS, "2024-03-04T11:00"),
        (
            "Timestamp",
            ("1709550000000", "1709550060000"),
            TimeFormat.EPOCH_MILLISECONDS,
            "2024-03-04T11:00",
        ),
        ("Tidspunkt", ("45355.5", "45356.5"), TimeFormat.SPREADSHEET, "2024-03-04T11:00"),
    ],
)
def test_times_are_read_in_every_way_that_tables_write_them(
    tmp_path: Path, header: str, cells: tuple[str, str], way: TimeFormat, instants: str
) -> None:
    file = place(tmp_path, f"{header}\tPuls\n{cells[0]}\t61\n{cells[1]}\t62\n")
    assert mapped(file).time_format is way
    assert utc(confirmed(file).samples[0]) == instants


def test_the_order_of_days_is_decided_by_rows_far_below(tmp_path: Path) -> None:
    """The first 64 KB show no day above twelve; the rest of the column does."""
    early = "".join(f"{1 + n % 12:02}/01/2024 08:{n % 60:02},61\n" for n in range(5000))
    file = place(tmp_path, "Date,Pulse\n" + early + "01/25/2024 08:00,61\n")
    proposal = guess(file)
    assert proposal.mapping is not None
    assert proposal.mapping.time_format is TimeFormat.MONTH_FIRST
    assert Doubt.DAY_ORDER not in proposal.doubts


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Date,Pulse\n03/04/2024,61\n04/04/2024,62\n", {Doubt.DAY_ORDER}),
        ("Date;Skridt\n2024-03-04;12.500\n2024-03-05;11.250\n", {Doubt.DECIMAL_SIGN}),
        ("Date;Vægt\n2024-03-04;70,5\n2024-03-05;70,2\n", {Doubt.UNITS}),
        ("Date;Vægt (kg)\n2024-03-04;70,5\n2024-03-05;70,2\n", set()),
        ("Navn;Antal\nx;1\ny;2\n", {Doubt.TIME}),
    ],
)
def test_what_is_doubtful_is_said(tmp_path: Path, text: str, doubts: set[Doubt]) -> None:
    found = guess(place(tmp_path, text)).doubts
    assert found - {Doubt.UNITS} == doubts - {Doubt.UNITS}
    if Doubt.UNITS in doubts or not doubts:
        assert found == doubts


def test_thousands_are_read_as_they_are_grouped(tmp_path: Path) -> None:
    file = place(
        tmp_path, "Dato;Skridt;Vægt (kg)\n2024-03-04;12.500;70,5\n2024-03-05;1.250;70,25\n"
    )
    assert (mapped(file).decimal, mapped(file).thousands) == (",", ".")
    assert [each.number for each in confirmed(file).of("StepCount")] == [12500, 1250]


def test_a_unit_decides_between_meanings_of_a_word(tmp_path: Path) -> None:
    file = place(tmp_path, "Dato,Fedt (%)\n2024-03-04,21.5\n2024-03-05,21.4\n")
    assert mapped(file).values[0].type == "BodyFatPercentage"
    file = place(tmp_path, "Dato,Fedt (g)\n2024-03-04,21.5\n2024-03-05,21.4\n")
    assert mapped(file).values[0].type == "DietaryFatTotal"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";;70,5;;;;", Fault.TIME_MISSING),
        ("31-02-2024;08:00;70,5;;;;", Fault.TIME_UNREADABLE),
        ("01-02-9999;08:00;70,5;;;;", Fault.TIME_ABSURD),
        ("01-02-2024;08:00;tung;;;;", Fault.NUMBER_UNREADABLE),
        ("01-02-2024;08:00;70.5;;;;", Fault.NUMBER_UNREADABLE),
        ("01-02-2024;08:00;7050,0;;;;", Fault.NUMBER_ABSURD),
        ("01-02-2024;08:00;1e99;;;;", Fault.NUMBER_ABSURD),
    ],
)
def test_a_cell_that_cannot_be_is_told_by_its_line(tmp_path: Path, row: str, fault: Fault) -> None:
    mapping = mapped(place(tmp_path, DANISH))
    file = place(tmp_path, f"{DANISH}{row}\r\n01-03-2024;08:00;70,5;;;;\r\n")
    found = read_file(FORMAT, file, mapping=mapping)
    assert found.unreadable == [Unreadable("line 5", fault)]
    assert len(found.samples) == 9


def test_one_bad_cell_does_not_cost_the_others_of_its_row(tmp_path: Path) -> None:
    mapping = mapped(place(tmp_path, DANISH))
    file = place(tmp_path, DANISH.replace("70,5;121", "x;121"))
    found = read_file(FORMAT, file, mapping=mapping)
    assert len(found.samples) == 7
    assert found.unreadable == [Unreadable("line 2", Fault.NUMBER_UNREADABLE)]


def test_a_last_row_that_is_too_short_is_a_cut_file(tmp_path: Path) -> None:
    mapping = mapped(place(tmp_path, DANISH))
    cut = DANISH[: DANISH.rindex("118")]
    with pytest.raises(FileCut):
        read_file(FORMAT, place(tmp_path, cut), mapping=mapping)


def test_rows_that_a_spreadsheet_shortens_are_filled_up(tmp_path: Path) -> None:
    """Some programs leave out empty cells at the end of each row: then none is cut."""
    mapping = mapped(place(tmp_path, DANISH))
    file = place(tmp_path, DANISH + "28-03-2024;08:00;70,0\r\n29-03-2024;08:00;70,2\r\n")
    assert len(read_file(FORMAT, file, mapping=mapping).samples) == 10


def test_words_of_a_type_are_read_in_both_languages(tmp_path: Path) -> None:
    known = sample_type("SleepAnalysis")
    assert known is not None
    code = known.codes["deep"]
    text = f"Dato;{known.name.da};Puls\n2024-03-04;{code.name.da};1\n2024-03-05;?;61\n"
    file = place(tmp_path, text.replace(";1\n", ";61\n"))
    found = confirmed(file)
    assert [each.code for each in found.of("SleepAnalysis")] == ["deep"]
    assert found.unreadable == [Unreadable("line 3", Fault.TYPE_UNKNOWN)]


def test_a_zone_in_the_mapping_comes_before_that_of_the_import(tmp_path: Path) -> None:
    file = place(tmp_path, DANISH)
    elsewhere = mapped(file).model_copy(update={"zone": "America/Godthab"})
    samples = read_file(FORMAT, file, mapping=elsewhere, zone=ZoneInfo("UTC")).samples
    assert utc(samples[0]) == "2024-03-25T10:15"


def test_contexts_are_few(tmp_path: Path) -> None:
    lines = "".join(f"2024-03-{1 + n % 28:02}T08:00Z,{60 + n % 40}\n" for n in range(3000))
    samples = confirmed(place(tmp_path, "Date,Pulse\n" + lines)).samples
    assert len(samples) == 3000
    assert len({(each.context, each.source) for each in samples}) == 1


def mapping_with(**changes: object) -> dict[str, object]:
    plain = {
        "fingerprint": "0" * 64,
        "delimiter": ",",
        "time_column": 0,
        "time_format": "iso",
        "values": [{"column": 1, "type": "HeartRate", "unit": "bpm"}],
    }
    return plain | changes


LONG_TYPES = TypeColumn(
    column=1, value_column=2, words=(Word(word="x", type="HeartRate", unit="bpm"),)
)


@pytest.mark.parametrize(
    "changes",
    [
        {"fingerprint": "x"},
        {"delimiter": "\n"},
        {"decimal": ",", "thousands": ","},
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"values": []},
        {"types": LONG_TYPES.model_dump()},
        {"time_column": 1},
        {"time_column": -1},
        {"time_column": 10**9},
        {"time_format": "epoch_s", "clock_column": 2},
        {"values": [{"column": 1, "type": "Nothing"}]},
        {"values": [{"column": 1, "type": "HeartRate", "unit": "kg"}]},
        {"values": [{"column": 1, "type": "MindfulSession"}]},
        {"values": [{"column": 1, "type": "SleepAnalysis", "unit": "h"}]},
        {"surprise": 1},
    ],
)
def test_a_mapping_that_cannot_hold_is_asked_for_anew(changes: dict[str, object]) -> None:
    TableMapping.from_json(json.dumps(mapping_with()))
    with pytest.raises(MappingNeeded):
        TableMapping.from_json(json.dumps(mapping_with(**changes)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bare tekst uden tabel\n",
        '{"a":1}\n{"a":2}\n',
        "<a>,1\n<b>,2\n",
        "# rsid\tchromosome\tposition\tgenotype\nrs1\t1\t101\tAA\nrs2\t1\t102\tAG\n",
        "Navn;Antal\nx;1\ny;2\n",
        "2024-03-04;2024-03-05\n2024-03-06;2024-03-07\n",
    ],
)
def test_what_has_no_times_and_numbers_is_no_table(tmp_path: Path, text: str) -> None:
    file = place(tmp_path, text or "\n")
    assert "table" not in recognise(file)


def test_what_is_no_table_cannot_be_proposed(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown):
        guess(place(tmp_path, "bare tekst\n"))
