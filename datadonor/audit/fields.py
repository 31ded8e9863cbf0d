"""The words that an event is made of: every field takes one of these and no free text.

Must not know any kind of event.
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_MOMENT: Final = r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{3}Z$"
_IS_MOMENT: Final = re.compile(_MOMENT)
_FIRST_YEAR: Final = "1970"
_LAST_YEAR: Final = "9998"
"""Around these a calendar has no day before or after, so that nothing could be reckoned."""


def instant(moment: datetime) -> str:
    """Write a moment as the log does: UTC, milliseconds, ``Z``."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def moment(written: str) -> datetime:
    """Read a moment as the log writes it.

    Raises:
        ValueError: It is written in another way, or no such moment exists.
    """
    # The pattern makes strict what fromisoformat takes; strptime takes some ten times as long.
    if not _IS_MOMENT.fullmatch(written):
        raise ValueError
    return datetime.fromisoformat(written)


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hex."""


def _is_moment(written: str) -> str:
    moment(written)
    if not _FIRST_YEAR <= written[:4] <= _LAST_YEAR:
        raise ValueError
    return written


Instant = Annotated[
    str,
    StringConstraints(pattern=_MOMENT),
    AfterValidator(_is_moment),
]
"""A moment in UTC to the millisecond (RFC 3339)."""


def _is_day(written: str) -> str:
    date.fromisoformat(written)
    return written


CalendarDay = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    AfterValidator(_is_day),
]
"""A day in Denmark: ``YYYY-MM-DD``."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{0,39}$")]
"""A word of our own vocabularies."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""The id of a project, a recipient or an import. Made by us or by the registry."""

Name = Annotated[str, StringConstraints(pattern=r"^[^\d\x00-\x1f\x7f]+$", max_length=100)]
"""What someone who helps is called: no digits, so no number can hide in it."""

Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:\[\]-]{1,255}$")]
"""Another computer's name or address, in ASCII."""

PublicKeyText = Annotated[str, StringConstraints(pattern=r"^ed25519:[A-Za-z0-9+/]{43}=$")]
"""A public key as ``consent.envelope.PublicKey`` writes it."""

Count = Annotated[int, Field(ge=0, le=2**53 - 1)]


class EventPart(BaseModel):
    """A part of an event: frozen, and nothing in it that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
