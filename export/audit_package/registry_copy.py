"""What the registry last published, as a package brings it: believed by its signatures alone.

The vault keeps the newest state of a registry, not every earlier one. Which versions it had
at each release stands in the log, so an auditor sees whether they are the same.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from datadonor.audit.events import (
    Position,
    RegistryChosen,
    RegistryRefreshed,
    parse_event,
    starts_with_kind,
)
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.errors import DatadonorError
from datadonor.registry.errors import RegistryTampered, RootInvalid
from datadonor.registry.signed import Entry, RootChain, Versions, verify_metadata
from datadonor.registry.store import FIRST_ROOT, is_as_signed
from datadonor.registry.targets import (
    RECIPIENT_NAME,
    Recipient,
    RecordInvalid,
    parse_recipient,
    project_name,
)
from export.audit_package.gathering import REGISTRY, TARGETS
from export.audit_package.reading import Package


@dataclass(frozen=True)
class RegistryCopy:
    """The registry in a package, verified; empty if there is none.

    Attributes:
        versions: How far each role had come.
        root_sha256: Of the first root, on which all else rests.
        recipients: By id.
        records: What the signed targets name.
    """

    versions: Versions | None = None
    root_sha256: str | None = None
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    records: Mapping[str, Entry] = field(default_factory=dict)

    def publishes(self, project: str, version: int, digest: str) -> bool:
        """Say whether exactly these bytes of a request are published."""
        entry = self.records.get(project_name(project, version))
        return entry is not None and entry.sha256.hex() == digest


def read_registry(package: Package) -> tuple[RegistryCopy, list[PackageFinding]]:
    """Verify the registry of a package from the first root that the log names."""
    files = {
        name.removeprefix(REGISTRY): content
        for name, content in package.files.items()
        if name.startswith(REGISTRY)
    }
    chosen = [event.what for _, event in package.told(RegistryChosen.kind)]
    root = files.get(FIRST_ROOT)
    if root is None:
        return RegistryCopy(), [finding("REGISTRY_NOT_KEPT", REGISTRY)] if chosen else []
    root_sha256 = sha256(root).hexdigest()
    last = chosen[-1] if chosen else None
    if not isinstance(last, RegistryChosen) or last.root_sha256 != root_sha256:
        return RegistryCopy(), [finding("REGISTRY_OTHER_ROOT", f"{REGISTRY}{FIRST_ROOT}")]
    try:
        chain = RootChain(root)
        chain.extend(lambda version: files.get(f"{version}.root.json"))
        if any(f"{number}.root.json" in files for number in _after(chain, files)):
            raise RegistryTampered  # a root that the chain does not come to
        state = verify_metadata(chain, files)
    except (RootInvalid, RegistryTampered):
        return RegistryCopy(), [finding("REGISTRY_FORGED", REGISTRY)]
    recipients, findings = _recipients(package, state.records)
    return RegistryCopy(state.versions, root_sha256, recipients, state.records), findings


def versions_before(package: Package) -> Callable[[Position], Versions | None]:
    """Return what says how far the registry had come when an event was written, by the log."""
    start = starts_with_kind(RegistryRefreshed.kind)
    taken = [each for each in package.log.shown if each[1].startswith(start)]
    places = [position for position, _ in taken]

    def at(position: Position) -> Versions | None:
        number = bisect_left(places, position)
        if not number:
            return None
        try:  # read when it is asked for: of thousands a verdict needs few
            what = parse_event(taken[number - 1][1]).what
        except DatadonorError:
            return None
        return Versions(*(getattr(what, f"{role}_version") for role in Versions._fields))

    return at


# -- within ---------------------------------------------------------------------------


def _after(chain: RootChain, files: Mapping[str, bytes]) -> range:
    newest = int(chain.newest.version)
    return range(newest + 1, newest + 1 + len(files))


def _recipients(
    package: Package, records: Mapping[str, Entry]
) -> tuple[dict[str, Recipient], list[PackageFinding]]:
    found: dict[str, Recipient] = {}
    findings = []
    for name, content in package.files.items():
        if not name.startswith(TARGETS):
            continue
        target = name.removeprefix(TARGETS)
        if not is_as_signed(content, records.get(target)):
            findings.append(finding("REGISTRY_FORGED", name))
        elif is_recipient := RECIPIENT_NAME.fullmatch(target):
            try:
                found[is_recipient[1]] = parse_recipient(content)
            except RecordInvalid:
                findings.append(finding("REGISTRY_FORGED", name))
    return found, findings
