"""What a program and all it starts hold in memory at once, at the most.

Linux only: the proportional set size of ``/proc``, in which a page that two processes
share counts half in each. Looking takes time, so a run that is watched is not timed.
"""

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_EVERY_SECONDS = 0.03


def peak_bytes(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run a program to its end and return the most that it and its children held at once.

    Args:
        command: The program and its words.
        environment: Its own; ours if not given.

    Raises:
        subprocess.CalledProcessError: It ended with another exit code than 0.
    """
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        while process.poll() is None:
            peak = max(peak, sum(_held(number) for number in _tree(process.pid)))
            time.sleep(_EVERY_SECONDS)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def _tree(root: int) -> Iterator[int]:
    yield root
    for children in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            numbers = children.read_text().split()
        except OSError:  # it has ended
            continue
        for number in numbers:
            yield from _tree(int(number))


def _held(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
