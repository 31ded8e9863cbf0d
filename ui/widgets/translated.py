"""What writes its texts anew when another language is chosen."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # stands before a widget's own class, and makes no widget of its own


class Translated(_Widget):
    """Named before the kind of widget: ``class Greeting(Translated, QWidget)``."""

    @abstractmethod
    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
