"""Apple Health: ``export.zip``, or the XML inside it under any name.

The routes beside the XML are read as GPX, the clinical records as FHIR; its copy as a
clinical document is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from datadonor.sources.apple.copies import newest
from datadonor.sources.apple.electrocardiogram import is_electrocardiogram, read_electrocardiogram
from datadonor.sources.apple.export import read_export
from datadonor.sources.found import Found, Note, Notice, Unreadable
from datadonor.sources.parcel import Entry
from datadonor.sources.reading import Format, Reading

_ROOT: Final = re.compile(rb"<HealthData[\s/>]")
_XML: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")


def _sniff(entry: Entry, head: bytes) -> bool:
    del entry
    is_export = _XML.match(head) is not None and _ROOT.search(head) is not None
    return is_export or is_electrocardiogram(head)


def _read(entries: Sequence[Entry], reading: Reading) -> Iterator[Found]:
    exports: list[Entry] = []
    for entry in entries:
        if is_electrocardiogram(entry.head()):
            yield from read_electrocardiogram(entry)
        else:
            exports.append(entry)
    chosen = newest(exports)
    if len(chosen) < len(exports):
        yield Notice(Note.COPY_SKIPPED, len(exports) - len(chosen))
    files = [entry.path for entry in reading.parcel.entries]
    for entry in chosen:
        part = f"part {entry.number}, " if len(exports) > 1 else ""
        with entry.open() as stream:
            beside = files if len(files) > 1 else None
            for batch in read_export(stream, reading.zone, files=beside):
                yield from (_in_part(found, part) for found in batch)


def _in_part(found: Found, part: str) -> Found:
    """Say in which of several files something was not read."""
    return Unreadable(part + found.where, found.fault) if isinstance(found, Unreadable) else found


FORMAT: Final = Format("apple_health", _sniff, _read, rank=10)
