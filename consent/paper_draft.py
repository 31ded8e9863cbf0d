"""What somebody has begun to enter from a paper, kept until it is entered or thrown away.

It lies beside the conversation about the same project and is no decision and no event:
nothing follows from it. What was kept is read as hostile, and what cannot be read is as if
nothing had been kept. The picture of the page is not in it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Final, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from consent.request_text import Day, Digest
from datadonor.audit.custody import OpenVault
from datadonor.audit.fields import instant
from datadonor.vault.database import Connection

FORMAT: Final = "datadonor.paper-draft/1"
_MOST_TICKS: Final = 200
_KEY: Final = "paper:"
"""Stands before a project's id; no id has such a sign."""

_Word = Annotated[str, StringConstraints(max_length=100)]


class PaperDraft(BaseModel):
    """One paper, entered in part.

    Attributes:
        form_sha256: Which form it is.
        ticks: Field → key of the box that is ticked; ``""`` where none is.
        signed_on: The day beside the signature, if it was entered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["datadonor.paper-draft/1"] = FORMAT
    form_sha256: Digest
    ticks: Annotated[Mapping[_Word, _Word], Field(max_length=_MOST_TICKS)] = {}
    signed_on: Day | None = None


def save_draft(opened: OpenVault, project: str, draft: PaperDraft, now: datetime) -> None:
    """Keep what was entered so far in place of what was kept before.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    content = rfc8785.dumps(draft.model_dump(mode="json", exclude_none=True))
    with opened.vault.transaction():
        opened.vault.connection.execute(
            "INSERT INTO conversation (project, updated, content) VALUES (?, ?, ?) "
            "ON CONFLICT (project) DO UPDATE SET updated = excluded.updated, "
            "content = excluded.content",
            (_KEY + project, instant(now), content),
        )


def load_draft(opened: OpenVault, project: str) -> PaperDraft | None:
    """Return what was entered so far about a project, if anything was kept that can be read."""
    query = "SELECT content FROM conversation WHERE project = ?"
    row = opened.vault.connection.row(query, (_KEY + project,))
    if row is None:
        return None
    try:
        return PaperDraft.model_validate_json(bytes(row[0]))
    except ValidationError:
        return None


def discard_draft(opened: OpenVault, project: str) -> None:
    """Forget what was entered so far about a project.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.vault.transaction():
        discard(opened.vault.connection, project)


def discard(connection: Connection, project: str) -> None:
    """Forget it within a transaction of the caller's."""
    connection.execute("DELETE FROM conversation WHERE project = ?", (_KEY + project,))


def is_draft(key: str) -> bool:
    """Say whether what lies under a key of the conversations is a paper entered in part."""
    return key.startswith(_KEY)
