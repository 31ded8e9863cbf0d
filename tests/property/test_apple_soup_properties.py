"""Whatever an Apple Health export holds in place of XML, it ends in a refusal or in faults."""

import io
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.records.sample import SampleColumns
from datadonor.sources.apple.electrocardiogram import is_electrocardiogram
from datadonor.sources.apple.export import read_export
from datadonor.sources.errors import FileRefused
from datadonor.sources.formats.apple_health import FORMAT
from tests.importing import read_file, rows_of

ZONE = ZoneInfo("Europe/Copenhagen")
DATES = ' startDate="2026-05-01 08:00:00 +0200" endDate="2026-05-01 09:00:00 +0200"'

SCRAPS = st.sampled_from(
    (
        *("<", ">", "/", '"', "'", "=", " ", "\n", "&", "&lt;", "\x0b", "æ", "a", "]]>", "-->"),
        *("<Record ", "<Record\n", "</Record>", "</Record >", "<MetadataEntry ", "</Recorder>"),
        *('type="HKQuantityTypeIdentifierHeartRate"', 'unit="count/min"', 'value="72"', DATES),
        *("<Workout ", f"<Workout{DATES}>", "</Workout>", "<WorkoutStatistics", "</HealthData"),
        *(f"<Correlation{DATES}>", "</Correlation>", "<!--", "<![CDATA[", "<?xml", "?>", "<!"),
        *("<HeartRateVariabilityMetadataList>", "<InstantaneousBeatsPerMinute ", 'bpm="6"'),
        *('time="8.00.00"', "<ActivitySummary ", 'dateComponents="2026-05-01"', "<Me", "/>"),
        *('creationDate="2026-05-01 08:00:00 +0200"', "<Location ", 'latitude="1"', "<Ny-t>"),
    )
)


def outcome(body: str, block_bytes: int) -> Counter[Any]:
    """Return what was found, or which refusal it was."""
    xml = f"<HealthData>{body}</HealthData>".encode()
    seen: Counter[Any] = Counter()
    try:
        for batch in read_export(io.BytesIO(xml), ZONE, block_bytes):
            for found in batch:
                rows = rows_of(found) if isinstance(found, SampleColumns) else [found]
                seen.update(map(repr, rows))
    except FileRefused as error:
        return Counter([error.code])
    return seen


@settings(max_examples=400)
@given(st.lists(SCRAPS, max_size=40).map("".join), st.integers(1, 60))
def test_tags_in_any_disorder(body: str, block_bytes: int) -> None:
    """No other exception, and never more pieces than there are brackets."""
    assert outcome(body, block_bytes).total() <= body.count("<") + 2
    assert outcome(body, 1 << 20).total() <= body.count("<") + 2


@settings(max_examples=300)
@given(st.lists(SCRAPS, max_size=30).map("".join))
def test_what_is_sound_is_read_before_and_after_a_comment(body: str) -> None:
    """A comment hides whatever stands in it."""
    hidden = "<!--" + body.replace("-->", "") + "-->"
    sound = f'<Workout workoutActivityType="HKWorkoutActivityTypeYoga"{DATES}/>'
    assert outcome(sound + hidden + sound, 50) == outcome(sound + sound, 50)


HEAD = (
    'Name,A\nDate,"2026-05-01 08:00:00 +0200"\nClass,x\nRate,512 hertz\nUnit,µV\n\n1.5\n'.encode()
)


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_tracing_is_read_or_told(
    tmp_path_factory: Any,  # noqa: ANN401 - a fixture of pytest, asked for by name
    data: st.DataObject,
) -> None:
    content = bytearray(HEAD + b"-2,25\n" * 30)
    place = data.draw(st.integers(0, len(content) - 1))
    content[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    file: Path = tmp_path_factory.getbasetemp() / "tracing"
    file.write_bytes(bytes(content))
    found = read_file(FORMAT, file)
    if is_electrocardiogram(bytes(content)):
        assert len(found.episodes) + len(found.unreadable) == 1
    else:
        assert not found.episodes
