"""What an operator's office sees to before it approves, and what it shows afterwards.

The registry's own code keeps bytes and signs them; what they say is read here. Must not
know: who asks, private keys, the clock.
"""

from datetime import date, datetime
from typing import Final

from consent.catalogue import PublishedProject, build_catalogue
from consent.envelope import EnvelopeDamaged, PublicKey
from consent.request import ProjectRequest, SignedRequest, open_request
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.admission import KeyNotUsable, require_receipt_keys, require_seal_keys
from datadonor.registry.targets import Recipient, RecordInvalid
from datadonor.registry.workshop import Records
from datadonor.registry.workshop_errors import IdRevoked

CATALOGUE: Final = "catalogue"
"""Where the pages for people lie, below ``public``."""


class RecipientNotAdmitted(DatadonorError):
    """The request's recipient is not in the registry, or its time has run out (fact: ``id``)."""

    code = "RECIPIENT_NOT_ADMITTED"
    exit_code = ExitCode.NO


def require_admissible(recipient: Recipient, today: date) -> None:
    """Check what the form of a recipient's record cannot say.

    Raises:
        KeyNotUsable: One of its keys is no key, or not a safe one.
        RecordInvalid: Its last day has passed.
    """
    require_seal_keys(recipient.seal)
    try:
        keys = [PublicKey.parse(key) for key in recipient.receipt_keys]
    except EnvelopeDamaged:
        raise KeyNotUsable(where="receipt_keys") from None
    require_receipt_keys([key.raw for key in keys])
    if recipient.valid_until < today:
        raise RecordInvalid(where="valid_until")


def require_signed_by_recipient(records: Records, signed: SignedRequest, today: date) -> None:
    """Check that a recipient in good standing has signed a request.

    Raises:
        RecipientNotAdmitted: The recipient that it names is not approved today.
        IdRevoked: The recipient has been revoked.
        SignatureMissing: None of the recipient's keys has signed it.
    """
    recipient = records.recipient(signed.request.recipient)
    if recipient is None or recipient.valid_until < today:
        raise RecipientNotAdmitted(id=signed.request.recipient)
    if any(each.id == recipient.id for each in records.revocations().revocations):
        raise IdRevoked(id=recipient.id)
    signed.envelope.verify([PublicKey.parse(key) for key in recipient.receipt_keys])


def other_recipients(records: Records, request: ProjectRequest) -> list[str]:
    """Return the recipients, ascending, that other approved versions of a project name."""
    versions = [open_request(content).request for content in records.versions(request.id).values()]
    return sorted({each.recipient for each in versions} - {request.recipient})


def build_catalogue_of(records: Records, made: datetime) -> dict[str, bytes]:
    """Return the catalogue of everything approved, by path below ``public``.

    Raises:
        EnvelopeDamaged, RequestInvalid, RecordInvalid: A file is not what was approved.
        CatalogueAddressInvalid: The registry's address is not a web address.
        CatalogueRecipientMissing: A project's recipient has been taken away by hand.
        DiskRefused: A file may not be read.
    """
    about = records.about()
    projects = [
        PublishedProject(
            open_request(content), records.approved_on(project_id, version) or made.date()
        )
        for project_id in records.project_ids()
        for version, content in records.versions(project_id).items()
    ]
    files = build_catalogue(
        projects,
        list(records.recipients().values()),
        records.revocations(),
        publisher_name=about.name,
        base_url=None if about.url is None else f"{about.url.rstrip('/')}/{CATALOGUE}",
        made=made,
    )
    return {f"{CATALOGUE}/{name}": content for name, content in files.items()}
