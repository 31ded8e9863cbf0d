"""The made-up Apple Health export: counted by others, repeatable, and growing without change."""

import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.parsers import expat

import pytest

from bench.apple.days import Day
from bench.apple.streams import STREAMS
from bench.apple_export import Written, main, write_export

RECORDS = 8000
XML = "apple_health_export/export.xml"


@dataclass
class Seen:
    """What a real parser finds in an export, as the fields of ``Written`` name it."""

    records: Counter[str] = field(default_factory=Counter)
    metadata: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    children: int = 0
    dates: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        self.elements[name] += 1
        self.dates += [attributes[each] for each in ("startDate", "endDate") if each in attributes]
        if name == "Record" and self.path == ["HealthData", "Record"]:
            self.records[attributes["type"]] += 1
        elif name == "Record":
            self.children += 1
        elif name == "MetadataEntry":
            self.metadata[self.path[1]] += 1

    def end(self, _: str) -> None:
        self.path.pop()


def parse(xml: bytes) -> Seen:
    seen = Seen()
    parser = expat.ParserCreate()
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.Parse(xml, True)
    return seen


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    file = tmp_path_factory.mktemp("export") / "export.zip"
    return file, write_export(file, RECORDS)


@cache
def xml_of(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return archive.read(XML)


def names_under(file: Path, folder: str) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return [name for name in archive.namelist() if name.split("/")[1] == folder]


def test_a_real_parser_finds_what_is_said_to_be_written(export: tuple[Path, Written]) -> None:
    """The counts are what an import is held to, so an independent reader must agree with each."""
    file, written = export
    seen = parse(xml_of(file))
    assert seen.records == written.records
    assert sum(seen.records.values()) == written.total == RECORDS
    assert seen.metadata == written.metadata
    assert seen.children == written.correlation_children == 2 * written.correlations
    assert len(xml_of(file)) == written.xml_bytes
    assert {
        "HeartRateVariabilityMetadataList": written.beat_lists,
        "InstantaneousBeatsPerMinute": written.beats,
        "Correlation": written.correlations,
        "Workout": written.workouts,
        "WorkoutEvent": written.workout_events,
        "WorkoutStatistics": written.workout_statistics,
        "FileReference": written.routes,
        "ActivitySummary": written.activity_summaries,
        "ClinicalRecord": written.clinical_records,
        "Audiogram": written.audiograms,
    }.items() <= seen.elements.items()
    assert seen.elements["WorkoutActivity"] == written.workout_activities


def test_a_plain_search_counts_the_same(export: tuple[Path, Written]) -> None:
    """A second reader that knows no XML; and the twins, which only a comparison of rows finds."""
    file, written = export
    rows = re.findall(
        rb"^ <Record [^\n]*?(?:/>|>\n.*?^ </Record>)$", xml_of(file), re.MULTILINE | re.DOTALL
    )
    assert len(rows) == written.total
    assert len(rows) - len(set(rows)) == written.twins > 0


def test_everything_occurs_in_a_small_export(tmp_path: Path) -> None:
    """Tests of importers use small exports; a kind that is missing there would not be tested."""
    written = write_export(tmp_path / "small.zip", 3500)
    assert set(written.records) == {stream.type for stream in STREAMS}
    assert all(written.records.values())
    rare = {"workout_activities"}
    assert {each.name for each in fields(written) if not getattr(written, each.name)} <= rare


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one.zip", "same.zip", "other.zip"))
    assert write_export(one, 5000) == write_export(same, 5000)
    write_export(other, 5000, seed=2)
    assert one.read_bytes() == same.read_bytes()
    assert one.read_bytes() != other.read_bytes()


def parts(file: Path) -> Counter[bytes]:
    """Return what an export is made of: each element below the root, each file beside."""
    xml = xml_of(file).partition(b"CardioFitnessMedicationsUse")[2].partition(b"\n")[2]
    found = Counter(re.split(rb"\n(?= <\w)", xml.removesuffix(b"\n</HealthData>\n")))
    with zipfile.ZipFile(file) as archive:
        found.update(
            name.encode() + archive.read(name) for name in archive.namelist() if name != XML
        )
    return found


@pytest.mark.parametrize("fewer", [1, 1500, 2999, 5000, 7999])
def test_a_later_export_keeps_all_and_adds_the_exact_remainder(
    export: tuple[Path, Written], tmp_path: Path, fewer: int
) -> None:
    """An import of a larger export is held to add exactly what is new, wherever the day was cut."""
    file, whole = export
    earlier = tmp_path / "earlier.zip"
    written = write_export(earlier, fewer)
    kept, all_of_it = parts(earlier), parts(file)
    assert kept <= all_of_it
    new = all_of_it - kept
    assert sum(count for part, count in new.items() if part.startswith(b" <Record")) == (
        RECORDS - fewer
    )
    assert sum(count for part, count in new.items() if part.startswith(b" <Workout ")) == (
        whole.workouts - written.workouts
    )


def test_another_life_is_no_later_export(export: tuple[Path, Written], tmp_path: Path) -> None:
    """Negative control: the comparison above sees a record that changed."""
    other = tmp_path / "other.zip"
    write_export(other, 5000, seed=2)
    assert not parts(other) <= parts(export[0])


def test_records_are_grouped_by_type_and_ascend_in_time(export: tuple[Path, Written]) -> None:
    """Real exports are ordered so, and a fast importer may come to rely on it."""
    rows = re.findall(
        rb'^ <Record type="(\w+)" sourceName="([^"]+)".*? startDate="([^"]+)"',
        xml_of(export[0]),
        re.MULTILINE,
    )
    types = [kind for kind, _, _ in rows]
    changes = [kind for before, kind in pairwise([b"", *types]) if kind != before]
    assert len(changes) == len(set(changes))
    moments: dict[tuple[bytes, bytes], list[datetime]] = {}
    for kind, source, start in rows:
        moments.setdefault((kind, source), []).append(datetime.fromisoformat(start.decode()))
    assert all(series == sorted(series) for series in moments.values())


def test_two_devices_walk_the_same_hours(export: tuple[Path, Written]) -> None:
    """Steps of telephone and watch overlap, so that a plain sum is too large."""
    steps = re.findall(
        rb'StepCount" sourceName="([^"]+)".*? startDate="([^"]+)" endDate="([^"]+)"',
        xml_of(export[0]),
    )
    one, other = sorted({source for source, _, _ in steps})
    spans = {who: [(s, e) for source, s, e in steps if source == who] for who in (one, other)}
    assert any(s < e2 and s2 < e for s, e in spans[one] for s2, e2 in spans[other])


def test_the_clock_follows_danish_summer_time(tmp_path: Path) -> None:
    """Both offsets occur; the hour that comes twice is told apart by its offset."""
    autumn = next(day for day in map(Day, [1] * 400, range(400)) if day.seconds == 25 * 3600)
    assert autumn.stamp(2 * 3600 + 5).endswith("02:00:05 +0200")
    assert autumn.stamp(3 * 3600 + 5).endswith("02:00:05 +0100")
    spring = next(day for day in map(Day, [1] * 400, range(400)) if day.seconds == 23 * 3600)
    assert spring.stamp(2 * 3600 - 1).endswith("01:59:59 +0100")
    assert spring.stamp(2 * 3600).endswith("03:00:00 +0200")
    file = tmp_path / "long.zip"
    write_export(file, 100_000)
    assert {date[-5:] for date in parse(xml_of(file)).dates} == {"+0100", "+0200"}


def test_it_has_the_traps_of_a_real_export(export: tuple[Path, Written]) -> None:
    xml = xml_of(export[0]).decode()
    assert "<!-- HealthKit Export Version: 14 -->" in xml
    assert "Karens Apple\u00a0Watch" in xml
    assert "Karen’s iPhone" in xml
    assert "mmol&lt;180.1558800000541&gt;/L" in xml
    last = re.findall(r"^ <(\w+)", xml, re.MULTILINE)
    order = ["Record", "Correlation", "Workout", "ActivitySummary", "ClinicalRecord", "Audiogram"]
    assert list(dict.fromkeys(last)) == ["ExportDate", "Me", *order]


def test_a_device_has_another_address_from_week_to_week(tmp_path: Path) -> None:
    """Who takes the device's text for its identity must be caught by this export."""
    file = tmp_path / "weeks.zip"
    write_export(file, 30_000)
    watches = set(re.findall(rb"HKDevice: (0x\w+)&gt;, name:Apple Watch,", xml_of(file)))
    assert len(watches) >= 2


def test_the_sizes_stand_after_each_member(export: tuple[Path, Written]) -> None:
    """Apple's zips are written in one go: a reader of local headers finds zeros there."""
    with zipfile.ZipFile(export[0]) as archive:
        assert all(member.flag_bits & 0x08 for member in archive.infolist())


def test_the_files_beside_are_those_that_are_named(export: tuple[Path, Written]) -> None:
    file, written = export
    routes = names_under(file, "workout-routes")
    xml = xml_of(file).decode()
    named = re.findall(r'<FileReference path="/(workout-routes/[^"]+)"', xml)
    assert sorted(routes) == sorted(f"apple_health_export/{name}" for name in named)
    assert len(set(routes)) == written.routes
    with zipfile.ZipFile(file) as archive:
        points = [archive.read(name) for name in routes]
        assert sum(body.count(b"<trkpt ") for body in points) == written.route_points
        for body in points:
            expat.ParserCreate().Parse(body, True)
        ecgs = [archive.read(name).decode() for name in names_under(file, "electrocardiograms")]
        clinical = names_under(file, "clinical-records")
        observations = [json.loads(archive.read(name)) for name in clinical]
    assert len(ecgs) == written.ecgs
    assert {len(body.splitlines()) for body in ecgs} == {12 + 512 * 30}
    assert len(observations) == written.clinical_records
    for name in clinical:
        assert f'resourceFilePath="/clinical-records/{Path(name).name}"' in xml


def test_shares_and_size_are_those_of_a_large_real_export(tmp_path: Path) -> None:
    """The speed is claimed for exports like people's: a census of a large one gives the shares."""
    file = tmp_path / "month.zip"
    written = write_export(file, 60_000)
    share = {kind: count / written.total for kind, count in written.records.items()}
    assert share["HKQuantityTypeIdentifierActiveEnergyBurned"] == pytest.approx(0.33, abs=0.02)
    assert share["HKQuantityTypeIdentifierHeartRate"] == pytest.approx(0.15, abs=0.01)
    assert share["HKQuantityTypeIdentifierBasalEnergyBurned"] == pytest.approx(0.15, abs=0.01)
    assert written.xml_bytes / written.total == pytest.approx(420, rel=0.05)
    assert sum(written.metadata.values()) / written.total == pytest.approx(0.3, abs=0.03)


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "out.zip"
    assert main([str(file), "--records", "1000", "--grown", "1.1"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["total"] == sum(said["records"].values()) == 1100
    assert parse(xml_of(file)).records == {k: n for k, n in said["records"].items() if n}


@pytest.mark.parametrize("records", [0, -1])
def test_an_empty_export_is_refused(tmp_path: Path, records: int) -> None:
    with pytest.raises(ValueError, match="at least one record"):
        write_export(tmp_path / "none.zip", records)
    with pytest.raises(SystemExit):
        main([str(tmp_path / "none.zip"), "--records", str(records)])
