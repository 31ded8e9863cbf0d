"""Help: somebody sits beside the person at their own vault, for a while, and the log says so.

The person begins and ends it. Who helps stands in every event of that time but the
program's own. What is for the person alone is refused until the help is over
(``require_alone``). Must not know: what a helper may do in a window.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from pydantic import ValidationError
from typing_extensions import override

from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Actor, Assistant
from datadonor.audit.help_in_force import MOST, MOST_LAG, Assistance, HelperPresent
from datadonor.audit.log import AuditLog
from datadonor.errors import DatadonorError, ExitCode
from datadonor.texts import Fact, Language, text

# Whoever speaks of help finds its words here.
__all__ = [
    "LEAST",
    "MOST",
    "ROLES",
    "Assistance",
    "AssistanceClockBehind",
    "AssistanceInForce",
    "AssistanceMissing",
    "AssistanceTooLong",
    "HelperPresent",
    "HelperUnfit",
    "end_assistance",
    "require_alone",
    "start_assistance",
    "the_helper",
]

LEAST: Final = timedelta(minutes=5)
"""How long help is announced for at least; it can be ended at any moment."""

ROLES: Final = (
    "nurse",
    "doctor",
    "health_visitor",
    "carer",
    "social_worker",
    "librarian",
    "interpreter",
    "volunteer",
    "relative",
    "friend",
    "other",
)
"""What somebody is to the person whom they help. Their words: ``assistance.role.ROLE``."""


class AssistanceInForce(DatadonorError):
    """Somebody helps already; that help is ended first."""

    code = "ASSISTANCE_IN_FORCE"
    exit_code = ExitCode.NO


class AssistanceMissing(DatadonorError):
    """Nobody helps, so there is no help to end."""

    code = "ASSISTANCE_MISSING"
    exit_code = ExitCode.NO


class AssistanceClockBehind(DatadonorError):
    """The clock shows less than the log has seen (fact: ``minutes``): help would have no end."""

    code = "ASSISTANCE_CLOCK_BEHIND"
    exit_code = ExitCode.NO


class AssistanceTooLong(DatadonorError):
    """Help lasts from five minutes to two hours (facts: ``least``, ``most``, in minutes)."""

    code = "ASSISTANCE_TOO_LONG"
    exit_code = ExitCode.USAGE


class HelperUnfit(DatadonorError):
    """Something said of a helper cannot be written down (fact: ``field``, never its value)."""

    code = "HELPER_UNFIT"
    exit_code = ExitCode.USAGE

    @override
    def words(self, language: Language) -> Mapping[str, Fact]:
        """Say the field in words, too."""
        return {"field": text(f"assistance.field.{self.facts['field']}", language)}


def the_helper(
    name: str,
    role: str,
    organisation: str | None = None,
    authorisation_id: str | None = None,
) -> Assistant:
    """Return who helps, as the log writes it. What is blank was not said.

    Raises:
        HelperUnfit: A name has digits in it or is too long, the role is none of ``ROLES``,
            or a number has other signs than letters, digits, dot and hyphen.
    """
    if role not in ROLES:
        raise HelperUnfit(field="role")
    said: Mapping[str, str] = {
        "name": " ".join(name.split()),
        "role": role,
        "organisation": " ".join((organisation or "").split()),
        "authorisation_id": (authorisation_id or "").strip(),
    }
    for field, value in said.items():
        if not value.isprintable():  # signs that cannot be seen, or turn the direction of words
            raise HelperUnfit(field=field)
    try:
        return Assistant.model_validate({field: value for field, value in said.items() if value})
    except ValidationError as error:
        field = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
    raise HelperUnfit(field=field)


def start_assistance(opened: OpenVault, helper: Assistant, minutes: int) -> Assistance:
    """Begin help, at the person's own wish. One at a time.

    Args:
        opened: The person's vault.
        helper: Who helps (``the_helper``).
        minutes: For how long at most: 5 to 120.

    Raises:
        AssistanceTooLong, AssistanceInForce, AssistanceClockBehind, VaultReadOnly, DiskFull,
        DiskRefused: No help has begun.
    """
    length = timedelta(minutes=minutes)
    if not LEAST <= length <= MOST:
        raise AssistanceTooLong(least=_minutes(LEAST), most=_minutes(MOST))
    log = opened.log
    if _is_helped(log):
        raise AssistanceInForce
    if log.clock_lag > MOST_LAG:  # it would be over at once
        raise AssistanceClockBehind(minutes=_minutes(log.clock_lag))
    who = Actor(capacity="self", assisted_by=helper)
    with log.transaction(who) as recording:
        until = events.instant(log.now() + length)
        recording.append(events.AssistanceStarted(until=until))
    begun = log.assistance
    if begun is None:  # the clock jumped in this very moment: it is over already
        raise AssistanceMissing
    return begun


def end_assistance(opened: OpenVault) -> None:
    """End the help in force.

    Raises:
        AssistanceMissing: There is none.
        VaultReadOnly, DiskFull, DiskRefused: It goes on.
    """
    if not _is_helped(opened.log):
        raise AssistanceMissing
    opened.log.record(events.AssistanceEnded(), events.SELF)


def require_alone(opened: OpenVault) -> None:
    """Check that nobody helps, before an act that is for the person alone.

    Raises:
        HelperPresent: Somebody does.
    """
    opened.log.require_alone()


def _is_helped(log: AuditLog) -> bool:
    return log.assistance is not None


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
