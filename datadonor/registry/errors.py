"""What can be wrong with a registry, each with its own sentence in the catalogue.

Whatever of these is raised: what the vault knew of the registry before stands.
"""

from datadonor.errors import DatadonorError, ExitCode


class RegistryError(DatadonorError):
    """What was offered as the registry could not be taken, for a reason not named below."""

    code = "REGISTRY_REFUSED"
    exit_code = ExitCode.OTHER_SIDE

    @property
    def reason(self) -> str:
        """The code in the form of the log's vocabulary."""
        return self.code.lower()


class RegistryNotChosen(RegistryError):
    """No registry has been chosen in this vault, or its rows no longer say which."""

    code = "REGISTRY_NOT_CHOSEN"
    exit_code = ExitCode.NO


class RegistryLocationInvalid(RegistryError):
    """A registry lies behind https, behind http on this computer, or in a folder."""

    code = "REGISTRY_LOCATION_INVALID"
    exit_code = ExitCode.USAGE


class RootInvalid(RegistryError):
    """The file is not the root of a registry, or not signed as it says itself."""

    code = "REGISTRY_ROOT_INVALID"
    exit_code = ExitCode.BAD_FILE


class RegistryRolledBack(RegistryError):
    """What is offered is older than what this vault has seen."""

    code = "REGISTRY_ROLLED_BACK"
    exit_code = ExitCode.TAMPERED


class RegistryFrozen(RegistryError):
    """What is offered has run out: nobody has vouched for it in time."""

    code = "REGISTRY_FROZEN"
    exit_code = ExitCode.TAMPERED


class RegistryTampered(RegistryError):
    """What is offered is not what the operators signed."""

    code = "REGISTRY_TAMPERED"
    exit_code = ExitCode.TAMPERED


class RegistryTooLarge(RegistryError):
    """More was sent than was announced, or than a registry can hold."""

    code = "REGISTRY_TOO_LARGE"
    exit_code = ExitCode.TAMPERED


class RegistrySlow(RegistryError):
    """The answer came too slowly."""

    code = "REGISTRY_SLOW"
    exit_code = ExitCode.OTHER_SIDE


class RegistryUnreachable(RegistryError):
    """There was no answer, or not the one asked for."""

    code = "REGISTRY_UNREACHABLE"
    exit_code = ExitCode.OTHER_SIDE


class RegistryUncertified(RegistryError):
    """The computer that answered could not show that it is the one asked for (TLS)."""

    code = "REGISTRY_UNCERTIFIED"
    exit_code = ExitCode.OTHER_SIDE


class RegistryRedirected(RegistryError):
    """The answer was to ask elsewhere, or a link that leads out of the folder."""

    code = "REGISTRY_REDIRECTED"
    exit_code = ExitCode.OTHER_SIDE


class RegistryCutShort(RegistryError):
    """The answer broke off."""

    code = "REGISTRY_CUT_SHORT"
    exit_code = ExitCode.OTHER_SIDE


class ClockBehind(RegistryError):
    """The computer's clock shows much less than the log has seen (fact: ``minutes``)."""

    code = "CLOCK_BEHIND"
    exit_code = ExitCode.NO


class RegistryCopyDamaged(RegistryError):
    """The vault's own copy is not what was signed, or not what was last read."""

    code = "REGISTRY_COPY_DAMAGED"
    exit_code = ExitCode.TAMPERED


class RegistryStale(RegistryError):
    """The vault's copy is too old to say yes or send anything by (fact: ``as_of``)."""

    code = "REGISTRY_STALE"
    exit_code = ExitCode.NO
