"""The files beside the XML: routes, electrocardiograms, clinical records."""

import json
import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from bench.apple.days import Day
from bench.apple.others import Workout, clinical_identifier

_HERTZ: Final = 512
_ECG_SECONDS: Final = 30


def route_points(one: Workout) -> int:
    """Return how many points a route has, without making them."""
    return one.chance("points").randrange(200, 1600)


def route(one: Workout) -> Iterator[str]:
    """Yield the parts of a GPX file whose walk begins in the middle of a wood."""
    number, chance = route_points(one), one.chance("route")
    start = one.day.utc(one.start)
    pace = one.lasts / number
    form = "%Y-%m-%dT%H:%M:%SZ"
    written = (start + timedelta(seconds=one.lasts)).strftime(form)
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Apple Health '
        'Export" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/'
        'XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 '
        'http://www.topografix.com/GPX/1/1/gpx.xsd">\n  <metadata>\n'
        f"    <time>{written}</time>\n  </metadata>\n  <trk>\n    <name>"
        f"{one.route_name.removesuffix('.gpx').replace('_', ' ')}</name>\n    <trkseg>\n"
    )
    east, north, up = 9.85, 56.1, 60.0
    for nth in range(number):
        east += chance.uniform(-1e-5, 6e-5)
        north += chance.uniform(-3e-5, 3e-5)
        up += chance.uniform(-0.4, 0.4)
        moment = (start + timedelta(seconds=int(nth * pace))).strftime(form)
        yield (
            f'      <trkpt lon="{east:.6f}" lat="{north:.6f}"><ele>{up:.6f}</ele>'
            f"<time>{moment}</time><extensions><speed>{chance.uniform(0.8, 4):.6f}</speed>"
            f"<course>{chance.uniform(0, 360):.6f}</course><hAcc>{chance.uniform(1, 9):.6f}"
            f"</hAcc><vAcc>{chance.uniform(1, 9):.6f}</vAcc></extensions></trkpt>\n"
        )
    yield "    </trkseg>\n  </trk>\n</gpx>\n"


def has_ecg(day: Day) -> bool:
    return day.number % 60 == 0


def ecg(day: Day) -> str:
    """Write twelve lines of header and then one microvolt value a line.

    In English, for Apple translates the header and its Danish words are not published.
    """
    chance = day.chance("ecg")
    beat = _HERTZ * 60 // chance.randrange(58, 72)
    header = (
        "Name,Karen Eksempel\n"
        'Date of Birth,"1 May 1961"\n'
        f"Recorded Date,{day.stamp(8 * 3600 + chance.randrange(3600))}\n"
        "Classification,Sinus Rhythm\nSymptoms,\nSoftware Version,2.0\n"
        f'Device,"Watch6,2"\nSample Rate,{_HERTZ} hertz\n\nLead,Lead I\nUnit,µV\n\n'
    )
    values = (
        800 * math.exp(-(((nth % beat) - 60) ** 2) / 40) + chance.uniform(-40, 40)
        for nth in range(_HERTZ * _ECG_SECONDS)
    )
    return header + "".join(f"{value:.3f}\n" for value in values)


def clinical_json(day: Day) -> str:
    """Write a haemoglobin as FHIR R4."""
    chance = day.chance("clinical-values")
    return json.dumps(
        {
            "resourceType": "Observation",
            "id": clinical_identifier(day),
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "59260-0"}]},
            "subject": {"reference": "Patient/eksempel"},
            "effectiveDateTime": day.utc(9 * 3600).isoformat(),
            "valueQuantity": {
                "value": round(chance.uniform(7.6, 9.4), 1),
                "unit": "mmol/L",
                "system": "http://unitsofmeasure.org",
                "code": "mmol/L",
            },
        },
        indent=1,
    )
