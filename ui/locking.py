"""The end of an open vault: everything let go, then a new process image.

Closing the database leaves its key and the rows that were shown in memory; only a new
image is free of them (``docs/adr/0003-lock-by-re-exec.md``). So a lock ends the program
and begins it anew at the locked window, under the same process number.
"""

from pathlib import Path

from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

from datadonor.vault import hardening
from ui.idle import IdleWatch
from ui.session import Session


def let_go(session: Session, idle: IdleWatch) -> None:
    """Stop the clock, join the database thread, close the vault, clear our clipboard."""
    idle.stop()
    try:
        session.close()
    finally:
        clear_clipboard()


def lock(window: QWidget, session: Session, idle: IdleWatch) -> None:
    """Lock the vault. Does not return, whatever happens on the way."""
    window.setEnabled(False)  # no input from here on
    try:
        let_go(session, idle)
    finally:
        hardening.become(arguments(session.vault_folder, session.carried))


def arguments(vault_folder: Path, carried: Path | None = None) -> list[str]:
    """Return what the locked window is started with. Others can read it: nothing secret.

    Args:
        vault_folder: Whose entrance it is.
        carried: A file that was opened from outside and waits to be shown.
    """
    is_there = carried is not None and carried.is_file()
    return ["--vault", str(vault_folder), *([str(carried)] if is_there else [])]


def clear_clipboard() -> None:
    """Remove what was copied out of this window; what others copied stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
