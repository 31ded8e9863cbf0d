"""The verdict on an auditor's package: everything that does not fit, the heaviest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from consent.decision import SignedDecision
from datadonor.audit.events import ConsentGiven, DonationSealed, Event
from datadonor.audit.package_findings import PackageFinding, finding, ranked, verdict
from datadonor.errors import ExitCode
from export.audit_package.answering import Conversation, read_conversation
from export.audit_package.reading import Package, open_package
from export.audit_package.registry_copy import RegistryCopy, read_registry, versions_before
from export.audit_package.replaying import Replayed, replay


@dataclass(frozen=True)
class Report:
    """A package, checked.

    Attributes:
        package: What was read.
        registry: What the registry published, as far as its signatures hold.
        releases: Each one, judged.
        said: What recipients hold and signed.
        findings: The heaviest first.
    """

    package: Package
    registry: RegistryCopy
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
    package = open_package(content)
    registry, findings = read_registry(package)
    releases = replay(package)
    said = read_conversation(package, registry)
    found = [
        *package.findings,
        *findings,
        *(each for release in releases for each in release.findings()),
        *said.findings,
        *_documents(package, registry),
        *_circumstances(package, registry),
    ]
    return Report(package, registry, releases, said, ranked(found))


# -- within ---------------------------------------------------------------------------


def _documents(package: Package, registry: RegistryCopy) -> Iterator[PackageFinding]:
    """Yield which documents of decisions are not there, or not the ones meant."""
    for position, event in package.told("consent."):
        digest = getattr(event.what, "decision_sha256", None)
        if digest in package.manifest.withheld:
            yield finding("DECISION_WITHHELD", position)
        elif digest is not None and (signed := package.decision(digest)) is None:
            yield finding("DOCUMENT_NOT_KEPT", position)
        elif digest is not None and not _are_of_one_act(event, signed):
            yield finding("DECISION_FORGED", position)
        if not isinstance(event.what, ConsentGiven):
            continue
        request = package.request(event.what.request_sha256)
        if request is None or package.text(event.what.text_sha256) is None:
            yield finding("DOCUMENT_NOT_KEPT", position)
        elif registry.versions is not None and not registry.publishes(
            request.request.id, request.request.version, request.digest
        ):
            yield finding("REQUEST_NOT_PUBLISHED", position)


def _are_of_one_act(event: Event, signed: SignedDecision | None) -> bool:
    """Say whether an event and the document that it names tell of the same decision."""
    if signed is None or signed.decision.project != event.project:
        return False
    what, said = event.what, signed.decision
    if not isinstance(what, ConsentGiven):
        return True
    return (what.act, what.request_sha256, what.text_sha256, what.choices_sha256) == (
        said.act, said.request_sha256, said.choices.text_sha256, said.choices.digest,
    )  # fmt: skip


def _circumstances(package: Package, registry: RegistryCopy) -> Iterator[PackageFinding]:
    for position in package.losses:
        yield finding("EVENTS_LOST", position)
    if registry.versions is None:
        return
    at = versions_before(package)
    for position, _ in package.told(DonationSealed.kind):
        then = at(position)
        if then is None or then.targets != registry.versions.targets:
            yield finding("REGISTRY_LATER", position)
