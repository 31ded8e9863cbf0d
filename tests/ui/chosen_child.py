"""The real program, in which the system's windows for choosing are answered beforehand. Not a test.

Run as a script it does what ``python -m datadonor`` does. The first argument is a JSON list of
paths: one for each window that would open, the last one again.
"""

import json
import sys

from datadonor.__main__ import main
from ui import choosing


def run() -> None:
    chosen: list[str] = json.loads(sys.argv.pop(1))
    choosing.dialog = lambda *_, **__: [chosen[0] if len(chosen) == 1 else chosen.pop(0)]
    main()


if __name__ == "__main__":
    run()
