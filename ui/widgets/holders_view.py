"""What the page of those who decide shows: all of them, one right's end, and the hand-over."""

from enum import StrEnum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import Language, text
from datadonor.vault.recovery import RecoveryWords
from ui.mandating import Deciders, Holder
from ui.session import Session
from ui.widgets.banner import Banner, Kind
from ui.widgets.cards import Card
from ui.widgets.empty import EmptyState
from ui.widgets.holder_card import HolderCard
from ui.widgets.labels import Prose, SubHeading
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.recovery_sheet import AskedBack, RecoverySheet
from ui.widgets.secret import PassphraseField
from ui.widgets.translated import Translated


def _column(around: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    return column


class HoldersView(QWidget):
    """Everybody who may decide, and below them those who could."""

    end_wanted = Signal(str)
    """The right with this digest is to end."""

    correct_wanted = Signal(str)
    """What is written down of the right with this digest is wrong."""

    def __init__(self, deciders: Deciders, language: Language, *, can_change: bool) -> None:
        super().__init__()
        column = _column(self)
        self.cards: list[HolderCard] = []
        purpose = Prose()
        purpose.setText(
            self.tr(
                "Others can decide on your behalf if they have the right to. Each of them signs "
                "with a passphrase of their own. What you decide yourself counts for more."
            )
        )
        column.addWidget(purpose)
        self._tell_age(column, deciders, language)
        now = [each for each in deciders.holders if each.is_standing]
        past = [each for each in deciders.holders if not each.is_standing]
        if not (now or deciders.is_due or deciders.has_two_birthdays):
            empty = EmptyState("scale")
            empty.set_words(
                self.tr("Nobody but you decides"),
                self.tr(
                    "Here you can write down parents, a guardian, or somebody you trust to "
                    "decide if you cannot."
                ),
            )
            column.addWidget(empty)
        self._add(column, now, language, can_change=can_change)
        if past:
            title = SubHeading()
            title.setText(self.tr("Earlier"))
            column.addWidget(title)
        self._add(column, past, language, can_change=can_change)

    def _add(
        self, column: QVBoxLayout, holders: list[Holder], language: Language, *, can_change: bool
    ) -> None:
        for holder in holders:
            card = HolderCard(holder, language, can_change=can_change)
            card.end_wanted.connect(self.end_wanted)
            card.correct_wanted.connect(self.correct_wanted)
            self.cards.append(card)
            column.addWidget(card)

    def _tell_age(self, column: QVBoxLayout, deciders: Deciders, language: Language) -> None:
        if not (deciders.is_due or deciders.has_two_birthdays or deciders.is_to_be_told):
            return
        banner = Banner()
        column.addWidget(banner)
        if deciders.has_two_birthdays:
            said = self.tr(
                "Correct the one that is wrong. Until then it cannot be said who decides."
            )
            banner.show_message(
                Kind.WARNING, self.tr("Two different 18th birthdays are written down"), said
            )
        elif deciders.is_due:
            banner.show_message(
                Kind.INFO,
                self.tr("18 years old: now you decide yourself"),
                self.tr(
                    "Those who had custody can no longer decide. Make the vault yours alone, with "
                    "a passphrase and recovery words that only you know."
                ),
            )
        else:
            title = self.tr("The young person is to be asked too")
            banner.show_message(Kind.INFO, title, text("mandate.young", language))


class EndView(Translated, QWidget):
    """What it means that a right ends, and the vault's passphrase."""

    entered = Signal()
    """Enter was pressed in the field."""

    is_written_in = True

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.name = holder.mandate.holder
        self._title, self._said = SubHeading(), Prose()
        self.passphrase = PassphraseField()
        card = Card()
        card.body.addWidget(self.passphrase)
        column = _column(self)
        for part in (self._title, self._said, card):
            column.addWidget(part)
        self.passphrase.entered.connect(self.entered)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self._title.setText(self.name)
        self._said.setText(
            self.tr(
                "From now on they cannot decide for you. Nothing more is sent by a yes that was "
                "given by this right, until you or somebody else with the right has answered "
                "anew. What was sent stays where it is."
            )
        )
        self.passphrase.set_label(self.tr("The vault’s &passphrase"))

    def focus_first(self) -> bool:
        """Put the keyboard in the field."""
        self.passphrase.field.setFocus()
        return True

    def clear(self) -> None:
        """Forget what was written."""
        self.passphrase.clear()


class _Stage(StrEnum):
    ASK = "ask"
    SHEET = "sheet"
    CONFIRM = "confirm"


class HandOverView(QWidget):
    """A new passphrase, a new recovery sheet, two of its words back."""

    entered = Signal()
    """Enter was pressed in the last field."""

    failed = Signal(object)
    """The sheet could not be saved: a ``DatadonorError``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._stage = _Stage.ASK
        self._words: RecoveryWords | None = None
        self._said = Prose()
        self.passphrase = NewPassphrase(session)
        self.sheet = RecoverySheet(session)
        self.asked = AskedBack()
        column = _column(self)
        for part in (self._said, self.passphrase, self.sheet, self.asked):
            column.addWidget(part)
        self.passphrase.entered.connect(self.entered)
        self.asked.entered.connect(self.entered)
        self.sheet.failed.connect(self.failed)
        self._stand_at(_Stage.ASK)

    @property
    def is_asking(self) -> bool:
        """Whether nothing has been changed yet."""
        return self._stage is _Stage.ASK

    @property
    def is_owed(self) -> bool:
        """Whether there are new words that nobody has confirmed to have on paper."""
        return self._words is not None

    @property
    def primary(self) -> str:
        """What the primary button does now."""
        return {
            _Stage.ASK: self.tr("&Make it mine alone"),
            _Stage.SHEET: self.tr("I &have the words on paper"),
            _Stage.CONFIRM: self.tr("&Finish"),
        }[self._stage]

    def choice(self) -> str | None:
        """Return the new passphrase; nothing after saying what is missing."""
        return self.passphrase.choice()

    def show_words(self, words: RecoveryWords) -> None:
        """Show the new recovery words, to be kept on paper."""
        self._words = words
        self.passphrase.clear()
        self.sheet.show_words(words)
        self._stand_at(_Stage.SHEET)

    def go_on(self) -> bool:
        """Ask two of the words back; true once they were right."""
        if self._stage is _Stage.SHEET and self._words is not None:
            self.sheet.clear()  # or they could be copied from the screen
            self.asked.ask(self._words)
            self._stand_at(_Stage.CONFIRM)
            self.focus_first()
            return False
        if self._stage is _Stage.CONFIRM and self.asked.is_right():
            self._words = None
            return True
        return False

    def focus_first(self) -> bool:
        """Put the keyboard where one begins."""
        match self._stage:
            case _Stage.ASK:
                self.passphrase.focus_first()
            case _Stage.SHEET:
                self.sheet.print_button.setFocus()
            case _Stage.CONFIRM:
                self.asked.focus_first()
        return True

    def clear(self) -> None:
        """Forget everything that was written or shown."""
        self._words = None
        self.passphrase.clear()
        self.sheet.clear()
        self.asked.clear()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()

    def _stand_at(self, stage: _Stage) -> None:
        self._stage = stage
        self.passphrase.setVisible(stage is _Stage.ASK)
        self.sheet.setVisible(stage is _Stage.SHEET)
        self.asked.setVisible(stage is _Stage.CONFIRM)
        self._tell()

    def _tell(self) -> None:
        self._said.setText(
            {
                _Stage.ASK: self.tr(
                    "You have turned 18, and nobody decides for you any more. Choose a passphrase "
                    "that only you know. You also get new recovery words. What your parents know "
                    "then opens nothing."
                ),
                _Stage.SHEET: self.tr(
                    "Print them, save them or copy them by hand. They are shown only now. The "
                    "words on the old sheet no longer work."
                ),
                _Stage.CONFIRM: self.tr("Look at your new sheet, and write two of its words here."),
            }[self._stage]
        )
