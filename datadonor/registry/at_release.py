"""What the registry had published when a bundle was sealed, kept so that an auditor can see it.

The vault's copy of a registry is its newest state; of each release the state stays that it
rested on: all that verifies the signed metadata, the recipient's record, and the revocations.
Each file is kept once, however many releases rest on it. The approved request is not among
them: the signed targets name its digest, and its bytes lie with the consent. Must not know:
whether any of it is rightly signed; who reads it asks.
"""

from hashlib import sha256
from typing import Final

from datadonor.registry.store import FIRST_ROOT, METADATA, ROOTS_FOLDER, load_files
from datadonor.registry.targets import REVOCATIONS, recipient_name
from datadonor.vault.database import Connection

TARGETS_FOLDER: Final = "targets/"


def keep_registry(connection: Connection, bundle_sha256: str, recipient: str) -> None:
    """Keep the registry as it is now for one bundle, in the transaction that seals it.

    Args:
        connection: Within a transaction.
        bundle_sha256: Of the sealed file, in hex.
        recipient: Whom it is sealed for.
    """
    files = signed_files(connection)
    for name, content in connection.rows(
        "SELECT name, content FROM registry_target WHERE name IN (?, ?)",
        (REVOCATIONS, recipient_name(recipient)),
    ):
        files[f"{TARGETS_FOLDER}{name}"] = bytes(content)
    digests = {name: sha256(content).digest() for name, content in files.items()}
    connection.execute_many(
        # What lies there has this digest and stays, or was altered: then it takes its place.
        "INSERT INTO kept_registry (sha256, content) VALUES (?, ?) "
        "ON CONFLICT DO UPDATE SET content = excluded.content "
        "WHERE kept_registry.content <> excluded.content",
        [(digests[name], content) for name, content in files.items()],
    )
    connection.execute_many(
        "INSERT INTO release_registry (bundle_sha256, name, sha256) VALUES (?, ?, ?)",
        [(bytes.fromhex(bundle_sha256), name, digest) for name, digest in digests.items()],
    )


def signed_files(connection: Connection) -> dict[str, bytes]:
    """Return the newest metadata and the roots that lead to it, by the names below.

    ``first.root.json`` is the root that was chosen, ``N.root.json`` a later one; what is
    published stands under ``targets/``.
    """
    files = load_files(connection)
    first = files.get(FIRST_ROOT)
    found = {name: files[name] for name in (FIRST_ROOT, *METADATA) if name in files}
    return found | {
        name.removeprefix(ROOTS_FOLDER): content
        for name, content in files.items()
        if name.startswith(ROOTS_FOLDER) and content != first
    }


def kept_names(connection: Connection, bundle_sha256: str) -> dict[str, str]:
    """Return what was kept for a bundle: name → SHA-256 in hex; empty if nothing was."""
    rows = connection.rows(
        "SELECT name, sha256 FROM release_registry WHERE bundle_sha256 = ? ORDER BY name",
        (bytes.fromhex(bundle_sha256),),
    )
    return {name: digest.hex() for name, digest in rows}


def kept_content(connection: Connection, digest: str) -> bytes | None:
    """Return the bytes of a digest; nothing if they are not there as they were."""
    row = connection.row(
        "SELECT content FROM kept_registry WHERE sha256 = ?", (bytes.fromhex(digest),)
    )
    is_whole = row is not None and sha256(row[0]).hexdigest() == digest
    return bytes(row[0]) if row is not None and is_whole else None
