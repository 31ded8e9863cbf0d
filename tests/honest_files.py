"""One or more small honest files of every format: what attacks and fuzzing begin with."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Final, NamedTuple

from tests.synthetic_apple import element, entry, export, quantity, record
from tests.synthetic_fhir import as_xml, bundle, observation, patient, pulse
from tests.synthetic_fhir import coded as fhir_coded
from tests.synthetic_fhir import quantity as fhir_quantity
from tests.synthetic_fit import activity
from tests.synthetic_medcom import Answers, Monitoring
from tests.unit.sources.synthetic_fitbit import both_trees
from tests.unit.sources.synthetic_glucose import (
    clarity,
    egv,
    libre,
    libre_row,
    nightscout,
)
from tests.unit.sources.synthetic_glucose import (
    entry as glucose,
)
from tests.unit.sources.synthetic_health_connect import a_phone

BEGIN: Final = int(datetime(2026, 3, 4, 12, tzinfo=UTC).timestamp())

GPX: Final = (
    '<gpx version="1.1" creator="Watch"><trk><name>A walk</name><trkseg>'
    + "".join(
        f'<trkpt lat="55.{n}" lon="12.5"><ele>7.5</ele><time>2026-03-04T12:{n:02d}:00Z</time>'
        "</trkpt>"
        for n in range(8)
    )
    + "</trkseg></trk></gpx>"
)

GARMIN: Final = [
    {
        "metaData": {"calendarDate": "2026-03-04T00:00:00.0", "sequence": 1},
        "weight": {
            "weight": 82_300.0,
            "bmi": 25.1,
            "sourceType": "INDEX_SCALE",
            "timestampGMT": BEGIN * 1000,
        },
    }
]

TABLE: Final = (
    "Dato;Tid;Vægt (kg);SYS (mmHg);DIA (mmHg);Puls;Bemærkning\r\n"
    "25-03-2024;08:15;70,5;121;79;61;træt\r\n"
    "26-03-2024;08:20;;;;58;\r\n"
    "27-03-2024;08:10;70,1;118;-;60;\r\n"
)


class Honest(NamedTuple):
    """The files of one folder, by name, and the format that should know them."""

    format: str
    files: Mapping[str, bytes]


def _apple() -> bytes:
    at, until = "2026-05-01 08:00:00 +0200", "2026-05-01 08:30:00 +0200"
    minutes = [f"2026-05-01 08:{n:02d}:00 +0200" for n in range(12)]
    sleep = "HKCategoryTypeIdentifierSleepAnalysis"
    beats = element("InstantaneousBeatsPerMinute", {"bpm": "61", "time": "8:00:03.12 AM"})
    series = element("HeartRateVariabilityMetadataList", {}, [beats])
    variability = record(
        "HKQuantityTypeIdentifierHeartRateVariabilitySDNN", at, until, "40", unit="ms"
    )
    return export(
        element("Me", {"HKCharacteristicTypeIdentifierDateOfBirth": "1974-01-30"}),
        *(quantity("StepCount", minute, "10", "count") for minute in minutes),
        record(sleep, at, until, "HKCategoryValueSleepAnalysisAsleepREM"),
        record("HKCategoryTypeIdentifierMindfulSession", at, until),
        quantity("BloodGlucose", at, "5.5", "mmol<180.1558800000541>/L"),
        record(
            "HKQuantityTypeIdentifierBodyMass", at, at, "70.5", unit="kg",
            metadata=[("HKWasUserEntered", "1")],
        ),
        variability.replace("/>\n", ">\n" + series + "</Record>\n"),
        element(
            "Workout",
            {
                "workoutActivityType": "HKWorkoutActivityTypeRunning", "duration": "30",
                "durationUnit": "min", "sourceName": "Prøveur", "creationDate": at,
                "startDate": at, "endDate": until,
            },
            [
                entry("HKTimeZone", "Europe/Copenhagen"),
                element("WorkoutStatistics", {
                    "type": "HKQuantityTypeIdentifierDistanceWalkingRunning", "startDate": at,
                    "endDate": until, "sum": "5.5", "unit": "km",
                }),
            ],
        ),
    )  # fmt: skip


def _fhir() -> dict[str, bytes]:
    resources = [
        patient(),
        pulse(),
        observation(
            fhir_coded("http://loinc.org", "29463-7"), valueQuantity=fhir_quantity(70.5, "kg")
        ),
        {
            "resourceType": "Condition",
            "id": "c1",
            "subject": {"reference": "Patient/niels-1974"},
            "code": fhir_coded("http://snomed.info/sct", "38341003", "Hypertension"),
            "recordedDate": "2023-11-01",
        },
    ]
    return {
        "bundle.json": json.dumps(bundle(*resources)).encode(),
        "lines.ndjson": b"\n".join(json.dumps(each).encode() for each in resources) + b"\n",
        "one.xml": as_xml(pulse()).encode(),
    }


def _glucose() -> dict[str, Callable[[], bytes]]:
    clock = [f"{8 + n // 12:02d}:{n % 12 * 5:02d}" for n in range(20)]
    return {
        "dexcom_clarity": lambda: clarity([egv(f"2026-05-01T{t}:00", "5.5") for t in clock]),
        "libreview": lambda: libre([libre_row(f"14-05-2026 {t}", 0, {4: "5.5"}) for t in clock]),
        "nightscout": lambda: nightscout(
            *(glucose((BEGIN + 300 * n) * 1000, 100 + n) for n in range(20))
        ),
    }


@cache
def honest_files() -> tuple[Honest, ...]:
    """Return small honest files, at least one of every format."""
    appointment = Monitoring(code="39289-4", templates=("1.2.208.184.14.1",)).xml()
    takeout = {name: content.encode() for name, content in both_trees().items()}
    return (
        Honest("apple_health", {"export.xml": _apple()}),
        *(Honest("fhir", {name: content}) for name, content in _fhir().items()),
        Honest("medcom_phmr", {"document.xml": Monitoring().xml()}),
        Honest("medcom_qrd", {"document.xml": Answers().xml()}),
        Honest("cda_other", {"document.xml": appointment}),
        Honest("health_connect", {"export.db": a_phone().content()}),
        Honest("fitbit", takeout),
        Honest("garmin", {"body.json": json.dumps(GARMIN).encode()}),
        Honest("fit", {"1.fit": activity(BEGIN)}),
        Honest("gpx", {"walk.gpx": GPX.encode()}),
        *(Honest(name, {"export.csv": make()}) for name, make in _glucose().items()),
        Honest("table", {"table.csv": TABLE.encode()}),
    )
