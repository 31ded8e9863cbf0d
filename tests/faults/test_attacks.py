"""The attack table: a closed vault, changed behind the program's back (``docs/threat-model.md``).

Each change gives an error of its own, or a vault that can only be read and says why. Never
another kind of exception, never a vault that opens as if nothing had happened; and where the
design cannot see a change, a test says that too.
"""

import json
import random
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import rfc8785

from datadonor.audit import custody, events
from datadonor.audit.merkle import leaf_hash
from datadonor.audit.verdict import condition_finding
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.database import DATABASE_FILE, Connection
from datadonor.vault.errors import VaultReadOnly
from datadonor.vault.keyfile import KEY_FILE, OLDER_KEY_FILE
from tests.faults.children import Say, run_child
from tests.faults.vaults import (
    PASSPHRASE,
    TEMPLATE_EVENTS,
    WEAK,
    Template,
    findings_of,
    kinds,
    make_template,
    open_by,
)

SEED: Final = 20260131
PAGE: Final = 4096
MORE_EVENTS: Final = 30
WAL_FILE: Final = f"{DATABASE_FILE}-wal"
KEY_FILES: Final = (KEY_FILE, OLDER_KEY_FILE)

TAMPERED, WRONG_KEY = ExitCode.TAMPERED, ExitCode.WRONG_KEY


class Moment(NamedTuple):
    """The vault's two files as they were after an event."""

    database: bytes
    key_file: bytes


class History(NamedTuple):
    """A closed vault, and all its earlier days."""

    template: Template
    moments: list[Moment]

    @property
    def database(self) -> bytes:
        """The database as it is now."""
        return self.moments[-1].database

    def pages(self) -> range:
        """Return the numbers of the database's pages, from 0."""
        return range(len(self.database) // PAGE)


class Answer(NamedTuple):
    """What an unlock answers: a code, and with what a command would end."""

    code: str
    exit_code: ExitCode


WHOLE: Final = Answer("LOG_WHOLE", ExitCode.YES)
DAMAGED: Final = Answer("DATABASE_DAMAGED", TAMPERED)
SHORTENED: Final = Answer("LOG_SHORTENED", TAMPERED)
WRONG_PASSPHRASE: Final = Answer("WRONG_PASSPHRASE", WRONG_KEY)
KEY_FILE_DAMAGED: Final = Answer("KEY_FILE_DAMAGED", TAMPERED)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Make a vault, and keep a copy of its files after every event."""
    template = make_template(tmp_path_factory.mktemp("history") / "vault")
    moments = []
    with open_by(template.folder, PASSPHRASE) as opened:
        for number in range(MORE_EVENTS + 1):
            if number:
                opened.log.record(events.ConsentWithdrawn(), events.SELF, project=f"p{number}")
            opened.vault.connection.shorten_wal()
            database, key_file = (template.folder / name for name in (DATABASE_FILE, KEY_FILE))
            moments.append(Moment(database.read_bytes(), key_file.read_bytes()))
    return History(template, moments)


@pytest.fixture
def vault(history: History, tmp_path: Path) -> Path:
    """Return a copy to attack."""
    return history.template.copy_to(tmp_path / "vault")


def answer_of(folder: Path, passphrase: str = PASSPHRASE) -> Answer:
    """Open a vault; any exception but our own fails the test, and so does a write let through."""
    try:
        opened = open_by(folder, passphrase)
    except DatadonorError as error:
        return Answer(error.code, error.exit_code)
    with opened:
        code = condition_finding(opened.log.verdict).code
        custody.inspect(opened)
        if not opened.vault.is_read_only:
            return Answer(code, ExitCode.YES)
        size = opened.log.size
        with pytest.raises(VaultReadOnly) as refusal:
            opened.log.record(events.ConsentWithdrawn(), events.SELF)
        assert opened.log.size == size
        return Answer(code, refusal.value.exit_code)


def is_damage_seen_at_unlock(folder: Path) -> bool:
    """Check that damaged pages are found, and say whether already at unlock."""
    try:
        opened = open_by(folder, PASSPHRASE)
    except DatadonorError as error:
        return Answer(error.code, error.exit_code) == DAMAGED or pytest.fail(error.code)
    with opened:
        assert findings_of(opened) == ["PAGES_DAMAGED"]
    return False


def test_an_untouched_copy_opens_whole(vault: Path) -> None:
    """The control: what the attacks below are measured against."""
    assert answer_of(vault) == WHOLE
    with open_by(vault, PASSPHRASE) as opened:
        assert findings_of(opened) == []
        assert opened.log.size == 1 + TEMPLATE_EVENTS + MORE_EVENTS


# -- the database, by someone without the key ---------------------------------


def test_an_old_page_put_back_is_seen(history: History, tmp_path: Path) -> None:
    """Every earlier version of every page; SQLCipher itself notices none (fact 1)."""
    seen: dict[int, set[str]] = {}
    for page in history.pages()[1:]:
        versions = {page_of(moment.database, page) for moment in history.moments}
        for number, old in enumerate(sorted(versions - {page_of(history.database, page), b""})):
            vault = history.template.copy_to(tmp_path / f"{page}-{number}")
            put_page(vault, page, old)
            answer = answer_of(vault)
            assert answer.exit_code is TAMPERED, f"page {page}, version {number}: {answer}"
            seen.setdefault(page, set()).add(answer.code)
            shutil.rmtree(vault)
    assert len(seen) >= 4  # the leaves that grew, and the table's root
    assert set.union(*seen.values()) <= {"LOG_SHORTENED", "LOG_ALTERED", "DATABASE_DAMAGED"}


def test_a_database_rolled_back_is_seen(history: History, vault: Path) -> None:
    """The whole file from every earlier day, with today's key file."""
    for moment in history.moments[:-1]:
        (vault / DATABASE_FILE).write_bytes(moment.database)
        assert answer_of(vault) == SHORTENED


def test_a_flipped_bit_is_seen_in_every_page(history: History, tmp_path: Path) -> None:
    """At unlock if the page is read then; by ``vault verify`` in any case."""
    chance = random.Random(SEED)
    at_unlock = 0
    for page in history.pages():
        vault = history.template.copy_to(tmp_path / str(page))
        database = bytearray(history.database)
        database[page * PAGE + chance.randrange(16, PAGE)] ^= 1 << chance.randrange(8)
        (vault / DATABASE_FILE).write_bytes(database)
        at_unlock += is_damage_seen_at_unlock(vault)
        shutil.rmtree(vault)
    assert at_unlock >= 4


def test_a_damaged_salt_is_said(history: History, vault: Path) -> None:
    """The first 16 bytes are in the data key too, so the vault opens and the damage is named."""
    (vault / DATABASE_FILE).write_bytes(bytes(16) + history.database[16:])
    with open_by(vault, PASSPHRASE) as opened:
        assert "HEADER_DAMAGED" in findings_of(opened)


def test_two_pages_swapped_are_seen(history: History, tmp_path: Path) -> None:
    """Each page with its neighbour: the seal covers the page's number."""
    for page in history.pages()[:-1]:
        vault = history.template.copy_to(tmp_path / str(page))
        put_page(vault, page, page_of(history.database, page + 1))
        put_page(vault, page + 1, page_of(history.database, page))
        is_damage_seen_at_unlock(vault)
        shutil.rmtree(vault)


@pytest.mark.parametrize("kept", [15, 16, 100, PAGE - 1, PAGE, 2 * PAGE, -PAGE, -1])
def test_a_truncated_database_is_seen(history: History, vault: Path, kept: int) -> None:
    (vault / DATABASE_FILE).write_bytes(history.database[:kept])
    assert answer_of(vault) == DAMAGED


@pytest.mark.parametrize("content", [b"", b"x"])
def test_an_emptied_database_is_seen_and_not_made_anew(vault: Path, content: bytes) -> None:
    """SQLite takes such a file for a new database, and drops a write-ahead log beside it."""
    (vault / DATABASE_FILE).write_bytes(content)
    (vault / WAL_FILE).write_bytes(b"what is left of the log")
    assert answer_of(vault).exit_code is TAMPERED
    assert (vault / DATABASE_FILE).read_bytes() == content
    assert (vault / WAL_FILE).read_bytes() == b"what is left of the log"


def test_a_missing_database_is_seen(vault: Path) -> None:
    (vault / DATABASE_FILE).unlink()
    assert answer_of(vault) == DAMAGED


@pytest.mark.parametrize("length", [10, PAGE, 10 * PAGE])
def test_garbage_for_a_database_is_seen(vault: Path, length: int) -> None:
    (vault / DATABASE_FILE).write_bytes(random.Random(SEED).randbytes(length))
    assert answer_of(vault) == DAMAGED


def test_a_database_in_the_clear_is_not_taken(vault: Path) -> None:
    """An ordinary SQLite file must not slip in where an encrypted one belongs."""
    (vault / DATABASE_FILE).write_bytes(b"SQLite format 3\0" + bytes(10 * PAGE))
    assert answer_of(vault) == DAMAGED


def test_an_old_write_ahead_log_put_back_is_seen(history: History, tmp_path: Path) -> None:
    """Its frames are sealed rightly; replayed over newer pages they roll them back."""
    vault = history.template.copy_to(tmp_path / "vault")
    open_copy = tmp_path / "open"
    with open_by(vault, PASSPHRASE) as opened:
        opened.log.record(events.ConsentWithdrawn(), events.SELF)
        shutil.copytree(vault, open_copy)
        for _ in range(10):
            opened.log.record(events.ConsentWithdrawn(), events.SELF)
    shutil.copy(open_copy / WAL_FILE, vault)
    assert answer_of(vault).exit_code is TAMPERED


def test_a_garbled_write_ahead_log_is_seen(history: History, tmp_path: Path) -> None:
    """SQLite drops frames whose check sum is wrong, without a word."""
    vault = history.template.copy_to(tmp_path / "vault")
    open_copy = tmp_path / "open"
    with open_by(vault, PASSPHRASE) as opened:
        for _ in range(3):
            opened.log.record(events.ConsentWithdrawn(), events.SELF)
        shutil.copytree(vault, open_copy)
    wal = bytearray((open_copy / WAL_FILE).read_bytes())
    wal[len(wal) // 2] ^= 1
    (open_copy / WAL_FILE).write_bytes(wal)
    assert answer_of(open_copy) == SHORTENED


# -- the log, by someone who holds the key ------------------------------------


def alter_event(connection: Connection, position: int, *, recompute: bool, **fields: Any) -> None:  # noqa: ANN401
    """Write another body in an event's place, with its own leaf hash or the old one."""
    row = connection.row("SELECT body, leaf_hash FROM event WHERE position = ?", (position,))
    assert row is not None
    body = rfc8785.dumps({**json.loads(row[0]), **fields})
    assert body != row[0]
    connection.execute(
        "UPDATE event SET body = ?, leaf_hash = ? WHERE position = ?",
        (body, leaf_hash(body) if recompute else row[1], position),
    )


def delete_events(connection: Connection, condition: str) -> None:
    assert connection.execute(f"DELETE FROM event WHERE {condition}")


LAST: Final = TEMPLATE_EVENTS + MORE_EVENTS
FAR_FUTURE: Final = {"clock": "steady", "recorded": "2026-13-45T00:00:00.000Z"}

BY_KEY_HOLDER: Final[dict[str, tuple[Callable[[Connection], object], str]]] = {
    "the newest event deleted": (
        lambda connection: delete_events(connection, f"position = {LAST}"),
        "LOG_SHORTENED",
    ),
    "the newest events deleted": (
        lambda connection: delete_events(connection, "position > 10"),
        "LOG_SHORTENED",
    ),
    "all events deleted": (lambda connection: delete_events(connection, "true"), "LOG_SHORTENED"),
    "an event in the middle deleted": (
        lambda connection: delete_events(connection, "position = 20"),
        "LOG_SHORTENED",
    ),
    "an event altered": (
        lambda connection: alter_event(connection, 20, recompute=False, project="other"),
        "LOG_ALTERED",
    ),
    "the newest event altered": (
        lambda connection: alter_event(connection, LAST, recompute=False, project="other"),
        "LOG_ALTERED",
    ),
    "an event altered with its hash": (
        lambda connection: alter_event(connection, 20, recompute=True, project="other"),
        "LOG_REPLACED",
    ),
    "the newest event altered with its hash": (
        lambda connection: alter_event(connection, LAST, recompute=True, project="other"),
        "LOG_REPLACED",
    ),
    "a time that does not exist": (
        lambda connection: alter_event(connection, LAST, recompute=True, when=FAR_FUTURE),
        "LOG_REPLACED",
    ),
    "the newest event turned into garbage": (
        lambda connection: connection.execute(
            "UPDATE event SET body = x'00ff', leaf_hash = ? WHERE position = ?",
            (leaf_hash(b"\x00\xff"), LAST),
        ),
        "LOG_REPLACED",
    ),
    "a leaf hash altered": (
        lambda connection: connection.execute(
            "UPDATE event SET leaf_hash = zeroblob(32) WHERE position = 20"
        ),
        "LOG_ALTERED",
    ),
    "an event emptied without an event that says so": (
        lambda connection: connection.execute("UPDATE event SET body = NULL WHERE position = 20"),
        "LOG_ALTERED",
    ),
    "an event moved": (
        lambda connection: connection.execute("UPDATE event SET position = -1 WHERE position = 0"),
        "LOG_ALTERED",
    ),
}


@pytest.mark.parametrize("name", BY_KEY_HOLDER)
def test_a_log_rewritten_by_someone_with_the_key_is_seen(
    history: History, vault: Path, name: str
) -> None:
    """Every page is sealed rightly; only the head outside the database tells (D3)."""
    attack, code = BY_KEY_HOLDER[name]
    connection = Connection.open(vault / DATABASE_FILE, history.template.data_key)
    attack(connection)
    connection.close()
    assert answer_of(vault) == Answer(code, TAMPERED)


# -- the key file -------------------------------------------------------------

KeyFile = dict[str, Any]


def edit_key_files(
    vault: Path, change: Callable[[KeyFile], object], names: tuple[str, ...] = KEY_FILES
) -> None:
    """Change a copy of the key file, or both."""
    for name in names:
        content = json.loads((vault / name).read_bytes())
        before = json.dumps(content)
        change(content)
        assert name != KEY_FILE or json.dumps(content) != before
        (vault / name).write_text(json.dumps(content))


def pass_slot(content: KeyFile) -> KeyFile:
    """Return the slot that a passphrase opens."""
    slot: KeyFile = next(slot for slot in content["slots"] if slot["kind"] == "pass")
    return slot


def flip(digits: str) -> str:
    """Change the first hex digit."""
    return ("1" if digits[0] == "0" else "0") + digits[1:]


def slot_edit(**fields: Any) -> Callable[[KeyFile], None]:  # noqa: ANN401
    """Return what sets fields of the passphrase's slot."""
    return lambda content: pass_slot(content).update(fields)


def cost_edit(**fields: Any) -> Callable[[KeyFile], None]:  # noqa: ANN401
    """Return what sets what the passphrase's slot asks of the machine."""
    return lambda content: pass_slot(content)["kdf"].update(fields)


def slot_flip(field: str) -> Callable[[KeyFile], None]:
    """Return what changes one digit of a field of the passphrase's slot."""
    return lambda content: pass_slot(content).update({field: flip(pass_slot(content)[field])})


def head_edit(**fields: Any) -> Callable[[KeyFile], None]:  # noqa: ANN401
    """Return what sets fields of the head."""
    return lambda content: content["head"].update(fields)


ON_BOTH_KEY_FILES: Final[dict[str, tuple[Callable[[KeyFile], object], Answer]]] = {
    "more memory": (cost_edit(memory_kib=16384), WRONG_PASSPHRASE),
    "more iterations": (cost_edit(iterations=2), WRONG_PASSPHRASE),
    "more lanes": (cost_edit(lanes=2), WRONG_PASSPHRASE),
    "another salt": (slot_flip("salt"), WRONG_PASSPHRASE),
    "another nonce": (slot_flip("nonce"), WRONG_PASSPHRASE),
    "another ciphertext": (slot_flip("ct"), WRONG_PASSPHRASE),
    "another vault's id": (
        lambda content: content.update(vault_id=flip(content["vault_id"])),
        WRONG_PASSPHRASE,
    ),
    "the passphrase's slot taken out": (
        lambda content: content["slots"].remove(pass_slot(content)),
        WRONG_PASSPHRASE,
    ),
    "a salt too short": (slot_edit(salt="00"), KEY_FILE_DAMAGED),
    "too little memory": (cost_edit(memory_kib=8), KEY_FILE_DAMAGED),
    "huge memory": (cost_edit(memory_kib=2**22), KEY_FILE_DAMAGED),
    "boundless memory": (cost_edit(memory_kib=10**400), KEY_FILE_DAMAGED),
    "memory as text": (cost_edit(memory_kib="8192"), KEY_FILE_DAMAGED),
    "memory as a fraction": (cost_edit(memory_kib=8192.5), KEY_FILE_DAMAGED),
    "endless iterations": (cost_edit(iterations=2**31), KEY_FILE_DAMAGED),
    "no iterations": (cost_edit(iterations=0), KEY_FILE_DAMAGED),
    "iterations that are true": (cost_edit(iterations=True), KEY_FILE_DAMAGED),
    "a thousand lanes": (cost_edit(lanes=1000), KEY_FILE_DAMAGED),
    "another function": (cost_edit(name="argon2d"), KEY_FILE_DAMAGED),
    "an unknown cost": (cost_edit(threads=1), KEY_FILE_DAMAGED),
    "an unknown field": (slot_edit(hint="x"), KEY_FILE_DAMAGED),
    "an unknown kind": (slot_edit(kind="keyring"), KEY_FILE_DAMAGED),
    "the other kind": (slot_edit(kind="recovery"), KEY_FILE_DAMAGED),
    "no slots": (lambda content: content["slots"].clear(), KEY_FILE_DAMAGED),
    "too many slots": (
        lambda content: content["slots"].extend([pass_slot(content)] * 3),
        KEY_FILE_DAMAGED,
    ),
    "no head": (lambda content: content.pop("head"), KEY_FILE_DAMAGED),
    "a negative head": (head_edit(size=-1), KEY_FILE_DAMAGED),
    "a smaller head": (head_edit(size=10), Answer("LOG_HEAD_FORGED", TAMPERED)),
    "an empty head": (head_edit(size=0), Answer("LOG_HEAD_FORGED", TAMPERED)),
    "a larger head": (head_edit(size=1000), Answer("LOG_HEAD_FORGED", TAMPERED)),
    "another root": (head_edit(root="0" * 64), Answer("LOG_HEAD_FORGED", TAMPERED)),
    "another mac": (head_edit(mac="0" * 64), Answer("LOG_HEAD_FORGED", TAMPERED)),
    "another format": (
        lambda content: content.update(format="something.else/1"),
        KEY_FILE_DAMAGED,
    ),
    "a later format": (
        lambda content: content.update(format="datadonor.vault-key/2"),
        Answer("VAULT_TOO_NEW", ExitCode.BAD_FILE),
    ),
}


@pytest.mark.parametrize("name", ON_BOTH_KEY_FILES)
def test_an_edited_key_file_is_refused(vault: Path, name: str) -> None:
    """A slot's parameters are bound by its seal, the head by its mac (§1.2, D3)."""
    change, expected = ON_BOTH_KEY_FILES[name]
    edit_key_files(vault, change)
    assert answer_of(vault) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="reads this process's size from /proc")
@pytest.mark.parametrize(
    "name", ["huge memory", "boundless memory", "endless iterations", "a thousand lanes"]
)
def test_an_edited_cost_takes_neither_memory_nor_time(vault: Path, name: str) -> None:
    """The bounds hold before the KDF runs, since the seal is checked only after it (§1.2)."""
    change, expected = ON_BOTH_KEY_FILES[name]
    edit_key_files(vault, change)

    def open_with_little_memory(_say: Say) -> None:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + 64 * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        assert answer_of(vault) == expected

    began = time.monotonic()
    assert run_child(open_with_little_memory)[1] == 0
    assert time.monotonic() - began < 10


BAD_KEY_FILES: Final[dict[str, Callable[[bytes], bytes]]] = {
    "empty": lambda _: b"",
    "truncated": lambda content: content[:-1],
    "cut in half": lambda content: content[: len(content) // 2],
    "garbage": lambda _: random.Random(SEED).randbytes(600),
    "not UTF-8": lambda content: content.replace(b"argon2id", b"argon2\xff"),
    "ten megabytes": lambda content: content + b" " * 10_000_000,
    "nested deeply": lambda _: b"[" * 15_000,
    "nested deeply in a field": lambda content: content.replace(
        b'"slots":', b'"slots":' + b'{"a":' * 2_000
    ),
    "a list": lambda content: b"[" + content + b"]",
    "a number": lambda _: b"1",
    "twice": lambda content: content + content,
}


@pytest.mark.parametrize("name", BAD_KEY_FILES)
def test_two_bad_key_files_are_refused(vault: Path, name: str) -> None:
    for file in KEY_FILES:
        (vault / file).write_bytes(BAD_KEY_FILES[name]((vault / file).read_bytes()))
    assert answer_of(vault) == KEY_FILE_DAMAGED


@pytest.mark.parametrize("name", BAD_KEY_FILES)
def test_the_older_copy_supplies_the_slots_but_never_the_head(vault: Path, name: str) -> None:
    """An older head is a rollback, so the vault is read-only and says why (§1.1)."""
    newest = vault / KEY_FILE
    newest.write_bytes(BAD_KEY_FILES[name](newest.read_bytes()))
    assert answer_of(vault) == Answer("LOG_KEY_FILE_LOST", TAMPERED)


def test_a_missing_key_file_is_seen(vault: Path) -> None:
    (vault / KEY_FILE).unlink()
    assert answer_of(vault) == Answer("LOG_KEY_FILE_LOST", TAMPERED)
    (vault / OLDER_KEY_FILE).unlink()
    assert answer_of(vault) == Answer("VAULT_MISSING", ExitCode.BAD_FILE)


def test_a_missing_older_copy_is_made_anew(vault: Path) -> None:
    """Nothing is lost with it."""
    (vault / OLDER_KEY_FILE).unlink()
    assert answer_of(vault) == WHOLE
    assert (vault / OLDER_KEY_FILE).exists()


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [(PASSPHRASE, DAMAGED), ("the other passphrase", WRONG_PASSPHRASE)],
)
def test_another_vaults_key_file_is_refused(
    vault: Path, tmp_path: Path, passphrase: str, expected: Answer
) -> None:
    """Whether or not it opens with the same passphrase."""
    other = make_template(tmp_path / "other")
    with open_by(other.folder, PASSPHRASE) as opened:
        custody.change_passphrase(opened, passphrase, events.SELF, WEAK)
    for name in KEY_FILES:
        shutil.copy(other.folder / name, vault)
    assert answer_of(vault) == expected


def test_a_head_from_another_vault_is_refused(vault: Path, tmp_path: Path) -> None:
    other = make_template(tmp_path / "other")
    head = json.loads((other.folder / KEY_FILE).read_bytes())["head"]
    edit_key_files(vault, head_edit(**head))
    assert answer_of(vault) == Answer("LOG_HEAD_FORGED", TAMPERED)


def test_an_old_key_file_put_back_is_seen(history: History, vault: Path) -> None:
    """More than one transaction behind the log is no crash (D3, point 4)."""
    for moment in history.moments[:-2]:
        for name in KEY_FILES:
            (vault / name).write_bytes(moment.key_file)
        assert answer_of(vault) == Answer("LOG_HEAD_BEHIND", TAMPERED)


def test_a_key_file_one_transaction_old_is_taken_for_a_crash(history: History, vault: Path) -> None:
    """The design cannot tell the two apart; the log says that it was repaired."""
    for name in KEY_FILES:
        (vault / name).write_bytes(history.moments[-2].key_file)
    assert answer_of(vault) == Answer("LOG_REPAIRED", ExitCode.YES)
    with open_by(vault, PASSPHRASE) as opened:
        assert kinds(opened.log)[-1] == "log.repaired"


def test_both_files_rolled_back_together_are_not_seen(history: History, vault: Path) -> None:
    """The honest limit (D3, point 5): only a checkpoint kept elsewhere shows it."""
    moment = history.moments[3]
    (vault / DATABASE_FILE).write_bytes(moment.database)
    for name in KEY_FILES:
        (vault / name).write_bytes(moment.key_file)
    assert answer_of(vault) == WHOLE


def test_a_rotation_cannot_be_feigned(vault: Path) -> None:
    """Someone without the key must not bring about an event that says the key was changed.

    The slots in force and their head, copied to ``pending``, carry a mac that is right.
    """
    edit_key_files(
        vault,
        lambda content: content.update(
            pending={"slots": content["slots"], "head": content["head"]}
        ),
    )
    with open_by(vault, PASSPHRASE) as opened:
        assert "vault.keys_rotated" not in kinds(opened.log)


def page_of(database: bytes, page: int) -> bytes:
    """Return one page of a database."""
    return database[page * PAGE : (page + 1) * PAGE]


def put_page(vault: Path, page: int, content: bytes) -> None:
    """Write one page into a vault's database."""
    with (vault / DATABASE_FILE).open("r+b") as file:
        file.seek(page * PAGE)
        file.write(content)
