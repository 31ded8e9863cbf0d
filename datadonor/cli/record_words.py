"""Records as documents for scripts, and what a person may name in a command."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from datadonor.cli.common import Common
from datadonor.cli.errors import Usage
from datadonor.records.categories import CategoryId, category
from datadonor.records.deleting import UNSORTED_WORD
from datadonor.records.labels import category_word, name_label
from datadonor.records.listing import Listed
from datadonor.records.record_id import DocumentId, EpisodeId
from datadonor.records.sample import Flag, Source
from datadonor.records.whole_record import local_time
from datadonor.records.writing import UNSORTED

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def parse_category(word: str) -> CategoryId:
    """Return the category that a person named.

    Raises:
        Usage: There is none of that name.
    """
    if word == UNSORTED_WORD:
        return UNSORTED
    if category(word) is None:
        raise Usage(option="--category")
    return CategoryId(word)


def utc_text(ms: int | None) -> str | None:
    """Write a moment in UTC, to the millisecond if it has any."""
    if ms is None:
        return None
    when = _EPOCH + timedelta(milliseconds=ms)
    precision = "milliseconds" if ms % 1000 else "seconds"
    return when.isoformat(timespec=precision).replace("+00:00", "Z")


def source_document(source: Source) -> dict[str, Any]:
    """Return a source for a script."""
    return {"name": source.name, "device": source.device.value}


def record_document(record: Listed, common: Common) -> dict[str, Any]:
    """Return a record for a script. Numbers are as stored, in ``unit``."""
    local = None if record.start_ms is None else local_time(record.start_ms, record.basis)
    return {
        "id": str(record.id),
        "shape": _shape(record),
        "category": category_word(record.category),
        "type": record.name,
        "name": name_label(record.name, common.language),
        "start": utc_text(record.start_ms),
        "local": None if local is None else local.isoformat(),
        "zone_known": record.basis.known.value,
        "duration_ms": record.duration_ms,
        "number": record.number,
        "unit": record.unit,
        "code": record.code,
        "title": record.title,
        "source": source_document(record.source),
        "also_from": [source_document(each) for each in record.also_from],
        "flags": [flag.name.lower() for flag in Flag if flag.name and flag & record.flags],
    }


def _shape(record: Listed) -> str:
    if isinstance(record.id, DocumentId):
        return "document"
    return "episode" if isinstance(record.id, EpisodeId) else "sample"
