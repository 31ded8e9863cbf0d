"""Takeouts: whatever the bytes are, a file is read, reported or refused, and nothing else."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.fitbit.shapes import recognise
from datadonor.sources.fitbit.stamps import UNREADABLE, as_local, read_iso, read_us
from datadonor.sources.formats.fitbit import FORMAT
from datadonor.sources.parcel import open_parcel
from datadonor.sources.reading import Reading
from datadonor.sources.times import moment_from_local
from tests.unit.sources.synthetic_fitbit import OLD, both_trees, old_night, save

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_DAY = datetime(2026, 3, 1, tzinfo=UTC)
_FILES = sorted(both_trees().items())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("takeout")


def _read(place: Path, name: str, content: bytes) -> None:
    """Read one file; empty ones are refused before a format is asked."""
    file = place / Path(name).name
    file.write_bytes(content or b" ")
    try:
        with open_parcel(file) as parcel:
            entries = [each for each in parcel.entries if recognise(each, each.head())]
            for _ in FORMAT.read(entries, Reading(parcel)):
                pass
    except FileRefused:
        pass
    finally:
        file.unlink()


@settings(max_examples=150)
@given(
    which=st.integers(0, len(_FILES) - 1),
    start=st.integers(0, 10**6),
    length=st.integers(0, 300),
    inserted=st.binary(max_size=60),
)
def test_mutated_files_are_read_or_refused(
    place: Path, which: int, start: int, length: int, inserted: bytes
) -> None:
    name, text = _FILES[which]
    content = text.encode()
    begin = start % len(content)
    _read(place, name, content[:begin] + inserted + content[begin + length :])


@settings(max_examples=100)
@given(which=st.integers(0, len(_FILES) - 1), rest=st.binary(max_size=400))
def test_anything_after_a_valid_head_is_read_or_refused(
    place: Path, which: int, rest: bytes
) -> None:
    name, text = _FILES[which]
    _read(place, name, text.encode()[:300] + rest)


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=20)
    | st.sampled_from(["03/01/26 10:00:00", "2026-03-01T10:00:00.000"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
_KEYS = (
    "dateTime value bpm confidence date time logId startTime endTime duration levels data "
    "shortData level seconds weight bmi fat activityName calories distanceUnit distance"
)
_ROW = st.dictionaries(st.sampled_from(_KEYS.split()), _JSON) | _JSON
_FIRST = (
    ("steps-1.json", {"dateTime": "03/01/26 10:00:00", "value": "5"}),
    ("heart.json", {"dateTime": "03/01/26 10:00:00", "value": {"bpm": 60, "confidence": 1}}),
    ("sleep.json", old_night(_DAY)),
    ("exercise.json", {"logId": 1, "activityName": "Run", "startTime": "x"}),
    ("weight.json", {"logId": 1, "weight": 80}),
)


@settings(max_examples=200)
@given(first=st.sampled_from(_FIRST), rows=st.lists(_ROW, max_size=6))
def test_any_json_in_any_field_is_read_or_reported(
    place: Path, first: tuple[str, Any], rows: list[Any]
) -> None:
    name, row = first
    content = json.dumps([row, *rows]).encode("utf-8", "replace")
    _read(place, name, content)


@settings(max_examples=100)
@given(st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31, 23, 59, 59)))  # noqa: DTZ001 - local times
def test_columns_of_times_say_what_datetime_says(moment: datetime) -> None:
    """An oracle for the arithmetic on whole columns."""
    moment = moment.replace(microsecond=0)
    wanted = round((moment - datetime(1970, 1, 1)).total_seconds() * 1000)  # noqa: DTZ001 - local times
    assert read_us([moment.strftime("%m/%d/%y %H:%M:%S")])[0] == wanted
    stamps = read_iso(
        [moment.isoformat() + "Z", moment.isoformat(), moment.isoformat() + ".5+02:00"]
    )
    assert stamps.ms.tolist() == [wanted, wanted, wanted + 500 - 7_200_000]
    assert stamps.is_utc.tolist() == [True, False, True]
    placed = as_local(np.array([wanted]), _COPENHAGEN)
    single = moment_from_local(moment, _COPENHAGEN)
    assert (placed.ms[0], placed.bases[placed.which[0]]) == single


@settings(max_examples=200)
@given(st.text(max_size=25))
def test_texts_that_are_no_time_are_unreadable(text: str) -> None:
    found = read_us([text])[0]
    try:
        datetime.strptime(text, "%m/%d/%y %H:%M:%S")  # noqa: DTZ007 - local time
    except ValueError:
        assert found == UNREADABLE


def test_the_mutations_reach_the_readers(place: Path) -> None:
    """Negative control: the whole Takeout gives records, a cut file of it a refusal."""
    with open_parcel(save(place / "whole.zip", both_trees())) as parcel:
        assert len(list(FORMAT.read(parcel.entries, Reading(parcel)))) > 10
    cut = place / "cut.json"
    cut.write_text(both_trees()[f"{OLD}/heart_rate-2026-03-01.json"][:5000])
    with pytest.raises(FileRefused), open_parcel(cut) as parcel:
        list(FORMAT.read(parcel.entries, Reading(parcel)))
