"""When a vault that opened must not be gone on with: its log is not what it was. No Qt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.audit.verdict import Condition, condition_finding
from datadonor.vault.inspection import Finding


class StopReason(StrEnum):
    """What may have happened, as far as a person needs to tell it apart."""

    ROLLED_BACK = "rolled_back"  # the newest events are missing
    ALTERED = "altered"  # what was written has been changed or exchanged
    KEY_FILE = "key_file"  # the file that remembers the log is another, older or lost


_REASONS: Final = {
    Condition.SHORTENED: StopReason.ROLLED_BACK,
    Condition.REPLACED: StopReason.ALTERED,
    Condition.ALTERED: StopReason.ALTERED,
    Condition.HEAD_FORGED: StopReason.KEY_FILE,
    Condition.HEAD_BEHIND: StopReason.KEY_FILE,
    Condition.KEY_FILE_LOST: StopReason.KEY_FILE,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Why, in the core's words, and what can be done.

    ``may_back_up`` is false where a backup could not say what is wrong with it.
    """

    reason: StopReason
    finding: Finding
    may_back_up: bool


def must_stop(opened: OpenVault) -> StopReason | None:
    """Say why a vault can only be read, or nothing if it can be worked with."""
    stop = read_stop(opened)
    return None if stop is None else stop.reason


def read_stop(opened: OpenVault) -> Stop | None:
    """Read what the page shows, on the thread that the vault belongs to."""
    verdict = opened.log.verdict
    reason = _REASONS.get(verdict.condition)
    if reason is None and not opened.vault.is_read_only:
        return None
    return Stop(
        reason=reason or StopReason.ALTERED,
        finding=condition_finding(verdict),
        may_back_up=verdict.condition is not Condition.ALTERED,
    )
