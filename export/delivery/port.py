"""What a delivery is given, and what it gives back. All plain data; nothing is kept here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_URL: Final = 2000
"""Letters of an upload's address. Our choice; RFC 9110 §4.1 asks to bear 8000."""


class UploadState(BaseModel):
    """How far an upload has come: what a later run needs to go on with it.

    Attributes:
        url: Where the other side keeps what it has. Whoever knows it may write there.
        offset: Bytes that the other side has confirmed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[
        str, StringConstraints(pattern=r"^https?://[!-~]+$", max_length=MOST_URL), Field(repr=False)
    ]
    offset: Annotated[int, Field(ge=0, lt=2**53)]


class Progress(NamedTuple):
    """How far a delivery is. Falls back where the other side has less than was sent."""

    done_bytes: int
    all_bytes: int


@dataclass(frozen=True)
class Receipt:
    """That a bundle is where it was to go. Not that the recipient has opened it.

    Attributes:
        kind: By which way.
        sha256: The sealed file's digest.
        size_bytes: The sealed file's length.
        sent_bytes: How much left in this run, what was sent twice included.
        was_there: The bundle was there already, and nothing was sent.
    """

    kind: Literal["tus", "folder"]
    sha256: str
    size_bytes: int
    sent_bytes: int
    was_there: bool


@dataclass(frozen=True)
class Course:
    """What a delivery asks of whoever started it.

    Attributes:
        report_progress: Called between pieces and before each question and wait; raises
            ``DeliveryCancelled`` to stop.
        remember: Stores how far an upload is, durably, before the delivery goes on; None
            means that there is nothing to go on with.
        pause: Waits so many seconds.
        chance: A number from 0 up to but not including 1, another each time.
    """

    pause: Callable[[float], None]
    chance: Callable[[], float]
    report_progress: Callable[[Progress], None] = lambda _: None
    remember: Callable[[UploadState | None], None] = lambda _: None
