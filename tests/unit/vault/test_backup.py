"""A backup is whole and encrypted; a restore is explicit and says what is missing."""

import io
import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.verdict import Condition
from datadonor.errors import ExitCode
from datadonor.vault import restoring
from datadonor.vault.backup import FileExists
from datadonor.vault.errors import (
    BackupDamaged,
    VaultInUse,
    VaultReadOnly,
    VaultTooNew,
    WrongRecoveryWords,
)
from datadonor.vault.recovery import new_recovery_words
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault

WITHDRAWN = events.ConsentWithdrawn(item="steps")


@pytest.fixture
def backup(closed: SyntheticVault, tmp_path: Path) -> Path:
    file = tmp_path / "kept.ddbackup"
    with closed.open() as opened:
        custody.back_up(opened, file, events.SELF)
    return file


def test_the_digest_is_that_of_the_file(opened: OpenVault, tmp_path: Path) -> None:
    digest = custody.back_up(opened, tmp_path / "kept.ddbackup", events.SELF)
    assert digest == sha256((tmp_path / "kept.ddbackup").read_bytes()).hexdigest()
    last = opened.log.event(events.Position(opened.log.size - 1)).event
    assert last is not None
    assert last.what == events.BackedUp(backup_sha256=digest, log_size=opened.log.size - 1)


def test_it_is_private_encrypted_and_leaves_nothing_else(backup: Path) -> None:
    assert not backup.stat().st_mode & 0o077
    assert b"vault.created" not in backup.read_bytes()
    assert b"SQLite" not in backup.read_bytes()
    assert sorted(path.name for path in backup.parent.iterdir()) == ["kept.ddbackup", "vault"]


def test_any_tar_can_read_it(backup: Path) -> None:
    listed = subprocess.run(["tar", "-tf", str(backup)], capture_output=True, text=True, check=True)
    assert listed.stdout.split() == ["backup.json", "vault.key", "vault.db"]
    with tarfile.open(backup) as tar:
        assert tar.getnames() == listed.stdout.split()


def test_a_file_of_that_name_is_not_overwritten(closed: SyntheticVault, backup: Path) -> None:
    before = backup.read_bytes()
    with closed.open() as opened, pytest.raises(FileExists):
        custody.back_up(opened, backup, events.SELF)
    assert backup.read_bytes() == before


def test_restoring_says_which_later_events_are_missing(
    closed: SyntheticVault, backup: Path
) -> None:
    with closed.open() as opened:
        opened.log.record(WITHDRAWN, events.SELF, project="synthetic")
        head = opened.log.root().hex()
        size = opened.log.size
    report = custody.restore(closed.folder, backup, closed.words, events.SELF)
    assert report.missing is not None
    kinds = [lost.event.kind for lost in report.missing if lost.event]
    # The restore opened the vault it replaces, by the words; that is the last of them.
    assert kinds == [
        "vault.backed_up",
        "vault.opened_by_recovery",
        "consent.withdrawn",
        "vault.opened_by_recovery",
    ]
    assert report.missing_count == len(kinds)
    with closed.open() as opened:
        told = opened.log.event(events.Position(report.log_size)).event
        assert told is not None
        assert isinstance(told.what, events.Restored)
        assert told.what.missing == len(kinds)
        assert told.what.replaced is not None
        assert told.what.replaced.size == size + 1
        assert told.what.replaced.root != head
        assert opened.log.verdict.condition is Condition.WHOLE


def test_the_replaced_vault_is_kept_and_opens(closed: SyntheticVault, backup: Path) -> None:
    with closed.open() as opened:
        opened.log.record(WITHDRAWN, events.SELF, project="synthetic")
    custody.restore(closed.folder, backup, closed.words, events.SELF)
    kept = closed.folder / restoring.REPLACED_FOLDER
    with custody.open_vault(kept, closed.words) as opened:
        assert opened.log.verdict.condition is Condition.WHOLE
        assert any(
            stored.event.kind == "consent.withdrawn"
            for stored in opened.log.events()
            if stored.event
        )


def test_restoring_where_there_is_no_vault_makes_one(
    closed: SyntheticVault, backup: Path, tmp_path: Path
) -> None:
    report = custody.restore(tmp_path / "new", backup, closed.words, events.SELF)
    assert report.missing is None
    with custody.open_vault(tmp_path / "new", closed.words) as opened:
        assert opened.log.verdict.condition is Condition.WHOLE


def test_restoring_over_a_vault_that_does_not_open(closed: SyntheticVault, backup: Path) -> None:
    (closed.folder / "vault.key").write_bytes(b"")
    (closed.folder / "vault.key.1").write_bytes(b"")
    report = custody.restore(closed.folder, backup, closed.words, events.SELF)
    assert report.missing_count is None
    closed.open().close()


def test_another_vaults_backup_is_not_taken_for_an_older_one(
    closed: SyntheticVault, tmp_path: Path
) -> None:
    words = custody.create_vault(tmp_path / "other", PASSPHRASE, kdf=WEAK)
    with custody.open_vault(tmp_path / "other", words) as other:
        custody.back_up(other, tmp_path / "other.ddbackup", events.SELF)
    report = custody.restore(closed.folder, tmp_path / "other.ddbackup", words, events.SELF)
    assert report.missing is None
    assert report.missing_count is None


def test_the_wrong_words_change_nothing(closed: SyntheticVault, backup: Path) -> None:
    before = sha256((closed.folder / "vault.db").read_bytes())
    with pytest.raises(WrongRecoveryWords):
        custody.restore(closed.folder, backup, new_recovery_words(), events.SELF)
    assert sha256((closed.folder / "vault.db").read_bytes()).digest() == before.digest()
    assert not list(closed.folder.glob("restore*"))


def test_an_open_vault_is_not_replaced(
    closed: SyntheticVault, backup: Path, opened: OpenVault
) -> None:
    with pytest.raises(VaultInUse):
        custody.restore(closed.folder, backup, closed.words, events.SELF)


def test_the_way_out_of_a_shortened_log(closed: SyntheticVault, tmp_path: Path) -> None:
    """A backup of what is left, restored: the log goes on and says what is missing."""
    shutil.copytree(closed.folder, tmp_path / "earlier")
    with closed.open() as opened:
        for _ in range(3):
            opened.log.record(WITHDRAWN, events.SELF, project="synthetic")
        size = opened.log.size
    shutil.copy(tmp_path / "earlier" / "vault.db", closed.folder / "vault.db")
    left = tmp_path / "left.ddbackup"
    with closed.open() as opened:
        assert opened.log.verdict.condition is Condition.SHORTENED
        with pytest.raises(VaultReadOnly):
            opened.log.record(WITHDRAWN, events.SELF)
        custody.back_up(opened, left, events.SELF)
    report = custody.restore(closed.folder, left, closed.words, events.SELF)
    assert report.missing_count == size - 1
    with closed.open() as opened:
        assert opened.log.verdict.condition is Condition.WHOLE
        opened.log.record(WITHDRAWN, events.SELF)


def test_what_is_missing_is_not_counted_by_a_head_that_cannot_be_believed(
    closed: SyntheticVault, tmp_path: Path
) -> None:
    """A forged head and a cut log: "nothing is missing" would be a false comfort."""
    shutil.copytree(closed.folder, tmp_path / "earlier")
    with closed.open() as opened:
        opened.log.record(WITHDRAWN, events.SELF, project="synthetic")
    shutil.copy(tmp_path / "earlier" / "vault.db", closed.folder / "vault.db")
    key_file = json.loads((closed.folder / "vault.key").read_bytes())
    key_file["head"]["size"] = 1
    (closed.folder / "vault.key").write_text(json.dumps(key_file))
    with closed.open() as opened:
        assert opened.log.verdict.condition is Condition.HEAD_FORGED
        custody.back_up(opened, tmp_path / "left.ddbackup", events.SELF)
    report = custody.restore(closed.folder, tmp_path / "left.ddbackup", closed.words, events.SELF)
    assert (report.missing, report.missing_count) == (None, None)


def test_an_altered_log_is_not_backed_up_as_if_whole(
    closed: SyntheticVault, tmp_path: Path
) -> None:
    with closed.open() as opened:
        opened.vault.connection.execute("UPDATE event SET body = X'00' WHERE position = 0")
    with closed.open() as opened:
        assert opened.log.verdict.condition is Condition.ALTERED
        with pytest.raises(VaultReadOnly):
            custody.back_up(opened, tmp_path / "altered.ddbackup", events.SELF)
    assert not (tmp_path / "altered.ddbackup").exists()


def _truncated(whole: bytes) -> bytes:
    return whole[:-1600]


def _one_byte(whole: bytes) -> bytes:
    place = len(whole) - 3000
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


def _more(whole: bytes) -> bytes:
    return whole[:-1] + b"x"


def _remade(change: Callable[[tarfile.TarInfo], None]) -> Callable[[bytes], bytes]:
    def remake(whole: bytes) -> bytes:
        out = io.BytesIO()
        with (
            tarfile.open(fileobj=io.BytesIO(whole)) as old,
            tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as new,
        ):
            for member in old:
                content = old.extractfile(member)
                assert content is not None
                change(member)
                new.addfile(member, content if member.isreg() else None)
        return out.getvalue()

    return remake


def _link(member: tarfile.TarInfo) -> None:
    if member.name == "vault.db":
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"


def _elsewhere(member: tarfile.TarInfo) -> None:
    member.name = f"../{member.name}"


def _huge(member: tarfile.TarInfo) -> None:
    if member.name == "vault.key":
        member.type = tarfile.GNUTYPE_SPARSE


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "garbage": lambda _: b"\x00\xff" * 4096,
    "a zip": lambda _: b"PK\x03\x04" + bytes(5000),
    "cut short": _truncated,
    "one byte of the database": _one_byte,
    "more within the end": _more,
    "more after the end": lambda whole: whole + b"x",
    "manifest with another digest": lambda whole: whole.replace(b'_sha256":"', b'_sha256":"0', 1),
    "a manifest of garbage": lambda whole: whole.replace(b'"format"', b'"tamrof"', 1),
    "a link for a member": _remade(_link),
    "members that climb out": _remade(_elsewhere),
    "a sparse member": _remade(_huge),
    "a size of 8 GiB": lambda whole: whole.replace(b"00000000", b"77777777", 3),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_not_a_whole_backup_changes_nothing(
    closed: SyntheticVault, backup: Path, name: str
) -> None:
    hostile = backup.with_name("hostile.ddbackup")
    whole = backup.read_bytes()
    hostile.write_bytes(DAMAGE[name](whole))
    assert hostile.read_bytes() != whole, "the case must differ from the whole file"
    before = sorted(path.name for path in closed.folder.iterdir())
    with pytest.raises(BackupDamaged) as caught:
        custody.restore(closed.folder, hostile, closed.words, events.SELF)
    assert caught.value.exit_code is ExitCode.BAD_FILE
    assert sorted(path.name for path in closed.folder.iterdir()) == before
    closed.open().close()


def test_a_later_format_is_said_to_be_later(closed: SyntheticVault, backup: Path) -> None:
    later = backup.with_name("later.ddbackup")
    later.write_bytes(backup.read_bytes().replace(b"datadonor.backup/1", b"datadonor.backup/2", 1))
    with pytest.raises(VaultTooNew):
        custody.restore(closed.folder, later, closed.words, events.SELF)


def test_the_whole_backup_is_taken(closed: SyntheticVault, backup: Path) -> None:
    """The negative control of the damage above."""
    assert custody.restore(closed.folder, backup, closed.words, events.SELF).log_size == 2
