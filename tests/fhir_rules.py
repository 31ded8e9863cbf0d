"""A compact check of resources against FHIR R4: elements, cardinalities, primitive shapes.

What elements there are, and which repeat, comes from HL7's own definitions
(``resources/fhir/r4-elements.json``); what is required, and the shapes of primitives, is
written here for the resources that this program makes (FHIR R4 4.0.1, 2.24 and the pages
of Observation, Device, Patient).
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from datadonor.sources.fhir.elements import elements_of

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "Observation": ("id", "status", "code", "subject"),
    "ObservationComponent": ("code",),
    "Device": ("id",),
    "DeviceDeviceName": ("name", "type"),
    "Patient": ("id",),
    "PatientLink": ("other", "type"),
    "SampledData": ("origin", "period", "dimensions"),
    "Extension": ("url",),
}
STATUSES: Final = {"final", "entered-in-error"}
_VALUES: Final = {
    *("Quantity", "CodeableConcept", "String", "Boolean", "Integer", "Range", "Ratio"),
    *("SampledData", "Time", "DateTime", "Period"),
}
_DATE_TIME: Final = re.compile(
    r"([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
    r"(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
    r"(\.[0-9]+)?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00)))?)?)?"
)
_SAMPLED: Final = re.compile(
    r"(E|-?\d+(\.\d+)?([eE][+-]?\d+)?)( (E|-?\d+(\.\d+)?([eE][+-]?\d+)?))*"
)
_SHAPES: Final[Mapping[str, re.Pattern[str]]] = {
    "id": re.compile(r"[A-Za-z0-9\-.]{1,64}"),
    "code": re.compile(r"[^\s]+(\s[^\s]+)*"),
    "valueCode": re.compile(r"[^\s]+(\s[^\s]+)*"),
    "effectiveDateTime": _DATE_TIME,
    "start": _DATE_TIME,
    "end": _DATE_TIME,
    "data": _SAMPLED,
    "url": re.compile(r"\S+"),
    "system": re.compile(r"\S+"),
    "source": re.compile(r"\S+"),
}
_TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "string": lambda value: isinstance(value, str) and 0 < len(value.encode()) <= 1 << 20,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "decimal": lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    ),
}


def faults(resource: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a resource: where, and which rule."""
    kind = str(resource.get("resourceType"))
    inside = {name: value for name, value in resource.items() if name != "resourceType"}
    return [*_faults(inside, kind, kind), *(_rules(resource) if kind == "Observation" else ())]


def _faults(tree: Mapping[str, Any], kind: str, where: str) -> Iterator[str]:
    known = elements_of(kind)
    if not known:
        yield f"{where}: no such kind {kind}"
        return
    if not tree:
        yield f"{where}: empty"
    for name in REQUIRED.get(kind, ()):
        if name not in tree and f"_{name}" not in tree:
            yield f"{where}.{name}: missing"
    for name, value in tree.items():
        element = known.get(name.removeprefix("_"))
        if element is None:
            yield f"{where}.{name}: no such element"
        elif element.is_list != isinstance(value, list):
            yield f"{where}.{name}: {'not ' * element.is_list}a list"
        elif (kind, name) != ("Attachment", "data"):  # base64, of any length
            below = "Element" if name.startswith("_") else element.kind
            yield from _element_faults(value, name, below, f"{where}.{name}")


def _element_faults(value: Any, name: str, kind: str, where: str) -> Iterator[str]:  # noqa: ANN401
    values = value if isinstance(value, list) else [value]
    if not values:
        yield f"{where}: empty"
    for each in values:
        yield from _value_faults(each, name.removeprefix("_"), kind, where)


def _value_faults(value: Any, name: str, kind: str, where: str) -> Iterator[str]:  # noqa: ANN401
    check = _TYPES.get(kind)
    if check is None:
        if isinstance(value, dict):
            yield from _faults(value, kind, where)
        else:
            yield f"{where}: not an object"
    elif not check(value):
        yield f"{where}: not a {kind}"
    elif isinstance(value, str) and name in _SHAPES and not _SHAPES[name].fullmatch(value):
        yield f"{where}: not of its shape"


def _rules(observation: Mapping[str, Any]) -> Iterator[str]:
    """Check what holds between the elements of an Observation (obs-6, value[x])."""
    if observation.get("status") not in STATUSES:
        yield "Observation.status: unknown"
    for tree in (observation, *observation.get("component", ())):
        held = [name for name in tree if name.startswith("value")]
        if len(held) > 1 or any(name.removeprefix("value") not in _VALUES for name in held):
            yield "Observation.value: not one of the choices"
        if held and "dataAbsentReason" in tree:
            yield "obs-6"
    if len([name for name in observation if name.startswith("effective")]) > 1:
        yield "Observation.effective: more than one"
