"""Reading an auditor's package without any vault: the files, and whether they are its own."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from consent.decision import DecisionUnreadable, SignedDecision, open_decision
from consent.envelope import EnvelopeDamaged
from consent.log_entries import EVERY_PROJECT, Entry, entry_of, sort_event
from consent.request import RequestInvalid, RequestTooNew, SignedRequest, open_request
from datadonor.audit.events import (
    Event,
    Position,
    Restored,
    parse_event,
    starts_with_kind,
)
from datadonor.audit.package_file import MANIFEST, read_package
from datadonor.audit.package_findings import PackageFinding, finding
from datadonor.audit.package_log import PackageLog, read_log
from datadonor.errors import DatadonorError
from export.audit_package.gathering import (
    ANSWERS,
    ATTESTATIONS,
    DECISIONS,
    KEPT,
    REQUESTS,
    TEXTS,
)
from export.audit_package.manifest import LOG_FOLDER, Manifest, parse_manifest
from export.audit_package.naming import unnamed

_BY_DIGEST = (ANSWERS, ATTESTATIONS, DECISIONS, KEPT, REQUESTS, TEXTS)
"""Folders whose files are named by their own SHA-256."""


@dataclass
class Package:
    """A package that was read.

    Attributes:
        manifest: What it says of itself.
        files: Name → content, of those that are what they should be.
        log: Its log, held against its checkpoint.
        findings: What does not fit so far.
    """

    manifest: Manifest
    files: dict[str, bytes]
    log: PackageLog
    findings: list[PackageFinding] = field(default_factory=list)
    _decisions: dict[str, SignedDecision | None] = field(default_factory=dict)
    _requests: dict[str, SignedRequest | None] = field(default_factory=dict)

    def told(self, family: str = "") -> Iterator[tuple[Position, Event]]:
        """Yield the events that were read, of one family or all, in order."""
        for placed in self.log.read:
            if placed.event is not None and placed.event.kind.startswith(family):
                yield placed.position, placed.event

    def other(self, kind: str) -> Iterator[tuple[Position, Event]]:
        """Yield the events of a kind on which no verdict rests, in order, as far as readable."""
        shown = self.log.shown
        for number in shown.numbers_of(starts_with_kind(kind)):
            with suppress(DatadonorError):
                yield Position(shown.places[number]), parse_event(shown.bodies[number])

    @cached_property
    def entries(self) -> list[Entry]:
        """The events about consents, as a ledger takes them."""
        found = (entry_of(each.position, each.body) for each in self.log.read)
        return [each for each in found if each is not None]

    @cached_property
    def losses(self) -> list[Position]:
        """The places where a backup was put back that may lack events."""
        return [
            position
            for position, event in self.told(Restored.kind)
            if isinstance(event.what, Restored) and event.what.missing != 0
        ]

    @cached_property
    def donors(self) -> dict[str, str]:
        """Project → the donor's public key in it, as the first decision that is there names it.

        A vault has one for each project and keeps it for ever (``consent.donor_key``).
        """
        keys: dict[str, str] = {}
        for _, event in self.told("consent."):
            signed = self.decision(getattr(event.what, "decision_sha256", None))
            if event.project is not None and signed is not None:
                keys.setdefault(event.project, signed.decision.donor_key)
        return keys

    def decision(self, digest: str | None) -> SignedDecision | None:
        """Return a decision that its donor signed; nothing if it is not there."""
        if digest is None or (content := self.files.get(f"{DECISIONS}{digest}.json")) is None:
            return None
        if digest not in self._decisions:
            try:
                self._decisions[digest] = open_decision(content)
            except DecisionUnreadable:
                self._decisions[digest] = None
        return self._decisions[digest]

    def request(self, digest: str) -> SignedRequest | None:
        """Return a request; nothing if it is not there or cannot be read."""
        if digest not in self._requests:
            content = self.files.get(f"{REQUESTS}{digest}.ddrequest")
            try:
                self._requests[digest] = None if content is None else open_request(content)
            except (EnvelopeDamaged, RequestInvalid, RequestTooNew):
                self._requests[digest] = None
        return self._requests[digest]

    def text(self, digest: str) -> str | None:
        """Return a text that was shown."""
        content = self.files.get(f"{TEXTS}{digest}.txt")
        return None if content is None else content.decode("utf-8", "replace")


def open_package(content: bytes) -> Package:
    """Read a package.

    Raises:
        PackageRefused: It is none, as its kinds say.
    """
    files = read_package(content)
    manifest = parse_manifest(files.pop(MANIFEST))
    log = read_log(files, manifest.log.plain())
    findings = list(log.findings)
    others = {name: each for name, each in files.items() if not name.startswith(LOG_FOLDER)}
    findings += [finding("FILE_MISSING", name) for name in manifest.files.keys() - others.keys()]
    for name, each in others.items():
        code = _fault(name, each, manifest)
        if code is not None:
            findings.append(finding(code, name))
            del files[name]
    package = Package(manifest, files, log, findings)
    for name in unnamed(files, (event for _, event in package.told())):
        findings.append(finding("FILE_EXTRA", name))
        del files[name]
    findings += [
        finding("FILE_EXTRA", name)
        for digest in manifest.withheld
        if (name := f"{DECISIONS}{digest}.json") in files
    ]
    if not _is_of_this_log(manifest, log):
        findings.append(finding("MANIFEST_WRONG", MANIFEST))
    findings += [
        finding("DECISION_FORGED", name)
        for name in sorted(files)
        if name.startswith(DECISIONS) and package.decision(_digest_in(name)) is None
    ]
    return package


# -- within ---------------------------------------------------------------------------


def _fault(name: str, content: bytes, manifest: Manifest) -> str | None:
    """Say what is wrong with a file, by its digest and by its name."""
    digest = sha256(content).hexdigest()
    if name not in manifest.files:
        return "FILE_EXTRA"
    if name.startswith(_BY_DIGEST) and _digest_in(name) != digest:
        return "ANSWER_FORGED" if name.startswith(ANSWERS) else "FILE_ALTERED"
    return None if manifest.files[name] == digest else "FILE_ALTERED"


def _is_of_this_log(manifest: Manifest, log: PackageLog) -> bool:
    """Say whether the log bears out when a package was made, and about what."""
    if log.shown.bodies and manifest.made < log.shown.latest():
        return False
    if manifest.project is None:
        return True
    entries = (sort_event(Position(0), body) for body in log.shown.bodies)
    return all(
        entry is None or entry.project in {EVERY_PROJECT, manifest.project} for entry in entries
    )


def _digest_in(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]
