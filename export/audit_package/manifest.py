"""What a package says of itself: how much of the log is in it, and which files.

Nothing in it is believed that the log, a signature or a digest does not bear out; it is not
signed. It counts, so that something left out in silence is seen.
"""

import json
import re
from hashlib import sha256
from typing import Annotated, Final, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from consent.request_text import Digest, Identifier
from datadonor.audit.fields import Count, Instant
from datadonor.audit.package_file import PackageTooNew, PackageUnreadable
from datadonor.audit.package_log import Counts

FORMAT: Final = "datadonor.audit/1"
SUFFIX: Final = ".ddaudit"
LOG_FOLDER: Final = "log/"
_LATER: Final = re.compile(r"datadonor\.audit/[0-9]{1,6}")
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._/-]{1,200}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class LogCounts(_Part):
    """How many events the log has, and how many are shown, hidden or erased."""

    size: Count
    shown: Count
    hidden: Count
    erased: Count

    def plain(self) -> Counts:
        """Return them as the log's reader takes them."""
        return Counts(self.size, self.shown, self.hidden, self.erased)


class Manifest(_Part):
    """``manifest.json``.

    Attributes:
        made: When, by the clock of the vault's log.
        project: The one project that it is about; nothing for all.
        log: What of the log is in it.
        withheld: Decisions whose documents hold the person's own words, or name records.
        files: Every other file outside ``log/`` → its SHA-256.
    """

    format: Literal["datadonor.audit/1"] = FORMAT
    made: Instant
    project: Identifier | None = None
    log: LogCounts
    withheld: Annotated[list[Digest], Field(max_length=10_000)]
    files: dict[_Name, Digest]


def write_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of a manifest: RFC 8785 JSON."""
    return rfc8785.dumps(manifest.model_dump(mode="json", exclude_none=True))


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        PackageTooNew: It is one of a later format.
        PackageUnreadable: It is none.
    """
    try:
        document = json.loads(content)
        said = str(document.get("format")) if isinstance(document, dict) else ""
        if said != FORMAT and _LATER.fullmatch(said):
            raise PackageTooNew
        manifest = Manifest.model_validate_json(content)
        is_canonical = write_manifest(manifest) == content
    except (ValueError, RecursionError, ValidationError):
        raise PackageUnreadable from None
    if not is_canonical:
        raise PackageUnreadable
    return manifest


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of every file that the manifest lists."""
    return {
        name: sha256(content).hexdigest()
        for name, content in sorted(files.items())
        if not name.startswith(LOG_FOLDER)
    }
