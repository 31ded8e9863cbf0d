"""Consents that others have ended: a project or recipient whose approval was taken back.

Whoever reads the registry anew asks this afterwards, so that the log says when the
program learnt of it. The gate does not wait for that: it asks the registry itself.
"""

from consent.book import ConsentBook
from consent.envelope import EnvelopeDamaged
from consent.ledger import ProjectConsent
from consent.request import RequestInvalid, RequestTooNew
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.registry.view import RegistryView


def stop_revoked(opened: OpenVault, view: RegistryView) -> list[str]:
    """Record the end of every consent in force whose project or recipient is revoked.

    A new approval does not bring them back: the person is asked again.

    Returns:
        The projects, ascending.

    Raises:
        VaultReadOnly, DiskFull, DiskRefused: Those before were recorded; it can be tried again.
    """
    book, shelf, stopped = ConsentBook(opened), RequestShelf(opened), []
    for consent in book.consents():
        if not consent.state.is_in_force:
            continue
        recipient = _recipient_of(consent, shelf)
        if view.revocation(consent.project) is not None:
            book.stop(consent.project, "registry", "project_revoked")
        elif recipient is not None and view.revocation(recipient) is not None:
            book.stop(consent.project, "registry", "recipient_revoked")
        else:
            continue
        stopped.append(consent.project)
    return stopped


def _recipient_of(consent: ProjectConsent, shelf: RequestShelf) -> str | None:
    """Return the recipient that was agreed to, or nothing if the request is not there.

    The project's own revocation then still counts, and the gate lets nothing through.
    """
    if consent.given is None:
        return None
    try:
        return shelf.exactly(consent.given.event.request_sha256).request.recipient
    except (EnvelopeDamaged, RequestInvalid, RequestTooNew, RequestUnknown):
        return None
