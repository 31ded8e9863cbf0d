"""The citizen's first steps: a vault, what is written in it, and what opens it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from datadonor.audit import custody, events
from datadonor.audit.checkpoint import open_checkpoint
from datadonor.audit.events import SELF
from datadonor.audit.merkle import verify_inclusion
from datadonor.demo.stage import PASSPHRASE, PROJECT, Stage, Step
from datadonor.vault.database import DATABASE_FILE
from datadonor.vault.errors import WrongPassphrase, WrongRecoveryWords

_NEW_PASSPHRASE: Final = "korte kolde vinterdage 2"  # noqa: S105 - a synthetic vault's
_DIGEST: Final = sha256(b"synthetic").hexdigest()


def _create(stage: Stage) -> bool:
    stage.words.append(custody.create_vault(stage.vault, PASSPHRASE, kdf=stage.cost))
    return True


def _write(stage: Stage) -> bool:
    given = events.ConsentGiven(
        act="given",
        request_version=1,
        request_sha256=_DIGEST,
        choices_sha256=_DIGEST,
        text_sha256=_DIGEST,
        language="da",
        last_day="2030-12-31",
    )
    with stage.open() as opened:
        opened.log.record(given, SELF, project=PROJECT)
        opened.log.record(events.ConsentWithdrawn(), SELF, project=PROJECT)
        kinds = [stored.event.kind for stored in opened.log.events() if stored.event is not None]
        return kinds[1:] == [given.kind, events.ConsentWithdrawn.kind]


def _lock(stage: Stage) -> bool:
    stored = (stage.vault / DATABASE_FILE).read_bytes()
    is_unreadable = PROJECT.encode() not in stored and b"SQLite format" not in stored
    try:
        custody.open_vault(stage.vault, "not her passphrase").close()
    except WrongPassphrase:
        return is_unreadable
    return False


def _unlock(stage: Stage) -> bool:
    with stage.open() as opened:
        last = opened.log.events_before(events.Position(opened.log.size), 1)[0].event
        return last is not None and last.kind == events.WrongTriesCounted.kind


def _verify(stage: Stage) -> bool:
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


def _passphrase(stage: Stage) -> bool:
    with stage.open() as opened:
        custody.change_passphrase(opened, _NEW_PASSPHRASE, SELF, stage.cost)
        stage.words.append(custody.rotate_keys(opened, _NEW_PASSPHRASE, SELF, stage.cost))
    try:
        stage.open().close()
    except WrongPassphrase:
        return True
    return False


def _recover(stage: Stage) -> bool:
    old, new = stage.words
    try:
        custody.open_vault(stage.vault, old).close()
    except WrongRecoveryWords:
        with custody.open_vault(stage.vault, new) as opened:
            custody.change_passphrase(opened, PASSPHRASE, SELF, stage.cost)
        return True
    return False


def _backup(stage: Stage) -> bool:
    file = stage.folder / "karen.ddbackup"
    with stage.open() as opened:
        custody.back_up(opened, file, SELF)
        opened.log.record(events.ConsentWithdrawn(item="steps"), SELF, project=PROJECT)
    report = custody.restore(stage.vault, file, PASSPHRASE, SELF)
    kinds = [lost.event.kind for lost in report.missing or [] if lost.event is not None]
    return kinds == [events.BackedUp.kind, events.ConsentWithdrawn.kind]


STEPS: Final[Mapping[str, Step]] = {
    "create": _create,
    "write": _write,
    "lock": _lock,
    "unlock": _unlock,
    "verify": _verify,
    "passphrase": _passphrase,
    "recover": _recover,
    "backup": _backup,
}
