"""A child process: one empty widget, shown. The floor of every window made with Qt."""

import json
import sys
import time

from PySide6.QtWidgets import QApplication, QWidget

if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    widget = QWidget()
    widget.resize(1060, 720)
    widget.show()
    app.processEvents()
    widget.repaint()
    print(json.dumps(time.perf_counter()), flush=True)
