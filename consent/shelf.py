"""The requests that a person has taken in, kept in the vault as the exact bytes they were.

Only approved requests come onto the shelf. What each of them says today of its
approval is asked anew every time (``consent.approval``).
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from consent.request import SignedRequest, open_request
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, RequestAdded, instant
from datadonor.errors import DatadonorError, ExitCode


class RequestUnknown(DatadonorError):
    """There is no such request, or no such version of it, on the shelf."""

    code = "REQUEST_UNKNOWN"
    exit_code = ExitCode.NO


class RequestShelf:
    """The requests of one vault."""

    def __init__(self, opened: OpenVault) -> None:
        """Look into an open vault."""
        self._opened = opened

    def add(self, signed: SignedRequest, who: Actor, now: datetime) -> bool:
        """Put a request on the shelf. The caller has found it approved.

        Returns:
            Whether it is new; the same bytes again change nothing.

        Raises:
            VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        request = signed.request
        key = (request.id, request.version, bytes.fromhex(signed.digest))
        query = "SELECT 1 FROM project_request WHERE project = ? AND version = ? AND sha256 = ?"
        if self._opened.vault.connection.row(query, key) is not None:
            return False
        with self._opened.log.transaction(who) as recording:
            recording.connection.execute(
                "INSERT INTO project_request (project, version, sha256, added, content) "
                "VALUES (?, ?, ?, ?, ?)",
                (*key, instant(now), signed.content),
            )
            recording.append(
                RequestAdded(request_version=request.version, request_sha256=signed.digest),
                project=request.id,
            )
        return True

    def all(self) -> list[SignedRequest]:
        """Return every request, by project and version, ascending."""
        query = "SELECT content FROM project_request ORDER BY project, version"
        return [open_request(content) for content in self._contents(query)]

    def get(self, project: str, version: int | None = None) -> SignedRequest:
        """Return one version of a request, the newest if none is named.

        Raises:
            RequestUnknown: It is not on the shelf.
        """
        query = (
            "SELECT content FROM project_request WHERE project = ? AND (? IS NULL OR version = ?) "
            "ORDER BY version DESC, added DESC LIMIT 1"
        )
        for content in self._contents(query, (project, version, version)):
            return open_request(content)
        raise RequestUnknown

    def exactly(self, digest: str) -> SignedRequest:
        """Return the request whose bytes have a SHA-256, given in hex.

        Raises:
            RequestUnknown: It is not on the shelf, or not with these bytes.
            EnvelopeDamaged, RequestInvalid, RequestTooNew: This program cannot read it.
        """
        query = "SELECT content FROM project_request WHERE sha256 = ?"
        for content in self._contents(query, (bytes.fromhex(digest),)):
            if sha256(content).hexdigest() == digest:
                return open_request(content)
        raise RequestUnknown

    def _contents(self, query: str, values: Sequence[str | int | bytes | None] = ()) -> list[bytes]:
        return [bytes(content) for (content,) in self._opened.vault.connection.rows(query, values)]
