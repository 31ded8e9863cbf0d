"""Measure a program as a process: from its start to its end, with its greatest memory."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_LAUNCHER: Final = Path(__file__).with_name("launcher.py")

Command = Sequence[str]
"""A program by its full path, and its arguments."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took.

    ``peak_rss_bytes`` is that of the largest single process: the program's, or that of
    one it started and waited for. A program of several at once holds more than it says.
    """

    seconds: float
    peak_rss_bytes: int


class PeerFailed(RuntimeError):
    """A program ended with another exit code than 0."""


def run(command: Command, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a program to its end, its standard output thrown away.

    Args:
        command: The program and its arguments.
        environment: All its variables; ours if absent.

    Raises:
        PeerFailed: It ended with another exit code than 0, or could not be started.
    """
    # -I and -S: a launcher that reads no packages is small, whatever is installed.
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(_LAUNCHER), *command],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    complaint = done.stderr.strip()[-2000:]
    if done.returncode:
        raise PeerFailed(f"{command[0]} could not be started:\n{complaint}")
    said = json.loads(done.stdout)
    if said["status"]:
        raise PeerFailed(f"{command[0]} ended with {said['status']}:\n{complaint}")
    return Spent(said["seconds"], said["peak_rss_bytes"])
