"""The verdict on an auditor's package: everything that does not fit, the heaviest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datadonor.audit.events import ConsentGiven
from datadonor.audit.package_findings import PackageFinding, finding, ranked, verdict
from datadonor.errors import ExitCode
from export.audit_package.answering import Conversation, read_conversation
from export.audit_package.approving import read_approvals
from export.audit_package.gathering import DECISIONS
from export.audit_package.on_behalf import Rights, judge_deciders
from export.audit_package.reading import Package, open_package
from export.audit_package.registry_copy import RegistryCopy, Verifier, read_registry
from export.audit_package.replaying import Replayed, replay
from export.audit_package.same_act import tell_the_same
from export.audit_package.stamping import judge_timestamps


@dataclass(frozen=True)
class Report:
    """A package, checked.

    Attributes:
        package: What was read.
        registry: What the registry published last, as far as its signatures hold.
        registry_at: The same when each bundle was sealed, by the bundle's digest.
        releases: Each one, judged.
        said: What recipients hold and signed.
        findings: The heaviest first.
    """

    package: Package
    registry: RegistryCopy
    registry_at: Mapping[str, RegistryCopy]
    releases: list[Replayed]
    said: Conversation
    findings: list[PackageFinding]

    @property
    def exit_code(self) -> ExitCode:
        """How a command ends that found this."""
        return verdict(self.findings)


def judge_package(content: bytes) -> Report:
    """Check a package.

    Args:
        content: The whole file.

    Raises:
        PackageRefused: It is none, or not written as one is; nothing in it was believed.
    """
    package, verifier = open_package(content), Verifier()
    registry, findings = read_registry(package, verifier)
    rights = Rights(package)
    releases = replay(package, rights)
    approvals = read_approvals(package, registry, verifier, releases)
    said = read_conversation(package, registry, approvals.at)
    found = [
        *package.findings,
        *findings,
        *approvals.findings,
        *(each for release in releases for each in release.findings()),
        *said.findings,
        *judge_deciders(package, rights),
        *judge_timestamps(package, said.bundles),
        *_documents(package, registry),
        *(finding("EVENTS_LOST", position) for position in package.losses),
    ]
    return Report(package, registry, approvals.at, releases, said, ranked(found))


# -- within ---------------------------------------------------------------------------


def _documents(package: Package, registry: RegistryCopy) -> Iterator[PackageFinding]:
    """Yield which documents of decisions are not there, or not the ones meant."""
    for position, event in package.told("consent."):
        digest = getattr(event.what, "decision_sha256", None)
        asked = getattr(event.what, "request_sha256", None)
        request = None if asked is None else package.request(asked)
        if f"{DECISIONS}{digest}.json" in package.files:
            signed = package.decision(digest)  # one that nobody signed is named already
            if signed is not None and not (
                tell_the_same(event, signed.decision, request)
                and signed.decision.donor_key == package.donors[event.project or ""]
            ):
                yield finding("DECISION_FORGED", position)
        elif digest in package.manifest.withheld:
            yield finding("DECISION_WITHHELD", position)
        elif digest is not None:
            yield finding("DOCUMENT_NOT_KEPT", position)
        text = getattr(event.what, "text_sha256", None)
        if (asked is not None and request is None) or (
            text is not None and package.text(text) is None
        ):
            yield finding("DOCUMENT_NOT_KEPT", position)
        elif (
            isinstance(event.what, ConsentGiven)
            and request is not None
            and registry.versions is not None
            and not registry.publishes(request.request.id, request.request.version, request.digest)
        ):
            yield finding("REQUEST_NOT_PUBLISHED", position)
