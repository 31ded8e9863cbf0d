"""The log in an auditor's package: every leaf's hash, and the bytes of the events shown.

With all leaves every root can be made anew, at every size: that is a proof of inclusion for
each event shown and of consistency for each checkpoint, and it is shorter than those proofs
as soon as more than one event in seventeen is shown (``docs/formats/audit-package.md``).
Must not know: what events mean, beyond which ones say that another was erased.
"""

from collections.abc import Container, Iterable, Sequence
from hashlib import sha256
from operator import le, lt
from typing import Final, NamedTuple

from datadonor.audit import events
from datadonor.audit.checkpoint import Checkpoint, open_checkpoint
from datadonor.audit.events import Erased, Event, Position, starts_with_family, starts_with_kind
from datadonor.audit.merkle import EMPTY_ROOT, HASH_BYTES, node_hash
from datadonor.audit.note import NoteError
from datadonor.audit.package_file import PackageUnreadable
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.errors import DatadonorError

KEY: Final = "log/key"
CHECKPOINT: Final = "log/checkpoint"
LEAVES: Final = "log/leaves"
EVENTS: Final = "log/events.jsonl"

_FORMAT: Final = starts_with_kind("").removesuffix(b'",')
_RECORDED: Final = b'"recorded":"'
_MOMENT_END: Final = len(_RECORDED) + len("2026-05-03T06:12:09.120Z")
_READ: Final = (
    *(starts_with_family(family) for family in ("consent", "request")),
    *(
        starts_with_kind(details.kind)
        for details in (
            events.DonationAnswered,
            events.DonationSealed,
            events.DonationSent,
            events.Erased,
            events.RegistryChosen,
            events.Restored,
        )
    ),
)
"""How the events begin that are read in full: those that a verdict rests on."""


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

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Hash the tree once."""
        self.size = len(leaves)
        level = list(leaves)
        self._levels = [level]
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)  # an odd last one goes no further
            level = [sha256(b"\1" + left + right).digest() for left, right in pairs]
            self._levels.append(level)

    def root_at(self, size: int) -> bytes:
        """Return the root that the first ``size`` leaves have."""
        over: bytes | None = None
        end = size
        for level in self._levels:
            if end & 1:
                over = level[end - 1] if over is None else node_hash(level[end - 1], over)
            end >>= 1
        return EMPTY_ROOT if over is None else over


class PackageLog(NamedTuple):
    """The log of a package, and what was found of it.

    Attributes:
        key: The log's public key, as a vkey.
        head: What the checkpoint says; nothing if it is not the log's own.
        tree: Over all leaves.
        shown: The place and bytes of each event that is shown, in the log's order.
        read: Those that a verdict rests on, read in full.
        findings: What does not fit.
    """

    key: str
    head: Checkpoint | None
    tree: Tree
    shown: list[tuple[int, bytes]]
    read: list[Placed]
    findings: list[PackageFinding]


def read_log(files: dict[str, bytes], counts: Counts) -> PackageLog:
    """Read the log of a package and hold it against its own checkpoint.

    Raises:
        PackageUnreadable: There is no log in it.
    """
    if not {KEY, CHECKPOINT, LEAVES, EVENTS} <= files.keys():
        raise PackageUnreadable
    key = files[KEY].decode("utf-8", "replace").removesuffix("\n")
    hashes = files[LEAVES]
    leaves = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]
    if len(hashes) % HASH_BYTES or not leaves:
        raise PackageUnreadable
    tree = Tree(leaves)
    head, findings = open_head(files[CHECKPOINT], key, CHECKPOINT)
    if head is not None and (head.size, head.root) != (tree.size, tree.root_at(tree.size)):
        findings.append(finding("TREE_OTHER", LEAVES))
    bodies = _lines(files[EVENTS])
    shown, misplaced = _place(bodies, leaves)
    read, unreadable = _read_events(shown)
    findings += misplaced + unreadable
    gone = erased_in(read, {at for at, _ in shown}) if read else set()
    findings += _count(len(bodies), len(shown), len(gone), counts, tree)
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


def _place(
    bodies: list[bytes], leaves: Sequence[bytes]
) -> tuple[list[tuple[int, bytes]], list[PackageFinding]]:
    """Return each event with its place, by its hash: in order, and each once."""
    places = {leaf: at for at, leaf in enumerate(leaves)}
    found = list(map(places.get, [sha256(b"\0" + body).digest() for body in bodies]))
    begins = [body.rfind(_RECORDED) for body in bodies]
    recorded = [body[at : at + _MOMENT_END] for at, body in zip(begins, bodies, strict=True)]
    known = [at for at in found if at is not None]
    is_in_order = all(map(lt, known, known[1:])) and all(map(le, recorded, recorded[1:]))
    if is_in_order and len(known) == len(bodies):
        return list(zip(known, bodies, strict=True)), []
    findings, last, latest = [], -1, b""
    for number, (at, moment) in enumerate(zip(found, recorded, strict=True), 1):
        if at is None:
            findings.append(finding("EVENT_ALTERED", f"{EVENTS}:{number}"))
        elif at <= last:
            code = "EVENT_DOUBLED" if at == last else "EVENTS_REORDERED"
            findings.append(finding(code, at))
        else:
            if moment < latest:
                findings.append(finding("TIME_WENT_BACK", at))
            last, latest = at, max(moment, latest)
    placed = {at: body for at, body in zip(found, bodies, strict=True) if at is not None}
    return sorted(placed.items()), findings


def _read_events(
    placed: Sequence[tuple[int, bytes]],
) -> tuple[list[Placed], list[PackageFinding]]:
    """Read those events that a verdict rests on."""
    read: list[Placed] = []
    found: list[PackageFinding] = []
    for at, body in placed:
        if body.startswith(_FORMAT) and not body.startswith(_READ):
            continue
        try:
            read.append(Placed(Position(at), body, events.parse_event(body)))
        except DatadonorError:
            found.append(finding("EVENT_UNREADABLE", at))
    return read, found


def erased_in(read: Iterable[Placed], shown: Container[int]) -> set[int]:
    """Return the places whose words were erased, as events that are shown say."""
    said = {
        each.event.what.position
        for each in read
        if each.event is not None and isinstance(each.event.what, Erased)
    }
    return {at for at in said if at not in shown}


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
