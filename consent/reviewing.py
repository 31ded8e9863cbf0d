"""Requests before anybody is asked: what a file holds, what the registry says of it.

And what has left already to a project that is not approved any more. Used on the vault's
writing thread. Must not know: a terminal, a window, the words on either.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from consent.approval import Approval, judge_request, was_a_request
from consent.envelope import EnvelopeDamaged
from consent.request import RequestInvalid, SignedRequest, open_request
from consent.shelf import RequestShelf
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, DonationSent
from datadonor.registry.view import RegistryView
from datadonor.texts import Language


class Reviewed(NamedTuple):
    """A request, what the registry says of it, and how often something was sent to it."""

    signed: SignedRequest
    approval: Approval
    sent: int


def open_offered(content: bytes) -> SignedRequest | None:
    """Read a request that somebody offers in a file.

    Returns:
        Nothing if it was a request once and was altered: its standing is ``ALTERED``, and
        nothing but its kind can be told of it.

    Raises:
        EnvelopeDamaged, RequestInvalid: It is no request.
        RequestTooNew: A newer version of the program can read it.
    """
    try:
        return open_request(content)
    except (EnvelopeDamaged, RequestInvalid):
        if not was_a_request(content):
            raise
        return None


def review_requests(
    opened: OpenVault,
    requests: Iterable[SignedRequest],
    view: RegistryView | None,
    language: Language,
) -> list[Reviewed]:
    """Say of each request how it stands, in the order given.

    Args:
        opened: The vault. Its log's clock is the one that counts.
        requests: On the shelf, published, or offered.
        view: What the registry says (``RegistryClient.view``).
        language: Of a revocation's reason.
    """
    now = opened.log.now()
    sent = Counter(
        stored.event.project for stored in opened.log.events_of(DonationSent) if stored.event
    )
    return [
        Reviewed(signed, judge_request(signed, view, now, language), sent[signed.request.id])
        for signed in requests
    ]


def take_in(opened: OpenVault, reviewed: Reviewed, who: Actor) -> bool:
    """Put a request on the shelf if it is approved, and say whether it is.

    Raises:
        DatadonorError: As ``RequestShelf.add`` says.
    """
    if reviewed.approval.is_approved:
        RequestShelf(opened).add(reviewed.signed, who, opened.log.now())
    return reviewed.approval.is_approved


def published_requests(view: RegistryView | None) -> list[SignedRequest]:
    """Return every version of every request that the registry publishes, by id and version.

    Raises:
        EnvelopeDamaged, RequestInvalid, RequestTooNew: One of them cannot be read.
    """
    if view is None:
        return []
    contents = [
        view.published(project, version)
        for project, versions in sorted(view.projects.items())
        for version in sorted(versions)
    ]
    return [open_request(content) for content in contents if content is not None]
