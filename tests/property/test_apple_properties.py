"""The fast road through an Apple Health export and a plain XML parser see the same."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.records.sample import Episode, Sample, SampleColumns
from datadonor.sources.apple.elements import Element
from datadonor.sources.apple.export import read_export
from datadonor.sources.apple.meaning import sample_of
from datadonor.sources.errors import FileRefused
from datadonor.sources.found import RowUnreadable, Unreadable
from tests.importing import rows_of
from tests.synthetic_apple import WATCH, export

PRESSURE = "HKCorrelationTypeIdentifierBloodPressure"
ZONE = ZoneInfo("Europe/Copenhagen")

TYPES = (
    "HKQuantityTypeIdentifierHeartRate",
    "HKQuantityTypeIdentifierStepCount",
    "HKQuantityTypeIdentifierBodyMass",
    "HKCategoryTypeIdentifierSleepAnalysis",
    "HKCategoryTypeIdentifierMindfulSession",
    "HKDataTypeSleepDurationGoal",
    "HKQuantityTypeIdentifierOfTomorrow",
    "",
)
VALUES = (
    *("72", "72.5", "-3.25e2", "0", "-0", "1e300", "nan", "inf", "1_0", " 5 ", "", "Lav", "0x1F"),
    *("HKCategoryValueSleepAnalysisAsleepCore", "HKCategoryValueSleepAnalysisInBed", "1", "æ&<>"),
)
DATES = (
    *("2026-05-01 08:00:00 +0200", "2026-05-01 08:00:01 +0200", "2025-10-26 02:30:00 +0100"),
    *("2024-02-29 23:59:59 -0930", "2023-02-29 10:00:00 +0100", "9999-01-01 00:00:00 +0000"),
    *("1969-12-31 23:00:00 +0000", "2026-05-01T08:00:00+02:00", "2026-13-01 08:00:00 +0200", ""),
    *("2026-05-01 24:00:00 +0200", "2026-05-01 08:00:0x +0200", "1899-12-31 08:00:00 +0200"),
)
KEYS = (
    *("HKWasUserEntered", "HKTimeZone", "HKMetadataKeyHeartRateMotionContext"),
    *("HKMetadataKeySyncIdentifier", "Withings Link"),
)
SAID = ("1", "0", "Europe/Copenhagen", "Ingen/Steder", "a&b", "æøå")

attribute = st.one_of(
    st.tuples(st.just("sourceName"), st.sampled_from(("Karens\u00a0ur", "Appen", ""))),
    st.tuples(st.just("device"), st.sampled_from((WATCH, "<<HKDevice: 0x1>, name:Body+>"))),
    st.tuples(st.just("unit"), st.sampled_from(("count/min", "kg", "lb", "mmol<180.15>/L"))),
    st.tuples(st.just("creationDate"), st.sampled_from(DATES)),
    st.tuples(st.just("startDate"), st.sampled_from(DATES)),
    st.tuples(st.just("endDate"), st.sampled_from(DATES)),
    st.tuples(st.just("value"), st.sampled_from(VALUES)),
)


@st.composite
def plain_attributes(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Attributes in Apple's order, or in none."""
    start = draw(st.sampled_from(DATES[:4]))
    said = [
        ("type", draw(st.sampled_from(TYPES))),
        ("sourceName", draw(st.sampled_from(("Karens\u00a0ur", "Appen")))),
        ("creationDate", start),
        ("startDate", start),
        ("endDate", draw(st.sampled_from(DATES))),
    ]
    if draw(st.booleans()):
        said.insert(2, ("unit", draw(st.sampled_from(("count/min", "kg", "%")))))
    if draw(st.integers(0, 9)):
        said.append(("value", draw(st.sampled_from(VALUES))))
    if not draw(st.integers(0, 4)):
        extra = dict(draw(st.lists(attribute, max_size=4)))
        said = list({**dict(said), **extra}.items())
        said = draw(st.permutations(said))
    return said


@st.composite
def xml_records(draw: st.DrawFn, indent: str = " ") -> str:
    """One record, written in one of the ways that XML allows."""
    gap = draw(st.sampled_from((" ", " ", " ", "\n  ", "  ")))
    said = "".join(f"{gap}{key}={quoteattr(value)}" for key, value in draw(plain_attributes()))
    entries = draw(st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(SAID)), max_size=2))
    children = "".join(
        f"  <MetadataEntry key={quoteattr(key)} value={quoteattr(value)}/>\n"
        for key, value in entries
    )
    if draw(st.integers(0, 9)) == 0:
        children += f"  <!-- {draw(st.sampled_from(('hej', '<Record type=', '</Record>')))} -->\n"
    if draw(st.integers(0, 9)) == 0:
        children += (
            "  <HeartRateVariabilityMetadataList>\n"
            '   <InstantaneousBeatsPerMinute bpm="61" time="08.00.01,50"/>\n'
            "  </HeartRateVariabilityMetadataList>\n"
        )
    end = draw(st.sampled_from(("\n", "\n", "", "\r\n\n ")))
    if children:
        return f"{indent}<Record{said}>\n{children} </Record>{end}"
    return f"{indent}<Record{said}{draw(st.sampled_from(('/>', '/>', ' />', '></Record>')))}{end}"


@st.composite
def xml_others(draw: st.DrawFn) -> str:
    """Something between records: what else an export holds, and what XML allows anywhere."""
    inner = "".join(draw(st.lists(xml_records("   "), max_size=3)))
    dates = f'startDate="{DATES[0]}" endDate="{DATES[1]}"'
    return draw(
        st.sampled_from(
            (
                f' <Correlation type="{PRESSURE}" {dates}>\n{inner} </Correlation>\n',
                f' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" {dates}/>\n',
                f" <!-- {escape('<Record ')} <Record type='x'> -->\n",
                " <Fremtid><Under/></Fremtid>\n",
                ' <ActivitySummary dateComponents="2026-05-01" appleStandHours="3"/>\n',
            )
        )
    )


documents = st.lists(
    st.one_of(xml_records(), xml_records(), xml_records(), xml_others()), max_size=30
)


def expected_of(xml: bytes) -> Counter[Any]:
    """Read an export with the parser of the standard library, one record at a time."""
    root = ET.fromstring(xml[xml.index(b"<HealthData") :])  # noqa: S314 - our own text
    seen: Counter[Any] = Counter()
    for node in root:
        if node.tag == "Record":
            try:
                seen[comparable(sample_of(_converted(node)))] += 1
            except RowUnreadable as error:
                seen[error.fault] += 1
    return seen


def seen_of(xml: bytes, block_bytes: int) -> Counter[Any]:
    """Read an export as the importer does; records and faults of records only."""
    seen: Counter[Any] = Counter()
    for batch in read_export(io.BytesIO(xml), ZONE, block_bytes):
        for found in batch:
            match found:
                case SampleColumns():
                    seen.update(map(comparable, rows_of(found)))
                case Sample():
                    seen[comparable(found)] += 1
                case Unreadable():
                    seen[found.fault] += 1
    return seen


def comparable(sample: Sample) -> Sample:
    """Minus nought is nought."""
    return sample if sample.number is None else sample._replace(number=sample.number + 0.0)


def _converted(node: ET.Element) -> Element:
    return Element(node.tag, dict(node.attrib), tuple(map(_converted, node)))


@settings(max_examples=300)
@given(documents, st.sampled_from((1, 7, 64, 300, 1 << 20)))
def test_columns_and_parser_agree(elements: list[str], block_bytes: int) -> None:
    """Blocks of any size, any layout that XML allows: nothing lost, doubled or misread."""
    xml = export(*elements)
    assert seen_of(xml, block_bytes) == expected_of(xml) + _faults_of_others(elements)


def _faults_of_others(elements: list[str]) -> Counter[Any]:
    """A correlation with a record in it that cannot be read is a fault of its own."""
    faults: Counter[Any] = Counter()
    for one in elements:
        if one.startswith(" <Correlation"):
            node = ET.fromstring(one)  # noqa: S314 - our own text
            for child in node.iter("Record"):
                try:
                    sample_of(_converted(child))
                except RowUnreadable as error:
                    faults[error.fault] += 1
                    break
    return faults


def test_the_comparison_can_fail() -> None:
    """A record lost at the border of a block would be seen."""
    xml = export(' <Record type="x"/>\n', ' <Record type="y"/>\n')
    assert seen_of(xml, 64) != expected_of(xml.replace(b' <Record type="y"/>\n', b""))


@settings(max_examples=200)
@given(documents, st.data())
def test_damage_ends_in_a_refusal_or_in_faults(elements: list[str], data: st.DataObject) -> None:
    """Bytes cut out, flipped or put in never raise anything but a refusal."""
    xml = bytearray(export(*elements))
    place = data.draw(st.integers(0, len(xml) - 1))
    match data.draw(st.sampled_from(("cut", "flip", "insert", "drop"))):
        case "cut":
            del xml[place:]
        case "flip":
            xml[place] = data.draw(st.integers(0, 255))
        case "insert":
            xml[place:place] = data.draw(st.binary(max_size=40))
        case _:
            del xml[place : place + data.draw(st.integers(1, 200))]
    try:
        for batch in read_export(io.BytesIO(bytes(xml)), ZONE, 256):
            assert all(not isinstance(each, Episode) or each.duration_ms >= 0 for each in batch)
    except FileRefused:
        pass


def _parts(xml: bytes) -> Iterator[bytes]:
    return (xml[:place] for place in range(0, len(xml) - len(b"</HealthData>\n"), 37))


def test_a_cut_export_is_refused_wherever_it_is_cut() -> None:
    """A half-written zip holds a half-written XML: nothing of it is taken."""
    xml = export(*(' <Record type="x"/>\n' for _ in range(20)))
    for part in _parts(xml):
        try:
            seen_of(part, 128)
        except FileRefused:
            continue
        raise AssertionError("a cut export was read to its end")
