"""The one door to the system's window for printing."""

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.alone import may_leave


def dialog(printer: QPrinter, parent: QWidget) -> bool:  # pragma: no cover - the system's window
    """Ask which printer, and return whether to print; tests put another in its place."""
    return QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted


def print_document(parent: QWidget, document: QTextDocument) -> bool:
    """Print a document if the person says so.

    Args:
        parent: Where the system's window stands above.
        document: What to print. Its name is never given to the printer's queue.

    Returns:
        Whether it was handed to a printer. Never while somebody helps.
    """
    if not may_leave(parent):
        return False
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Datadonor")
    if not dialog(printer, parent):
        return False
    document.print_(printer)
    return True
