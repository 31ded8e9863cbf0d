"""What a restore did, as the page tells it. No Qt."""

from dataclasses import dataclass
from typing import Self

from datadonor.audit.custody import RestoreReport
from datadonor.audit.events import Event
from datadonor.audit.wording import describe_event
from datadonor.texts import Language


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there now, and what is not.

    Attributes:
        log_size: How many events the backup's log has.
        took_place: Whether there was a vault before; it is kept beside.
        missing_count: Later events that the backup does not have, if that can be told.
        missing: Those of them that can be read, oldest first.
    """

    log_size: int
    took_place: bool
    missing_count: int | None
    missing: tuple[Event, ...]

    @classmethod
    def of(cls, report: RestoreReport, *, took_place: bool) -> Self:
        """Take from a report what the page tells."""
        events = tuple(lost.event for lost in report.missing or () if lost.event is not None)
        return cls(report.log_size, took_place, report.missing_count, events)

    @property
    def is_unsure(self) -> bool:
        """Whether nobody can tell what is missing. Nothing is missing from nothing."""
        return self.took_place and self.missing_count is None

    def rows(self, language: Language) -> list[tuple[str, str]]:
        """Return the moment (UTC, as in the log) and the words of each missing event."""
        return [(event.when.recorded, describe_event(event, language)) for event in self.missing]
