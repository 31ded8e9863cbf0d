"""GPX and Garmin's JSON fed with hostile bytes: refused, or read to the end."""

import json
import tempfile
from pathlib import Path
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.formats import garmin, gpx
from datadonor.sources.reading import Format
from tests.importing import read_file

POINT: Final = '<trkpt lat="55.5" lon="12.5"><ele>1</ele><time>2026-03-04T12:00:00Z</time></trkpt>'
GPX: Final = f'<gpx creator="a"><trk><type>run</type><trkseg>{POINT}</trkseg></trk></gpx>'.encode()
ROW: Final[dict[str, Any]] = {
    "activityId": 1,
    "activityType": "running",
    "startTimeGmt": 1_772_625_600_000,
    "duration": 1000.0,
    "distance": 10,
}
NIGHT: Final[dict[str, Any]] = {
    "calendarDate": "2026-03-04",
    "sleepStartTimestampGMT": "2026-03-03T22:00:00.0",
    "sleepEndTimestampGMT": "2026-03-04T05:00:00.0",
    "deepSleepSeconds": 60,
    "sleepScores": {"overallScore": 80},
}
DAY: Final[dict[str, Any]] = {
    "calendarDate": "2026-03-04",
    "wellnessStartTimeGmt": "2026-03-03T23:00:00.0",
    "wellnessEndTimeGmt": "2026-03-04T23:00:00.0",
    "totalSteps": 1,
}
FILES: Final = tuple(
    json.dumps(each).encode()
    for each in ([{"summarizedActivitiesExport": [ROW, ROW]}], [NIGHT, NIGHT], [DAY, DAY])
)


def refused_or_read(kind: Format, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "a")
        place.write_bytes(data or b" ")
        try:
            found = read_file(kind, place)
        except FileRefused:
            return
        lasted = [each.duration_ms for each in found.samples]
        lasted += [each.duration_ms for each in found.episodes]
        assert all(each >= 0 for each in lasted)


@given(st.binary(max_size=300))
def test_any_bytes_after_the_head_of_gpx(data: bytes) -> None:
    refused_or_read(gpx.FORMAT, b'<gpx creator="a"><trk>' + data)


@given(st.integers(0, len(GPX)), st.integers(0, 8), st.binary(max_size=8))
def test_changed_gpx(at: int, less: int, more: bytes) -> None:
    refused_or_read(gpx.FORMAT, GPX[:at] + more + GPX[at + less :])


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_any_texts_in_a_point(lat: str, ele: str, when: str) -> None:
    def safe(text: str) -> str:
        return "".join(f"&#{ord(each)};" for each in text if each.isprintable())

    point = f'<trkpt lat="{safe(lat)}" lon="1"><ele>{safe(ele)}</ele><time>{safe(when)}</time>'
    refused_or_read(gpx.FORMAT, f"<gpx><trk><trkseg>{point}</trkpt></trkseg></trk></gpx>".encode())


@given(st.sampled_from(FILES), st.integers(0, 500), st.integers(0, 8), st.binary(max_size=8))
def test_changed_json(data: bytes, at: int, less: int, more: bytes) -> None:
    refused_or_read(garmin.FORMAT, data[:at] + more + data[at + less :])


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from([ROW, NIGHT, DAY]), st.data())
def test_any_value_in_any_field(row: dict[str, Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(sorted(row)))
    changed = {**row, field: data.draw(anything)}
    wrapped = [{"summarizedActivitiesExport": [changed]}] if row is ROW else [changed, row]
    refused_or_read(garmin.FORMAT, json.dumps(wrapped).encode())
