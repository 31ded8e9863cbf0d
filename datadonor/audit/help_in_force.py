"""The help in force: who sits beside the person now, by what the log says.

Help is not stored anywhere: it is the last ``assistance.started`` of the log that no
``assistance.ended`` follows and whose time has not passed. So it survives a lock, and is
the same for the window and for a command beside it.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Self

from datadonor.audit import events
from datadonor.audit.events import Actor, Details
from datadonor.errors import DatadonorError, ExitCode

MOST: Final = timedelta(hours=2)
"""How long help lasts at most; it can be begun anew."""

MOST_LAG: Final = timedelta(minutes=1)
"""How far the clock may fall back while somebody helps. A computer corrects its clock by
seconds; with more nobody can say how long the help has lasted, and it is over."""


_TELLING: Final = (events.AssistanceStarted, events.AssistanceEnded)

BEGINNINGS: Final = tuple(events.starts_with_kind(each.kind) for each in _TELLING)
"""How the stored events of help begin."""


class HelperPresent(DatadonorError):
    """This is for the person alone: it is not done while somebody helps them."""

    code = "HELPER_PRESENT"
    exit_code = ExitCode.NO


class Assistance(NamedTuple):
    """Help: by whom, since when, and when it is over at the latest."""

    helper: events.Assistant
    since: datetime
    until: datetime


class HelpInForce:
    """Follows the events of help, and says what is in force at a moment."""

    def __init__(self, unended: Assistance | None = None) -> None:
        """Begin with the help that no event has ended; nothing if there is none."""
        self._unended = unended
        self._latest: datetime | None = None
        self._is_over = False

    @classmethod
    def of(cls, newest: bytes | None) -> Self:
        """Take over from a log whose newest stored event of help is this.

        One that cannot be read tells of no help.
        """
        if newest is not None:
            with suppress(DatadonorError):
                event = events.parse_event(newest)
                return cls(_begun_by(event.what, event.who, event.when.recorded))
        return cls()

    def after(self, details: Details, who: Actor, recorded: str) -> "HelpInForce":
        """Return what holds once an event is written."""
        if isinstance(details, _TELLING):
            return HelpInForce(_begun_by(details, who, recorded))
        return self

    def at(self, now: datetime, lag: timedelta) -> Assistance | None:
        """Return the help in force. What was over once stays over.

        Args:
            now: The log's time, never earlier than the highest that it has seen.
            lag: How far the computer's clock is behind that.
        """
        if self._unended is None:
            return None
        self._latest = now if self._latest is None else max(self._latest, now)
        has_passed = self._latest >= self._unended.until
        self._is_over |= has_passed or self._latest - (now - lag) > MOST_LAG
        return None if self._is_over else self._unended

    def is_overdue(self, now: datetime, lag: timedelta) -> bool:
        """Say whether help is over that no event has ended yet."""
        return self._unended is not None and self.at(now, lag) is None


def helped(who: Actor, assistance: Assistance | None) -> Actor:
    """Return who does something, with whoever helps them. The program is helped by nobody."""
    if assistance is None or who.capacity == "program":
        return who
    return who.model_copy(update={"assisted_by": assistance.helper})


def _begun_by(details: Details, who: Actor, recorded: str) -> Assistance | None:
    """Return the help that an event begins; nothing if it ends one."""
    if not isinstance(details, events.AssistanceStarted) or who.assisted_by is None:
        return None
    return Assistance(who.assisted_by, events.moment(recorded), events.moment(details.until))
