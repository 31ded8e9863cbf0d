"""A receipt says who signed for the donor: two where two had to, and no name to the recipient."""

import json

import pytest

from consent.attestation import attestations_of
from consent.mandate import CUSTODY
from consent.receipt.fhir import fhir_file, fhir_receipt
from consent.receipt.paper import receipt_html
from consent.receipt.record import ConsentRecord, Copy, Holder, record_consent, with_holders
from consent.receipt.ts27560 import ts27560_bytes
from datadonor.texts import Language
from tests.consents import NOON
from tests.fhir_oracles import require_r4
from tests.mandates import parents
from tests.receipts import Scene, told_by
from tests.synthetic_requests import sample_request

NAMES = ("Solvej Opdigtet", "Asger Opdigtet")


def joint(copy: Copy) -> ConsentRecord:
    """Return a record of a consent that two parents signed together."""
    found: list[tuple[ConsentRecord, ConsentRecord]] = []

    def sign(scene: Scene) -> None:
        both = parents(scene.opened)
        scene.give(signers=both)
        consent = scene.book.consent(scene.request.id)
        assert consent is not None
        signed = scene.book.decision(consent)
        assert signed is not None
        beside = attestations_of(scene.opened, signed.digest)
        named = {each.standing.digest: each.standing.mandate for each in both}
        told = (consent, signed, scene.request, "Tekst\n", scene.recipient)
        plain = record_consent(*told, copy, beside)
        found.append((plain, with_holders(plain, beside, named)))

    told_by(sign, sample_request("sleep"))
    ((plain, record),) = found
    assert plain.holders == ()  # negative control
    return record


def test_both_who_decided_together_stand_in_the_donors_copy() -> None:
    record = joint(Copy.DONOR)
    assert [each.name for each in record.holders] == list(NAMES)
    assert record.basis == CUSTODY
    document = fhir_receipt(record)
    require_r4(document)
    signing = next(
        each["resource"]
        for each in document["entry"]
        if each["resource"]["resourceType"] == "Provenance"
    )
    shown = [each["who"]["display"] for each in signing["signature"]]
    assert shown == list(NAMES)
    assert all("onBehalfOf" in each for each in signing["signature"])
    consent = next(
        each["resource"]
        for each in document["entry"]
        if each["resource"]["resourceType"] == "Consent"
    )
    assert [each["display"] for each in consent["performer"]] == list(NAMES)
    page = receipt_html(record, Language.ENGLISH, NOON.date()).decode()
    for name in NAMES:
        assert page.count(name) == 1
        assert name in ts27560_bytes(record, []).decode()
    assert page.count("Signed on the donor’s behalf") == 2


@pytest.mark.parametrize("language", list(Language))
def test_the_recipient_learns_that_two_signed_and_no_name(language: Language) -> None:
    record = joint(Copy.RECIPIENT)
    assert record.holders == (Holder(), Holder())
    files = (
        fhir_file(record).decode(),
        ts27560_bytes(record, []).decode(),
        receipt_html(record, language, NOON.date()).decode(),
    )
    for file in files:
        assert not any(name in file for name in NAMES)
    assert json.loads(files[0])["resourceType"] == "Bundle"
    said = {Language.DANISH: "på vegne af donoren", Language.ENGLISH: "on the donor’s behalf"}
    assert files[2].count(said[language]) >= 2
