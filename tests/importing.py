"""Reading files with one format, as the pipeline does, without a vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from datadonor.records.sample import Document, Episode, KnownIdentifier, Sample, SampleColumns
from datadonor.sources.detection import detect
from datadonor.sources.found import Note, Notice, Unreadable
from datadonor.sources.parcel import Limits, open_parcel
from datadonor.sources.reading import COPENHAGEN, Format, Reading


@dataclass
class Yielded:
    """What a format found, sorted by shape; columns are taken apart into samples."""

    samples: list[Sample] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    identifiers: list[KnownIdentifier] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notices: dict[Note, int] = field(default_factory=dict)

    def of(self, type_id: str) -> list[Sample]:
        """Return the samples of one type, in the order found."""
        return [sample for sample in self.samples if sample.type == type_id]


def recognise(place: Path) -> Mapping[str, int]:
    """Return the formats that are seen in a file → how many entries of it."""
    with open_parcel(place) as parcel:
        claims, _ = detect(parcel)
        return {name: len(entries) for name, entries in claims.items()}


def read_file(
    kind: Format,
    place: Path,
    *,
    zone: ZoneInfo = COPENHAGEN,
    mapping: object = None,
    limits: Limits | None = None,
) -> Yielded:
    """Read all that one format finds in a file, folder or zip."""
    found = Yielded()
    with open_parcel(place, limits=limits) as parcel:
        claims, _ = detect(parcel)
        entries = claims.get(kind.name, ())
        for one in kind.read(entries, Reading(parcel, zone, mapping)):
            match one:
                case Sample():
                    found.samples.append(one)
                case SampleColumns():
                    found.samples += rows_of(one)
                case Episode():
                    found.episodes.append(one)
                case Document():
                    found.documents.append(one)
                    found.samples += one.samples
                case KnownIdentifier():
                    found.identifiers.append(one)
                case Unreadable():
                    found.unreadable.append(one)
                case Notice(note, times):
                    found.notices[note] = found.notices.get(note, 0) + times
        parcel.verify_unchanged()
    return found


def rows_of(columns: SampleColumns) -> list[Sample]:
    """Take columns apart."""
    rows = []
    for template, start, duration, number, code in zip(
        columns.template.tolist(),
        columns.start_ms.tolist(),
        columns.duration_ms.tolist(),
        columns.number.tolist(),
        columns.code.tolist(),
        strict=True,
    ):
        kind, source, context = columns.templates[template]
        word = None if code < 0 else columns.codes[code]
        value = None if number != number else number  # noqa: PLR0124 - NaN alone differs
        rows.append(Sample(kind, start, duration, value, word, source, context))
    return rows
