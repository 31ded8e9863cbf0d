"""Auditor's packages whose log was written by another program, with the log's own key.

Ours writes no such events. Whoever has the key can: leaves, root and signature all fit.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from datadonor.audit.checkpoint import Checkpoint, sign_checkpoint
from datadonor.audit.merkle import leaf_hash
from datadonor.audit.package_log import CHECKPOINT, EVENTS, KEY, LEAVES, Tree
from tests.audit_altered_packages import rewritten
from tests.releases import PROJECT


class Line(NamedTuple):
    """An event as it goes into a log, and what a package makes of it."""

    body: bytes
    is_shown: bool = True
    is_counted_erased: bool = False


def relogged(
    content: bytes, key: Ed25519PrivateKey, change: Callable[[list[Line]], Iterable[Line]]
) -> bytes:
    """Write the log of a package anew, in which everything is shown.

    Args:
        content: The package.
        key: Of its log.
        change: Takes its events, and returns others.
    """

    def write(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        lines = [*change([Line(each) for each in files[EVENTS].split(b"\n")[:-1]])]
        shown = [each.body for each in lines if each.is_shown]
        erased = sum(each.is_counted_erased for each in lines)
        files[EVENTS] = b"".join(body + b"\n" for body in shown)
        files[LEAVES] = b"".join(leaf_hash(each.body) for each in lines)
        tree = Tree(files[LEAVES])
        head = Checkpoint(files[KEY].decode().partition("+")[0], tree.size, tree.root_at(tree.size))
        files[CHECKPOINT] = sign_checkpoint(head, key)
        hidden = len(lines) - len(shown) - erased
        manifest["log"] = {
            "size": len(lines), "shown": len(shown), "hidden": hidden, "erased": erased,
        }  # fmt: skip

    return rewritten(content, write)


def written(kind: str, what: dict[str, Any], project: str | None = PROJECT) -> bytes:
    """Return the bytes of an event of any kind, at the moment at which these tests stand."""
    outside: dict[str, Any] = {} if project is None else {"project": project}
    when = {"clock": "steady", "recorded": "2026-09-30T12:00:00.000Z"}
    said: dict[str, Any] = {
        "format": "datadonor.event/1", "kind": kind, "salt": "0" * 32, "what": {"v": 1, **what},
        "when": when, "who": {"capacity": "self"}, "why": "asked",
    }  # fmt: skip
    return rfc8785.dumps(outside | said)


def _sent() -> bytes:
    digests = {"bundle_sha256": "7" * 64, "confirmed_sha256": "7" * 64}
    return written("donation.sent", {"recipient": "another", "sequence": 1, **digests})


def _with(*bodies: bytes) -> Callable[[list[Line]], list[Line]]:
    return lambda lines: [*lines, *map(Line, bodies)]


def _erased_later(lines: list[Line]) -> list[Line]:
    later = written("vault.opened_by_recovery", {}, None)
    said = {"position": len(lines) + 1, "leaf_sha256": leaf_hash(later).hex()}
    erased = Line(written("log.erased", said, None))
    return [*lines, erased, Line(later, is_shown=False, is_counted_erased=True)]


def _erased_another(lines: list[Line]) -> list[Line]:
    said = {"position": 1, "leaf_sha256": "0" * 64}
    gone = Line(lines[1].body, is_shown=False, is_counted_erased=True)
    return [lines[0], gone, *lines[2:], Line(written("log.erased", said, None))]


REWRITTEN: Final[dict[str, tuple[str, Callable[[list[Line]], Iterable[Line]]]]] = {
    "kind told twice": (
        "EVENT_UNREADABLE",
        _with(_sent().replace(b'"kind":', b'"kind":"network.contacted","kind":')),
    ),
    "kind told again elsewhere": (
        "EVENT_UNREADABLE",
        _with(
            written("network.contacted", {}).replace(
                b'"salt"', b'"k\\u0069nd":"donation.sent","salt"'
            )
        ),
    ),
    "kind written with an escape": (
        "EVENT_UNREADABLE",
        _with(written("consent.withdrawn", {}).replace(b"consent.", b"c\\u006fnsent.")),
    ),
    "event with blanks": (
        "EVENT_UNREADABLE",
        _with(json.dumps(json.loads(written("consent.withdrawn", {}))).encode()),
    ),
    "withdrawal from no project": (
        "EVENT_UNREADABLE",
        _with(written("consent.withdrawn", {}, None)),
    ),
    "event of no form": ("EVENT_UNREADABLE", _with(b"[]")),
    "event of a year that no calendar ends": (
        "EVENT_UNREADABLE",
        _with(written("consent.withdrawn", {"decided": "9999-12-31T23:59:59.000Z"})),
    ),
    "event of before there were computers": (
        "EVENT_UNREADABLE",
        _with(written("consent.withdrawn", {"decided": "0001-01-01T00:00:00.000Z"})),
    ),
    "erased before it was written": ("EVENT_UNCOUNTED", _erased_later),
    "another erased than is said": ("EVENT_UNCOUNTED", _erased_another),
}
"""What was done → the code that names it, and how to do it to the log of a good package."""
