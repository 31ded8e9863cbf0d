"""A receipt of a consent, as a file on paper or for a program, and the event that tells of it.

Used on the vault's writing thread. Must not know: a terminal, a window.
"""

from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from consent.attestation import attestations_of
from consent.case import ConsentCase
from consent.documents import load_text
from consent.ledger import ConsentState
from consent.mandates import mandates
from consent.paper_page import is_on_paper
from consent.periods import local_day
from consent.receipt.fhir import fhir_file
from consent.receipt.paper import receipt_html, receipt_pdf
from consent.receipt.record import ConsentRecord, Copy, record_consent, with_holders
from consent.receipt.ts27560 import ts27560_bytes
from datadonor import paths
from datadonor.audit.events import Actor, DonationSent, ReceiptWritten
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Language

_WITHOUT: Final = frozenset({ConsentState.REQUESTED, ConsentState.PUT_OFF, ConsentState.REFUSED})
"""States that are not about a consent that was given."""


class ReceiptNeedsConsent(DatadonorError):
    """There is no consent to write a receipt of."""

    code = "RECEIPT_NEEDS_CONSENT"
    exit_code = ExitCode.NO


class Form(StrEnum):
    """How a receipt is written."""

    PDF = "pdf"
    HTML = "html"
    FHIR = "fhir"
    TS27560 = "27560"


class WrittenReceipt(NamedTuple):
    """A receipt that lies in a file, and the SHA-256 of that file in hex digits."""

    record: ConsentRecord
    sha256: str


def consent_record(case: ConsentCase, copy_for: Copy) -> ConsentRecord:
    """Return what a receipt is written from.

    Args:
        case: The request that the last consent is to (``Which.AGREED``).
        copy_for: Whose copy it is.

    Raises:
        ReceiptNeedsConsent: There is no consent, neither in force nor over.
        ReceiptOfUnknown: Nobody can say how it stands.
        ConsentDocumentGone, DecisionUnreadable, AttestationUnreadable: The decision, or what
            others signed about it, is not there as it was.
    """
    consent, signed = case.consent, case.book.decision(case.consent)
    if consent.given is None or signed is None or consent.state in _WITHOUT:
        raise ReceiptNeedsConsent
    text = load_text(case.opened.vault.connection, consent.given.event.text_sha256)
    recipient, request = case.approval.recipient, case.signed.request
    attestations = attestations_of(case.opened, signed.digest)
    was_on_paper = is_on_paper(case.opened, request.id, signed.digest)
    record = record_consent(
        consent,
        signed,
        request,
        text,
        recipient,
        copy_for,
        attestations,
        is_on_paper=was_on_paper,
    )
    if record.given_by == "self":
        return record
    named = {each.digest: each.mandate for each in mandates(case.opened)}
    return with_holders(record, attestations, named)


def receipt_content(
    case: ConsentCase, record: ConsentRecord, form: Form, language: Language
) -> bytes:
    """Return a receipt as the file it would be. Nothing is written.

    Args:
        case: As in ``consent_record``.
        record: What it is written from.
        form: How.
        language: Of those that are read by people.
    """
    today = local_day(case.opened.log.now())
    match form:
        case Form.PDF:
            return receipt_pdf(record, language, today)
        case Form.HTML:
            return receipt_html(record, language, today)
        case Form.FHIR:
            return fhir_file(record)
        case _:
            return ts27560_bytes(record, _released(case))


def write_receipt(
    case: ConsentCase, form: Form, copy_for: Copy, language: Language, file: Path, who: Actor
) -> WrittenReceipt:
    """Write a receipt to a file, and note in the log that it was written.

    Args:
        case: As in ``consent_record``.
        form: How it is written.
        copy_for: Whose copy it is.
        language: Of those that are read by people.
        file: Where to. What is there is overwritten.
        who: Who asks for it.

    Raises:
        DatadonorError: As ``consent_record`` says.
        HelperPresent: Somebody helps; nothing was written.
        VaultReadOnly, DiskFull, DiskRefused: The log could not tell of it, so the file is gone.
    """
    case.opened.log.require_alone()
    record = consent_record(case, copy_for)
    content = receipt_content(case, record, form, language)
    digest = sha256(content).hexdigest()
    with paths.disk_errors():
        paths.write_durably(file, content)
    try:
        details = ReceiptWritten.model_validate(
            {"form": form.value, "copy_for": copy_for.value, "file_sha256": digest}
        )
        case.opened.log.record(details, who, project=case.signed.request.id)
    except BaseException:
        paths.discard(file)  # what left the vault stands in the log, or has not left it
        raise
    return WrittenReceipt(record, digest)


# -- within ---------------------------------------------------------------------------


def _released(case: ConsentCase) -> list[str]:
    """Return the digests of the bundles that were sent under a consent, oldest first."""
    given = case.consent.given
    return [
        stored.event.what.bundle_sha256
        for stored in case.opened.log.events_of(DonationSent)
        if stored.event is not None
        and isinstance(stored.event.what, DonationSent)
        and stored.event.project == case.signed.request.id
        and given is not None
        and stored.position > given.position
    ]
