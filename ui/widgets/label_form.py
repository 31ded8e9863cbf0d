"""What a person is called on this computer: written for a new one, or changed."""

from PySide6.QtCore import Qt, Signal
from typing_extensions import override

from datadonor.people import MOST_LABEL, Person
from ui.announce import announce
from ui.widgets.buttons import PlainButton
from ui.widgets.cards import Card
from ui.widgets.labelled_field import LabelledField
from ui.widgets.labels import Caption, SubHeading
from ui.widgets.translated import Translated


class LabelForm(Translated, Card):
    """A field, and for somebody who is on the list a way off it. The page keeps what is written."""

    entered = Signal()
    """Enter was pressed in the field."""

    forget_asked = Signal()
    """The person is to be taken off the list."""

    def __init__(self) -> None:
        super().__init__()
        self.person: Person | None = None  # nothing for a new one
        self._title = SubHeading()
        self._entry = LabelledField()
        self.field, self.error = self._entry.field, self._entry.error
        self.field.setMaxLength(MOST_LABEL)
        self.forget_button = PlainButton()
        self._kept = Caption()
        self.body.addWidget(self._title)
        self.body.addWidget(self._entry)
        self.body.addWidget(self.forget_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._kept)
        self._entry.entered.connect(self.entered)
        self.forget_button.clicked.connect(self.forget_asked)
        self.hide()

    def begin_with(self, person: Person | None) -> None:
        """Be about a person, or about a new one."""
        self.person = person
        self.field.setText("" if person is None else person.label)
        self._entry.say("")
        self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard in the field, on all that stands there."""
        self.field.setFocus()
        self.field.selectAll()

    def say_wrong(self, sentence: str) -> None:
        """Say beside the field what is wrong with what was written."""
        self._entry.say(sentence)
        self.field.setFocus()
        announce(self.field, sentence)

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        person = self.person
        is_new = person is None
        may_forget = person is not None and not person.is_first
        title = self.tr("A new person") if is_new else self.tr("Change what stands on the list")
        self._title.setText(title)
        self._entry.set_words(
            self.tr("What is the person called here?"),
            self.tr(
                "A nickname is enough. Whoever uses this computer account can read it, also "
                "while every vault is locked."
            ),
        )
        self.forget_button.setText(self.tr("Take off the list"))
        self.forget_button.setVisible(may_forget)
        self._kept.setText(
            self.tr("Whoever is taken off the list keeps their vault: nothing is deleted.")
        )
        self._kept.setVisible(may_forget)
