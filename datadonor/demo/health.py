"""The citizen's health data: a year comes in, is looked at, copied out, and in part deleted."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.demo.stage import Stage, Step
from datadonor.demo.year import YearFiles
from datadonor.demo.year_clinic import READINGS, RETRACTED
from datadonor.demo.year_files import (
    NOTEBOOK_COLUMNS,
    NOTEBOOK_ROWS,
    SENSOR_READINGS,
    write_year,
)
from datadonor.demo.year_phone import count_phone_records
from datadonor.records.categories import CategoryId, category
from datadonor.records.deleting import ImportMissing, delete_import
from datadonor.records.own_copy import export_own_copy
from datadonor.records.rollups import date_in_denmark
from datadonor.records.stored import stored_imports
from datadonor.records.summary import CategorySummary, TypeSummary, summary
from datadonor.sources.errors import MappingNeeded
from datadonor.sources.found import Note
from datadonor.sources.parcel import open_parcel
from datadonor.sources.pipeline import Report, Wishes, import_parcel
from datadonor.sources.tables.proposal import propose
from datadonor.sources.tables.remembering import remember_mapping, remembered_mappings
from datadonor.texts import Language, text

_EXPECTED: Final = frozenset(
    {
        *("activity", "heart", "blood_pressure", "sleep", "body", "temperature", "glucose"),
        *("mobility", "location", "conditions", "medication", "laboratory", "vaccinations"),
        *("allergies", "about_me"),
    }
)
"""The categories that a year of Karen's holds at least."""

_STEPS_OF_A_DAY: Final = "StepCount"
_GAP: Final = "  "


def year_files(stage: Stage) -> YearFiles:
    """Return where the files of the year lie."""
    return YearFiles(stage.folder / "year")


def _phone(stage: Stage) -> bool:
    """Every record that the telephone wrote is in the vault, and no other."""
    files = write_year(stage.folder / "year")
    with stage.open() as opened:
        reports = _bring_in(stage, opened, files.phone)
    is_whole = not any(report.unreadable_count or report.duplicates for report in reports)
    return is_whole and _added(reports) == count_phone_records(files.phone)


def _monitoring(stage: Stage) -> bool:
    """Readings and the report they came in; one was taken back by its sender."""
    with stage.open() as opened:
        reports = _bring_in(stage, opened, year_files(stage).monitoring)
    taken_back = sum(report.notices.get(Note.RETRACTED, 0) for report in reports)
    return _added(reports) == READINGS + 1 and taken_back == RETRACTED


def _clinic(stage: Stage) -> bool:
    """A patient summary: what it holds is found under the categories it belongs to."""
    wanted = {"conditions", "medication", "vaccinations", "allergies", "laboratory", "about_me"}
    with stage.open() as opened:
        reports = _bring_in(stage, opened, year_files(stage).patient_summary)
    return wanted <= {name for report in reports for name in report.by_category}


def _sensor(stage: Stage) -> bool:
    """Every reading of the sensor; names in its first rows are no data."""
    with stage.open() as opened:
        reports = _bring_in(stage, opened, year_files(stage).sensor)
    return [dict(report.by_category) for report in reports] == [{"glucose": SENSOR_READINGS}]


def _notebook(stage: Stage) -> bool:
    """A table waits until she has said what its columns mean; that is remembered."""
    file = year_files(stage).notebook
    with stage.open() as opened:
        try:
            import_parcel(opened, file, SELF)
        except MappingNeeded as needed:
            stage.say(f"    {needed.user_message(stage.language).message}")
        else:
            return False
        with open_parcel(file) as parcel:
            mapping = propose(parcel.entries[0]).mapping
        if mapping is None:
            return False
        remember_mapping(opened, mapping, SELF)
        wishes = Wishes(mapping=remembered_mappings(opened.vault.connection))
        reports = _bring_in(stage, opened, file, wishes)
    return _added(reports) == NOTEBOOK_COLUMNS * NOTEBOOK_ROWS


def _overview(stage: Stage) -> bool:
    """What there is, by category, with its first and last day."""
    with stage.open() as opened:
        found = summary(opened.vault.connection)
    for line in overview_lines(found, stage.language):
        stage.say(f"    {line}")
    return {each.category for each in found} >= _EXPECTED


def _walks(stage: Stage) -> bool:
    """Steps that telephone and watch both counted are counted once."""
    with stage.open() as opened:
        steps = _type(summary(opened.vault.connection), _STEPS_OF_A_DAY)
    if steps is None or steps.plain_sum is None or steps.total is None:
        return False
    total, plain = round(steps.total), round(steps.plain_sum)
    stage.say(f"    {text('demo.walks', stage.language, total=total, sum=plain)}")
    return len(steps.sources) > 1 and plain / 2 <= total < plain


def _again(stage: Stage) -> bool:
    """The same file again adds nothing."""
    files = year_files(stage)
    with stage.open() as opened:
        before = summary(opened.vault.connection)
        reports = _bring_in(stage, opened, files.phone)
        after = summary(opened.vault.connection)
    is_known = sum(report.duplicates for report in reports) == count_phone_records(files.phone)
    return _added(reports) == 0 and is_known and before == after


def _newer(stage: Stage) -> bool:
    """A newer export holds everything again, and adds only what is new."""
    files = year_files(stage)
    with stage.open() as opened:
        reports = _bring_in(stage, opened, files.phone_newer)
    new = count_phone_records(files.phone_newer) - count_phone_records(files.phone)
    return _added(reports) == new > 0


def _own_copy(stage: Stage) -> bool:
    """All there is leaves as FHIR to a folder of hers, and is counted."""
    with stage.open() as opened:
        records = _count(summary(opened.vault.connection))
        folder = stage.folder / "own-copy"
        copy = export_own_copy(opened, folder, SELF, stage.language)
    stage.say(f"    {text('demo.copied', stage.language, records=copy.records, files=copy.files)}")
    return copy.records == records and (folder / "dictionary.json").is_file()


def _regret(stage: Stage) -> bool:
    """One import is deleted: so many records fewer, and no trace of where they came from."""
    with stage.open() as opened:
        connection = opened.vault.connection
        before = _count(summary(connection))
        names = [each.name for each in stored_imports(connection) if each.format == "table"]
        if len(names) != 1:
            return False
        name = names[0]
        gone = delete_import(opened, name, SELF)
        stage.say(f"    {text('demo.deleted', stage.language, count=gone)}")
        left = summary(connection)
        is_gone = before - _count(left) == gone == NOTEBOOK_COLUMNS * NOTEBOOK_ROWS
        try:
            delete_import(opened, name, SELF)
        except ImportMissing:
            return is_gone and "temperature" not in {each.category for each in left}
    return False


STEPS: Final[Mapping[str, Step]] = {
    "phone": _phone,
    "monitoring": _monitoring,
    "clinic": _clinic,
    "sensor": _sensor,
    "notebook": _notebook,
    "overview": _overview,
    "walks": _walks,
    "again": _again,
    "newer": _newer,
    "own_copy": _own_copy,
    "regret": _regret,
}


# -- within ---------------------------------------------------------------------------


def overview_lines(found: Sequence[CategorySummary], language: Language) -> list[str]:
    """Return a table: category, how many records, the first and the last day."""
    rows = [tuple(text(f"demo.overview.{name}", language) for name in _HEADINGS)]
    rows += [
        (
            _name(each.category, language),
            str(each.records),
            _day(each.first_ms),
            _day(each.last_ms),
        )
        for each in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_row(row, widths) for row in rows]


_HEADINGS: Final = ("what", "count", "first", "last")
_Align = Callable[[str, int], str]
_ALIGNED: Final[tuple[_Align, ...]] = (str.ljust, str.rjust, str.ljust, str.ljust)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = (
        align(cell, width) for align, cell, width in zip(_ALIGNED, cells, widths, strict=True)
    )
    return _GAP.join(aligned).rstrip()


def _name(name: CategoryId, language: Language) -> str:
    known = category(name)
    return (
        text("demo.overview.none", language) if known is None else known.name.in_language(language)
    )


def _day(ms: int | None) -> str:
    """Return the day in Denmark."""
    return "–" if ms is None else date_in_denmark(ms).isoformat()


def _bring_in(
    stage: Stage, opened: OpenVault, file: Path, wishes: Wishes | None = None
) -> Sequence[Report]:
    """Import a file and say what came of it."""
    reports = import_parcel(opened, file, SELF, wishes=wishes)
    for report in reports:
        said = text(
            "demo.brought_in",
            stage.language,
            file=report.file,
            format=text(f"importing.format.{report.format}", stage.language),
            added=report.added,
            duplicates=report.duplicates,
        )
        stage.say(f"    {said}")
    return reports


def _added(reports: Sequence[Report]) -> int:
    return sum(report.added for report in reports)


def _count(found: Sequence[CategorySummary]) -> int:
    return sum(each.records for each in found)


def _type(found: Sequence[CategorySummary], name: str) -> TypeSummary | None:
    return next((kind for each in found for kind in each.types if kind.name == name), None)
