"""Where the window is narrow: menu, help and lock on one line above the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from ui.widgets.band import Band
from ui.widgets.buttons import PlainButton


class TopBar(Band):
    """Three buttons in words."""

    menu_toggled = Signal()
    help_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.menu_button = PlainButton()
        self.help_button = PlainButton()
        self.lock_button = PlainButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.menu_button)
        row.addStretch(1)
        row.addWidget(self.help_button)
        row.addWidget(self.lock_button)
        self.menu_button.clicked.connect(self.menu_toggled)
        self.help_button.clicked.connect(self.help_pressed)
        self.lock_button.clicked.connect(self.lock_pressed)
        self._is_open = False
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.menu_button.setText(self.tr("Close the menu") if self._is_open else self.tr("Menu"))
        self.help_button.setText(self.tr("Help"))
        self.help_button.setAccessibleDescription(self.tr("F1"))
        self.lock_button.setText(self.tr("Lock"))
        self.lock_button.setAccessibleName(self.tr("Lock the vault"))
        self.lock_button.setAccessibleDescription(self.tr("Ctrl+L"))

    def offer(self, *, may_lock: bool) -> None:
        """Show the lock while there is something to lock."""
        self.lock_button.setVisible(may_lock)

    def show_menu_open(self, *, is_open: bool) -> None:
        """Say what the menu button will do."""
        self._is_open = is_open
        self.retranslate()
