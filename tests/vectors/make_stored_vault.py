"""Makes a vault of the schema as it is now, to be opened by every later program.

Run once when a schema is released: ``python tests/vectors/make_stored_vault.py``. Its
passphrase is "blå hest ved åen"; its log holds three events. What is in it is invented.
"""

import sys
import tempfile
from array import array
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from consent.book import ConsentBook  # noqa: E402 - the path comes first
from consent.flow import save_conversation  # noqa: E402
from datadonor.audit import custody, events  # noqa: E402
from datadonor.records.dictionaries import ImportId  # noqa: E402
from datadonor.records.sample import IdentifierKind, KnownIdentifier, Trace  # noqa: E402
from datadonor.records.writing import RecordWriter  # noqa: E402
from datadonor.vault import schema  # noqa: E402
from datadonor.vault.database import Connection  # noqa: E402
from tests.consents import NOON, give, signed_request  # noqa: E402
from tests.synthetic_conversations import fresh  # noqa: E402
from tests.unit.records.stored import (  # noqa: E402
    NOON as NOON_MS,
)
from tests.unit.records.stored import (  # noqa: E402
    PHONE,
    asleep,
    letter,
    pulse,
    steps,
    workout,
)

PASSPHRASE = "blå hest ved åen"


def write_records(connection: Connection) -> None:
    """Write one record of every shape."""
    connection.execute(
        "INSERT INTO import (name, format, file_sha256) VALUES ('synthetic', 'test', ?)",
        (bytes(32),),
    )
    writer = RecordWriter(connection, ImportId(1))
    for sample in (pulse(NOON_MS, 60), steps(NOON_MS, 100), steps(NOON_MS, 90, PHONE)):
        writer.add_sample(sample)
    writer.add_sample(asleep(NOON_MS, "asleep_core"))
    writer.add_episode(
        workout(NOON_MS)._replace(traces=(Trace("rate", "/min", array("h", [60, 61])),))
    )
    writer.add_document(letter(1, NOON_MS, samples=(pulse(NOON_MS + 1, 61),)))
    writer.add_identifier(KnownIdentifier(IdentifierKind.CPR, "3102991234", is_subject=True))
    writer.finish()
    connection.execute("INSERT INTO table_mapping VALUES ('ab', '{}')")


def write_outbox(connection: Connection) -> None:
    """Write a bundle that was received, and one line of it."""
    digest = bytes(range(32))
    connection.execute(
        "INSERT INTO outbox (project, sequence, state, recipient, format, bundle_sha256, "
        "bundle_bytes, manifest_sha256, blinding, checkpoint, updated) "
        "VALUES ('synthetic', 1, 'received', 'someone', 'age', ?, 1, ?, ?, ?, ?)",
        (digest, digest, digest, b"synthetic", "2026-01-01T00:00:00.000Z"),
    )
    connection.execute("INSERT INTO sent_line VALUES ('synthetic', ?, 1)", (digest[:16],))


def make(out: Path) -> None:
    """Make the vault and write its backup."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        custody.create_vault(folder, PASSPHRASE)
        with custody.open_vault(folder, PASSPHRASE) as opened:
            give(ConsentBook(opened), "steps")
            save_conversation(opened, fresh("sleep"), NOON)
            guardian = events.Actor(capacity="guardian", basis="parent")
            with opened.log.transaction(guardian) as recording:
                write_records(recording.connection)
                write_outbox(recording.connection)
                recording.append(
                    events.ConsentWithdrawn(), project=signed_request("steps").request.id
                )
            custody.back_up(opened, out, events.SELF)


if __name__ == "__main__":
    make(ROOT / "tests" / "vectors" / "vaults" / f"schema-{schema.VERSION}.ddbackup")
