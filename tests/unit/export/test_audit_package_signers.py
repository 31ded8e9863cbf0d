"""Decisions made for the person, in an auditor's package: by right, signed, and no longer."""

import json
from collections.abc import Sequence
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent.attestation import Attestation, record_attestation, sign_attestation
from consent.envelope import PublicKey
from consent.mandate import CUSTODY
from consent.mandates import Signer, end_mandate, record_mandate
from datadonor.audit.events import (
    SELF,
    Actor,
    ConsentGiven,
    ConsentWithdrawn,
    DonationSealed,
    MandateRecorded,
    PaperAttached,
)
from datadonor.audit.package_file import read_package
from datadonor.errors import ExitCode
from datadonor.texts import Language
from export.audit_package.judging import judge_package
from export.audit_package.making import EventNotHidable, Wanted
from export.audit_package.telling import full_document
from tests.audit_altered_packages import rewritten
from tests.audit_lies import Liar
from tests.audit_packages import give_something, package_of
from tests.consents import fitting_choices
from tests.donations import Donor
from tests.mandates import HOLDER_PASSPHRASE, decider, parents, terms
from tests.releases import PROJECT, signed_version
from tests.unit.conftest import WEAK

STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
GUARDIAN = Actor(capacity="guardian", basis=CUSTODY)
PROXY = Actor(capacity="proxy", basis="power_of_attorney")


def found(content: bytes) -> list[tuple[str, object]]:
    """Return the codes that were found, each with the reason that it names, if any."""
    findings = judge_package(content).findings
    return [(each.code, dict(each.facts).get("reason")) for each in findings]


def reasons(content: bytes) -> set[object]:
    return {reason for code, reason in found(content) if code == "DECIDED_WITHOUT_RIGHT"}


def decide(giver: Donor, signers: Sequence[Signer]) -> None:
    """Put the made-up person's own yes aside, and have others say yes for them."""
    someone = giver.citizen
    signed = signed_version(1)
    choices = fitting_choices(signed, recipient=someone.recipient)
    someone.book.give(signed, choices, someone.approval(signed), signers=signers)


def start_over(giver: Donor) -> None:
    """Have the first yes found void, so that the person's own word does not stand."""
    giver.citizen.book.invalidate(PROJECT, "wrong_person", SELF, was_never_valid=True)


def lie(giver: Donor, who: Actor, **changes: object) -> ConsentGiven:
    """Write that somebody said yes for the person."""
    given = Liar(giver)._given().model_copy(update=changes)
    giver.citizen.opened.log.record(given, who, project=PROJECT)
    return given


def test_two_with_custody_who_both_signed_are_found_to_have_had_the_right(giver: Donor) -> None:
    start_over(giver)
    decide(giver, parents(giver.citizen.opened))
    give_something(giver)
    content = package_of(giver)
    assert judge_package(content).exit_code is ExitCode.YES
    statements = [name for name in read_package(content) if name.startswith("attestations/")]
    assert len(statements) == 2
    everything = b"".join(read_package(content).values())
    assert b"Solvej" not in everything  # a mandate names its holder, and is not in the package
    document = full_document(judge_package(content), Language.ENGLISH)
    (last,) = [each for each in document["decisions"] if each["signatures"]]
    assert {each["role"] for each in last["signatures"]} == {"guardian"}
    assert [each["basis"] for each in document["mandates"]] == [CUSTODY, CUSTODY]


def test_a_yes_for_another_that_nobody_signed_is_named(giver: Donor) -> None:
    start_over(giver)
    decider(giver.citizen.opened)
    lie(giver, PROXY)
    assert "not_signed" in reasons(package_of(giver))


def test_one_of_two_who_decide_together_is_not_enough(giver: Donor) -> None:
    start_over(giver)
    one, _other = parents(giver.citizen.opened)
    with pytest.raises(Exception, match="JOINT_HOLDER_MISSING"):
        decide(giver, [one])
    given = lie(giver, GUARDIAN, last_day="2026-12-31")
    sign(giver, one, given)
    assert reasons(package_of(giver)) == {"joint_missing"}


def test_a_signature_that_came_later_does_not_mend_it(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened)
    given = lie(giver, PROXY)
    giver.citizen.opened.log.record(ConsentWithdrawn(item="heart"), SELF, project=PROJECT)
    sign(giver, signer, given)
    assert "not_signed" in reasons(package_of(giver))


def test_a_consent_that_outlasts_the_right_is_named(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened, last_day=date(2026, 10, 1))
    given = lie(giver, PROXY, last_day="2026-10-02")
    sign(giver, signer, given)
    assert reasons(package_of(giver)) == {"outlasts"}


def test_a_right_that_is_over_is_none(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened)
    end_mandate(giver.citizen.opened, signer.standing.digest, "withdrawn")
    given = lie(giver, PROXY)
    sign(giver, signer, given)
    assert reasons(package_of(giver)) == {"right_over"}


def test_a_proxy_that_changes_what_the_person_said_is_named(giver: Donor) -> None:
    giver.citizen.book.withdraw(signed_version(1).request)
    signer = decider(giver.citizen.opened)
    given = lie(giver, PROXY)
    sign(giver, signer, given)
    assert reasons(package_of(giver)) == {"own_word"}


def test_a_yes_by_a_child_alone_is_named_and_a_no_is_not(giver: Donor) -> None:
    decider(giver.citizen.opened, CUSTODY)
    giver.citizen.book.withdraw(signed_version(1).request)
    assert reasons(package_of(giver)) == set()
    lie(giver, SELF)
    assert reasons(package_of(giver)) == {"under_age"}


def test_a_yes_that_is_dated_back_to_before_the_right_is_named(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened, since=date(2026, 9, 1))
    given = lie(giver, PROXY, decided="2026-08-31T10:00:00.000Z")
    sign(giver, signer, given)
    assert reasons(package_of(giver)) == {"right_over"}


def test_a_yes_that_is_dated_back_to_childhood_is_named(giver: Donor) -> None:
    start_over(giver)
    until = terms(CUSTODY, of_age_on=date(2026, 9, 1))
    record_mandate(giver.citizen.opened, until, HOLDER_PASSPHRASE, kdf=WEAK)
    assert reasons(package_of(giver)) == set()
    lie(giver, SELF, decided="2026-08-31T10:00:00.000Z")
    assert reasons(package_of(giver)) == {"under_age"}


def test_what_leaves_after_the_mandate_was_ended_is_not_covered(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened)
    decide(giver, [signer])
    give_something(giver)
    assert judge_package(package_of(giver)).exit_code is ExitCode.YES
    end_mandate(giver.citizen.opened, signer.standing.digest, "withdrawn")
    given = giver.citizen.book.consent(PROJECT)
    assert given is not None
    assert given.given is not None
    Liar(giver).sealed_by_the_registry("5" * 64)
    Liar(giver).release(bundle_sha256="6" * 64, decision_sha256=given.given.event.decision_sha256)
    assert ("RELEASE_OUTSIDE_CONSENT", "mandate_ended") in found(package_of(giver))


def test_what_leaves_by_the_yes_of_a_child_alone_is_not_covered(giver: Donor) -> None:
    """They said yes before anybody had written down that they are under age."""
    give_something(giver)
    decider(giver.citizen.opened, CUSTODY)
    assert ("RELEASE_OUTSIDE_CONSENT", "under_age") not in found(package_of(giver))
    (stored,) = giver.citizen.opened.log.events_of(DonationSealed)
    assert stored.event is not None
    giver.citizen.opened.log.record(stored.event.what, SELF, project=PROJECT)
    assert ("RELEASE_OUTSIDE_CONSENT", "under_age") in found(package_of(giver))


def test_a_statement_that_is_not_the_one_in_the_log_is_named(giver: Donor) -> None:
    start_over(giver)
    decide(giver, [decider(giver.citizen.opened)])
    content = package_of(giver)

    def leave_out(files: dict[str, bytes], _: object) -> None:
        del files[next(name for name in files if name.startswith("attestations/"))]

    def alter(files: dict[str, bytes], _: object) -> None:
        name = next(name for name in files if name.startswith("attestations/"))
        envelope = json.loads(files[name])
        envelope["signatures"][0]["sig"] = "A" * 86 + "=="
        files[name] = json.dumps(envelope).encode()

    assert "ATTESTATION_FORGED" not in dict(found(content))
    assert "DOCUMENT_NOT_KEPT" in dict(found(rewritten(content, leave_out)))
    assert "FILE_ALTERED" in dict(found(rewritten(content, alter)))


def test_a_statement_by_a_key_that_no_mandate_names_is_forged(giver: Donor) -> None:
    start_over(giver)
    signer = decider(giver.citizen.opened)
    given = lie(giver, PROXY)
    sign(giver, signer, given, STRANGER)
    content = package_of(giver)
    assert "ATTESTATION_FORGED" in dict(found(content))
    assert reasons(content) == {"not_signed"}


def test_who_informed_signs_without_a_mandate(giver: Donor) -> None:
    (stored,) = giver.citizen.opened.log.events_of(ConsentGiven)
    assert stored.event is not None
    given = stored.event.what
    assert isinstance(given, ConsentGiven)
    attestation = Attestation(
        role="informing", decision_sha256=given.decision_sha256 or "", project=PROJECT,
        request_version=1, name="Inger Opdigtet", key=PublicKey.of(STRANGER).format(),
        at="2026-09-01T12:00:00.000Z",
    )  # fmt: skip
    with giver.citizen.opened.log.transaction(SELF) as recording:
        record_attestation(recording, sign_attestation(attestation, STRANGER))
    report = judge_package(package_of(giver))
    assert report.exit_code is ExitCode.YES
    (decision,) = full_document(report, Language.DANISH)["decisions"]
    assert [each["name"] for each in decision["signatures"]] == ["Inger Opdigtet"]


def test_a_page_on_paper_is_named_by_its_digest_and_is_not_in_the_package(giver: Donor) -> None:
    (stored,) = giver.citizen.opened.log.events_of(ConsentGiven)
    assert stored.event is not None
    digest = str(getattr(stored.event.what, "decision_sha256", None))
    page = PaperAttached(
        decision_sha256=digest, form_sha256="a" * 64, page_sha256="b" * 64,
        media_type="image/png", size=7,
    )  # fmt: skip
    giver.citizen.opened.log.record(page, SELF, project=PROJECT)
    content = package_of(giver)
    (decision,) = full_document(judge_package(content), Language.ENGLISH)["decisions"]
    assert decision["paper"] == [{"page_sha256": "b" * 64, "form_sha256": "a" * 64}]
    assert not any("b" * 64 in name for name in read_package(content))


def test_a_right_to_decide_cannot_be_hidden(giver: Donor) -> None:
    decider(giver.citizen.opened)
    (stored,) = giver.citizen.opened.log.events_of(MandateRecorded)
    with pytest.raises(EventNotHidable):
        package_of(giver, Wanted(hide=frozenset({stored.position})))
    (*_, last) = giver.citizen.opened.log.events_of(MandateRecorded, DonationSealed)
    assert last.position == stored.position


def sign(
    giver: Donor, signer: Signer, given: ConsentGiven, key: Ed25519PrivateKey | None = None
) -> None:
    """Have a holder sign a yes that stands in the log, without asking whether they may."""
    mandate = signer.standing.mandate
    attestation = Attestation(
        role=mandate.capacity,
        decision_sha256=given.decision_sha256 or "",
        project=PROJECT,
        request_version=1,
        mandate_sha256=signer.standing.digest,
        key=PublicKey.of(key or signer.key).format(),
        at="2026-09-01T12:00:00.000Z",
    )
    with giver.citizen.opened.log.transaction(SELF) as recording:
        record_attestation(recording, sign_attestation(attestation, key or signer.key))
