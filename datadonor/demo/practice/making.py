"""Making everything to practise with, once, and keeping it fit for use."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from consent.periods import local_day
from datadonor import paths
from datadonor.demo.practice.asking import make_recipient, write_requests
from datadonor.demo.practice.ground import (
    Backstage,
    PracticeGround,
    begin_marking,
    finish_marking,
)
from datadonor.demo.practice.health import write_health_files
from datadonor.demo.practice.listing import publish_registry, renew_registry


def make_practice(folder: Path, now: datetime | None = None) -> PracticeGround:
    """Make a folder to practise in, or see that the one that is there can be used.

    The vault is not made here: that is part of the practice. What was made stays as it is,
    but for the registry's signatures, which are renewed before they run out, and for health
    files that are no longer there. What an earlier run did not finish is made anew.

    Args:
        folder: Empty, not there, or made here before.
        now: With zone; the computer's time if left out.

    Raises:
        PracticeFolderTaken: Something else lies in the folder; nothing was changed.
        DiskFull, DiskRefused: It is not finished; the next run makes it anew.
        DatadonorError: Someone has altered what was made before.
    """
    now = now or datetime.now(UTC)
    today = local_day(now)
    ground = PracticeGround(folder.absolute())
    is_made = begin_marking(ground.folder)
    if is_made:
        renew_registry(ground, now)
    else:
        shutil.rmtree(Backstage(ground.folder).keys, ignore_errors=True)
        make_recipient(ground, today)
        write_requests(ground, today)
        publish_registry(ground, now)
    if not all(file.is_file() for file in ground.health_files):
        write_health_files(ground, today)
    for place in (ground.inbox, ground.answers):
        paths.private_folder(place)
    if not is_made:
        finish_marking(ground.folder)
    return ground
