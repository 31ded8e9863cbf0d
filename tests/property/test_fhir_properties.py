"""Whatever a FHIR file has become, it is read, refused or told; never anything else."""

import json
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from datadonor.sources.errors import FileRefused
from datadonor.sources.fhir.from_xml import resource_json
from datadonor.sources.xml_tree import parse_xml
from tests.synthetic_fhir import (
    LOINC,
    as_xml,
    bundle,
    coded,
    exactly,
    found_in,
    observation,
    patient,
    pulse,
    quantity,
)

_RESOURCES: Final = [
    patient(),
    pulse(61.5, id="p", device={"display": "Meter"}, meta={"lastUpdated": "2023-01-01"}),
    observation(
        coded(LOINC, "85354-9"),
        effectivePeriod={"start": "2023-01-01", "end": "2023-01-02"},
        component=[{"code": coded(LOINC, "8480-6"), "valueQuantity": quantity(120, "mm[Hg]")}],
    ),
    {
        "resourceType": "MedicationRequest",
        "identifier": [{"system": "x", "value": "1"}],
        "medicationReference": {"reference": "#m"},
        "contained": [{"resourceType": "Medication", "id": "m", "code": {"text": "Pills"}}],
    },
]
_WHOLE: Final = [
    json.dumps(bundle(*_RESOURCES)).encode(),
    json.dumps(bundle(*_RESOURCES), indent=1).encode(),
    b"".join(json.dumps(each).encode() + b"\n" for each in _RESOURCES),
    as_xml(exactly(json.dumps(bundle(*_RESOURCES)))).encode(),
]

_ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["code", "coding", "value", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_NAMES = sorted({name for each in _RESOURCES for name in each} | {"text", "issued", "performer"})


def _end_well(content: bytes) -> None:
    """Read it; only a refusal may come out."""
    with TemporaryDirectory() as folder, suppress(FileRefused):
        found_in(Path(folder), content)


@settings(max_examples=200)
@given(st.sampled_from(_WHOLE), st.data())
def test_a_file_that_was_flipped_cut_or_grown_ends_well(whole: bytes, data: st.DataObject) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        match data.draw(st.sampled_from(["flip", "cut", "grow", "drop"])):
            case "flip":
                content[place : place + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del content[max(place, len(content) // 2) :]
            case "drop":
                del content[place : place + data.draw(st.integers(1, 40))]
            case _:
                content[place:place] = data.draw(st.binary(max_size=20))
    if content:
        _end_well(bytes(content))


@settings(max_examples=150)
@given(
    st.sampled_from(
        [
            b'{"resourceType":"Patient",',
            b'{"resourceType":"Bundle","entry":[',
            b'<Patient xmlns="http://hl7.org/fhir">',
            b'{"resourceType":"Patient"}\n',
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_after_a_head_that_is_right_end_well(head: bytes, noise: bytes) -> None:
    _end_well(head + noise)


@settings(max_examples=200)
@given(st.sampled_from(_RESOURCES), st.sampled_from(_NAMES), _ANYTHING)
def test_any_value_in_any_place_ends_well(
    resource: dict[str, Any], name: str, value: object
) -> None:
    """A sender may put anything anywhere; what is not of its shape is as if it were not there."""
    if name == "resourceType":
        return
    with TemporaryDirectory() as folder:
        content = json.dumps({**resource, name: value}, allow_nan=False)
        found = found_in(Path(folder), content)
    assert len(found.documents) + len(found.unreadable) >= 1


@given(
    st.lists(st.text("ab <&>\"'\u00e6\U0001f600", min_size=1, max_size=8), min_size=1, max_size=4),
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    ),
)
def test_xml_says_what_json_says(words: list[str], number: Decimal) -> None:
    """Any text and any decimal come through, digit for digit."""
    text = json.dumps(
        {
            "resourceType": "Observation",
            "note": [{"text": each} for each in words],
            "valueQuantity": {"unit": words[0], "value": 0},
        }
    ).replace('"value": 0', f'"value": {number:f}')
    resource = exactly(text)
    assert exactly(resource_json(parse_xml(as_xml(resource).encode()))) == resource
