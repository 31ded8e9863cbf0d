"""Is a document a FHIR receipt as we promise it? Asked before anything is written.

The models hold form, codes and the rules within one resource; what spans resources is
held here: every reference leads to a resource of the bundle of the right kind, nothing is
empty, and there is exactly one consent.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from consent.receipt.fhir_model import Bundle
from datadonor.errors import DatadonorError, ExitCode

_MOST_DEPTH: Final = 20

_CODES: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "literal_error": "code_unknown",
    "union_tag_invalid": "resource_unknown",
    "union_tag_not_found": "resource_unknown",
}
"""What our models' words for a fault become. Any other one is ``form``."""

_SEEN_ALREADY: Final = frozenset({"too_short", "string_too_short"})
"""What is empty was found on the way; a list of nothing but faulty entries is not empty."""

_LEADS_TO: Final[Mapping[str, frozenset[str]]] = {
    "patient": frozenset({"Patient"}),
    "subject": frozenset({"Patient"}),
    "onBehalfOf": frozenset({"Patient"}),
    "sourceReference": frozenset({"DocumentReference"}),
    "valueReference": frozenset({"ResearchStudy"}),
    "organization": frozenset({"Organization"}),
    "custodian": frozenset({"Organization"}),
    "sponsor": frozenset({"Organization"}),
    "performer": frozenset({"Patient", "RelatedPerson"}),
    "target": frozenset({"Consent"}),
}
"""Field → the resources that a reference in it may lead to."""


class FhirFaulty(DatadonorError):
    """A receipt did not come out as FHIR. A fault of ours; nothing was written."""

    code = "RECEIPT_FHIR_FAULTY"
    exit_code = ExitCode.FAULT


class _Place(NamedTuple):
    """A value within a document, by the steps that lead to it."""

    steps: tuple[str | int, ...]
    value: Any

    @property
    def field(self) -> str:
        """The name of the field that it stands in, or of the list that it stands in."""
        return next(step for step in reversed(self.steps) if isinstance(step, str))


def require_sound(document: Mapping[str, Any]) -> None:
    """Let a document pass only if it is a receipt as we promise it.

    Raises:
        FhirFaulty: It is not (fact: ``faults``, how many).
    """
    faults = check_fhir(document)
    if faults:
        raise FhirFaulty(faults=len(faults))


def check_fhir(document: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a FHIR receipt; nothing if all is right.

    Args:
        document: Plain JSON values.

    Returns:
        ``code:path``, sorted, each once. The path has names of fields and positions, and
        never a value. Codes are those of the specification's rules where it names them
        (``ppc-1``, ``per-1``, ``ext-1``, ``org-1``), else ours.
    """
    try:
        written = json.dumps(document, allow_nan=False)
        places = list(_walk(document))
    except (TypeError, ValueError, RecursionError):
        return ["form:"]
    faults = {_said("empty", each.steps) for each in places if _is_empty(each.value)}
    try:
        Bundle.model_validate_json(written, by_alias=True, by_name=False)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=True, include_input=False)
        faults |= {
            _said(_code_of(problem), problem["loc"])
            for problem in problems
            if problem["type"] not in _SEEN_ALREADY
        }
        faults = faults or {"form:"}
    else:
        faults |= set(_across(document, places))
    return sorted(faults)


def _across(document: Mapping[str, Any], places: list[_Place]) -> Iterator[str]:
    """Yield what is wrong between the resources of a bundle whose form is right."""
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in document["entry"]}
    if len(kinds) != len(document["entry"]):
        yield "full_url_twice:entry"
    if list(kinds.values()).count("Consent") != 1:
        yield "one_consent:entry"
    for at, entry in enumerate(document["entry"]):
        if entry["fullUrl"] != f"urn:uuid:{entry['resource']['id']}":
            yield _said("full_url", ("entry", at))
    for place in places:
        if place.field != "reference" or not isinstance(place.value, str):
            continue
        holder = _Place(place.steps[:-1], None).field
        kind = kinds.get(place.value)
        if kind is None:
            yield _said("reference_dangling", place.steps)
        elif kind not in _LEADS_TO.get(holder, {kind}):
            yield _said("reference_kind", place.steps)


def _code_of(problem: Mapping[str, Any]) -> str:
    kind, location = problem["type"], problem["loc"]
    if kind == "value_error":  # one of ours, which says a code and nothing else
        return str(problem["ctx"]["error"])
    if kind == "missing" and location[-2:] == ("Consent", "policy"):
        return "ppc-1"
    if kind == "extra_forbidden" and location[-1] == "provision":
        return "nesting"
    return _CODES.get(kind, "form")


def _said(code: str, steps: tuple[str | int, ...]) -> str:
    return f"{code}:{'.'.join(map(str, steps))}"


def _is_empty(value: Any) -> bool:  # noqa: ANN401 - any JSON
    """Say whether a value is one that FHIR JSON never has (R4 §2.6.2)."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def _walk(document: Mapping[str, Any]) -> Iterator[_Place]:
    """Yield every value within a document.

    Raises:
        ValueError: It is deeper than any receipt.
    """
    waiting = [_Place((), document)]
    while waiting:
        place = waiting.pop()
        if len(place.steps) > _MOST_DEPTH:
            raise ValueError("too deep")
        if place.steps:
            yield place
        if isinstance(place.value, Mapping):
            waiting += [_Place((*place.steps, str(k)), v) for k, v in place.value.items()]
        elif isinstance(place.value, list):
            waiting += [_Place((*place.steps, at), v) for at, v in enumerate(place.value)]
