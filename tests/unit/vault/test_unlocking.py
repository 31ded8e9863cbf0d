"""Making and opening a vault; wrong tries; two processes; older copies; other schemas."""

import json
import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consent.book import ConsentBook
from consent.flow import load_conversation
from datadonor.audit import custody, events
from datadonor.audit.custody import OpenVault
from datadonor.audit.verdict import Condition
from datadonor.errors import DatadonorError
from datadonor.vault import opening, schema
from datadonor.vault.database import DATABASE_FILE, Connection
from datadonor.vault.errors import (
    DatabaseDamaged,
    DatabaseFault,
    PassphraseTooShort,
    VaultExists,
    VaultInUse,
    VaultMissing,
    VaultReadOnly,
    VaultTooNew,
    WrongPassphrase,
    WrongRecoveryWords,
)
from datadonor.vault.kdf import FLOOR
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE
from datadonor.vault.recovery import new_recovery_words
from datadonor.vault.slots import new_data_key
from datadonor.vault.tries import TRIES_FILE, WrongTries, load_tries
from tests.synthetic_requests import sample_request
from tests.unit.conftest import PASSPHRASE, WEAK, SyntheticVault, no_wait

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class TestMaking:
    def test_a_new_vault_is_private_and_unreadable(self, closed: SyntheticVault) -> None:
        for file in closed.folder.iterdir():
            assert not file.stat().st_mode & 0o077, file.name
        stored = (closed.folder / DATABASE_FILE).read_bytes()
        assert b"SQLite" not in stored
        assert b"vault.created" not in stored

    def test_a_folder_with_something_in_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "vault").mkdir()
        (tmp_path / "vault" / "letter.txt").write_text("mine")
        with pytest.raises(VaultExists):
            custody.create_vault(tmp_path / "vault", PASSPHRASE, kdf=WEAK)
        assert [path.name for path in tmp_path.rglob("*")] == ["vault", "letter.txt"]

    def test_an_empty_folder_will_do(self, tmp_path: Path) -> None:
        (tmp_path / "vault").mkdir()
        custody.create_vault(tmp_path / "vault", PASSPHRASE, kdf=WEAK)
        assert opening.has_vault(tmp_path / "vault")

    def test_a_short_passphrase_makes_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(PassphraseTooShort):
            custody.create_vault(tmp_path / "vault", "1234567", kdf=WEAK)
        assert list(tmp_path.iterdir()) == []

    def test_the_log_begins_with_the_making(self, opened: OpenVault) -> None:
        first = opened.log.event(events.Position(0)).event
        assert first is not None
        assert first.kind == "vault.created"


class TestOpening:
    def test_the_passphrase_opens_and_its_cost_is_raised_to_the_floor(
        self, closed: SyntheticVault
    ) -> None:
        with custody.open_vault(closed.folder, PASSPHRASE) as opened:
            assert opened.vault.kdf == FLOOR
            last = opened.log.event(events.Position(1)).event
            assert last is not None
            assert last.what == events.PassphraseChanged(same_passphrase=True)

    def test_nothing_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(VaultMissing):
            custody.open_vault(tmp_path / "nowhere", PASSPHRASE)
        assert list(tmp_path.iterdir()) == []

    def test_a_database_that_is_gone_is_damage(self, closed: SyntheticVault) -> None:
        (closed.folder / DATABASE_FILE).unlink()
        with pytest.raises(DatabaseDamaged):
            closed.open()
        assert not (closed.folder / DATABASE_FILE).exists()

    def test_a_failed_unlock_lets_others_in(self, closed: SyntheticVault) -> None:
        with pytest.raises(WrongRecoveryWords):
            custody.open_vault(closed.folder, new_recovery_words())
        closed.open().close()

    def test_opening_by_words_is_logged(self, opened: OpenVault) -> None:
        kinds = [stored.event.kind for stored in opened.log.events() if stored.event]
        assert kinds == ["vault.created", "vault.opened_by_recovery"]

    def test_the_older_key_file_opens_but_its_head_is_not_believed(
        self, closed: SyntheticVault
    ) -> None:
        (closed.folder / KEY_FILE).write_bytes(b"damaged")
        with closed.open() as opened:
            assert opened.log.verdict.condition is Condition.KEY_FILE_LOST
            with pytest.raises(VaultReadOnly):
                opened.log.record(events.OpenedByRecovery(), events.SELF)
        assert (closed.folder / KEY_FILE).read_bytes() == b"damaged"

    def test_the_older_key_file_is_kept_up_with_the_slots(self, closed: SyntheticVault) -> None:
        (closed.folder / OLDER_KEY_FILE).write_bytes(b"damaged")
        closed.open().close()
        slots = json.loads((closed.folder / KEY_FILE).read_bytes())["slots"]
        assert json.loads((closed.folder / OLDER_KEY_FILE).read_bytes())["slots"] == slots

    def test_an_old_passphrase_opens_neither_key_file(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            custody.change_passphrase(opened, "another one", events.SELF, WEAK)
        (closed.folder / KEY_FILE).write_bytes(b"damaged")
        with pytest.raises(WrongPassphrase):
            custody.open_vault(closed.folder, PASSPHRASE)

    def test_the_header_may_be_damaged_and_is_reported(self, closed: SyntheticVault) -> None:
        with (closed.folder / DATABASE_FILE).open("r+b") as file:
            file.write(bytes(16))
        with closed.open() as opened:
            assert "HEADER_DAMAGED" in [found.code for found in custody.inspect(opened)]


class TestKeys:
    def test_rotation_ends_what_an_old_key_file_opens(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            custody.change_passphrase(opened, PASSPHRASE, events.SELF, WEAK)
        old = (closed.folder / KEY_FILE).read_bytes()
        with closed.open() as opened:
            words = custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
        with pytest.raises(WrongRecoveryWords):
            closed.open()
        custody.open_vault(closed.folder, words).close()
        (closed.folder / KEY_FILE).write_bytes(old)
        (closed.folder / OLDER_KEY_FILE).write_bytes(old)
        with pytest.raises(DatabaseDamaged):
            custody.open_vault(closed.folder, closed.words)

    def test_rotation_asks_for_the_passphrase_in_force(self, opened: OpenVault) -> None:
        before = opened.log.size
        with pytest.raises(WrongPassphrase):
            custody.rotate_keys(opened, "not the one", events.SELF, WEAK)
        assert opened.log.size == before

    def test_rotation_keeps_the_vaults_own_secret(self, opened: OpenVault) -> None:
        origin, secret = opened.log.origin(), opened.vault.secret()
        custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
        assert (opened.log.origin(), opened.vault.secret()) == (origin, secret)

    def test_new_words_end_the_old(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            words = custody.issue_recovery_words(opened, events.SELF)
        with pytest.raises(WrongRecoveryWords):
            closed.open()
        custody.open_vault(closed.folder, words).close()


class TestWrongTries:
    @pytest.mark.parametrize(
        ("count", "seconds"), [(1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (8, 30), (1000, 30)]
    )
    def test_the_wait_grows_quietly(self, count: int, seconds: float) -> None:
        assert WrongTries(count=count, first=NOON, last=NOON).delay_seconds(NOON) == seconds

    def test_time_that_has_passed_counts(self) -> None:
        tries = WrongTries(count=5, first=NOON, last=NOON)
        assert tries.delay_seconds(NOON + timedelta(seconds=3)) == 1
        assert tries.delay_seconds(NOON + timedelta(hours=1)) == 0

    def test_a_clock_set_back_does_not_shorten_the_wait(self) -> None:
        tries = WrongTries(count=5, first=NOON, last=NOON)
        assert tries.delay_seconds(NOON - timedelta(days=1)) == 4

    def test_tries_are_counted_outside_and_logged_at_the_next_unlock(
        self, closed: SyntheticVault
    ) -> None:
        waited: list[float] = []
        for _ in range(4):
            with pytest.raises(WrongRecoveryWords):
                custody.open_vault(closed.folder, new_recovery_words(), wait=waited.append)
        assert len(waited) == 1
        assert 0 < waited[0] <= 1
        with custody.open_vault(closed.folder, closed.words, wait=waited.append) as opened:
            told = [stored.event.what for stored in opened.log.events() if stored.event][1]
            assert isinstance(told, events.WrongTriesCounted)
            assert told.count == 4
        assert len(waited) == 2
        assert not (closed.folder / TRIES_FILE).exists()

    def test_a_try_is_counted_before_its_answer_is_known(
        self, closed: SyntheticVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Killing the program while it thinks does not save a try."""

        class Killed(BaseException):
            pass

        def kill(*_: object) -> None:
            raise Killed

        monkeypatch.setattr("datadonor.vault.slots.open_slots", kill)
        with pytest.raises(Killed):
            closed.open()
        tries = load_tries(closed.folder)
        assert tries is not None
        assert tries.count == 1

    def test_a_right_try_is_not_counted(self, closed: SyntheticVault) -> None:
        closed.open().close()
        assert load_tries(closed.folder) is None

    def test_who_signs_is_asked_again_and_a_right_answer_leaves_no_trace(
        self, opened: OpenVault
    ) -> None:
        before = (opened.log.size, opened.vault.is_read_only)
        custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)
        assert load_tries(opened.vault.folder) is None
        assert (opened.log.size, opened.vault.is_read_only) == before

    @pytest.mark.parametrize("typed", ["", "blå hest ved", f"{PASSPHRASE} ", PASSPHRASE.upper()])
    def test_another_passphrase_is_no_signature_and_the_vault_stays_open(
        self, opened: OpenVault, typed: str
    ) -> None:
        with pytest.raises(WrongPassphrase):
            custody.verify_passphrase(opened, typed, wait=no_wait)
        tries = load_tries(opened.vault.folder)
        assert tries is not None
        assert tries.count == 1
        opened.log.record(events.PassphraseChanged(same_passphrase=False), events.SELF)
        custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)
        assert load_tries(opened.vault.folder) == tries  # told of at the next unlock

    def test_tries_to_sign_wait_and_are_logged_as_tries_to_unlock_are(
        self, closed: SyntheticVault
    ) -> None:
        """They are one count: whoever has failed at the one door is slow at the other."""
        waited: list[float] = []
        with closed.open() as opened:
            for _ in range(4):
                with pytest.raises(WrongPassphrase):
                    custody.verify_passphrase(opened, "wrong", wait=waited.append)
            assert len(waited) == 1
            assert 0 < waited[0] <= 1
            custody.verify_passphrase(opened, PASSPHRASE, wait=waited.append)
        with custody.open_vault(closed.folder, closed.words, wait=waited.append) as opened:
            told = [stored.event.what for stored in opened.log.events() if stored.event]
            counted = [each.count for each in told if isinstance(each, events.WrongTriesCounted)]
            assert counted == [4]
        assert len(waited) == 3
        assert load_tries(closed.folder) is None

    def test_a_try_to_sign_is_counted_before_its_answer_is_known(
        self, opened: OpenVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Killed(BaseException):
            pass

        def kill(*_: object) -> None:
            raise Killed

        monkeypatch.setattr("datadonor.vault.slots.open_slots", kill)
        with pytest.raises(Killed):
            custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)
        tries = load_tries(opened.vault.folder)
        assert tries is not None
        assert tries.count == 1

    def test_after_a_change_only_the_new_passphrase_signs(self, opened: OpenVault) -> None:
        custody.change_passphrase(opened, "another one", events.SELF, WEAK)
        custody.verify_passphrase(opened, "another one", wait=no_wait)
        with pytest.raises(WrongPassphrase):
            custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)

    def test_the_passphrase_signs_under_a_new_key_too(self, opened: OpenVault) -> None:
        custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
        custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)
        with pytest.raises(WrongPassphrase):
            custody.verify_passphrase(opened, "wrong", wait=no_wait)

    def test_the_owner_is_known_in_a_vault_that_is_only_read(self, opened: OpenVault) -> None:
        opened.vault.make_read_only()
        custody.verify_passphrase(opened, PASSPHRASE, wait=no_wait)
        with pytest.raises(WrongPassphrase):
            custody.verify_passphrase(opened, "wrong", wait=no_wait)

    @pytest.mark.parametrize("content", [b"", b"{}", b'{"count": -1}', b"\xff" * 2000])
    def test_a_broken_count_keeps_nobody_out(self, closed: SyntheticVault, content: bytes) -> None:
        (closed.folder / TRIES_FILE).write_bytes(content)
        closed.open().close()


class TestOneAtATime:
    def test_a_second_process_is_told_who_has_it(self, closed: SyntheticVault) -> None:
        code = (
            "import sys\nfrom pathlib import Path\n"
            "from datadonor.vault.occupancy import Occupancy\n"
            "o = Occupancy.enter(Path(sys.argv[1]), 'window')\nprint('in', flush=True)\n"
            "sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", code, str(closed.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"in\n"
            with pytest.raises(VaultInUse) as caught:
                closed.open()
            assert caught.value.facts == {"program": "window", "pid": other.pid}
            other.kill()
        closed.open().close()

    def test_the_same_process_cannot_open_it_twice(
        self, closed: SyntheticVault, opened: OpenVault
    ) -> None:
        with pytest.raises(VaultInUse) as caught:
            closed.open()
        assert caught.value.facts["pid"] == os.getpid()

    @pytest.mark.parametrize(
        "said", [b"", b"[]", b"\xff", b'{"pid": "x", "program": 1}', b"[" * 250]
    )
    def test_what_the_lock_says_is_not_trusted(
        self, closed: SyntheticVault, opened: OpenVault, said: bytes
    ) -> None:
        (closed.folder / "vault.lock").write_bytes(said)
        with pytest.raises(VaultInUse) as caught:
            closed.open()
        assert caught.value.facts == {"program": "command", "pid": 0}


class TestConnections:
    def test_readers_may_be_several_and_cannot_write(self, opened: OpenVault) -> None:
        readers = [opened.vault.open_reader() for _ in range(3)]
        for reader in readers:
            assert reader.number("SELECT count(*) FROM event") == opened.log.size
            with pytest.raises(VaultReadOnly):
                reader.execute("DELETE FROM event")
            reader.close()

    def test_a_reader_works_in_a_thread_of_its_own(self, opened: OpenVault) -> None:
        counted: list[int] = []

        def read() -> None:
            reader = opened.vault.open_reader()
            counted.append(reader.number("SELECT count(*) FROM event"))
            reader.close()

        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
        assert counted == [opened.log.size]

    def test_the_writer_is_bound_to_its_thread(self, opened: OpenVault) -> None:
        caught: list[DatadonorError] = []

        def write() -> None:
            try:
                opened.log.record(events.OpenedByRecovery(), events.SELF)
            except DatadonorError as error:
                caught.append(error)

        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert [type(error) for error in caught] == [DatabaseFault]

    def test_a_wrong_key_is_told_without_noise(
        self, closed: SyntheticVault, capfd: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(DatabaseDamaged):
            Connection.open(closed.folder / DATABASE_FILE, new_data_key())
        assert capfd.readouterr() == ("", "")

    def test_the_librarys_words_do_not_cross(self, opened: OpenVault) -> None:
        with pytest.raises(DatabaseFault) as caught:
            opened.vault.connection.execute("SELECT '3102991234' FROM nowhere")
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__
        assert "3102991234" not in str(caught.value)

    def test_errors_while_reading_are_wrapped_too(self, opened: OpenVault) -> None:
        query = (
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 3000) "
            "SELECT CASE WHEN x < 2500 THEN x ELSE abs(-9223372036854775807 - 1) END FROM n"
        )
        rows = opened.vault.connection.rows(query)
        assert next(rows) == (1,)
        with pytest.raises(DatabaseFault):
            list(rows)

    def test_the_pragmas_hold(self, opened: OpenVault) -> None:
        for connection in (opened.vault.connection, opened.vault.open_reader()):
            told = {
                name: connection.row(f"PRAGMA {name}")
                for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
            }
            assert told == {
                "journal_mode": ("wal",),
                "synchronous": (2,),
                "foreign_keys": (1,),
                "trusted_schema": (0,),
            }
            assert connection.row("PRAGMA temp_store") == (2,)
            assert connection.row("PRAGMA secure_delete") == (1,)


class TestSchema:
    STORED = Path(__file__).parents[2] / "vectors" / "vaults"
    """A backup of a vault of every schema that was ever released, with its words."""

    def test_there_is_a_stored_vault_of_every_schema(self) -> None:
        stored = {file.stem for file in self.STORED.glob("*.ddbackup")}
        assert stored == {f"schema-{version}" for version in range(1, schema.VERSION + 1)}

    @pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
    def test_a_vault_of_every_schema_opens(self, version: int, tmp_path: Path) -> None:
        file = self.STORED / f"schema-{version}.ddbackup"
        report = custody.restore(tmp_path / "vault", file, PASSPHRASE, events.SELF)
        assert report.log_size == 3
        with custody.open_vault(tmp_path / "vault", PASSPHRASE) as opened:
            assert [found.code for found in custody.inspect(opened) if not found.is_harmless] == []
            assert opened.vault.found.schema_now == schema.VERSION

    @pytest.mark.parametrize("version", range(4, schema.VERSION + 1))
    def test_what_was_signed_in_an_older_vault_is_still_read(
        self, version: int, tmp_path: Path
    ) -> None:
        file = self.STORED / f"schema-{version}.ddbackup"
        custody.restore(tmp_path / "vault", file, PASSPHRASE, events.SELF)
        with custody.open_vault(tmp_path / "vault", PASSPHRASE) as opened:
            (consent,) = ConsentBook(opened).consents()
            signed = ConsentBook(opened).decision(consent)
            assert signed is not None
            assert signed.decision.choices.granted
            assert load_conversation(opened.vault.connection, sample_request("sleep").id)

    def test_a_newer_schema_is_refused_and_left_alone(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            opened.vault.connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(VaultTooNew):
            closed.open()

    def test_a_step_is_applied_once_and_logged(
        self, closed: SyntheticVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps = (*schema.STEPS, ("CREATE TABLE later (x INTEGER) STRICT",))
        monkeypatch.setattr(schema, "STEPS", steps)
        monkeypatch.setattr(schema, "VERSION", len(steps))
        kinds: list[str] = []
        for _ in range(2):
            with closed.open() as opened:
                kinds = [stored.event.kind for stored in opened.log.events() if stored.event]
                assert opened.vault.connection.number("SELECT count(*) FROM later") == 0
        assert kinds.count("vault.migrated") == 1

    def test_a_step_that_fails_changes_nothing(
        self, closed: SyntheticVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps = (*schema.STEPS, ("CREATE TABLE later (x INTEGER) STRICT", "NONSENSE"))
        with monkeypatch.context() as patch:
            patch.setattr(schema, "STEPS", steps)
            patch.setattr(schema, "VERSION", len(steps))
            with pytest.raises(DatabaseFault):
                closed.open()
        with closed.open() as opened:
            assert opened.vault.connection.number("PRAGMA user_version") == schema.VERSION
            assert (
                opened.vault.connection.row("SELECT 1 FROM sqlite_master WHERE name='later'")
                is None
            )


def test_a_vault_can_be_copied_while_closed(closed: SyntheticVault, tmp_path: Path) -> None:
    shutil.copytree(closed.folder, tmp_path / "copy")
    with custody.open_vault(tmp_path / "copy", closed.words, wait=no_wait) as opened:
        assert opened.log.verdict.condition is Condition.WHOLE


def test_keys_can_be_changed_twice_in_one_session(opened: OpenVault) -> None:
    """Each change has its event, and the words of the last one open."""
    for _ in range(2):
        custody.rotate_keys(opened, PASSPHRASE, events.SELF, WEAK)
    kinds = [stored.event.kind for stored in opened.log.events() if stored.event]
    assert kinds.count("vault.keys_rotated") == 2
    assert not opened.vault.is_rotation_unsaved
