"""The demo: the whole journey on synthetic data, step by step in the terminal.

Everything is real but the person: a real vault, a real log, real files that are
attacked. Every step ends in yes or no, and one no fails the demo.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from datadonor import logs, paths
from datadonor.audit import custody, events
from datadonor.audit.checkpoint import open_checkpoint
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.audit.log import condition_finding
from datadonor.audit.merkle import verify_inclusion
from datadonor.errors import DatadonorError
from datadonor.texts import Language, text
from datadonor.vault import kdf
from datadonor.vault.database import DATABASE_FILE
from datadonor.vault.errors import VaultReadOnly, WrongPassphrase, WrongRecoveryWords
from datadonor.vault.keyfile import KEY_FILE
from datadonor.vault.recovery import RecoveryWords

PROJECT: Final = "demo-hjerterytme"
_PASSPHRASE: Final = "lange lyse sommeraftener 1"  # noqa: S105 - a synthetic vault's
_NEW_PASSPHRASE: Final = "korte kolde vinterdage 2"  # noqa: S105
_PAGE: Final = 4096
_WAL_HEADER: Final = 32
_FRAME: Final = 24 + _PAGE
_DIGEST: Final = sha256(b"synthetic").hexdigest()


@dataclass
class _Stage:
    """Where the demo stands: what one step leaves for the next."""

    folder: Path
    cost: kdf.KdfParameters
    say: Callable[[str], None]
    language: Language
    words: list[RecoveryWords] = field(default_factory=list)

    @property
    def vault(self) -> Path:
        return self.folder / "vault"

    def open(self, folder: Path | None = None) -> OpenVault:
        return custody.open_vault(folder or self.vault, _PASSPHRASE)


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
        stage = _Stage(home, kdf.FLOOR if is_fast else kdf.calibrate(), say, language)
        done: dict[str, bool] = {}
        for name, step in _STEPS.items():
            say(f"{len(done) + 1:2d}. {text(f'demo.step.{name}', language)}")
            done[name] = _succeeds(step, stage)
            if not done[name] and name not in _ATTACKS:
                break  # what follows stands on this
    _sum_up(stage, done, is_kept=folder is not None)
    return done


def _succeeds(step: Callable[[_Stage], bool], stage: _Stage) -> bool:
    try:
        return step(stage)
    except DatadonorError as error:
        logs.note(logs.Note.REFUSED, error)
        stage.say(f"    {text('demo.failed', stage.language, code=error.code)}")
        return False


def _sum_up(stage: _Stage, done: Mapping[str, bool], *, is_kept: bool) -> None:
    failed = len(_STEPS) - sum(done.values())
    key = "demo.summary.bad" if failed else "demo.summary.good"
    stage.say("")
    stage.say(text(key, stage.language, count=len(_STEPS), failed=failed))
    if is_kept:
        where, how = str(stage.folder), _PASSPHRASE
        stage.say(text("demo.summary.left", stage.language, folder=where, passphrase=how))
    else:
        stage.say(text("demo.summary.gone", stage.language))


# -- the citizen's steps ----------------------------------------------------------


def _create(stage: _Stage) -> bool:
    stage.words.append(custody.create_vault(stage.vault, _PASSPHRASE, kdf=stage.cost))
    return True


def _write(stage: _Stage) -> bool:
    given = events.ConsentGiven(
        request_version=1,
        request_sha256=_DIGEST,
        choices_sha256=_DIGEST,
        text_sha256=_DIGEST,
        language="da",
    )
    with stage.open() as opened:
        opened.log.record(given, SELF, project=PROJECT)
        opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
        kinds = [stored.event.kind for stored in opened.log.events() if stored.event is not None]
        return kinds[1:] == [given.kind, events.ConsentWithdrawn.kind]


def _lock(stage: _Stage) -> bool:
    stored = (stage.vault / DATABASE_FILE).read_bytes()
    is_unreadable = PROJECT.encode() not in stored and b"SQLite format" not in stored
    try:
        custody.open_vault(stage.vault, "not her passphrase").close()
    except WrongPassphrase:
        return is_unreadable
    return False


def _unlock(stage: _Stage) -> bool:
    with stage.open() as opened:
        last = opened.log.events_before(events.Position(opened.log.size), 1)[0].event
        return last is not None and last.kind == events.WrongTriesCounted.kind


def _verify(stage: _Stage) -> bool:
    with stage.open() as opened:
        log = opened.log
        if any(not finding.is_harmless for finding in custody.inspect(opened)):
            return False
        checkpoint = open_checkpoint(log.checkpoint(), log.verifier_key())
        withdrawn = log.event(events.Position(2))
        verify_inclusion(
            bytes.fromhex(withdrawn.leaf_sha256),
            withdrawn.position,
            checkpoint.size,
            log.inclusion_proof(withdrawn.position),
            checkpoint.root,
        )
        return True


def _passphrase(stage: _Stage) -> bool:
    with stage.open() as opened:
        custody.change_passphrase(opened, _NEW_PASSPHRASE, SELF, stage.cost)
        stage.words.append(custody.rotate_keys(opened, _NEW_PASSPHRASE, SELF, stage.cost))
    try:
        stage.open().close()
    except WrongPassphrase:
        return True
    return False


def _recover(stage: _Stage) -> bool:
    old, new = stage.words
    try:
        custody.open_vault(stage.vault, old).close()
    except WrongRecoveryWords:
        with custody.open_vault(stage.vault, new) as opened:
            custody.change_passphrase(opened, _PASSPHRASE, SELF, stage.cost)
        return True
    return False


def _backup(stage: _Stage) -> bool:
    file = stage.folder / "karen.ddbackup"
    with stage.open() as opened:
        custody.back_up(opened, file, SELF)
        opened.log.record(events.ConsentWithdrawn(item="steps"), SELF, project=PROJECT)
    report = custody.restore(stage.vault, file, _PASSPHRASE, SELF)
    kinds = [lost.event.kind for lost in report.missing or [] if lost.event is not None]
    return kinds == [events.BackedUp.kind, events.ConsentWithdrawn.kind]


# -- attacks on copies ------------------------------------------------------------


def _old_page(stage: _Stage) -> bool:
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


def _rolled_back(stage: _Stage) -> bool:
    copy = _copy_and_go_on(stage, "rolled-back")
    shutil.copy(stage.vault / KEY_FILE, copy / KEY_FILE)
    return _is_seen(stage, copy)


def _tail_cut(stage: _Stage) -> bool:
    return _is_seen(stage, _cut_copy(stage, "tail-cut"))


def _head_edited(stage: _Stage) -> bool:
    copy = _cut_copy(stage, "head-edited")
    key_file = json.loads((copy / KEY_FILE).read_bytes())
    key_file["head"]["size"] -= 1
    (copy / KEY_FILE).write_bytes(json.dumps(key_file).encode())
    return _is_seen(stage, copy)


def _copy_and_go_on(stage: _Stage, name: str) -> Path:
    """Keep a copy of the vault as it is, then let the vault go on by one withdrawal."""
    copy = stage.folder / name
    shutil.copytree(stage.vault, copy)
    with stage.open() as opened:
        opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
    return copy


def _cut_copy(stage: _Stage, name: str) -> Path:
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


def _is_seen(stage: _Stage, copy: Path) -> bool:
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


_ATTACKS: Final[Mapping[str, Callable[[_Stage], bool]]] = {
    "old_page": _old_page,
    "rolled_back": _rolled_back,
    "tail_cut": _tail_cut,
    "head_edited": _head_edited,
}

_STEPS: Final[Mapping[str, Callable[[_Stage], bool]]] = {
    "create": _create,
    "write": _write,
    "lock": _lock,
    "unlock": _unlock,
    "verify": _verify,
    "passphrase": _passphrase,
    "recover": _recover,
    "backup": _backup,
    **_ATTACKS,
}
