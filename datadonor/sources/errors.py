"""Why a whole file was refused. Nothing of it is in the vault then."""

from datadonor.errors import DatadonorError, ExitCode


class FileRefused(DatadonorError):
    """A file is not what it should be; nothing was changed."""

    code = "FILE_REFUSED"
    exit_code = ExitCode.BAD_FILE


class FormatUnknown(FileRefused):
    """No format is known that looks like this."""

    code = "FORMAT_UNKNOWN"


class FileEmpty(FileRefused):
    """There is nothing in it."""

    code = "FILE_EMPTY"


class FileCut(FileRefused):
    """It ends too early: half written or half copied."""

    code = "FILE_CUT"


class FileDamaged(FileRefused):
    """Its bytes do not fit together."""

    code = "FILE_DAMAGED"


class FileChanged(FileRefused):
    """It changed while it was read."""

    code = "FILE_CHANGED"


class FileTooLarge(FileRefused):
    """It unpacks to more than there is room for, or one part is beyond any honest file."""

    code = "FILE_TOO_LARGE"


class FileHostile(FileRefused):
    """It is built to do harm: entities, paths that lead out, absurd depth."""

    code = "FILE_HOSTILE"


class FileLocked(FileRefused):
    """It is encrypted with a password."""

    code = "FILE_LOCKED"


class VersionUnknown(FileRefused):
    """A version of the format that this program does not know."""

    code = "FORMAT_VERSION_UNKNOWN"


class MappingNeeded(FileRefused):
    """A table whose columns nobody has explained yet."""

    code = "MAPPING_NEEDED"


class SomeoneElse(DatadonorError):
    """The file is about another person than the vault."""

    code = "SOMEONE_ELSE"
    exit_code = ExitCode.NO


class ImportCancelled(DatadonorError):
    """The person stopped it; nothing was changed."""

    code = "IMPORT_CANCELLED"
    exit_code = ExitCode.NO
