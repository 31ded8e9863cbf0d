"""Bringing files in: ``datadonor import FILE…``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer

from datadonor import logs
from datadonor.audit.custody import OpenVault
from datadonor.cli.common import Common, read_file
from datadonor.cli.errors import FileMissing, MappingUnreadable, Usage
from datadonor.cli.lines import wrapped
from datadonor.cli.mapping_proposals import proposal_document, say_proposal
from datadonor.cli.progress import Stop, drawn_progress, heard_stop
from datadonor.errors import DatadonorError, DiskRefused, ExitCode
from datadonor.records.deleting import UNSORTED_WORD
from datadonor.sources.errors import ImportCancelled, MappingNeeded
from datadonor.sources.pipeline import Progress, Report, Wishes, import_parcel
from datadonor.sources.reading import COPENHAGEN
from datadonor.sources.report_words import (
    done_sentence,
    more_sentence,
    note_sentences,
    unreadable_label,
    unreadable_sentence,
)
from datadonor.sources.tables.mapping import TableMapping
from datadonor.sources.tables.proposals import propose_mappings
from datadonor.sources.tables.remembering import remember_mapping, remembered_mappings

_MOST_MAPPING_BYTES: Final = 1 << 20
_PLACES_SHOWN: Final = 10
_GO_ON: Final = (ExitCode.BAD_FILE, ExitCode.NO, ExitCode.DISK)
"""How a refusal of one file ends; after any other the vault itself is at fault."""

_TABLE: Final = "table"


def import_files(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="help.import_files", metavar="FILE…")],
    *,
    zone: Annotated[str | None, typer.Option(help="help.import_zone")] = None,
    is_mine: Annotated[bool, typer.Option("--mine", help="help.import_mine")] = False,
    mapping: Annotated[Path | None, typer.Option(help="help.import_mapping")] = None,
) -> int:
    """Bring files, folders or zips into the vault, each whole or not at all."""
    common: Common = ctx.obj
    told = None if mapping is None else _read_mapping(mapping)
    where = COPENHAGEN if zone is None else _zone(zone)
    with common.open() as opened, heard_stop() as stop:
        known: dict[str, TableMapping] = remembered_mappings(opened.vault.connection)
        if told is not None:
            known[told.fingerprint] = told
        act = _Act(common, opened, Wishes(where, known, is_mine), stop)
        code = act.run(files)
        if told is not None and act.has_read_table:
            remember_mapping(opened, told, common.who)
    common.document({"files": act.answers})
    return code


class _Act:
    """One command's files, one after the other."""

    def __init__(self, common: Common, opened: OpenVault, wishes: Wishes, stop: Stop) -> None:
        self.answers: list[Mapping[str, Any]] = []
        self.has_read_table = False
        self._common = common
        self._opened = opened
        self._wishes = wishes
        self._stop = stop

    def run(self, files: Sequence[Path]) -> int:
        """Bring in each file; return how the first refusal ends, if there was one."""
        code: int = ExitCode.YES
        for file in files:
            try:
                reports = self._bring_in(file)
            except DatadonorError as error:
                if self._stop.is_asked:
                    self._common.warn(self._common.text("import.stopped", file=file.name))
                    raise KeyboardInterrupt from None
                if error.exit_code not in _GO_ON:
                    raise
                code = code or error.exit_code
                self._refuse(file, error)
            else:
                self._tell(file, reports)
            if self._stop.is_asked:
                raise KeyboardInterrupt
        return code

    def _bring_in(self, file: Path) -> Sequence[Report]:
        _verify_there(file)
        with drawn_progress(file.name) as draw:

            def report(progress: Progress) -> None:
                if self._stop.is_asked:
                    raise ImportCancelled
                draw(progress.bytes_read, progress.total_bytes)

            return import_parcel(
                self._opened,
                file,
                self._common.who,
                wishes=self._wishes,
                report_progress=report,
            )

    def _refuse(self, file: Path, error: DatadonorError) -> None:
        """Say of one file that it was refused, and why."""
        logs.note(logs.Note.REFUSED, error)
        said = error.user_message(self._common.language)
        self._common.warn(f"{said.code}: {file.name}: {said.message} {said.remedy}")
        answer: dict[str, Any] = {"file": str(file), "error": said._asdict()}
        if isinstance(error, MappingNeeded):
            proposals = propose_mappings(file)
            answer["proposals"] = [proposal_document(each) for each in proposals]
            for each in proposals:
                say_proposal(each, self._common)
        self.answers.append(answer)

    def _tell(self, file: Path, reports: Sequence[Report]) -> None:
        for report in reports:
            self.has_read_table |= report.format == _TABLE
            self.answers.append(_document(file, report))
            for line in _lines(report, self._common):
                self._common.say(line)


def _document(file: Path, report: Report) -> dict[str, Any]:
    return {
        "file": str(file),
        "format": report.format,
        "digest": report.digest,
        "import": report.import_id,
        "added": report.added,
        "duplicates": report.duplicates,
        "unreadable": [
            {"where": each.where, "code": each.fault.value} for each in report.unreadable
        ],
        "unreadable_count": report.unreadable_count,
        "notices": {note.value: count for note, count in report.notices.items()},
        "by_category": {name or UNSORTED_WORD: count for name, count in report.by_category.items()},
        "seconds": round(report.seconds, 3),
    }


def _lines(report: Report, common: Common) -> list[str]:
    """Return a report in words: counts, notices, and the first places not read."""
    language = common.language
    lines = [wrapped(done_sentence(report, language), hanging=2)]
    lines += [wrapped(each, 2, 0) for each in note_sentences(report, language)]
    unreadable = unreadable_sentence(report, language)
    if unreadable is not None:
        lines.append(wrapped(unreadable, 2, 0))
    shown = report.unreadable[:_PLACES_SHOWN]
    lines += [wrapped(unreadable_label(each, language), 4) for each in shown]
    if report.unreadable_count > _PLACES_SHOWN:
        more = more_sentence(report.unreadable_count - _PLACES_SHOWN, language)
        lines.append(wrapped(more, 4))
    return lines


def _verify_there(file: Path) -> None:
    """Tell a file that is not there from one that the disk does not give."""
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise FileMissing from None
    except (OSError, ValueError):
        raise DiskRefused from None


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Usage(option="--zone") from None


def _read_mapping(file: Path) -> TableMapping:
    content = read_file(file, _MOST_MAPPING_BYTES)
    try:
        return TableMapping.from_json(content.decode("utf-8-sig"))
    except (MappingNeeded, UnicodeDecodeError):
        raise MappingUnreadable from None
