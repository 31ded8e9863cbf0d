"""Run one command and say what it took: ``python -I -S launcher.py COMMAND …``.

A process of its own, and a small one. The system counts into a child's peak memory what
its parent held when it was started, so a child of a large program would look large.

Prints one line of JSON: status, seconds, peak_rss_bytes. Imports as little as it can.
"""

import json
import os
import sys
import time

_UNIT = 1 if sys.platform == "darwin" else 1024


def main(command: list[str]) -> None:
    # The command must not write into the one line of JSON.
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [(os.POSIX_SPAWN_DUP2, quiet, 1)]
    began = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    said = {
        "status": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "peak_rss_bytes": usage.ru_maxrss * _UNIT,
    }
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
