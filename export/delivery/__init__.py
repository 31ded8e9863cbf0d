"""Sealed bundles on their way: into a folder, or over the network by the tus protocol.

Promises: only bytes that were sealed leave, under no name but their digest; whole under a
final name or not at all; a bundle that is there already is not sent again; a cut costs
what was on its way and no more. Keeps nothing: what is to be remembered is handed to
whoever asked. Must not know: the vault, the person, what is inside the seal.
"""

from export.delivery.delivering import deliver
from export.delivery.errors import (
    DeliveryAddressUnfit,
    DeliveryCancelled,
    DeliveryConfused,
    DeliveryDamaged,
    DeliveryElsewhere,
    DeliveryFolderLost,
    DeliveryFolderMissing,
    DeliveryForgotten,
    DeliveryNameTaken,
    DeliveryNotTus,
    DeliveryTooLarge,
    SealedFileChanged,
)
from export.delivery.folder import name_in_folder, put
from export.delivery.port import Course, Progress, Receipt, UploadState
from export.delivery.sealed import SealedFile
from export.delivery.tus import abandon

__all__ = [
    "Course",
    "DeliveryAddressUnfit",
    "DeliveryCancelled",
    "DeliveryConfused",
    "DeliveryDamaged",
    "DeliveryElsewhere",
    "DeliveryFolderLost",
    "DeliveryFolderMissing",
    "DeliveryForgotten",
    "DeliveryNameTaken",
    "DeliveryNotTus",
    "DeliveryTooLarge",
    "Progress",
    "Receipt",
    "SealedFile",
    "SealedFileChanged",
    "UploadState",
    "abandon",
    "deliver",
    "name_in_folder",
    "put",
]
