"""The environment that the peers live in: ``build/bench-env``, never our own ``.venv``.

It is made when it is missing or its pins have changed, and checked against the hashes
of ``requirements/bench.txt``.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_CHECKOUT: Final = Path(__file__).resolve().parents[2]
_PINS: Final = _CHECKOUT / "requirements" / "bench.txt"
_HOME: Final = _CHECKOUT / "build" / "bench-env"
_STAMP: Final = "made-of"


class PeersUnavailable(RuntimeError):
    """The environment could not be made, as without a network; what was begun is removed."""


def environment(home: Path = _HOME, pins: Path = _PINS) -> Path:
    """Return the environment's Python; make the environment first if it is absent or stale.

    A line on standard error says when it is made. It is stale when the pins or our own
    Python are not those it was made with.

    Raises:
        PeersUnavailable: A step of making it failed.
    """
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made_of = _made_of(pins)
    stamp = home / _STAMP
    if stamp.is_file() and python.exists() and stamp.read_text("utf-8") == made_of:
        return python
    what = f"what {pins.name} pins into {home.parent.name}/{home.name}"
    print(f"Installing {what} …", file=sys.stderr, flush=True)
    shutil.rmtree(home, ignore_errors=True)
    try:
        _step([sys.executable, "-m", "venv", str(home)])
        _step([
            str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--requirement", str(pins),
        ])  # fmt: skip
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    # Last, so that an environment that was left half-made counts as stale.
    stamp.write_text(made_of, "utf-8")
    return python


def _made_of(pins: Path) -> str:
    return f"{sys.version}\n{hashlib.sha256(pins.read_bytes()).hexdigest()}\n"


def _step(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PeersUnavailable(
            f"What is pinned could not be installed:\n{done.stderr.strip()[-2000:]}"
        )
