"""What can be wrong with a command's words."""

from datadonor.errors import DatadonorError, ExitCode


class Usage(DatadonorError):
    """The command's words are off (fact: ``option``, one of our own names)."""

    code = "USAGE"
    exit_code = ExitCode.USAGE


class NoTerminal(DatadonorError):
    """A secret is needed and there is nobody to ask."""

    code = "NO_TERMINAL"
    exit_code = ExitCode.USAGE


class PassphrasesDiffer(DatadonorError):
    """The two times a new passphrase was typed are not the same."""

    code = "PASSPHRASES_DIFFER"
    exit_code = ExitCode.USAGE


class FileMissing(DatadonorError):
    """A file that the command names is not there."""

    code = "FILE_MISSING"
    exit_code = ExitCode.BAD_FILE


class MappingUnreadable(DatadonorError):
    """The file that should say what a table's columns mean does not."""

    code = "MAPPING_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class ConfirmationNeeded(DatadonorError):
    """Something that cannot be undone was not confirmed, and there is nobody to ask."""

    code = "CONFIRMATION_NEEDED"
    exit_code = ExitCode.USAGE


class DigestNeeded(DatadonorError):
    """Nobody has said that exactly this is to be sent, and there is nobody to ask."""

    code = "DIGEST_NEEDED"
    exit_code = ExitCode.USAGE
