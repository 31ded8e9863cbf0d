"""Samples one by one on their way out: what is said of each, and what is never said."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from fhir.resources.R4B.observation import Observation

from consent.request import Dates, Resolution
from datadonor.records.sample import (
    Basis,
    Context,
    DeviceClass,
    Flag,
    Sample,
    Source,
    ZoneKnown,
)
from datadonor.records.types import TypeId
from datadonor.vault.database import Connection
from export.minimisation.rules import rules
from export.outgoing import Outgoing, Withheld
from export.pseudonym import Donor
from tests import fhir_rules
from tests.choice_cases import midnight_ms
from tests.series_cases import (
    ITEM,
    Someone,
    lines,
    selection,
    sent,
    stream,
    table,
    withheld,
)
from tests.stores import UTC, bring_in, store_in_memory

NOON: Final = midnight_ms(date(2024, 6, 3)) + 43_200_000
HOUR_MS: Final = 3_600_000
WATCH: Final = Source("Bodil's Ur 7 (SN 8841)", DeviceClass.WATCH)
PLUS_TWO: Final = Basis(ZoneKnown.OFFSET, 120)


@pytest.fixture
def store() -> Iterator[Connection]:
    with store_in_memory() as connection:
        yield connection


def pulse(start_ms: int, number: float | None = 72.0, **changes: Any) -> Sample:  # noqa: ANN401 - any field
    context = Context(PLUS_TWO, unit="/min")
    sample = Sample(TypeId("HeartRate"), start_ms, 0, number, None, WATCH, context)
    return sample._replace(**changes)


def require_r4(resource: dict[str, Any]) -> None:
    """Hold an Observation against our own reading of R4, and against that of ``fhir.resources``."""
    assert fhir_rules.faults(resource) == []
    model = Observation.model_validate(resource)
    assert json.loads(model.model_dump_json(exclude_comments=True)) == resource


def test_a_pulse_is_one_observation_and_one_row(store: Connection) -> None:
    bring_in(store, [pulse(NOON + 123)])
    someone = Someone()
    (outgoing,) = stream(selection(store, category="heart", dates="shifted"), someone)
    assert isinstance(outgoing, Outgoing)
    own = someone.record_id("Observation", str(outgoing.record))
    when = "2024-03-25T10:00:00Z"
    assert json.loads(outgoing.line) == {
        "resourceType": "Observation",
        "id": own,
        "extension": [
            {
                "url": "https://datadonor.example/fhir/StructureDefinition/device-class",
                "valueCode": "watch",
            }
        ],
        "status": "final",
        "category": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                        "code": "vital-signs",
                    },
                    {
                        "system": "https://datadonor.example/fhir/CodeSystem/category",
                        "code": "heart",
                    },
                ]
            }
        ],
        "code": {
            "coding": [
                {"system": "http://loinc.org", "code": "8867-4"},
                {"system": "urn:oid:1.2.208.176.2.1", "code": "NPU21692"},
                {"system": "http://snomed.info/sct", "code": "364075005"},
                {"system": "urn:iso:std:iso:11073:10101", "code": "147842"},
                {"system": "https://datadonor.example/fhir/CodeSystem/type", "code": "HeartRate"},
            ]
        },
        "subject": {"reference": f"Patient/{someone.pseudonym}"},
        "effectiveDateTime": when,
        "valueQuantity": {
            "value": 72,
            "unit": "/min",
            "system": "http://unitsofmeasure.org",
            "code": "/min",
        },
    }
    (row,) = outgoing.rows
    assert row == ("samples", (own, "HeartRate", None, when, None, 72, "/min", "watch"))
    assert (outgoing.item, outgoing.category) == (ITEM, "heart")
    assert outgoing.rules == tuple(sorted(set(outgoing.rules)))
    require_r4(json.loads(outgoing.line))


def every_shape() -> list[Sample]:
    """Return samples of every shape: numbers, answers, bounds, spans, methods, odd numbers."""
    glucose = Context(PLUS_TWO, unit="mmol/L", detail='{"method":["POT","XYZ","AUT"]}')
    sleep = Context(PLUS_TWO)
    made = [pulse(NOON + nth, number) for nth, number in enumerate((0.1, 1e-7, 59.99999999999))]
    made.append(pulse(NOON, 60, context=Context(PLUS_TWO, unit="/min", flags=Flag.BY_HAND)))
    for nth, code in enumerate(("Low", "High", "<5", "> 25,5")):
        sugar = Sample(TypeId("BloodGlucose"), NOON + nth, 0, None, code, WATCH, glucose)
        made.append(sugar)
    made.append(Sample(TypeId("SleepAnalysis"), NOON, HOUR_MS, None, "asleep", WATCH, sleep))
    made.append(Sample(TypeId("MindfulSession"), NOON, 90_500, None, None, WATCH, sleep))
    return made


@pytest.mark.parametrize("resolution", list(Resolution))
@pytest.mark.parametrize("dates", list(Dates))
def test_every_line_is_fhir_r4(store: Connection, resolution: Resolution, dates: Dates) -> None:
    bring_in(store, every_shape())
    met = 0
    for category in ("heart", "glucose", "sleep", "mental"):
        asked = {"category": category, "finest_resolution": resolution, "dates": dates}
        found = stream(selection(store, **asked))
        assert withheld(found).keys() <= {"implausible_left_out"}
        for resource in lines(found):
            require_r4(resource)
            met += 1
    assert met >= 6


def test_an_answer_goes_as_a_code_and_a_bound_as_a_number_with_its_sign(store: Connection) -> None:
    bring_in(store, every_shape())
    rows = table(stream(selection(store, category="glucose")), "samples")
    assert [(row["code"], row["value"], row["unit"]) for row in rows] == [
        ("low", None, None),
        ("high", None, None),
        ("<", 5, "mmol/L"),
        (">", 25.5, "mmol/L"),
    ]
    (night,) = table(stream(selection(store, category="sleep")), "samples")
    assert (night["code"], night["value"]) == ("asleep", None)
    assert (night["start"], night["end"]) == ("2024-06-03T10:00:00Z", "2024-06-03T11:00:00Z")


def test_only_methods_on_the_list_are_told(store: Connection) -> None:
    bring_in(store, every_shape())
    (found, *_) = lines(stream(selection(store, category="glucose")))
    assert [each["code"] for each in found["method"]["coding"]] == ["AUT", "POT"]


def test_nothing_of_source_file_context_or_vault_is_in_a_line(store: Connection) -> None:
    detail = '{"method":"Bodils metode","note":"ring til Bodil 20304050"}'
    context = Context(PLUS_TWO, unit="/min", detail=detail)
    zoned = Context(Basis(ZoneKnown.ZONE, 120, "America/Godthab"), unit="/min")
    samples = [pulse(NOON, context=context), pulse(NOON + 1, context=zoned), *every_shape()]
    bring_in(store, samples)
    for resolution in Resolution:
        for category in ("heart", "glucose", "sleep", "mental"):
            asked = selection(store, category=category, finest_resolution=resolution)
            for each in sent(stream(asked)):
                told = each.line.decode() + repr(each.rows)
                for never in ("Bodil", "8841", "2030", "Godthab", "+02", "metode", "XYZ", "import"):
                    assert never not in told, (resolution, never)
                assert each.record is None or each.record not in told
                assert str(NOON) not in told
                assert "'s1." not in told


def test_text_and_unknown_units_stay_and_are_counted(store: Connection) -> None:
    furlongs = Context(PLUS_TWO, unit="Bodils enhed")
    bring_in(
        store,
        [
            pulse(NOON),
            pulse(NOON + 1, context=furlongs),
            pulse(NOON + 2, number=None, code="ring til Bodil"),
            pulse(NOON + 3, number=None, code="<5", context=furlongs),
        ],
    )
    for resolution in ("raw", "day"):
        found = stream(selection(store, category="heart", finest_resolution=resolution))
        assert len(sent(found)) == (1 if resolution == "raw" else 2)
        raw = {"free_text_dropped": 1, "unit_unknown_dropped": 2}
        summed = {"free_text_dropped": 1, "unit_unknown_dropped": 1}
        assert withheld(found) == (raw if resolution == "raw" else summed)
        assert not any(b"Bodil" in each.line for each in sent(found))


def test_a_unit_that_is_another_but_known_is_told(store: Connection) -> None:
    """Numbers that could not be brought into the type's unit go with their own."""
    bring_in(store, [pulse(NOON, 21.0, context=Context(PLUS_TWO, unit="mmol/L"))])
    (row,) = table(stream(selection(store, category="heart")), "samples")
    assert (row["value"], row["unit"]) == (21, "mmol/L")
    (summed,) = table(
        stream(selection(store, category="heart", finest_resolution="month")), "summaries"
    )
    assert (summed["mean"], summed["unit"]) == (21, "mmol/L")


def test_what_was_a_day_in_the_file_goes_as_a_day(store: Connection) -> None:
    """The moment at which a day began where the person was would tell summer from winter."""
    midnight = midnight_ms(date(2024, 6, 3))
    context = Context(PLUS_TWO, unit="/min", detail='{"precision":"day"}')
    bring_in(store, [pulse(midnight, context=context)])
    (row,) = table(stream(selection(store, category="heart", dates="shifted")), "samples")
    assert (row["start"], row["end"]) == ("2024-03-25", None)


@pytest.mark.parametrize("basis", [PLUS_TWO, UTC.basis])
@pytest.mark.parametrize(
    ("first", "after", "told"),
    [
        (date(2024, 6, 3), date(2024, 6, 4), ("2024-06-03", None)),
        (date(2024, 1, 3), date(2024, 1, 4), ("2024-01-03", None)),
        (date(2024, 3, 31), date(2024, 4, 1), ("2024-03-31", None)),
        (date(2024, 10, 27), date(2024, 10, 28), ("2024-10-27", None)),
        (date(2024, 6, 3), date(2024, 6, 10), ("2024-06-03", "2024-06-09")),
    ],
)
def test_what_lasted_whole_days_goes_as_days(
    store: Connection, basis: Basis, first: date, after: date, told: tuple[str, str | None]
) -> None:
    """A day's steps begin at 22:00 UTC in summer and at 23:00 in winter."""
    start_ms, end_ms = midnight_ms(first), midnight_ms(after)
    day = pulse(start_ms, duration_ms=end_ms - start_ms, context=Context(basis, unit="/min"))
    bring_in(store, [day])
    (row,) = table(stream(selection(store, category="heart")), "samples")
    assert (row["start"], row["end"]) == told


def test_midnight_here_to_midnight_elsewhere_is_not_whole_days(store: Connection) -> None:
    """From midnight in Denmark to the next but one in UTC: 26 hours, and no number of days."""
    context = UTC._replace(unit="/min")
    start_ms = midnight_ms(date(2024, 6, 3))
    bring_in(store, [pulse(start_ms, duration_ms=26 * HOUR_MS, context=context)])
    (row,) = table(stream(selection(store, category="heart")), "samples")
    assert (row["start"], row["end"]) == ("2024-06-02T22:00:00Z", "2024-06-04T00:00:00Z")


def test_a_day_and_a_night_of_no_calendar_go_as_moments(store: Connection) -> None:
    bring_in(store, [pulse(NOON, duration_ms=24 * HOUR_MS)])
    (row,) = table(stream(selection(store, category="heart")), "samples")
    assert (row["start"], row["end"]) == ("2024-06-03T10:00:00Z", "2024-06-04T10:00:00Z")


@pytest.mark.parametrize(("dates", "told"), [("month", "2024-06"), ("year", "2024")])
def test_where_the_day_is_not_told_the_order_does_not_tell_it(
    store: Connection, dates: str, told: str
) -> None:
    """A sample a day in the order of time would be as good as dates."""
    bring_in(store, [pulse(NOON + nth * 86_400_000, 50.0 + nth) for nth in range(-1, 25)])
    for resolution, name, column in (("raw", "samples", "value"), ("day", "summaries", "mean")):
        asked = selection(store, category="heart", finest_resolution=resolution, dates=dates)
        rows = table(stream(asked), name)
        assert len(rows) == 26
        assert {row["start"] for row in rows} == {told}
        assert {row["end"] for row in rows} == {None}
        values = [row[column] for row in rows]
        assert values != sorted(values)
        assert sorted(values) == [49.0 + nth for nth in range(26)]


def test_the_newest_days_stay_where_dates_are_shifted(store: Connection) -> None:
    bring_in(store, [pulse(NOON + nth * 86_400_000) for nth in range(5)])
    someone = Someone(newest_days_held_back=2)
    for dates, going in (("shifted", 3), ("exact", 5), ("month", 5)):
        for resolution in ("raw", "hour"):
            asked = selection(store, category="heart", dates=dates, finest_resolution=resolution)
            found = stream(asked, someone, date(2024, 6, 7))
            assert len(sent(found)) == going
            assert withheld(found) == ({"newest_days_held_back": 2} if going == 3 else {})


def test_none_held_back_sends_the_day_of_release_and_not_the_next(store: Connection) -> None:
    bring_in(store, [pulse(NOON + nth * 86_400_000) for nth in range(2)])
    found = stream(selection(store, category="heart", dates="shifted"), None, date(2024, 6, 3))
    assert len(sent(found)) == 1


def test_the_donors_own_identity_gives_ids_that_hold(store: Connection) -> None:
    bring_in(store, every_shape())
    selected = selection(store, category="heart", dates="shifted")
    one, other = (Donor(b"s" * 32).for_project(each) for each in ("one", "other"))
    first, again, elsewhere = (stream(selected, each) for each in (one, one, other))  # type: ignore[arg-type]
    assert first == again
    ids = {json.loads(each.line)["id"] for each in sent(first)}
    assert not ids & {json.loads(each.line)["id"] for each in sent(elsewhere)}
    assert len(ids) == len(sent(first)) == 4


def test_every_rule_and_reason_has_a_sentence(store: Connection) -> None:
    """A person reads them in the preview; those of samples and of sums are all met here."""
    bring_in(
        store,
        [
            *every_shape(),
            pulse(NOON, 9999.0),
            pulse(NOON + 9, number=None, code="Bodil"),
            pulse(NOON + 9, context=Context(PLUS_TWO, unit="Bodil")),
            pulse(NOON + 9, number=None, code=" "),
        ],
    )
    names: set[str] = set()
    for resolution in Resolution:
        for dates in Dates:
            asked = selection(store, category="heart", finest_resolution=resolution, dates=dates)
            for each in stream(asked):
                names |= {each.reason} if isinstance(each, Withheld) else set(each.rules)
    assert {"implausible_left_out", "value_missing", "unit_unknown_dropped"} <= names
    assert names <= set(rules())


def test_a_file_s_own_utc_context_is_told_alike(store: Connection) -> None:
    """What is known of local time changes nothing in what is sent."""
    bring_in(store, [pulse(NOON)])
    one = lines(stream(selection(store, category="heart")))
    with store_in_memory() as other:
        bring_in(other, [pulse(NOON, context=UTC._replace(unit="/min"))])
        assert lines(stream(selection(other, category="heart"))) == one
