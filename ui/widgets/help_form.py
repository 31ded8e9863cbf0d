"""Who is going to help, and for how long: filled in before the help begins."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from datadonor.audit.assistance import ROLES, HelperUnfit, the_helper
from datadonor.audit.events import Assistant
from datadonor.audit.wording import role_words
from ui.session import Session
from ui.widgets.labelled_field import LabelledField
from ui.widgets.labels import ErrorText, SubHeading
from ui.widgets.project_parts import capital
from ui.widgets.secret import PassphraseField
from ui.widgets.ticks import OptionGroup
from ui.widgets.translated import Translated

_MINUTES = (15, 30, 60, 120)


class HelpForm(Translated, QWidget):
    """The helper's name and office, the time, and the person's own passphrase."""

    entered = Signal()
    """Enter was pressed in the last field."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name = LabelledField()
        self.role = OptionGroup()
        self.role_error = ErrorText()
        self.organisation = LabelledField()
        self.authorisation = LabelledField()
        self.minutes = OptionGroup()
        self.minutes_error = ErrorText()
        self._own = SubHeading()
        self.passphrase = PassphraseField()
        self.retranslate()  # what Tab goes through follows the order of making
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (
            self.name, self.role, self.role_error, self.organisation, self.authorisation,
            self.minutes, self.minutes_error, self._own, self.passphrase,
        ):  # fmt: skip
            column.addWidget(part)
        self.role.chosen.connect(lambda _: self.role_error.say(""))
        self.minutes.chosen.connect(lambda _: self.minutes_error.say(""))
        self.passphrase.entered.connect(self.entered)

    @override
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        language = self._session.language
        self.name.set_words(self.tr("&Name of the one who helps"))
        self.role.setTitle(self.tr("What are they to you?"))
        self.role.set_options([(role, capital(role_words(role, language))) for role in ROLES])
        self.organisation.set_words(
            self.tr("&Where do they work?"), self.tr("If they help as a part of their work.")
        )
        self.authorisation.set_words(
            self.tr("&Authorisation number"),
            self.tr("Health professionals have one. It can be left empty."),
        )
        self.minutes.setTitle(self.tr("For how long, at most?"))
        self.minutes.set_options(
            [(str(each), self.tr("%n minute(s)", "", each)) for each in _MINUTES]
        )
        self._own.setText(self.tr("You let them help"))
        self.passphrase.set_label(self.tr("Your own &passphrase"))

    def focus_first(self) -> None:
        """Put the keyboard where it begins."""
        self.name.field.setFocus()

    def clear(self) -> None:
        """Empty everything."""
        for field in (self.name, self.organisation, self.authorisation):
            field.clear()
        for group in (self.role, self.minutes):
            group.choose(None)
        for error in (self.role_error, self.minutes_error):
            error.say("")
        self.passphrase.clear()

    def helper(self) -> Assistant | None:
        """Return who is to help; nothing after saying what is wrong."""
        role = self.role.value()
        if not self.name.text():
            return self._refuse(self.name, self.tr("Write who helps."))
        if role is None:
            self.role_error.say(self.tr("Choose what they are to you."))
            self.role.focus_first()
            return None
        try:
            return the_helper(
                self.name.text(), role, self.organisation.text(), self.authorisation.text()
            )
        except HelperUnfit as error:
            fields: Mapping[str, LabelledField] = {
                "name": self.name,
                "organisation": self.organisation,
                "authorisation_id": self.authorisation,
            }
            said = error.user_message(self._session.language).remedy
            return self._refuse(fields[str(error.facts["field"])], said)

    def length(self) -> int | None:
        """Return for how many minutes; nothing after saying that it is not chosen."""
        chosen = self.minutes.value()
        if chosen is None:
            self.minutes_error.say(self.tr("Choose for how long."))
            self.minutes.focus_first()
            return None
        return int(chosen)

    @staticmethod
    def _refuse(field: LabelledField, said: str) -> None:
        field.say(said)
        field.field.setFocus()
