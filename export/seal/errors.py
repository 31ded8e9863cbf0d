"""What can be wrong with a sealed file or its keys. None of these holds a byte of content."""

from datadonor.errors import DatadonorError, ExitCode


class SealUnavailable(DatadonorError):
    """This computer lacks the program part that makes and opens age seals."""

    code = "SEAL_UNAVAILABLE"
    exit_code = ExitCode.NO


class SealFailed(DatadonorError):
    """The seal could not be made, for no reason that should occur."""

    code = "SEAL_FAILED"


class SealUnknown(DatadonorError):
    """The bytes begin neither as age's nor as Crypt4GH's do."""

    code = "SEAL_UNKNOWN"
    exit_code = ExitCode.BAD_FILE


class SealTooNew(DatadonorError):
    """A later version of age or Crypt4GH than this program knows."""

    code = "SEAL_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class SealDamaged(DatadonorError):
    """The header is not in the form of its format, or larger than any of ours."""

    code = "SEAL_DAMAGED"
    exit_code = ExitCode.BAD_FILE


class SealNotAllowed(DatadonorError):
    """The format knows it, we never write it: a passphrase, an edit list, several data keys."""

    code = "SEAL_NOT_ALLOWED"
    exit_code = ExitCode.BAD_FILE


class SealWrongKey(DatadonorError):
    """The file was sealed for other keys than this one."""

    code = "SEAL_WRONG_KEY"
    exit_code = ExitCode.WRONG_KEY


class SealKeyUnfit(DatadonorError):
    """The private key is not one that opens seals."""

    code = "SEAL_KEY_UNFIT"
    exit_code = ExitCode.WRONG_KEY


class SealKeyWeak(DatadonorError):
    """A public key in the header makes every shared secret zero, so that anyone can open it."""

    code = "SEAL_KEY_WEAK"
    exit_code = ExitCode.TAMPERED


class SealCut(DatadonorError):
    """The file ends before its seal does."""

    code = "SEAL_CUT"
    exit_code = ExitCode.TAMPERED


class SealAltered(DatadonorError):
    """A part does not fit the seal: changed, moved, doubled, added, or with its end missing."""

    code = "SEAL_ALTERED"
    exit_code = ExitCode.TAMPERED
