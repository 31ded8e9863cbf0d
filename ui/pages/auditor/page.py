"""A package that somebody was handed: is it whole, and what does it tell? Needs no vault."""

from datetime import UTC, datetime
from pathlib import Path

from typing_extensions import override

from consent.periods import local_day
from datadonor.audit.package_file import PackageRefused
from datadonor.errors import DatadonorError, ExitCode
from export.audit_package.account import Account
from ui.announce import announce
from ui.auditing import CHECKING, Examined, Form, Section, examine, read_row, read_sheet, save, tell
from ui.auditing_words import Detail, details, event_detail
from ui.choosing import choose_file, choose_file_to_save
from ui.jobs import Course, JobKind, Progress
from ui.navigation import Place
from ui.offered_file import FileFault
from ui.pages.auditor.around import Beginning, Keeping
from ui.pages.auditor.detail import PackageDetail
from ui.pages.auditor.result import PackageView
from ui.session import Session, sentences
from ui.widgets.banner import Kind
from ui.widgets.dropping import DropPage
from ui.widgets.progress import ProgressPanel


class AuditorPage(DropPage):
    """First a choice of file, then what was found; behind each line what is known of it."""

    characters = 104

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._path: Path | None = None  # of what is shown, or is being checked
        self._state: tuple[int, int] | None = None  # the file's, when it was read
        self._examined: Examined | None = None
        self._account: Account | None = None
        self._trail: list[Detail] = []  # what is open, the last on top
        self._beginning = Beginning()
        self.progress = ProgressPanel()
        self.result = PackageView()
        self.detail = PackageDetail()
        self.keeping = Keeping()
        for part in (self._beginning, self.progress, self.result, self.detail, self.keeping):
            self.content.addWidget(part)
        self._connect()
        self._show_part()

    # -- what a page does ----------------------------------------------------------

    @override
    def enter(self, argument: str = "") -> None:
        self._trail = []
        super().enter(argument)
        if argument and not self._is_known(Path(argument)):
            self.take_file(Path(argument))

    @override
    def refresh(self) -> None:
        self._show_part()

    @override
    def take_file(self, path: Path) -> None:
        """Check a file, unless something else is going on."""
        if self.session.job is not None or self.session.is_open:
            return
        self.banner.hide()
        self._forget()
        self._path, self._state = path, _state_of(path)
        job = self.session.run_bare(
            JobKind.CHECK,
            lambda course: self._work(path, course),
            self._on_examined,
            self._on_failed,
            place=Place.AUDITOR,
        )
        job.stopped.connect(self._on_stopped)
        job.ended.connect(self._show_part)
        self.progress.follow(job, self._progress_words)
        self._show_part()

    @override
    def focus_first(self) -> None:
        if self._trail:
            self.detail.focus_first()
        elif self._examined is None:
            self.primary_button.setFocus()

    @override
    def go_back(self) -> None:
        if not self._trail:
            super().go_back()
            return
        self._trail.pop()
        if self._trail:
            self._show_detail()
            return
        self._show_part()
        if self.result.section is Section.FINDINGS:
            self.result.sections.chips[Section.FINDINGS].setFocus()
        else:
            self.result.list.table.setFocus()

    @override
    def retranslate(self) -> None:
        self.heading.setText(self._title())
        is_choosing = self._examined is None
        self.primary_button.setText(
            self.tr("&Choose a package …") if is_choosing else self.tr("Save the &report (PDF) …")
        )
        account = self._account
        if account is not None and account.language is not self.session.language:
            self._tell_anew()

    # -- within --------------------------------------------------------------------

    def _connect(self) -> None:
        self.primary_button.clicked.connect(self._on_primary)
        self.keeping.asked.connect(self._on_save)
        self.keeping.again.connect(self._on_again)
        self.keeping.other.connect(self._on_choose)
        self.result.line_opened.connect(self._on_line)
        self.result.event_opened.connect(self._on_event)
        self.result.sheet_wanted.connect(self._on_sheet_wanted)
        self.result.moved.connect(lambda: self.scroll_to(self.result.sections))
        self.result.list.table.row_reached.connect(
            lambda top, bottom: self.scroll_to_rows(self.result.list.table, top, bottom)
        )
        self.detail.event_asked.connect(self._on_event)
        self.session.job_changed.connect(self._show_part)
        self.session.vault_unlocked.connect(self._on_vault_unlocked)

    def _title(self) -> str:
        if self._trail:
            return self.tr("What is known of this?")
        if self._examined is not None:
            return self.tr("What does the package show?")
        if self._is_busy:
            return self.tr("The package is being checked")
        return self.tr("Which package would you like to check?")

    @property
    def _is_busy(self) -> bool:
        job = self.session.job
        return job is not None and job.destination.place is Place.AUDITOR

    def _show_part(self) -> None:
        is_checked, is_open = self._account is not None, bool(self._trail)
        self._beginning.setVisible(not is_checked and not self._is_busy)
        self.result.setVisible(is_checked and not is_open)
        self.keeping.setVisible(is_checked and not is_open)
        self.detail.setVisible(is_open)
        is_free = self.session.job is None
        self.primary_button.setEnabled(is_free)
        self.keeping.set_free(is_free=is_free)
        self.show_foot(back=is_open, primary=not is_open and (is_checked or not self._is_busy))
        self.retranslate()

    # -- choosing and checking -----------------------------------------------------

    def _on_primary(self) -> None:
        if self._examined is None:
            self._on_choose()
        else:
            self._on_save(Form.PDF)

    def _on_choose(self) -> None:
        wanted = self.tr("Packages (*.ddaudit);;All files (*)")
        file = choose_file(self, self.tr("Choose the package"), wanted)
        if file is not None:
            self.take_file(file)

    def _on_again(self) -> None:
        if self._path is not None:
            self.take_file(self._path)

    def _work(self, path: Path, course: Course) -> tuple[Examined, Account] | FileFault:
        examined = examine(path, course)
        if isinstance(examined, FileFault):
            return examined
        account = tell(examined, self.session.language)
        course.check()
        return examined, account

    def _on_examined(self, found: tuple[Examined, Account] | FileFault) -> None:
        if isinstance(found, FileFault):
            self._forget()
            title = self.tr("The file was not read")
            self.show_message(Kind.ERROR, title, self._fault(found))
            self._show_part()
            self.focus_first()
            return
        self._examined, self._account = found
        self._show_part()
        self.result.show_account(self._account, self._examined, is_new=True)
        self.start_at_top()

    def _on_failed(self, error: DatadonorError) -> None:
        self._forget()
        self._show_part()
        is_trick = isinstance(error, PackageRefused) and error.exit_code is ExitCode.TAMPERED
        title = self.tr("Stop: do not rely on this file")
        if not is_trick:
            title = self.tr("This file cannot be checked")
        self.show_message(Kind.ERROR, title, sentences(error, self.session.language))
        self.focus_first()

    def _on_stopped(self) -> None:
        self._forget()
        self._show_part()
        title, said = self.tr("You stopped the check"), self.tr("Nothing was kept of the file.")
        self.show_message(Kind.INFO, title, said)
        self.focus_first()

    def _progress_words(self, progress: Progress) -> str:
        if progress.step == CHECKING:
            return self.tr("Signatures, proofs and consents are being checked …")
        return self.tr("The file is being read …")

    def _fault(self, fault: FileFault) -> str:
        return {
            FileFault.GONE: self.tr("It is no longer there. Choose it anew."),
            FileFault.FOLDER: self.tr("That is a folder. Choose the file in it."),
            FileFault.NO_FILE: self.tr("That is not an ordinary file."),
            FileFault.FORBIDDEN: self.tr("It may not be read. Copy it to a folder of your own."),
            FileFault.TOO_LARGE: self.tr("It is too large to be a package."),
        }[fault]

    def _is_known(self, path: Path) -> bool:
        """Say whether this very file is shown, or is being checked."""
        return path == self._path and _state_of(path) == self._state

    def _on_vault_unlocked(self) -> None:
        """Somebody's own things come now."""
        self._forget()
        self._show_part()

    def _forget(self) -> None:
        self._path = self._state = self._examined = self._account = None
        self._trail = []
        self.result.forget()

    def _tell_anew(self) -> None:
        """Say the same in the other language."""
        examined, language = self._examined, self.session.language
        if examined is None:
            return

        def show(account: Account) -> None:
            if self._examined is not examined or account.language is not self.session.language:
                return
            self._account = account
            self._trail = []
            self._show_part()
            self.result.show_account(account, examined, is_new=False)

        self._account = Account(examined.report, language)
        self.session.tasks.run_query(lambda: tell(examined, language), show, self.show_error)

    # -- looking -------------------------------------------------------------------

    def _on_sheet_wanted(self, before: int | None) -> None:
        examined, account = self._examined, self._account
        if examined is None or account is None:
            return
        wanted = self.result.filters.wanted
        self.session.tasks.run_query(
            lambda: read_sheet(account, examined, wanted, before),
            lambda sheet: self.result.show_sheet(sheet) if self._examined is examined else None,
            self.show_error,
        )

    def _on_line(self, section: Section, number: int) -> None:
        if self._account is not None:
            self._open(details(self._account, section, number))

    def _on_event(self, position: int) -> None:
        examined, account = self._examined, self._account
        if examined is None or account is None:
            return
        self._open(event_detail(account, read_row(account, examined, position)))

    def _open(self, detail: Detail) -> None:
        self._trail.append(detail)
        self._show_detail()

    def _show_detail(self) -> None:
        self.detail.show_detail(self._trail[-1])
        self._show_part()
        self.start_at_top()
        announce(self.detail, self.detail.sentence.text())

    # -- saving --------------------------------------------------------------------

    def _on_save(self, form: Form) -> None:
        names = {
            Form.PDF: (self.tr("datadonor-report.pdf"), self.tr("Report (*.pdf)")),
            Form.CSV: (self.tr("datadonor-events.csv"), self.tr("Table (*.csv)")),
            Form.FHIR: (self.tr("datadonor-audit-events.json"), self.tr("AuditEvents (*.json)")),
        }
        title = self.tr("Where should it be saved?")
        file = choose_file_to_save(self, title, *names[form])
        if file is not None:
            self._save(form, file)

    def _save(self, form: Form, file: Path) -> None:
        examined, account = self._examined, self._account
        if examined is None or account is None or self.session.job is not None:
            return
        self.banner.hide()
        today = local_day(datetime.now(UTC))
        job = self.session.run_bare(
            JobKind.COPY,
            lambda _: save(account, examined, form, file, today),
            lambda _: self._on_saved(file),
            self.show_error,
            place=Place.AUDITOR,
        )
        self.progress.follow(job, lambda _: self.tr("The file is being written …"))

    def _on_saved(self, file: Path) -> None:
        said = self.tr("It is called %1.").replace("%1", file.name)
        self.show_message(Kind.OK, self.tr("Saved"), said)


def _state_of(path: Path) -> tuple[int, int] | None:
    """Return by what one sees that a file is another than before."""
    try:
        known = path.stat()
    except (OSError, ValueError):
        return None
    return known.st_mtime_ns, known.st_size
