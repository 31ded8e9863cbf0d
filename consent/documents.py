"""Signed decisions and the texts that were shown, in the vault under their SHA-256.

The log names them; nothing here says which of them counts. What is read back has the
digest it was asked for by, or it is an error.
"""

from hashlib import sha256

from consent.decision import SignedDecision, open_decision
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.database import Connection


class ConsentDocumentGone(DatadonorError):
    """The vault lacks a document that the log names, or it was altered."""

    code = "CONSENT_DOCUMENT_GONE"
    exit_code = ExitCode.TAMPERED


def save_document(connection: Connection, content: bytes) -> str:
    """Keep bytes and return their SHA-256 in hex.

    The same bytes again change nothing, unless what lies there was altered: then they
    take its place.
    """
    digest = sha256(content)
    connection.execute(
        "INSERT INTO consent_document (sha256, content) VALUES (?, ?) "
        "ON CONFLICT DO UPDATE SET content = excluded.content",
        (digest.digest(), content),
    )
    return digest.hexdigest()


def load_document(connection: Connection, digest: str) -> bytes:
    """Return the bytes of a digest.

    Raises:
        ConsentDocumentGone: There are none, or others.
    """
    query = "SELECT content FROM consent_document WHERE sha256 = ?"
    row = connection.row(query, (bytes.fromhex(digest),))
    if row is None or sha256(row[0]).hexdigest() != digest:
        raise ConsentDocumentGone
    return bytes(row[0])


def load_decision(connection: Connection, digest: str) -> SignedDecision:
    """Return the decision of a digest.

    Raises:
        ConsentDocumentGone, DecisionUnreadable: As their names say.
    """
    return open_decision(load_document(connection, digest))


def load_text(connection: Connection, digest: str) -> str:
    """Return a text that was shown.

    Raises:
        ConsentDocumentGone: It is not there as it was.
    """
    try:
        return load_document(connection, digest).decode()
    except UnicodeDecodeError:
        raise ConsentDocumentGone from None
