"""One record, whole: what it says, when, who measured it, and which file brought it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from datadonor.records.labels import category_label
from datadonor.texts import Language, text
from ui.calendar_words import day_label, moment_label
from ui.data.whole import RecordShown
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.facts import Facts
from ui.widgets.labels import Figure, QuietText, SubHeading


class RecordView(QWidget):
    """Shows a ``RecordShown``."""

    delete_asked = Signal()
    """This record is to be deleted."""

    delete_import_asked = Signal()
    """Everything from the same file is to be deleted."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: RecordShown | None = None
        self._language = Language.ENGLISH
        self.value = Figure()
        self.value.setWordWrap(True)
        self.facts = Facts()
        self.remark = QuietText()
        self._origin_title = SubHeading()
        self.origin = Facts()
        self._fingerprint_note = QuietText()
        self.delete_button = PlainButton()
        self.delete_import_button = PlainButton()
        card, below = Card(), Card()
        for part in (self.value, self.facts, self.remark):
            card.body.addWidget(part)
        below.body.addWidget(self._origin_title)
        below.body.addWidget(self.origin)
        below.body.addWidget(self._fingerprint_note)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.delete_button, self.delete_import_button):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            buttons.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(card)
        layout.addWidget(below)
        layout.addLayout(buttons)
        self.delete_button.clicked.connect(self.delete_asked)
        self.delete_import_button.clicked.connect(self.delete_import_asked)
        self.retranslate()

    def show_record(self, shown: RecordShown, language: Language) -> None:
        """Show a record."""
        self.shown, self._language = shown, language
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew."""
        self.delete_button.setText(self.tr("Delete this record …"))
        self.delete_import_button.setText(self.tr("Delete everything from this file …"))
        self._origin_title.setText(self.tr("Where it came from"))
        self._fingerprint_note.setText(
            self.tr("The fingerprint is worked out from the file: another file has another one.")
        )
        shown = self.shown
        if shown is None:
            return
        whole = shown.whole
        self.value.setText(shown.value or shown.name)
        self.remark.setText(shown.remark)
        self.remark.setVisible(bool(shown.remark))
        by_hand = self.tr("Typed in by a person") if shown.is_by_hand else ""
        self.facts.set_facts(
            [
                (self.tr("What"), shown.name),
                (self.tr("When"), self._when(shown)),
                (self.tr("Kind of data"), category_label(whole.listed.category, self._language)),
                (self.tr("Measured by"), shown.source),
                (self.tr("Also measured by"), ", ".join(shown.also_from)),
                (self.tr("How"), by_hand),
                (self.tr("Numbers in it"), shown.numbers),
            ]
        )
        brought_in = "" if shown.brought_in is None else self._moment(shown)
        self.origin.set_facts(
            [
                (self.tr("Kind of file"), shown.format),
                (self.tr("Brought in"), brought_in),
                (self.tr("Unit in the file"), whole.unit_written or ""),
                (self.tr("Name of the import"), whole.origin.id),
                (self.tr("Fingerprint of the file"), _in_groups(whole.origin.file_sha256)),
            ]
        )

    def _when(self, shown: RecordShown) -> str:
        begin = shown.begin
        if begin is None:
            return text("records.undated", self._language)
        if begin.is_day:
            return day_label(begin.local.date(), self._language)
        return moment_label(begin.local, self._language)

    def _moment(self, shown: RecordShown) -> str:
        assert shown.brought_in is not None  # noqa: S101 - the caller has looked
        return moment_label(shown.brought_in.astimezone(), self._language)


def _in_groups(digest: str) -> str:
    """Write a fingerprint so that it wraps, and can be compared by eye: its first half."""
    half = digest[:32]
    return " ".join(half[at : at + 4] for at in range(0, len(half), 4))
