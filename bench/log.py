"""What the log costs: one durable event, and the tree over a million."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from hashlib import sha256

from bench.measure import Work, ready
from bench.registry import Question, Setting, Sides, benchmark
from bench.synthetic import event_bodies, make_vault
from datadonor.audit import custody
from datadonor.audit.events import SELF, DonationSent
from datadonor.audit.merkle import leaf_hashes, root
from datadonor.vault.database import Connection
from datadonor.vault.slots import new_data_key


@benchmark(
    "event",
    Question("one durable event / one bare FULL commit", "event", "commit", aim=3),
)
def event(setting: Setting) -> Iterator[Sides]:
    """Record single events, each waited for.

    The peer writes a row of the same columns and size, and commits it, to a database
    of its own with the same library, key length and pragmas. It composes nothing and
    keeps no head outside the database.
    """
    number = setting.count(200)
    details = DonationSent(
        recipient="region-hovedstaden",
        sequence=1234,
        bundle_sha256=sha256(b"bundle").hexdigest(),
        confirmed_sha256=sha256(b"confirmed").hexdigest(),
    )
    words = make_vault(setting.folder / "vault", 1)
    with (
        custody.open_vault(setting.folder / "vault", words) as vault,
        closing(Connection.open(setting.folder / "bare.db", new_data_key())) as bare,
    ):
        bare.migrate()
        vault.log.record(details, SELF, project="sleep-and-heart")
        before = vault.log.size
        stored = vault.vault.connection.row(
            "SELECT transaction_number, leaf_hash, body FROM event ORDER BY position DESC"
        )
        assert stored is not None

        def record() -> None:
            for _ in range(number):
                vault.log.record(details, SELF, project="sleep-and-heart")

        def commit() -> None:
            for _ in range(number):  # outside a transaction, so each commits by itself
                bare._raw.execute(
                    "INSERT INTO event (transaction_number, leaf_hash, body) VALUES (?, ?, ?)",
                    stored,
                )

        yield {
            "event": partial(_as_after_opening, vault.vault.connection, record),
            "commit": partial(_as_after_opening, bare, commit),
        }
        assert vault.log.size - before == bare.number("SELECT count(*) FROM event")


@contextmanager
def _as_after_opening(connection: Connection, work: Work) -> Iterator[Work]:
    """Begin with an empty write-ahead log, as the first events after opening a vault do.

    A commit that makes the file longer costs more than one that writes over an old
    part of it. Without this the sides would pass from one to the other at odd times.
    """
    connection.shorten_wal()
    yield work


@benchmark(
    "tree",
    Question("1 M events: built and verified / hash chain", "both", "chain", aim=3),
    Question("the same / hash chain, built and verified", "both", "chain twice"),
    Question("1 M events: built alone / hash chain", "build", "chain", aim=3),
)
def tree(setting: Setting) -> Iterator[Sides]:
    """Hash a log into its tree, then hash it all again and compare.

    The aim's peer is the least that could be called a log: a chain over the same
    bytes, built and never verified. Beside a chain that is verified too it stands in
    the second row.
    """
    bodies = event_bodies(setting.count(1_000_000))

    def build() -> tuple[Sequence[bytes], bytes]:
        leaves = leaf_hashes(bodies)
        return leaves, root(leaves)

    def build_and_verify() -> None:
        leaves, head = build()
        assert leaf_hashes(bodies) == leaves
        assert root(leaves) == head

    def chain() -> bytes:
        link = bytes(32)
        for body in bodies:
            link = sha256(link + body).digest()
        return link

    def chain_twice() -> None:
        assert chain() == chain()

    yield {
        "both": ready(build_and_verify),
        "build": ready(build),
        "chain": ready(chain),
        "chain twice": ready(chain_twice),
    }
