"""A full disk gives exit 7, changes nothing, and the same process works again.

Each act is tried with every amount of room, from none to enough, so that it is refused at
every place where it could be: on a small disk in memory and under a limit on a file's size.
Python ignores SIGXFSZ, so such a write fails instead of killing.
"""

import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.verdict import Condition
from datadonor.errors import DiskFull, DiskRefused, ExitCode
from datadonor.vault.keyfile import KEY_FILE
from tests.faults.small_disks import MemoryDisk, SizeLimit, SmallDisk, Squeezed
from tests.faults.vaults import (
    PASSPHRASE,
    WEAK,
    Template,
    findings_of,
    kinds,
    leaves_of,
    make_template,
    no_wait,
    open_by,
    open_sound,
    opens_with,
    record,
    recorded,
    tallied,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and resource limits")

PAGE: Final = 4096
BALLAST_BYTES: Final = 100_000
NEW_PASSPHRASE: Final = "another passphrase"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Make a vault of some thirty pages."""
    folder = tmp_path_factory.mktemp("template") / "vault"
    return make_template(folder, ballast_bytes=BALLAST_BYTES)


@pytest.fixture(params=[MemoryDisk(16 * 1024 * 1024), SizeLimit()], ids=["memory", "size-limit"])
def disk(request: pytest.FixtureRequest) -> SmallDisk:
    """Return each kind of small disk in turn."""
    small: SmallDisk = request.param
    return small


class Refusals:
    """Counts what was refused for want of room; nothing else is let pass."""

    def __init__(self) -> None:
        self.exit_codes: list[ExitCode] = []

    @property
    def count(self) -> int:
        """How often something was refused."""
        return len(self.exit_codes)

    @contextmanager
    def counted(self, unchanged: Callable[[], object]) -> Iterator[None]:
        """Expect success or a refusal after which something is as it was."""
        before = unchanged()
        try:
            yield
        except (DiskFull, DiskRefused) as refusal:
            self.exit_codes.append(refusal.exit_code)
            after = unchanged()
        else:
            return
        assert self.exit_codes[-1] is ExitCode.DISK
        assert after == before


def state_of(opened: OpenVault) -> tuple[object, ...]:
    """Return all that a refused write may not change."""
    log, folder = opened.log, opened.vault.folder
    key_file = (folder / KEY_FILE).read_bytes()
    names = sorted(path.name for path in folder.iterdir())
    found = [finding.code for finding in log.inspect()]
    return log.size, log.root(), recorded(log), tallied(opened), key_file, names, found


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the name and content of every file in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_record_is_refused_whole_and_works_again(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """The same open vault, again and again, with a little more room each time."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        vault = template.copy_to(folder / "vault")
        refusals = Refusals()
        acknowledged = []
        with open_by(vault, template.words) as opened:
            acknowledged += recorded(opened.log)
            for number in range(40):
                refused = refusals.count
                opened.vault.connection.shorten_wal()
                with squeezed(number * PAGE // 2), refusals.counted(lambda: state_of(opened)):
                    record(opened, str(number), 30_000)
                    acknowledged.append(str(number))
                if refusals.count > refused:
                    record(opened, f"{number}-again")
                    acknowledged.append(f"{number}-again")
        assert 5 <= refusals.count < 40
        with open_sound(vault, template.words) as opened:
            assert opened.log.verdict.condition is Condition.WHOLE
            assert recorded(opened.log) == acknowledged

    disk.run(tmp_path / "disk", work)


def test_a_vault_that_fills_the_disk_by_itself_loses_nothing(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """Many small writes until one is refused, with the write-ahead log growing meanwhile."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        vault = template.copy_to(folder / "vault")
        refusals = Refusals()
        with open_by(vault, template.words) as opened:
            acknowledged = recorded(opened.log)
            with squeezed(600_000):
                for number in itertools.count():
                    with refusals.counted(lambda: (opened.log.size, opened.log.root())):
                        record(opened, str(number), 5_000)
                        acknowledged.append(str(number))
                    if refusals.count:
                        break
                assert findings_of(opened) == []
            record(opened, "again", 5_000)
            acknowledged.append("again")
        with open_sound(vault, template.words) as opened:
            assert recorded(opened.log) == acknowledged

    disk.run(tmp_path / "disk", work)


def test_a_refused_change_of_passphrase_leaves_the_old(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """Refused, the old passphrase opens and the new does not, even if the process then ends."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        refusals = Refusals()
        for room in (*range(0, 5 * PAGE, PAGE // 4), 40 * PAGE):
            vault = template.copy_to(folder / "vault")
            refused = refusals.count
            with (
                open_by(vault, template.words) as opened,
                squeezed(room),
                refusals.counted(lambda: leaves_of(opened.log)),
            ):
                custody.change_passphrase(opened, NEW_PASSPHRASE, events.SELF, WEAK)
            is_refused = refusals.count > refused
            assert opens_with(vault, PASSPHRASE) == is_refused
            assert opens_with(vault, NEW_PASSPHRASE) != is_refused
            open_sound(vault, template.words).close()
            shutil.rmtree(vault)
        assert refusals.count

    disk.run(tmp_path / "disk", work)


def test_a_refused_rotation_leaves_the_old_key(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """Refused anywhere, the old words open; the same process goes on; nothing is lost."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        refusals = Refusals()
        for room in (*range(0, 90 * PAGE, 5 * PAGE), 200 * PAGE):
            vault = template.copy_to(folder / "vault")
            refused = refusals.count
            words = template.words
            with open_by(vault, template.words) as opened:
                record(opened, "not-yet-in-the-database", BALLAST_BYTES)
                with squeezed(room), refusals.counted(lambda: leaves_of(opened.log)):
                    words = custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
                for name in ("first", "second"):
                    record(opened, name)
            if refusals.count == refused:
                assert not opens_with(vault, template.words)
            with open_sound(vault, words) as opened:
                assert recorded(opened.log)[-2:] == ["first", "second"]
            assert opens_with(vault, PASSPHRASE)
            shutil.rmtree(vault)
        assert 5 <= refusals.count <= 18

    disk.run(tmp_path / "disk", work)


def test_a_refused_backup_leaves_no_file(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """Nothing under the name and nothing beside it; later the same backup works."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        vault = template.copy_to(folder / "vault")
        backups = folder / "backups"
        backups.mkdir()
        refusals = Refusals()
        with open_by(vault, template.words) as opened:
            for room in (*range(0, 100 * PAGE, 8 * PAGE), 200 * PAGE):
                file = backups / f"{room}.dd"
                refused = refusals.count
                before = files_of(backups)
                with squeezed(room), refusals.counted(lambda: leaves_of(opened.log)):
                    custody.back_up(opened, file, events.SELF)
                if refusals.count > refused:
                    assert files_of(backups) == before
                    custody.back_up(opened, file, events.SELF)
                custody.restore(
                    folder / "restored", file, template.words, events.SELF, wait=no_wait
                )
                open_sound(folder / "restored", template.words).close()
                shutil.rmtree(folder / "restored")
                file.unlink()
        assert refusals.count >= 3

    disk.run(tmp_path / "disk", work)


def test_a_refused_restore_leaves_the_old_vault(
    disk: SmallDisk, template: Template, tmp_path: Path
) -> None:
    """Refused, the vault is the one it was; later the same restore works."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        file = folder / "backup.dd"
        source = template.copy_to(folder / "source")
        with open_by(source, template.words) as opened:
            custody.back_up(opened, file, events.SELF)
            record(opened, "later")
            later = leaves_of(opened.log)
        refusals = Refusals()
        for room in (*range(0, 100 * PAGE, 4 * PAGE), 200 * PAGE):
            vault = folder / "vault"
            shutil.copytree(source, vault)
            refused = refusals.count
            with squeezed(room), refusals.counted(lambda: None):
                custody.restore(vault, file, template.words, events.SELF, wait=no_wait)
            if refusals.count > refused:
                with open_sound(vault, template.words) as opened:
                    assert leaves_of(opened.log)[: len(later)] == later
                custody.restore(vault, file, template.words, events.SELF, wait=no_wait)
            with open_sound(vault, template.words) as opened:
                assert "vault.restored" in kinds(opened.log)
            shutil.rmtree(vault)
        assert refusals.count >= 3

    disk.run(tmp_path / "disk", work)


def test_a_refused_creation_leaves_nothing(disk: SmallDisk, tmp_path: Path) -> None:
    """No folder and nothing beside it: a vault whose words nobody has seen helps nobody."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        refusals = Refusals()
        around = range(12 * PAGE, 96 * PAGE, 6 * PAGE)  # what a new vault needs, and less
        for room in (*around, 0, PAGE // 2, 4 * PAGE, 300 * PAGE):
            refused = refusals.count
            with squeezed(room):
                with refusals.counted(lambda: None):
                    custody.create_vault(folder / "vault", PASSPHRASE, kdf=WEAK)
                if refusals.count > refused:
                    assert {path.name for path in folder.iterdir()} <= {"filler"}, f"room {room}"
            if refusals.count > refused:
                custody.create_vault(folder / "vault", PASSPHRASE, kdf=WEAK)
            open_sound_new(folder / "vault")
            shutil.rmtree(folder / "vault")
        assert 3 <= refusals.count < len(around) + 4

    disk.run(tmp_path / "disk", work)


def open_sound_new(folder: Path) -> None:
    """Check that a vault which was just made is whole."""
    with open_by(folder, PASSPHRASE) as opened:
        assert kinds(opened.log) == ["vault.created"]
        assert findings_of(opened) == []


@pytest.mark.parametrize("wrong_tries", [0, 1])
def test_a_full_disk_does_not_keep_the_owner_out(
    disk: SmallDisk, template: Template, tmp_path: Path, wrong_tries: int
) -> None:
    """A vault can be opened and read with no room at all, also after a wrong passphrase."""

    def work(folder: Path, squeezed: Squeezed) -> None:
        vault = template.copy_to(folder / "vault")
        for _ in range(wrong_tries):
            assert not opens_with(vault, "not the passphrase")
        with squeezed(0), open_by(vault, PASSPHRASE) as opened:
            assert leaves_of(opened.log)[: len(template.leaves)] == template.leaves
        with open_sound(vault, PASSPHRASE) as opened:
            assert kinds(opened.log).count("vault.wrong_tries") == wrong_tries

    disk.run(tmp_path / "disk", work)
