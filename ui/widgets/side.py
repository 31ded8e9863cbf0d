"""The navigation in words, and the lock: beside the page, or in its place as a menu."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.navigation import Place
from ui.widgets.banner import tokens_of
from ui.widgets.buttons import NavigationButton, PlainButton
from ui.widgets.labels import PlainLabel
from ui.widgets.scroll import Scroll

_ICONS: Final[Mapping[Place, str]] = {
    Place.WELCOME: "house",
    Place.UNLOCK: "lock",
    Place.HOME: "house",
    Place.DATA: "heart-pulse",
    Place.IMPORT: "file-down",
    Place.PROJECTS: "folder-open",
    Place.SENDING: "send",
    Place.ACTIVITY: "history",
    Place.RECIPIENTS: "building-2",
    Place.SETTINGS: "settings",
    Place.RESEARCHER: "flask-round",
    Place.DRAFT: "pencil",
    Place.BUNDLES: "inbox",
    Place.AUDITOR: "scale",
    Place.CHAIRS: "users",
    Place.DISPLAY: "languages",
    Place.HELP: "circle-question-mark",
}
"""The places with an entry, from the top, and the drawing beside each."""


class ProductName(PlainLabel):
    """What the program is called."""


class Side(QFrame):
    """One button for each place, and the lock button while there is something to lock."""

    chosen = Signal(object)
    """A ``Place``."""

    lock_pressed = Signal()

    def __init__(self, icon: QIcon) -> None:
        super().__init__()
        self._icon = icon
        self._is_narrow = False
        self._may_lock = False
        self._current = Place.HOME
        self._picture = QLabel()
        self._name = ProductName("Datadonor")
        self._brand = QWidget()
        brand = QHBoxLayout(self._brand)
        brand.setContentsMargins(16, 20, 16, 20)
        brand.setSpacing(10)
        brand.addWidget(self._picture)
        brand.addWidget(self._name, 1)
        self.buttons = {place: NavigationButton(name) for place, name in _ICONS.items()}
        self.lock_button = PlainButton()
        inside = QWidget()
        within = QVBoxLayout(inside)
        within.setSpacing(4)
        within.setContentsMargins(0, 4, 0, 4)
        for place, button in self.buttons.items():
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            within.addWidget(button)
        within.addStretch(1)
        self._scroll = Scroll()
        self._scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self._brand)
        layout.addWidget(self._scroll, 1)
        self._lock_place = QVBoxLayout()
        self._lock_place.setContentsMargins(16, 8, 16, 16)
        self._lock_place.addWidget(self.lock_button)
        layout.addLayout(self._lock_place)
        self.lock_button.clicked.connect(self.lock_pressed)
        self._draw_picture()
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text anew, in the language in force."""
        names: Mapping[Place, str] = {
            Place.WELCOME: self.tr("Get started"),
            Place.UNLOCK: self.tr("Unlock"),
            Place.HOME: self.tr("Home"),
            Place.DATA: self.tr("My data"),
            Place.IMPORT: self.tr("Import"),
            Place.PROJECTS: self.tr("Projects"),
            Place.SENDING: self.tr("Sending"),
            Place.ACTIVITY: self.tr("Activity"),
            Place.RECIPIENTS: self.tr("Recipients"),
            Place.SETTINGS: self.tr("Settings"),
            Place.RESEARCHER: self.tr("Overview"),
            Place.DRAFT: self.tr("Write a request"),
            Place.BUNDLES: self.tr("Receive data"),
            Place.AUDITOR: self.tr("Check a package"),
            Place.CHAIRS: self.tr("Who is using this"),
            Place.DISPLAY: self.tr("Language and display"),
            Place.HELP: self.tr("Help"),
        }
        for place, button in self.buttons.items():
            button.setText(names[place])
        self.lock_button.setText(self.tr("Lock"))
        self.lock_button.setAccessibleName(self.tr("Lock the vault"))
        self.lock_button.setAccessibleDescription(self.tr("Ctrl+L"))
        self.lock_button.setToolTip(self.tr("Ctrl+L"))
        self.buttons[Place.HELP].setToolTip(self.tr("F1"))
        self._set_width()

    def offer(self, places: tuple[Place, ...], current: Place, *, may_lock: bool) -> None:
        """Show the places that can be gone to, and mark the one where the person is."""
        self._current, self._may_lock = current, may_lock
        for place, button in self.buttons.items():
            button.setVisible(place in places)
            button.set_current(is_current=place is current)
        self.lock_button.setVisible(may_lock and not self._is_narrow)
        self._set_width()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Be the menu in the page's place instead of a column beside it."""
        self._is_narrow = is_narrow
        self._brand.setVisible(not is_narrow)
        self.lock_button.setVisible(self._may_lock and not is_narrow)
        self._set_width()

    def focus_current(self) -> None:
        """Put the keyboard on the place where the person is."""
        self.buttons[self._current].setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        match event.type():
            case QEvent.Type.LanguageChange:
                self.retranslate()
            case QEvent.Type.ApplicationFontChange | QEvent.Type.FontChange:
                self._draw_picture()
                self._set_width()

    def _set_width(self) -> None:
        """Be as wide as the widest entry; as a menu, as wide as there is room."""
        if self._is_narrow:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            self.setMinimumWidth(0)
            return
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        widest = max((button.sizeHint().width() for button in shown), default=0)
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(widest + bar, self._brand.sizeHint().width()))

    def _draw_picture(self) -> None:
        edge = self._name.fontMetrics().height() + 6
        self._picture.setPixmap(self._icon.pixmap(QSize(edge, edge), self.devicePixelRatioF()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
