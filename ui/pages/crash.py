"""Something went wrong inside: the report, word for word, and what can be done with it.

Nothing is sent, and nothing can be sent from here: who wants to tell of the fault copies
the report or saves it, and passes it on. What is shown is what is copied and saved.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

from datadonor import paths
from datadonor.errors import DatadonorError
from ui import choosing
from ui.alone import may_leave
from ui.announce import announce
from ui.crash import report_for
from ui.session import Session
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import Page, add_titled


class CrashPage(Page):
    """Shows the report of the faults of this run."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._calm = Prose()
        self._unsent = Prose()
        self._title = SubHeading()
        self._holds = QuietText()
        self.report = ReportText()
        self._card = Card()
        self._card.body.addWidget(self.report)
        self.copy_button = PlainButton()
        self.save_button = PlainButton()
        self._said = ""
        self._lay_out_report()
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.primary_button.clicked.connect(self.go_back)
        self.show_foot(primary=True)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        has_report = bool(report_for(self.session, self.session.language))
        self.heading.setText(
            self.tr("Something went wrong inside the program")
            if has_report
            else self.tr("Nothing has gone wrong")
        )
        self._calm.setText(
            DatadonorError().user_message(self.session.language).remedy
            if has_report
            else self.tr("There has been no fault since the program was opened.")
        )
        self._unsent.setText(
            self.tr(
                "Nothing has been sent to anyone. If you want to tell those who make Datadonor, "
                "copy or save the report below and pass it on yourself."
            )
        )
        self._title.setText(self.tr("The report, word for word"))
        self._holds.setText(
            self.tr(
                "It says what kind of fault it was, where in the program it happened, and what the "
                "program runs on. It holds nothing from your health data, and no names of people, "
                "files or folders."
            )
        )
        self.report.setAccessibleName(self.tr("The report"))
        self.copy_button.setText(self.tr("Cop&y the report"))
        self.save_button.setText(self.tr("Sa&ve the report …"))
        self.primary_button.setText(self.tr("&Go on"))
        self._show_report()

    @override
    def refresh(self) -> None:
        self.retranslate()

    @override
    def focus_first(self) -> None:
        self.primary_button.setFocus()

    # -- within -----------------------------------------------------------------

    def _lay_out_report(self) -> None:
        self.content.addWidget(self._calm)
        self.content.addWidget(self._unsent)
        self.content.addSpacing(8)
        add_titled(self.content, self._title, self._holds)
        self.content.addWidget(self._card)
        buttons = FlowLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        self.content.addLayout(buttons)

    def _show_report(self) -> None:
        self._said = report_for(self.session, self.session.language)
        self.report.show_text(self._said.removesuffix("\n"))
        for part in (
            self._unsent,
            self._title,
            self._holds,
            self._card,
            self.copy_button,
            self.save_button,
        ):
            part.setVisible(bool(self._said))

    def _on_copy(self) -> None:
        if not may_leave(self):
            return
        QGuiApplication.clipboard().setText(self._said)
        announce(self.copy_button, self.tr("The report has been copied."))
        self.show_message(Kind.OK, self.tr("Copied"), self.tr("Paste it where you want it."))

    def _on_save(self) -> None:
        file = choosing.choose_file_to_save(
            self,
            self.tr("Save the report"),
            self.tr("datadonor-fault.txt"),
            self.tr("Text (*.txt)"),
        )
        if file is None:
            return
        try:
            # On the screen's thread, though a disk can be slow: the other thread may be what
            # has failed. A report is a few kilobytes.
            paths.atomic_write(file, self._said.encode())
        except DatadonorError as error:
            self.show_error(error)
            return
        self.show_message(Kind.OK, self.tr("Saved"), self.tr("The report lies where you chose."))


class ReportText(QPlainTextEdit):
    """Plain text to read and copy from, as tall as it is: the page scrolls, not the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(0)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for the page

    def _fit(self) -> None:
        # Of plain text Qt gives the height in lines, broken ones counted.
        lines = round(self.document().size().height())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self.fontMetrics().leading())
