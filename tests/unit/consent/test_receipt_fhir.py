"""The receipt in FHIR R4 says what the record says, in a form that others can read.

The reader here was written from the specification, not from the writer.
"""

import json
import re
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
import rfc8785

from consent.periods import local_day
from consent.receipt import fhir
from consent.receipt.fhir import fhir_file, fhir_receipt
from consent.receipt.fhir_rules import FhirFaulty, check_fhir
from consent.receipt.record import ConsentRecord, Copy, record_consent
from datadonor.audit.events import Actor, moment
from datadonor.errors import ExitCode
from datadonor.texts import Language
from tests.consents import NOON, signed_request
from tests.fhir_oracles import require_r4
from tests.receipts import HELPER, SECRETS, STATES, Scene, facts, record, tell, told_by
from tests.synthetic_requests import SAMPLES, sample_request, with_change

SLEEP = sample_request("sleep")
OURS = "urn:datadonor:fhir:"


def all_records() -> Iterator[ConsentRecord]:
    """Yield every state of every sample, for both readers, in both languages."""
    for copy in Copy:
        for state in STATES:
            for request in SAMPLES:
                yield record(copy, state, request=request)
            yield record(copy, state, donor=1, language=Language.ENGLISH)


ALL = [
    pytest.param(each, id=f"{each.copy}-{each.state}-{number}")
    for number, each in enumerate(all_records())
]


# -- a reader -----------------------------------------------------------------


class Reader:
    """Reads a receipt as a stranger would who has the specification and our list of words."""

    def __init__(self, bundle: dict[str, Any]) -> None:
        self.by_url = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
        self.bundle = bundle
        self.consent = self.one("Consent")

    def all(self, kind: str) -> list[dict[str, Any]]:
        return [each for each in self.by_url.values() if each["resourceType"] == kind]

    def one(self, kind: str) -> dict[str, Any]:
        (only,) = self.all(kind)
        return only

    def follow(self, reference: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self.by_url[reference["reference"]]
        return found

    def words(self, holder: dict[str, Any], name: str) -> list[Any]:
        """Return the values of an extension of ours; of a complex one, name → value."""
        return [
            {part["url"]: value_of(part) for part in each["extension"]}
            if "extension" in each
            else value_of(each)
            for each in holder.get("extension", [])
            if each["url"] == OURS + name
        ]

    def provenance(self, activity: str) -> dict[str, Any]:
        (only,) = [each for each in self.all("Provenance") if activity == code_of(each["activity"])]
        return only

    @property
    def signing(self) -> dict[str, Any]:
        (only,) = [each for each in self.all("Provenance") if "signature" in each]
        return only

    @property
    def latest(self) -> dict[str, Any]:
        """Return the Provenance of what was done after the signing; else of the signing."""
        done = [
            each
            for each in self.all("Provenance")
            if "signature" not in each and code_of(each["activity"]) != "deidentify"
        ]
        return done[0] if done else self.signing

    def person(self, reference: dict[str, Any]) -> str:
        identifier = reference.get("identifier")
        if identifier is None:
            (identifier,) = self.follow(reference)["identifier"]
        assert identifier["system"].startswith("urn:datadonor:pseudonym:")
        return str(identifier["value"])


def value_of(extension: dict[str, Any]) -> Any:  # noqa: ANN401 - any FHIR value
    (value,) = [each for name, each in extension.items() if name.startswith("value")]
    return value


def code_of(concept: dict[str, Any], system: str = "") -> str:
    return next(str(coding["code"]) for coding in concept["coding"] if system in coding["system"])


def digest_of(uri: str) -> str:
    name = uri.removeprefix("ni:///sha-256;")
    return urlsafe_b64decode(name + "=" * (-len(name) % 4)).hex()


def in_full(written: str) -> str:
    return written if "." in written else written.replace("Z", ".000Z")


STATE_OF = {
    "ConsentGiven": "given",
    "RenewedConsentGiven": "renewed",
    "ConsentExpired": "expired",
    "ConsentWithdrawn": "withdrawn",
    "ConsentRevoked": "stopped",
    "ConsentInvalidated": "invalidated",
    "ConsentRefused": "refused",
}
DECIDERS = {"GUARD": "guardian", "RESPRSN": "proxy"}


def told(bundle: dict[str, Any]) -> dict[str, Any]:
    """Return what ``facts`` returns, read out of the finished document."""
    reader = Reader(bundle)
    consent = reader.consent
    (state,) = reader.words(consent, "state")
    (domain,) = [each for each in consent["extension"] if "fhir.de" in each["url"]]
    (study_reference,) = [value_of(p) for p in domain["extension"] if p["url"] == "domain"]
    study = reader.follow(study_reference)
    (controller,) = consent["organization"]
    version, digest = (policy["uri"] for policy in consent["policy"])
    document = reader.follow(consent["sourceReference"])
    attachment = document["content"][0]["attachment"]
    (performer,) = consent["performer"]
    person = reader.by_url.get(performer.get("reference"), {})
    relationship = person.get("relationship", [{"coding": []}])[0]["coding"]
    permits = consent["provision"].get("provision", [])
    recipients = [reader.follow(each["actor"][0]["reference"]) for each in permits]
    recipient = recipients[0]
    assert all(each == recipient for each in recipients)
    state_at = reader.latest.get("occurredDateTime")
    if STATE_OF[state["code"]] == "expired":
        state_at = None  # the end of the gate tells it
    decision = [
        digest_of(each["what"]["identifier"]["value"])
        for each in reader.signing["entity"]
        if each["role"] == "source" and "identifier" in each["what"]
    ]
    return {
        "consent": consent["identifier"][0]["value"].removeprefix("urn:uuid:"),
        "receipt": bundle["identifier"]["value"].removeprefix("urn:uuid:"),
        "state": STATE_OF[state["code"]],
        "is_end": STATE_OF[state["code"]] not in {"given", "renewed", "refused"},
        "project": study["identifier"][0]["value"],
        "project_version": int(version.rpartition(":")[2]),
        "request_sha256": digest_of(digest),
        "subject": reader.person(consent["patient"]),
        "given_at": in_full(consent["dateTime"]),
        "state_at": state_at and in_full(state_at),
        "first_day": consent["provision"]["period"]["start"],
        "last_day": consent["provision"]["period"]["end"],
        "given_by": DECIDERS[relationship[0]["code"]] if relationship else "self",
        "controller": reader.follow(controller)["name"],
        "recipient": recipient["identifier"][0]["value"],
        "recipient_name": (recipient["name"], *recipient["alias"]),
        "language": attachment["language"],
        "text_sha256": sha256(b64decode(attachment["data"], validate=True)).hexdigest(),
        "purposes": [
            each["system"] + each["code"]
            for each in permits[0]["purpose"]
            if each["system"].startswith("https://w3id.org/dpv")
        ],
        "granted": [granted(reader, permit) for permit in permits],
        "not_granted": [each["item"] for each in reader.words(consent, "not-granted")],
        "options": {each["option"]: each.get("answer") for each in reader.words(consent, "option")},
        "demographics": reader.words(consent, "demographic"),
        "frequency": reader.words(consent, "frequency")[0],
        "withdrawal_effect": reader.words(consent, "withdrawal-effect")[0],
        "decision_sha256": decision[0] if decision else None,
    }


def granted(reader: Reader, permit: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of one granted item."""
    assert permit["type"] == "permit"
    period = permit.get("dataPeriod")
    (coding, _) = permit["code"][0]["coding"]
    window = period and (period["start"], period["end"])
    (days,) = reader.words(permit, "window-days") or [None]
    (left_out,) = reader.words(permit, "records-left-out") or [0]
    return {
        "item": permit["id"],
        "category": coding["system"] + coding["code"],
        "window": window,
        "window_days": days,
        "resolution": reader.words(permit, "finest-resolution")[0],
        "dates": reader.words(permit, "dates")[0],
        "types": reader.words(permit, "record-type") or None,
        "left_out": left_out,
    }


# -- what it says -------------------------------------------------------------


@pytest.mark.parametrize("each", ALL)
def test_it_says_what_the_record_says(each: ConsentRecord) -> None:
    expected, read = facts(each), told(fhir_receipt(each))
    for theirs, ours in zip(expected["granted"], read["granted"], strict=True):
        if theirs["window"] is not None:  # then its length is for the reader to count
            assert ours["window_days"] is None
            ours["window_days"] = theirs["window_days"]
    if each.state == "expired":
        assert read["state_at"] is None
        read["state_at"] = expected["state_at"]
    assert read == expected


@pytest.mark.parametrize("each", ALL)
def test_it_is_fhir_by_every_judge(each: ConsentRecord) -> None:
    """HL7's schema, a model of R4B, to XML and back unchanged, and our own rules."""
    document = fhir_receipt(each)
    assert check_fhir(document) == []
    # Milliseconds come back from the model with six digits.
    with_micros = re.sub(r"(T[0-9:]{8}\.[0-9]{3})Z", r"\g<1>000Z", json.dumps(document))
    require_r4(json.loads(with_micros))


def test_the_text_is_there_to_the_byte() -> None:
    each = record()
    attachment = Reader(fhir_receipt(each)).one("DocumentReference")["content"][0]["attachment"]
    assert b64decode(attachment["data"]).decode() == each.text
    assert attachment["size"] == len(each.text.encode())
    assert attachment["contentType"] == "text/plain; charset=utf-8"


def test_the_digest_of_the_text_does_not_stand_where_sha_1_belongs() -> None:
    """FHIR R4 Attachment.hash is SHA-1. The text's identifier has the SHA-256 (RFC 6920)."""
    each = record()
    document = Reader(fhir_receipt(each)).one("DocumentReference")
    assert "hash" not in document["content"][0]["attachment"]
    assert digest_of(document["masterIdentifier"]["value"]) == each.text_sha256


def test_the_file_is_canonical_and_lasting() -> None:
    for copy in Copy:
        first, second = fhir_file(record(copy)), fhir_file(record(copy))
        assert first == second
        assert rfc8785.dumps(json.loads(first)) == first
        assert list(fhir_receipt(record(copy))) == list(fhir_receipt(record(copy)))


# -- the shape ----------------------------------------------------------------


@pytest.mark.parametrize("each", ALL)
def test_all_is_denied_but_what_is_named(each: ConsentRecord) -> None:
    provision = fhir_receipt(each)["entry"][0]["resource"]["provision"]
    assert provision["type"] == "deny"
    assert [permit["id"] for permit in provision["provision"]] == [i.id for i in each.granted]
    for permit in provision["provision"]:
        assert permit["type"] == "permit"
        assert permit["period"] == provision["period"]
        assert "provision" not in permit


def test_a_permit_has_gate_and_window_purpose_and_recipient() -> None:
    permit = Reader(fhir_receipt(record(state="narrowed"))).consent["provision"]["provision"][0]
    assert permit["period"] == {"start": "2026-09-01", "end": "2026-11-05"}
    assert permit["dataPeriod"] == {"start": "2026-02-03", "end": "2026-08-19"}
    assert {each["code"] for each in permit["purpose"]} == {
        "HRESCH",
        SLEEP.id,
        "HealthcareScientificResearch",
    }
    (actor,) = permit["actor"]
    assert code_of(actor["role"]) == "IRCP"
    assert permit["code"][0]["coding"][0] == {
        "system": "https://w3id.org/dpv/legal/eu/ehds#",
        "code": "PersonGeneratedWellnessAppData",
    }


def test_no_profile_is_claimed() -> None:
    """MII, IHE PCF and FAST exclude each other; one resource cannot be all of them."""
    for copy in Copy:
        assert '"profile"' not in fhir_file(record(copy)).decode()


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("full", "active"),
        ("renewed", "active"),
        ("item_withdrawn", "active"),
        ("expired", "active"),
        ("withdrawn", "inactive"),
        ("stopped", "inactive"),
        ("invalidated", "inactive"),
    ],
)
@pytest.mark.parametrize("copy", Copy)
def test_each_state_has_its_status(copy: Copy, state: str, status: str) -> None:
    each = record(copy, state)
    consent = Reader(fhir_receipt(each)).consent
    assert consent["status"] == status
    if state == "expired":  # R4 has no status for it
        assert consent["provision"]["period"]["end"] < str(local_day(moment(each.state_at)))


@pytest.mark.parametrize("copy", Copy)
def test_a_no_after_a_consent_permits_nothing(copy: Copy) -> None:
    def refuse(scene: Scene) -> None:
        STATES["expired"](scene)
        scene.book.refuse(signed_request(scene.request))

    each = record_consent(*told_by(refuse, SLEEP), copy)
    document = fhir_receipt(each)
    require_r4(document)
    consent = Reader(document).consent
    assert consent["status"] == "rejected"
    assert "provision" not in consent["provision"]


# -- who did what -------------------------------------------------------------


def test_a_signing_is_told_with_the_program_the_text_and_the_signature() -> None:
    reader = Reader(fhir_receipt(record(donor=1)))
    signing = reader.provenance("CREATE")
    assert [code_of(agent["type"]) for agent in signing["agent"]] == ["performer", "assembler"]
    assert reader.follow(signing["agent"][1]["who"])["resourceType"] == "Device"
    assert reader.follow(signing["target"][0])["resourceType"] == "Consent"
    assert signing["entity"][0]["role"] == "source"
    assert reader.follow(signing["entity"][0]["what"])["resourceType"] == "DocumentReference"
    (signature,) = signing["signature"]
    assert signature["type"][0]["code"] == "1.2.840.10065.1.12.1.7"
    assert signature["when"] == "2026-09-01T12:37:00.123Z"
    assert reader.person(signature["who"]) == record(donor=1).subject


def test_a_change_is_an_update_of_the_same_consent() -> None:
    reader = Reader(fhir_receipt(record(state="changed")))
    signing = reader.provenance("UPDATE")
    (earlier,) = [each["what"] for each in signing["entity"] if each["role"] == "revision"]
    assert [earlier["identifier"]] == reader.consent["identifier"]


@pytest.mark.parametrize("copy", Copy)
@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("withdrawn", "ConsentWithdrawn"),
        ("stopped", "ConsentRevoked"),
        ("invalidated", "ConsentInvalidated"),
        ("item_withdrawn", "ConsentGiven"),
    ],
)
def test_what_came_after_the_signing_is_told_beside_it(copy: Copy, state: str, reason: str) -> None:
    """Consent and withdrawal are both kept, and both recorded."""
    reader = Reader(fhir_receipt(record(copy, state)))
    ending = reader.provenance("UPDATE")
    assert reader.provenance("CREATE")["recorded"] < ending["recorded"]
    assert code_of(ending["reason"][0]) == reason
    assert {each["role"] for each in ending["entity"]} == {"revision", "source"}
    who = ending["agent"][0]["who"]
    if state == "stopped":
        assert reader.follow(who)["name"] == SLEEP.controller.name
    else:
        assert reader.person(who) == record(copy, state).subject


def test_a_stop_by_the_registry_is_told_from_one_by_the_controller() -> None:
    def revoke(scene: Scene) -> None:
        scene.give()
        scene.book.stop(scene.request.id, "registry", "approval_revoked")

    document = fhir_receipt(record_consent(*told_by(revoke, SLEEP), Copy.DONOR))
    require_r4(document)
    who = Reader(document).provenance("UPDATE")["agent"][0]["who"]
    assert who["identifier"]["value"] == "registry"


@pytest.mark.parametrize("copy", Copy)
@pytest.mark.parametrize(
    ("state", "role", "basis"),
    [
        ("by_guardian", "GUARD", "parental_custody"),
        ("by_proxy", "RESPRSN", "future_power_of_attorney"),
    ],
)
def test_a_proxy_signs_on_behalf_of_the_donor(
    copy: Copy, state: str, role: str, basis: str
) -> None:
    """Every event says who acted and for whom."""
    each = record(copy, state)
    reader = Reader(fhir_receipt(each))
    proxy = reader.one("RelatedPerson")
    assert [code_of(relationship) for relationship in proxy["relationship"]] == [role, basis]
    assert reader.person(proxy["patient"]) == each.subject
    assert reader.follow(reader.consent["performer"][0]) == proxy
    for act in (reader.signing["agent"][0], reader.signing["signature"][0]):
        assert reader.follow(act["who"]) == proxy
        assert reader.person(act["onBehalfOf"]) == each.subject


def test_a_guardian_who_withdraws_what_the_donor_gave_is_told() -> None:
    def withdraw(scene: Scene) -> None:
        scene.give()
        scene.clock.forward(days=1)
        scene.book.withdraw(scene.request, signers=[scene.decider("parental_custody")])

    document = fhir_receipt(record_consent(*told_by(withdraw, SLEEP), Copy.RECIPIENT))
    require_r4(document)
    reader = Reader(document)
    performer = reader.provenance("UPDATE")["agent"][0]
    assert reader.follow(performer["who"])["resourceType"] == "RelatedPerson"
    assert "onBehalfOf" in performer
    assert "onBehalfOf" not in reader.signing["agent"][0]


def test_a_helper_is_a_witness_in_the_donors_copy_and_nowhere_in_the_recipients() -> None:
    signing = Reader(fhir_receipt(record(Copy.DONOR, "helped"))).signing
    assert code_of(signing["agent"][2]["type"]) == "WIT"
    assert HELPER.name in signing["agent"][2]["who"]["display"]
    assert len(signing["signature"]) == 1, "who only helped has signed nothing"
    assert len(Reader(fhir_receipt(record(Copy.RECIPIENT, "helped"))).signing["agent"]) == 2


def test_a_decision_on_paper_is_true_before_it_is_recorded() -> None:
    def on_paper(scene: Scene) -> None:
        scene.give(decided=NOON.replace(day=1, month=8))

    signing = Reader(fhir_receipt(record_consent(*told_by(on_paper, SLEEP), Copy.DONOR))).signing
    assert signing["occurredDateTime"] == "2026-08-01T12:00:00Z"
    assert signing["recorded"] == "2026-09-01T12:00:00Z"


def test_the_place_in_the_log_is_for_the_donor_alone() -> None:
    for state in ("full", "withdrawn"):
        each = record(Copy.DONOR, state)
        reader = Reader(fhir_receipt(each))
        assert reader.words(reader.latest, "log-position") == [each.log_position]
        assert b"log-position" not in fhir_file(record(Copy.RECIPIENT, state))


# -- the recipient's copy -----------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("request_name", SAMPLES)
def test_the_recipients_copy_holds_nothing_of_the_donors_own(state: str, request_name: str) -> None:
    document = fhir_receipt(record(Copy.RECIPIENT, state, request=request_name, donor=1))
    written = json.dumps(document, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in written]
    reader = Reader(document)
    assert not reader.all("Patient")
    assert "reference" not in reader.consent["patient"]
    assert "urn:datadonor:pseudonym:" in reader.consent["patient"]["identifier"]["system"]
    assert code_of({"coding": document["meta"]["security"]}) == "PSEUDED"
    assert reader.provenance("deidentify")


def test_the_donors_copy_does_hold_them() -> None:
    """Or the test above would prove nothing."""
    written = fhir_file(record(Copy.DONOR, "helped")).decode()
    assert [secret for secret in SECRETS if secret in written]
    assert Reader(fhir_receipt(record(Copy.DONOR))).all("Patient")


@pytest.mark.parametrize("state", STATES)
def test_times_are_days_in_the_recipients_copy(state: str) -> None:
    times = [each for each in scalars(fhir_receipt(record(Copy.RECIPIENT, state, donor=1)))
             if isinstance(each, str) and each[4:5] == "-" and "T" in each]  # fmt: skip
    assert times
    assert all(each.endswith("T00:00:00Z") for each in times)


def test_moved_dates_leave_only_the_length_of_the_window() -> None:
    """The true days beside the moved ones would tell how far they were moved."""
    reader = Reader(fhir_receipt(record(Copy.RECIPIENT, "narrowed")))
    permit = reader.consent["provision"]["provision"][0]
    assert "dataPeriod" not in permit
    assert reader.words(permit, "window-days") == [198]
    written = fhir_file(record(Copy.RECIPIENT, "narrowed"))
    assert b"2026-02-03" not in written
    assert b"2026-08-19" not in written


def scalars(value: Any) -> Iterator[str | int]:  # noqa: ANN401 - any JSON
    """Yield every text and number of a document."""
    if isinstance(value, dict):
        for each in value.values():
            yield from scalars(each)
    elif isinstance(value, list):
        for each in value:
            yield from scalars(each)
    elif not isinstance(value, bool):
        yield value


def shared(copy: Copy, state: str, one: tuple[str, int], two: tuple[str, int]) -> set[str | int]:
    """Return what two receipts have in common, each of a project and a donor."""
    first, second = (
        set(scalars(fhir_receipt(record(copy, state, request=request, donor=donor))))
        for request, donor in (one, two)
    )
    return first & second


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "pair", [("sleep", "steps"), ("sleep", "glucose"), ("steps", "glucose")], ids="-".join
)
def test_two_recipients_cannot_tell_that_they_share_a_donor(
    state: str, pair: tuple[str, str]
) -> None:
    """What one donor's two copies have in common, two donors' copies have in common too."""
    one, other = pair
    same = shared(Copy.RECIPIENT, state, (one, 1), (other, 1))
    assert same <= shared(Copy.RECIPIENT, state, (one, 1), (other, 2))


def test_two_of_the_donors_own_copies_would_tell() -> None:
    """Negative control: exact times give the donor away."""
    same = shared(Copy.DONOR, "full", ("sleep", 1), ("steps", 1))
    assert not same <= shared(Copy.DONOR, "full", ("sleep", 1), ("steps", 2))


# -- faults -------------------------------------------------------------------


def test_what_is_not_sound_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fhir, "consent_resource", lambda *_: {"resourceType": "Consent"})
    with pytest.raises(FhirFaulty) as refused:
        fhir_file(record())
    assert refused.value.exit_code is ExitCode.FAULT
    for language in Language:
        message = refused.value.user_message(language)
        assert message.message
        assert record().subject not in str(refused.value) + message.message + message.remedy


def test_words_of_a_request_that_are_no_terms_are_told_all_the_same() -> None:
    odd = with_change(SLEEP, "purposes", ["Forskning i søvn  og drømme", "https://example.org/x#y"])
    odd = with_change(odd, "title.da", "Søvn\nog drømme")
    odd = with_change(odd, "controller.name", "Nordkysten\u00a0Hospital")
    for contact in ("+45 12 34 56 78", "https://nordkysten.example/kontakt", "skriv til os"):
        asked = with_change(odd, "controller.contact", contact)
        document = fhir_receipt(record_consent(*told_by(STATES["full"], asked), Copy.RECIPIENT))
        require_r4(document)
        purposes = Reader(document).consent["provision"]["provision"][0]["purpose"]
        assert [each["code"] for each in purposes[2:]] == [
            "Forskning i søvn og drømme",
            "https://example.org/x#y",
        ]


def test_a_recipient_that_the_registry_no_longer_has_is_told_by_its_id() -> None:
    told_of = tell("full")
    document = fhir_receipt(record_consent(*told_of[:4], None, Copy.DONOR))
    require_r4(document)
    organisation = Reader(document).all("Organization")[1]
    assert [each["value"] for each in organisation["identifier"]] == [SLEEP.recipient]


def test_what_the_program_did_by_itself_is_told_as_its_own() -> None:
    def invalidate(scene: Scene) -> None:
        scene.give()
        program = Actor(capacity="program")
        scene.book.invalidate(scene.request.id, "court", program, was_never_valid=False)

    document = fhir_receipt(record_consent(*told_by(invalidate, SLEEP), Copy.DONOR))
    reader = Reader(document)
    assert reader.follow(reader.provenance("UPDATE")["agent"][0]["who"])["resourceType"] == "Device"
