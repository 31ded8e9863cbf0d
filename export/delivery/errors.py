"""What can stop a sealed bundle on its way.

None of these holds a path, an address or a byte of it; ``host`` is the most that is told.
"""

from datadonor.errors import DatadonorError, ExitCode


class DeliveryCancelled(DatadonorError):
    """The person stopped it. Raised by the caller's ``report_progress``."""

    code = "DELIVERY_CANCELLED"
    exit_code = ExitCode.NO


class SealedFileChanged(DatadonorError):
    """The sealed file is not the one that was queued: other bytes, or another length."""

    code = "SEALED_FILE_CHANGED"
    exit_code = ExitCode.TAMPERED


class DeliveryAddressUnfit(DatadonorError):
    """The recipient's entry names a place that its kind of delivery cannot reach."""

    code = "DELIVERY_ADDRESS_UNFIT"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryFolderMissing(DatadonorError):
    """The folder or stick is not there, or is no folder."""

    code = "DELIVERY_FOLDER_MISSING"
    exit_code = ExitCode.DISK


class DeliveryFolderLost(DatadonorError):
    """The folder or stick went away while it was written to."""

    code = "DELIVERY_FOLDER_LOST"
    exit_code = ExitCode.DISK


class DeliveryNameTaken(DatadonorError):
    """Something else lies in the folder under the bundle's name. It was not touched."""

    code = "DELIVERY_NAME_TAKEN"
    exit_code = ExitCode.DISK


class DeliveryTooLarge(DatadonorError):
    """The other side takes nothing as large as this bundle (fact: ``host``)."""

    code = "DELIVERY_TOO_LARGE"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryNotTus(DatadonorError):
    """The other side does not speak tus 1.0 with creation (fact: ``host``)."""

    code = "DELIVERY_NOT_TUS"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryElsewhere(DatadonorError):
    """The other side wants the bundle sent to another place (fact: ``host``)."""

    code = "DELIVERY_ELSEWHERE"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryConfused(DatadonorError):
    """The other side says it has what it cannot have (fact: ``host``)."""

    code = "DELIVERY_CONFUSED"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryForgotten(DatadonorError):
    """The other side lost what it had, time and again (fact: ``host``)."""

    code = "DELIVERY_FORGOTTEN"
    exit_code = ExitCode.OTHER_SIDE


class DeliveryDamaged(DatadonorError):
    """What arrived was not what was sent, time and again (tus status 460; fact: ``host``)."""

    code = "DELIVERY_DAMAGED"
    exit_code = ExitCode.OTHER_SIDE
