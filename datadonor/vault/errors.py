"""What can be wrong with a vault, each with its own sentence in the catalogue."""

from collections.abc import Mapping

from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Fact, Language, text


class VaultMissing(DatadonorError):
    """There is no vault in this folder."""

    code = "VAULT_MISSING"
    exit_code = ExitCode.BAD_FILE


class VaultExists(DatadonorError):
    """There is something in the folder already. Nothing was changed."""

    code = "VAULT_EXISTS"
    exit_code = ExitCode.BAD_FILE


class VaultInUse(DatadonorError):
    """Another process has the vault open (facts: ``program``, ``pid``)."""

    code = "VAULT_IN_USE"
    exit_code = ExitCode.NO

    def words(self, language: Language) -> Mapping[str, Fact]:
        """Say in words which of our programs has it."""
        holder = text(f"errors.{self.code}.{self.facts['program']}", language)
        return {**self.facts, "holder": holder}


class VaultTooNew(DatadonorError):
    """The vault was written by a newer version of the program."""

    code = "VAULT_TOO_NEW"
    exit_code = ExitCode.BAD_FILE


class VaultReadOnly(DatadonorError):
    """The vault is open for reading only, because its log is not whole."""

    code = "VAULT_READ_ONLY"
    exit_code = ExitCode.TAMPERED


class WrongPassphrase(DatadonorError):
    """No slot opens with this passphrase."""

    code = "WRONG_PASSPHRASE"
    exit_code = ExitCode.WRONG_KEY


class WrongRecoveryWords(DatadonorError):
    """The words are well formed, but no slot opens with them."""

    code = "WRONG_RECOVERY_WORDS"
    exit_code = ExitCode.WRONG_KEY


class RecoveryWordsMisspelt(DatadonorError):
    """The words are not 24 of the list, or their check sum does not fit."""

    code = "RECOVERY_WORDS_MISSPELT"
    exit_code = ExitCode.WRONG_KEY


class PassphraseTooShort(DatadonorError):
    """A new passphrase is shorter than allowed (fact: ``least``)."""

    code = "PASSPHRASE_TOO_SHORT"
    exit_code = ExitCode.USAGE


class KeyFileDamaged(DatadonorError):
    """The key file is not what it should be, and its older copy does not help."""

    code = "KEY_FILE_DAMAGED"
    exit_code = ExitCode.TAMPERED


class DatabaseDamaged(DatadonorError):
    """The key is right, but the database cannot be read with it."""

    code = "DATABASE_DAMAGED"
    exit_code = ExitCode.TAMPERED


class BackupDamaged(DatadonorError):
    """The file is not a backup, or not whole. Nothing was changed."""

    code = "BACKUP_DAMAGED"
    exit_code = ExitCode.BAD_FILE


class DatabaseFault(DatadonorError):
    """The database refused a statement: a fault of ours. It was rolled back."""

    code = "DATABASE_FAULT"
