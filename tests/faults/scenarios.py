"""The acts that are cut off, and what must hold of the vault afterwards.

Each scenario says how a child gets ready, what it does again and again, and how the
parent judges what is left: the answer is ``old`` or ``new`` for the act that was under
way, and anything between the two is a failed assertion.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.vault import opening
from datadonor.vault.backup import unpack_backup
from datadonor.vault.recovery import RecoveryWords
from tests.faults.vaults import (
    MARKER,
    PASSPHRASE,
    TEMPLATE_EVENTS,
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
)

Act = Callable[[int], str]
"""Does it once, given how often it was done before; returns what is acknowledged."""

OLD, NEW = "old", "new"


class Told(NamedTuple):
    """What a child had told when it died."""

    done: list[str]  # acknowledgements, oldest first
    was_cut_off: bool  # one more had begun

    @classmethod
    def from_lines(cls, lines: list[str]) -> "Told":
        """Read the lines that ``perform`` says."""
        done = [line.removeprefix("done ") for line in lines if line.startswith("done ")]
        return cls(done, sum(line == "begin" for line in lines) > len(done))

    def judge(self, found: int) -> str:
        """Say how the last act ended, given how many have taken effect."""
        assert found - len(self.done) in ((0, 1) if self.was_cut_off else (0,))
        return OLD if self.was_cut_off and found == len(self.done) else NEW


class Scenario(ABC):
    """One kind of act."""

    def __init__(self, workshop: Path) -> None:
        """Make what every copy begins with, in a folder of its own."""
        self.template = self.make(workshop)
        self.opened: OpenVault | None = None

    @contextmanager
    def open(self, folder: Path) -> Iterator[OpenVault]:
        """Open a copy for the act, and remember it as ``opened``."""
        with open_by(folder, self.template.words) as self.opened:
            yield self.opened

    def make(self, workshop: Path) -> Template:
        """Make the vault to begin with."""
        return make_template(workshop / "template")

    def place(self, folder: Path) -> None:
        """Put a fresh copy into a folder that is not there yet."""
        self.template.copy_to(folder)

    @contextmanager
    @abstractmethod
    def ready(self, folder: Path) -> Iterator[Act]:
        """Open what the act needs."""

    @abstractmethod
    def judge(self, folder: Path, told: Told) -> str:
        """Check what must hold, and say how the act under way has ended."""


class Commits(Scenario):
    """An event and a row in another table, in one transaction."""

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        with self.open(folder) as opened:

            def act(number: int) -> str:
                record(opened, str(number))
                return ""

            yield act

    def judge(self, folder: Path, told: Told) -> str:
        """Every acknowledged event is there, in order, and at most the one under way beside."""
        with open_sound(folder, self.template.words) as opened:
            names = recorded(opened.log)[TEMPLATE_EVENTS:]
            assert names == [str(number) for number in range(len(names))]
            return told.judge(len(names))


class PassphraseChanges(Scenario):
    """Another passphrase, again and again."""

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        with self.open(folder) as opened:

            def act(number: int) -> str:
                custody.change_passphrase(opened, _passphrase(number + 1), events.SELF, WEAK)
                return ""

            yield act

    def judge(self, folder: Path, told: Told) -> str:
        """Exactly one of the old and the new passphrase opens, and none before them."""
        count = len(told.done)
        tried = range(max(count - 1, 0), count + 2)
        opening_ones = [number for number in tried if opens_with(folder, _passphrase(number))]
        assert len(opening_ones) == 1
        with open_sound(folder, self.template.words) as opened:
            assert recorded(opened.log) == [f"template-{n}" for n in range(TEMPLATE_EVENTS)]
            assert kinds(opened.log).count("vault.passphrase_changed") >= count
        return told.judge(opening_ones[0])


class Rotations(Scenario):
    """Everything encrypted anew under a new data key."""

    def make(self, workshop: Path) -> Template:
        return make_template(workshop / "template", ballast_bytes=500_000)

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        with self.open(folder) as opened:

            def act(_number: int) -> str:
                words = custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
                return f"{opened.vault._data_key.hex()} {words.text}"

            yield act

    def judge(self, folder: Path, told: Told) -> str:
        """The old words open with the old data key, or neither does; the passphrase always."""
        credentials = [f"{self.template.data_key.hex()} {self.template.words.text}", *told.done]
        *before, (old_key, _, old_words) = [text.partition(" ") for text in credentials]
        old_opens = opens_with(folder, RecoveryWords(old_words))
        assert not any(opens_with(folder, RecoveryWords(words)) for _, _, words in before[-1:])
        with open_sound(folder, PASSPHRASE) as opened:
            assert old_opens == (opened.vault._data_key.hex() == old_key)
            assert recorded(opened.log) == [f"template-{n}" for n in range(TEMPLATE_EVENTS)]
            assert kinds(opened.log).count("vault.keys_rotated") >= len(told.done)
        assert opens_with(folder, RecoveryWords(old_words)) == old_opens
        return told.judge(len(told.done) + (not old_opens))


class Backups(Scenario):
    """A backup of the vault, into another folder."""

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        _backups(folder).mkdir()
        with self.open(folder) as opened:

            def act(number: int) -> str:
                return custody.back_up(opened, _backups(folder) / f"{number}.dd", events.SELF)

            yield act

    def judge(self, folder: Path, told: Told) -> str:
        """Under the final name is no file or one that restores; nothing is in the clear."""
        count = len(list(_backups(folder).glob("*.dd")))
        for number in range(count):
            file = _backups(folder) / f"{number}.dd"
            with TemporaryDirectory(dir=folder.parent) as unpacked:
                _, digest = unpack_backup(file, Path(unpacked))
            assert number >= len(told.done) or digest == told.done[number]
        for path in (*folder.iterdir(), *_backups(folder).iterdir()):
            assert MARKER.encode() not in path.read_bytes()
        with open_sound(folder, self.template.words) as opened:
            assert kinds(opened.log).count("vault.backed_up") >= len(told.done)
        if count:
            self._check_restores(_backups(folder) / f"{count - 1}.dd", folder.parent / "restored")
        return told.judge(count)

    def _check_restores(self, file: Path, folder: Path) -> None:
        custody.restore(folder, file, self.template.words, events.SELF, wait=no_wait)
        with open_sound(folder, self.template.words) as opened:
            assert leaves_of(opened.log)[: len(self.template.leaves)] == self.template.leaves


class Restores(Scenario):
    """A backup put in the vault's place: two of them, in turn."""

    def make(self, workshop: Path) -> Template:
        template = make_template(workshop / "template")
        self._backups: list[Path] = []
        self._leaves: list[tuple[str, ...]] = []
        self._digests: list[str] = []
        with open_by(template.folder, template.words) as opened:
            for name in ("first", "second"):
                self._leaves.append(leaves_of(opened.log))
                self._backups.append(workshop / f"{name}.dd")
                self._digests.append(custody.back_up(opened, self._backups[-1], events.SELF))
            record(opened, "later")
            later = leaves_of(opened.log)
        return Template(template.folder, template.words, template.data_key, later)

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        def act(number: int) -> str:
            file, words = self._backups[number % 2], self.template.words
            custody.restore(folder, file, words, events.SELF, wait=no_wait)
            return ""

        yield act

    def judge(self, folder: Path, told: Told) -> str:
        """The vault is exactly the replaced one or exactly the restored one."""
        with open_sound(folder, self.template.words) as opened:
            leaves = leaves_of(opened.log)
            restored = [
                stored.event.what.backup_sha256
                for stored in opened.log.events()
                if stored.event is not None and isinstance(stored.event.what, events.Restored)
            ]
            assert len(restored) <= 1
            which = self._digests.index(restored[0]) if restored else None
            expected = self.template.leaves if which is None else self._leaves[which]
            assert leaves[: len(expected)] == expected
            added = set(kinds(opened.log)[len(expected) :])
            # A try counts as wrong until it has turned out right, even if it never does.
            unlocking = {"vault.opened_by_recovery", "vault.wrong_tries", "log.repaired"}
            assert added <= {"vault.restored"} | unlocking
        count = len(told.done)
        if which is None:
            return told.judge(0)
        return told.judge(count if count and (count - 1) % 2 == which else count + 1)


class Creations(Scenario):
    """A vault made where there was none. Done once only."""

    def place(self, folder: Path) -> None:
        """Leave the folder out."""

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        def act(_number: int) -> str:
            return custody.create_vault(folder, PASSPHRASE, kdf=WEAK).text

        yield act

    def judge(self, folder: Path, told: Told) -> str:
        """There is a whole vault whose log begins with its making, or none at all."""
        exists = opening.has_vault(folder)
        if not exists:
            custody.create_vault(folder, PASSPHRASE, kdf=WEAK)
        with open_by(folder, PASSPHRASE) as opened:
            assert kinds(opened.log)[0] == "vault.created"
            assert findings_of(opened) == []
        return told.judge(int(exists))


class Unlocks(Scenario):
    """The vault opened after a wrong passphrase, and closed. Done once only."""

    def make(self, workshop: Path) -> Template:
        template = make_template(workshop / "template")
        assert not opens_with(template.folder, "not the passphrase")
        return template

    @contextmanager
    def ready(self, folder: Path) -> Iterator[Act]:
        def act(_number: int) -> str:
            open_by(folder, self.template.words).close()
            return ""

        yield act

    def judge(self, folder: Path, told: Told) -> str:
        """The vault is as it was, and the wrong try is in its log."""
        with open_sound(folder, self.template.words) as opened:
            assert leaves_of(opened.log)[: len(self.template.leaves)] == self.template.leaves
            added = kinds(opened.log)[len(self.template.leaves) :]
            assert "vault.wrong_tries" in added
        return NEW if told.done else OLD


def _passphrase(number: int) -> str:
    return f"passphrase {number}" if number else PASSPHRASE


def _backups(folder: Path) -> Path:
    return folder.with_name("backups")
