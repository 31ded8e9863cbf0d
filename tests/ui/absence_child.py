"""Waits on a bus of its own for the desktop to say that nobody is there."""

import sys

from PySide6.QtCore import QCoreApplication, QTimer

from ui.absence import AbsenceWatch

app = QCoreApplication([])
watch = AbsenceWatch()
watch.gone.connect(lambda: (print("gone", flush=True), app.quit()))
QTimer.singleShot(15_000, lambda: app.exit(3))
print("listening", flush=True)
sys.exit(app.exec())
