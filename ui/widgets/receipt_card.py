"""The receipt of a consent: to read, to print, and to save in three forms."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from consent.receipt.writing import Form
from ui import choosing, printing
from ui.receipts import ENDINGS, Receipt, read_receipt, save_receipt
from ui.tasks import Changes
from ui.widgets.banner import Kind
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import Prose, QuietText, SubHeading
from ui.widgets.page import Page
from ui.widgets.reading import Reading

_FORMS: Final = tuple(ENDINGS)


class ReceiptCard(Card):
    """One consent's receipt, the person's own copy. Made anew when the language changes."""

    def __init__(self, page: Page, project: str) -> None:
        """Offer it; nothing is read before it is asked for.

        Args:
            page: Where the card stands: it asks the vault, and shows messages.
            project: The registry's id.
        """
        super().__init__()
        self._page = page
        self._project = project
        self._reading: Reading | None = None
        self.show_button = PlainButton()
        self.print_button = PlainButton()
        self.save_buttons: Mapping[Form, PlainButton] = {form: PlainButton() for form in _FORMS}
        title, lead, note = SubHeading(), Prose(), QuietText()
        title.setText(self.tr("Your receipt"))
        lead.setText(
            self.tr("It says what you have said yes and no to, and how you can take it back.")
        )
        note.setText(
            self.tr("Outside the vault anyone who gets hold of it can read it. Keep it safe.")
        )
        row = QWidget()
        buttons = FlowLayout(row)
        for button in (self.show_button, self.print_button, *self.save_buttons.values()):
            buttons.addWidget(button)
        for part in (title, lead, row, note):
            self.body.addWidget(part)
        self._name_buttons()
        self.show_button.clicked.connect(self._on_show)
        self.print_button.clicked.connect(lambda: self._read(self._print))
        for form, button in self.save_buttons.items():
            button.clicked.connect(lambda _=False, form=form: self._on_save(form))

    def _name_buttons(self) -> None:
        is_shown = self._reading is not None
        self.show_button.setText(
            self.tr("Hide the receipt") if is_shown else self.tr("Show the receipt")
        )
        self.print_button.setText(self.tr("Print"))
        names = {
            Form.PDF: self.tr("Save as PDF"),
            Form.FHIR: self.tr("Save for health systems (FHIR)"),
            Form.TS27560: self.tr("Save for computers (JSON-LD)"),
        }
        for form, button in self.save_buttons.items():
            button.setText(names[form])

    def _read(self, then: Callable[[Receipt], None]) -> None:
        project, language = self._project, self._page.session.language
        self._page.ask(lambda opened: read_receipt(opened, project, language), then)

    def _on_show(self) -> None:
        if self._reading is None:
            self._read(self._show)
            return
        self.body.removeWidget(self._reading)
        self._reading.hide()
        self._reading.deleteLater()
        self._reading = None
        self._name_buttons()

    def _show(self, receipt: Receipt) -> None:
        if self._reading is None:
            self._reading = Reading(receipt.lines)
            self.body.addWidget(self._reading)
            self._name_buttons()

    def _print(self, receipt: Receipt) -> None:
        document = QTextDocument()
        document.setHtml(receipt.html)
        if printing.print_document(self, document):
            self._page.show_message(
                Kind.OK, self.tr("The receipt is on its way to the printer"), ""
            )

    def _on_save(self, form: Form) -> None:
        names = {
            Form.PDF: self.tr("receipt.pdf"),
            Form.FHIR: self.tr("receipt.json"),
            Form.TS27560: self.tr("receipt.jsonld"),
        }
        file = choosing.choose_file_to_save(
            self, self.tr("Where is the receipt to lie?"), names[form], f"*.{ENDINGS[form]}"
        )
        if file is None:
            return
        project, language = self._project, self._page.session.language
        self._page.act(
            lambda opened: save_receipt(opened, project, language, form, file),
            Changes(vault=True),
            lambda _: self._tell_saved(file.name),
        )

    def _tell_saved(self, name: str) -> None:
        said = self.tr("It lies in %1. Anyone who gets hold of the file can read it.")
        self._page.show_message(Kind.OK, self.tr("The receipt is saved"), said.replace("%1", name))
