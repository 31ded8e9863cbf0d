"""A backup says how far it is, and one that is given up leaves nothing."""

from pathlib import Path

import pytest

from datadonor.audit import custody, events
from datadonor.vault.errors import BackupDamaged
from tests.ui.vaults import PASSPHRASE, fill, make_vault, open_weak


class GivenUp(Exception):
    """Somebody does not want it any more."""


def test_progress_goes_on_to_the_end(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    fill(folder)
    told: list[tuple[int, int]] = []
    with open_weak(folder) as opened:
        custody.back_up(
            opened,
            tmp_path / "a.ddbackup",
            events.SELF,
            tell=lambda done, of: told.append((done, of)),
        )
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert all(done <= of for done, of in told)
    assert told[-1][0] >= (tmp_path / "a.ddbackup").stat().st_size


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_is_given_up_leaves_nothing(tmp_path: Path, at: int) -> None:
    folder = make_vault(tmp_path / "vault")
    (tmp_path / "stick").mkdir()
    count = 0

    def tell(done: int, of: int) -> None:
        nonlocal count
        count += 1
        if count > at:
            raise GivenUp

    with open_weak(folder) as opened:
        size = opened.log.size
        with pytest.raises(GivenUp):
            custody.back_up(opened, tmp_path / "stick" / "a.ddbackup", events.SELF, tell=tell)
        assert opened.log.size == size
        assert list((tmp_path / "stick").iterdir()) == []
        custody.back_up(opened, tmp_path / "stick" / "a.ddbackup", events.SELF)


def test_a_large_copy_can_be_given_up_in_the_middle(tmp_path: Path) -> None:
    """SQLite itself is told to stop: nobody waits for the end of the copy."""
    folder = make_vault(tmp_path / "vault")
    with open_weak(folder) as opened:
        connection = opened.vault.connection
        with connection.transaction():
            connection.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, x BLOB) STRICT")
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "
                "INSERT INTO filler (x) SELECT zeroblob(100) FROM n"
            )
        looks = 0

        def watch() -> None:
            nonlocal looks
            looks += 1
            raise GivenUp

        with pytest.raises(GivenUp):
            connection.copy_to(tmp_path / "half.db", watch)
        assert looks == 1
        assert connection.number("SELECT count(*) FROM filler") == 60000


def test_a_backup_still_opens(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "vault")
    with open_weak(folder) as opened:
        custody.back_up(opened, tmp_path / "a.ddbackup", events.SELF, tell=lambda _done, _of: None)
    custody.restore(tmp_path / "other", tmp_path / "a.ddbackup", PASSPHRASE, events.SELF)
    open_weak(tmp_path / "other").close()
    (tmp_path / "a.ddbackup").write_bytes((tmp_path / "a.ddbackup").read_bytes()[:-1] + b"x")
    with pytest.raises(BackupDamaged):
        custody.restore(tmp_path / "third", tmp_path / "a.ddbackup", PASSPHRASE, events.SELF)
