"""What can be wrong in the operator's folder, each with its own sentence in the catalogue."""

from datadonor.errors import DatadonorError, ExitCode


class WorkshopMissing(DatadonorError):
    """There is no registry in this folder."""

    code = "WORKSHOP_MISSING"
    exit_code = ExitCode.BAD_FILE


class WorkshopExists(DatadonorError):
    """There is something in the folder already. Nothing was changed."""

    code = "WORKSHOP_EXISTS"
    exit_code = ExitCode.BAD_FILE


class WorkshopInUse(DatadonorError):
    """Another process is at work in the folder (fact: ``pid``)."""

    code = "WORKSHOP_IN_USE"
    exit_code = ExitCode.NO


class IdTaken(DatadonorError):
    """Something else bears this id, perhaps in other letter case (fact: ``id``)."""

    code = "ID_TAKEN"
    exit_code = ExitCode.NO


class IdUnknown(DatadonorError):
    """No recipient and no project of the registry bears this id (fact: ``id``)."""

    code = "ID_UNKNOWN"
    exit_code = ExitCode.NO


class IdRevoked(DatadonorError):
    """What bears this id is revoked already (fact: ``id``)."""

    code = "ID_REVOKED"
    exit_code = ExitCode.NO


class VersionTaken(DatadonorError):
    """Other bytes are approved as this version (facts: ``id``, ``version``)."""

    code = "VERSION_TAKEN"
    exit_code = ExitCode.NO


class RenewalNotEnough(DatadonorError):
    """The targets must be signed again; the online key alone does not do."""

    code = "RENEWAL_NOT_ENOUGH"
    exit_code = ExitCode.NO


class WorkshopTooLarge(DatadonorError):
    """More is approved than a client takes. Nothing was published."""

    code = "WORKSHOP_TOO_LARGE"
    exit_code = ExitCode.NO


class WorkshopDamaged(DatadonorError):
    """The published files are not those that were signed here, or some are gone."""

    code = "WORKSHOP_DAMAGED"
    exit_code = ExitCode.TAMPERED
