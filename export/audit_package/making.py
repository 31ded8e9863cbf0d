"""Making an auditor's package from an open vault, and noting in the log that it was made.

Events about health data (imports, deletions, own copies) are never shown, and neither is a
decision that holds the person's own words or names records. What is about no release can be
hidden besides, as the person wishes. Used on the vault's writing thread.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from consent.log_entries import sort_event
from consent.shelf import RequestUnknown
from datadonor import paths
from datadonor.audit import events
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import (
    Actor,
    Head,
    LogExported,
    Position,
    TimestampReceived,
    instant,
    starts_with_family,
    starts_with_kind,
)
from datadonor.audit.package_file import MANIFEST, write_package
from datadonor.audit.package_log import (
    CHECKPOINT,
    EVENTS,
    KEY,
    LEAVES,
    Placed,
    erased_in,
)
from datadonor.errors import DatadonorError, ExitCode
from datadonor.vault.errors import VaultReadOnly
from export.audit_package.gathering import Gathered, gather
from export.audit_package.manifest import LogCounts, Manifest, digests, write_manifest

_NEVER: Final = (starts_with_family("data"), starts_with_family("import"))
"""Events that tell of the data themselves: a category or a format names an illness."""

_NEEDED: Final = (
    *(
        starts_with_family(family)
        for family in (
            "attestation", "consent", "donation", "mandate", "registry", "request", "timestamp",
        )
    ),
    *(
        starts_with_kind(details.kind)
        for details in (events.Erased, events.Restored, events.VaultCreated, events.VaultMigrated)
    ),
)  # fmt: skip
"""Events that a verdict rests on: without one of them another could look right that is not."""

_ALWAYS: Final = (
    *_NEEDED,
    *(starts_with_family(family) for family in ("assistance", "log", "paper", "vault")),
)

_OF_ONE: Final = starts_with_kind(TimestampReceived.kind)
"""An event that is about one project, also where it does not name it."""


class EventNotHidable(DatadonorError):
    """The event decides about a consent or a release (fact: ``position``)."""

    code = "EVENT_NOT_HIDABLE"
    exit_code = ExitCode.NO


class Wanted(NamedTuple):
    """What goes into a package: one project or all, without some events."""

    project: str | None = None
    hide: frozenset[int] = frozenset()


class MadePackage(NamedTuple):
    """A package, and what it counts."""

    manifest: Manifest
    content: bytes

    @property
    def sha256(self) -> str:
        """Of the whole file, in hex."""
        return sha256(self.content).hexdigest()


def make_package(opened: OpenVault, wanted: Wanted) -> MadePackage:
    """Return the package of a vault. Nothing is written.

    Raises:
        RequestUnknown: The log tells nothing of the project.
        NoSuchEvent: One is to be hidden that is not there.
        EventNotHidable: A verdict rests on it.
        PackageTooLarge: There is more than a package can hold.
    """
    log = opened.log
    for position in sorted(wanted.hide):
        log.event(Position(position))
    rows = opened.vault.connection.rows("SELECT position, leaf_hash, body FROM event")
    leaves: dict[int, bytes] = {}
    shown: list[Placed] = []
    for position, leaf, body in rows:
        leaves[position] = leaf
        if body is not None and _is_shown(position, body, wanted):
            shown.append(Placed(Position(position), body, _read(body)))
    shown.sort(key=lambda each: each.position)
    if wanted.project is not None and not _is_told(shown, wanted.project):
        raise RequestUnknown
    gathered = gather(opened, shown, wanted.project)
    files = {
        KEY: log.verifier_key().encode() + b"\n",
        CHECKPOINT: log.checkpoint(),
        LEAVES: b"".join(leaves[at] for at in range(log.size)),
        EVENTS: b"".join(each.body + b"\n" for each in shown),
        **gathered.files,
    }
    manifest = _manifest(opened, wanted, shown, leaves, gathered)
    files[MANIFEST] = write_manifest(manifest)
    return MadePackage(manifest, write_package(files))


def save_package(opened: OpenVault, wanted: Wanted, file: Path, who: Actor) -> MadePackage:
    """Write a package to a file, and note in the log that it was written.

    Raises:
        DatadonorError: As ``make_package`` says.
        HelperPresent: Somebody helps; nothing was written.
        VaultReadOnly, DiskFull, DiskRefused: The log could not tell of it, so the file is gone.
    """
    opened.log.require_alone()
    if opened.vault.is_read_only:
        raise VaultReadOnly
    made = make_package(opened, wanted)
    head = Head(size=opened.log.size, root=opened.log.root().hex())
    with paths.disk_errors():
        paths.write_durably(file, made.content)
    try:
        details = LogExported(head=head, file_sha256=made.sha256)
        opened.log.record(details, who, project=wanted.project)
    except BaseException:
        paths.discard(file)  # what left the vault stands in the log, or has not left it
        raise
    return made


# -- within ---------------------------------------------------------------------------


def _is_shown(position: int, body: bytes, wanted: Wanted) -> bool:
    if body.startswith(_NEVER):
        return False
    entry = sort_event(Position(position), body)
    project = None if entry is None or not entry.project else entry.project
    is_about = wanted.project is None or project in (None, wanted.project)
    if position in wanted.hide:
        if is_about and body.startswith(_NEEDED):
            raise EventNotHidable(position=position)
        return False
    # Who looks at one project needs not see which computers were spoken with for others.
    return is_about and (project is not None or wanted.project is None or _is_common(body))


def _is_told(shown: Iterable[Placed], project: str) -> bool:
    return any(each.event is not None and each.event.project == project for each in shown)


def _is_common(body: bytes) -> bool:
    return body.startswith(_ALWAYS) and not body.startswith(_OF_ONE)


def _read(body: bytes) -> events.Event | None:
    return events.parse_event(body) if body.startswith(_ALWAYS) else None


def _manifest(
    opened: OpenVault,
    wanted: Wanted,
    shown: Sequence[Placed],
    leaves: Mapping[int, bytes],
    gathered: Gathered,
) -> Manifest:
    erased = len(erased_in(shown, (each.position for each in shown), leaves.__getitem__))
    size = opened.log.size
    return Manifest(
        made=instant(opened.log.now()),
        project=wanted.project,
        log=LogCounts(
            size=size, shown=len(shown), hidden=size - len(shown) - erased, erased=erased
        ),
        withheld=sorted(gathered.withheld),
        files=digests(gathered.files),
    )
