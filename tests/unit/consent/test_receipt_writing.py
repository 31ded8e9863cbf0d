"""A receipt that lies in a file stands in the log, or does not lie there."""

from hashlib import sha256
from pathlib import Path

import pytest

from consent.case import ConsentCase, Which, case_of
from consent.receipt.record import Copy
from consent.receipt.writing import (
    Form,
    ReceiptNeedsConsent,
    consent_record,
    receipt_content,
    write_receipt,
)
from consent.shelf import RequestShelf
from datadonor.audit.events import SELF, ReceiptWritten
from datadonor.texts import Language
from datadonor.vault.errors import VaultReadOnly
from tests.releases import PROJECT, Citizen, signed_version

DANISH = Language.DANISH


def now(donor: Citizen) -> ConsentCase:
    return case_of(donor.opened, PROJECT, DANISH, Which.AGREED)


def told(donor: Citizen) -> list[str]:
    """Return the digests of the receipts that the log tells of."""
    return [
        stored.event.what.file_sha256
        for stored in donor.opened.log.events_of(ReceiptWritten)
        if stored.event is not None and isinstance(stored.event.what, ReceiptWritten)
    ]


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("copy_for", Copy)
def test_what_is_written_is_what_the_log_tells_of(
    donor: Citizen, tmp_path: Path, form: Form, copy_for: Copy
) -> None:
    donor.give()
    file = tmp_path / "receipt"
    written = write_receipt(now(donor), form, copy_for, DANISH, file, SELF)
    assert sha256(file.read_bytes()).hexdigest() == written.sha256
    assert told(donor) == [written.sha256]


def test_a_receipt_can_be_looked_at_without_being_written(donor: Citizen) -> None:
    donor.give()
    size = donor.opened.log.size
    record = consent_record(now(donor), Copy.DONOR)
    pages = {
        language: receipt_content(now(donor), record, Form.HTML, language) for language in Language
    }
    assert pages[DANISH] != pages[Language.ENGLISH]
    assert donor.opened.log.size == size


def test_without_a_consent_there_is_no_receipt(donor: Citizen, tmp_path: Path) -> None:
    RequestShelf(donor.opened).add(signed_version(1), SELF, donor.opened.log.now())
    with pytest.raises(ReceiptNeedsConsent):
        write_receipt(now(donor), Form.PDF, Copy.DONOR, DANISH, tmp_path / "receipt", SELF)
    assert not (tmp_path / "receipt").exists()
    assert told(donor) == []


def test_a_receipt_that_the_log_cannot_tell_of_is_gone(donor: Citizen, tmp_path: Path) -> None:
    donor.give()
    donor.opened.vault.make_read_only()
    with pytest.raises(VaultReadOnly):
        write_receipt(now(donor), Form.HTML, Copy.DONOR, DANISH, tmp_path / "receipt", SELF)
    assert not (tmp_path / "receipt").exists()
