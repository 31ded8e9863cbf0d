"""Exactly what leaves the computer: row by row at once, and all of it counted beside.

Nothing can be sent from here before all of it has been gone through, and the person has
said that they have seen it. What is confirmed is the fingerprint that stands on the page.
"""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from consent.gate import RefusalReason
from datadonor.audit.custody import OpenVault
from datadonor.errors import DatadonorError
from datadonor.texts import text
from export.leak_gate import LeakFound
from ui.jobs import Course, Job, JobKind
from ui.navigation import Destination, Place
from ui.pages.preview.estimate import PreviewEstimate
from ui.pages.preview.files import PreviewFiles
from ui.pages.preview.leaving import PreviewLeaving
from ui.pages.preview.noting import PreviewNoting
from ui.pages.preview.one_record import PreviewRecord
from ui.pages.preview.stop import PreviewStop
from ui.pages.preview.table import PreviewRecords
from ui.pages.preview.totals import PreviewTotals
from ui.preview_rows import Row
from ui.previewing import Barred, Opening, Piece, Totals, open_preview
from ui.sending import errand_of
from ui.session import Session, sentences
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.labels import Prose, QuietText
from ui.widgets.page import Page
from ui.widgets.ticks import Tick

_SHARE_OF_HEIGHT = 0.6
"""Of the page that the table may take: the rest of the page stays within reach."""


class PreviewPage(Page):
    """Entered with a project's id."""

    characters = 104

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._opening: Opening | None = None
        self._refused: RefusalReason | None = None
        self._leaks: LeakFound | None = None
        self._totals: Totals | None = None
        self._walking: Job | None = None
        self.noting = PreviewNoting(session)
        self.lead = Prose()
        self.stop = PreviewStop()
        self.hindrance = Banner()
        self.totals = PreviewTotals()
        self.leaving = PreviewLeaving()
        self.record = PreviewRecord()
        self.records = PreviewRecords(self.leaving, self.record)
        self.estimate = PreviewEstimate()
        self.files = PreviewFiles()
        self.seen = Tick()
        self.why_not = QuietText()
        for part in (self.lead, self.stop, *self._parts()):
            self.content.addWidget(part)
        self.show_foot(back=True, primary=True)
        self._connect()
        self._show_parts()
        self.retranslate()

    # -- the page -------------------------------------------------------------------

    @override
    def retranslate(self) -> None:
        self.heading.setText(self.tr("Exactly this leaves your computer"))
        self.lead.setText(
            self.tr(
                "Nothing has been sent yet. On the left is what you have, beside it what "
                "would be sent, and why it is changed on the way."
            )
        )
        self.seen.setText(self.tr("I ha&ve seen what is sent"))
        self.primary_button.setText(self.tr("&Donate now"))
        for part in (self.totals, self.records, self.leaving, self.record, self.files):
            part.retranslate()
        self._show_words()
        if self._opening is not None and self.session.is_open:
            self._read_rows_anew()
            self.noting.read()

    @override
    def enter(self, argument: str = "") -> None:
        job = self._walking
        if job is not None and job.is_running and argument == self.argument:
            self.focus_first()  # back to a count that is under way
            return
        super().enter(argument)

    @override
    def refresh(self) -> None:
        self._let_go()
        project, language = self.argument, self.session.language
        self._show_parts()
        self.ask(lambda opened: open_preview(opened, project, language), self._on_opened)

    @override
    def focus_first(self) -> None:
        if self.stop.button.isVisible():
            self.stop.button.setFocus()
        else:
            # All of it is there to be read: the table begins below what can be seen.
            self.setFocus()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.records or changes.consent or changes.registry or changes.outbox

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.records.set_room(round(self.height() * _SHARE_OF_HEIGHT))

    def totals_found(self) -> Totals:
        """Return what all of it came to.

        Raises:
            LookupError: It has not been gone through yet.
        """
        if self._totals is None:
            raise LookupError
        return self._totals

    # -- what is read ---------------------------------------------------------------

    def _on_opened(self, answer: Opening | Barred) -> None:
        if isinstance(answer, Barred):
            self._refused = answer.reason
        else:
            self._opening = answer
            self.records.begin(answer.first, self.session.language)
            self.noting.begin(answer.project)
            self._walk()
        self._show_parts()
        self._show_words()
        self.focus_first()

    def _walk(self) -> None:
        opening = self._opening
        if opening is None:
            return

        def work(_: OpenVault, course: Course) -> Totals:
            return opening.desk.walk(course)

        def then(totals: Totals) -> None:
            if opening is self._opening:
                self._on_totals(totals)

        def failed(error: DatadonorError) -> None:
            if opening is self._opening:
                self._on_walk_failed(error)

        def stopped() -> None:
            if opening is self._opening:
                self.totals.show_stopped()

        job = self.session.run_long(
            JobKind.PREVIEW, work, Changes(), then, failed,
            place=Place.PREVIEW, argument=self.argument,
        )  # fmt: skip
        job.stopped.connect(stopped)
        self._walking = job
        self.totals.follow(job)

    def _on_totals(self, totals: Totals) -> None:
        self._totals = totals
        self.seen.setChecked(False)
        self.records.set_totals(totals, self.session.language)
        self._show_parts()
        self._show_words()

    def _on_walk_failed(self, error: DatadonorError) -> None:
        if isinstance(error, LeakFound):
            self._leaks = error
            self._show_parts()
            self._show_words()
            self.focus_first()
            return
        self.totals.show_stopped()
        self.show_error(error)

    def _read_more(self) -> None:
        opening, language = self._opening, self.session.language
        feed = self.records.feed
        after, limit = feed.after, feed.limit
        if opening is None or after is None:
            return
        self.ask(
            lambda _: opening.desk.rows(after, language, limit),
            lambda rows: self.records.add(rows, feed),
        )

    def _read_rows_anew(self) -> None:
        self.records.clear(self.session.language)
        self._read_more()

    def _read_record(self, position: int) -> None:
        """Read every field of a row that was seen long ago."""
        opening, language = self._opening, self.session.language
        if opening is not None and position >= 0:
            self.ask(lambda _: opening.desk.row(position, language), self._on_record)

    def _on_record(self, row: Row | None) -> None:
        self.record.setVisible(row is not None)
        if row is not None:
            self.record.show_record(row, self.session.language)

    def _read_piece(self, path: str, start: int) -> None:
        opening = self._opening
        if opening is None:
            return

        def work(_: OpenVault, course: Course) -> Piece:
            return opening.desk.piece(path, start, course)

        job = self.session.run_long(
            JobKind.PREVIEW, work, Changes(), self.files.show_piece, self.show_error,
            place=Place.PREVIEW, argument=self.argument,
        )  # fmt: skip
        self.files.follow(job)

    def _on_noted(self) -> None:
        noted = self.noting.noted
        self.records.show_left_out(noted)
        self.leaving.show_noted(noted)
        self._show_words()

    def _on_tick(self, record: str, item: str, stays: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.seen.setChecked(False)
        self.noting.note(record, item, stays=stays)
        self._show_words()

    def _on_not_verified(self, error: DatadonorError) -> None:
        self.leaving.passphrase.say(sentences(error, self.session.language))
        self.leaving.passphrase.field.setFocus()

    # -- words and visibility -----------------------------------------------------------

    def _show_words(self) -> None:
        language, opening, totals = self.session.language, self._opening, self._totals
        if self._refused is not None:
            self.stop.show_refusal(self._refused, self.argument)
        elif self._leaks is not None:
            self.stop.show_leaks(self._leaks, language)
        if opening is not None:
            self._tell_of_hindrance(opening)
            if totals is not None:
                recipient = opening.recipient.name
                name = recipient.da if language == "da" else recipient.en
                self.totals.show_totals(totals, name, opening.title.in_language(language), language)
                self.estimate.show_estimate(totals, language)
                self.files.set_files(totals.files, language)
                self.records.set_totals(totals, language)
        why_not = self._why_not()
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not) and opening is not None and not self._is_stopped)
        self.primary_button.setEnabled(not why_not)
        self.seen.setEnabled(totals is not None and not self.noting.noted.is_changed)

    def _tell_of_hindrance(self, opening: Opening) -> None:
        if opening.is_waiting:
            self.hindrance.show_message(
                Kind.INFO,
                self.tr("A donation lies ready"),
                self.tr(
                    "You confirmed it before, and it has not been sent yet. It goes first: see "
                    "the outbox."
                ),
            )
        elif opening.hindrance is not None:
            words = sentences(opening.hindrance, self.session.language)
            self.hindrance.show_message(Kind.INFO, self.tr("Not to be sent today"), words)
        else:
            self.hindrance.hide()

    def _why_not(self) -> str:
        """Say why nothing can be sent yet, the weightiest reason; empty if it can."""
        opening, totals = self._opening, self._totals
        if opening is None or self._is_stopped:
            return self.tr("Nothing can be sent.")
        records = 0 if totals is None else totals.records
        reasons = {
            self.tr("Nothing new can be sent just now; the reason stands above."): (
                opening.is_waiting or opening.hindrance is not None
            ),
            self.tr("Your change is being noted …"): self.noting.is_under_way,
            self.tr("Sign or undo your change before you donate."): self.noting.noted.is_changed,
            self.tr("You can donate when all of it has been gone through."): totals is None,
            text("donation.preview.nothing", self.session.language): not records,
            self.tr("Say that you have seen what is sent."): not self.seen.isChecked(),
        }
        return next((words for words, is_so in reasons.items() if is_so), "")

    @property
    def _is_stopped(self) -> bool:
        return self._refused is not None or self._leaks is not None

    def _show_parts(self) -> None:
        is_there = self._opening is not None and not self._is_stopped
        is_counted = is_there and self._totals is not None
        self.lead.setVisible(not self._is_stopped)
        self.stop.setVisible(self._is_stopped)
        self.hindrance.hide()
        self.totals.setVisible(is_there)
        self.records.setVisible(is_there)
        self.leaving.setVisible(is_there and self.noting.noted.is_changed)
        self.record.hide()
        has_any = is_counted and self.totals_found().records > 0
        self.estimate.setVisible(has_any)
        self.files.setVisible(has_any)
        self.seen.setVisible(is_there and (has_any or not is_counted))
        self.why_not.setVisible(is_there)
        self.primary_button.setVisible(is_there and (has_any or not is_counted))

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self.hindrance, self.totals, self.records, self.estimate, self.files,
            self.seen, self.why_not,
        )  # fmt: skip

    # -- within -------------------------------------------------------------------------

    def _connect(self) -> None:
        self.stop.led_to.connect(self._go_to)
        self.totals.again_button.clicked.connect(self._walk)
        self.records.more_wanted.connect(self._read_more)
        self.records.rows_wanted_anew.connect(self._read_rows_anew)
        self.records.record_chosen.connect(self._on_record)
        self.records.record_wanted.connect(self._read_record)
        self.records.tick_changed.connect(self._on_tick)
        self.records.rows_reached.connect(self._on_rows_reached)
        self.leaving.signing_wanted.connect(
            lambda: self.noting.sign(self.leaving.passphrase.take())
        )
        self.leaving.forgetting_wanted.connect(self.noting.forget)
        self.noting.changed.connect(self._on_noted)
        self.noting.failed.connect(self.show_error)
        self.noting.not_verified.connect(self._on_not_verified)
        self.leaving.finishing_wanted.connect(self._on_change)
        self.estimate.change_button.clicked.connect(self._on_change)
        self.files.piece_wanted.connect(self._read_piece)
        self.seen.toggled.connect(self._show_words)
        self.primary_button.clicked.connect(self._on_donate)

    def _let_go(self) -> None:
        """Forget what was read, on the thread that the vault belongs to."""
        if self._walking is not None:
            self._walking.cancel()
        if self._opening is not None:
            desk = self._opening.desk
            self.session.ask(lambda _: desk.clear(), lambda _: None, lambda _: None)
        self._opening = self._totals = self._refused = self._leaks = self._walking = None
        self.noting.begin("")
        self.seen.setChecked(False)
        self.files.clear()
        self.records.clear(self.session.language)

    def _go_to(self, destination: Destination) -> None:
        self.session.go(destination.place, destination.argument)

    def _on_change(self) -> None:
        self.session.go(Place.CONSENT, f"{self.argument}#change")

    def _on_donate(self) -> None:
        if self._totals is not None and not self._why_not():
            self.session.go(Place.SENDING, errand_of(self.argument, self._totals.digest))

    def _on_rows_reached(self, widget: QWidget, top: int, bottom: int) -> None:
        self.scroll_to_rows(widget, top, bottom)
