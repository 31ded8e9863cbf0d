"""Bring a sealed bundle to where the recipient takes it."""

from datadonor.network import Door
from datadonor.registry.targets import Delivery
from export.delivery.errors import DeliveryAddressUnfit
from export.delivery.folder import folder_of, put
from export.delivery.port import Course, Receipt, UploadState
from export.delivery.sealed import SealedFile
from export.delivery.tus import upload


def deliver(
    sealed: SealedFile,
    to: Delivery,
    door: Door,
    course: Course,
    state: UploadState | None = None,
) -> Receipt:
    """Bring a bundle to a recipient, by one of the ways of its entry.

    May be called again after any end, also a kill: what is there already is found, and is
    not sent twice. Nothing is kept here; ``course.remember`` is told what a later call
    needs as ``state``.

    Args:
        sealed: The bundle.
        to: One way of the recipient's entry in the registry.
        door: Stays the caller's to close. A folder does not use it.
        course: How to report, remember, wait and draw lots.
        state: What ``course.remember`` was told last, for this bundle and recipient.

    Returns:
        That it is there.

    Raises:
        DeliveryAddressUnfit: The way is not one that can be gone.
        SealedFileChanged: The sealed file is not what it was. Nothing was sent.
        DatadonorError: What ``export.delivery.folder.put`` and
            ``export.delivery.tus.upload`` raise, or ``course.report_progress`` did.
    """
    if to.kind == "folder":
        return put(sealed, folder_of(to.url), course)
    if not to.url.startswith(("https://", "http://")):
        raise DeliveryAddressUnfit
    return upload(sealed, to.url, door, course, state)
