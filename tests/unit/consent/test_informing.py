"""Whoever informed signs the decision with a key of their own, and the receipt says so."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.attestation import attestations_of
from consent.book import actor_of
from consent.case import Which, case_of
from consent.choices import Helper
from consent.envelope import PublicKey
from consent.informing import (
    KEY_KIND,
    DecisionMissing,
    InformerUnknown,
    InformingKeyUnfit,
    SignedAlready,
    new_informing_key,
    newest_decision,
    open_informing_key,
    sign_as_informing,
)
from consent.receipt.fhir_terms import digest_uri
from consent.receipt.record import ConsentRecord, Copy
from consent.receipt.writing import Form, consent_record, receipt_content
from datadonor.audit.assistance import (
    AssistanceInForce,
    end_assistance,
    start_assistance,
    the_helper,
)
from datadonor.audit.events import AttestationAdded
from datadonor.texts import Language
from datadonor.vault.errors import PassphraseTooShort
from datadonor.vault.keystore import WrongKeyPassphrase, parse_sealed_key, seal_private_key
from tests.releases import PROJECT, Citizen
from tests.unit.conftest import WEAK

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC: Final = PublicKey.of(KEY).format()
HELPER: Final = the_helper("Karen Opdigtet", "nurse", "Et sygehus (opdigtet)", "AB12C")


def record(donor: Citizen, copy: Copy = Copy.DONOR) -> ConsentRecord:
    return consent_record(case_of(donor.opened, PROJECT, Language.DANISH, Which.AGREED), copy)


def written(donor: Citizen, form: Form, copy: Copy = Copy.DONOR) -> str:
    case = case_of(donor.opened, PROJECT, Language.DANISH, Which.AGREED)
    return receipt_content(case, consent_record(case, copy), form, Language.DANISH).decode()


class TestSigning:
    def test_who_helps_signs_what_the_person_decided(self, donor: Citizen) -> None:
        start_assistance(donor.opened, HELPER, 30)
        decided = donor.give()
        signed = sign_as_informing(donor.opened, PROJECT, KEY)
        said = signed.attestation
        assert said.decision_sha256 == decided.digest
        assert said.text_sha256 == decided.decision.choices.text_sha256
        assert (said.name, said.title) == ("Karen Opdigtet", "nurse")
        assert (said.organisation, said.authorisation_id) == ("Et sygehus (opdigtet)", "AB12C")
        assert (said.key, said.role) == (PUBLIC, "informing")
        assert attestations_of(donor.opened, decided.digest) == [signed]

    def test_after_the_help_they_are_named(self, donor: Citizen) -> None:
        decided = donor.give()
        with pytest.raises(InformerUnknown):
            sign_as_informing(donor.opened, PROJECT, KEY)
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        (stored,) = donor.opened.log.events_of(AttestationAdded)
        assert stored.event is not None
        assert stored.event.who.assisted_by == HELPER
        assert len(attestations_of(donor.opened, decided.digest)) == 1

    def test_nobody_signs_in_the_name_of_another_who_is_not_there(self, donor: Citizen) -> None:
        donor.give()
        start_assistance(donor.opened, HELPER, 30)
        with pytest.raises(AssistanceInForce):
            sign_as_informing(donor.opened, PROJECT, KEY, the_helper("En Anden", "doctor"))
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)

    def test_without_a_decision_there_is_nothing_to_sign(self, donor: Citizen) -> None:
        with pytest.raises(DecisionMissing):
            sign_as_informing(donor.opened, PROJECT, KEY, HELPER)

    def test_a_key_signs_a_decision_once(self, donor: Citizen) -> None:
        donor.give()
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        with pytest.raises(SignedAlready):
            sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        other = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
        sign_as_informing(donor.opened, PROJECT, other, HELPER)

    def test_a_changed_consent_is_signed_anew(self, donor: Citizen) -> None:
        first = donor.give()
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        second = donor.change("heart")
        assert newest_decision(donor.opened, PROJECT) == second
        signed = sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        assert signed.attestation.decision_sha256 == second.digest != first.digest


class TestKeys:
    def test_a_key_is_made_sealed_and_opened(self) -> None:
        made = new_informing_key("ni gule heste", WEAK)
        assert parse_sealed_key(made.content).public == made.public.format()
        assert parse_sealed_key(made.content).kind == KEY_KIND
        opened = open_informing_key(made.content, "ni gule heste")
        assert PublicKey.of(opened) == made.public
        with pytest.raises(WrongKeyPassphrase):
            open_informing_key(made.content, "ti gule heste")

    def test_a_short_passphrase_makes_none(self) -> None:
        with pytest.raises(PassphraseTooShort):
            new_informing_key("kort", WEAK)

    @pytest.mark.parametrize(("kind", "secret"), [("age-x25519", b"A" * 32), ("ed25519", b"A")])
    def test_another_kind_of_key_is_not_used(self, kind: str, secret: bytes) -> None:
        content = seal_private_key(secret, kind, "public", "ni gule heste", WEAK)
        with pytest.raises(InformingKeyUnfit):
            open_informing_key(content, "ni gule heste")


class TestReceipts:
    def test_the_donors_copy_says_who_informed_and_with_which_key(self, donor: Citizen) -> None:
        start_assistance(donor.opened, HELPER, 30)
        donor.give()
        assert PUBLIC not in written(donor, Form.HTML)
        signed = sign_as_informing(donor.opened, PROJECT, KEY)
        (informed,) = record(donor).informed
        assert informed.informer == Helper(**dict(HELPER))
        assert informed.statement_sha256 == signed.digest
        page = written(donor, Form.HTML)
        assert PUBLIC in page.replace("&#43;", "+").replace("<wbr>", "")
        assert "Informerede og skrev under" in page
        assert page.count("Karen Opdigtet") == 2, "as helper, and as who signed"

    def test_for_programs_it_is_a_witness_and_a_statement(self, donor: Citizen) -> None:
        start_assistance(donor.opened, HELPER, 30)
        donor.give()
        (signing,) = signings(written(donor, Form.FHIR))
        assert len(signing["signature"]) == 1, "who only helped has signed nothing"
        signed = sign_as_informing(donor.opened, PROJECT, KEY)
        (signing,) = signings(written(donor, Form.FHIR))
        witness = signing["signature"][1]
        assert witness["type"][0]["code"] == "1.2.840.10065.1.12.1.11"
        assert witness["who"]["display"] == "Karen Opdigtet, Et sygehus (opdigtet)"
        assert digest_uri(signed.digest) in json.dumps(signing["entity"])
        witnesses = [each for each in signing["agent"] if "role" in each]
        assert len(witnesses) == 1, "one person, though they helped and signed"
        assert signed.digest in written(donor, Form.TS27560)

    def test_who_signed_after_the_help_is_a_witness_too(self, donor: Citizen) -> None:
        donor.give()
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        (signing,) = signings(written(donor, Form.FHIR))
        assert len([each for each in signing["agent"] if "role" in each]) == 1
        assert "Karen Opdigtet" in written(donor, Form.TS27560)

    @pytest.mark.parametrize("form", [Form.HTML, Form.FHIR, Form.TS27560])
    def test_the_recipients_copy_is_as_it_was(self, donor: Citizen, form: Form) -> None:
        start_assistance(donor.opened, HELPER, 30)
        donor.give()
        before = written(donor, form, Copy.RECIPIENT)
        sign_as_informing(donor.opened, PROJECT, KEY)
        end_assistance(donor.opened)
        assert record(donor, Copy.RECIPIENT).informed == ()
        assert written(donor, form, Copy.RECIPIENT) == before
        for secret in ("Karen", "nurse", "AB12C", PUBLIC):
            assert secret not in before

    def test_on_paper_it_is_there_as_well(self, donor: Citizen, tmp_path: Path) -> None:
        donor.give()
        sign_as_informing(donor.opened, PROJECT, KEY, HELPER)
        case = case_of(donor.opened, PROJECT, Language.DANISH, Which.AGREED)
        pdf = receipt_content(case, record(donor), Form.PDF, Language.DANISH)
        (tmp_path / "receipt.pdf").write_bytes(pdf)
        assert pdf.startswith(b"%PDF")


def test_a_helper_in_the_choices_counts_for_less_than_who_is_there(donor: Citizen) -> None:
    start_assistance(donor.opened, HELPER, 30)
    decided = donor.give(assisted_by=Helper(name="En Anden", role="friend"))
    assert actor_of(decided.decision.choices).assisted_by == HELPER


def signings(receipt: str) -> list[dict[str, Any]]:
    """Return the Provenances of a receipt that have signatures."""
    entries = [entry["resource"] for entry in json.loads(receipt)["entry"]]
    provenances = [each for each in entries if each["resourceType"] == "Provenance"]
    return [each for each in provenances if "signature" in each]
