"""What a registry published at one moment, as a package brings it: believed by its signatures.

A package has the newest state that the vault has, and for each release the one that it
rested on. All are verified alike, from the root that the log says was chosen.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Final

from datadonor.audit.events import (
    DonationSealed,
    DonationSent,
    Position,
    RegistryChosen,
    RegistryRefreshed,
    parse_event,
    starts_with_kind,
)
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.errors import DatadonorError
from datadonor.registry.errors import RegistryTampered, RootInvalid
from datadonor.registry.signed import (
    SNAPSHOT,
    TIMESTAMP,
    Entry,
    RootChain,
    SignedState,
    Versions,
    verify_metadata,
)
from datadonor.registry.signed import (
    TARGETS as TARGETS_ROLE,
)
from datadonor.registry.store import FIRST_ROOT, is_as_signed
from datadonor.registry.targets import (
    RECIPIENT_NAME,
    REVOCATIONS,
    Recipient,
    RecordInvalid,
    parse_recipient,
    parse_revocations,
    project_name,
)
from export.audit_package.gathering import KEPT, REGISTRY, RELEASES
from export.audit_package.reading import Package

_TARGETS: Final = "targets/"
_METADATA: Final = (TIMESTAMP, SNAPSHOT, TARGETS_ROLE)


@dataclass(frozen=True)
class RegistryCopy:
    """The registry of one moment, verified; empty if there is none.

    Attributes:
        versions: How far each role had come.
        root_sha256: Of the first root, on which all else rests.
        fresh_until: When the first of its signatures runs out.
        recipients: By id; of those that the package brings.
        revoked: The ids of recipients and projects that are approved no longer.
        records: What the signed targets name.
    """

    versions: Versions | None = None
    root_sha256: str | None = None
    fresh_until: datetime | None = None
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    revoked: frozenset[str] = frozenset()
    records: Mapping[str, Entry] = field(default_factory=dict)

    def publishes(self, project: str, version: int, digest: str) -> bool:
        """Say whether exactly these bytes of a request are published."""
        entry = self.records.get(project_name(project, version))
        return entry is not None and entry.sha256.hex() == digest


class Verifier:
    """Verifies states of a registry, each set of metadata once: many releases share one."""

    def __init__(self) -> None:
        """Begin with none."""
        self._states: dict[frozenset[tuple[str, bytes]], SignedState | None] = {}
        self._chains: dict[bytes, RootChain] = {}

    def verify(self, files: Mapping[str, bytes]) -> RegistryCopy:
        """Return what the files of a registry say.

        Args:
            files: By their names below ``registry/``.

        Raises:
            RegistryTampered: Something is not signed as it must be, or is not there.
        """
        metadata = {name: each for name, each in files.items() if not name.startswith(_TARGETS)}
        key = frozenset(metadata.items())
        if key not in self._states:
            self._states[key] = self._state(metadata)
        state = self._states[key]
        if state is None:
            raise RegistryTampered
        recipients, revoked = _records(files, state.records)
        root_sha256 = sha256(files[FIRST_ROOT]).hexdigest()
        return RegistryCopy(
            state.versions, root_sha256, state.fresh_until, recipients, revoked, state.records
        )

    # -- within ---------------------------------------------------------------

    def _state(self, metadata: Mapping[str, bytes]) -> SignedState | None:
        """Verify roots and metadata; nothing if they are not rightly signed."""
        try:
            chain = self._chain(metadata)
            state = verify_metadata(chain, metadata)
        except (RootInvalid, RegistryTampered, KeyError):
            return None
        later = list(chain.files())[1:]
        followed = {FIRST_ROOT, *_METADATA, *(f"{number}.root.json" for number in later)}
        # One that the chain does not come to, or that nobody signs, has no business there.
        return state if metadata.keys() <= followed else None

    def _chain(self, metadata: Mapping[str, bytes]) -> RootChain:
        """Return the roots of a state; those that were followed before are not verified anew."""
        first = metadata[FIRST_ROOT]
        known = self._chains.get(first)
        if known is None:
            known = self._chains[first] = RootChain(first)
        known.extend(lambda version: metadata.get(f"{version}.root.json"))
        newest = int(next(iter(known.files())))
        for version, content in list(known.files().items())[1:]:
            if metadata.get(f"{version}.root.json") != content:
                break
            newest = version
        if f"{newest + 1}.root.json" in metadata:  # others than those: they stand for themselves
            known = RootChain(first)
            known.extend(lambda version: metadata.get(f"{version}.root.json"))
            return known
        return known.up_to(newest)


def read_registry(
    package: Package, verifier: Verifier
) -> tuple[RegistryCopy, list[PackageFinding]]:
    """Verify the newest state in a package, from the root that the log names last."""
    files = {
        name.removeprefix(REGISTRY): content
        for name, content in package.files.items()
        if name.startswith(REGISTRY) and not name.startswith((KEPT, RELEASES))
    }
    end = Position(package.log.tree.size)
    chosen = root_before(package)(end)
    if FIRST_ROOT not in files:
        return RegistryCopy(), [finding(_absent(package), REGISTRY)] if chosen else []
    if sha256(files[FIRST_ROOT]).hexdigest() != chosen:
        return RegistryCopy(), [finding("REGISTRY_OTHER_ROOT", f"{REGISTRY}{FIRST_ROOT}")]
    try:
        copy = verifier.verify(files)
    except RegistryTampered:
        return RegistryCopy(), [finding("REGISTRY_FORGED", REGISTRY)]
    is_last = copy.versions == versions_before(package)(end)
    return copy, [] if is_last else [finding("REGISTRY_NOT_THEN", REGISTRY)]


def root_before(package: Package) -> Callable[[Position], str | None]:
    """Return what says which registry had been chosen when an event was written."""
    chosen = [
        (position, event.what.root_sha256)
        for position, event in package.told(RegistryChosen.kind)
        if isinstance(event.what, RegistryChosen)
    ]

    def at(position: Position) -> str | None:
        number = bisect_left(chosen, (position, ""))
        return chosen[number - 1][1] if number else None

    return at


def versions_before(package: Package) -> Callable[[Position], Versions | None]:
    """Return what says how far the registry had come when an event was written, by the log."""
    shown = package.log.shown

    @cache
    def refreshed() -> tuple[list[int], list[int]]:
        numbers = shown.numbers_of(starts_with_kind(RegistryRefreshed.kind))
        return numbers, [shown.places[number] for number in numbers]

    @cache
    def of(number: int) -> Versions | None:
        try:  # read when it is asked for: of thousands a verdict needs few
            what = parse_event(shown.bodies[number]).what
        except DatadonorError:
            return None
        return Versions(*(getattr(what, f"{role}_version") for role in Versions._fields))

    def at(position: Position) -> Versions | None:
        numbers, places = refreshed()
        number = bisect_left(places, position)
        return of(numbers[number - 1]) if number else None

    return at


# -- within ---------------------------------------------------------------------------


def _absent(package: Package) -> str:
    """Say what it means that there is no registry: by one, each release was to be judged."""
    released = (DonationSealed, DonationSent)
    is_needed = any(isinstance(event.what, released) for _, event in package.told("donation."))
    return "REGISTRY_NOT_KEPT" if is_needed else "REGISTRY_ABSENT"


def _records(
    files: Mapping[str, bytes], records: Mapping[str, Entry]
) -> tuple[dict[str, Recipient], frozenset[str]]:
    """Return the recipients and what is revoked.

    Raises:
        RegistryTampered: A record is not the one that the signed targets name.
    """
    found: dict[str, Recipient] = {}
    revoked: frozenset[str] = frozenset()
    if REVOCATIONS in records and f"{_TARGETS}{REVOCATIONS}" not in files:
        raise RegistryTampered
    for name, content in files.items():
        if not name.startswith(_TARGETS):
            continue
        target = name.removeprefix(_TARGETS)
        if not is_as_signed(content, records.get(target)):
            raise RegistryTampered
        try:
            if target == REVOCATIONS:
                revoked = frozenset(each.id for each in parse_revocations(content).revocations)
            elif is_recipient := RECIPIENT_NAME.fullmatch(target):
                found[is_recipient[1]] = parse_recipient(content)
        except RecordInvalid:
            raise RegistryTampered from None
    return found, revoked
