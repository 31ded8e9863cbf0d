"""The first page behind the lock: what to do next, how things stand, what happened lately."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from datadonor.audit.verdict import Condition
from ui.activity_words import checked, title_of
from ui.calendar_words import short_day_label
from ui.navigation import Place
from ui.next_step import NextStep, read_next_step
from ui.overview import Overview, read_overview
from ui.session import Session
from ui.widgets.activity_table import ActivityTable
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.figure_card import CardRow, FigureCard
from ui.widgets.labels import SubHeading
from ui.widgets.next_step_card import NextStepCard
from ui.widgets.page import Page, add_titled


class HomePage(Page):
    """Shows an ``Overview`` at once and a ``NextStep`` a moment later; anew after any change."""

    characters = 104

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._overview: Overview | None = None
        self._step: NextStep | None = None
        self.log_banner = Banner()
        self.step_card = NextStepCard()
        self.data_card = FigureCard("heart-pulse")
        self.projects_card = FigureCard("folder-open")
        self.activity_card = FigureCard("history")
        self._latest = SubHeading()
        self.table = ActivityTable()
        self.all_button = PlainButton()
        self._lay_out()
        for button, place in (
            (self.data_card, Place.DATA),
            (self.projects_card, Place.PROJECTS),
            (self.activity_card, Place.ACTIVITY),
            (self.all_button, Place.ACTIVITY),
        ):
            button.clicked.connect(lambda _=False, place=place: session.go(place))
        self.table.row_reached.connect(self._on_row_reached)
        self.table.row_opened.connect(lambda _: session.go(Place.ACTIVITY))
        self.step_card.button.clicked.connect(self._on_step)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        overview = self._overview
        is_read_only = overview is not None and overview.is_read_only
        self.heading.setText(
            self.tr("Your vault can only be read")
            if is_read_only
            else self.tr("Your vault is open")
        )
        self._latest.setText(self.tr("What has happened lately"))
        self.table.setAccessibleName(self.tr("What has happened lately"))
        self.all_button.setText(self.tr("See all acti&vity"))
        if overview is not None:
            self._tell_of_log(overview)
            self._tell_of_data(overview)
            self._tell_of_projects(overview)
            self._tell_of_activity(overview)
            self.table.show_rows(overview.latest, self.session.language)
            self.table.setVisible(bool(overview.latest))
        if self._step is not None:
            self.step_card.show_step(self._step, self.session.language)

    @override
    def refresh(self) -> None:
        self.ask(read_overview, self._on_overview)
        language = self.session.language
        has_words = not self.session.settings.recovery_words_to_confirm
        self.ask(
            lambda opened: read_next_step(opened, language, has_words=has_words), self._on_step_read
        )

    @override
    def focus_first(self) -> None:
        if self.step_card.button.isVisible():
            self.step_card.button.setFocus()
        else:
            self.data_card.setFocus()

    # -- within -----------------------------------------------------------------

    def _lay_out(self) -> None:
        frame = QFrame()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        inside.addWidget(self.table)
        cards = CardRow(self.data_card, self.projects_card, self.activity_card)
        for part in (self.log_banner, self.step_card, cards):
            self.content.addWidget(part)
        self.content.addSpacing(8)
        latest = add_titled(self.content, self._latest, frame)
        latest.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.retranslate()

    def _on_step_read(self, step: NextStep) -> None:
        self._step = step
        self.step_card.show_step(step, self.session.language)
        if self.data_card.hasFocus():  # nobody has gone anywhere yet
            self.focus_first()

    def _on_step(self) -> None:
        if self._step is not None and self._step.place is not None:
            self.session.go(self._step.place, self._step.argument)

    def _on_row_reached(self, top: int, bottom: int) -> None:
        """Bring the row that the keyboard is on into view."""
        self.scroll_to_rows(self.table, top, bottom)

    def _tell_of_log(self, overview: Overview) -> None:
        """A log that is whole is said so on its card; anything else stands above everything."""
        sentence = overview.finding.sentence(self.session.language)
        if overview.is_read_only:
            title = self.tr("Stop: the log is not whole")
            self.log_banner.show_message(Kind.ERROR, title, sentence)
        elif overview.condition is not Condition.WHOLE:
            self.log_banner.show_message(Kind.INFO, self.tr("Set right"), sentence)
        else:
            self.log_banner.hide()

    def _tell_of_data(self, overview: Overview) -> None:
        held = overview.data
        if not held.records:
            said = self.tr("Nothing has been brought in yet.")
        else:
            said = self.tr("records of %Ln kind(s).", "", held.categories)
        if held.latest is not None:
            latest = self.tr("The latest is of %1.")
            day = short_day_label(held.latest, self.session.language)
            said = f"{said} {latest.replace('%1', day)}"
        self.data_card.set_words(self.tr("My data"), QLocale().toString(held.records), said)

    def _tell_of_projects(self, overview: Overview) -> None:
        held = overview.projects
        waiting = (
            self.tr("%Ln new request(s) to answer.", "", held.waiting)
            if held.waiting
            else self.tr("No new requests.")
        )
        said = self.tr("consent(s) in force.", "", held.active)
        figure = QLocale().toString(held.active)
        self.projects_card.set_words(self.tr("Projects"), figure, f"{said} {waiting}")

    def _tell_of_activity(self, overview: Overview) -> None:
        log, language = overview.log, self.session.language
        said = [self.tr("event(s) in the log.", "", log.size)]
        if log.is_whole:
            whole = self.tr("It is whole, checked %1.")
            said.append(whole.replace("%1", checked(log.checked, language)))
        else:
            said.append(self.tr("It is not whole."))
        if overview.sending is None:
            said.append(self.tr("Nothing has been sent."))
        else:
            sending = self.tr("Last sending: %1.")
            if overview.sending.title is not None:
                sending = self.tr("Last sending: %1, to “%2”.")
                sending = sending.replace("%2", title_of(overview.sending.title, language))
            day = overview.sending.when.astimezone().date()
            said.append(sending.replace("%1", short_day_label(day, language)))
        figure = QLocale().toString(log.size)
        self.activity_card.set_words(self.tr("Activity"), figure, " ".join(said))
