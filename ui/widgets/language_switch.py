"""The other language, by its own name: for someone who cannot read this one."""

from PySide6.QtCore import QEvent
from typing_extensions import override

from datadonor.texts import Language
from ui.session import Session
from ui.translation import OWN_NAMES
from ui.widgets.buttons import PlainButton


class LanguageSwitch(PlainButton):
    """Switches between the two languages at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.clicked.connect(self._on_clicked)
        self._name()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    def _name(self) -> None:
        self.setText(OWN_NAMES[self._other()])

    def _other(self) -> Language:
        is_danish = self._session.language is Language.DANISH
        return Language.ENGLISH if is_danish else Language.DANISH

    def _on_clicked(self) -> None:
        self._session.change_settings(language=self._other())
