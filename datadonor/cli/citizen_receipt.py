"""The receipt of a consent in a file: ``datadonor consent receipt``."""

from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import typer

from consent.documents import load_text
from consent.ledger import ConsentState
from consent.periods import local_day
from consent.receipt.fhir import fhir_file
from consent.receipt.paper import receipt_html, receipt_pdf
from consent.receipt.record import ConsentRecord, Copy, record_consent
from consent.receipt.ts27560 import ts27560_bytes
from datadonor import paths
from datadonor.audit.events import DonationSent, ReceiptWritten
from datadonor.cli.common import Common
from datadonor.cli.consent_case import ConsentCase, Which, case_of
from datadonor.cli.errors import ReceiptNeedsConsent
from datadonor.cli.lines import wrapped
from datadonor.errors import ExitCode
from datadonor.vault.backup import FileExists

_WITHOUT: Final = frozenset({ConsentState.REQUESTED, ConsentState.PUT_OFF, ConsentState.REFUSED})
"""States that are not about a consent that was given."""


class Form(StrEnum):
    """How a receipt is written."""

    PDF = "pdf"
    HTML = "html"
    FHIR = "fhir"
    TS27560 = "27560"


def receipt(
    ctx: typer.Context,
    project: Annotated[str, typer.Argument(help="help.consent_project", metavar="ID")],
    *,
    form: Annotated[Form, typer.Option("--format", help="help.consent_format")],
    out: Annotated[Path, typer.Option(help="help.consent_out")],
    copy_for: Annotated[Copy, typer.Option("--for", help="help.consent_for")] = Copy.DONOR,
) -> int:
    """Write a receipt of a consent to a file, and note in the log that it was written."""
    common: Common = ctx.obj
    if out.exists():
        raise FileExists
    with common.open() as opened:
        case = case_of(opened, project, common.language, Which.AGREED)
        record = _record(case, copy_for)
        content = _written(case, record, form, common)
        digest = sha256(content).hexdigest()
        with paths.disk_errors():
            paths.write_durably(out, content)
        try:
            details = ReceiptWritten.model_validate(
                {"form": form.value, "copy_for": copy_for.value, "file_sha256": digest}
            )
            opened.log.record(details, common.who, project=project)
        except BaseException:
            paths.discard(out)  # what left the vault stands in the log, or has not left it
            raise
    common.document(
        {
            "receipt": str(out),
            "project": project,
            "format": form.value,
            "for": copy_for.value,
            "state": record.state.value,
            "receipt_id": str(record.receipt_id),
            "sha256": digest,
        }
    )
    common.say(wrapped(common.text("consent.receipt_written", file=out.name), hanging=0))
    common.say(wrapped(common.text(f"consent.receipt_for_{copy_for.value}"), hanging=0))
    return ExitCode.YES


def _record(case: ConsentCase, copy_for: Copy) -> ConsentRecord:
    """Return what a receipt is written from.

    Raises:
        ReceiptNeedsConsent: There is no consent, neither in force nor over.
        ReceiptOfUnknown: Nobody can say how it stands.
        ConsentDocumentGone, DecisionUnreadable: The decision is not there as it was signed.
    """
    consent, signed = case.consent, case.book.decision(case.consent)
    if consent.given is None or signed is None or consent.state in _WITHOUT:
        raise ReceiptNeedsConsent
    text = load_text(case.opened.vault.connection, consent.given.event.text_sha256)
    recipient = case.approval.recipient
    return record_consent(consent, signed, case.signed.request, text, recipient, copy_for)


def _written(case: ConsentCase, record: ConsentRecord, form: Form, common: Common) -> bytes:
    today = local_day(case.opened.log.now())
    match form:
        case Form.PDF:
            return receipt_pdf(record, common.language, today)
        case Form.HTML:
            return receipt_html(record, common.language, today)
        case Form.FHIR:
            return fhir_file(record)
        case _:
            return ts27560_bytes(record, _released(case))


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
