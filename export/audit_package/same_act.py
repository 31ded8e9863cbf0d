"""Whether an event and the signed document that it names tell of the same decision.

The consent is judged by the event, the items by the document: where the two do not agree,
somebody has shown one of them for another.
"""

from datetime import timedelta
from typing import Final

from consent.decision import Decision
from consent.policy import last_day
from consent.request import SignedRequest
from datadonor.audit.events import (
    ConsentGiven,
    ConsentRefused,
    ConsentWithdrawn,
    Event,
    moment,
)

_AT_ONCE: Final = timedelta(minutes=10)
"""How far a decision's own time may be from its event's if the event names no other. It is
signed and written down in one go; a computer may be put to sleep in between. Our choice."""


def tell_the_same(event: Event, said: Decision, request: SignedRequest | None) -> bool:
    """Say whether an event and its document agree in what was decided, by whom and when.

    Args:
        event: One about a consent, of any kind.
        said: The document that it names.
        request: The one that the event names, if it does and it is there.
    """
    what = event.what
    match what:
        case ConsentGiven(act=act):
            told: tuple[object, object] = (act, None)
        case ConsentRefused():
            told = ("refused", None)
        case ConsentWithdrawn(item=item):
            told = ("withdrawn", item)
        case _:
            return False  # nobody signs a document of any other
    choices = said.choices
    by = (event.project, event.who.capacity, event.who.basis)
    if (told, by) != ((said.act, said.item), (said.project, choices.given_by, choices.basis)):
        return False
    named = {
        "request_sha256": said.request_sha256,
        "request_version": said.request_version,
        "text_sha256": choices.text_sha256,
        "choices_sha256": choices.digest,
        "language": choices.language,
    }
    if any(getattr(what, name, value) != value for name, value in named.items()):
        return False
    if isinstance(what, ConsentGiven) and request is not None:
        is_last = what.last_day == str(last_day(request.request, choices))
        return is_last and _is_of_its_time(event, said)
    return _is_of_its_time(event, said)


# -- within ---------------------------------------------------------------------------


def _is_of_its_time(event: Event, said: Decision) -> bool:
    decided = getattr(event.what, "decided", None)
    if decided is not None:
        return bool(decided == said.decided)
    return abs(moment(event.when.recorded) - moment(said.decided)) <= _AT_ONCE
