"""Keeping a conversation in the vault, so that it can be gone on with on another day.

One for each project. It is not a decision and no event: nothing follows from it, and the
consent book throws it away when a decision is written. What was kept is read as hostile.
"""

from datetime import datetime
from typing import NamedTuple

from consent.flow.conversation import Conversation, conversation_content, parse_conversation
from consent.flow.errors import ConversationUnreadable
from consent.paper_draft import is_draft
from datadonor.audit.custody import OpenVault
from datadonor.audit.fields import instant
from datadonor.vault.database import Connection


class Unfinished(NamedTuple):
    """That there is a conversation, and when it was last gone on with.

    Attributes:
        project: The registry's id.
        updated: As the log writes moments.
    """

    project: str
    updated: str


def save_conversation(opened: OpenVault, conversation: Conversation, now: datetime) -> None:
    """Keep a conversation in place of the project's earlier one.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.vault.transaction():
        opened.vault.connection.execute(
            "INSERT INTO conversation (project, updated, content) VALUES (?, ?, ?) "
            "ON CONFLICT (project) DO UPDATE SET updated = excluded.updated, "
            "content = excluded.content",
            (conversation.project, instant(now), conversation_content(conversation)),
        )


def load_conversation(connection: Connection, project: str) -> Conversation | None:
    """Return the conversation about a project, or nothing if there is none.

    Whether it is about the request as it is now is for ``consent.flow.resuming`` to say.

    Raises:
        ConversationUnreadable: What was kept is none, or is another project's. It can be
            discarded: nothing follows from it.
    """
    row = connection.row("SELECT content FROM conversation WHERE project = ?", (project,))
    if row is None:
        return None
    conversation = parse_conversation(bytes(row[0]))
    if conversation.project != project:
        raise ConversationUnreadable
    return conversation


def discard_conversation(opened: OpenVault, project: str) -> None:
    """Forget the conversation about a project, if there is one.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
    """
    with opened.vault.transaction():
        opened.vault.connection.execute("DELETE FROM conversation WHERE project = ?", (project,))


def unfinished_conversations(connection: Connection) -> list[Unfinished]:
    """Return which projects have a conversation that is not finished, the latest first."""
    query = "SELECT project, updated FROM conversation ORDER BY updated DESC, project"
    # What is begun to be entered from a paper lies beside them: ``consent.paper_draft``.
    return [
        Unfinished(project, updated)
        for project, updated in connection.rows(query)
        if not is_draft(project)
    ]
