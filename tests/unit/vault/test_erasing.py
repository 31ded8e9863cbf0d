"""A vault that is deleted is gone, and what belongs to others stays."""

from pathlib import Path

import pytest

from datadonor.audit import custody, events
from datadonor.errors import DiskRefused
from datadonor.vault import erasing
from datadonor.vault.errors import VaultMissing
from datadonor.vault.opening import has_vault
from export.outbox import Outbox
from tests.ui.vaults import PASSPHRASE, make_vault, open_weak


def test_nothing_of_a_deleted_vault_is_left(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    opened = open_weak(folder)
    (folder / "outbox").mkdir()
    (folder / "outbox" / "sealed.age").write_bytes(b"x")
    (folder / "vault.db.12345678.tmp").write_bytes(b"x")
    custody.delete_vault(opened)
    assert not folder.exists()
    assert not has_vault(folder)
    with pytest.raises(VaultMissing):
        custody.open_vault(folder, PASSPHRASE)


def test_the_vault_that_a_backup_replaced_goes_too(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    with open_weak(folder) as opened:
        custody.back_up(opened, tmp_path / "copy.ddbackup", events.SELF)
    custody.restore(folder, tmp_path / "copy.ddbackup", PASSPHRASE, events.SELF)
    assert (folder / "replaced" / "vault.key").exists()
    custody.delete_vault(open_weak(folder))
    assert not folder.exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    (folder / "letter.txt").write_text("mine", "utf-8")
    custody.delete_vault(open_weak(folder))
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_the_keys_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk then refuses the rest, what is left can be read by nobody."""
    folder = make_vault(tmp_path / "vault")
    opened = open_weak(folder)
    monkeypatch.setattr(erasing, "_FILES", ("",))  # a folder cannot be unlinked
    with pytest.raises(DiskRefused):
        custody.delete_vault(opened)
    assert (folder / "vault.db").exists()
    assert not list(folder.glob("vault.key*"))


def test_the_lock_is_free_afterwards(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    custody.delete_vault(open_weak(folder))
    make_vault(folder)
    open_weak(folder).close()


def test_the_outbox_lies_where_it_is_looked_for(tmp_path: Path) -> None:
    """The vault must not know of ``export``; the two names are held equal here."""
    with open_weak(make_vault(tmp_path / "vault")) as opened:
        assert Outbox(opened).folder.name == erasing.OUTBOX_FOLDER
