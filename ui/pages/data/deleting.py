"""Deleting for good, asked once more in plain words: how many, and what stays elsewhere."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.errors import DatadonorError
from datadonor.records.categories import CategoryId
from datadonor.records.counting import count_category, count_import
from datadonor.records.deleting import delete_category, delete_import, delete_record
from datadonor.records.record_id import RecordId, RecordMissing
from ui.jobs import JobKind
from ui.navigation import Place
from ui.pages.data.asking import Asks
from ui.session import Session
from ui.tasks import Changes
from ui.widgets.banner import Banner, Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose
from ui.widgets.page import page_around
from ui.widgets.progress import ProgressPanel


@dataclass(frozen=True, slots=True)
class Deletion:
    """What is to go: one record, a category, or an import; exactly one is given.

    ``label`` is what a person calls it.
    """

    label: str
    record: RecordId | None = None
    category: CategoryId | None = None
    of_import: str | None = None

    def count(self, opened: OpenVault) -> int:
        """Return how many records would go, on the vault's thread."""
        connection = opened.vault.connection
        if self.category is not None:
            return count_category(connection, self.category)
        if self.of_import is not None:
            return count_import(connection, self.of_import)
        return 1

    def carry_out(self, opened: OpenVault) -> int:
        """Delete, and return how many went, on the vault's thread.

        Raises:
            RecordMissing, VaultReadOnly, DiskFull, DiskRefused: Nothing was changed.
        """
        if self.category is not None:
            return delete_category(opened, self.category, SELF)
        if self.of_import is not None:
            return delete_import(opened, self.of_import, SELF)
        if self.record is None:
            raise RecordMissing
        return delete_record(opened, self.record, SELF)


class DeletePanel(QWidget):
    """Asks whether it is meant. Neither answer is chosen beforehand."""

    deleted = Signal(int)
    """It was meant, and so many records have gone."""

    failed = Signal(object)
    """It was meant, and could not be done: a ``DatadonorError``."""

    given_up = Signal()
    """It is not meant."""

    def __init__(self, session: Session, ask: Asks) -> None:
        super().__init__()
        self._session, self._ask = session, ask
        self.deletion: Deletion | None = None
        self._count: int | None = None
        self.warning = Banner()
        self.text = Prose()
        self.keep_button = PlainButton()
        self.delete_button = PlainButton()
        self.progress = ProgressPanel()
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, 16)
        row.addWidget(self.keep_button)
        row.addWidget(self.delete_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        for part in (self.warning, self.text, self._buttons, self.progress):
            layout.addWidget(part)
        self.keep_button.clicked.connect(self.given_up)
        self.delete_button.clicked.connect(self._on_delete)
        self.retranslate()

    def ask_about(self, deletion: Deletion) -> None:
        """Ask; how many is told as soon as it has been counted."""
        self.deletion, self._count = deletion, None
        self._buttons.show()
        self.progress.hide()
        self.delete_button.setEnabled(False)
        self.retranslate()
        self._ask(deletion.count, self._on_counted)

    def retranslate(self) -> None:
        """Write every text anew."""
        self.keep_button.setText(self.tr("Keep it"))
        self.delete_button.setText(self.tr("Delete for good"))
        deletion = self.deletion
        if deletion is None:
            return
        said: str
        if self._count is None:
            said = self.tr("Counting …")
        elif deletion.record is not None:
            said = self.tr("One record goes, and with it what only repeats its values.")
        elif deletion.of_import is not None:
            said = self.tr("Up to %Ln record(s) will go.", "", self._count)
        else:
            said = self.tr("%Ln record(s) will go.", "", self._count)
        if self.warning.isHidden() or said not in self.warning.text:
            self.warning.show_message(Kind.WARNING, self.tr("Careful: %1").replace("%1", said), "")
        self.text.setText(
            "\n\n".join(
                (
                    self.tr(
                        "It is deleted from your vault and cannot be brought back. If you still "
                        "have the file, you can import it again."
                    ),
                    self.tr(
                        "What you have already donated is not deleted by this. To have it "
                        "deleted there, withdraw your consent to the project."
                    ),
                    self.tr("Backups and copies that you made before still hold it."),
                    self.tr("Your activity will say that something was deleted, but not what."),
                )
            )
        )

    def _on_counted(self, count: int) -> None:
        self._count = count
        self.delete_button.setEnabled(True)
        self.retranslate()

    def _on_delete(self) -> None:
        deletion = self.deletion
        if deletion is not None:
            page_around(self).as_person(lambda: self._carry_out(deletion))

    def _carry_out(self, deletion: Deletion) -> None:
        if self.deletion is not deletion:
            return  # another one is asked about by now
        self._buttons.hide()
        job = self._session.run_long(
            JobKind.DELETE,
            lambda opened, _: deletion.carry_out(opened),
            Changes(records=True),
            self.deleted.emit,
            self._on_failed,
            place=Place.DATA,
        )
        self.progress.follow(job, lambda _: self.tr("Deleting …"))
        self.progress.cancel_button.hide()  # one act: all of it or nothing

    def _on_failed(self, error: DatadonorError) -> None:
        self._buttons.show()
        self.failed.emit(error)
