"""Attacks on copies of the vault, by someone who has the files and not the key."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from datadonor.audit import events
from datadonor.audit.events import SELF
from datadonor.audit.verdict import condition_finding
from datadonor.demo.stage import PROJECT, Stage, Step
from datadonor.texts import text
from datadonor.vault.database import DATABASE_FILE
from datadonor.vault.errors import VaultReadOnly
from datadonor.vault.keyfile import KEY_FILE

_PAGE: Final = 4096
_WAL_HEADER: Final = 32
_FRAME: Final = 24 + _PAGE


def _old_page(stage: Stage) -> bool:
    copy = _copy_and_go_on(stage, "old-page")
    before = (copy / DATABASE_FILE).read_bytes()
    now = bytearray((stage.vault / DATABASE_FILE).read_bytes())
    changed = [
        start
        for start in range(_PAGE, min(len(before), len(now)), _PAGE)
        if before[start : start + _PAGE] != now[start : start + _PAGE]
    ]
    page = slice(changed[0], changed[0] + _PAGE)
    now[page] = before[page]
    (copy / DATABASE_FILE).write_bytes(now)
    shutil.copy(stage.vault / KEY_FILE, copy / KEY_FILE)
    return _is_seen(stage, copy)


def _rolled_back(stage: Stage) -> bool:
    copy = _copy_and_go_on(stage, "rolled-back")
    shutil.copy(stage.vault / KEY_FILE, copy / KEY_FILE)
    return _is_seen(stage, copy)


def _tail_cut(stage: Stage) -> bool:
    return _is_seen(stage, _cut_copy(stage, "tail-cut"))


def _head_edited(stage: Stage) -> bool:
    copy = _cut_copy(stage, "head-edited")
    key_file = json.loads((copy / KEY_FILE).read_bytes())
    key_file["head"]["size"] -= 1
    (copy / KEY_FILE).write_bytes(json.dumps(key_file).encode())
    return _is_seen(stage, copy)


def _copy_and_go_on(stage: Stage, name: str) -> Path:
    """Keep a copy of the vault as it is, then let the vault go on by one withdrawal."""
    copy = stage.folder / name
    shutil.copytree(stage.vault, copy)
    with stage.open() as opened:
        opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
    return copy


def _cut_copy(stage: Stage, name: str) -> Path:
    """Copy the vault while it is open, without the last commit of its write-ahead log."""
    copy = stage.folder / name
    with stage.open() as opened:
        for _ in range(2):
            opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
        shutil.copytree(stage.vault, copy)
    wal = copy / f"{DATABASE_FILE}-wal"
    written = wal.read_bytes()
    starts = range(_WAL_HEADER, len(written), _FRAME)
    commits = [start for start in starts if any(written[start + 4 : start + 8])]
    wal.write_bytes(written[: commits[-2] + _FRAME])
    (copy / f"{DATABASE_FILE}-shm").unlink()
    return copy


def _is_seen(stage: Stage, copy: Path) -> bool:
    with stage.open(copy) as opened:
        finding = condition_finding(opened.log.verdict).sentence(stage.language)
        if not opened.vault.is_read_only:
            stage.say(f"    {text('demo.unseen', stage.language)}")
            return False
        stage.say(f"    {text('demo.seen', stage.language, finding=finding.split('. ')[0])}")
        try:
            opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
        except VaultReadOnly:
            return True
        return False


ATTACKS: Final[Mapping[str, Step]] = {
    "old_page": _old_page,
    "rolled_back": _rolled_back,
    "tail_cut": _tail_cut,
    "head_edited": _head_edited,
}
