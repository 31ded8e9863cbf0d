"""The navigation in words, and the lock: beside the page, or above it where it is narrow."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget
from typing_extensions import override

from ui.navigation import Place
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import NavigationButton, PlainButton

_Direction = QBoxLayout.Direction


class ProductName(QLabel):
    """What the program is called."""


class Side(QFrame):
    """One button for each place, and the lock button while there is something to lock."""

    chosen = Signal(object)
    """A ``Place``."""

    lock_pressed = Signal()

    def __init__(self, icon: QIcon) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel()
        self._name = ProductName("Datadonor")
        self._brand = QWidget()
        brand = QBoxLayout(_Direction.LeftToRight, self._brand)
        brand.setContentsMargins(16, 4, 16, 20)
        brand.setSpacing(10)
        brand.addWidget(self._picture)
        brand.addWidget(self._name, 1)
        self.buttons = {place: NavigationButton() for place in Place}
        self.lock_button = PlainButton()
        self._layout = QBoxLayout(_Direction.TopToBottom, self)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._brand)
        for place, button in self.buttons.items():
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            self._layout.addWidget(button)
        self._layout.addStretch(1)
        self._lock_place = QBoxLayout(_Direction.TopToBottom)
        self._lock_place.addWidget(self.lock_button)
        self._layout.addLayout(self._lock_place)
        self.lock_button.clicked.connect(self.lock_pressed)
        self.set_narrow(is_narrow=False)
        self._draw_picture()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        names: Mapping[Place, str] = {
            Place.NO_VAULT: self.tr("Get started"),
            Place.UNLOCK: self.tr("Unlock"),
            Place.HOME: self.tr("Home"),
            Place.DISPLAY: self.tr("Language and display"),
        }
        for place, button in self.buttons.items():
            button.setText(names[place])
        self.lock_button.setText(self.tr("Lock"))
        self.lock_button.setAccessibleName(self.tr("Lock the vault"))
        self.lock_button.setAccessibleDescription(self.tr("Ctrl+L"))
        self.lock_button.setToolTip(self.tr("Ctrl+L"))

    def offer(self, places: frozenset[Place], current: Place, *, may_lock: bool) -> None:
        """Show the places that can be gone to, and mark the one where the person is."""
        for place, button in self.buttons.items():
            button.setVisible(place in places)
            button.setChecked(place is current)
        self.lock_button.setVisible(may_lock)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Stand above the page instead of beside it."""
        self._brand.setVisible(not is_narrow)
        self._layout.setDirection(_Direction.LeftToRight if is_narrow else _Direction.TopToBottom)
        edge = 8 if is_narrow else 0
        self._layout.setContentsMargins(edge, 8 if is_narrow else 20, edge, 8)
        # Beside the page the marks touch the left edge; the lock keeps clear of it.
        beside = 0 if is_narrow else 16
        self._lock_place.setContentsMargins(beside, 0, beside, beside // 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        match event.type():
            case QEvent.Type.LanguageChange:
                self.retranslate()
            case QEvent.Type.ApplicationFontChange | QEvent.Type.FontChange:
                self._draw_picture()

    def _draw_picture(self) -> None:
        edge = self._name.fontMetrics().height() + 6
        self._picture.setPixmap(self._icon.pixmap(QSize(edge, edge), self.devicePixelRatioF()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        if self._layout.direction() is _Direction.TopToBottom:
            painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        else:
            painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
