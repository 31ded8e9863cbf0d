"""Decisions and releases of a package as FHIR R4 AuditEvents, in the shapes of IHE BALP 1.1.

A release is a Privacy Disclosure at the source, a decision an AuthZ-consent event. The view
is for an auditor; it is made from the log and never stored in its place. The donor is named
by the pseudonym of the project, where a decision tells it.
"""

from typing import Any, Final

import rfc8785

from datadonor.audit.events import (
    ConsentInvalidated,
    ConsentRefused,
    ConsentStopped,
    ConsentWithdrawn,
    DonationSent,
    Event,
    Position,
)
from export.audit_package.judging import Report
from export.audit_package.replaying import Replayed

_DCM: Final = "http://dicom.nema.org/resources/ontology/DCM"
_PROFILES: Final = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/"
_DISCLOSURE: Final = f"{_PROFILES}IHE.BasicAudit.PrivacyDisclosure.Source"
_AUTHZ: Final = f"{_PROFILES}IHE.BasicAudit.AuthZconsent"
_TYPES: Final = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_ROLES: Final = "http://terminology.hl7.org/CodeSystem/object-role"
_DIGEST: Final = "urn:ietf:rfc:6234"
_LOCAL: Final = {"address": "local", "type": "1"}
_DENYING: Final = (ConsentInvalidated, ConsentRefused, ConsentStopped, ConsentWithdrawn)


def audit_events(report: Report) -> bytes:
    """Return a Bundle of AuditEvents, RFC 8785 JSON: decisions and releases, by place."""
    made: list[tuple[int, dict[str, Any]]] = [
        (release.position, _disclosure(report, release))
        for release in report.releases
        if isinstance(release.event.what, DonationSent)
    ]
    for position, event in report.package.told("consent."):
        if getattr(event.what, "decision_sha256", None) is not None:
            made.append((position, _decision(report, position, event)))
    made.sort(key=lambda each: each[0])
    entries = [{"resource": resource} for _, resource in made]
    bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "collection"}
    return rfc8785.dumps(bundle | ({"entry": entries} if entries else {}))


# -- within ---------------------------------------------------------------------------


def _coding(system: str, code: str, display: str) -> dict[str, Any]:
    return {"system": system, "code": code, "display": display}


def _agent(role: dict[str, Any], name: str, *, requestor: bool, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    who = {"display": name}
    return {"type": {"coding": [role]}, "who": who, "requestor": requestor, **more}


def _source(report: Report) -> dict[str, Any]:
    origin = report.package.log.key.partition("+")[0]
    device = {"identifier": {"system": "urn:datadonor:log", "value": origin}}
    kinds = "http://terminology.hl7.org/CodeSystem/security-source-type"
    return {"observer": device, "type": [_coding(kinds, "1", "User Device")]}


def _entity(kind: str, role: str, what: dict[str, Any]) -> dict[str, Any]:
    displays = {"1": ("Person", "Patient"), "2": ("System Object", "Report")}
    first, second = displays[kind]
    return {
        "what": what,
        "type": _coding(_TYPES, kind, first),
        "role": _coding(_ROLES, role, second),
    }


def _patient(report: Report, decision_sha256: str | None) -> dict[str, Any]:
    signed = report.package.decision(decision_sha256)
    name = "donor" if signed is None else signed.decision.pseudonym
    return {"identifier": {"system": "urn:datadonor:pseudonym", "value": name}}


def _disclosure(report: Report, release: Replayed) -> dict[str, Any]:
    what = release.event.what
    assert isinstance(what, DonationSent)  # noqa: S101 - chosen by the caller
    bundle = report.said.bundles.get(what.bundle_sha256)
    by = None if bundle is None else bundle.sealed.decision_sha256
    patient = _patient(report, by)
    address = f"urn:datadonor:recipient:{what.recipient}"
    lifecycle = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
    return {
        "resourceType": "AuditEvent",
        "id": f"event-{release.position}",
        "meta": {"profile": [_DISCLOSURE]},
        "type": _coding(_DCM, "110106", "Export"),
        "subtype": [_coding(lifecycle, "disclose", "Disclose Record Lifecycle Event")],
        "action": "R",
        "recorded": release.event.when.recorded,
        "outcome": "0" if release.is_covered else "8",
        **({} if release.reason is None else {"outcomeDesc": release.reason}),
        "agent": [
            _agent(
                _coding(_DCM, "110153", "Source Role ID"), "Datadonor",
                requestor=False, network=_LOCAL,
            ),
            _agent(
                _coding(_DCM, "110152", "Destination Role ID"), what.recipient,
                requestor=False, network={"address": address, "type": "5"},
            ),
            {
                "type": {"coding": [_coding("http://snomed.info/sct", "429577009", "Patient")]},
                "who": patient,
                "requestor": True,
            },
        ],
        "source": _source(report),
        "entity": [
            _entity("1", "1", patient),
            _entity("2", "3", _digest(what.bundle_sha256)),
        ],
    }  # fmt: skip


def _decision(report: Report, position: Position, event: Event) -> dict[str, Any]:
    digest = getattr(event.what, "decision_sha256", None)
    is_no = isinstance(event.what, _DENYING)
    subtypes = "https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType"
    participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
    agents = "http://terminology.hl7.org/CodeSystem/extra-security-role-type"
    patient = _patient(report, digest)
    return {
        "resourceType": "AuditEvent",
        "id": f"event-{position}",
        "meta": {"profile": [_AUTHZ]},
        "type": _coding(_DCM, "110113", "Security Alert"),
        "subtype": [_coding(subtypes, "AuthZ-Consent", "Consent Authorization Decision")],
        "action": "E",
        "recorded": event.when.recorded,
        "outcome": "8" if is_no else "0",
        **({"outcomeDesc": event.kind} if is_no else {}),
        "agent": [
            _agent(
                _coding(_DCM, "110150", "Application"), "Datadonor",
                requestor=False, network=_LOCAL,
            ),
            {
                "type": {"coding": [_coding(participation, "IRCP", "information recipient")]},
                # Who decides for the donor is not named, and is not the donor either.
                "who": patient if event.who.capacity == "self" else _decider(event),
                "requestor": True,
            },
            _agent(
                _coding("http://terminology.hl7.org/CodeSystem/v3-RoleClass", "PROV",
                        "healthcare provider"),
                event.project or "", requestor=False,
            ),
            {
                "type": {"coding": [_coding(agents, "authserver", "authorization server")]},
                "who": _source(report)["observer"],
                "requestor": False,
            },
        ],
        "source": _source(report),
        "entity": [_entity("1", "1", patient), _entity("2", "4", _digest(str(digest)))],
    }  # fmt: skip


def _decider(event: Event) -> dict[str, Any]:
    basis = "" if event.who.basis is None else f" ({event.who.basis})"
    return {"display": f"{event.who.capacity}{basis}"}


def _digest(sha256: str) -> dict[str, Any]:
    return {"identifier": {"system": _DIGEST, "value": sha256}}
