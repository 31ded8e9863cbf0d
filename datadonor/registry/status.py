"""How a registry stands, as its operator should know it: versions, days left, what waits.

Must not know: private keys, who asks, words. The moment is passed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tuf.api.metadata import Root, Signed, Snapshot, TargetFile, Targets, Timestamp

from datadonor.registry.publication import Publication
from datadonor.registry.targets import BINS
from datadonor.texts import Language, text

SOON_DAYS: Final = {Root.type: 30, Targets.type: 30, Snapshot.type: 3, Timestamp.type: 3}
"""Days left at which the operator is reminded: time to fetch keys, or to do the weekly signing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How records differ from what was published; names of targets, ascending, no bins."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many records differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(frozen=True, slots=True)
class RoleStatus:
    """How one role stands.

    ``days`` are whole ones until it runs out, negative after; ``is_signed`` says whether
    enough of the keys that the root names have signed it.
    """

    version: int
    expires: datetime
    days: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What one act did: which roles were signed, what changed, and how the roles stand."""

    signed: tuple[str, ...]
    changes: Changes
    roles: Mapping[str, RoleStatus]


@dataclass(frozen=True, slots=True)
class Status:
    """How the registry stands at one moment.

    ``roles`` by name; ``keys`` says of each key in force whether its file lies in the
    folder ``keys``, ``offline_keys`` are those that should not, and ``unused_keys`` are
    files there that the root does not name;
    ``recipients`` and ``projects`` (versions) count what is approved, ``revoked`` what
    no longer is.
    """

    roles: Mapping[str, RoleStatus]
    unpublished: Changes
    recipients: int
    projects: int
    revoked: int
    expired_recipients: tuple[str, ...]
    keys: Mapping[str, bool]
    offline_keys: tuple[str, ...]
    unused_keys: tuple[str, ...]

    @property
    def is_live(self) -> bool:
        """Whether clients believe what is published."""
        return all(role.is_signed and role.days >= 0 for role in self.roles.values())


def compare(
    approved: Mapping[str, TargetFile], published: Mapping[str, TargetFile] | None
) -> Changes:
    """Say how what is approved differs from what is published. Bins are passed over."""
    before = {name: each for name, each in (published or {}).items() if name not in BINS}
    now = {name: each for name, each in approved.items() if name not in BINS}
    return Changes(
        added=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(
            sorted(name for name in now.keys() & before.keys() if now[name] != before[name])
        ),
        removed=tuple(sorted(before.keys() - now.keys())),
    )


def role_statuses(publication: Publication, now: datetime) -> dict[str, RoleStatus]:
    """Return how each of the four roles stands as clients find it.

    Raises:
        WorkshopDamaged: What is published cannot be read.
    """
    root = publication.root()
    found: dict[str, RoleStatus] = {Root.type: _status(root, now, is_signed=True)}
    for each in (
        publication.found(root, Targets),
        publication.found(root, Snapshot),
        publication.found(root, Timestamp),
    ):
        found[each.signed.type] = _status(each.signed, now, is_signed=each.is_signed)
    return found


def _status(signed: Signed, now: datetime, *, is_signed: bool) -> RoleStatus:
    left = signed.expires - now.astimezone(UTC)
    return RoleStatus(signed.version, signed.expires, left // timedelta(days=1), is_signed)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the operator should look at: a code of ours, and what its sentence names."""

    code: str
    facts: Mapping[str, int | str]

    def sentence(self, language: Language) -> str:
        """Say it in words."""
        return text(f"registry.notice.{self.code}", language, **self.facts)


def notices(status: Status) -> list[Notice]:
    """Return what the operator should look at, most urgent first."""
    found = []
    for name, role in status.roles.items():
        if not role.is_signed:
            found.append(Notice("ROLE_UNSIGNED", {"role": name}))
        elif role.days < 0:
            found.append(Notice("ROLE_EXPIRED", {"role": name}))
        elif role.days < SOON_DAYS[name]:
            found.append(Notice("ROLE_ENDS_SOON", {"role": name, "days": role.days}))
    if status.unpublished.count:
        found.append(Notice("UNPUBLISHED", {"count": status.unpublished.count}))
    found += [Notice("RECIPIENT_EXPIRED", {"id": each}) for each in status.expired_recipients]
    together = [name for name in status.offline_keys if status.keys[name]]
    if together:
        found.append(Notice("KEYS_TOGETHER", {"names": ", ".join(together)}))
    found += [Notice("KEY_UNUSED", {"name": each}) for each in status.unused_keys]
    return found
