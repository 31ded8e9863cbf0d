"""What the gate has refused, counted from the log and told in plain words."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from consent.gate import Gate, Purpose, Refusal, RefusalReason
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    EventInvalid,
    EventUnknown,
    ReleaseRefused,
    parse_event,
    starts_with_kind,
)
from datadonor.texts import Language, text

OTHER: Final = "other"
"""Counts the refusals whose reason this version of the program does not know."""


def refusals(opened: OpenVault, project: str | None = None) -> Counter[str]:
    """Count the releases that were refused, by reason, for one project or all of them.

    Returns:
        The values of ``RefusalReason``, and ``OTHER``. All projects together also count
        what was asked for a project that the log knows nothing of.
    """
    return Counter(_reasons(opened, project))


def refusal_lines(opened: OpenVault, project: str | None, language: Language) -> list[str]:
    """Return one sentence for each reason, the most frequent first: how many, and why."""
    counted = refusals(opened, project)
    return [
        refusal_line(reason, counted[reason], language)
        for reason in sorted(counted, key=lambda each: (-counted[each], each))
    ]


def refusal_line(reason: str, count: int, language: Language) -> str:
    """Say how many releases were refused for one reason."""
    number = "one" if count == 1 else "many"
    return text(f"consent_refusals.{reason}.{number}", language, count=count)


def held_reason(opened: OpenVault, project: str) -> RefusalReason | None:
    """Return why nothing could be released just now under a consent in force, if so.

    Asks the gate without logging.
    """
    answered = Gate(opened).look(Purpose(project))
    return answered.reason if isinstance(answered, Refusal) else None


def held_line(reason: RefusalReason, language: Language) -> str:
    """Say why nothing can be released just now, although a consent is in force."""
    return text(f"consent_held.{reason}", language)


def _reasons(opened: OpenVault, project: str | None) -> Iterator[str]:
    known = frozenset(RefusalReason)
    for _, body in opened.log.bodies_of(starts_with_kind(ReleaseRefused.kind)):
        try:
            event = parse_event(body)
        except (EventUnknown, EventInvalid):
            if project is None:
                yield OTHER
            continue
        if isinstance(event.what, ReleaseRefused) and project in (None, event.project):
            yield event.what.reason if event.what.reason in known else OTHER
