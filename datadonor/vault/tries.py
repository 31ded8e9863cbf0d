"""Wrong passphrases: counted outside the database, answered ever more slowly.

Quiet: a wrong try is not threatened, only the next one waits a little. Whoever
has the disk can delete this file, so it is no defence against theft (the KDF is);
it slows a person at the keyboard and tells the owner that someone tried.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from datadonor import paths
from datadonor.errors import DiskFull, DiskRefused

TRIES_FILE: Final = "vault.tries"
_FREE_TRIES: Final = 3
_MOST_SECONDS: Final = 30.0
_MOST_BYTES: Final = 1024


class WrongTries(BaseModel):
    """How often, and from when to when, a wrong passphrase or wrong words were given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: Annotated[int, Field(ge=1, le=1_000_000)]
    first: AwareDatetime
    last: AwareDatetime

    def delay_seconds(self, now: datetime) -> float:
        """Return how long the next try still waits: 1, 2, 4 … 30 seconds from the fourth."""
        if self.count < _FREE_TRIES:
            return 0.0
        full = min(2.0 ** (self.count - _FREE_TRIES), _MOST_SECONDS)
        waited = (now - self.last).total_seconds()
        return full if waited < 0 else max(full - waited, 0.0)


def load_tries(folder: Path) -> WrongTries | None:
    """Read the count; a file that cannot be read counts as none."""
    try:
        with (folder / TRIES_FILE).open("rb") as file:
            return WrongTries.model_validate_json(file.read(_MOST_BYTES))
    except (OSError, ValidationError):
        return None


def count_try(folder: Path, now: datetime) -> None:
    """Count one more wrong try.

    Raises:
        DiskFull, DiskRefused: It could not be written.
    """
    before = load_tries(folder)
    tries = (
        WrongTries(count=1, first=now, last=now)
        if before is None
        else WrongTries(count=min(before.count + 1, 1_000_000), first=before.first, last=now)
    )
    paths.atomic_write(folder / TRIES_FILE, tries.model_dump_json().encode())


def begin_try(
    folder: Path, now: Callable[[], datetime], wait: Callable[[float], None]
) -> WrongTries | None:
    """Wait as long as the tries before ask for, and count one more as wrong.

    Counted before the answer is known, so that killing the program does not save a try;
    a disk that is full must not keep the owner out.

    Returns:
        The count before, for ``put_back_tries`` if the try turns out right.
    """
    before = load_tries(folder)
    if before is not None and (seconds := before.delay_seconds(now())) > 0:
        wait(seconds)
    with suppress(DiskFull, DiskRefused):
        count_try(folder, now())
    return before


def put_back_tries(folder: Path, tries: WrongTries | None) -> None:
    """Set the count to what it was before a try that turned out right."""
    if tries is None:
        clear_tries(folder)
        return
    with suppress(DiskFull, DiskRefused):
        paths.atomic_write(folder / TRIES_FILE, tries.model_dump_json().encode())


def clear_tries(folder: Path) -> None:
    """Forget the count: it is in the log now."""
    paths.discard(folder / TRIES_FILE)
