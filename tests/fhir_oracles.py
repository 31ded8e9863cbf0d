"""Other people's readings of FHIR R4, to hold the FHIR that we write against.

Two oracles that share nothing: HL7's JSON schema for R4 (``vectors/fhir-r4-schema``), which
knows the code lists, and the R4B models of ``fhir.resources``, which know the calendar and
write and read XML. Neither knows the invariants of the specification's prose (ppc-1, per-1)
nor our own rules: what both let through is shown in ``unit/test_fhir_oracles.py``.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fhir.resources.R4B import get_fhir_model_class
from jsonschema import Draft6Validator

SCHEMA: Final = Path(__file__).parent / "vectors" / "fhir-r4-schema" / "fhir.schema.json"
TYPES: Final = {
    *("AuditEvent", "Bundle", "Consent", "Device", "DocumentReference", "Organization"),
    *("Patient", "Provenance", "RelatedPerson", "ResearchStudy"),
}
"""The resources whose definitions are among the vectors."""


class NotR4(AssertionError):
    """An oracle refuses a document. Says where, and why."""


def require_r4(document: Mapping[str, Any]) -> None:
    """Ask both oracles.

    Args:
        document: One resource of ``TYPES`` as plain mappings and lists, as JSON gives it.

    Raises:
        NotR4: One of them refuses.
    """
    require_r4_schema(document)
    require_r4_model(document)


def require_r4_schema(document: Mapping[str, Any]) -> None:
    """Hold a resource against HL7's JSON schema.

    Raises:
        NotR4: It does not fit, or is no resource of ``TYPES``.
    """
    faults = sorted(_validator(_type_of(document)).iter_errors(document), key=lambda one: one.path)
    if faults:
        told = [f"{fault.json_path}: {fault.message[:200]}" for fault in faults[:5]]
        raise NotR4("\n".join(told))


def require_r4_model(document: Mapping[str, Any]) -> None:
    """Read a resource with ``fhir.resources``, and carry it through JSON and XML unchanged.

    R4B is the nearest that library has; the resources of ``TYPES`` are the same in both.

    Raises:
        NotR4: The model refuses it, or it comes back from JSON or XML otherwise than it went.
    """
    model_class = get_fhir_model_class(_type_of(document))
    try:
        model = model_class.model_validate(dict(document))
        through_json = json.loads(model.model_dump_json(exclude_comments=True))
        again = model_class.model_validate_xml(model.model_dump_xml())
        # Reading XML keeps comments as fields of their own, which would be a difference.
        through_xml = json.loads(again.model_dump_json(exclude_comments=True))
    except (ValueError, TypeError, AssertionError) as refused:
        raise NotR4(str(refused)) from refused
    if through_json != document:
        raise NotR4("it comes back from JSON changed")
    if through_xml != document:
        raise NotR4("it comes back from XML changed")


def _type_of(document: Mapping[str, Any]) -> str:
    kind = document.get("resourceType")
    if not isinstance(kind, str) or kind not in TYPES:
        raise NotR4("it is no resource that the oracles hold")
    return kind


@cache
def _validator(kind: str) -> Draft6Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]})
