"""The log in a package: every earlier root from the leaves, and each event in its place."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.events import (
    SELF,
    PassphraseChanged,
    VaultCreated,
    When,
    Why,
    compose_event,
    starts_with_family,
    starts_with_kind,
)
from datadonor.audit.merkle import leaf_hashes, root
from datadonor.audit.note import VerifierKey
from datadonor.audit.package_log import (
    CHECKPOINT,
    EVENTS,
    KEY,
    LEAVES,
    Counts,
    PackageLog,
    Shown,
    Tree,
    read_log,
)

SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(3, 35)))
ORIGIN = "datadonor/log/" + "0" * 32
FOREIGN = b'{"format":"datadonor.event/2","kind":"consent.given"}'


def event(second: int = 0) -> bytes:
    when = When(recorded=f"2026-09-01T12:00:{second:02d}.000Z", clock="steady")
    return compose_event(VaultCreated(schema_version=6), when=when, who=SELF, why=Why.ASKED)


def log_of(lines: list[bytes], leaves: list[bytes], hidden: int = 0) -> PackageLog:
    tree = Tree(b"".join(leaves))
    head = Checkpoint(ORIGIN, tree.size, tree.root_at(tree.size))
    files = {
        KEY: VerifierKey(ORIGIN, SIGNING_KEY.public_key()).format().encode() + b"\n",
        CHECKPOINT: sign_checkpoint(head, SIGNING_KEY),
        LEAVES: b"".join(leaves),
        EVENTS: b"".join(line + b"\n" for line in lines),
    }
    return read_log(files, Counts(len(leaves), len(lines), hidden, 0))


def codes(log: PackageLog) -> list[str]:
    return [each.code for each in log.findings]


def test_every_earlier_root_is_the_one_that_the_log_had() -> None:
    leaves = leaf_hashes(b"%d" % number for number in range(70))
    for size in range(1, len(leaves) + 1):
        tree = Tree(b"".join(leaves[:size]))
        assert tree.size == size
        assert [tree.root_at(each) for each in range(size + 1)] == [
            root(leaves[:each]) for each in range(size + 1)
        ]


def test_events_stand_where_their_hashes_do_whether_some_are_hidden_or_none() -> None:
    events = [event(second) for second in range(6)]
    leaves = leaf_hashes(events)
    whole = log_of(events, leaves)
    assert (codes(whole), list(whole.shown.places)) == ([], [0, 1, 2, 3, 4, 5])
    part = log_of([events[1], events[4]], leaves, hidden=4)
    assert (codes(part), list(part.shown.places)) == (["EVENTS_HIDDEN"], [1, 4])


def test_an_event_that_the_log_itself_has_twice_is_named() -> None:
    events = [event(), event(1)]
    twice = [*events, events[1]]
    assert codes(log_of(twice, leaf_hashes(twice))) != []
    assert codes(log_of(events, leaf_hashes(events))) == []


def test_a_time_that_goes_back_is_named_though_all_leaves_are_there() -> None:
    events = [event(5), event(3), event(4)]
    assert codes(log_of(events, leaf_hashes(events))) == ["TIME_WENT_BACK", "TIME_WENT_BACK"]


def test_events_are_found_by_how_they_begin() -> None:
    when = When(recorded="2026-09-01T12:00:00.000Z", clock="steady")
    other = compose_event(
        PassphraseChanged(same_passphrase=False), when=when, who=SELF, why=Why.ASKED
    )
    shown = Shown(range(4), [event(), other, FOREIGN, event()])
    assert shown.numbers_of(starts_with_kind(VaultCreated.kind)) == [0, 3]
    assert shown.numbers_of(starts_with_kind(PassphraseChanged.kind)) == [1]
    assert shown.numbers_of(starts_with_family("vault")) == [0, 1, 3]
    assert shown.numbers_of(starts_with_kind("vault.create")) == []
    assert shown.foreign() == [2]


def test_what_is_in_no_known_form_is_named_and_not_passed_over() -> None:
    lines = [event(), FOREIGN + b"\x20"]
    assert "EVENT_UNREADABLE" in codes(log_of(lines, leaf_hashes(lines)))
