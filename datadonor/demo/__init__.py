"""The demo: the whole journey on synthetic data, step by step in the terminal.

Everything is real but the persons: a real vault, a real log, a real registry, a year of
files such as phones and clinics hand out, files that are attacked and files that
attack. Every step ends in yes or no, and one no fails the demo.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from datadonor import logs, paths
from datadonor.demo import (
    attacks,
    chairs,
    citizen,
    consent,
    donation,
    health,
    health_attacks,
    registry,
)
from datadonor.demo.stage import PASSPHRASE, Stage, Step
from datadonor.errors import DatadonorError
from datadonor.texts import Language, text
from datadonor.vault import kdf

_ON_THE_WAY: Final[Mapping[str, Step]] = {
    **attacks.ATTACKS,
    **health_attacks.ATTACKS,
    **registry.ATTACKS,
    **consent.ATTACKS,
    **donation.ATTACKS,
}

ATTACKS: Final[Mapping[str, Step]] = {**_ON_THE_WAY, **chairs.ATTACKS}
"""Steps that try to do harm, and succeed if it is seen."""

STEPS: Final[dict[str, Step]] = {
    **citizen.STEPS,
    **health.STEPS,
    **registry.STEPS,
    **consent.STEPS,
    **donation.STEPS,
    **chairs.STEPS,
    **_ON_THE_WAY,
    **donation.AGAIN,
    **consent.LAST,
    **donation.LAST,
    **chairs.LAST,
    **chairs.ATTACKS,
}
"""Every step by its name, in the order played."""


def play(
    folder: Path | None, language: Language, say: Callable[[str], None], *, is_fast: bool
) -> Mapping[str, bool]:
    """Play the journey.

    Args:
        folder: Where to leave the files; elsewhere, and removed, if not given. Must
            be empty or not there yet.
        language: Of everything said.
        say: Called with each line.
        is_fast: Spend the least allowed on the passphrase, without calibrating.

    Returns:
        The name of each step → whether it succeeded, in the order played.

    Raises:
        DiskFull, DiskRefused: The folder cannot be made.
    """
    say(text("demo.title", language))
    with tempfile.TemporaryDirectory(prefix="datadonor-demo-") as temporary:
        home = paths.private_folder(Path(temporary) if folder is None else folder)
        stage = Stage(home, kdf.FLOOR if is_fast else kdf.calibrate(), say, language)
        done: dict[str, bool] = {}
        for name, step in STEPS.items():
            say(f"{len(done) + 1:2d}. {text(f'demo.step.{name}', language)}")
            done[name] = _succeeds(step, stage)
            if not done[name] and name not in ATTACKS:
                break  # what follows stands on this
    _sum_up(stage, done, is_kept=folder is not None)
    return done


def _succeeds(step: Callable[[Stage], bool], stage: Stage) -> bool:
    try:
        return step(stage)
    except DatadonorError as error:
        logs.note(logs.Note.REFUSED, error)
        stage.say(f"    {text('demo.failed', stage.language, code=error.code)}")
        return False


def _sum_up(stage: Stage, done: Mapping[str, bool], *, is_kept: bool) -> None:
    failed = len(STEPS) - sum(done.values())
    key = "demo.summary.bad" if failed else "demo.summary.good"
    stage.say("")
    stage.say(text(key, stage.language, count=len(STEPS), failed=failed))
    if is_kept:
        where, how = str(stage.folder), PASSPHRASE
        stage.say(text("demo.summary.left", stage.language, folder=where, passphrase=how))
    else:
        stage.say(text("demo.summary.gone", stage.language))
