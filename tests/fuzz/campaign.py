"""One run of the fuzzer over one target: its corpus, its child, and what it says afterwards.

The child is the fuzzer's own process, in an environment of its own, with a cap on the
memory and the time of every input. The corpus lies in ``build/fuzz`` and grows from run
to run; what crashes is saved there as well.
"""

import hashlib
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final, NamedTuple

from bench.peers.installed import environment
from tests.fuzz.targets import seeds_of

CHECKOUT: Final = Path(__file__).resolve().parents[2]
HOME: Final = CHECKOUT / "build" / "fuzz"
_ENVIRONMENT: Final = CHECKOUT / "build" / "fuzz-env"
_PINS: Final = CHECKOUT / "requirements" / "fuzz.txt"

_MOST_BYTES: Final = 65_536
_MOST_MEGABYTES: Final = 2_048
_MOST_SECONDS: Final = 20

_TRIED: Final = re.compile(r"^#(\d+)", re.MULTILINE)
_DONE: Final = re.compile(r"^Done (\d+) runs", re.MULTILINE)
_FOUND: Final = re.compile(r"(?:crash|oom|timeout|leak)-[0-9a-f]{40}")


class Outcome(NamedTuple):
    """How a run ended. ``saved`` is what crashed it; ``said`` the end of what it printed."""

    target: str
    tried: int
    saved: Path | None
    said: str
    is_broken: bool  # it ended otherwise than by its time or by a find

    @property
    def is_good(self) -> bool:
        """Whether it tried something and found nothing."""
        return not self.is_broken and self.saved is None and self.tried > 0


def python() -> Path:
    """Return the Python that has the fuzzer, and the program's own libraries from ours.

    Raises:
        PeersUnavailable: It cannot be installed.
    """
    made = environment(_ENVIRONMENT, _PINS)
    packages = next(_ENVIRONMENT.glob("lib/python*/site-packages"))
    # So that what is fuzzed is what is tested, and only the fuzzer is pinned here.
    (packages / "program.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return made


def run(target: str, seconds: int, home: Path = HOME, module: str = "tests.fuzz.child") -> Outcome:
    """Fuzz one target for so many seconds.

    Args:
        target: A name of ``targets.target_names``.
        seconds: Of fuzzing; starting takes a few more.
        home: Where corpus and finds lie.
        module: What the child runs.
    """
    corpus, finds = home / target / "corpus", home / target / "finds"
    plant_seeds(target, corpus)
    finds.mkdir(parents=True, exist_ok=True)
    command = [
        str(python()), "-m", module, target, str(corpus),
        f"-max_total_time={seconds}", f"-max_len={_MOST_BYTES}", f"-timeout={_MOST_SECONDS}",
        f"-rss_limit_mb={_MOST_MEGABYTES}", f"-artifact_prefix={finds}/", "-print_final_stats=1",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", check=False,
    )  # fmt: skip
    return read_outcome(target, done.stdout, finds, done.returncode)


def plant_seeds(target: str, corpus: Path) -> None:
    """Put the synthetic files where the fuzzer begins, each once."""
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(target):
        (corpus / f"seed-{hashlib.sha256(seed).hexdigest()[:16]}").write_bytes(seed)


def read_outcome(target: str, said: str, finds: Path, status: int) -> Outcome:
    """Read from the fuzzer's own words how many inputs it tried and what it found."""
    done = _DONE.findall(said)
    counts = [int(each) for each in done or _TRIED.findall(said)]
    found = _FOUND.search(said)
    saved = None if found is None else finds / found[0]
    is_broken = status != 0 and saved is None
    return Outcome(target, max(counts, default=0), saved, said[-3_000:], is_broken)


def is_possible() -> bool:
    """Whether the fuzzer's wheels are for this computer."""
    return sys.platform == "linux"
