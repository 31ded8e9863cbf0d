"""The first page behind the lock: is the log whole, and what has happened lately."""

from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from datadonor.audit.verdict import Condition
from datadonor.errors import DatadonorError
from ui.overview import Overview, read_overview
from ui.session import Session
from ui.tasks import Changes
from ui.translation import LOCALES
from ui.widgets.activity_table import ActivityTable
from ui.widgets.banner import Banner, Kind
from ui.widgets.labels import QuietText, SubHeading
from ui.widgets.page import Page


class HomePage(Page):
    """Shows an ``Overview``, and asks for a new one whenever the vault has changed."""

    characters = 104

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._overview: Overview | None = None
        self.log_banner = Banner()
        self._latest = SubHeading()
        self._count = QuietText()
        self.table = ActivityTable()
        card = QFrame()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        inside.addWidget(self.table)

        titles = QVBoxLayout()
        titles.setSpacing(4)
        titles.addWidget(self._latest)
        titles.addWidget(self._count)
        self.content.addWidget(self.log_banner)
        self.content.addSpacing(8)
        self.content.addLayout(titles)
        self.content.addWidget(card)

        session.tasks.changed.connect(self._on_changed)
        self.table.row_reached.connect(self._on_row_reached)
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
        if overview is None:
            return
        self._tell_of_log(overview)
        self._count.setText(self._counted(overview))
        self.table.show_rows(overview.latest, self.session.language)
        self.table.setVisible(bool(overview.latest))

    @override
    def enter(self) -> None:
        self.table.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if changes.vault and self.session.is_open:
            self.session.ask(read_overview, self._on_overview, self._on_failed)

    def _on_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.retranslate()

    def _on_failed(self, error: DatadonorError) -> None:
        self.show_error(error)

    def _on_row_reached(self, top: int, bottom: int) -> None:
        """Bring the row that the keyboard is on into view."""
        inside = self.widget()
        if inside is not None:
            x, y = self.table.mapTo(inside, self.table.rect().topLeft()).toTuple()
            self.ensureVisible(x, y + top, 0, 24)
            self.ensureVisible(x, y + bottom, 0, 24)

    def _tell_of_log(self, overview: Overview) -> None:
        language = self.session.language
        sentence = overview.finding.sentence(language)
        if overview.is_read_only:
            self.log_banner.show_message(
                Kind.ERROR, self.tr("Stop: the log is not whole"), sentence
            )
        elif overview.condition is Condition.WHOLE:
            self.log_banner.show_message(Kind.OK, self.tr("In order"), sentence)
        else:
            self.log_banner.show_message(Kind.INFO, self.tr("Set right"), sentence)

    def _counted(self, overview: Overview) -> str:
        locale = LOCALES[self.session.language]
        total = self.tr("%Ln event(s) in all.", "", overview.size)
        shown = len(overview.latest)
        if shown == overview.size:
            return total
        newest = self.tr("The newest %1 are shown.").replace("%1", locale.toString(shown))
        return f"{total} {newest}"
