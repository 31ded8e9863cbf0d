"""A child process: the program begun as a person does, up to its first page.

``python -m bench.window.begin VAULT`` tells when that page had been painted.
"""

import sys
import time
from typing import cast

from PySide6.QtWidgets import QApplication, QMainWindow

from bench.window.tools import answer
from datadonor.__main__ import main


def _painted(*_: object) -> int:
    """Stand for the event loop: paint the window, tell when, and close it."""
    app = cast("QApplication", QApplication.instance())
    window = next(one for one in app.topLevelWidgets() if isinstance(one, QMainWindow))
    app.processEvents()
    window.repaint()
    answer(time.perf_counter())
    window.close()
    return 0


if __name__ == "__main__":
    QApplication.exec = _painted  # type: ignore[method-assign]
    sys.argv = ["datadonor", f"--vault={sys.argv[1]}"]
    main()
