"""What lasts has an end, and what has no end that can be read is not over.

A record that lasts may leave only if all of it lies in what was allowed. So every doubt
about an end must make it later, and never earlier.
"""

from pathlib import Path

import pytest

from datadonor.records.sample import OPEN_END_MS, Document
from datadonor.sources.found import Fault
from tests.importing import Yielded
from tests.synthetic_fhir import Json, found_in, pulse

HOUR = 3_600_000
DAY = 24 * HOUR
NOON = 1_698_836_400_000  # 2023-11-01T12:00:00+01:00
MIDNIGHT = NOON - 12 * HOUR  # in Copenhagen
AT_NOON = "2023-11-01T12:00:00+01:00"


def stay(**period: object) -> Json:
    return {"resourceType": "Encounter", "status": "finished", "period": period}


def only(found: Yielded) -> Document:
    (document,) = found.documents
    return document


@pytest.mark.parametrize(
    ("period", "date_ms", "end_ms"),
    [
        # The whole of the last day belongs to it, in the zone of the reading.
        ({"start": AT_NOON, "end": "2023-11-03"}, NOON, MIDNIGHT + 3 * DAY),
        ({"start": "2023-11-01", "end": "2023-11-01"}, MIDNIGHT, MIDNIGHT + DAY),
        # The 29th had 25 hours.
        ({"start": "2023-10-29", "end": "2023-10-29"}, MIDNIGHT - 73 * HOUR, MIDNIGHT - 2 * DAY),
        ({"start": AT_NOON, "end": "2023-11"}, NOON, MIDNIGHT + 30 * DAY),
        ({"start": AT_NOON, "end": "2023-12"}, NOON, MIDNIGHT + 61 * DAY),
        ({"start": AT_NOON, "end": "2023"}, NOON, MIDNIGHT + 61 * DAY),
        ({"start": AT_NOON, "end": "2023-11-02T12:00:00+01:00"}, NOON, NOON + DAY),
        ({"start": "2023-11-01", "end": "2023-11-02T00:00:00+01:00"}, MIDNIGHT, MIDNIGHT + DAY),
        # What begins and ends at once is of one moment.
        ({"start": AT_NOON, "end": "2023-11-01T11:00:00Z"}, NOON, None),
        # Begun and not ended; or nobody knows when it began.
        ({"start": AT_NOON}, NOON, OPEN_END_MS),
        ({"start": AT_NOON, "end": 7}, NOON, OPEN_END_MS),
        ({"end": "2023-11-01"}, MIDNIGHT, OPEN_END_MS),
        ({"start": "2023", "end": "2023-11-01"}, None, None),
    ],
)  # fmt: skip
def test_a_stay_ends_when_its_period_does(
    tmp_path: Path, period: Json, date_ms: int | None, end_ms: int | None
) -> None:
    found = found_in(tmp_path, stay(**period))
    assert (only(found).date_ms, only(found).end_ms) == (date_ms, end_ms)
    assert not found.unreadable


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("2023-10-31", Fault.TIME_ABSURD),  # before it began
        ("2023-10", Fault.TIME_ABSURD),
        ("9999-12-31", Fault.TIME_ABSURD),  # many write it for "for ever"
        ("9999", Fault.TIME_ABSURD),
        ("2100-01-01", Fault.TIME_ABSURD),
        ("0000", Fault.TIME_UNREADABLE),
        ("2023-13", Fault.TIME_UNREADABLE),
        ("2023-11-31", Fault.TIME_UNREADABLE),
        ("tomorrow", Fault.TIME_UNREADABLE),
        (" ", Fault.TIME_UNREADABLE),
    ],
)
def test_an_end_that_is_none_is_told_and_the_stay_is_not_over(
    tmp_path: Path, end: str, fault: Fault
) -> None:
    found = found_in(tmp_path, stay(start=AT_NOON, end=end))
    assert (only(found).date_ms, only(found).end_ms) == (NOON, OPEN_END_MS)
    assert [each.fault for each in found.unreadable] == [fault]


def test_a_value_over_a_time_that_cannot_be_read_is_no_sample(tmp_path: Path) -> None:
    """The document is kept, and the fault told once."""
    period = {"start": AT_NOON, "end": "2023-10-31"}
    found = found_in(tmp_path, pulse(effectiveDateTime=None, effectivePeriod=period))
    assert not found.samples
    assert only(found).end_ms == OPEN_END_MS
    assert [each.fault for each in found.unreadable] == [Fault.TIME_ABSURD]


@pytest.mark.parametrize(
    ("timing", "end_ms"),
    [
        ({"event": [AT_NOON]}, None),
        ({"event": [AT_NOON, "2023-11-03"]}, MIDNIGHT + 3 * DAY),
        ({"event": [AT_NOON, "2023-11-02T12:00:00+01:00"]}, NOON + DAY + 1),
        ({"event": [AT_NOON, "2023-10-31"]}, OPEN_END_MS),  # it began before
        ({"event": [AT_NOON, "2023-11"]}, OPEN_END_MS),
        ({"event": [AT_NOON, "never"]}, OPEN_END_MS),
        ({"event": [AT_NOON, {}]}, OPEN_END_MS),
        ({"event": [AT_NOON], "repeat": {"frequency": 3}}, OPEN_END_MS),
        ({"repeat": {"boundsPeriod": {"start": AT_NOON}}}, OPEN_END_MS),
        ({"repeat": {"boundsPeriod": {"start": AT_NOON, "end": "2023-11-02"}}}, MIDNIGHT + 2 * DAY),
    ],
)
def test_what_happened_more_than_once_lasts_from_first_to_last(
    tmp_path: Path, timing: Json, end_ms: int | None
) -> None:
    found = found_in(tmp_path, {"resourceType": "DiagnosticReport", "effectiveTiming": timing})
    assert (only(found).date_ms, only(found).end_ms) == (NOON, end_ms)


@pytest.mark.parametrize(
    ("resource", "end_ms"),
    [
        ({"resourceType": "Observation", "effectiveDateTime": AT_NOON}, None),
        ({"resourceType": "Observation", "effectiveDateTime": "2023-11-01"}, None),
        ({"resourceType": "MedicationRequest", "authoredOn": AT_NOON}, None),
        ({"resourceType": "QuestionnaireResponse", "authored": AT_NOON}, None),
        (
            {
                "resourceType": "Condition",
                "recordedDate": AT_NOON,
                "onsetPeriod": {"start": "2010-01-01"},
            },
            None,  # the one date is the one it was recorded on
        ),
        ({"resourceType": "Appointment", "start": AT_NOON, "end": "2023-11-01T12:20:00Z"},
         NOON + HOUR + 20 * 60_000),
        ({"resourceType": "Patient"}, None),
    ],
)  # fmt: skip
def test_what_is_of_one_moment_has_no_end(
    tmp_path: Path, resource: Json, end_ms: int | None
) -> None:
    assert only(found_in(tmp_path, resource)).end_ms == end_ms


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Observation", "issued": AT_NOON},
        {"resourceType": "Observation", "effectiveDateTime": "2019", "issued": AT_NOON},
        {"resourceType": "DiagnosticReport", "effectiveDateTime": "2019-05", "issued": AT_NOON},
        {"resourceType": "Condition", "onsetDateTime": AT_NOON},
        {"resourceType": "Specimen", "receivedTime": AT_NOON},
        {"resourceType": "MedicationStatement", "dateAsserted": AT_NOON},
        {"resourceType": "Immunization", "occurrenceDateTime": "1985", "recorded": AT_NOON},
        {"resourceType": "DocumentReference", "context": {"period": {"start": AT_NOON}}},
    ],
)
def test_a_date_that_stands_in_for_another_lies_in_no_window(
    tmp_path: Path, resource: Json
) -> None:
    """Or a result of 2019 that was issued in 2023 would leave as one of 2023."""
    found = only(found_in(tmp_path, resource))
    assert (found.date_ms, found.end_ms) == (NOON, OPEN_END_MS)
