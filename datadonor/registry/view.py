"""What is approved, as the vault last saw it: the one thing others ask of the registry.

A view is plain frozen data, verified when it was made: the root is the one that the
log says was chosen, the metadata is rightly signed and of the versions last taken, and
each record has the length and digest that the signed targets name. It can be old; who
only shows it says "as of", who sends something by it asks ``require_fresh`` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from datadonor.audit.events import instant
from datadonor.audit.log import AuditLog
from datadonor.records.rollups import ZONE
from datadonor.registry import store
from datadonor.registry.errors import RegistryCopyDamaged, RegistryNotChosen, RegistryStale
from datadonor.registry.signed import SignedState, Versions
from datadonor.registry.targets import (
    PROJECT_NAME,
    RECIPIENT_NAME,
    REVOCATIONS,
    Recipient,
    RecordInvalid,
    Revocation,
    Revocations,
    parse_recipient,
    parse_revocations,
    project_name,
)
from datadonor.vault.database import Connection


@dataclass(frozen=True, slots=True)
class RegistryView:
    """A registry as of one moment.

    Args:
        location: Where it was read from.
        versions: Of its signed roles.
        as_of: When it was last read, by the log's clock.
        fresh_until: When the first of its signatures runs out.
        recipients: By id. Revoked and outdated ones are among them, so that they can
            be named; ``is_recipient_approved`` judges.
        projects: Project id → version → SHA-256 of the approved bytes, in hex.
        unreadable: Names of records that are signed, but that this program cannot
            read; nothing in them counts.
    """

    location: str
    versions: Versions
    as_of: datetime
    fresh_until: datetime
    recipients: Mapping[str, Recipient]
    projects: Mapping[str, Mapping[int, str]]
    unreadable: tuple[str, ...]
    _requests: Mapping[str, bytes]
    _revocations: Mapping[str, Revocation]

    def is_fresh(self, now: datetime) -> bool:
        """Say whether something may be sent by this copy."""
        return self.as_of <= now < self.fresh_until

    def require_fresh(self, now: datetime) -> None:
        """Refuse to go on with a copy that is too old.

        Raises:
            RegistryStale: Its signatures have run out, or ``now`` is earlier than the
                moment it was read, so that the clock cannot tell.
        """
        if not self.is_fresh(now):
            raise RegistryStale(as_of=instant(self.as_of)[:10])

    def published(self, project_id: str, version: int) -> bytes | None:
        """Return the approved bytes of one version of a project, if it is published."""
        return self._requests.get(project_name(project_id, version))

    def revocation(self, revoked_id: str) -> Revocation | None:
        """Return the revocation of a recipient or project. It counts at once, whatever its day."""
        return self._revocations.get(revoked_id)

    def is_recipient_approved(self, recipient_id: str, now: datetime) -> bool:
        """Say whether a recipient is published, not out of date and not revoked."""
        recipient = self.recipients.get(recipient_id)
        return (
            recipient is not None
            and now.astimezone(ZONE).date() <= recipient.valid_until
            and self.revocation(recipient_id) is None
        )


def load_view(connection: Connection, log: AuditLog) -> RegistryView | None:
    """Read the vault's copy; nothing if no registry was chosen, or it was never read.

    Raises:
        RegistryCopyDamaged: A row is not what was signed and taken. Nothing of the
            copy is shown: what is left out could be a revocation.
    """
    try:
        choice = store.load_choice(connection, log)
    except RegistryNotChosen:
        return None
    state = store.load_state(choice)
    as_of = choice.memory.as_of
    if state is None or as_of is None:
        return None
    contents = _verified_records(connection, state)
    recipients: dict[str, Recipient] = {}
    projects: dict[str, dict[int, str]] = {}
    requests: dict[str, bytes] = {}
    unreadable: list[str] = []
    for name, content in contents.items():
        if found := PROJECT_NAME.fullmatch(name):
            digest = state.records[name].sha256.hex()
            projects.setdefault(found[1], {})[int(found[2])] = digest
            requests[name] = content
        elif found := RECIPIENT_NAME.fullmatch(name):
            recipient = _recipient(found[1], content)
            if recipient is None:
                unreadable.append(name)
            else:
                recipients[found[1]] = recipient
    return RegistryView(
        location=choice.location,
        versions=state.versions,
        as_of=as_of,
        fresh_until=state.fresh_until,
        recipients=MappingProxyType(recipients),
        projects=MappingProxyType(
            {name: MappingProxyType(dict(sorted(all_.items()))) for name, all_ in projects.items()}
        ),
        unreadable=tuple(unreadable),
        _requests=MappingProxyType(requests),
        _revocations=MappingProxyType(_revocations(contents.get(REVOCATIONS))),
    )


def _verified_records(connection: Connection, state: SignedState) -> dict[str, bytes]:
    contents = dict(store.load_records(connection))
    if contents.keys() != state.records.keys():
        raise RegistryCopyDamaged
    for name, content in contents.items():
        if not store.is_as_signed(content, state.records[name]):
            raise RegistryCopyDamaged
    return contents


def _recipient(recipient_id: str, content: bytes) -> Recipient | None:
    try:
        recipient = parse_recipient(content)
    except RecordInvalid:
        return None
    return recipient if recipient.id == recipient_id else None


def _revocations(content: bytes | None) -> dict[str, Revocation]:
    if content is None:
        return {}
    try:
        listed: Revocations = parse_revocations(content)
    except RecordInvalid:  # a refresh takes none that it cannot read
        raise RegistryCopyDamaged from None
    earliest: dict[str, Revocation] = {}
    for revocation in listed.revocations:
        other = earliest.setdefault(revocation.id, revocation)
        if revocation.since < other.since:
            earliest[revocation.id] = revocation
    return earliest
