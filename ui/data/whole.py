"""One record with all that is shown of it, and where it came from. No Qt."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import moment
from datadonor.records.labels import format_label, name_label, source_label
from datadonor.records.listed_labels import Begin, begin_of, value_label
from datadonor.records.pressures import pressure_of
from datadonor.records.record_id import RecordId
from datadonor.records.sample import Flag
from datadonor.records.whole_record import WholeRecord, record
from datadonor.texts import Language
from ui.data.words import count_label

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record as its page shows it, in one language but for the times.

    Attributes:
        whole: All that the vault knows.
        name: What kind of thing it is.
        value: With its unit; empty if the name is all there is.
        begin: When; nothing for what has no date.
        remark: What is uncertain about the time; empty for nothing.
        source: Who measured it.
        also_from: Who else did.
        numbers: How many numbers it owns, a tracing's beats or a route's points; or empty.
        format: In which kind of file it stood.
        brought_in: When the file was read; nothing if the log's words are erased.
    """

    whole: WholeRecord
    name: str
    value: str
    begin: Begin | None
    remark: str
    source: str
    also_from: tuple[str, ...]
    numbers: str
    format: str
    brought_in: datetime | None

    @property
    def is_by_hand(self) -> bool:
        """Whether a person typed it."""
        return Flag.BY_HAND in self.whole.listed.flags


def read_record(opened: OpenVault, record_id: RecordId, language: Language) -> RecordShown:
    """Read it, on the thread that the vault belongs to.

    Raises:
        RecordMissing: It is gone.
    """
    connection = opened.vault.connection
    whole = record(connection, record_id)
    listed = whole.listed
    begin = begin_of(listed)
    numbers = sum(trace.length for trace in whole.traces)
    recorded = whole.origin.recorded
    return RecordShown(
        whole=whole,
        name=name_label(listed.name, language),
        value=value_label(listed, language, pressure_of(connection, listed)),
        begin=begin,
        remark="" if begin is None or begin.mark is None else begin.mark.sentence(language),
        source=source_label(listed.source, language),
        also_from=tuple(source_label(each, language) for each in listed.also_from),
        numbers=count_label(numbers, language) if numbers else "",
        format=format_label(whole.origin.format, language),
        brought_in=None if recorded is None else moment(recorded),
    )


def moment_in(ms: int, zone: ZoneInfo) -> datetime:
    """Return a moment in UTC milliseconds on the clock of a zone."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(zone)
