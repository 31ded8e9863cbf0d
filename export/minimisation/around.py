"""What stands around a value while it is treated, and by which rule a stray one is dropped.

Must not know how values are treated.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from export.minimisation.dates import DateTreatment, read_date
from export.minimisation.watch import Stays, Watch

Json = dict[str, Any]
"""A JSON object."""

ALLOWED: Final = "fields_allowed"
"""The rule by which what is not on the list is dropped."""

_TARGET: Final = re.compile(
    r"(?:https?://[^#]{1,500}/)?([A-Z][A-Za-z]{2,39})/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?",
    re.ASCII,
)
_URN: Final = re.compile(r"urn:uuid:([0-9A-Fa-f-]{36})", re.ASCII)


class Keys(Protocol):
    """Knows what else is sent."""

    def target(self, kind: str | None, server_id: str) -> tuple[str, str] | None:
        """Return the kind and the id under which a resource goes out, if it does.

        Args:
            kind: As the reference says it, if it does.
            server_id: The id that it has in the file.
        """


@dataclass(frozen=True)
class Around:
    """What stands around a value while it is treated."""

    watch: Watch
    dates: DateTreatment
    keys: Keys
    may_tell_rare: frozenset[str]

    def hold_newest(self, text: str) -> None:
        """Let the record stay if a date in it is one of the newest days.

        Raises:
            Stays: It is.
        """
        read = read_date(text)
        if read is not None and self.dates.is_held_back(read.day):
            raise Stays("newest_days_held_back")


Treatment = Callable[[Any, str, str, Around], Any]
"""The value, what the allow-list tells, the path, and what stands around."""


def pointed_at(place: object) -> tuple[str | None, str] | None:
    """Return the kind, if it is said, and the id at which a reference points."""
    if not isinstance(place, str):
        return None
    if found := _TARGET.fullmatch(place):
        return found[1], found[2]
    if found := _URN.fullmatch(place):
        return None, found[1]
    return None


def is_kept(is_good: bool, value: object, path: str, around: Around) -> bool:  # noqa: FBT001 - the verdict itself
    """Take note of a value that is sent as it is, or dropped, and hand the verdict on."""
    if is_good:
        around.watch.keep(path, value, value)
    else:
        around.watch.drop(path, value, ALLOWED)
    return is_good


def two_of(
    value: object,
    names: tuple[str, str],
    path: str,
    around: Around,
    treat: Callable[[object, str, Around], object],
) -> Json | None:
    """Return an object of two values, each treated; nothing if it is no object."""
    if not isinstance(value, dict):
        around.watch.drop(path, value, ALLOWED)
        return None
    sent = {}
    for name, each in value.items():
        if name not in names:
            around.watch.drop(f"{path}.{name}", each, rule_of(name, each))
        elif (treated := treat(each, f"{path}.{name}", around)) is not None:
            sent[name] = treated
    return sent


_NAMES: Final = {
    "free_text_dropped": (
        *("text", "note", "comment", "comments", "description", "conclusion", "title"),
        *("patientInstruction", "additionalInstruction"),
    ),
    "source_dropped": (
        *("performer", "author", "asserter", "recorder", "requester", "informationSource"),
        *("source", "participant", "serviceProvider", "custodian", "authenticator"),
        *("manufacturer", "location", "managingOrganization", "careManager", "receiver"),
        *("collector", "meta", "prescriber"),
    ),
    "attachment_dropped": ("content", "presentedForm", "valueAttachment", "media", "data"),
    "display_dropped": ("display", "userSelected"),
    "ids_rekeyed": ("id", "identifier"),
    "extension_dropped": ("extension", "modifierExtension"),
}
_BY_NAME: Final = {name: rule for rule, names in _NAMES.items() for name in names}


def rule_of(name: str, value: object) -> str:
    """Return the rule by which an element that is not on the list is dropped."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    for is_so, rule in (
        (name.endswith("String"), "free_text_dropped"),
        (name.endswith("Identifier"), "ids_rekeyed"),
        (name.startswith("_"), "extension_dropped"),
        (isinstance(value, dict) and "reference" in value, "reference_dropped"),
    ):
        if is_so:
            return rule
    return ALLOWED
