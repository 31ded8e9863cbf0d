"""What the import page does: recognise a file, settle what a table means, bring it in. No Qt.

Headings and first rows of a table are for the person's eyes: never for a log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF, ImportFinished, Position
from datadonor.errors import DatadonorError, DiskRefused
from datadonor.records.stored import stored_imports
from datadonor.records.types import ValueKind, sample_type, sample_types
from datadonor.records.units import conversion
from datadonor.sources.detection import detect
from datadonor.sources.errors import FormatUnknown, MappingNeeded
from datadonor.sources.parcel import open_parcel
from datadonor.sources.pipeline import Progress, Report, Wishes, import_parcel
from datadonor.sources.tables.mapping import TableMapping, TimeFormat, ValueColumn
from datadonor.sources.tables.proposal import Proposal
from datadonor.sources.tables.proposals import propose_mappings
from datadonor.sources.tables.remembering import remember_mapping, remembered_mappings
from ui.jobs import Course

TABLE: Final = "table"
LOOKING: Final = "looking"
READING: Final = "reading"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file is, before anything of it is read into the vault.

    ``unsettled`` are its tables of which nobody has said yet what the columns mean.
    """

    file: Path
    size_bytes: int
    formats: tuple[str, ...]
    unsettled: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said about a file."""

    file: Path
    mappings: Mapping[str, TableMapping] = field(default_factory=dict)
    is_mine: bool = False


class PastImport(NamedTuple):
    """A file that was brought in, as the log tells of it; newest first in a list."""

    import_id: str
    recorded: str
    format: str
    added: int


def recognise(opened: OpenVault, file: Path, course: Course) -> Recognised:
    """Say what a file is by looking inside; the vault is not touched.

    Raises:
        FileRefused: It is nothing that can be read.
        DiskRefused: It is not there, or may not be read.
        Cancelled: The person gave it up.
    """
    course.report(0, None, LOOKING)
    _verify_there(file)
    with open_parcel(file, check=lambda _: course.check(), is_hashed=False) as parcel:
        claims, _ = detect(parcel)
        size = parcel.total_bytes
    if not claims:
        raise FormatUnknown
    known = remembered_mappings(opened.vault.connection) if TABLE in claims else {}
    proposals = propose_mappings(file) if TABLE in claims else []
    unsettled = tuple(each for each in proposals if each.fingerprint not in known)
    return Recognised(file, size, tuple(claims), unsettled)


def bring_in(opened: OpenVault, wanted: Wanted, course: Course) -> tuple[Report, ...]:
    """Bring a file into the vault, whole or not at all.

    Raises:
        FileRefused, SomeoneElse, DatadonorError: As ``import_parcel`` says.
        Cancelled: The person gave it up; the vault is as it was.
    """

    def report(progress: Progress) -> None:
        if progress.total_bytes:
            course.report(
                progress.bytes_read, progress.total_bytes, READING, found=progress.records
            )
        else:
            course.report(0, None, LOOKING)

    known = {**remembered_mappings(opened.vault.connection), **wanted.mappings}
    wishes = Wishes(mapping=known, is_mine=wanted.is_mine)
    reports = import_parcel(opened, wanted.file, SELF, wishes=wishes, report_progress=report)
    for mapping in wanted.mappings.values():
        remember_mapping(opened, mapping, SELF)
    return reports


def past_imports(opened: OpenVault, limit: int) -> tuple[PastImport, ...]:
    """Return the latest imports whose records may still be there, newest first."""
    kept = {each.name for each in stored_imports(opened.vault.connection)}
    found: list[PastImport] = []
    query = "SELECT position FROM import ORDER BY position DESC LIMIT ?"
    for (position,) in opened.vault.connection.rows(query, (limit,)):
        try:
            stored = opened.log.event(Position(position))
        except DatadonorError:
            continue  # an altered log is told of elsewhere
        event = stored.event
        if event is None or not isinstance(event.what, ImportFinished):
            continue
        what = event.what
        if what.import_id in kept:
            found.append(PastImport(what.import_id, event.when.recorded, what.format, what.added))
    return tuple(found)


# -- what a table means ---------------------------------------------------------------


class Column(NamedTuple):
    """A column as it is shown: heading, a few values, and what it was taken for.

    ``meaning`` is a type's id, ``TIME``, ``CLOCK``, or nothing for what is left out.
    """

    number: int
    heading: str
    examples: tuple[str, ...]
    meaning: str


TIME: Final = "time"
CLOCK: Final = "clock"
NOTHING: Final = ""
_EXAMPLES: Final = 2


def columns(proposal: Proposal) -> tuple[Column, ...]:
    """Return the columns of a table with what each was taken for."""
    width = max([len(proposal.headings), *map(len, proposal.first_rows)], default=0)
    taken = _taken(proposal.mapping)
    return tuple(
        Column(
            number,
            proposal.headings[number] if number < len(proposal.headings) else "",
            tuple(
                row[number]
                for row in proposal.first_rows[:_EXAMPLES]
                if number < len(row) and row[number].strip()
            ),
            taken.get(number, NOTHING),
        )
        for number in range(width)
    )


def possible_types() -> tuple[str, ...]:
    """Return the ids of what a column of values can be taken for."""
    return tuple(
        kind.id for kind in sample_types().values() if kind.value is not ValueKind.DURATION
    )


def settle(
    proposal: Proposal,
    meanings: Mapping[int, str],
    *,
    day_first: bool | None = None,
    decimal: str | None = None,
) -> TableMapping:
    """Return what the person says that a table means.

    Args:
        proposal: What was guessed.
        meanings: Column → what it is, as in ``Column.meaning``.
        day_first: Whether the day stands before the month; nothing if it was not asked.
        decimal: The sign before decimals; nothing if it was not asked.

    Raises:
        MappingNeeded: That cannot be: no time, no values, or twice the same time.
    """
    guess = proposal.mapping
    if guess is None:
        raise MappingNeeded
    times = [number for number, meaning in meanings.items() if meaning == TIME]
    clocks = [number for number, meaning in meanings.items() if meaning == CLOCK]
    if len(times) != 1 or len(clocks) > 1:
        raise MappingNeeded
    changed: dict[str, object] = {
        "time_column": times[0],
        "clock_column": clocks[0] if clocks else None,
    }
    if guess.types is None:
        values = tuple(_value_columns(guess, meanings))
        if not values:
            raise MappingNeeded
        changed["values"] = values
    if day_first is not None:
        changed["time_format"] = TimeFormat.DAY_FIRST if day_first else TimeFormat.MONTH_FIRST
    if decimal is not None:
        swapped = {",": ".", ".": ","}
        grouping = guess.thousands
        changed["decimal"] = decimal
        changed["thousands"] = swapped[decimal] if grouping in swapped else grouping
    try:
        return TableMapping.model_validate({**guess.model_dump(), **changed})
    except ValueError:
        raise MappingNeeded from None


def _value_columns(guess: TableMapping, meanings: Mapping[int, str]) -> Sequence[ValueColumn]:
    units = {(each.column, each.type): each.unit for each in guess.values}
    found = []
    for number, meaning in meanings.items():
        kind = sample_type(meaning)
        if kind is None:
            continue
        unit = units.get((number, kind.id))
        needs_unit = kind.value is ValueKind.NUMBER and conversion(kind, unit) is None
        found.append(
            ValueColumn(column=number, type=kind.id, unit=kind.unit if needs_unit else unit)
        )
    return found


def _taken(mapping: TableMapping | None) -> dict[int, str]:
    if mapping is None:
        return {}
    taken = {each.column: each.type for each in mapping.values}
    if mapping.clock_column is not None:
        taken[mapping.clock_column] = CLOCK
    taken[mapping.time_column] = TIME
    return taken


def _verify_there(file: Path) -> None:
    try:
        file.stat()
    except (OSError, ValueError):
        raise DiskRefused from None
