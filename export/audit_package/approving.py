"""Each release of a package held against the registry as it was when the bundle was sealed.

What the log says was in force then is what has to be there: another state, however rightly
signed, is none. Of a bundle that was sealed before states were kept there is only the newest
one, which counts where its versions are those of that moment.
"""

import json
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from consent.approval import is_signed_by
from consent.periods import local_day
from datadonor.audit.events import (
    ConsentGiven,
    DonationSealed,
    Position,
    VaultCreated,
    VaultMigrated,
    moment,
)
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.registry.errors import RegistryTampered
from datadonor.registry.signed import Versions
from datadonor.registry.store import FIRST_ROOT
from export.audit_package.gathering import KEPT, RELEASES
from export.audit_package.reading import Package
from export.audit_package.registry_copy import (
    RegistryCopy,
    Verifier,
    root_before,
    versions_before,
)
from export.audit_package.replaying import Replayed

RECIPIENT_REVOKED: Final = "recipient_revoked"
PROJECT_REVOKED: Final = "project_revoked"
RECIPIENT_UNKNOWN: Final = "recipient_unknown"
RECIPIENT_OUTDATED: Final = "recipient_outdated"
REQUEST_NOT_PUBLISHED: Final = "request_not_published"
REQUEST_NOT_SIGNED: Final = "request_not_signed"
REGISTRY_STALE: Final = "registry_stale"

_KEEPS_STATES: Final = 6
"""The version of a vault's tables from which on each release has its registry."""

_PACKING: Final = timedelta(hours=1)
"""How long after the gate was asked a bundle may have been written: our choice."""


@dataclass
class Approvals:
    """The registries at the releases of a package.

    Attributes:
        at: By the digest of the bundle; those that are there and verified.
        findings: What does not fit.
    """

    at: dict[str, RegistryCopy] = field(default_factory=dict)
    findings: list[PackageFinding] = field(default_factory=list)


def read_approvals(
    package: Package, newest: RegistryCopy, verifier: Verifier, releases: list[Replayed]
) -> Approvals:
    """Verify the registry of each release, and ask it whether the release was approved."""
    approvals = Approvals()
    versions_at, root_at = versions_before(package), root_before(package)
    keeps_at = _kept_before(package)
    given = {
        event.what.decision_sha256: event.what
        for _, event in package.told(ConsentGiven.kind)
        if isinstance(event.what, ConsentGiven)
    }
    for release in releases:
        what = release.event.what
        if not isinstance(what, DonationSealed):
            continue  # what is sent was asked for when it was sealed
        then = _Then(versions_at(release.position), root_at(release.position))
        name = f"{RELEASES}{what.bundle_sha256}.json"
        copy: RegistryCopy | PackageFinding | None
        if name in package.files:
            copy = _registry_of(package, name, verifier, then)
        else:
            copy = _newest(newest, release, then)
            if keeps_at(release.position):
                approvals.findings.append(finding("REGISTRY_NOT_KEPT", release.position))
        if isinstance(copy, PackageFinding):
            approvals.findings.append(copy)
        if not isinstance(copy, RegistryCopy):
            continue
        approvals.at[what.bundle_sha256] = copy
        reason = _against(copy, release, what)
        if reason is None and (by := given.get(what.decision_sha256)) is not None:
            reason = _against_request(package, copy, by, what.recipient)
        if reason is not None:
            approvals.findings.append(
                finding("RELEASE_NOT_APPROVED", release.position, reason=reason)
            )
    return approvals


# -- within ---------------------------------------------------------------------------


class _Then(NamedTuple):
    """What the log says of the registry in force at a release."""

    versions: Versions | None
    root_sha256: str | None


def _kept_before(package: Package) -> Callable[[Position], bool]:
    """Return what says whether a vault kept the registry of a release that it sealed.

    Only where the log shows that its tables were of before that, it need not have.
    """
    steps = [
        (position, what.schema_version if isinstance(what, VaultCreated) else what.now)
        for position, event in package.told("vault.")
        if isinstance(what := event.what, VaultCreated | VaultMigrated)
    ]

    def at(position: Position) -> bool:
        number = bisect_left(steps, (position, 0))
        return not number or steps[number - 1][1] >= _KEEPS_STATES

    return at


def _newest(
    newest: RegistryCopy, release: Replayed, then: _Then
) -> RegistryCopy | PackageFinding | None:
    """Return the newest registry if it is the one that a release rested on."""
    if newest.versions is None:
        return None  # said once
    is_then = newest.versions == then.versions
    return newest if is_then else finding("REGISTRY_LATER", release.position)


def _registry_of(
    package: Package, name: str, verifier: Verifier, then: _Then
) -> RegistryCopy | PackageFinding:
    """Return the registry that a release rested on, or what is wrong with it."""
    try:
        files = _files(package, name)
        if sha256(files[FIRST_ROOT]).hexdigest() != then.root_sha256:
            return finding("REGISTRY_OTHER_ROOT", name)
        copy = verifier.verify(files)
    except (RegistryTampered, KeyError):
        return finding("REGISTRY_FORGED", name)
    return copy if copy.versions == then.versions else finding("REGISTRY_NOT_THEN", name)


def _files(package: Package, name: str) -> dict[str, bytes]:
    """Return the files that a release's list names.

    Raises:
        RegistryTampered: It is no such list, or one of them is not in the package.
    """
    try:
        return {
            each: package.files[f"{KEPT}{digest}"]
            for each, digest in json.loads(package.files[name]).items()
        }
    except (ValueError, LookupError, AttributeError, RecursionError):
        raise RegistryTampered from None


def _against(registry: RegistryCopy, release: Replayed, what: DonationSealed) -> str | None:
    """Return the first thing that the registry of that moment has against a release."""
    project, now = release.event.project or "", moment(release.event.when.recorded)
    recipient = registry.recipients.get(what.recipient)
    against = (
        (PROJECT_REVOKED, project in registry.revoked),
        (RECIPIENT_REVOKED, what.recipient in registry.revoked),
        (RECIPIENT_UNKNOWN, recipient is None),
        (RECIPIENT_OUTDATED, recipient and recipient.valid_until < local_day(now - _PACKING)),
        (REGISTRY_STALE, registry.fresh_until and registry.fresh_until <= now - _PACKING),
    )
    return next((reason for reason, speaks in against if speaks), None)


def _against_request(
    package: Package, registry: RegistryCopy, given: ConsentGiven, recipient_id: str
) -> str | None:
    """Say what is wrong with the request that was agreed to: exactly its bytes count."""
    signed = package.request(given.request_sha256)
    if signed is None:
        return None  # said once, for the document that is not there
    if not registry.publishes(signed.request.id, signed.request.version, signed.digest):
        return REQUEST_NOT_PUBLISHED
    is_right = is_signed_by(signed, registry.recipients[recipient_id])
    return None if is_right else REQUEST_NOT_SIGNED
