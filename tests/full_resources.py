"""Clinical resources with something in every element that R4 knows, for tests of minimisation.

What may leave has an honest value; every other text is a mark of its own that can be found
again in bytes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, Final

from fhir.resources.R4B import get_fhir_model_class

from consent.policy import Grant
from consent.request import Dates, Resolution
from export.minimisation.allowing import Part, allow_list
from export.minimisation.around import Keys
from export.minimisation.codes import systems, word_lists
from export.minimisation.dates import DateTreatment
from export.minimisation.documents import NOTHING_ELSE, HeldDocument, Terms, minimise_document
from export.pseudonym import Donor, ProjectIdentity
from tests.fhir_oracles import TYPES, require_r4
from tests.synthetic_fhir import coded

ICD10: Final = "http://hl7.org/fhir/sid/icd-10"
DIABETES: Final = coded(ICD10, "E11.9", "Type 2 diabetes")


Json = dict[str, Any]

R4: Final[Mapping[str, Mapping[str, str]]] = json.loads(
    files("resources").joinpath("fhir", "r4-elements.json").read_text("utf-8")
)
RELEASE_DAY: Final = date(2026, 6, 1)
MARK: Final = "Zq"
"""Every mark begins so; nothing honest does."""

_PRIMITIVES: Final = {"string", "boolean", "integer", "decimal"}
_DEEPEST: Final = 3
_APART: Final = {
    "modifierExtension",
    "implicitRules",
    "contained",
    "focus",
    "subject",
    "patient",
}


def donor(secret: bytes = b"synthetic secret of one donor..!") -> ProjectIdentity:
    return Donor(secret).for_project("project-a")


def terms(
    dates: Dates = Dates.SHIFTED,
    resolution: Resolution = Resolution.RAW,
    keys: Keys = NOTHING_ELSE,
    may_tell_rare: frozenset[str] = frozenset(),
) -> Terms:
    identity = donor()
    treatment = DateTreatment(dates, identity, resolution, RELEASE_DAY)
    grant = Grant("an-item", resolution, dates)
    return Terms(grant, identity, treatment, keys, may_tell_rare)


def held(
    resource: Json,
    category: str = "laboratory",
    record: str = "d1",
    *,
    date_ms: int | None = None,
    end_ms: int | None = None,
) -> HeldDocument:
    kind = str(resource["resourceType"])
    body = json.dumps(resource).encode()
    return HeldDocument(record, kind, category, body, date_ms, end_ms)


@cache
def elements_of(kind: str) -> dict[str, str]:
    """Return R4's elements of a kind, inherited ones too; a star stands behind what repeats."""
    row = R4.get(kind, {})
    found = elements_of(row[""]) if "" in row else {}
    return found | {name: each for name, each in row.items() if name}


@dataclass
class Planted:
    """A resource, and the marks in it with the path of each."""

    resource: Json = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


@cache
def full_resource(kind: str) -> Planted:
    """Fill every element of a kind of R4, to some depth. Not to be changed: made once."""
    planted = Planted()
    numbers = count(1)
    sent = allow_list().sent.get(kind)
    part = sent.whole_part if sent else Part()
    planted.resource = {"resourceType": kind} | _filled(kind, part, kind, planted, numbers, 0)
    for number, name in enumerate(("meta", "text", "contained", "language", "extension")):
        mark = f"{MARK}{number}common"
        planted.marks[mark] = name
        common: Json = {
            "meta": {"source": mark, "tag": [{"code": mark}]},
            "text": {"status": "generated", "div": f"<div>{mark}</div>"},
            "contained": [{"resourceType": "Patient", "id": "p", "name": [{"text": mark}]}],
            "language": mark,
            "extension": [{"url": mark, "valueString": mark}],
        }
        planted.resource[name] = common[name]
    return planted


def _filled(
    kind: str, part: Part, path: str, planted: Planted, numbers: Iterator[int], depth: int
) -> Json:
    found: Json = {}
    choices: set[str] = set()
    for name, words in elements_of(kind).items():
        if name in _APART or depth > _DEEPEST:
            continue
        element = part.elements.get(name)
        if element is not None and element.choice in choices:
            continue
        inner, is_list = words.removesuffix("*"), words.endswith("*")
        if element is not None and element.how is not None:
            value = honest(
                element.how.treatment, element.how.told, planted, f"{path}.{name}", numbers
            )
            choices |= {element.choice} if element.choice else set()
        elif inner in _PRIMITIVES:
            value = _stray(inner, planted, f"{path}.{name}", numbers)
        else:
            below = element.part if element is not None and element.part else Part()
            value = _filled(inner, below, f"{path}.{name}", planted, numbers, depth + 1)
        if value not in ({}, None):
            found[name] = [value] if is_list else value
        if inner == "string" and element is None:
            mark = _mark(planted, f"{path}._{name}", numbers)
            found[f"_{name}"] = {"extension": [{"url": mark, "valueString": mark}]}
    if depth and element_marks_allowed(path):
        mark = _mark(planted, f"{path}.extension", numbers)
        found["extension"] = [{"url": mark, "valueString": mark}]
    return found


def element_marks_allowed(path: str) -> bool:
    """Whether an object can have an extension of a sender."""
    return not path.endswith("coding")


def _mark(planted: Planted, path: str, numbers: Iterator[int]) -> str:
    mark = f"{MARK}{next(numbers)}x"
    planted.marks[mark] = path
    return mark


def _stray(kind: str, planted: Planted, path: str, numbers: Iterator[int]) -> object:
    if kind == "string":
        return _mark(planted, path, numbers)
    return {"boolean": True, "integer": 77_777_777, "decimal": 77_777_777.5}[kind]


def honest(
    treatment: str, told: str, planted: Planted, path: str, numbers: Iterator[int]
) -> object:
    """Return a value that a treatment lets go, with marks wherever it has words beside it."""
    mark = _mark(planted, path, numbers)
    system = systems()[told] if told in systems() else systems()["loinc"]
    code = min(system.codes) if system.codes else "8867-4"
    coding = {"system": system.uri, "code": code, "display": mark, "version": mark}
    quantity = {"value": 5.5, "unit": mark, "system": "http://unitsofmeasure.org", "code": "mg"}
    plain = {"value": 5.5, "code": "mg", "system": "http://unitsofmeasure.org"}
    when = "2024-03-05T10:20:30+01:00"
    values: dict[str, Any] = {
        "age": {"value": 44, "unit": mark, "system": "http://unitsofmeasure.org", "code": "a"},
        "boolean": False,
        "canonical": "http://loinc.org/q/1234-5",
        "coding": coding,
        "concept": {
            "coding": [coding, {"system": mark, "code": mark}, {"code": mark}],
            "text": mark,
        },
        "date": "2024-03-05",
        "dateTime": when,
        "decimal": 2.5,
        "instant": when,
        "integer": 3,
        "link": "1.2",
        "period": {"start": when, "end": "2024-03-06", "extension": [{"url": mark}]},
        "positive": 2,
        "quantity": quantity,
        "range": {"low": plain, "high": quantity},
        "ratio": {"numerator": quantity, "denominator": plain},
        "reference": {"reference": f"{told.split('|', maxsplit=1)[0]}/{mark}", "display": mark},
        "time": "10:20:30",
    }
    if treatment == "code":
        return min(word_lists()[told])
    return values[treatment]


def sent_of(resource: Json, **more: Any) -> Json:  # noqa: ANN401 - as terms has them
    found = minimise_document(held(resource), terms(**more))
    assert found.outgoing is not None, found.withheld
    line: Json = json.loads(found.outgoing.line)
    return line


def why(resource: Json, **more: Any) -> str | None:  # noqa: ANN401 - as terms has them
    return minimise_document(held(resource), terms(**more)).withheld


def condition(**more: object) -> Json:
    return {
        "resourceType": "Condition",
        "id": "c1",
        "code": DIABETES,
        "subject": {"reference": "Patient/niels-1974", "display": "Niels Vendelboe"},
        "recordedDate": "2020-01-02",
    } | more


def require_valid(resource: Json) -> None:
    """Hold a resource against the oracles: both, where both know its kind."""
    if resource["resourceType"] in TYPES:
        require_r4(resource)
    model = get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert json.loads(model.model_dump_json()) == resource
