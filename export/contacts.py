"""Telling the log which computers were spoken with."""

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, NetworkContacted, Why
from datadonor.network import Contact


def log_contacts(
    opened: OpenVault, contacts: list[Contact], who: Actor, project: str | None = None
) -> None:
    """Write into the log which computers were spoken with: one event for each."""
    if not contacts or opened.vault.is_read_only:
        return
    with opened.log.transaction(who) as recording:
        for host in sorted({contact.host for contact in contacts}):
            ours = [contact for contact in contacts if contact.host == host]
            details = NetworkContacted(
                host=host,
                purpose=ours[0].purpose,
                outcome=ours[-1].outcome,
                requests=len(ours),
                received_bytes=sum(contact.received_bytes for contact in ours),
            )
            recording.append(details, why=Why.ASKED, project=project)
