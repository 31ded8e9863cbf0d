"""The log in an auditor's package: every leaf's hash, and the bytes of the events shown.

With all leaves every root can be made anew, at every size: that is a proof of inclusion for
each event shown and of consistency for each checkpoint, and it is shorter than those proofs
as soon as more than one event in seventeen is shown (``docs/formats/audit-package.md``).
Must not know: what events mean, beyond which ones say that another was erased.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import compress, count
from operator import le, lt
from struct import Struct
from typing import Any, Final, NamedTuple, cast

from datadonor.audit import events
from datadonor.audit.checkpoint import Checkpoint, open_checkpoint
from datadonor.audit.events import Erased, Event, Position, starts_with_family, starts_with_kind
from datadonor.audit.merkle import EMPTY_ROOT, HASH_BYTES, leaf_hashes, node_hash
from datadonor.audit.note import NoteError
from datadonor.audit.package_file import PackageUnreadable
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.errors import DatadonorError

KEY: Final = "log/key"
CHECKPOINT: Final = "log/checkpoint"
LEAVES: Final = "log/leaves"
EVENTS: Final = "log/events.jsonl"
PARTS: Final = frozenset({KEY, CHECKPOINT, LEAVES, EVENTS})
"""The files of a log: all of them, and no other."""

_FORMAT: Final = starts_with_kind("").removesuffix(b'",')
_RECORDED: Final = b'"recorded":"'
_MOMENT: Final = len("2026-05-03T06:12:09.120Z")
_HEAD: Final = len(_FORMAT) + 12
"""As many bytes as tell nearly all kinds apart; there are few such heads, and many events."""

_READ: Final = (
    *(starts_with_family(each) for each in ("attestation", "consent", "mandate", "request")),
    *(
        starts_with_kind(details.kind)
        for details in (
            events.DonationAnswered,
            events.DonationDropped,
            events.DonationSealed,
            events.DonationSent,
            events.Erased,
            events.RegistryChosen,
            events.Restored,
            events.TimeAuthorityChosen,
            events.TimestampReceived,
            events.VaultCreated,
            events.VaultMigrated,
        )
    ),
)
"""How the events begin that are read in full: those that a verdict rests on."""


_OF_PROJECTS: Final = tuple(starts_with_family(each) for each in ("consent", "donation", "request"))
"""How the events begin that are about a project, each about one."""

_KIND: Final = b'"kind"'
_ESCAPE: Final = b"\\"

_LEAF: Final = Struct(f"{HASH_BYTES}s")
_PAIR: Final = Struct(f"{2 * HASH_BYTES}s")


class Counts(NamedTuple):
    """How many events there are, as the manifest says."""

    size: int
    shown: int
    hidden: int
    erased: int


class Placed(NamedTuple):
    """An event that is shown; ``event`` is nothing where a verdict does not rest on it."""

    position: Position
    body: bytes
    event: Event | None


class Tree:
    """All complete subtrees over some leaves: every earlier root in a few steps."""

    def __init__(self, leaves: bytes) -> None:
        """Hash the tree once.

        Args:
            leaves: Their hashes, one behind the other.
        """
        node: Any = sha256(b"\1").copy  # Any: update returns nothing, so "or" goes on
        self.size = len(leaves) // HASH_BYTES
        self._levels = [leaves]
        while len(leaves) > HASH_BYTES:
            end = len(leaves) // _PAIR.size * _PAIR.size  # an odd last one goes no further
            pairs = _PAIR.iter_unpack(leaves[:end])
            leaves = b"".join([(made := node()).update(pair) or made.digest() for (pair,) in pairs])
            self._levels.append(leaves)

    def leaf(self, position: int) -> bytes:
        """Return the hash in a place of the log."""
        return self._levels[0][position * HASH_BYTES : (position + 1) * HASH_BYTES]

    def root_at(self, size: int) -> bytes:
        """Return the root that the first ``size`` leaves have."""
        over: bytes | None = None
        end = size
        for level in self._levels:
            if end & 1:
                own = level[(end - 1) * HASH_BYTES : end * HASH_BYTES]
                over = own if over is None else node_hash(own, over)
            end >>= 1
        return EMPTY_ROOT if over is None else over


class Shown:
    """The events that are shown, in the log's order.

    Attributes:
        places: Of each, ascending.
        bodies: The bytes of each.
    """

    def __init__(self, places: Sequence[int], bodies: Sequence[bytes]) -> None:
        """Take note of how each begins."""
        self.places = places
        self.bodies = bodies
        self._heads = [body[:_HEAD] for body in bodies]
        self._kinds = frozenset(self._heads)

    def numbers_of(self, *starts: bytes) -> list[int]:
        """Return which of the events begin in one of some ways, as numbers from 0, ascending."""
        heads = {head for head in self._kinds if _may_begin(head, starts)}
        likely = compress(count(), map(heads.__contains__, self._heads))
        return [number for number in likely if self.bodies[number].startswith(starts)]

    def latest(self) -> str:
        """Return when the last of them was recorded; there is one."""
        (moment,) = _recorded(self.bodies[-1:])
        return moment.decode("ascii", "replace")

    def foreign(self) -> list[int]:
        """Return which of them are in no form that is known here, as numbers from 0, ascending."""
        heads = {head for head in self._kinds if not head.startswith(_FORMAT)}
        return [number for number, head in enumerate(self._heads) if head in heads] if heads else []

    def homeless(self) -> list[int]:
        """Return which of them are about no project, though such as are about one, likewise."""
        return [
            number
            for number in self.numbers_of(*_OF_PROJECTS)
            if self.bodies[number].split(b'"', 10)[9:10] != [b"project"]
        ]

    def ambiguous(self, content: bytes) -> list[int]:
        """Return which of them another reader could take for another kind, likewise.

        That is where the kind may stand twice, or be written in two ways. Whoever helps may
        have such a name. To read all in full would cost ten times what hashing them does.

        Args:
            content: The lines that these are from. Most have none such, and are not cut up.
        """
        if content.count(_KIND) == len(self.bodies) and _ESCAPE not in content:
            return []
        return [
            number
            for number, body in enumerate(self.bodies)
            if body.count(_KIND) != 1 or _ESCAPE in body
        ]


class PackageLog(NamedTuple):
    """The log of a package, and what was found of it.

    Attributes:
        key: The log's public key, as a vkey.
        head: What the checkpoint says; nothing if it is not the log's own.
        tree: Over all leaves.
        shown: Those events that are shown.
        read: Those that a verdict rests on, read in full.
        findings: What does not fit.
    """

    key: str
    head: Checkpoint | None
    tree: Tree
    shown: Shown
    read: list[Placed]
    findings: list[PackageFinding]


def read_log(files: dict[str, bytes], counts: Counts) -> PackageLog:
    """Read the log of a package and hold it against its own checkpoint.

    Raises:
        PackageUnreadable: There is no log in it.
    """
    if PARTS - files.keys():
        raise PackageUnreadable
    key = files[KEY].decode("utf-8", "replace").removesuffix("\n")
    leaves = files[LEAVES][: len(files[LEAVES]) // HASH_BYTES * HASH_BYTES]
    tree = Tree(leaves)
    head, findings = open_head(files[CHECKPOINT], key, CHECKPOINT)
    is_other = head is not None and (head.size, head.root) != (tree.size, tree.root_at(tree.size))
    if is_other or not leaves or leaves != files[LEAVES]:
        findings.append(finding("TREE_OTHER", LEAVES))
    lines = _lines(files[EVENTS])
    places, bodies, misplaced = _place(lines, leaves)
    shown = Shown(places, bodies)
    read, unreadable = _read_events(shown, files[EVENTS])
    findings += misplaced + unreadable
    gone = erased_in(read, places, tree.leaf)
    findings += _count(len(lines), len(bodies), len(gone), counts, tree)
    return PackageLog(key, head, tree, shown, read, findings)


def open_head(note: bytes, key: str, where: str) -> tuple[Checkpoint | None, list[PackageFinding]]:
    """Return what a checkpoint says if the log's own key signed it."""
    try:
        return open_checkpoint(note, key), []
    except NoteError:
        is_own = note.partition(b"\n")[0] == key.partition("+")[0].encode()
        code = "CHECKPOINT_UNSIGNED" if is_own else "CHECKPOINT_OTHER_LOG"
        return None, [finding(code, where)]


# -- within ---------------------------------------------------------------------------


def _lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    if lines.pop():
        raise PackageUnreadable  # the last one has no end
    return lines


def _recorded(bodies: Iterable[bytes]) -> list[bytes]:
    """Return when events were recorded, as they say; anything where one does not say so."""
    return [body.rpartition(_RECORDED)[2][:_MOMENT] for body in bodies]


def _place(
    bodies: list[bytes], leaves: bytes
) -> tuple[Sequence[int], list[bytes], list[PackageFinding]]:
    """Return the events with their places, by their hashes: in order, and each once."""
    hashes = leaf_hashes(bodies)
    recorded = _recorded(bodies)
    is_rising = all(map(lt, recorded, recorded[1:]))  # then none is there twice, either
    is_in_time = is_rising or all(map(le, recorded, recorded[1:]))
    is_each_once = is_rising or (is_in_time and len(set(hashes)) == len(hashes))
    if is_each_once and b"".join(hashes) == leaves:
        return range(len(bodies)), bodies, []  # nothing is hidden: the places are plain
    places = {leaf: at for at, (leaf,) in enumerate(_LEAF.iter_unpack(leaves))}
    found = list(map(places.get, hashes))
    if is_in_time and None not in found:
        known = cast("list[int]", found)
        if all(map(lt, known, known[1:])):
            return known, bodies, []
    findings = list(_misplaced(found, recorded))
    placed = {at: body for at, body in zip(found, bodies, strict=True) if at is not None}
    return sorted(placed), [placed[at] for at in sorted(placed)], findings


def _misplaced(found: list[int | None], recorded: list[bytes]) -> Iterator[PackageFinding]:
    """Yield which lines are no events of this log, or do not stand where they should."""
    last, latest = -1, b""
    for number, (at, moment) in enumerate(zip(found, recorded, strict=True), 1):
        if at is None:
            yield finding("EVENT_ALTERED", f"{EVENTS}:{number}")
        elif at <= last:
            yield finding("EVENT_DOUBLED" if at == last else "EVENTS_REORDERED", at)
        else:
            if moment < latest:
                yield finding("TIME_WENT_BACK", at)
            last, latest = at, max(moment, latest)


def _read_events(shown: Shown, content: bytes) -> tuple[list[Placed], list[PackageFinding]]:
    """Read those events that a verdict rests on, and those that may be one in another form."""
    read: list[Placed] = []
    findings: list[PackageFinding] = []
    needed, homeless = {*shown.numbers_of(*_READ)}, {*shown.homeless()}
    for number in sorted({*needed, *homeless, *shown.foreign(), *shown.ambiguous(content)}):
        at, body = shown.places[number], shown.bodies[number]
        try:
            event = None if number in homeless else events.parse_event(body)
        except DatadonorError:
            event = None
        if event is None:
            findings.append(finding("EVENT_UNREADABLE", at))
        elif number in needed:
            read.append(Placed(Position(at), body, event))
    return read, findings


def _may_begin(head: bytes, starts: Iterable[bytes]) -> bool:
    return any(head.startswith(start) or start.startswith(head) for start in starts)


def erased_in(
    read: Iterable[Placed], shown: Iterable[int], leaf: Callable[[int], bytes]
) -> set[int]:
    """Return the places whose words were erased, as events that are shown say.

    What was erased stood before, and its hash stands there still: another one is not meant.

    Args:
        read: Events.
        shown: The places of all that are shown.
        leaf: Returns the hash in a place of the log.
    """
    said = {
        what.position
        for each in read
        if each.event is not None and isinstance(what := each.event.what, Erased)
        if what.position < each.position and leaf(what.position).hex() == what.leaf_sha256
    }
    return said.difference(shown) if said else said


def _count(lines: int, shown: int, erased: int, counts: Counts, tree: Tree) -> list[PackageFinding]:
    """Compare what is there with what the manifest counts, and say what is not shown."""
    if lines != counts.shown:
        return [finding("EVENT_REMOVED" if lines < counts.shown else "EVENT_ADDED", EVENTS)]
    counted = counts.hidden + counts.erased
    if (counts.size, lines + counted, erased) != (tree.size, tree.size, counts.erased):
        return [finding("EVENT_UNCOUNTED", EVENTS, absent=tree.size - shown, counted=counted)]
    found = []
    if counts.hidden:
        found.append(finding("EVENTS_HIDDEN", EVENTS, count=counts.hidden))
    if counts.erased:
        found.append(finding("EVENTS_ERASED", EVENTS, count=counts.erased))
    return found
