"""What recipients still owe the donor after a withdrawal: their signed word that it is done.

A recipient has a month to act on what it was told (GDPR art. 12(3)). Until its answer has
been read the withdrawal is shown as waiting, and after that month as overdue. Must not
write, and has no clock.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from consent.periods import local_day
from consent.shelf import RequestShelf, RequestUnknown
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import ConsentGiven, DonationSealed, NoticeSent, moment
from export.outbox import BundleState, Outbox

ANSWER_DAYS: Final = 30
"""Source: GDPR art. 12(3), one month; the shortest there is that everybody counts alike."""

_DONE: Final = {
    "erase": frozenset({BundleState.DELETED}),
    "anonymise": frozenset({BundleState.DELETED, BundleState.WITHDRAWN}),
    "future_only": frozenset({BundleState.DELETED, BundleState.WITHDRAWN}),
}
"""What the project promised → the answers that say it was done."""

_NEVER_THERE: Final = frozenset({BundleState.SEALED, BundleState.DROPPED, BundleState.REJECTED})


class Awaited(NamedTuple):
    """A withdrawal that its recipient has been told of and has not answered for.

    ``told`` and ``due`` are days in Denmark; ``due`` is the last one that it has.
    ``bundles`` is how many are not answered for.
    """

    project: str
    told: date
    due: date
    bundles: int

    def is_overdue(self, today: date) -> bool:
        """Whether the recipient's time is over."""
        return today > self.due


def awaited(opened: OpenVault) -> list[Awaited]:
    """Return what recipients owe, by project."""
    sealed: dict[str, set[str]] = {}
    effects: dict[str, str] = {}
    told: dict[str, tuple[date, set[str]]] = {}
    for stored in opened.log.events_of(ConsentGiven, DonationSealed, NoticeSent):
        event = stored.event
        if event is None or event.project is None:
            continue
        match event.what:
            case ConsentGiven() as what:
                effects[event.project] = _effect(opened, what.request_sha256)
            case DonationSealed() as what:
                sealed.setdefault(event.project, set()).add(what.bundle_sha256)
            case _:
                day = local_day(moment(event.when.recorded))
                told[event.project] = (day, set(sealed.get(event.project, set())))
    found = []
    for project, (day, bundles) in sorted(told.items()):
        done = _DONE[effects.get(project, "erase")]
        open_still = [
            entry
            for entry in Outbox(opened).entries(project)
            if entry.bundle_sha256 in bundles and entry.state not in _NEVER_THERE | done
        ]
        if open_still:
            found.append(Awaited(project, day, day + timedelta(days=ANSWER_DAYS), len(open_still)))
    return found


def _effect(opened: OpenVault, request_sha256: str) -> str:
    try:
        return RequestShelf(opened).exactly(request_sha256).request.withdrawal.effect
    except RequestUnknown:
        return "erase"  # the most that can be owed
