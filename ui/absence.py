"""Hears from the desktop that the person has gone: the screen was locked, or sleep begins.

Listens to two signals of the local message bus and says nothing on it. Where there is no
such bus (Windows, macOS, a bare machine) only the idle clock locks.
Sources: systemd's org.freedesktop.login1.Manager(5); the Idle Inhibition Service draft of
freedesktop.org and GNOME's interface of the same shape.
"""

from typing import Final, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SCREEN: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)


class AbsenceWatch(QObject):
    """Emits ``gone`` when the desktop says that nobody sits here any more."""

    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        # PySide takes str here and refuses the bytes that its stubs ask for.
        slot = cast("bytes", SLOT("on_signal(bool)"))
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for interface, path in _SCREEN:
                session.connect("", path, interface, "ActiveChanged", self, slot)
        if system.isConnected():
            system.connect(
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                self,
                slot,
            )

    @Slot(bool)
    def on_signal(self, begins: bool) -> None:  # noqa: FBT001 - the bus's signal
        """Tell of the beginning; the end of it changes nothing."""
        if begins:
            self.gone.emit()
