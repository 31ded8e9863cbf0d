"""What can keep a bundle from being written. What was written by then is thrown away."""

from datadonor.errors import DatadonorError, ExitCode


class BundleChanged(DatadonorError):
    """What would be sent is not, byte for byte, what was listed before."""

    code = "BUNDLE_CHANGED"
    exit_code = ExitCode.TAMPERED


class BundleNotConfirmed(DatadonorError):
    """The person confirmed something else than what would be sent."""

    code = "BUNDLE_NOT_CONFIRMED"
    exit_code = ExitCode.NO


class RecordTooLarge(DatadonorError):
    """One record is larger than a file of a bundle may be."""

    code = "RECORD_TOO_LARGE"
    exit_code = ExitCode.NO


class BundleTooManyFiles(DatadonorError):
    """It is more than one bundle holds.

    Facts: ``most``, how many files that is.
    """

    code = "BUNDLE_TOO_MANY_FILES"
    exit_code = ExitCode.NO
