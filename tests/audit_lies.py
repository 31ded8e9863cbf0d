"""Auditor's packages of a citizen who writes false events into their own log, with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from consent.choices import Choices
from consent.decision import Decision, open_decision, sign_decision
from consent.documents import load_document, save_document
from consent.donor_key import donor_key
from consent.envelope import PublicKey
from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.events import (
    SELF,
    ConsentGiven,
    ConsentInvalidated,
    ConsentPutOff,
    ConsentRefused,
    ConsentWithdrawn,
    Details,
    DonationAnswered,
    DonationDropped,
    DonationSealed,
    DonationSent,
    Position,
    instant,
)
from datadonor.registry.at_release import keep_registry
from export.bundle.commitment import log_commitment
from tests.audit_packages import STRANGER, answered
from tests.donations import Donor
from tests.releases import PROJECT, RECIPIENT, signed_version


@dataclass
class Liar:
    """A citizen who writes what never was into their own log."""

    giver: Donor

    def release(self, **changes: Any) -> None:  # noqa: ANN401 - any field
        """Write that a bundle was sealed."""
        fields = {
            "recipient": RECIPIENT.id, "sequence": 9, "records": 1, "decision_sha256": "1" * 64,
            "confirmed_sha256": "2" * 64, "bundle_sha256": "3" * 64, "log_commitment": "4" * 64,
        }  # fmt: skip
        details = DonationSealed.model_validate(fields | changes)
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def outside_consent(self) -> None:
        """Release after a withdrawal."""
        self.giver.citizen.book.withdraw(signed_version(1).request)
        self.release()

    def by_another_decision(self) -> None:
        """Release while a consent is in force, by another one."""
        self.release()

    def dated_back(self) -> None:
        """Release without a consent, and write afterwards that there was one before."""
        given = self._given()
        begun = self.giver.citizen.clock.forward(hours=1)
        self.outside_consent()
        self.giver.citizen.clock.forward(hours=1)
        self.giver.citizen.clock.forward(hours=1)
        opened, decided = self.giver.citizen.opened, {"decided": instant(begun)}
        assert given.decision_sha256 is not None
        said = open_decision(load_document(opened.vault.connection, given.decision_sha256)).decision
        key = donor_key(opened.vault.secret(), PROJECT)
        document = sign_decision(said.model_copy(update=decided), key)
        with opened.log.transaction(SELF) as recording:
            digest = save_document(recording.connection, document.content)
            details = given.model_copy(update={**decided, "decision_sha256": digest})
            recording.append(details, project=PROJECT)

    def sealed_by_the_registry(self, digest: str, **changes: Any) -> None:  # noqa: ANN401 - any field
        """Write that a bundle was sealed by the consent in force and the registry as it is."""
        opened, given = self.giver.citizen.opened, self._given()
        with opened.vault.transaction() as writing:
            keep_registry(writing.connection, digest, RECIPIENT.id)
        fields = {"bundle_sha256": digest, "decision_sha256": given.decision_sha256}
        self.release(**fields | changes)

    def sent_to_another(self) -> None:
        """Send what was sealed for one recipient to another."""
        self._sent(recipient="another-hospital")

    def sent_otherwise(self) -> None:
        """Send something else than the person confirmed."""
        self._sent(confirmed_sha256="9" * 64)

    def sent_under_another_number(self) -> None:
        """Send it as another donation than the one that was sealed."""
        self._sent(sequence=77)

    def sent_for_another_project(self) -> None:
        """Send what was sealed for one project for another."""
        self._sent(project="another-project")

    def sent_after_it_was_dropped(self) -> None:
        """Throw a bundle away, and send it all the same."""
        (entry,) = self.giver.outbox.entries()
        dropped = DonationDropped(
            sequence=1, bundle_sha256=entry.bundle_sha256, reason="no_consent"
        )
        self.giver.citizen.opened.log.record(dropped, SELF, project=PROJECT)
        self._sent()

    def withdrawal_told_as_of_one_item(self) -> None:
        """Sign that all is taken back, and write that one item is."""
        self._withdrawn(item="heart")

    def withdrawal_told_as_older(self) -> None:
        """Sign it today, and write that it was said before the yes."""
        self._withdrawn(decided="2026-08-01T12:00:00.000Z")

    def withdrawal_signed_before(self) -> None:
        """Write down today, as of today, what was signed long before the yes."""
        self._withdrawn({"decided": "2026-08-01T12:00:00.000Z"})

    def refusal_by_a_yes(self) -> None:
        """Write a no that names the document of the yes."""
        given = self._given()
        fields = {"request_version", "request_sha256", "decision_sha256"}
        self._write(ConsentRefused(**given.model_dump(include=fields)))

    def invalidity_by_a_yes(self) -> None:
        """Write that a court found a consent invalid, and name the document of the yes."""
        digest = self._given().decision_sha256
        said = ConsentInvalidated(ground="court", was_never_valid=False, decision_sha256=digest)
        self._write(said)

    def yes_for_longer(self) -> None:
        """Write that a yes holds longer than its document says."""
        self._write(self._given().model_copy(update={"last_day": "2999-12-31"}))

    def yes_in_another_language(self) -> None:
        """Write that the text was shown in another language."""
        self._write(self._given().model_copy(update={"language": "en"}))

    def yes_to_another_version(self) -> None:
        """Write that another version was agreed to."""
        self._write(self._given().model_copy(update={"request_version": 7}))

    def yes_of_a_stranger(self) -> None:
        """Write a second yes, which somebody else signed, and seal a bundle by it."""
        opened, given = self.giver.citizen.opened, self._given()
        assert given.decision_sha256 is not None
        said = open_decision(load_document(opened.vault.connection, given.decision_sha256)).decision
        signer = {
            "donor_key": PublicKey.of(STRANGER).format(),
            "decided": instant(opened.log.now()),
        }
        document = sign_decision(said.model_copy(update=signer), STRANGER)
        with opened.log.transaction(SELF) as recording:
            digest = save_document(recording.connection, document.content)
            again = given.model_copy(update={"decision_sha256": digest})
            recording.append(again, project=PROJECT)
        self._bound_to(opened.log.size)

    def put_off_what_is_not_there(self) -> None:
        """Put off a request that nobody can see."""
        self._write(ConsentPutOff(request_version=2, request_sha256="5" * 64))

    def bound_to_nothing(self) -> None:
        """Commit to the log as it was before anything was written."""
        self._bound_to(0)

    def bound_to_the_beginning(self) -> None:
        """Commit to the log as it was when it had one event."""
        self._bound_to(1)

    def bound_before_the_consent(self) -> None:
        """Commit to the log as it was just before the consent by which it is."""
        self.giver.citizen.book.withdraw(signed_version(1).request)
        self.giver.citizen.give()
        self._bound_to(self.giver.citizen.opened.log.size - 1)

    def to_a_revoked_recipient(self) -> None:
        """Release to a recipient that is approved no longer."""
        self._read_anew(RECIPIENT.id)
        self.sealed_by_the_registry("5" * 64)

    def for_a_revoked_project(self) -> None:
        """Release for a project that is approved no longer."""
        self._read_anew(PROJECT)
        self.sealed_by_the_registry("5" * 64)

    def for_a_request_taken_down(self) -> None:
        """Release for a request that the registry does not publish any more."""
        self.giver.citizen.published.clear()
        self._read_anew()
        self.sealed_by_the_registry("5" * 64)

    def by_a_list_too_old(self) -> None:
        """Release by a registry whose signatures have run out."""
        self.giver.citizen.clock.forward(days=20)
        self.sealed_by_the_registry("5" * 64)

    def by_an_earlier_registry(self) -> None:
        """Release after a revocation, and show the registry of an earlier release."""
        self.to_a_revoked_recipient()
        (entry,) = self.giver.outbox.entries()
        execute = self.giver.citizen.execute
        execute("DELETE FROM release_registry WHERE bundle_sha256 = ?", b"\x55" * 32)
        execute(
            "INSERT INTO release_registry SELECT ?, name, sha256 FROM release_registry "
            "WHERE bundle_sha256 = ?",
            b"\x55" * 32,
            bytes.fromhex(entry.bundle_sha256),
        )

    def forged_answer(self) -> None:
        """Write an answer that the recipient never signed."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted", STRANGER)

    def other_answer(self) -> None:
        """Take in an answer that is about another bundle."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted", bundle_sha256="9" * 64)

    def answer_about_another_donor(self) -> None:
        """Take in an answer that calls the donor by another name."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "received", pseudonym="a" * 20)

    def answer_for_another_project(self) -> None:
        """Take in an answer that names another project."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "received", project="another-project")

    def answer_told_for_another_project(self) -> None:
        """Take in an answer, and write it down once more for another project."""
        (entry,) = self.giver.outbox.entries()
        digest = answered(self.giver, entry, "received").digest
        details = DonationAnswered(
            answer="received", bundle_sha256=entry.bundle_sha256, answer_sha256=digest
        )
        self.giver.citizen.opened.log.record(details, SELF, project="another-project")

    def retracted_answer(self) -> None:
        """Take in an answer that takes an earlier one back."""
        (entry,) = self.giver.outbox.entries()
        answered(self.giver, entry, "deleted")
        again = answered(self.giver, entry, "received")
        details = DonationAnswered(
            answer="received", bundle_sha256=entry.bundle_sha256, answer_sha256=again.digest
        )
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def rewritten_log(self) -> None:
        """Write the log anew after a recipient got a commitment to it."""
        opened = self.giver.citizen.opened
        head = Checkpoint(opened.log.origin(), 3, b"\1" * 32)  # of a log that is gone
        checkpoint = sign_checkpoint(head, opened.log._signing_key())
        blinding = bytes(32)
        (entry,) = self.giver.outbox.entries()
        query = "UPDATE outbox SET sequence = 9, bundle_sha256 = ?, blinding = ?, checkpoint = ?"
        self.giver.citizen.execute(query, b"\3" * 32, blinding, checkpoint)
        commitment = log_commitment(PROJECT, blinding, checkpoint)
        self.release(bundle_sha256="03" * 32, log_commitment=commitment)
        assert entry.sequence == 1

    def _read_anew(self, *revoked: str) -> None:
        self.giver.citizen.clock.forward(hours=1)
        self.giver.citizen.revoke(*revoked)
        self.giver.citizen.refresh()

    def _write(self, details: Details) -> None:
        self.giver.citizen.opened.log.record(details, SELF, project=PROJECT)

    def _sent(self, project: str = PROJECT, **changes: Any) -> None:  # noqa: ANN401 - any field
        (entry,) = self.giver.outbox.entries()
        fields = {
            "recipient": entry.recipient, "sequence": entry.sequence,
            "bundle_sha256": entry.bundle_sha256,
            "confirmed_sha256": self.giver.outbox.confirmed(entry),
        }  # fmt: skip
        details = DonationSent.model_validate(fields | changes)
        self.giver.citizen.opened.log.record(details, SELF, project=project)

    def _withdrawn(self, signed: dict[str, Any] | None = None, **told: Any) -> None:  # noqa: ANN401 - any field
        """Sign a whole withdrawal, and write an event that tells of it otherwise."""
        opened, given = self.giver.citizen.opened, self._given()
        key = donor_key(opened.vault.secret(), PROJECT)
        fields: dict[str, Any] = {
            "act": "withdrawn", "project": PROJECT, "request_version": given.request_version,
            "request_sha256": given.request_sha256, "decided": instant(opened.log.now()),
            "donor_key": PublicKey.of(key).format(), "choices": Choices(language="da"),
            "previous_sha256": given.decision_sha256,
        }  # fmt: skip
        document = sign_decision(Decision.model_validate(fields | (signed or {})), key)
        with opened.log.transaction(SELF) as recording:
            digest = save_document(recording.connection, document.content)
            details = ConsentWithdrawn.model_validate({"decision_sha256": digest} | told)
            recording.append(details, project=PROJECT)

    def _bound_to(self, size: int) -> None:
        """Seal with a commitment to the log as it was at a size."""
        log = self.giver.citizen.opened.log
        head = Checkpoint(log.origin(), size, log.root_at(size))
        checkpoint, digest = sign_checkpoint(head, log._signing_key()), "06" * 32
        self.giver.citizen.execute(
            "INSERT INTO outbox SELECT project, 9, state, recipient, format, ?, bundle_bytes, "
            "manifest_sha256, ?, ?, upload, updated FROM outbox",
            bytes.fromhex(digest),
            bytes(32),
            checkpoint,
        )
        commitment = log_commitment(PROJECT, bytes(32), checkpoint)
        self.sealed_by_the_registry(digest, log_commitment=commitment)

    def _given(self) -> ConsentGiven:
        (*_, stored) = self.giver.citizen.opened.log.events_of(ConsentGiven)
        event = self.giver.citizen.opened.log.event(Position(stored.position)).event
        assert event is not None
        assert isinstance(event.what, ConsentGiven)
        return event.what


LIES: Final[dict[str, tuple[str, Callable[[Liar], None]]]] = {
    "log written anew": ("HISTORY_REWRITTEN", Liar.rewritten_log),
    "release outside consent": ("RELEASE_OUTSIDE_CONSENT", Liar.outside_consent),
    "release by another decision": ("RELEASE_OUTSIDE_CONSENT", Liar.by_another_decision),
    "consent dated back": ("CONSENT_BACKDATED", Liar.dated_back),
    "recipient revoked": ("RELEASE_NOT_APPROVED", Liar.to_a_revoked_recipient),
    "project revoked": ("RELEASE_NOT_APPROVED", Liar.for_a_revoked_project),
    "request taken down": ("RELEASE_NOT_APPROVED", Liar.for_a_request_taken_down),
    "list too old": ("RELEASE_NOT_APPROVED", Liar.by_a_list_too_old),
    "earlier registry shown": ("REGISTRY_NOT_THEN", Liar.by_an_earlier_registry),
    "answer forged": ("ANSWER_FORGED", Liar.forged_answer),
    "answer about another bundle": ("ANSWER_OTHER", Liar.other_answer),
    "answer about another donor": ("ANSWER_OTHER", Liar.answer_about_another_donor),
    "answer for another project": ("ANSWER_OTHER", Liar.answer_for_another_project),
    "answer told for another project": ("ANSWER_OTHER", Liar.answer_told_for_another_project),
    "answer taken back": ("ANSWER_CONTRADICTS", Liar.retracted_answer),
    "sent to another recipient": ("RELEASE_OUTSIDE_CONSENT", Liar.sent_to_another),
    "sent otherwise than sealed": ("RELEASE_OUTSIDE_CONSENT", Liar.sent_otherwise),
    "sent under another number": ("RELEASE_OUTSIDE_CONSENT", Liar.sent_under_another_number),
    "sent for another project": ("RELEASE_OUTSIDE_CONSENT", Liar.sent_for_another_project),
    "sent after it was dropped": ("RELEASE_OUTSIDE_CONSENT", Liar.sent_after_it_was_dropped),
    "withdrawal told as of one item": ("DECISION_FORGED", Liar.withdrawal_told_as_of_one_item),
    "withdrawal told as older": ("DECISION_FORGED", Liar.withdrawal_told_as_older),
    "withdrawal signed long before": ("DECISION_FORGED", Liar.withdrawal_signed_before),
    "refusal by a yes": ("DECISION_FORGED", Liar.refusal_by_a_yes),
    "invalidity by a yes": ("DECISION_FORGED", Liar.invalidity_by_a_yes),
    "yes told as longer": ("DECISION_FORGED", Liar.yes_for_longer),
    "yes told in another language": ("DECISION_FORGED", Liar.yes_in_another_language),
    "yes told as to another version": ("DECISION_FORGED", Liar.yes_to_another_version),
    "yes of a stranger": ("DECISION_FORGED", Liar.yes_of_a_stranger),
    "put off what is not there": ("DOCUMENT_NOT_KEPT", Liar.put_off_what_is_not_there),
    "bound to nothing": ("HISTORY_REWRITTEN", Liar.bound_to_nothing),
    "bound to the beginning": ("HISTORY_REWRITTEN", Liar.bound_to_the_beginning),
    "bound before the consent": ("HISTORY_REWRITTEN", Liar.bound_before_the_consent),
}
