"""The form of our FHIR receipts, as models: what a reader may rely on, and what we refuse.

FHIR R4 narrowed to the resources and fields that a receipt has. The lists of codes are
whole where R4 has a required binding, because the validators we know let wrong codes
through. Must not know what a consent is; only how it is written.

Source: FHIR R4 4.0.1, the definitions of each resource; narrower where it says "ours".
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from consent.receipt import fhir_terms
from consent.receipt.fhir_datatypes import (
    Base64,
    Coding,
    Concept,
    Extensions,
    Fault,
    Id,
    Identifier,
    LanguageCode,
    Moment,
    Part,
    Period,
    Reference,
    References,
    Text,
    Uri,
    bound,
)
from consent.receipt.fhir_terms import Term
from datadonor.records.categories import EHDS, categories


class Actor(Part):
    """Consent.provision.actor."""

    role: Annotated[Concept, bound(fhir_terms.INFORMATION_RECIPIENT)]
    reference: Reference


class DataReference(Part):
    """Consent.provision.data. We write none; what stands there has to be R4 all the same."""

    meaning: Literal["instance", "related", "dependents", "authoredby"]
    reference: Reference


def _is_category(concept: Concept) -> Concept:
    terms = {each.ehds for each in categories().values()} | {"HumanHealthData"}
    if not any(concept.has(Term(EHDS, term)) for term in terms):
        raise Fault("code_unknown")
    return concept


def _has_research(purposes: tuple[Coding, ...]) -> tuple[Coding, ...]:
    if not any((each.system, each.code) == fhir_terms.HEALTH_RESEARCH for each in purposes):
        raise Fault("code_unknown")
    return purposes


class Permit(Part):
    """One granted item: Consent.provision.provision. Nothing is nested in it (ours)."""

    id: Text
    extension: Extensions
    type: Literal["permit", "deny"]
    period: Period
    actor: Annotated[tuple[Actor, ...], Field(min_length=1)]
    purpose: Annotated[tuple[Coding, ...], Field(min_length=1), AfterValidator(_has_research)]
    code: Annotated[
        tuple[Annotated[Concept, AfterValidator(_is_category)], ...], Field(min_length=1)
    ]
    data_period: Period | None = None
    data: Annotated[tuple[DataReference, ...], Field(min_length=1)] | None = None


class Provision(Part):
    """The outer provision: all is denied but what is named within it (ours)."""

    type: Literal["permit", "deny"]
    period: Period
    provision: Annotated[tuple[Permit, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _denies_but(self) -> Self:
        inner = {each.type for each in self.provision or ()}
        if self.type != "deny" or not inner <= {"permit"}:
            raise Fault("opt_in")
        return self


class Policy(Part):
    """Consent.policy."""

    uri: Uri


class _Resource(Part):
    id: Id
    language: LanguageCode | None = None
    extension: Extensions | None = None


class Consent(_Resource):
    """R4 Consent. ``patient``, ``identifier`` and ``policy`` (ppc-1) must be there (ours)."""

    resource_type: Literal["Consent"]
    identifier: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    status: Literal["draft", "proposed", "active", "rejected", "inactive", "entered-in-error"]
    scope: Annotated[Concept, bound(fhir_terms.RESEARCH)]
    category: Annotated[
        tuple[Annotated[Concept, bound(fhir_terms.ACKNOWLEDGEMENT)], ...], Field(min_length=1)
    ]
    patient: Reference
    date_time: Moment
    performer: References
    organization: References
    source_reference: Reference
    policy: Annotated[tuple[Policy, ...], Field(min_length=1)]
    provision: Provision


class Attachment(Part):
    """R4 Attachment. No ``hash``: it would be SHA-1."""

    content_type: Literal["text/plain; charset=utf-8"]
    language: LanguageCode
    data: Base64
    size: Annotated[int, Field(ge=1, lt=2**31)]
    title: Text


class Content(Part):
    """DocumentReference.content."""

    attachment: Attachment


class DocumentReference(_Resource):
    """R4 DocumentReference."""

    resource_type: Literal["DocumentReference"]
    master_identifier: Identifier
    status: Literal["current", "superseded", "entered-in-error"]
    type: Annotated[Concept, bound(fhir_terms.ACKNOWLEDGEMENT)]
    subject: Reference
    date: Moment
    custodian: Reference
    content: Annotated[tuple[Content, ...], Field(min_length=1)]


class ResearchStudy(_Resource):
    """R4 ResearchStudy."""

    resource_type: Literal["ResearchStudy"]
    identifier: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    title: Text
    status: Literal[
        "active",
        "administratively-completed",
        "approved",
        "closed-to-accrual",
        "closed-to-accrual-and-intervention",
        "completed",
        "disapproved",
        "in-review",
        "temporarily-closed-to-accrual",
        "temporarily-closed-to-accrual-and-intervention",
        "withdrawn",
    ]
    sponsor: Reference
    principal_investigator: Reference


class ContactPoint(Part):
    """R4 ContactPoint (cpt-2: a value has a system)."""

    system: Literal["phone", "fax", "email", "pager", "url", "sms", "other"]
    value: Text


class Address(Part):
    """R4 Address, as one line."""

    text: Text


class OrganizationContact(Part):
    """Organization.contact."""

    purpose: Concept
    telecom: Annotated[tuple[ContactPoint, ...], Field(min_length=1)]


class Organization(_Resource):
    """R4 Organization."""

    resource_type: Literal["Organization"]
    identifier: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    name: Text | None = None
    alias: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    telecom: Annotated[tuple[ContactPoint, ...], Field(min_length=1)] | None = None
    address: Annotated[tuple[Address, ...], Field(min_length=1)] | None = None
    contact: Annotated[tuple[OrganizationContact, ...], Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _org_1(self) -> Self:
        if self.identifier is None and self.name is None:
            raise Fault("org-1")
        return self


class DeviceName(Part):
    """Device.deviceName."""

    name: Text
    type: Literal[
        "udi-label-name",
        "user-friendly-name",
        "patient-reported-name",
        "manufacturer-name",
        "model-name",
        "other",
    ]


class Device(_Resource):
    """R4 Device: the program. No version, maker or number (ours)."""

    resource_type: Literal["Device"]
    device_name: Annotated[tuple[DeviceName, ...], Field(min_length=1)]


class Patient(_Resource):
    """R4 Patient: a pseudonym and nothing else (ours)."""

    resource_type: Literal["Patient"]
    identifier: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=1)]


class RelatedPerson(_Resource):
    """R4 RelatedPerson: who decided in the donor's place."""

    resource_type: Literal["RelatedPerson"]
    patient: Reference
    relationship: Annotated[tuple[Concept, ...], Field(min_length=1)]


class Agent(Part):
    """Provenance.agent."""

    type: Annotated[Concept, bound(fhir_terms.ASSEMBLER, fhir_terms.PERFORMER, fhir_terms.WITNESS)]
    role: Annotated[tuple[Concept, ...], Field(min_length=1)] | None = None
    who: Reference
    on_behalf_of: Reference | None = None


class Entity(Part):
    """Provenance.entity."""

    role: Literal["derivation", "revision", "quotation", "source", "removal"]
    what: Reference


class Signature(Part):
    """R4 Signature, without the signed bytes."""

    type: Annotated[
        tuple[
            Annotated[Coding, bound(fhir_terms.CONSENT_SIGNATURE, fhir_terms.CONSENT_WITNESS)], ...
        ],
        Field(min_length=1),
    ]
    when: Moment
    who: Reference
    on_behalf_of: Reference | None = None


class Provenance(_Resource):
    """R4 Provenance."""

    resource_type: Literal["Provenance"]
    target: References
    occurred_date_time: Moment | None = None
    recorded: Moment
    reason: Annotated[tuple[Concept, ...], Field(min_length=1)] | None = None
    activity: Annotated[Concept, bound(fhir_terms.CREATE, fhir_terms.UPDATE, fhir_terms.DEIDENTIFY)]
    agent: Annotated[tuple[Agent, ...], Field(min_length=1)]
    entity: Annotated[tuple[Entity, ...], Field(min_length=1)] | None = None
    signature: Annotated[tuple[Signature, ...], Field(min_length=1)] | None = None


Resource = (
    Consent
    | DocumentReference
    | ResearchStudy
    | Organization
    | Device
    | Patient
    | RelatedPerson
    | Provenance
)


class Entry(Part):
    """Bundle.entry."""

    full_url: Annotated[str, StringConstraints(pattern=r"^urn:uuid:[0-9a-f-]{36}$")]
    resource: Annotated[Resource, Field(discriminator="resource_type")]


class Meta(Part):
    """R4 Meta. No profile is claimed (ours)."""

    security: Annotated[
        tuple[Annotated[Coding, bound(fhir_terms.PSEUDONYMISED)], ...], Field(min_length=1)
    ]


class Bundle(Part):
    """R4 Bundle, as a receipt is one."""

    resource_type: Literal["Bundle"]
    id: Id
    meta: Meta | None = None
    identifier: Identifier
    type: Literal["collection"]
    entry: Annotated[tuple[Entry, ...], Field(min_length=1)]
