"""What a delivery asks of whoever started it, for tests: everything is noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from export.delivery import Course, Progress, SealedFile, UploadState


@dataclass
class Notes:
    """What a delivery said and asked for. Waits are noted, not waited."""

    reports: list[Progress] = field(default_factory=list)
    remembered: list[UploadState | None] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    chance: float = 0.5
    on_report: Callable[[Progress], None] = lambda _: None
    on_wait: Callable[[], None] = lambda: None

    def course(self) -> Course:
        return Course(
            pause=self._pause,
            chance=lambda: self.chance,
            report_progress=self._report,
            remember=self.remembered.append,
        )

    @property
    def state(self) -> UploadState | None:
        """What was to be remembered last."""
        return self.remembered[-1] if self.remembered else None

    def _pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.on_wait()

    def _report(self, progress: Progress) -> None:
        self.reports.append(progress)
        self.on_report(progress)


def sealed_file(folder: Path, size_bytes: int = 300_000, seed: int = 1) -> SealedFile:
    """Write random bytes: what is sealed looks no different."""
    content = Random(seed).randbytes(size_bytes)
    path = folder / f"bundle-{seed}"
    path.write_bytes(content)
    return SealedFile(path, size_bytes, sha256(content).hexdigest())
