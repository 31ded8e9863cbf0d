"""Where a new passphrase is chosen: six words drawn by lot, or one's own, typed twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.texts import text
from datadonor.vault.kdf import LEAST_PASSPHRASE
from ui.announce import announce
from ui.passphrases import Strength, judge_passphrase, suggest_passphrase
from ui.session import Session
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labels import ErrorText, Prose, QuietText, SubHeading
from ui.widgets.secret import PassphraseField
from ui.widgets.ticks import OptionGroup
from ui.widgets.translated import Translated

_SUGGESTED = "suggested"
_OWN = "own"


class NewPassphrase(Translated, QWidget):
    """Neither way is chosen at first. Nothing typed here outlives ``clear``."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_unchosen = False  # and the person wanted to go on all the same
        self._differs = False
        self.ways = OptionGroup()
        self.error = ErrorText()
        self._drawn = Card()
        self._drawn_title = QuietText()
        self.words = SubHeading()
        self._write_down = Prose()
        self.draw_button = PlainButton()
        self._own = QWidget()
        self.first = PassphraseField()
        self.strength = QuietText()
        self.again = PassphraseField()
        self._lay_out()
        self.ways.chosen.connect(self._on_way_chosen)
        self.draw_button.clicked.connect(self._on_draw)
        self.first.edited.connect(self._judge)
        self.first.entered.connect(self.again.field.setFocus)
        self.again.entered.connect(self.entered)
        self.again.edited.connect(self._on_again_edited)
        self.first.show_button.toggled.connect(self._on_show_toggled)
        self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where the person begins."""
        self.ways.focus_first()

    def choice(self) -> str | None:
        """Return the passphrase, or say beside the field what is missing."""
        way = self.ways.value()
        self._is_unchosen = way is None
        self._differs = False
        wanted: QWidget | None = None
        if way is None:
            wanted = self.ways
        elif way == _OWN and judge_passphrase(self.first.field.text()) is Strength.TOO_SHORT:
            wanted = self.first.field
            self.first.say(self._too_short())
        elif way == _OWN and self.first.field.text() != self.again.field.text():
            wanted = self.again.field
            self._differs = True
        self._say()
        if wanted is None:
            return self.words.text() if way == _SUGGESTED else self.first.field.text()
        self._point_at(wanted)
        return None

    def clear(self) -> None:
        """Forget everything that was drawn or typed."""
        self.ways.choose(None)
        self.words.setText("")
        self.first.clear()
        self.again.clear()
        self._is_unchosen = self._differs = False
        self._show_way()
        self._judge()
        self._say()

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        self.ways.setTitle(self.tr("Which passphrase would you like?"))
        self.ways.set_options(
            [
                (_SUGGESTED, self.tr("Six words that the computer draws for me")),
                (_OWN, self.tr("One that I think of myself")),
            ]
        )
        self._drawn_title.setText(self.tr("Your passphrase will be:"))
        self._write_down.setText(
            self.tr(
                "Write the six words on paper now, in this order and with a space between "
                "them. They are easy to write, and hard to guess."
            )
        )
        self.draw_button.setText(self.tr("&Draw other words"))
        self.first.set_label(self.tr("Your &passphrase"))
        self.again.set_label(self.tr("The s&ame once more"))
        self._judge()
        self._say()

    # -- within ---------------------------------------------------------------

    def _lay_out(self) -> None:
        self.words.setSizePolicy(self._write_down.sizePolicy())
        self._drawn.body.addWidget(self._drawn_title)
        self._drawn.body.addWidget(self.words)
        self._drawn.body.addWidget(self._write_down)
        self._drawn.body.addWidget(self.draw_button, 0, Qt.AlignmentFlag.AlignLeft)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        own.addWidget(self.first)
        own.addWidget(self.strength)
        own.addSpacing(8)
        own.addWidget(self.again)
        # The first one's button shows both: two of them would say the same.
        self.again.show_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        for part in (self.ways, self.error, self._drawn, self._own):
            layout.addWidget(part)
        self._show_way()

    def _show_way(self) -> None:
        way = self.ways.value()
        self._drawn.setVisible(way == _SUGGESTED)
        self._own.setVisible(way == _OWN)

    def _on_way_chosen(self, way: str) -> None:
        self._is_unchosen = False
        if way == _SUGGESTED and not self.words.text():
            self._draw()
        self._show_way()
        self._say()

    def _on_draw(self) -> None:
        self._draw()
        announce(self.draw_button, self.tr("Other words have been drawn."))

    def _draw(self) -> None:
        self.words.setText(suggest_passphrase(self._session.language))

    def _on_again_edited(self) -> None:
        self._differs = False

    def _on_show_toggled(self, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.again.field.setEchoMode(mode)

    def _judge(self) -> None:
        """Say how well what is typed would hold; never announced, it changes with each key."""
        written = self.first.field.text()
        said = {
            Strength.TOO_SHORT: self.tr(
                "Too short: at least %n character(s).", "", LEAST_PASSPHRASE
            ),
            Strength.WEAK: self.tr("Weak. It can be guessed. More words make it better."),
            Strength.FAIR: self.tr("Fair. One or two more words would make it strong."),
            Strength.STRONG: self.tr("Strong."),
        }
        self.strength.setText(
            said[judge_passphrase(written)]
            if written
            else self.tr("Several words that do not belong together are best.")
        )

    def _too_short(self) -> str:
        language = self._session.language
        said = text("errors.PASSPHRASE_TOO_SHORT.what", language)
        remedy = text("errors.PASSPHRASE_TOO_SHORT.remedy", language, least=LEAST_PASSPHRASE)
        return f"{said} {remedy}"

    def _say(self) -> None:
        self.error.say(self.tr("Choose one of the two first.") if self._is_unchosen else "")
        self.again.say(self.tr("The two are not the same. Try again.") if self._differs else "")

    def _point_at(self, wanted: QWidget) -> None:
        if wanted is self.ways:
            self.ways.focus_first()
            announce(self.ways, self.error.text())
            return
        wanted.setFocus()
        if isinstance(wanted, QLineEdit):
            wanted.selectAll()
        announce(wanted, wanted.accessibleDescription())
