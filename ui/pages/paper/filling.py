"""Entering what stands on the paper: which form it is, what is ticked, the day and the page."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consent.paper_form import PART, Ask, PaperForm
from consent.paper_page import PaperPage
from datadonor.texts import Language
from ui.papering import EMPTY, Filling
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.day_entry import DayEntry, parse_day
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.naming import named
from ui.widgets.ticks import OptionGroup


class WhichFormView(QWidget):
    """Which of the forms it is, by the code at the foot of each sheet."""

    chosen = Signal(object)
    """A ``PaperForm``."""

    def __init__(self, forms: Sequence[PaperForm], current: PaperForm | None) -> None:
        super().__init__()
        self._forms = {form.code: form for form in forms}
        self.codes = OptionGroup()
        self.error = ErrorText()
        lead = Prose()
        lead.setText(
            self.tr(
                "At the foot of each sheet stands a code. Find the same code here. If none is "
                "the same, the form is an older one, and a new one has to be printed and signed."
            )
        )
        self.codes.setTitle(self.tr("Which code stands on the form?"))
        said = {
            Language.DANISH: self.tr("%1 (in Danish, version %2)"),
            Language.ENGLISH: self.tr("%1 (in English, version %2)"),
        }
        words = [
            said[form.language].replace("%1", form.code).replace("%2", str(form.request.version))
            for form in forms
        ]
        self.codes.set_options([(f.code, each) for f, each in zip(forms, words, strict=True)])
        self.codes.choose(None if current is None else current.code)
        self.codes.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (lead, self.codes, self.error):
            column.addWidget(part)

    def focus_first(self) -> bool:
        """Put the keyboard on the first code, or on the one that is chosen."""
        self.codes.focus_first()
        return True

    def _on_chosen(self, code: str) -> None:
        self.error.say("")
        self.chosen.emit(self._forms[code])


class TicksView(QWidget):
    """What is ticked, in the words and in the order of the paper."""

    ticked = Signal(str, str)
    """The field, and the key of its box."""

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.groups: dict[str, OptionGroup] = {}
        self.errors: dict[str, ErrorText] = {}
        lead = Prose()
        lead.setText(
            self.tr(
                "The numbers are those on the form. Say here exactly what is ticked there, also "
                "where no box is."
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(lead)
        for ask in filling.form.asks:
            column.addWidget(self._group(ask))
        self.follow(filling)

    def follow(self, filling: Filling) -> None:
        """Show what has been said."""
        for name, group in self.groups.items():
            group.choose(filling.ticks.get(name))

    def say_missing(self, missing: Sequence[Ask]) -> None:
        """Say at each question that nobody has said what is ticked, and go to the first."""
        for name, error in self.errors.items():
            is_missing = any(ask.field == name for ask in missing)
            error.say(self.tr("Say what is ticked here.") if is_missing else "")
        if missing:
            self.groups[missing[0].field].focus_first()

    def focus_first(self) -> bool:
        """Put the keyboard on the first question."""
        for group in self.groups.values():
            group.focus_first()
            return True
        return False

    def _group(self, ask: Ask) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title, group, error = SubHeading(), OptionGroup(), ErrorText()
        # A group's own title does not wrap.
        title.setText(f"{ask.number}. {ask.words}")
        options = [(each.key, each.words) for each in ask.answers]
        if ask.field != PART:  # without a tick there it is no answer
            options.append((EMPTY, self.tr("No box is ticked")))
        group.set_options(options)
        for option in group.options.values():
            option.setAccessibleName(named(option.text(), title.text()))
        group.chosen.connect(partial(self._on_ticked, ask.field))
        self.groups[ask.field], self.errors[ask.field] = group, error
        for each in (title, group, error):
            column.addWidget(each)
        return part

    def _on_ticked(self, asked: str, key: str) -> None:
        self.errors[asked].say("")
        self.ticked.emit(asked, key)


class DayAndPageView(QWidget):
    """The day beside the signature, and a picture of the page that it stands on."""

    picture_wanted = Signal()
    """A file is to be chosen."""

    day_entered = Signal(object)
    """Another day than before, or nothing."""

    def __init__(self, filling: Filling, language: Language) -> None:
        super().__init__()
        label = self.tr("The day beside the person's own signature: day, month and year")
        self.day = DayEntry(label, language)
        self.day.show_day(filling.signed_on, self.tr("As it stands on the form"))
        self.day.entered.connect(lambda: self.day_entered.emit(self.day.day))
        self.picture_button = PlainButton()
        self.picture_button.setText(self.tr("Choose the picture …"))
        self.picture_button.clicked.connect(self.picture_wanted)
        self.picture = Prose()
        self.error = ErrorText()
        card, title, note = Card(), SubHeading(), QuietText()
        title.setText(self.tr("A picture of the page with the signature"))
        note.setText(
            self.tr(
                "A scan or a photograph: PDF, JPEG or PNG, at most 20 megabytes. It is kept in "
                "your vault and sent to nobody. All pages in one PDF are best."
            )
        )
        card.body.addWidget(title)
        card.body.addWidget(note)
        card.body.addWidget(self.picture_button, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.picture)
        card.body.addWidget(self.error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.day)
        column.addWidget(card)
        self.show_picture(filling.page)

    def read_day(self) -> date | None:
        """Return the day as it is written; nothing, and say so, if it is none."""
        day = parse_day(self.day.field.text().strip())
        if day is None:
            self.day.error.say(self.tr("Write the day on the form, like 24.12.2026"))
            self.day.field.setFocus()
        return day

    def show_picture(self, page: PaperPage | None) -> None:
        """Say which picture is there, or that there is none."""
        self.error.say("")
        if page is None:
            self.picture.setText(self.tr("No picture is chosen."))
            return
        said = self.tr("A picture is chosen: %1.")
        self.picture.setText(said.replace("%1", picture_label(page)))

    def say_no_picture(self) -> None:
        """Say that a picture is needed, and go to where it is chosen."""
        self.error.say(self.tr("Choose a picture of the signed page."))
        self.picture_button.setFocus()

    def focus_first(self) -> bool:
        """Put the keyboard on the day."""
        self.day.field.setFocus()
        return True


def picture_label(page: PaperPage) -> str:
    """Return what kind of file a picture is, and how large: "PDF, 1.2 MB"."""
    kinds = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}
    locale = QLocale()
    size = locale.formattedDataSize(len(page.content), 1, locale.DataSizeFormat.DataSizeSIFormat)
    return f"{kinds[page.media_type]}, {size}"
