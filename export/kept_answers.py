"""The recipients' signed answers, kept as the exact bytes they were, under their SHA-256.

The log names each answer by its digest; here lie the bytes that show who signed it, for an
auditor. What is read back has the digest that it was asked for by, or it is not there.
"""

from consent.documents import ConsentDocumentGone, load_document, save_document
from datadonor.audit.custody import OpenVault
from export.answers import SignedAnswer


def keep_answer(opened: OpenVault, signed: SignedAnswer) -> None:
    """Keep an answer that was verified, before the log names it.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.vault.transaction() as writing:
        save_document(writing.connection, signed.content)


def kept_answer(opened: OpenVault, answer_sha256: str) -> bytes | None:
    """Return the bytes of an answer; nothing if they were not kept."""
    try:
        return load_document(opened.vault.connection, answer_sha256)
    except ConsentDocumentGone:
        return None
