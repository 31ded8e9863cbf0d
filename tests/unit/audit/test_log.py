"""The log: appended durably, compared with its head, erased only in the open."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from datadonor import paths
from datadonor.audit import custody, events
from datadonor.audit.checkpoint import open_checkpoint
from datadonor.audit.clock import LogClock
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import Position
from datadonor.audit.log import AuditLog, NoSuchEvent, NotErasable
from datadonor.audit.merkle import leaf_hash, verify_consistency, verify_inclusion
from datadonor.audit.verdict import Condition, condition_finding
from datadonor.audit.wording import describe_event
from datadonor.errors import DiskRefused
from datadonor.texts import Language, catalogue
from tests.unit.conftest import SyntheticVault

WITHDRAWN = events.ConsentWithdrawn(item="steps")
ASSISTED = events.AssistanceStarted(until="2026-11-21T13:00:00.000Z")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def kinds(log: AuditLog) -> list[str | None]:
    return [stored.event.kind if stored.event else None for stored in log.events()]


class TestAppending:
    def test_an_event_is_there_after_the_vault_was_opened_again(
        self, closed: SyntheticVault
    ) -> None:
        with closed.open() as opened:
            position = opened.log.record(WITHDRAWN, events.SELF, project="synthetic")
        with closed.open() as opened:
            stored = opened.log.event(position).event
            assert stored is not None
            assert stored.what == WITHDRAWN
            assert stored.project == "synthetic"

    def test_a_transaction_that_fails_leaves_nothing(self, opened: OpenVault) -> None:
        size, root = opened.log.size, opened.log.root()

        class Stopped(Exception):
            pass

        def write_and_stop() -> None:
            with opened.log.transaction(events.SELF) as recording:
                recording.append(WITHDRAWN)
                recording.connection.execute("INSERT INTO secret VALUES ('x', X'00')")
                raise Stopped

        with pytest.raises(Stopped):
            write_and_stop()
        assert (opened.log.size, opened.log.root()) == (size, root)
        assert opened.vault.connection.row("SELECT 1 FROM secret WHERE name = 'x'") is None
        opened.log.record(WITHDRAWN, events.SELF)
        assert custody.inspect_log(opened.log) == []

    def test_a_transaction_without_events_moves_no_head(self, opened: OpenVault) -> None:
        head = opened.vault.head
        with opened.log.transaction(events.SELF) as recording:
            recording.connection.execute("INSERT INTO secret VALUES ('draft', X'00')")
        assert opened.vault.head == head

    def test_events_of_one_transaction_stand_together(self, closed: SyntheticVault) -> None:
        with closed.open() as opened, opened.log.transaction(events.SELF) as recording:
            first = recording.append(WITHDRAWN)
            assert recording.append(WITHDRAWN) == first + 1
        with closed.open() as opened:
            assert opened.log.verdict.condition is Condition.WHOLE

    def test_pages_come_newest_first(self, opened: OpenVault) -> None:
        for _ in range(5):
            opened.log.record(WITHDRAWN, events.SELF)
        page = opened.log.events_before(Position(opened.log.size), 3)
        assert [stored.position for stored in page] == [6, 5, 4]
        assert [stored.position for stored in opened.log.events_before(page[-1].position, 9)] == [
            3, 2, 1, 0,
        ]  # fmt: skip

    def test_there_is_nothing_beyond_the_end(self, opened: OpenVault) -> None:
        with pytest.raises(NoSuchEvent):
            opened.log.event(Position(opened.log.size))

    def test_a_disk_that_fails_after_the_commit_loses_nothing(
        self, closed: SyntheticVault, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The event is in the database; the person is told it failed; both stay true."""
        with closed.open() as opened:
            size = opened.log.size

            def fail(*_: object) -> None:
                raise DiskRefused

            with monkeypatch.context() as patch:
                patch.setattr(paths, "publish", fail)
                with pytest.raises(DiskRefused):
                    opened.log.record(WITHDRAWN, events.SELF)
            assert opened.log.size == size + 1
            opened.log.record(WITHDRAWN, events.SELF)
        with closed.open() as opened:
            assert opened.log.verdict.condition is Condition.WHOLE
            assert opened.log.verdict.size == size + 2


class TestProofs:
    def test_every_event_can_be_proven_under_the_checkpoint(self, opened: OpenVault) -> None:
        for _ in range(6):
            opened.log.record(WITHDRAWN, events.SELF)
        log = opened.log
        checkpoint = open_checkpoint(log.checkpoint(), log.verifier_key())
        assert checkpoint.size == log.size
        for stored in log.events():
            verify_inclusion(
                bytes.fromhex(stored.leaf_sha256),
                stored.position,
                checkpoint.size,
                log.inclusion_proof(stored.position),
                checkpoint.root,
            )

    def test_the_log_can_be_proven_to_have_only_grown(self, opened: OpenVault) -> None:
        log = opened.log
        size, root = log.size, log.root()
        for _ in range(5):
            log.record(WITHDRAWN, events.SELF)
        verify_consistency(size, log.size, log.consistency_proof(size), root, log.root())
        assert log.root_at(size) == root

    def test_the_origin_names_nobody_and_stays(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            origin, key = opened.log.origin(), opened.log.verifier_key()
            assert opened.vault.vault_id not in origin
        with closed.open() as opened:
            assert (opened.log.origin(), opened.log.verifier_key()) == (origin, key)


class TestErasing:
    def test_the_words_go_and_the_hash_stays(self, closed: SyntheticVault) -> None:
        helper = events.Actor(
            capacity="self", assisted_by=events.Assistant(name="Erasable Synthetic", role="nurse")
        )
        with closed.open() as opened:
            position = opened.log.record(ASSISTED, helper)
            leaf = opened.log.event(position).leaf_sha256
            with pytest.raises(NotErasable):
                opened.log.erase(Position(0), events.SELF)
            said = opened.log.erase(position, events.SELF)
            assert opened.log.event(position) == (position, leaf, None)
            told = opened.log.event(said).event
            assert told is not None
            assert told.what == events.Erased(position=position, leaf_sha256=leaf)
            with pytest.raises(NotErasable):
                opened.log.erase(position, events.SELF)
        with closed.open() as opened:
            assert opened.log.verdict.condition is Condition.WHOLE
            assert custody.inspect_log(opened.log) == []

    def test_the_words_are_gone_from_the_pages(self, closed: SyntheticVault) -> None:
        """``secure_delete``, seen in the decrypted pages."""
        name = "Erasable Synthetic"
        helper = events.Actor(
            capacity="self", assisted_by=events.Assistant(name=name, role="nurse")
        )
        with closed.open() as opened:
            position = opened.log.record(ASSISTED, helper)
            assert name.encode() in plain_pages(opened)
            opened.log.erase(position, events.SELF)
            assert name.encode() not in plain_pages(opened)

    def test_a_body_that_is_gone_without_saying_so_is_seen(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            opened.log.record(WITHDRAWN, events.SELF)
            opened.vault.connection.execute("UPDATE event SET body = NULL WHERE position = 0")
        with closed.open() as opened:
            assert opened.log.verdict.condition is Condition.ALTERED
            assert "EVENT_GONE" in [found.code for found in custody.inspect_log(opened.log)]


def plain_pages(opened: OpenVault) -> bytes:
    """Return every page of the database decrypted, free space within pages included.

    By hand, because the library would show live rows only: AES-256-CBC, the page's
    vector in its last 80 bytes, the salt in the first 16 of the file (SQLCipher 4).
    """
    opened.vault.connection.shorten_wal()
    stored = (opened.vault.folder / "vault.db").read_bytes()
    pages = bytearray()
    for start in range(0, len(stored), 4096):
        page = stored[start : start + 4096]
        cipher = Cipher(algorithms.AES(opened.vault._data_key[:32]), modes.CBC(page[-80:-64]))
        pages += cipher.decryptor().update(page[16 if start == 0 else 0 : -80])
    return bytes(pages)


class TestClock:
    def test_time_never_goes_back(self) -> None:
        times = iter([NOON, NOON - timedelta(days=1), NOON + timedelta(seconds=1)])
        clock = LogClock(lambda: next(times), None)
        readings = [clock.read() for _ in range(3)]
        assert [reading.clock for reading in readings] == ["steady", "held", "steady"]
        assert [reading.recorded for reading in readings] == [
            "2026-11-21T12:00:00.000Z",
            "2026-11-21T12:00:00.000Z",
            "2026-11-21T12:00:01.000Z",
        ]

    def test_a_clock_set_back_between_two_openings_is_held_and_said(
        self, closed: SyntheticVault
    ) -> None:
        with closed.open() as opened:
            latest = opened.log.record(WITHDRAWN, events.SELF)
            recorded = opened.log.event(latest).event
        past = datetime(2020, 1, 1, tzinfo=UTC)
        with custody.open_vault(closed.folder, closed.words, system_clock=lambda: past) as opened:
            position = opened.log.record(WITHDRAWN, events.SELF)
            held = opened.log.event(position).event
            assert held is not None
            assert recorded is not None
            assert held.when.clock == "held"
            assert held.when.recorded == recorded.when.recorded
            codes = [found.code for found in custody.inspect_log(opened.log)]
            assert codes == ["CLOCK_BEHIND"]


class TestLookingOver:
    def test_an_event_out_of_time_is_seen(self, closed: SyntheticVault) -> None:
        with closed.open() as opened:
            opened.log.record(WITHDRAWN, events.SELF)
            early = events.compose_event(
                WITHDRAWN,
                when=events.When(recorded="2001-01-01T00:00:00.000Z", clock="steady"),
                who=events.SELF,
                why=events.Why.ASKED,
            )
            append_raw(opened, early)
        with closed.open() as opened:
            codes = [found.code for found in custody.inspect_log(opened.log)]
            assert codes == ["TIME_WENT_BACK"]

    @pytest.mark.parametrize("body", [b"", b"{}", b"\xff", b'{"format":"datadonor.event/1"}'])
    def test_an_event_that_is_none_is_seen(self, closed: SyntheticVault, body: bytes) -> None:
        with closed.open() as opened:
            append_raw(opened, body)
            opened.log.record(WITHDRAWN, events.SELF)
        with closed.open() as opened:
            assert [found.code for found in custody.inspect_log(opened.log)] == ["EVENT_UNREADABLE"]

    def test_every_condition_and_finding_has_words(self, opened: OpenVault) -> None:
        for condition in Condition:
            verdict = opened.log.verdict._replace(condition=condition)
            for language in Language:
                assert condition_finding(verdict).sentence(language)
        written = {key for key in catalogue() if key.startswith("findings.LOG_")}
        assert written == {f"findings.LOG_{condition.name}" for condition in Condition}


def append_raw(opened: OpenVault, body: bytes) -> None:
    """Append bytes as someone would who holds the key and writes past the vocabulary."""
    log = opened.log
    with opened.vault.transaction() as writing:
        leaf = leaf_hash(body)
        writing.connection.execute(
            "INSERT INTO event VALUES (?, 999, ?, ?)", (log.size, leaf, body)
        )
        log._frontier.append(leaf)
        writing.set_head(log.size, log.root())


def test_an_event_is_told_in_words(opened: OpenVault) -> None:
    event = opened.log.event(Position(0)).event
    assert event is not None
    assert describe_event(event, Language.DANISH) == "Boksen blev lavet."
